"""References to rows that an endpoint deletes, of which nothing says what becomes of what points to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, fold, singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.source import Span

NODE = "field"
WORDS = ("target",)
OPTIONS = ()

_DELETED = regex.compile(r"delet|remov|cascad|삭제|제거|탈퇴", re.IGNORECASE)
_ALL = regex.compile(r"cascad|\bits\b|함께|모든")
_MOST = 50
_SOFT = frozenset({"deletedat", "isdeleted", "deleted", "archivedat", "삭제일시"})


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Quiet where a relation or a sentence about both says it, and where rows are only marked as deleted."""
    deleted = _deleted(facts)
    ruled = {
        key
        for one in facts.spec.relations
        if one.on_delete
        for key in ((singular(one.source), singular(one.target)), (singular(one.target), singular(one.source)))
    }
    said = _sentences(facts) if deleted else []
    whole = "\n".join(said)
    about = {target: _about(said, whole, target, facts) for target in deleted}
    for item in items if deleted else ():
        field, target = item.node, singular(item.node.type.target)
        if field.on_delete or target not in deleted or (singular(item.owner.name), target) in ruled:
            continue
        texts = about[target]
        if not (texts and (any(map(_ALL.search, texts)) or _about(texts, whole, singular(item.owner.name), facts))):
            yield item, facts.place(field.span, field.name), {"target": field.type.target}, (deleted[target],)


def _deleted(facts: Facts) -> dict[str, Span]:
    """Entities whose rows an endpoint deletes -> its place."""
    found: dict[str, Span] = {}
    for one in facts.spec.endpoints:
        parts = one.path.strip("/").split("/")
        if one.method == "DELETE" and len(parts) > 1 and parts[-1].startswith("{"):
            entity = facts.entities.get(singular(parts[-2]))
            if entity is not None and not any(fold(field.name) in _SOFT for field in entity.fields):
                found.setdefault(singular(entity.name), one.span)
    return _with_cascades(found, facts) if found else found


def _with_cascades(found: dict[str, Span], facts: Facts) -> dict[str, Span]:
    """Rows that go with those that are deleted are deleted too."""
    children: dict[str, list[str]] = {}
    for entity in facts.spec.entities:
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


def _sentences(facts: Facts) -> list[str]:
    """The first statements about deletion: a SPEC with more has one for everything."""
    statements = [one.text for one in facts.spec.requirements] + [one.text for one in facts.spec.constraints]
    return list(islice((text.lower() for text in statements if _DELETED.search(text)), _MOST))


def _about(texts: list[str], whole: str, key: str, facts: Facts) -> list[str]:
    entity = facts.entities.get(key)
    names = [name.lower() for name in (entity.name, entity.label) if name] if entity and texts else []
    names = [name for name in names if name in whole]
    return [text for text in texts if any(name in text for name in names)] if names else []
