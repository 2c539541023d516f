"""One token a line: what the first characters of a line say, and the states a line cannot know."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import enveloped, unfenced
from groundplan.grammar import Token, grammar
from groundplan.record import new

if TYPE_CHECKING:
    from collections.abc import Callable


@cache
def _match() -> Callable[[str], re.Match[str] | None]:
    return regex.compile(grammar("document").lexer).match


@lru_cache(16_384)
def _kind(line: str) -> str:
    """What the first characters of a line say: most lines of a SPEC in an editor are those of a moment ago."""
    found = _match()(line)
    return (found.lastgroup if found else None) or ("TEXT" if line and not line.isspace() else "_BLANK")


_OPEN = frozenset({"FENCE", "SEPARATOR", "TEXT", "UNDERLINE"})
"""What the lines around decide too."""


def tokens(lines: tuple[str, ...]) -> list[Token]:
    """The lines as terminals of `grammar/document.lark`: linear, and every line gives at least one token."""
    result: list[Token] = []
    position = _front_matter(lines, result)
    total, fences, comments = len(lines), True, True
    written = any(one.text.startswith("format: groundplan-") for one in result)
    around = enveloped.marks(lines)
    while position < total:
        line = lines[position]
        kind, end = "_BLANK" if position in around else _kind(line), -1
        if kind not in _OPEN:
            position += 1
            result.append(new(Token, (kind, line, position)))
            continue
        if kind == "FENCE":
            found = _match()(line) if fences else None
            end = _fence_end(lines, position, found.group().strip(), written=written) if found else -1
            fences, kind = fences and end >= 0, kind if end >= 0 else "TEXT"
        elif kind == "TEXT" and comments and "<!--" in line[:200] and line.lstrip().startswith("<!--"):
            end = _comment_end(lines, position)
            comments = end >= 0
        elif kind == "TEXT" and line.lstrip().startswith(unfenced.STARTS):
            end = unfenced.end_of(lines, position)
            if end >= 0:
                _code(result, lines, position, end)
                position = end + 1
                continue
        if end >= 0:
            _enclosed(result, lines, position, end, kind)
            position = end + 1
            continue
        kind = _by_neighbour(kind, line, result)
        result.append(Token(kind, line, position + 1))
        position += 1
    return result


def _front_matter(lines: tuple[str, ...], result: list[Token]) -> int:
    """Takes a front matter at the top, if it is closed; the position behind it."""
    first = next((number for number, line in enumerate(lines[:20]) if line.strip()), 0)
    if first >= len(lines) or lines[first].rstrip() != "---":
        return 0
    for number in range(first + 1, len(lines)):
        if lines[number].rstrip() in ("---", "..."):
            if _is_text(lines[first + 1 : number]):
                return 0
            result.append(Token("_MATTER_OPEN", "---", first + 1))
            result += [Token("MATTER", lines[inside], inside + 1) for inside in range(first + 1, number)]
            result.append(Token("_MATTER_CLOSE", "---", number + 1))
            return number + 1
    return 0


def _is_text(inside: tuple[str, ...]) -> bool:
    """Whether a heading stands between two rules, and no key: the first section of a document."""
    return any(line.startswith("## ") for line in inside) and not any(map(_key().match, inside))


@cache
def _key() -> re.Pattern[str]:
    return regex.compile(r"[\w-]+\s*:")


def _fence_end(lines: tuple[str, ...], opening: int, mark: str, *, written: bool) -> int:
    """The line that closes the fence, or -1: an unclosed fence must not swallow the rest of the file.

    Nor may it swallow the next one: `## Orders` and an opening fence below it stand behind code that was left open;
    not so in what is `written` in our form, where fences are closed.
    """
    if mark[0] == "`" and "`" in lines[opening].strip()[len(mark) :]:
        return -1
    title, empty, info = -1, True, lines[opening].strip().lstrip(mark[0]).strip().lower()
    for number in range(opening + 1, len(lines)):
        line = lines[number].strip()
        if line.startswith(mark) and (title > 0 or not line.strip(mark[0])):
            return number if not line.strip(mark[0]) else title - 1
        if title < 0 and line[:2] == "##" and (info or empty) and info not in _PROSE and not written:
            title = number if opening < number - 1 and not lines[number - 1].strip() else -1
        empty = empty and not line
    return -1


_PROSE = frozenset({"markdown", "md", "mdx", "text", "txt", "plain", "plaintext"})
"""In other fences a heading below a blank line, before another fence opens, says that the code was to end above it."""


def _comment_end(lines: tuple[str, ...], opening: int) -> int:
    return next((number for number in range(opening, len(lines)) if "-->" in lines[number]), -1)


def _enclosed(result: list[Token], lines: tuple[str, ...], opening: int, end: int, kind: str) -> None:
    if kind != "FENCE":
        result += [Token("COMMENT", lines[number], number + 1) for number in range(opening, end + 1)]
        return
    result.append(Token("FENCE", lines[opening], opening + 1))
    result += [Token("CODE", lines[number], number + 1) for number in range(opening + 1, end)]
    result.append(Token("_FENCE_CLOSE", lines[end], end + 1))


def _code(result: list[Token], lines: tuple[str, ...], first: int, last: int) -> None:
    """Code without a fence is one for all who read, between marks that are not there."""
    result.append(Token("FENCE", "", first))
    result += [Token("CODE", lines[number], number + 1) for number in range(first, last + 1)]
    result.append(Token("_FENCE_CLOSE", "", last + 1))


def _by_neighbour(kind: str, line: str, result: list[Token]) -> str:
    """Tables without outer pipes, and underlines, are known by the line before."""
    before = result[-1] if result else Token("_BLANK", "")
    if kind == "SEPARATOR":
        if "|" not in line or "-" not in line:
            return "ROW" if "|" in line else "TEXT"
        if before.kind == "TEXT" and "|" in before.text:
            result[-1] = before._replace(kind="ROW")
        return kind
    if kind == "UNDERLINE":
        alone = len(result) < 2 or result[-2].kind not in ("ITEM", "TEXT")
        return "_UNDERLINE" if before.kind == "TEXT" and alone else "TEXT"
    return "ROW" if before.kind in ("ROW", "SEPARATOR") and line.count("|") >= 1 else "TEXT"
