"""One statement permits what another forbids for the same caller, action and thing.

Compared are an endpoint with the role matrix, and requirement with requirement, where both say the same but for a
negation, or where one accepts what the other refuses in general.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, fold, role, singular
from groundplan.check.functions import Found
from groundplan.check.functions.role_conflict import claims_of, names_of
from groundplan.check.lines import sentences
from groundplan.check.nodes import Item
from groundplan.check.stems import stems
from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from groundplan.check.lines import Line, Page
    from groundplan.memory import Piece
    from groundplan.source import Span
    from groundplan.spec.model import Endpoint, Permission, Requirement

NODE = "spec"
WORDS = ("one", "other")
OPTIONS = ()

_ACTIONS = {"GET": "read", "POST": "create", "PUT": "update", "PATCH": "update", "DELETE": "delete"}
_FILLER = frozenset({"the", "a", "an", "system", "service", "api", "shall", "must", "should", "will", "may", "can"})
_FILLER |= {"be", "able", "to", "let", "lets", "allow", "allows", "permit", "permits", "one"}
_NEGATIONS = frozenset({"not", "never", "cannot", "nobody", "none", "no", "prevent", "prevents", "forbid", "forbids"})
_NOBODY = frozenset({"nobody", "no", "none"})
# Korean says both with the ending of the verb. Patterns as text: they are compiled when a Korean requirement comes.
_ENDING = r"(?:\s*(?:해야\s*)?한다)?"
_KOREAN_NOT = rf"(?:해서는|하여서는)\s*안\s*\S*|할\s*수\s*없\S*{_ENDING}|하지\s*(?:못하도록|않아야|말아야){_ENDING}"
_KOREAN_MAY = rf"할\s*수\s*있\S*{_ENDING}|하도록\s*(?:해야\s*)?한다|해야\s*한다|한다"


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """A finding at the later statement of each pair; the earlier one is the cause."""
    for item in items:
        yield from _against_matrix(item, facts)
        yield from _among_requirements(item, facts)
        yield from _accepted(item, facts)
        yield from _forbidden(item, facts)


def _against_matrix(item: Item, facts: Facts) -> Iterator[Found]:
    cells = {(role(cell.role), singular(cell.resource)): cell for cell in facts.spec.permissions}
    for endpoint in facts.spec.endpoints if cells else ():
        if endpoint.access is None:
            continue
        resource = _resource(endpoint, facts)
        for name in endpoint.access.roles:
            cell = cells.get((role(name), resource))
            if cell is not None and not _grants(cell, _ACTIONS.get(endpoint.method, "")):
                words = {"one": f"{endpoint.method} {endpoint.path}", "other": f"{cell.role}, {cell.resource}"}
                yield item, facts.place(endpoint.access.span, name), words, (cell.span,)


def _resource(endpoint: Endpoint, facts: Facts) -> str:
    """The entity that the path ends with, folded; empty for actions and unknown paths."""
    literals = [part for part in endpoint.path.split("/") if part and not part.startswith("{")]
    entity = facts.entities.get(singular(literals[-1])) if literals else None
    return singular(entity.name) if entity else ""


def _grants(cell: Permission, action: str) -> bool:
    return not action or action in cell.actions or action in cell.own or "all" in cell.actions


def _may_deny(requirements: Iterable[Requirement]) -> Iterator[bool]:
    yield any(not (one.text.isascii() and _NEGATIONS.isdisjoint(one.text.lower().split())) for one in requirements)


def _claims(requirements: Iterable[Requirement]) -> Iterator[tuple[Requirement, bool, tuple[str, ...]]]:
    return ((one, *_claim(one.text)) for one in requirements)


def _among_requirements(item: Item, facts: Facts) -> Iterator[Found]:
    if not any(facts.each("requirements", _may_deny)):
        return
    claims = facts.each("requirements", _claims)
    seen: dict[tuple[bool, tuple[str, ...]], Requirement] = {}
    for one, denies, words in claims:
        keys = _keys(words, denies)
        other = next((seen[not denies, key] for key in keys if (not denies, key) in seen), None)
        if other is not None and len(words) > 1:
            yield item, one.span, {"one": _name(one), "other": _name(other)}, (other.span,)
        for key in keys:
            seen.setdefault((denies, key), one)


_ACCEPTS = r"\b(?:accepts?|allows?|permits?)\b|허용|받아들"
_REFUSES = r"\b(?:refuses?|rejects?|den(?:y|ies)|forbids?)\b|거부|거절|금지"
_POLES = frozenset({"furth", "addit", "accep", "refus", "rejec", "allow", "permi", "deny", "deni", "forbi"})
_POLES |= {"허용", "받아", "거부", "거절", "금지", "요청", "만약"}
_MOST = 200
"""So many of each sort are compared."""


def _saying(requirements: Iterable[Requirement], words: str) -> Iterator[Requirement]:
    return (one for one in requirements if regex.search(words, one.text.lower()))


def _accepted(item: Item, facts: Facts) -> Iterator[Found]:
    """`accept scans of delivered parcels` where those are refused, with nothing to tell them apart."""
    refused: list[Requirement] = facts.each("requirements", _saying, _REFUSES)[:_MOST]
    accepted = facts.each("requirements", _saying, _ACCEPTS) if refused else []
    accepted = [one for one in accepted if one not in refused][:_MOST]
    for one in accepted:
        about = stems(one.text.lower()) - _POLES
        other = next((two for two in refused if _covers(stems(two.text.lower()) - _POLES, about)), None)
        if other is not None:
            first, last = sorted((one, other), key=lambda two: (two.span.path, two.span.line))
            yield item, last.span, {"one": _name(last), "other": _name(first)}, (first.span,)


def _forbidden(item: Item, facts: Facts) -> Iterator[Found]:
    """`Inspectors must not search trees` where a requirement or an endpoint has them do that; without a condition."""
    said = facts.said(_bans)[:_MOST]
    names = facts.kept(names_of, facts.declared_roles, facts.spec.roles) if said else {}
    told = [(line, names.get(fold(who)) or names.get(role(who)), stems(what) - _SAYING) for line, who, what in said]
    told = [(line, key, about) for line, key, about in told if key and len(about) > 1]
    deeds = facts.kept(_by_role, *_deeds(facts, names)) if told else {}
    for line, key, about in told:
        place = (line.span.path, line.span.line)
        alike = ((name, span) for words, name, span in deeds.get(key or "", ()) if about <= words)
        cause = next((one for one in alike if (one[1].path, one[1].line) != place), None)
        if cause is not None:
            yield item, line.span, {"one": line.text.strip(" -*"), "other": cause[0]}, (cause[1],)


class Deed(NamedTuple):
    """What somebody of a role does, in stems, where that is said, and how that is called."""

    words: frozenset[str]
    name: str
    span: Span


def _deeds(facts: Facts, names: dict[str, str]) -> tuple[list[tuple[str, Deed]], list[tuple[str, Deed]]]:
    return facts.each("requirements", _demanded, given=(names,)), facts.each("endpoints", _served)


def _by_role(*found: list[tuple[str, Deed]]) -> dict[str, list[Deed]]:
    """At most so many of each role, so that reading stays linear."""
    deeds: dict[str, list[Deed]] = {}
    for key, deed in chain(*found):
        own = deeds.setdefault(key, [])
        if len(own) < _MOST:
            own.append(deed)
    return deeds


def _demanded(requirements: Piece[Requirement], names: dict[str, str]) -> Iterator[tuple[str, Deed]]:
    for one, claim in requirements.found(claims_of, given=(names,)):
        if not _claim(claim.text)[0]:
            yield claim.role, Deed(stems(claim.text), _name(one), one.span)


def _served(endpoints: Iterable[Endpoint]) -> Iterator[tuple[str, Deed]]:
    for one in endpoints:
        words = stems(one.summary.lower()) if one.summary and one.access else frozenset[str]()
        if words and one.access:
            deed = Deed(words, f"{one.method} {one.path}", one.span)
            yield from ((role(name), deed) for name in one.access.roles)


_BANS = ("must not ", "may not ", "shall not ", "not allowed ", "not permitted ", "cannot ", "can not ", "must never ",
         "may never ", "수 없", "못한다", "서는 안", "면 안")  # fmt: skip
_SAYING = frozenset({"allow", "permi", "not", "수", "안"})


def _bans(page: Page) -> Iterator[tuple[Line, str, str]]:
    """The lines that forbid somebody something, with who and what."""
    lines = (page.things[number] for number in sorted(page.index.having(_BANS)))
    return ((line, who, what) for line in lines for who, what in _banned(line))


def _banned(line: Line) -> Iterator[tuple[str, str]]:
    """Who must not do what, in a sentence that names no case of it."""
    said = sentences([line]) if line.kind not in _UNSAID else ()
    for low in (part.strip(" -*.") for one in said for part in regex.split(r"(?<=[고며]), ", one.text.lower())):
        found = regex.match(_BAN, low) if low.isascii() else regex.match(_KOREAN_BAN, low)
        if found and not regex.search(_CASES, low):
            yield found[1], found[2]


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


def _covers(general: frozenset[str], special: frozenset[str]) -> bool:
    return len(general) > 1 and general <= special


def _claim(text: str) -> tuple[bool, tuple[str, ...]]:
    """Whether a statement forbids, and what it is about: its words without modals and negations."""
    korean = not text.isascii()
    denies = korean and regex.search(_KOREAN_NOT, text) is not None
    plain = regex.sub(_KOREAN_MAY, " ", regex.sub(_KOREAN_NOT, " ", text)) if korean else text
    words = tuple(regex.findall(r"[\w'-]+", plain.lower()))
    nobody = ("*",) if words[:1] and words[0] in _NOBODY else ()
    rest = tuple(word for word in words if word not in _FILLER and word not in _NEGATIONS)
    return denies or not _NEGATIONS.isdisjoint(words), nobody + rest


def _keys(words: tuple[str, ...], denies: bool) -> list[tuple[str, ...]]:
    """What a statement is compared by; one that permits somebody is also compared with one about nobody."""
    if not words:
        return []
    return [words] if denies else [words, ("*", *words[1:])]


def _name(requirement: Requirement) -> str:
    return requirement.id or requirement.text
