"""What requirements are matched against: resources, enums, operations and integrations, found by the SPEC's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from groundplan.plan.access.access import World, paths
from groundplan.plan.data.indexes import find
from groundplan.plan.model.api import Operation, Schema
from groundplan.plan.model.blueprint import Auth, Integration
from groundplan.plan.model.data import Enum, Field, ForeignKey, Resource
from groundplan.plan.model.demands import Ceiling, Condition, Draw, Event, Guard, Transition
from groundplan.plan.model.rights import Hop
from groundplan.plan.words import meanings, tables
from groundplan.plan.words.names import key
from groundplan.record import NamedTuple
from groundplan.source import Span

_CHANGES = ("update", "replace", "action")


class Addition(NamedTuple):
    """What an operation gains from a requirement."""

    operation: str
    guards: tuple[Guard, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    transitions: tuple[Transition, ...] = ()
    events: tuple[Event, ...] = ()
    draws: tuple[Draw, ...] = ()
    kept: tuple[str, ...] = ()
    """Requirements that the operation keeps as it is."""


class Listed(NamedTuple):
    """Steps of a status that stand together, under a requirement or none, and what is gained by what takes them."""

    requirement: str
    resource: Resource
    additions: tuple[Addition, ...]
    span: Span | None


class Homeless(NamedTuple):
    """Steps that no status, or more than one, has all the values of; `words` is the first."""

    words: str
    span: Span


class Unique(NamedTuple):
    """Fields of an entity, as the SPEC spells them, in which no two rows may be alike, and the requirement."""

    requirement: str
    entity: str
    fields: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One service as the recognisers see it."""

    world: World
    enums: dict[str, Enum]
    schemas: dict[str, Schema]
    operations: tuple[Operation, ...]
    integrations: tuple[Integration, ...]
    auth: Auth
    listed: tuple[Listed, ...] = ()
    homeless: tuple[Homeless, ...] = ()
    unique: tuple[Unique, ...] = ()

    def thing(self, phrase: str) -> Resource | None:
        """The resource that a phrase names, in singular or plural, by name or label."""
        wanted = key(phrase)
        for one in self.world.resources.values():
            if wanted == key(one.name.human) or tables.fold(phrase) in (tables.fold(one.label), tables.fold(one.table)):
                return one
        is_account = tables.fold(wanted) in tables.words("account") or tables.fold(phrase) in tables.words("account")
        return self.world.resources.get(self.world.account) if is_account else None

    def values(self, field: Field) -> tuple[str, ...]:
        """The values of an enum field."""
        return self.enums[field.type.enum].values if field.type.base == "enum" and field.type.enum in self.enums else ()

    def state(self, resource: Resource, phrase: str, named: str = "") -> Condition | None:
        """The condition that a word for a state means: a value of a status, or a boolean that is true.

        `named` is what the sentence calls the field. A value that two fields have, or that is near to two, is none.
        """
        fields = [one for one in resource.fields if not named or _is_called(one, named, resource)]
        exact = [one for one in fields if self._value(one, phrase)]
        if len(exact) != 1:
            return None
        return Condition(resource=resource.name.pascal, column=exact[0].column, values=(self._value(exact[0], phrase),))

    def _value(self, field: Field, phrase: str) -> str:
        if field.type.base == "enum":
            return meanings.nearest(phrase, self.values(field))
        if field.type.base == "bool":
            plain = tables.fold(field.property).removeprefix("is")
            return "true" if tables.fold(phrase) in (plain, tables.fold(field.label), f"is{plain}") else ""
        return ""

    def path(self, subject: Resource, target: Resource) -> tuple[Hop, ...] | None:
        """The hops from a row of `subject` to the row of `target` that it leads to; None where it leads to none."""
        for hops, name in paths(self.world, subject.name.pascal):
            if name == target.name.pascal:
                return hops
        return None

    def reaching(self, condition: Condition, subject: Resource) -> Condition | None:
        """The condition, from a row of `subject`."""
        hops = self.path(subject, self.world.resources[condition.resource])
        return None if hops is None else replace(condition, hops=hops)

    def changes(self, resource: Resource) -> Iterator[Operation]:
        """The operations that change one row of a resource."""
        for one in self.operations:
            if one.kind in _CHANGES and one.resource == resource.name.pascal:
                yield one

    def deletes(self, resource: Resource) -> Iterator[Operation]:
        """The operations that delete one row of a resource."""
        return (one for one in self.operations if one.kind == "delete" and one.resource == resource.name.pascal)

    def creates(self, resource: Resource) -> Iterator[Operation]:
        """The operations that make a row of a resource."""
        return (
            one for one in self.operations if one.kind in ("create", "upload") and one.resource == resource.name.pascal
        )

    def links(self, join: Resource) -> Iterator[Operation]:
        """The operations that put a row into a join table."""
        return (one for one in self.operations if one.kind == "link" and one.link and one.link.join == join.name.pascal)

    def sends(self, operation: Operation, column: str) -> bool:
        """Whether the body of an operation can fill a column."""
        body = self.schemas.get(operation.request)
        return body is not None and any(one.field == column for one in body.properties)

    def between(self, owner: Resource, counted: Resource) -> tuple[Resource, ForeignKey] | None:
        """The table whose rows say how many of `counted` a row of `owner` has, and its key to the owner."""
        direct = next((one for one in counted.foreign_keys if one.resource == owner.name.pascal), None)
        if direct is not None:
            return counted, direct
        for join in self.world.resources.values():
            ends = {one.resource: one for one in join.foreign_keys}
            if join.kind == "join" and {owner.name.pascal, counted.name.pascal} <= set(ends):
                return join, ends[owner.name.pascal]
        return None


def _is_called(field: Field, named: str, resource: Resource) -> bool:
    found = find(resource, named)
    if found is not None:
        return found is field
    if tables.fold(named) == tables.fold(field.description):
        return True
    status = meanings.is_one_of(tables.fold(named), "status")
    return status and any(meanings.is_one_of(part, "status") for part in (*field.name.words, tables.fold(field.label)))


def last_word(operation: Operation) -> str:
    """The word at the end of a path: what an action is called."""
    last = operation.path.rstrip("/").rpartition("/")[2]
    return "" if last.startswith("{") else last
