"""Decisions as text for people, as one JSON document, and the answer to "why"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan import catalogue
from groundplan.columns import columns
from groundplan.decide import tables
from groundplan.decide.model import QUESTIONS
from groundplan.decide.phrases import phrase
from groundplan.decide.sheet import effect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from groundplan.decide.model import Clash, Decision, Decisions, Fired, Reading
    from groundplan.decide.sheet import Row
    from groundplan.source import Span

Grid = list[list[str]]

_MAX_CELL = 100
_MAX_TITLES = 8
_FINDINGS = ("ASK001", "CON010", "CON011")


def text(decisions: Decisions, *, language: str = "", terminal: bool = False) -> str:
    """All decisions with their score sheets; `terminal` draws the sheets with rich."""
    spoken = language or decisions.language
    blocks = ["\n".join(_block(one, spoken, terminal)) for one in decisions.decisions]
    blocks += ["\n".join(_clash(one, spoken)) for one in decisions.clashes]
    return "\n\n".join(blocks) + "\n"


def document(decisions: Decisions, *, language: str = "") -> str:
    """All decisions as JSON text: the same facts as `text` (`groundplan.decide.document` has its form)."""
    import json

    from groundplan.decide.document import document as data

    return json.dumps(data(decisions, language or decisions.language), ensure_ascii=False, indent=2) + "\n"


def why(decisions: Decisions, name: str, *, language: str = "") -> str:
    """The row `name` (or every row behind the question `name`): what it read, where, and why it stands.

    Raises KeyError when there is neither a question nor a rule of that name.
    """
    spoken = language or decisions.language
    if name.casefold() in QUESTIONS:
        decision = decisions.of(name.casefold())
        return "\n".join([*_block(decision, spoken, terminal=False), "", *_rules(decision, spoken)]) + "\n"
    for decision in decisions.decisions:
        rows = [one for one in decision.fired if one.id.casefold() == name.casefold()]
        if rows:
            return "\n".join([_headline(decision, spoken), *_rule(rows[0], spoken)]) + "\n"
    return "\n".join(_silent(name, spoken)) + "\n"


def _block(decision: Decision, language: str, terminal: bool) -> Iterator[str]:
    yield _headline(decision, language)
    if not decision.supported:
        yield f"  {_unsupported(decision, language)}"
    for row in decision.fired:
        if row.stage == decision.stage or (decision.stage == "margin" and row.counts):
            yield f"  {row.id} {row.because.of(language)}{_first_place(row)}"
    if decision.margin or len(decision.candidates) > 1:
        yield from _sheet(decision, language, terminal)
    yield from _settings(decision, language)


def _headline(decision: Decision, language: str) -> str:
    title = catalogue.text(f"decide.question.{decision.question}", language)
    stage = catalogue.text(f"decide.stage.{decision.stage}", language)
    margin = ""
    if decision.stage in ("score", "margin"):
        values = {"margin": decision.margin, "needed": decision.needed}
        margin = ", " + catalogue.text("decide.margin", language, **values)
    answer = f"{decision.title} {decision.outcome_version}".strip()
    return f"{decision.question} ({title}): {answer}  [{stage}{margin}]"


def _unsupported(decision: Decision, language: str) -> str:
    if decision.question != "framework":
        return catalogue.text("decide.unknown", language, best=decision.best_supported)
    if not decision.best_supported:
        return catalogue.text("decide.unsupported.none", language)
    return catalogue.text("decide.unsupported", language, best=decision.best_supported)


def _sheet(decision: Decision, language: str, terminal: bool) -> Iterator[str]:
    """The candidates that are left, with their points by row; removed ones by the row that removed them."""
    scored = [row for row in decision.candidates if not row.removed_by]
    rules = list(dict.fromkeys(cell.rule for row in scored for cell in row.cells))
    grid: Grid = [[_say("decide.candidate", language), _say("decide.total", language), *rules]]
    for row in scored:
        points = {cell.rule: f"{cell.points:+d}" for cell in row.cells}
        grid.append([row.title, str(row.total), *(points.get(rule, "") for rule in rules)])
    if rules:
        yield from _rich_table(grid) if terminal else _plain_table(grid)
    removed: dict[str, list[str]] = {}
    for row in decision.candidates:
        if row.removed_by:
            removed.setdefault(row.removed_by, []).append(row.title)
    for rule, titles in removed.items():
        more = f" (+{len(titles) - _MAX_TITLES})" if len(titles) > _MAX_TITLES else ""
        yield f"    {_say('decide.removed_by', language)} {rule}: {', '.join(titles[:_MAX_TITLES])}{more}"


def _settings(decision: Decision, language: str) -> Iterator[str]:
    for one in decision.settings:
        subject = f"[{one.subject}]" if one.subject else ""
        place = f", {one.span.path}:{one.span.line}" if one.span else ""
        origin = f", {_say('assumed', language)}" if one.assumed else place
        yield f"    {one.key}{subject} = {_value(one.value)}  ({one.rule}{origin})"


def _clash(clash: Clash, language: str) -> Iterator[str]:
    yield f"{clash.severity}[{clash.code}] {clash.message.of(language)}"
    yield from _readings(clash.readings)
    yield f"  = {clash.help.of(language)}"


def _rules(decision: Decision, language: str) -> Iterator[str]:
    for row in decision.fired:
        yield from _rule(row, language)
        yield ""


def _rule(row: Fired, language: str) -> Iterator[str]:
    yield f"{row.id} [{row.stage}]"
    yield f"  {_say('decide.because', language)}: {row.because.of(language)}"
    yield f"  {_say('decide.effect', language)}: {row.effect}"
    yield f"  {_say('decide.source', language)}: {_cited(row.source)}"
    if not row.readings:
        yield f"  {_say('decide.read', language)}: {_say('decide.nothing_read', language)}"
    yield from _readings(row.readings, f"{_say('decide.read', language)} ")


def explain(code: str, language: str) -> str | None:
    """A finding of deciding (ASK001, CON010, CON011) or a row of a table, whatever the SPEC; None for other codes."""
    if code.upper() in _FINDINGS:
        return f"{code.upper()}\n  {_say(f'decide.explain.{code.upper()}', language)}\n"
    found = _find(code)
    if found is None:
        return None
    question, row = found
    return "\n".join([f"{row['id']} {question} [{row['stage']}]", *_static(row, language)]) + "\n"


def _silent(name: str, language: str) -> Iterator[str]:
    """A rule that exists and did not fire: its condition as the table has it."""
    found = _find(name)
    if found is None:
        raise KeyError(name)
    question, row = found
    yield f"{question}: {catalogue.text('decide.not_fired', language, rule=row['id'])}"
    yield from _static(row, language)


def _find(name: str) -> tuple[str, Row] | None:
    """The question and the row of a rule id."""
    rows = ((question, row) for question in QUESTIONS for row in tables.table(question)["rows"])
    return next(((question, row) for question, row in rows if row["id"].casefold() == name.casefold()), None)


def _static(row: Row, language: str) -> Iterator[str]:
    yield f"  {_say('decide.because', language)}: {row['because'][language]}"
    yield f"  {_say('decide.condition', language)}: {phrase(row['when'])}"
    yield f"  {_say('decide.effect', language)}: {effect(row['then'])}"
    yield f"  {_say('decide.source', language)}: {_cited(row['source'])}"


def _cited(key: str) -> str:
    source = tables.sources()[key]
    return f"{source['title']} <{source['url']}>" if "url" in source else source["title"]


def _readings(readings: Sequence[Reading], indent: str = "") -> Iterator[str]:
    for one in readings:
        yield f"  {indent}{one.path}: {_short(one.value)}{_at(one.span)}"


def _first_place(row: Fired) -> str:
    first = next((one for one in row.readings if one.span or ":" in one.path), None)
    if first is None:
        return ""
    return _at(first.span) if first.span else f"  ({first.path})"


def _at(span: Span | None) -> str:
    return f"  ({span.path}:{span.line})" if span else ""


def _short(value: str) -> str:
    flat = " ".join(value.split())
    return flat if len(flat) <= _MAX_CELL else f"{flat[: _MAX_CELL - 1]}…"


def _value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _say(key: str, language: str) -> str:
    return catalogue.text(key, language)


def _plain_table(grid: Grid) -> Iterator[str]:
    widths = [max(columns(row[column]) for row in grid) for column in range(len(grid[0]))]
    for row in grid:
        cells = [
            _pad(cell, width, right=column > 0) for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield f"    {'  '.join(cells)}".rstrip()


def _rich_table(grid: Grid) -> Iterator[str]:
    from io import StringIO
    from shutil import get_terminal_size

    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*grid[0], box=SIMPLE, pad_edge=False)
    for row in grid[1:]:
        table.add_row(*(Text(cell) for cell in row))
    out = StringIO()
    Console(file=out, force_terminal=True, width=get_terminal_size().columns - 4).print(table)
    yield from (f"    {line}".rstrip() for line in out.getvalue().split("\n") if line.strip())


def _pad(cell: str, width: int, *, right: bool) -> str:
    space = " " * (width - columns(cell))
    return f"{space}{cell}" if right else f"{cell}{space}"
