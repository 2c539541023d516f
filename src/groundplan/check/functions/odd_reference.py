"""The one reference that says nothing of deletion, in a model where all others do; who called is another matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.facts import Facts, singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Entity

NODE = "field"
WORDS = ("target", "usual")
OPTIONS = ()

_OTHERS = 2


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Quiet where a relation says it, and of what is made elsewhere than in the model."""
    references = list(items)
    silent = [item for item in references if not item.node.on_delete]
    if len(silent) != 1 or len(references) <= _OTHERS:
        return
    item = silent[0]
    own, target = singular(item.owner.name), singular(item.node.type.target)
    ruled = any(
        one.on_delete and {singular(one.source), singular(one.target)} == {own, target} for one in facts.spec.relations
    )
    usual = next(one for one in references if one is not item)
    if target in facts.entities and not ruled and not _is_account(facts.entities[target]):
        words = {"target": item.node.type.target, "usual": str(usual.node.on_delete)}
        yield item, facts.place(item.span, item.node.name), words, (usual.span,)


def _is_account(entity: Entity) -> bool:
    return any(one.type.base in ("password", "email") or "password" in one.name.lower() for one in entity.fields)
