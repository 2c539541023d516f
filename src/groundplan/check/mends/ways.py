"""The closed set of ways to mend that are more than another word at the place: `mend: {way: NAME}` of a rule file.

Each gets the findings of one diagnostic and the facts, and gives edits; none where it is not sure that they fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import fold
from groundplan.diagnostics import Edit
from groundplan.source import Span

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.kinds import Finding

Mend = dict[str, Any]


def level(findings: Sequence[Finding], facts: Facts, mend: Mend) -> Iterator[Edit]:  # noqa: ARG001 - one signature
    """A heading that skips levels goes up, with all that stands below it."""
    item = findings[0].item
    own = [one for one in facts.spec.sections if one.span.path == item.span.path]
    at = own.index(item.node)
    less = item.node.level - own[at - 1].level - 1
    for section in own[at:]:
        if section.level < item.node.level:
            return
        line = facts.lines[section.span.path][section.span.line - 1]
        start = line.find("#")
        if start >= 0:
            yield Edit(_part(section.span, start, start + less), "")


def cells(findings: Sequence[Finding], facts: Facts, mend: Mend) -> Iterator[Edit]:  # noqa: ARG001
    """The cells that a row lacks are empty."""
    words, span = findings[0].words, findings[0].span
    missing = int(words["expected"]) - int(words["count"])
    if missing > 0:
        yield Edit(span._replace(column=span.end_column), " |" * missing)


def comment(findings: Sequence[Finding], facts: Facts, mend: Mend) -> Iterator[Edit]:  # noqa: ARG001
    """What a comment allows and nothing needs goes, and with the last name the comment."""
    span, name = findings[0].span, findings[0].words["value"]
    text = facts.text(span)
    if not text.startswith("<!--"):
        return
    found = re.search(rf"{re.escape(name)}\s*,\s*|\s*,\s*{re.escape(name)}(?![\w-])", text)
    if found:
        start = span.column - 1
        yield Edit(_part(span, start + found.start(), start + found.end()), "")
        return
    line = facts.lines[span.path][span.line - 1]
    before, after = line[: span.column - 1], line[span.end_column - 1 :]
    if (before + after).strip():
        yield Edit(_part(span, len(before.rstrip()), span.end_column - 1), "")
    else:
        yield Edit(_line(span, facts), "")


def twin(findings: Sequence[Finding], facts: Facts, mend: Mend) -> Iterator[Edit]:  # noqa: ARG001
    """A row or bullet that stands word for word in the same list or table is left out."""
    span, causes = findings[0].span, findings[0].causes
    if not causes or causes[0].path != span.path or causes[0].line >= span.line:
        return
    lines = facts.lines[span.path]
    first, second, behind = lines[causes[0].line - 1], lines[span.line - 1], (*lines, "")[span.line]
    between = lines[causes[0].line : span.line - 1]
    deeper = len(behind) - len(behind.lstrip()) > len(second) - len(second.lstrip()) and behind.strip()
    if first == second and second.lstrip()[:1] in ("|", "-", "*") and all(map(str.strip, between)) and not deeper:
        yield Edit(_line(span, facts), "")


def type_(findings: Sequence[Finding], facts: Facts, mend: Mend) -> Iterator[Edit]:
    """The type that stands behind the name of a field becomes that of the first pattern which the name matches.

    Not in code, whose types are those of its language.
    """
    node, span = findings[0].item.node, findings[0].item.span
    line = facts.lines[span.path][span.line - 1]
    behind = line.find(node.name, span.column - 1) + len(node.name)
    places = list(re.finditer(rf"(?<![\w-]){re.escape(node.raw_type)}(?![\w-])", line[behind:]))
    write = next((one["write"] for one in mend["types"] if re.search(one["name"], node.name)), "")
    if behind >= len(node.name) and len(places) == 1 and write and not _is_code(span, facts):
        yield Edit(_part(span, behind + places[0].start(), behind + places[0].end()), write)


_NUMBERED = regex.compile(r"(.*?)(\d+)$")
_MARK = regex.compile(r"\s*(?:(?:[-*+]|\d+[.)])\s+)?(?:\[[ xX]\]\s+)?")


def identify(findings: Sequence[Finding], facts: Facts, mend: Mend) -> Iterator[Edit]:  # noqa: ARG001
    """Requirements that have no id get the next ones, where their line begins."""
    prefix, width, last = _numbers(facts)
    starts = [one.span for one in findings if _begins(one.span, facts)]
    for number, span in enumerate(starts, last + 1):
        yield Edit(span._replace(end_line=span.line, end_column=span.column), f"{prefix}{number:0{width}}: ")


def renumber(findings: Sequence[Finding], facts: Facts, mend: Mend) -> Iterator[Edit]:  # noqa: ARG001
    """A requirement with the id of another gets the next one, and its other lines keep naming the first."""
    node, span = findings[0].item.node, findings[0].span
    seen: set[str] = set()
    again = []
    for one in facts.spec.requirements:
        again += [one] if fold(one.id) in seen else []
        seen.add(fold(one.id))
    prefix, width, last = _numbers(facts, node.id)
    if facts.text(span) == node.id and node in again and prefix:
        yield Edit(span, f"{prefix}{last + 1 + again.index(node):0{width}}")


def _begins(span: Span, facts: Facts) -> bool:
    return bool(_MARK.fullmatch(facts.lines[span.path][span.line - 1][: span.column - 1]))


def _numbers(facts: Facts, like: str = "") -> tuple[str, int, int]:
    """What ids begin with, how many digits they have and the last number: of ids `like` this, or of the first."""
    ids = facts.kept(_numbered, facts.requirement_ids)
    shape = _NUMBERED.match(like) if like else next((one for one in ids if "NFR" not in one[1]), None)
    if like and not shape:
        return "", 0, 0
    prefix, width = (shape[1], len(shape[2])) if shape else ("REQ-", 3)
    return prefix, width, max((int(one[2]) for one in ids if one[1] == prefix), default=0)


def _numbered(ids: dict[str, str]) -> list[re.Match[str]]:
    return [found for name in ids.values() if (found := _NUMBERED.match(name)) and found[1]]


_FIRST = {"id": "SPEC-001", "version": "0.1.0", "status": "draft"}


def front_matter(findings: Sequence[Finding], facts: Facts, mend: Mend) -> Iterator[Edit]:  # noqa: ARG001
    """The keys that are missing, with what a first draft has; a new one has the title too."""
    meta, path = facts.spec.meta, findings[0].span.path
    missing = [f"{key}: {value}\n" for key, value in _FIRST.items() if not getattr(meta, key)]
    if not meta.has_front_matter:
        title = [f"title: {_quoted(meta.title)}\n"] if meta.title else []
        yield Edit(Span(path, 1, 1, 1, 1), f"---\n{''.join([*missing[:1], *title, *missing[1:]])}---\n\n")
        return
    lines = facts.lines[path]
    close = next((at for at, line in enumerate(lines[1:], 2) if line.rstrip() in ("---", "...")), 0)
    if close and missing:
        yield Edit(Span(path, close, 1, close, 1), "".join(missing))


def _quoted(value: str) -> str:
    return (
        value
        if regex.fullmatch(r"[\w.][\w .-]*", value)
        else '"{}"'.format(value.replace("\\", "\\\\").replace('"', '\\"'))
    )


def _is_code(span: Span, facts: Facts) -> bool:
    above = facts.lines[span.path][: span.line - 1]
    return bool(sum(line.lstrip().startswith(("```", "~~~")) for line in above) % 2)


def _part(span: Span, start: int, end: int) -> Span:
    """From one place of the line of a span to another, counted from 0."""
    return Span(span.path, span.line, start + 1, span.line, end + 1)


def _line(span: Span, facts: Facts) -> Span:
    """The whole line with its end, or, of the last one, its text."""
    lines = facts.lines[span.path]
    is_last = span.line == len(lines)
    return _part(span, 0, len(lines[-1])) if is_last else Span(span.path, span.line, 1, span.line + 1, 1)


WAYS: dict[str, Callable[[Sequence[Finding], Facts, Mend], Iterator[Edit]]] = {
    "cells": cells,
    "comment": comment,
    "front_matter": front_matter,
    "identify": identify,
    "level": level,
    "renumber": renumber,
    "twin": twin,
    "type": type_,
}
