"""The single-choice question, and writing its answer into the SPEC's front matter.

The edit touches one line and keeps everything else byte for byte: line ends, byte order mark, comments.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan import catalogue, regex
from groundplan.decide import tables
from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from groundplan.decide.model import Decision, Decisions

_BOM = b"\xef\xbb\xbf"
_MARK = "# answered"
_VALUE = regex.compile(r"[a-z0-9][a-z0-9-]*")


class Line(NamedTuple):
    """A line of a file and how it ends."""

    text: bytes
    end: bytes


class Choice(NamedTuple):
    """One answer: the candidate's id and how people write it."""

    id: str
    title: str


class Question(NamedTuple):
    """A single-choice question on the framework; `others` are the candidates behind "other"."""

    title: str
    choices: tuple[Choice, ...]
    other: str
    others: tuple[Choice, ...]


def question(decisions: Decisions, language: str = "") -> Question | None:
    """The question to ask, or None when the framework is decided."""
    decision = decisions.of("framework")
    if not decision.assumed:
        return None
    spoken = language or decisions.language
    choices = tuple(Choice(one, _title(decision, one)) for one in decision.alternatives)
    others = tuple(
        Choice(row.candidate, row.title)
        for row in decision.candidates
        if row.candidate not in decision.alternatives and not row.removed_by
    )
    return Question(catalogue.text("decide.ask", spoken), choices, catalogue.text("decide.ask.other", spoken), others)


def with_answer(content: bytes, framework: str) -> bytes:
    """The SPEC with `stack.framework: <framework>  # answered` in its front matter.

    Raises ValueError for an answer that is no candidate.
    """
    known = [one["id"] for one in tables.table("framework")["candidates"]]
    if framework not in known or not _VALUE.fullmatch(framework):
        raise ValueError(f"{framework!r} is no framework")
    mark = _BOM if content.startswith(_BOM) else b""
    lines = _lines(content[len(mark) :])
    newline = lines[0].end or b"\n"
    end = _closing(lines)
    if end is None:
        new = [Line(text, newline) for text in (b"---", b"stack:", _line(framework, "  "), b"---", b"")]
        return mark + _joined([*new, *lines])
    return mark + _joined(_edited(lines, end, framework, newline))


def _lines(body: bytes) -> list[Line]:
    parts = [*re.split(rb"(\r?\n)", body), b""]
    return [Line(text, end) for text, end in zip(parts[::2], parts[1::2], strict=True)]


def _joined(lines: list[Line]) -> bytes:
    return b"".join(line.text + line.end for line in lines)


def _title(decision: Decision, candidate: str) -> str:
    return next((row.title for row in decision.candidates if row.candidate == candidate), candidate)


def _closing(lines: list[Line]) -> int | None:
    """The index of the line that closes the front matter, None where there is none."""
    if lines[0].text.rstrip() != b"---":
        return None
    return next((n for n, line in enumerate(lines[1:], 1) if line.text.rstrip() in (b"---", b"...")), None)


def _line(framework: str, indent: str, key: str = "framework") -> bytes:
    return f"{indent}{key}: {framework}  {_MARK}".encode()


def _edited(lines: list[Line], end: int, framework: str, newline: bytes) -> list[Line]:
    """The lines with the answer: replaced where the key stands, added to `stack`, or as a new `stack`."""
    dotted = _line(framework, "", "stack.framework")
    for number in range(1, end):
        text = lines[number].text
        if re.match(rb"stack\.framework\s*:", text):
            return _put(lines, number, dotted)
        found = re.match(rb"stack\s*:\s*([^#]*)", text)
        if found and found[1].strip():  # an inline mapping: the dotted key says the same beside it
            return _insert(lines, number + 1, dotted, newline)
        if found:
            return _in_block(lines, number, end, framework, newline)
    opened = _insert(lines, end, b"stack:", newline)
    return _insert(opened, end + 1, _line(framework, "  "), newline)


def _in_block(lines: list[Line], stack: int, end: int, framework: str, newline: bytes) -> list[Line]:
    """The answer among the keys below `stack:`, indented as they are."""
    indent = ""
    for number in range(stack + 1, end):
        text = lines[number].text
        if text.strip() and not text.startswith((b" ", b"\t", b"#")):
            break
        child = re.match(rb"([ \t]+)([\w-]+)\s*:", text)
        if child:
            indent = indent or child[1].decode()
            if child[2] == b"framework" and child[1].decode() == indent:
                return _put(lines, number, _line(framework, indent))
    return _insert(lines, stack + 1, _line(framework, indent or "  "), newline)


def _put(lines: list[Line], number: int, text: bytes) -> list[Line]:
    return [*lines[:number], Line(text, lines[number].end), *lines[number + 1 :]]


def _insert(lines: list[Line], number: int, text: bytes, newline: bytes) -> list[Line]:
    return [*lines[:number], Line(text, newline), *lines[number:]]
