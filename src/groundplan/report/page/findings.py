"""The findings beside the text of the SPEC, and by rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from groundplan.diagnostics import SEVERITIES
from groundplan.report.page.view import FileText, Findings, Line, Note, Piece, Reference, RuleRow

if TYPE_CHECKING:
    from groundplan.diagnostics import Diagnostic
    from groundplan.report import RuleText
    from groundplan.report.page.places import Places
    from groundplan.source import Source, SourceFile, Span

_MARKS = (*SEVERITIES, "other")
"""The stronger first: where two marks meet, it is seen."""

_MESSAGES = 3
"""How many of its sentences stand beside a rule."""

Marks = list[tuple[int, int, str]]


def findings(
    diagnostics: Sequence[Diagnostic], source: Source, places: Places, rules: Mapping[str, RuleText]
) -> Findings:
    """All findings; `rules` describes them by code."""
    notes = [_note(number, one, places) for number, one in enumerate(diagnostics, 1)]
    beside: dict[str, list[Note]] = {}
    for one, note in zip(diagnostics, notes, strict=True):
        beside.setdefault(places.line(one.primary.span.path, one.primary.span.line), []).append(note)
    marks = _marks(diagnostics, places)
    severities = [one.severity for one in diagnostics]
    return Findings(
        counts=tuple((severity, severities.count(severity)) for severity in SEVERITIES),
        rules=tuple(_rules(notes, rules)),
        files=tuple(_file(file, places, beside, marks) for file in source.files),
        elsewhere=tuple(beside.get("", ())),
    )


def _note(number: int, one: Diagnostic, places: Places) -> Note:
    return Note(
        anchor=note_anchor(number),
        rule=f"#{rule_anchor(one.code)}",
        code=one.code,
        name=one.name,
        severity=one.severity,
        message=one.message,
        label=one.primary.text,
        help=one.help,
        fix=one.fix.title if one.fix else "",
        place=places.of(one.primary.span),
        others=tuple((places.of(label.span), label.text) for label in one.secondary),
    )


def _rules(notes: Sequence[Note], rules: Mapping[str, RuleText]) -> Iterable[RuleRow]:
    """The rules, those with errors first, then by code."""
    by_rule: dict[str, list[Note]] = {}
    for note in notes:
        by_rule.setdefault(note.code, []).append(note)
    worst = {code: min(SEVERITIES.index(one.severity) for one in found) for code, found in by_rule.items()}
    for code in sorted(by_rule, key=lambda code: (worst[code], code)):
        found, text = by_rule[code], rules.get(code)
        messages = tuple(dict.fromkeys(one.message for one in found))
        yield RuleRow(
            anchor=rule_anchor(code),
            code=code,
            name=found[0].name,
            severity=SEVERITIES[worst[code]],
            messages=messages[:_MESSAGES],
            more=max(0, len(messages) - _MESSAGES),
            why=text.why if text else "",
            places=tuple(Reference(one.place.text, f"#{one.anchor}") for one in found),
        )


def note_anchor(number: int) -> str:
    """The anchor of a finding by its number in the order of the page."""
    return f"n{number}"


def rule_anchor(code: str) -> str:
    """The anchor of a rule in the list."""
    return f"rule-{code}"


def _file(file: SourceFile, places: Places, beside: Mapping[str, list[Note]], marks: Mapping[str, Marks]) -> FileText:
    lines = []
    for number, text in enumerate(file.lines, 1):
        anchor = places.line(file.path, number)
        pieces = _pieces(text, marks[anchor]) if anchor in marks else (Piece(text),)
        lines.append(Line(number, anchor, pieces, tuple(beside.get(anchor, ()))))
    count = sum(len(line.notes) for line in lines)
    return FileText(places.file(file.path), places.names[file.path], tuple(lines), count)


def _marks(diagnostics: Iterable[Diagnostic], places: Places) -> dict[str, Marks]:
    """What is marked in each line, by its anchor."""
    found: dict[str, Marks] = {}
    for one in diagnostics:
        spans = [(one.primary.span, str(one.severity)), *((label.span, "other") for label in one.secondary)]
        for span, mark in spans:
            if span.end_line:
                start, end = _columns(span)
                found.setdefault(places.line(span.path, span.line), []).append((start, end, mark))
    return found


def _columns(span: Span) -> tuple[int, int]:
    """The part of its first line that a span covers, to the end (-1) where it goes on."""
    return span.column - 1, span.end_column - 1 if span.end_line == span.line else -1


def _pieces(text: str, marks: Marks) -> tuple[Piece, ...]:
    """The line cut where marks begin and end."""
    ends = [(max(0, start), len(text) if end < 0 else min(end, len(text)), mark) for start, end, mark in marks]
    cuts = sorted({0, len(text), *(at for start, end, _ in ends for at in (min(start, len(text)), end))})
    pieces = []
    for start, end in pairwise(cuts):
        over = [mark for first, last, mark in ends if first <= start and end <= last]
        pieces.append(Piece(text[start:end], min(over, key=_MARKS.index, default="")))
    return tuple(pieces)
