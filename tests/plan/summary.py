"""A plan as short data: what the goldens of tests/plan/cases hold."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from groundplan.plan import problems
from groundplan.plan.model.api import Operation, Property
from groundplan.plan.model.blueprint import Blueprint, Provider
from groundplan.plan.model.data import Field, Index, Resource, Type
from groundplan.plan.model.demands import Draw, Event, Guard
from groundplan.plan.model.rights import Access, Grant


def summary(plan: Blueprint) -> dict[str, Any]:
    return {
        "resources": {one.name.pascal: _resource(one) for one in plan.resources if one.kind != "system"},
        "system": [one.table for one in plan.resources if one.kind == "system"],
        "enums": {one.name.pascal: dict(one.members) for one in plan.enums},
        "operations": {one.id: _operation(one) for one in plan.operations},
        "schemas": {one.name.pascal: [_property(prop) for prop in one.properties] for one in plan.schemas},
        "auth": _auth(plan),
        "limits": [f"{one.name}: {one.requests} in {one.seconds} s per {one.key}" for one in plan.rate_limits],
        "middleware": [one.id for one in plan.middleware],
        "settings": [one.name for one in plan.settings],
        "integrations": [
            f"{one.title} {one.url} {one.auth_header} {one.webhook_operation}" for one in plan.integrations
        ],
        "traces": [f"{one.id} {one.status} {' '.join(one.operations)}".strip() for one in plan.traces],
        "features": list(plan.features),
        "problems": [f"{one.code} {one.message}" for one in problems(plan)],
        **({"behaviours": _behaviours(plan)} if plan.behaviours else {}),
    }


def _behaviours(plan: Blueprint) -> list[str]:
    return [f"{one.requirement} {one.rule} {' '.join(one.operations)}" for one in plan.behaviours]


def _resource(one: Resource) -> dict[str, Any]:
    return {
        "table": f"{one.table} ({one.kind})" + (" inferred" if one.inferred else ""),
        "key": list(one.primary_key),
        "fields": [_field(field) for field in one.fields],
        "indexes": [_index(index) for index in one.indexes],
        **({"deleted": f"{one.deleted} {'by a DELETE' if one.soft else 'with a row above'}"} if one.deleted else {}),
        **(
            {"parts": [f"{part.property}: {part.resource} by {part.column}" for part in one.parts]} if one.parts else {}
        ),
        "checks": [f"{one.column} {one.operator} {one.value or list(one.values)}" for one in one.checks],
    }


def _field(one: Field) -> str:
    facts = [f"{one.property}: {_type(one.type)}"]
    facts += [word for word in ("required", "nullable", "unique", "server", "hidden", "inferred") if getattr(one, word)]
    facts += [f"column {one.column}"] if one.column != one.property else []
    facts += [f"by {one.generation}"] if one.generation else []
    facts += [f"default {one.default}"] if one.default is not None else []
    for word, rule in (("readers", one.readers), ("writers", one.writers)):
        facts += [f"{word} {' or '.join(access(rule)[1:])}"] if rule else []
    key = one.foreign_key
    softly = f", {key.on_soft_delete} when that is deleted softly" if key and key.on_soft_delete else ""
    return ", ".join([*facts, f"-> {key.table}.{key.key} {key.on_delete}{softly}"] if key else facts)


def _type(one: Type) -> str:
    facts = [str(one.length)] if one.length else []
    facts += [f"{one.precision},{one.scale}"] if one.precision else []
    facts += [f"{one.minimum or one.minimum_length or ''}..{one.maximum or ''}"]
    return f"{one.enum or one.base}({' '.join(fact for fact in facts if fact != '..')})"


def _index(one: Index) -> str:
    columns = ", ".join(column.column + (" desc" if column.descending else "") for column in one.columns)
    return f"{'unique ' if one.unique else ''}({columns}): {one.reason}"


def _operation(one: Operation) -> dict[str, Any]:
    listing = one.listing
    facts: dict[str, Any] = {
        "is": f"{one.kind} {one.method} {one.path} [{one.rule}]" + (" inferred" if one.inferred else ""),
        "access": access(one.access),
        "visible": access(one.visible),
        "rows": access(one.rows),
        "parameters": [f"{p.name}: {p.resource}.{p.column}" for p in one.parameters],
        "query": [_property(p) for p in one.query],
        "provider": one.provider,
        "parents": [f"{p.resource} by {p.parameter} in {p.column}" for p in one.parents],
        "request": one.request,
        "answers": [f"{one.success.status} {one.success.schema}".strip(), *(error.status for error in one.errors)],
        "location": one.location,
        "filters": [f.name for f in listing.filters] if listing else [],
        "sorts": [s.name for s in listing.sorts] if listing else [],
        "order": [("-" if s.descending else "") + s.name for s in listing.order] if listing else [],
        "search": list(listing.search) if listing else [],
        "link": f"{one.link.join} {one.link.left_column} {one.link.right_column}" if one.link else "",
        "across": f"{one.across.join} {one.across.column} {one.across.other}" if one.across else "",
        "joining": f"{one.joining.join} {one.joining.values}" if one.joining else "",
        "retry": one.retry,
        "gains": gains(one),
        "cache": _cache(one),
        "partial": one.partial,
    }
    return {key: value for key, value in facts.items() if value}


def _cache(one: Operation) -> str:
    kept = one.cache
    return f"{kept.seconds} s -{kept.jitter_percent} %, until {' or '.join(kept.resources)} is written" if kept else ""


def access(one: Access | None) -> list[str]:
    if one is None:
        return []
    return [one.level, *(grant(it) for it in one.grants)]


def grant(one: Grant) -> str:
    """A grant on a line: `member[owner] team_id>memberships.team_id = user_id`."""
    roles = f"[{' '.join(one.roles)}]" if one.roles else ""
    hops = "".join(f" {hop.column}>{hop.table}.{hop.key}" for hop in one.hops)
    return f"{one.kind}{roles}{hops}" + (f" = {one.principal}" if one.principal else "")


def _property(one: Property) -> str:
    shape = one.schema + ("[]" if one.items else "") if one.schema else _type(one.type) if one.type else "any"
    return f"{one.name}{'' if one.required else '?'}: {shape}{' or null' if one.nullable else ''}"


def _auth(plan: Blueprint) -> dict[str, Any]:
    auth = plan.auth
    found = {name: value for name in auth.__slots__ if (value := getattr(auth, name)) not in ("", (), None)}
    cost = " ".join(f"{name} {value}" for name, value in asdict(found.pop("hashing")).items())
    found |= {"hashing": f"{auth.hashing.algorithm}: {cost}"} if auth.password_property else {}
    found |= {"keys": f"{auth.keys.resource} {auth.keys.header} {auth.keys.prefix}"} if auth.keys else {}
    return found | ({"providers": [_provider(one) for one in auth.providers]} if auth.providers else {})


def _provider(one: Provider) -> str:
    where = one.authorization or one.issuer or "any issuer"
    return f"{one.id} {one.env} {where} email {one.email} by {one.start} {one.callback}"


def gains(one: Operation) -> list[str]:
    """What requirements add to an operation, a line each."""
    return [
        *(_guard(it) for it in one.guards),
        *(f"at most {it.maximum} {it.resource} by {it.column} of {it.owner}, {it.status}" for it in one.ceilings),
        *(f"{it.column} only {_moves(it.moves)}, {it.status}" for it in one.transitions),
        *(f"sets {it.column} = {it.source} {it.value or it.property}".strip() for it in one.effects),
        *(_event(it) for it in one.events),
        *(_draw(it) for it in one.draws),
    ]


def _draw(one: Draw) -> str:
    lines = f"{one.lines} by {one.tie}" if one.tie else one.lines
    told = f"takes {one.amount} of {lines} from {one.stock}.{one.column} of {one.item}>{one.key}"
    return f"{told}, {one.status} says {one.refused_by}"


def _guard(one: Guard) -> str:
    test = one.condition
    hops = "".join(f" {hop.column}>{hop.table}.{hop.key}" for hop in test.hops)
    words = [
        f"refused {'unless' if one.needed else 'while'}{hops} {test.resource}.{test.column} in {list(test.values)}",
        "but for leaving" if one.leaving else "",
        f"when set to {list(one.moving)}" if one.moving else "",
        str(one.status),
    ]
    return ", ".join(word for word in words if word)


def _moves(moves: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    return "; ".join(f"{', '.join(sources) or 'nothing'} -> {target}" for target, sources in moves)


def _event(one: Event) -> str:
    counted = f" with the count of {one.counts} by {one.count_column}" if one.counts else ""
    return (
        f"{one.name} of {one.subject} by {one.key}{counted} to {one.integration} {one.call} in {one.within_seconds} s"
    )
