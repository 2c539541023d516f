"""The values of a choice as cells say them: `` `DAY`, `NIGHT` ``, `AUTO / MANUAL`, `state (open/closed)`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.fields.cells import constraint_pieces, read_constraints
from groundplan.spec.text.words import split

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_TEXT = 400
CHOSEN = ("status", "state", "type", "kind", "role", "method", "level", "priority", "category")
"""How what holds one of several values is called."""
_CHOSEN = (*CHOSEN, "상태", "유형", "종류", "역할", "등급", "구분", "단계", "타입")
_MIN = 2


@cache
def _value() -> re.Pattern[str]:
    """A value as programs spell it: in a code span, or in capitals."""
    return regex.compile(r"[`'\"]([A-Za-z가-힣][\w-]*)[`'\"]|([A-Z][A-Z\d_]*)")


@cache
def _inside() -> re.Pattern[str]:
    """`상태(active/won/lost)`: values of one word each between brackets."""
    return regex.compile(r"^[^()]{0,40}\(\s*([\w가-힣-]+(?:\s*[/|]\s*[\w가-힣-]+)+)\s*\)$")


@lru_cache(2048)
def listed(text: str) -> tuple[str, ...]:
    """The values that are all of a text, or all that stands in its brackets; empty where it says anything else."""
    if len(text) > MAX_TEXT:
        return ()
    within = _inside().match(text)
    if within:
        return tuple(part.strip() for part in regex.split(r"[/|]", within.group(1)))
    found = values(text)
    return found[0] if not found[1] else ()


@lru_cache(2048)
def values(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The values in a list of values and constraints, and its other pieces; none where they are fewer than two."""
    found: list[str] = []
    others: list[str] = []
    for piece, _ in split(text):
        parts = [_value().fullmatch(part.strip()) for part in regex.split(r"[/|]", piece)]
        spelled = [one.group(1) or one.group(2) for one in parts if one]
        if len(spelled) == len(parts) and (len(parts) > 1 or read_constraints(piece) is None):
            found += spelled
        else:
            others.append(piece)
    return (tuple(dict.fromkeys(found)), tuple(others)) if len(found) >= _MIN else ((), tuple(others))


def leading(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """As `values`, of plain words beside the bare type `enum`: `guest, clerk, manager; default guest`."""
    pieces = [piece for piece, _ in constraint_pieces(text)]
    words = (piece.strip("`") for piece in pieces)
    found = tuple(takewhile(lambda one: one.isidentifier() and read_constraints(one) is None, words))
    return (found, tuple(pieces[len(found) :])) if len(found) >= _MIN else ((), tuple(pieces))


@cache
def _spans() -> re.Pattern[str]:
    return regex.compile(r"`[A-Za-z][\w-]*`(?:, (?:or |and )?`[A-Za-z][\w-]*`| (?:or|\|) `[A-Za-z][\w-]*`)+\.?")


def shown(name: str, remark: str) -> tuple[str, ...]:
    """The values that are all of the remark on a text: `` `student`, `staff`, or `admin` ``; three, or of a choice."""
    if remark[:1] != "`" or len(remark) > MAX_TEXT or not _spans().fullmatch(remark):
        return ()
    found = tuple(dict.fromkeys(regex.findall(r"`([\w-]+)`", remark)))
    plain = not any(one.endswith(("_id", "_at", "Id", "At")) for one in found)  # other columns
    return found if plain and len(found) >= (_MIN if name.lower().endswith(_CHOSEN) else _MIN + 1) else ()


@cache
def _between() -> re.Pattern[str]:
    word = r"`?[\w가-힣-]{1,24}`?(?:\([^()]{1,24}\))?"
    return regex.compile(rf"\s*({word}(?:\s*[|/]\s*{word})+)\s*(?:[,.;].*|\([^()]*\))?$")


def between(text: str) -> tuple[str, ...]:
    """Plain words between bars beside the bare type `enum`: `open / shut`, `open(기본) | shut, default open`."""
    found = _between().match(text) if len(text) <= MAX_TEXT and ("|" in text or "/" in text) else None
    words = regex.split(r"[|/]", regex.sub(r"\([^()]*\)", "", found[1])) if found else []
    return tuple(dict.fromkeys(word.strip(" `") for word in words))


def named(name: str, words: list[str]) -> tuple[str, ...]:
    """The words beside what is called as choices are: `role (gardener, curator)`, not `address (street, city)`."""
    is_choice = len(words) >= _MIN and name.lower().endswith(_CHOSEN) and all(map(str.isidentifier, words))
    return tuple(dict.fromkeys(words)) if is_choice else ()


def spelled(body: str, note: str, *, bracketed: bool) -> tuple[str, str]:
    """What stands behind a field's name, with the values of a choice as `enum(a, b)`; and the words behind it.

    `bracketed` where it stands in brackets, in which a colon is no sentence's.
    """
    if body[:5].lower() == "enum " and body[5:6] == "[" and body[-1:] == "]":
        return f"enum({body[6:-1]})", note
    if body.lower() == "enum" and not values(note)[1]:  # of `enum (A, B)` the brackets were taken for words
        return (f"enum({', '.join(values(note)[0])})", "") if values(note)[0] else (body, note)
    if "|" in body and _alternatives()(body):
        return _chosen(f"enum: {body}", note)
    if ":" in body and (bracketed or "'" in body):
        return _chosen(body, note)
    if "/" in body and bracketed and (body.isupper() or body[0] == body[-1] == "`") and listed(body):
        return f"enum({', '.join(listed(body))})", note  # `status (PENDING/SENT)`
    if "/" in note and note.isupper() and body.lower() in _WORDS and listed(note):
        return f"enum({', '.join(listed(note))})", ""  # `status: string (PENDING/SENT)`
    if body[:7].lower() in ("one of:", "one of "):
        return _chosen(f"enum: {body[6:].strip(': {}[]')}", note)
    return body, note


_WORDS = frozenset({"string", "str", "text", "varchar", "문자열"})


@cache
def _alternatives() -> Callable[[str], re.Match[str] | None]:
    """`GUARDIAN | SITTER`, `open | closed`: words that are no types."""
    return regex.compile(
        r"(?!.*\b(?:null|undefined|None|string|number|boolean|int|integer|Date)\b)`?\w[\w-]*`?(?:\s*\|\s*`?\w[\w-]*`?)+"
    ).fullmatch


def _chosen(body: str, note: str) -> tuple[str, str]:
    """`ENUM: 'a', 'b'` and `enum: A, B, required; words` as `enum(A, B), required`."""
    found = _enum().match(body)
    if not found:
        return body, note
    listed, _, words = found.group(1).partition(";")
    pieces = [part for piece, _ in split(listed.replace("|", ",").replace("/", ",")) for part in [piece.strip("`*")]]
    values_ = list(takewhile(lambda one: _word()(one) and read_constraints(one) is None, pieces))
    if len(values_) < 2 and "'" not in listed:
        return body, note
    bound_ = bool(words) and read_constraints(words.strip()) is not None  # `enum: open, closed; default open`
    rest = "".join(f", {one}" for one in (*pieces[len(values_) :], *([words.strip()] if bound_ else [])))
    return f"enum({', '.join(values_)}){rest}", note if bound_ else note or words.strip()


@cache
def _enum() -> re.Pattern[str]:
    return regex.compile(r"enum[`*]*\s*:[`*]*\s*(.+)", re.IGNORECASE)


@cache
def _word() -> Callable[[str], re.Match[str] | None]:
    return regex.compile(r"'[^']*'|[\w-]+").fullmatch
