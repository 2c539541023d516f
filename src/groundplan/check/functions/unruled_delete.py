"""References to rows that an endpoint deletes, of which nothing says what becomes of what points to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, fold, singular
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
    spec = facts.spec
    deleted = facts.kept(_deleted, spec.endpoints, spec.entities, facts.entities)
    if deleted:
        said = [*facts.each("requirements", _sentences), *facts.each("constraints", _sentences)][:_MOST]
        for item in facts.kept(_unruled, tuple(items), deleted, said, spec.relations, facts.entities):
            field = item.node
            cause = deleted[singular(field.type.target)]
            yield item, facts.place(field.span, field.name), {"target": field.type.target}, (cause,)


def _unruled(
    items: Iterable[Item],
    deleted: dict[str, Span],
    said: list[str],
    relations: Iterable[Relation],
    entities: dict[str, Entity],
) -> list[Item]:
    ruled = {
        key
        for one in relations
        if one.on_delete
        for key in ((singular(one.source), singular(one.target)), (singular(one.target), singular(one.source)))
    }
    whole = "\n".join(said)
    about = {target: _about(said, whole, target, entities) for target in deleted}
    found = []
    for item in items:
        field, target, owner = item.node, singular(item.node.type.target), singular(item.owner.name)
        if field.on_delete or target not in deleted or (owner, target) in ruled:
            continue
        texts = about[target]
        if not (texts and (any(map(_ALL.search, texts)) or _about(texts, whole, owner, entities))):
            found.append(item)
    return found


def _deleted(
    endpoints: Iterable[Endpoint], entities: tuple[Entity, ...], by_name: dict[str, Entity]
) -> dict[str, Span]:
    """Entities whose rows an endpoint deletes -> its place."""
    found: dict[str, Span] = {}
    for one in endpoints:
        parts = one.path.strip("/").split("/")
        if one.method == "DELETE" and len(parts) > 1 and parts[-1].startswith("{"):
            entity = by_name.get(singular(parts[-2]))
            if entity is not None and not any(fold(field.name) in _SOFT for field in entity.fields):
                found.setdefault(singular(entity.name), one.span)
    return _with_cascades(found, entities) if found else found


def _with_cascades(found: dict[str, Span], entities: Iterable[Entity]) -> dict[str, Span]:
    """Rows that go with those that are deleted are deleted too."""
    children: dict[str, list[str]] = {}
    for entity in entities:
        for field in entity.fields:
            if field.on_delete == "cascade" and field.type.target:
                children.setdefault(singular(field.type.target), []).append(singular(entity.name))
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


def _about(texts: list[str], whole: str, key: str, entities: dict[str, Entity]) -> list[str]:
    entity = entities.get(key)
    names = [name.lower() for name in (entity.name, entity.label) if name] if entity and texts else []
    names = [name for name in names if name in whole]
    return [text for text in texts if any(name in text for name in names)] if names else []
