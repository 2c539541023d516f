"""One statement permits what another forbids for the same caller, action and thing.

Compared are an endpoint with the role matrix, and requirement with requirement, where both say the same but for a
negation, or where one accepts what the other refuses in general.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, role, singular
from groundplan.check.functions import Found
from groundplan.check.index import telling
from groundplan.check.nodes import Item
from groundplan.check.stems import stems

if TYPE_CHECKING:
    from groundplan.check.bans import Ban
    from groundplan.check.lines import Page
    from groundplan.spec.model import Endpoint, Permission, Requirement

NODE = "spec"
WORDS = ("one", "other")
OPTIONS = ()

_ACTIONS = {"GET": "read", "POST": "create", "PUT": "update", "PATCH": "update", "DELETE": "delete"}
_FILLER = frozenset({"the", "a", "an", "system", "service", "api", "shall", "must", "should", "will", "may", "can"})
_FILLER |= {"be", "able", "to", "let", "lets", "allow", "allows", "permit", "permits", "one"}
_NEGATIONS = frozenset({"not", "never", "cannot", "nobody", "none", "no", "prevent", "prevents", "forbid", "forbids"})
_NOBODY = frozenset({"nobody", "no", "none"})
_BANS = (
    *("must not ", "may not ", "shall not ", "not allowed ", "not permitted ", "cannot ", "can not ", "never "),
    *(" not ", "only ", "수 없", "수는 없", "못한다", "못 한다", "서는 안", "면 안", "만 "),
)
"""A line without these forbids nothing."""
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
    return ((one, *claim(one.text)) for one in requirements)


def _among_requirements(item: Item, facts: Facts) -> Iterator[Found]:
    if not any(facts.each("requirements", _may_deny)):
        return
    claims = facts.each("requirements", _claims)
    seen: dict[tuple[bool, tuple[str, ...]], Requirement] = {}
    for one, denies, words in claims:
        keys = _keys(words, denies)
        other = next((seen[not denies, key] for key in keys if (not denies, key) in seen), None)
        if other is not None and len(words) > 1:
            yield item, one.span, {"one": name_of(one), "other": name_of(other)}, (other.span,)
        for key in keys:
            seen.setdefault((denies, key), one)


_ACCEPTS = r"\b(?:accepts?|allows?|permits?)\b|허용|받아들"
_REFUSES = r"\b(?:refuses?|rejects?|den(?:y|ies)|forbids?)\b|거부|거절|금지"
_POLES = frozenset({"furth", "addit", "accep", "refus", "rejec", "allow", "permi", "deny", "deni", "forbi"})
_POLES |= {"허용", "받아", "거부", "거절", "금지", "요청", "만약"}
_MOST = 200
"""So many of each sort are compared."""


def _saying(requirements: Iterable[Requirement], words: str) -> Iterator[Requirement]:
    return iter(telling(requirements, words, re.IGNORECASE))


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
            yield item, last.span, {"one": name_of(last), "other": name_of(first)}, (first.span,)


def _forbidden(item: Item, facts: Facts) -> Iterator[Found]:
    said = facts.said(_bans, given=(facts.requirement_lines,))
    if said:
        from groundplan.check import bans

        for line, name, span in bans.broken(said, facts):
            yield item, line.span, {"one": line.text.strip(" -*"), "other": name}, (span,)


def _bans(page: Page, requirements: frozenset[tuple[str, int]]) -> Iterator[Ban]:
    """The lines that forbid somebody something, with who and what."""
    lines = [page.things[number] for number in sorted(page.index.having(_BANS))]
    if lines:
        from groundplan.check import bans

        for line in lines:
            demanded = (line.span.path, line.span.line) in requirements
            yield from ((line, who, what) for who, what in bans.banned(line))
            yield from ((line, who, what) for who, what in (() if demanded else bans.told_apart(line)))


def _covers(general: frozenset[str], special: frozenset[str]) -> bool:
    return len(general) > 1 and general <= special


def claim(text: str) -> tuple[bool, tuple[str, ...]]:
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


def name_of(requirement: Requirement) -> str:
    """What a requirement is called in a finding: its id, else its words."""
    return requirement.id or requirement.text
