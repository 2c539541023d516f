"""What lines forbid a role that requirements or endpoints have it do: `Inspectors must not search trees`.

Only where the ban names no case of it: no condition, and nothing that is another's or one's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.check.facts import RELATIVE_ROLES, Facts, fold, role
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
OTHERS = "!"
"""Before who alone may do something: all others must not."""
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
    told = [(line, _named(who, names), who[:1] == OTHERS, stems(what) - _SAYING) for line, who, what in said[:_MOST]]
    told = [one for one in told if one[1] and len(one[3]) > 1]
    deeds = facts.kept(_by_role, *_deeds(facts, names)) if told else {}
    for line, key, others, about in told:
        place = (line.span.path, line.span.line)
        theirs = _of_others(key, deeds) if others else deeds.get(key, ())
        alike = ((name, span) for words, name, span in theirs if _is_done(about, words))
        cause = next((one for one in alike if (one[1].path, one[1].line) != place), None)
        if cause is not None:
            yield line, *cause


def _is_done(about: frozenset[str], words: frozenset[str]) -> bool:
    """Whether all that is forbidden is done: `쓸` of `쓸 수 없다` is what `쓰면` is of."""
    return all(
        one in words or (_is_syllable(one) and any(_opened(two) == _opened(one) for two in words)) for one in about
    )


def _is_syllable(word: str) -> bool:
    return len(word) == 1 and "가" <= word <= "힣"


def _opened(word: str) -> str:
    """The first syllable without the consonant that it ends with."""
    first = word[:1]
    return chr(ord(first) - (ord(first) - ord("가")) % _FINALS) if "가" <= first <= "힣" else first


_FINALS = 28


def _named(who: str, names: dict[str, str]) -> str:
    """The role that words name, in the singular or with a code in brackets; empty for others."""
    words = who.removeprefix(OTHERS)
    return names.get(fold(words)) or names.get(role(words)) or ""


def _of_others(key: str, deeds: dict[str, list[Deed]]) -> Iterator[Deed]:
    """What is done by those who are not that role; who may do everything, and to whom a row belongs, are let in."""
    apart = {key, "admin", *RELATIVE_ROLES}
    return (deed for one, own in deeds.items() if one not in apart for deed in own)


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
        roles = one.access.roles if one.access else ()
        for words in _does(one) if roles else ():
            deed = Deed(words, f"{one.method} {one.path}", one.span)
            yield from ((role(name), deed) for name in roles)


_VERBS = {
    "POST": "create add register submit",
    "PUT": "change update edit modify",
    "PATCH": "change update edit modify",
    "DELETE": "delete remove",
    "GET": "read see view list",
}


def _does(one: Endpoint) -> Iterator[frozenset[str]]:
    """What an endpoint does, as its words tell it and as its path does: `/devices/{id}/retire` retires a device."""
    if one.summary:
        yield stems(one.summary.lower())
    literal = [part.lower() for part in one.path.split("/") if part and part[:1] != "{"][-2:]
    if literal:
        yield stems(f"{literal[-1]} {_VERBS.get(one.method, '')}".replace("-", " "))
    if len(literal) > 1 and not one.path.endswith("}") and one.method != "GET":
        yield stems(" ".join(literal).replace("-", " "))


def banned(line: Line) -> Iterator[tuple[str, str]]:
    """Who must not do what, in a sentence that names no case of it."""
    said = sentences([line]) if line.kind not in _UNSAID else ()
    for low in (part.strip(" -*.") for one in said for part in regex.split(r"(?<=[고며]), ", one.text.lower())):
        found = regex.match(_BAN, low) if low.isascii() else regex.match(_KOREAN_BAN, low)
        if found and not regex.search(_CASES, low):
            yield found[1], found[2]


_HEAD = r"[-*+|\s]*[*_`]*([a-z가-힣][\w -]{1,24}?)[*_`]*(?: ?\([\w ]+\))?[*_`]* *(?::|\||—|–| - )\s*(.+)$"
"""A role before what is said of it: `- **customer**: ...`, `| 고객 | ... |`."""
_CLAUSES = (
    r"[.;|]\s*|, (?=(?:but |and )?(?:may|must|can|never|does|do|is)\b)| but | and (?=(?:may|must|can|never)\b)"
    r"|(?<=[가-힣][고며])[, ]+|지만 "
)
_DENIED = (
    r"(?:but )?(?:never|cannot|can not"
    r"|(?:may|must|shall|does|do|can|is|are) (?:not|never)(?: allowed to| permitted to)?)"
    r" (?:be able to )?(.+)$"
)
_KOREAN_DENIED = r"(.+?)(?:(?:할|볼)? ?수는? 없|하지 ?(?:못한|않는)|해서는 안|하면 안)"
_ALONE = (
    r"(?:it is )?only (?:an? |the )?([a-z][\w-]*?)s?"
    r" (?:may|can|must|shall|(?:is|are) (?:allowed|permitted) to) (.+)$"
)
_ALONE_BY = (
    r"(?:the |an? )?(.+? (?:is|are|may be|can be|must be|shall be|be) (?:only )?[a-z]+(?:ed|ne|de|nt|id|ld)) "
    r"(?:only by|by) (?:an? |the )?([a-z][\w-]*?)s?( only| alone)?$"
)
_KOREAN_ALONE = (
    r"(?:(?P<what>[가-힣a-z ]{2,30}?)[은는을를] )?(?P<who>[가-힣a-z]{2,12})만 (?P<rest>.*?)"
    r"(?:할 수 있|볼 수 있|처리|수행|진행|가능|한다|합니다|하며|된다)"
)


def told_apart(line: Line) -> Iterator[tuple[str, str]]:
    """Who must not do what as said behind a role, and who alone may do it; those behind a mark for all others."""
    if line.kind in _UNSAID - {"api"} or (line.kind == "api" and line.text[:1] in "|-*+ `"):
        return
    low = line.text.lower().strip()
    head = regex.match(_HEAD, low)
    for part in regex.split(_CLAUSES, head[2]) if head else ():
        ban = regex.match(_DENIED if part.isascii() else _KOREAN_DENIED, part.strip())
        if head and ban and not regex.search(_CASES, part):
            yield head[1], ban[1]
    for one in sentences([line]) if "만 " in low or "only" in low or " alone" in low else ():
        yield from _alone(one.text.lower().strip(" -*."))


def _alone(low: str) -> Iterator[tuple[str, str]]:
    if regex.search(_CASES.replace("only|", ""), low):
        return
    if not low.isascii():
        found = regex.search(_KOREAN_ALONE, low)
        if found:
            yield f"{OTHERS}{found['who']}", f"{found['what'] or ''} {found['rest']}"
        return
    active, passive = regex.match(_ALONE, low), regex.match(_ALONE_BY, low)
    if active:
        yield f"{OTHERS}{active[1]}", active[2]
    elif passive and ("only" in low or passive[3]):
        yield f"{OTHERS}{passive[2]}", regex.sub(r"\b(?:is|are|may|can|must|shall|be|only)\b", " ", passive[1])
