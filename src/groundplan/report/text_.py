"""The form for people: message, excerpt with carets, labels, help; and a summary line at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from groundplan import catalogue
from groundplan.record import NamedTuple
from groundplan.report.width import shown, width

if TYPE_CHECKING:
    from groundplan.diagnostics import Diagnostic
    from groundplan.report import Options
    from groundplan.source import Source, Span

_COLORS = {
    "error": "\x1b[1;31m",
    "warning": "\x1b[1;33m",
    "note": "\x1b[1;36m",
    "gutter": "\x1b[1;34m",
    "bold": "\x1b[1m",
}
_RESET = "\x1b[0m"
_NOTES_OF_A_KIND = 5
_LONGEST_EXCERPT = 160
_BEFORE = 40


class _Mark(NamedTuple):
    """A label at a line: `carets` is `^` for the primary one, `-` for the others."""

    span: Span
    text: str
    carets: str
    color: str


def render(diagnostics: Sequence[Diagnostic], source: Source, options: Options) -> str:
    """The findings with excerpts, then the summary. Of many notes of one kind only the first few are shown."""
    shown_ones, hidden = _few_notes(diagnostics)
    lines = {file.path: file.lines for file in source.files}
    parts = ["\n".join(_finding(one, lines, options)) + "\n" for one in shown_ones]
    tail = [_t("more_notes", options, count=count, code=code) for code, count in hidden.items()]
    return "\n".join([*parts, "\n".join([*tail, _summary(diagnostics, source, options)]) + "\n"])


def _few_notes(diagnostics: Sequence[Diagnostic]) -> tuple[list[Diagnostic], dict[str, int]]:
    seen: dict[str, int] = {}
    kept = []
    for one in diagnostics:
        seen[one.code] = seen.get(one.code, 0) + 1
        if one.severity != "note" or seen[one.code] <= _NOTES_OF_A_KIND:
            kept.append(one)
    notes = {one.code for one in diagnostics if one.severity == "note"}
    hidden = {code: count - _NOTES_OF_A_KIND for code, count in seen.items() if code in notes}
    return kept, {code: count for code, count in sorted(hidden.items()) if count > 0}


def _finding(one: Diagnostic, lines: dict[str, tuple[str, ...]], options: Options) -> Iterator[str]:
    severity = _t(one.severity, options)
    head = _paint(f"{severity}[{one.code}]", one.severity, options)
    yield head + _paint(f": {shown(one.message)}", "bold", options)
    marks = [_Mark(one.primary.span, one.primary.text, "^", one.severity)]
    marks += [_Mark(label.span, label.text, "-", "gutter") for label in one.secondary]
    numbers = [mark.span.line for mark in marks if _has_line(mark.span, lines)]
    gutter = len(str(max(numbers, default=1)))
    yield from _excerpts(marks, lines, gutter, options)
    if one.help:
        yield f"{' ' * gutter} {_paint('=', 'gutter', options)} {_t('help', options)}: {shown(one.help)}"
    yield f"{' ' * gutter} {_paint('=', 'gutter', options)} {_t('more', options)}: groundplan explain {one.code}"


def _excerpts(marks: list[_Mark], lines: dict[str, tuple[str, ...]], gutter: int, options: Options) -> Iterator[str]:
    """The marked lines, file by file, that of the primary label first."""
    bar = _paint("|", "gutter", options)
    arrow = "-->"
    for path in dict.fromkeys(mark.span.path for mark in marks):
        here = [mark for mark in marks if mark.span.path == path]
        place = f"{shown(path)}:{here[0].span.line}:{here[0].span.column}"
        yield f"{' ' * gutter}{_paint(arrow, 'gutter', options)} {place}"
        visible = [mark for mark in here if _has_line(mark.span, lines)]
        if visible:
            yield f"{' ' * gutter} {bar}"
            yield from _lines(visible, lines[path], gutter, options)
            yield f"{' ' * gutter} {bar}"
        arrow = ":::"


def _lines(marks: list[_Mark], lines: tuple[str, ...], gutter: int, options: Options) -> Iterator[str]:
    bar = _paint("|", "gutter", options)
    before = 0
    for number in sorted({mark.span.line for mark in marks}):
        if before and number > before + 1:
            yield _paint("...", "gutter", options)
        before = number
        here = [mark for mark in marks if mark.span.line == number]
        start, excerpt = _window(lines[number - 1], here[0].span.column)
        yield f"{_paint(f'{number:>{gutter}}', 'gutter', options)} {bar} {shown(excerpt)}".rstrip()
        for mark in here:
            carets = _carets(mark, lines[number - 1], start, excerpt)
            yield f"{' ' * gutter} {bar} {_paint_after_indent(carets, mark.color, options)}".rstrip()


def _window(line: str, column: int) -> tuple[int, str]:
    """The part of a line to show, and where it starts; a line of a hostile SPEC may have ten million characters."""
    if len(line) <= _LONGEST_EXCERPT:
        return 0, line.rstrip()
    start = max(0, column - 1 - _BEFORE)
    return start, line[start : start + _LONGEST_EXCERPT].rstrip()


def _carets(mark: _Mark, line: str, start: int, excerpt: str) -> str:
    span = mark.span
    first = max(0, span.column - 1 - start)
    whole = span.end_line != span.line or span.end_column <= span.column
    last = len(line.rstrip()) - start if whole else span.end_column - 1 - start
    covered = width(excerpt[first : min(last, len(excerpt))])
    return f"{' ' * width(excerpt[:first])}{mark.carets * max(1, covered)} {shown(mark.text)}".rstrip()


def _has_line(span: Span, lines: dict[str, tuple[str, ...]]) -> bool:
    return 0 < span.line <= len(lines.get(span.path, ()))


def _summary(diagnostics: Sequence[Diagnostic], source: Source, options: Options) -> str:
    count = [one.severity for one in diagnostics].count
    parts = [_count("error", count("error"), options), _count("warning", count("warning"), options)]
    if count("note"):
        parts.append(_count("note", count("note"), options))
    return f"{shown(source.root)}: {', '.join(parts)}"


def _count(severity: str, number: int, options: Options) -> str:
    return _t(f"{severity}{'' if number == 1 else 's'}_counted", options, count=number)


def _t(key: str, options: Options, **values: object) -> str:
    return catalogue.text(f"report.{key}", options.language, **values)


def _paint(text: str, color: str, options: Options) -> str:
    return f"{_COLORS[color]}{text}{_RESET}" if options.color else text


def _paint_after_indent(text: str, color: str, options: Options) -> str:
    bare = text.lstrip()
    return text[: len(text) - len(bare)] + _paint(bare, color, options)
