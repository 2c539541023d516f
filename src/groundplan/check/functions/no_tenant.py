"""Entities of a service for several tenants that belong to none of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, fold, singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Entity

NODE = "spec"
WORDS = ("names",)
OPTIONS = ("tenants",)

_CLAIM = regex.compile(r"\bmulti-?tenan\w+|멀티 ?테넌[시트]\w*|다중 ?테넌[시트]\w*|테넌트별")
_APART = regex.compile(r"\b(?:no|not|never|single|without|why this priority)\b|않|아님|없")
_MOST = 4


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`tenants` are names of the entity, or the column, that says whose a row is, or leads to one."""
    lines = facts.prose.lines_with(("multi-tenan", "multitenan", "멀티", "다중", "테넌트별"))
    claims = [(start, found) for start, line in lines if (found := _CLAIM.search(line)) and not _APART.search(line)]
    if not claims or not facts.spec.entities:
        return
    without = _without(facts, frozenset(options["tenants"]))
    start, found = claims[0]
    for item in items if without else ():
        names = [one.name for one in without]
        words = {"names": ", ".join(names[:_MOST]) + (" ..." if len(names) > _MOST else "")}
        places = tuple(one.span for one in without[:_MOST])
        yield item, facts.prose.span(start + found.start(), start + found.end()), words, places


def _without(facts: Facts, tenants: frozenset[str]) -> list[Entity]:
    """The entities from which no way of references leads to a tenant."""
    belongs = {singular(one.name) for one in facts.spec.entities if _has_key(one, tenants)}
    waiting, users = list(belongs), _users(facts)
    while waiting:
        for name in users.get(waiting.pop(), ()):
            if name not in belongs:
                belongs.add(name)
                waiting.append(name)
    return [one for one in facts.spec.entities if singular(one.name) not in belongs and one.origin == "stated"]


def _has_key(entity: Entity, tenants: frozenset[str]) -> bool:
    names = (fold(entity.name), *(fold(field.name).removesuffix("id") for field in entity.fields))
    return any(singular(name) in tenants for name in names)


def _users(facts: Facts) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entity in facts.spec.entities:
        for target in facts.related(entity):
            found.setdefault(target, []).append(singular(entity.name))
    return found
