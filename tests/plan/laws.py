"""Laws that every plan keeps, whatever the SPEC: what one part names, another has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from groundplan.plan.access.shown import MANY
from groundplan.plan.model.api import Operation
from groundplan.plan.model.blueprint import Blueprint
from groundplan.plan.model.data import Resource
from groundplan.plan.model.rights import Access, Grant, Hop

WITHOUT_ROWS = (
    "custom", "health", "webhook_in", "refresh", "token", "logout", "logout_all", "oauth_providers", "oauth_start",
    "oauth_callback",
)  # fmt: skip


def broken(plan: Blueprint) -> list[str]:
    """The laws that `plan` breaks, in words; empty for a sound plan."""
    return [*_resources(plan), *_operations(plan), *_schemas(plan), *_unique(plan), *_signing_in(plan)]


def _signing_in(plan: Blueprint) -> Iterator[str]:
    if not plan.auth.login_property or not plan.auth.password_property:
        return
    named = plan.resource(plan.auth.account).field(plan.auth.login_property)
    if named.type.base not in ("string", "text", "email"):
        yield f"people sign in with {named.property}, which is no text"


def _resources(plan: Blueprint) -> Iterator[str]:
    made: set[str] = set()
    for one in plan.resources:
        columns = {field.column for field in one.fields}
        if not one.primary_key or not set(one.primary_key) <= columns:
            yield f"{one.table} has no key"
        for key in one.foreign_keys:
            if key.resource not in made | {one.name.pascal} and not key.cyclic:
                yield f"{one.table}.{key.column} comes before {key.table}"
            yield from _same_type(plan, one, key.column, key.resource, key.key)
        for index in one.indexes:
            if not {column.column for column in index.columns} <= columns:
                yield f"{index.name} names no column"
        made.add(one.name.pascal)


def _same_type(plan: Blueprint, one: Resource, column: str, target: str, key: str) -> Iterator[str]:
    if one.field(column).type.base != plan.resource(target).field(key).type.base:
        yield f"{one.table}.{column} is not of the type of {target}.{key}"
    indexes = [one.primary_key, *(tuple(c.column for c in index.columns) for index in one.indexes)]
    if not any(index[0] == column for index in indexes):
        yield f"{one.table}.{column} has no index"


def _operations(plan: Blueprint) -> Iterator[str]:
    schemas = {one.name.pascal for one in plan.schemas}
    for one in plan.operations:
        if not {one.request, one.success.schema} <= schemas | {""}:
            yield f"{one.id} names a schema that is not there"
        if not one.resource and one.kind not in WITHOUT_ROWS:
            yield f"{one.id} is about rows that nothing keeps"
        if one.path.count("{") != len(one.parameters):
            yield f"{one.id} leaves a parameter out"
        yield from _found(plan, one)
        statuses = [answer.status for answer in one.errors]
        if statuses != sorted(set(statuses)) or one.success.status in statuses:
            yield f"{one.id} answers {statuses}"
        allowed = {401} if one.kind in ("login", "refresh", "token", "oauth_callback") else set()
        allowed |= {403} if plan.proves_origin(one) else set()
        if one.access.level == "public" and ({401, 403} - allowed) & set(statuses):
            yield f"{one.id} is public and refuses"
        for rule in one.rules:
            yield from _reachable(plan, one, rule)
        yield from _shown(plan, one)
        yield from _listed(plan, one)
        yield from _looks_where_it_says(one)


def _found(plan: Blueprint, one: Operation) -> Iterator[str]:
    by_path = one.kind in ("read", "update", "replace", "delete") and not one.caller_column
    if by_path and one.resource not in {parameter.resource for parameter in one.parameters}:
        yield f"{one.id} does not say which row it is about"
    for parameter in one.parameters:
        if parameter.resource and plan.resource(parameter.resource).field(parameter.column).nullable:
            yield f"{one.id} finds rows by {parameter.column}, which they may lack"


def _shown(plan: Blueprint, one: Operation) -> Iterator[str]:
    """What an operation on many shows, a read does not refuse, unless its own line says so."""
    reads = [other.access for other in plan.operations if other.kind == "read" and other.resource == one.resource]
    if one.kind not in MANY or not reads or any(access.level != "granted" for access in reads):
        return
    may = {_of_roles(grant) for access in reads for grant in access.grants}
    if one.rows is not None:
        if not {_of_roles(grant) for grant in one.rows.grants} <= may:
            yield f"{one.id} shows what is not read"
    elif not (one.access.by_role or (one.access.level == "public" and one.access.spans) or _implied(plan, one, reads)):
        yield f"{one.id} shows everything"


def _implied(plan: Blueprint, one: Operation, reads: list[Access]) -> bool:
    """Whether who gets at the row above may read every row below it."""
    passing = one.access if one.access.level == "granted" else one.visible
    if passing is None or not one.parents or not one.parents[-1].column:
        return False
    above, column = plan.resource(one.parents[-1].resource), one.parents[-1].column
    hop = Hop(column=column, table=above.table, key=above.primary_key[0], resource=above.name.pascal)
    may = {_unled(grant) for access in reads for grant in access.grants}
    return all(_unled(_below(grant, hop)) in may for grant in passing.grants)


def _below(grant: Grant, hop: Hop) -> Grant:
    if grant.kind == "role":
        return grant
    if not grant.hops and grant.principal == hop.key:
        return replace(grant, principal=hop.column)
    first = grant.hops[:1]
    if first and first[0].column == hop.key:
        return replace(grant, hops=(replace(first[0], column=hop.column), *grant.hops[1:]))
    return replace(grant, hops=(hop, *grant.hops))


def _unled(grant: Grant) -> Grant:
    return replace(grant, roles=(), role_column="")


def _looks_where_it_says(one: Operation) -> Iterator[str]:
    """What looks at many rows below a row looks at those of that row."""
    named = {parameter.name for parameter in one.parameters if parameter.resource}
    if one.kind in MANY and named - {parent.parameter for parent in one.parents}:
        yield f"{one.id} looks past the row that its path names"


def _of_roles(grant: Grant) -> Grant:
    return replace(grant, roles=()) if grant.kind == "role" else grant


def _reachable(plan: Blueprint, operation: Operation, rule: Access) -> Iterator[str]:
    for grant in rule.grants:
        if grant.kind == "role":
            continue
        row = plan.resource(rule.subject)
        for hop in grant.hops:
            row.field(hop.column)
            row = plan.resource(hop.resource)
            if hop.table != row.table or hop.key not in {field.column for field in row.fields}:
                yield f"{operation.id}: {hop} leads nowhere"
        if grant.principal not in {field.column for field in row.fields}:
            yield f"{operation.id}: {row.name.pascal} has no {grant.principal}"


def _listed(plan: Blueprint, one: Operation) -> Iterator[str]:
    if one.listing is None:
        return
    resource = plan.resource(one.resource)
    named = [*(f.column for f in one.listing.filters), *(s.column for s in one.listing.sorts), *one.listing.search]
    if not set(named) <= {field.column for field in resource.fields if not field.hidden}:
        yield f"{one.id} lists by what is not shown"
    if {term.column for term in one.listing.order} < set(resource.primary_key):
        yield f"{one.id} has no total order"


def _schemas(plan: Blueprint) -> Iterator[str]:
    for one in plan.schemas:
        names = [prop.name for prop in one.properties]
        if len(set(names)) != len(names):
            yield f"{one.name.pascal} repeats a property"
        fields = {field.column: field for field in plan.resource(one.resource).fields} if one.resource else {}
        for prop in one.properties:
            field = fields.get(prop.field)
            if prop.field and field is None:
                yield f"{one.name.pascal}.{prop.name} fills nothing"
            elif field and one.kind == "resource" and field.hidden:
                yield f"{one.name.pascal} shows {prop.name}"
            elif field and one.kind in ("create", "replace", "update", "register") and field.server:
                yield f"{one.name.pascal} takes {prop.name}"


def _unique(plan: Blueprint) -> Iterator[str]:
    for group in (
        [one.id for one in plan.operations],
        [(one.method, one.path) for one in plan.operations],
        [one.table for one in plan.resources],
        [one.name.pascal for one in plan.schemas],
        [one.name.pascal for one in plan.enums],
    ):
        if len(set(group)) != len(group):
            yield f"repeated: {group}"
