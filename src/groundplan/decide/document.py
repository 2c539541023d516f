"""The decisions as one JSON document; its schema is published as docs/decide.schema.json.

`version` changes when a reader of the document would have to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from typing_extensions import TypedDict  # the one that pydantic can describe on Python 3.11

from groundplan.decide import tables

if TYPE_CHECKING:
    from groundplan.decide.model import Clash, Decision, Decisions, Fired, Reading, Setting, SheetRow
    from groundplan.source import Span

VERSION: Literal[1] = 1


class Read(TypedDict):
    """What a row read: a place of the Spec or a manifest, the value, and where it stands (null where nowhere)."""

    path: str
    value: str
    file: str | None
    line: int | None
    column: int | None


class Rule(TypedDict):
    """A row that fired."""

    id: str
    stage: Literal["stated", "evidence", "hard", "score", "setting"]
    because: str
    source: str
    effect: str
    read: list[Read]


class Candidate(TypedDict):
    """A row of the score sheet: points by rule id; `removed_by` is a rule id or null."""

    candidate: str
    title: str
    total: int
    points: dict[str, int]
    removed_by: str | None


class Value(TypedDict):
    """A setting; `subject` is an integration's name or a rate limit's scope, empty for the whole service."""

    key: str
    subject: str
    value: str | int | float | bool
    assumed: bool
    rule: str
    file: str | None
    line: int | None
    column: int | None


class Answer(TypedDict):
    """One decision."""

    question: str
    outcome: str
    title: str
    version: str
    language: str
    stage: Literal["stated", "evidence", "hard", "score", "margin"]
    assumed: bool
    ambiguous: bool
    margin: int
    needed: int
    supported: bool
    best_supported: str
    alternatives: list[str]
    candidates: list[Candidate]
    rules: list[Rule]
    settings: list[Value]


class Conflict(TypedDict):
    """Two facts that cannot both hold (CON010) or differ (CON011)."""

    code: Literal["CON010", "CON011"]
    severity: Literal["error", "warning", "note"]
    question: str
    message: str
    help: str
    rule: str
    read: list[Read]


class Note(TypedDict):
    """A manifest that could not be read."""

    path: str
    reason: str


class Document(TypedDict):
    """The whole document."""

    version: Literal[1]
    decisions: list[Answer]
    conflicts: list[Conflict]
    notes: list[Note]


def document(decisions: Decisions, language: str) -> Document:
    """The document in plain data; sentences in `language`."""
    return {
        "version": VERSION,
        "decisions": [_answer(one, language) for one in decisions.decisions],
        "conflicts": [_conflict(one, language) for one in decisions.clashes],
        "notes": [{"path": path, "reason": reason} for path, reason in decisions.notes],
    }


def schema() -> str:
    """The JSON Schema of the document, as text."""
    import json

    from pydantic import TypeAdapter

    return json.dumps(TypeAdapter(Document).json_schema(), indent=2) + "\n"


def _answer(decision: Decision, language: str) -> Answer:
    return {
        "question": decision.question,
        "outcome": decision.outcome,
        "title": decision.title,
        "version": decision.outcome_version,
        "language": decision.language,
        "stage": decision.stage,
        "assumed": decision.assumed,
        "ambiguous": decision.ambiguous,
        "margin": decision.margin,
        "needed": decision.needed,
        "supported": decision.supported,
        "best_supported": decision.best_supported,
        "alternatives": list(decision.alternatives),
        "candidates": [_candidate(row) for row in decision.candidates],
        "rules": [_rule(row, language) for row in decision.fired],
        "settings": [_value(one) for one in decision.settings],
    }


def _candidate(row: SheetRow) -> Candidate:
    return {
        "candidate": row.candidate,
        "title": row.title,
        "total": row.total,
        "points": {cell.rule: cell.points for cell in row.cells},
        "removed_by": row.removed_by or None,
    }


def _rule(row: Fired, language: str) -> Rule:
    return {
        "id": row.id,
        "stage": row.stage,
        "because": row.because.of(language),
        "source": tables.sources()[row.source]["title"],
        "effect": row.effect,
        "read": [_read(one) for one in row.readings],
    }


def _read(one: Reading) -> Read:
    file, line, column = _place(one.span)
    return {"path": one.path, "value": one.value, "file": file, "line": line, "column": column}


def _value(one: Setting) -> Value:
    file, line, column = _place(one.span)
    return {
        "key": one.key,
        "subject": one.subject,
        "value": one.value,
        "assumed": one.assumed,
        "rule": one.rule,
        "file": file,
        "line": line,
        "column": column,
    }


def _conflict(clash: Clash, language: str) -> Conflict:
    return {
        "code": clash.code,
        "severity": clash.severity,
        "question": clash.question,
        "message": clash.message.of(language),
        "help": clash.help.of(language),
        "rule": clash.rule,
        "read": [_read(one) for one in clash.readings],
    }


def _place(span: Span | None) -> tuple[Any, Any, Any]:
    return (span.path, span.line, span.column) if span else (None, None, None)
