"""References to rows that an endpoint deletes, of which nothing says what becomes of what points to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, Thing, fold, singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.source import Span
    from groundplan.spec.model import Endpoint, Entity, Relation, Statement

NODE = "field"
WORDS = ("target",)
OPTIONS = ()

_DELETED = regex.compile(r"delet|remov|cascad|삭제|제거|탈퇴", re.IGNORECASE)
_ALL = regex.compile(r"cascad|\bits\b|함께|모든")
_MOST = 50
"""So many statements about deletion are looked at: a SPEC with more has one for everything."""
_SOFT = frozenset({"deletedat", "isdeleted", "deleted", "archivedat", "삭제일시"})


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Quiet where a relation or a sentence about both says it, and where rows are only marked as deleted."""
    deletes = facts.each("endpoints", _deletes)
    cascades = facts.each("entities", _cascades)
    deleted = facts.kept(_deleted, deletes, facts.entity_names, frozenset(facts.each("entities", _marked)), cascades)
    if not deleted:
        return
    said = [*facts.each("requirements", _sentences), *facts.each("constraints", _sentences)][:_MOST]
    about = facts.kept(_about, said, facts.things)
    ruled = facts.kept(_ruled, facts.spec.relations)
    for item, cause in facts.kept(_unruled, tuple(items), deleted, about, ruled):
        field = item.node
        yield item, facts.place(field.span, field.name), {"target": field.type.target}, (cause,)


def _unruled(
    items: Iterable[Item],
    deleted: dict[str, Span],
    about: dict[str, frozenset[str]],
    ruled: frozenset[tuple[str, str]],
) -> list[tuple[Item, Span]]:
    """References to what is deleted, with the place where it is, of which neither a relation nor a sentence speaks."""
    found = []
    for item in items:
        target, owner = singular(item.node.type.target), singular(item.owner.name)
        if target in deleted and not item.node.on_delete and (owner, target) not in ruled:
            texts = about.get(target, frozenset())
            if texts.isdisjoint(about.get(owner, ())) and not any(map(_ALL.search, texts)):
                found.append((item, deleted[target]))
    return found


def _ruled(relations: Iterable[Relation]) -> frozenset[tuple[str, str]]:
    """The pairs of which a relation says what becomes of the one with the other."""
    ruled = [(singular(one.source), singular(one.target)) for one in relations if one.on_delete]
    return frozenset([*ruled, *((target, source) for source, target in ruled)])


def _deletes(endpoints: Iterable[Endpoint]) -> Iterator[tuple[str, Span]]:
    """What endpoints delete a row of, as their paths call it, and where."""
    for one in endpoints:
        parts = one.path.strip("/").split("/")
        if one.method == "DELETE" and len(parts) > 1 and parts[-1].startswith("{"):
            yield singular(parts[-2]), one.span


def _marked(entities: Iterable[Entity]) -> Iterator[str]:
    """Entities whose rows are only marked as deleted."""
    return (one.name for one in entities if any(fold(field.name) in _SOFT for field in one.fields))


def _cascades(entities: Iterable[Entity]) -> Iterator[tuple[str, str]]:
    """Each thing, and another whose rows go with its own."""
    for one in entities:
        for field in one.fields:
            if field.on_delete == "cascade" and field.type.target:
                yield singular(field.type.target), singular(one.name)


def _deleted(
    deletes: list[tuple[str, Span]], names: dict[str, str], marked: frozenset[str], cascades: list[tuple[str, str]]
) -> dict[str, Span]:
    """Entities whose rows an endpoint deletes, or that go with such, -> its place."""
    found: dict[str, Span] = {}
    for called, span in deletes:
        name = names.get(called, "")
        if name and name not in marked:
            found.setdefault(singular(name), span)
    children: dict[str, list[str]] = {}
    for parent, child in cascades:
        children.setdefault(parent, []).append(child)
    waiting = list(found)
    while waiting:
        parent = waiting.pop()
        for child in children.get(parent, ()):
            if child not in found:
                found[child] = found[parent]
                waiting.append(child)
    return found


def _sentences(statements: Iterable[Statement]) -> Iterator[str]:
    """Statements about deletion."""
    return (one.text.lower() for one in statements if _DELETED.search(one.text))


def _about(said: list[str], things: dict[str, Thing]) -> dict[str, frozenset[str]]:
    """Those of the statements that name a thing, by its key."""
    whole = "\n".join(said)
    found: dict[str, frozenset[str]] = {}
    for key, thing in things.items():
        names = [low for name in thing if name and (low := name.lower()) in whole]
        if names:
            found[key] = frozenset([text for name in names for text in said if name in text])
    return found
