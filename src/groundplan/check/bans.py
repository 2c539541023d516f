"""What lines forbid a role that requirements or endpoints have it do: `Inspectors must not search trees`.

Only where the ban names no case of it: no condition, and nothing that is another's or one's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.check.facts import Facts, fold, role
from groundplan.check.functions.permission_conflict import claim, name_of
from groundplan.check.functions.role_conflict import claims_of, names_of
from groundplan.check.lines import sentences
from groundplan.check.stems import stems
from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from groundplan.check.lines import Line
    from groundplan.memory import Piece
    from groundplan.source import Span
    from groundplan.spec.model import Endpoint, Requirement

_MOST = 200
"""Bans, and deeds of one role, that are compared: reading stays linear."""
_SAYING = frozenset({"allow", "permi", "not", "수", "안"})
_UNSAID = frozenset({"acceptance", "testing", "data_model", "api"})
_BAN = (
    r"(?:an? |the |any |every )?([a-z][\w-]*?)s? (?:must not|may not|shall not|cannot|can not|must never|may never"
    r"|(?:is|are) not (?:allowed|permitted) to) (.+)$"
)
_KOREAN_BAN = r"([가-힣a-z]{2,10}?)(?:은|는|이|가) (.+?)(?:할 수 없|볼 수 없|하지 못한|해서는 안|하면 안)"
_CASES = (
    r"\b(?:if|unless|while|when|until|before|after|once|only|other|others|another|own|without|except|more than|twice"
    r"|same|any ?more|directly|himself|themselves)\b"
    r"|다른|타인|자신|본인|않|전에|후에|이후|동안|이상|초과|외에|외의|직접|[^ ]면 "
)


Ban = tuple["Line", str, str]
"""A line that forbids somebody something, with who and what."""


def broken(said: list[Ban], facts: Facts) -> Iterator[tuple[Line, str, Span]]:
    """Lines that forbid a role something, each with what has that role do it, and where."""
    names = facts.kept(names_of, facts.declared_roles, facts.spec.roles)
    some = said[:_MOST]
    told = [(line, names.get(fold(who)) or names.get(role(who)), stems(what) - _SAYING) for line, who, what in some]
    told = [(line, key, about) for line, key, about in told if key and len(about) > 1]
    deeds = facts.kept(_by_role, *_deeds(facts, names)) if told else {}
    for line, key, about in told:
        place = (line.span.path, line.span.line)
        alike = ((name, span) for words, name, span in deeds.get(key or "", ()) if about <= words)
        cause = next((one for one in alike if (one[1].path, one[1].line) != place), None)
        if cause is not None:
            yield line, *cause


class Deed(NamedTuple):
    """What somebody of a role does, in stems, where that is said, and how that is called."""

    words: frozenset[str]
    name: str
    span: Span


def _deeds(facts: Facts, names: dict[str, str]) -> tuple[list[tuple[str, Deed]], list[tuple[str, Deed]]]:
    return facts.each("requirements", _demanded, given=(names,)), facts.each("endpoints", _served)


def _by_role(*found: list[tuple[str, Deed]]) -> dict[str, list[Deed]]:
    deeds: dict[str, list[Deed]] = {}
    for key, deed in chain(*found):
        own = deeds.setdefault(key, [])
        if len(own) < _MOST:
            own.append(deed)
    return deeds


def _demanded(requirements: Piece[Requirement], names: dict[str, str]) -> Iterator[tuple[str, Deed]]:
    for one, told in requirements.found(claims_of, given=(names,)):
        if not claim(told.text)[0]:
            yield told.role, Deed(stems(told.text), name_of(one), one.span)


def _served(endpoints: Iterable[Endpoint]) -> Iterator[tuple[str, Deed]]:
    for one in endpoints:
        words = stems(one.summary.lower()) if one.summary and one.access else frozenset[str]()
        if words and one.access:
            deed = Deed(words, f"{one.method} {one.path}", one.span)
            yield from ((role(name), deed) for name in one.access.roles)


def banned(line: Line) -> Iterator[tuple[str, str]]:
    """Who must not do what, in a sentence that names no case of it."""
    said = sentences([line]) if line.kind not in _UNSAID else ()
    for low in (part.strip(" -*.") for one in said for part in regex.split(r"(?<=[고며]), ", one.text.lower())):
        found = regex.match(_BAN, low) if low.isascii() else regex.match(_KOREAN_BAN, low)
        if found and not regex.search(_CASES, low):
            yield found[1], found[2]
