"""Which answers may be kept in a cache, for how long, and what they show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundplan.decide.model import Decision, Decisions
    from groundplan.plan.model.api import Operation, Schema
    from groundplan.plan.model.data import Resource

_READS = ("list", "read", "search", "count")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caching:
    """An answer that may be kept for `seconds`, less up to `jitter_percent`, as long as nothing writes `resources`.

    `resources` are those whose rows it shows or stands on. Nothing in it depends on who asks.
    """

    seconds: int
    jitter_percent: int
    resources: tuple[str, ...]


def cached(
    operations: Sequence[Operation], resources: Sequence[Resource], schemas: Sequence[Schema], decisions: Decisions
) -> tuple[Operation, ...]:
    """The operations, with `cache` on the reads whose answer is the same for everybody, where Redis is the cache."""
    decision = next((one for one in decisions.decisions if one.question == "cache"), None)
    if decision is None or decision.outcome != "redis":
        return tuple(operations)
    shown = _Shown(resources, schemas)
    return tuple(replace(one, cache=_caching(decision, shown.by(one))) if _shared(one) else one for one in operations)


def _shared(operation: Operation) -> bool:
    """Whether nothing in the answer depends on who asks; what is asked for by its version is read anew."""
    if "ETag" in operation.success.headers or operation.partial:
        return False
    return operation.kind in _READS and operation.access.level == "public" and bool(operation.resource)


def _caching(decision: Decision, resources: tuple[str, ...]) -> Caching:
    return Caching(
        seconds=_number(decision, "ttl_seconds", 60),
        jitter_percent=_number(decision, "jitter_percent", 10),
        resources=resources,
    )


def _number(decision: Decision, key: str, otherwise: int) -> int:
    found = decision.setting(key)
    return found if isinstance(found, int) and found > 0 else otherwise


class _Shown:
    """What answers are made of: whose rows, and the rows that take those with them when they are deleted."""

    def __init__(self, resources: Sequence[Resource], schemas: Sequence[Schema]) -> None:
        self._resources = {one.name.pascal: one for one in resources}
        self._schemas = {one.name.pascal: one for one in schemas}

    def by(self, operation: Operation) -> tuple[str, ...]:
        """The resources whose rows, when they are written, change the answer of `operation`."""
        names = [operation.resource, *(one.resource for one in operation.parents)]
        names += [operation.across.join] if operation.across else []
        names += self._bodies(operation.success.schema, set())
        found: dict[str, None] = {}
        for name in names:
            self._add(name, found)
        return tuple(found)

    def _bodies(self, name: str, seen: set[str]) -> Iterator[str]:
        schema = self._schemas.get(name)
        if schema is None or name in seen:
            return
        seen.add(name)
        if schema.resource:
            yield schema.resource
        for one in schema.properties:
            yield from self._bodies(one.schema, seen)

    def _add(self, name: str, found: dict[str, None]) -> None:
        """`name`, and what its rows refer to where deleting that deletes or changes them."""
        if name in found or name not in self._resources:
            return
        found[name] = None
        for key in self._resources[name].foreign_keys:
            if key.on_delete != "restrict" or key.on_soft_delete in ("cascade", "set null"):
                self._add(key.resource, found)
