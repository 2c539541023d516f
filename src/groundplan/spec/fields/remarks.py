"""What the remark beside a field demands of it: `FK User`, `rating, 1-5`, `인원 1~20`, `unique`.

A remark is prose, so that only what cannot be meant otherwise is taken: all of a short remark, a part of it that
bounds or refers, and a range of numbers at the end of the words of a number.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.fields.cells import Constraint, constraint_pieces, read_constraints
from groundplan.spec.model import FieldType

if TYPE_CHECKING:
    from collections.abc import Callable

_SHORT = 24
_LONGEST = 200
_BINDING = frozenset(
    {"range", "minimum", "maximum", "points", "foreign", "unique", "primary_key", "on_delete", "required"}
)
_NUMBERS = frozenset({"int", "bigint", "float", "decimal"})
_VALUED = _NUMBERS | {"enum", "bool"}
"""Types of which one word is a value: of a text it may be what the words go on with."""


def constraints(text: str, kind: FieldType) -> tuple[Constraint, ...]:
    """The constraints in a remark on a field of type `kind`; none in a long one, or in words of another sense."""
    found = _constraints(text)
    if kind.base in _NUMBERS and not any(key in ("range", "minimum", "maximum") for key, _ in found):
        found += _closing_range(text)
    if kind.base in _VALUED and not any(key == "default" for key, _ in found):
        found += _stated_default(text)
    return found


@lru_cache(4096)
def _constraints(text: str) -> tuple[Constraint, ...]:
    if not text or len(text) > _LONGEST:
        return ()
    whole = _read(text)
    if whole:
        return whole
    target = pointed(text)
    if target:
        return (("points", target), *_ruled(text))
    said = _sentences(text) if ". " in text else ()
    if said:
        return said
    pieces = [piece for piece, _ in constraint_pieces(text)]
    if len(pieces) == 1:
        return ()
    read = [_read(piece) for piece in pieces]
    nothing_else = all(read)
    return tuple(one for each in read for one in each or () if nothing_else or one[0] in _BINDING)


def _ruled(text: str) -> tuple[Constraint, ...]:
    """What happens on deletion, behind what a remark refers to: `FK boats.id, ON DELETE RESTRICT`, `(삭제 제한)`."""
    pieces = [piece for piece, _ in constraint_pieces(text.replace("(", ", ").replace(")", ""))][1:]
    read = (read_constraints(piece) for piece in pieces if len(piece) < _SHORT)
    return tuple(one for each in read for one in each or () if one[0] == "on_delete")[:1]


def _read(text: str) -> tuple[Constraint, ...] | None:
    """What is short, or nothing but a key: longer words are prose."""
    return read_constraints(text) if len(text) < _SHORT or _key()(text) else None


@cache
def _key() -> Callable[[str], re.Match[str] | None]:
    """`references slots(id) on delete restrict`."""
    name = r"`?[a-z_]\w*`?(?: ?\(`?\w+`?\)|\.\w+)?"
    then = r"(?:,? on delete (?:cascade|restrict|set null|no action))?"
    return regex.compile(rf"(?:references|FK(?: to| ->| →)?) {name}{then}", re.IGNORECASE).fullmatch


def _sentences(text: str) -> tuple[Constraint, ...]:
    """What sentences of their own say: `Primary key. Never reused`, ``The boat it is of. References `boats(id)` ``."""
    first, _, rest = text.partition(". ")
    key = tuple(one for one in read_constraints(first) or () if one[0] in _BINDING) if len(first) < _SHORT else ()
    found = _referring().search(rest)
    return (*key, ("points", found[1])) if found else key


def pointed(text: str, *, keyed: bool = False) -> str:
    """What a remark says is referred to: `` `boats.id` 참조``, `boats.id (FK)`, `logical reference to boats.id`.

    Of a column whose key is FK the name of the other at its beginning will do, `boats.id`, or `boats 테이블 참조`.
    """
    if not keyed and not any(one in text for one in _POINTS):
        return ""
    found = _pointing().search(text) or (_keyed().match(text) if keyed else None)
    return next((one for one in found.groups() if one), "") if found else ""


_POINTS = ("참조", "FK", "외래", "eference to")


@cache
def _pointing() -> re.Pattern[str]:
    name = rf"`?([A-Za-z]\w*)(?:\.`?{_COLUMN}|\({_COLUMN}\))`?"
    return regex.compile(
        rf"(?:^|(?<=[\s(,·])){name}(?:을|를)? ?(?:\(?(?:FK|외래 ?키)\b\)?|\(?(?:논리적? )?참조(?:$|(?=[\s),.])))"
        rf"|(?:\bFK|외래 ?키|참조|\b[Rr]eference to)(?:\)|:| →| ->)? ?{name}(?=$|[\s),.])"
    )


@cache
def _keyed() -> re.Pattern[str]:
    name = rf"`?([A-Za-z]\w*)(?:(?:\.{_COLUMN}|\({_COLUMN}\))`?(?=$|[\s,(])|`? 테이블)"
    alone = r"`?([A-Z][a-z]\w*|[a-z]+(?:_[a-z]+)+|[a-z]{2,}s)`?$"  # and not `FK column`
    return regex.compile(rf"(?:FK\b[:,]? ?)?(?:→ ?|-> ?)?(?:{name}|{alone})")


_COLUMN = r"\w*(?:[iI][dD]|ID|_no|_code|_key|_seq|uuid|name|email)"
"""What is referred to; `log.md 참조` is a file."""


@cache
def _referring() -> re.Pattern[str]:
    return regex.compile(r"(?:^|\. )(?:References|FK to|Foreign key to) `?([A-Za-z_]\w*)(?:\(\w+\)|\.\w+)`?")


@cache
def _range() -> re.Pattern[str]:
    number = r"(-?\d{1,9}(?:\.\d{1,4})?)"
    return regex.compile(rf"(?:^|[\s(]){number}\s?(?:~|-|–|\.\.|\bto\b)\s?{number}\)?\.?$")


@lru_cache(4096)
def _closing_range(text: str) -> tuple[Constraint, ...]:
    found = _range().search(text) if len(text) <= _LONGEST else None
    if found is None or float(found[1]) >= float(found[2]):
        return ()
    return (("range", f"{found[1]} {found[2]}"),)


@cache
def _default() -> re.Pattern[str]:
    """`state, default open`, `구분, 기본값 guardian`, `횟수(기본값: 0)`: a part of a remark that says nothing else."""
    return regex.compile(
        r"(?:^|[,;(] ?|\. )(?:default(?:s to)?|initial(?:ly| value(?: is)?)|(?:기본|초기|처음|최초) ?값은?) ?[:=]? ?"
        r"[`'\"]?(-?[A-Za-z0-9_]\w*(?:\.\d+)?)[`'\"]?(?=$|[,;)]|\. |\.$)",
        re.IGNORECASE,
    )


_FIRST = ("efault", "nitial", "기본", "초기", "처음", "최초")


@lru_cache(4096)
def _stated_default(text: str) -> tuple[Constraint, ...]:
    if len(text) > _LONGEST or not regex.has(text, _FIRST):
        return ()
    found = _default().search(text)
    return (("default", found[1]),) if found else ()
