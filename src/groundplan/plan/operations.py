"""Which operation an endpoint is: the rows of rules/operations.yaml, tried in order (DESIGN.md section 5).

Light on purpose: `groundplan show` classifies without planning anything else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from groundplan.plan import routes, tables
from groundplan.plan.names import Directory, directory, join_name, key, singular
from groundplan.plan.routes import Route
from groundplan.spec.model import Endpoint, Entity, Relation, Spec


class Classified(NamedTuple):
    """An endpoint as an operation: `rule` is the row that decided, `why` its reason in the SPEC's language.

    `entity` is what it is about, as the SPEC spells it; `join` the join entity that ties it to the entity
    before it in the path or to the caller.
    """

    endpoint: Endpoint
    kind: str
    rule: str
    why: str
    route: Route
    entity: str = ""
    join: str = ""


class Facts(NamedTuple):
    """What conditions may ask about one endpoint."""

    endpoint: Endpoint
    route: Route
    names: Directory
    spec: Spec
    join: str
    references: bool


def classify(spec: Spec) -> tuple[Classified, ...]:
    """Every endpoint of the SPEC, in its order. Raises ResourceError for a malformed table."""
    names = directory(spec)
    base = routes.base_path(spec)
    return tuple(classified(endpoint, spec, names, base) for endpoint in spec.endpoints)


def classified(endpoint: Endpoint, spec: Spec, names: Directory, base: str) -> Classified:
    """One endpoint; `base` is the base path that absolute paths begin with."""
    route = routes.read(routes.relative(endpoint.path, base), names)
    join = _join_between(route, spec, names)
    facts = Facts(endpoint, route, names, spec, join, _references(route, spec))
    row = next(row for row in tables.operation_rules() if holds(row["when"], facts))
    why = row["because"][spec.meta.language]
    through = route.shape == "nested" and row["kind"] != "custom" and _is_related(facts)
    return Classified(endpoint, row["kind"], row["id"], why, route, join if through else route.entity, join)


def holds(when: dict[str, Any], facts: Facts) -> bool:
    """Whether every condition of a row holds."""
    return all(not value or _CONDITIONS[name](value, facts) for name, value in when.items())


def _method(value: list[str], facts: Facts) -> bool:
    return facts.endpoint.method in value


def _shape(value: list[str], facts: Facts) -> bool:
    return facts.route.shape in value


def _last(value: list[str], facts: Facts) -> bool:
    ends_in_row = facts.endpoint.path.endswith("}")
    return not ends_in_row and any(word in value for word in facts.route.last)


def _contains(value: list[str], facts: Facts) -> bool:
    return any(tables.fold(key(word)) in value for word in facts.route.words)


def _auth(_: bool, facts: Facts) -> bool:
    """Only words for authentication or the account stand before the last word, and it names no other thing."""
    allowed = (*tables.words("auth"), *tables.words("account"), *tables.words("prefix"))
    before = [tables.fold(key(word)) for word in facts.route.words[:-1]]
    known = all(word in allowed or word in ("api", "token", "refresh") for word in before)
    about = facts.route.entity in ("", facts.names.account)
    return known and about and not facts.route.parameters


def _access(value: list[str], facts: Facts) -> bool:
    note = facts.endpoint.access
    return (note.kind if note else "none") in value


def _resource(value: str, facts: Facts) -> bool:
    entity = facts.route.entity
    if not entity or value == "any":
        return bool(entity)
    joins = {join_name(relation) for relation in facts.spec.relations if relation.cardinality == "N:M"}
    kind = "account" if entity == facts.names.account else "join" if entity in joins else "entity"
    return kind == value


def _fact(value: str, facts: Facts) -> bool:
    return _FACTS[value](facts)


def _is_webhook(facts: Facts) -> bool:
    stated = (one.webhook for one in facts.spec.integrations if one.webhook)
    base = routes.base_path(facts.spec)
    return routes.relative(facts.endpoint.path, base) in {routes.relative(one, base) for one in stated}


def _is_related(facts: Facts) -> bool:
    return bool(facts.join) and not facts.references


def _is_child(facts: Facts) -> bool:
    """References, or nothing but the path ties them: then the path states the relation.

    Members of something are the rows of a named join table, which does reference it.
    """
    return facts.references or not facts.join or _is_named(facts.join, facts.spec)


def _is_linkable(facts: Facts) -> bool:
    if not facts.join:
        return False
    word = tables.fold(key(facts.route.rest[-1]))
    return word in tables.words("link_verbs") or word in key(facts.join)


def _is_field(facts: Facts) -> bool:
    entity = _entity(facts.spec, facts.route.entity)
    word = tables.fold(facts.route.rest[-1])
    return entity is not None and any(tables.fold(field.name) == word for field in entity.fields)


def _is_singleton(facts: Facts) -> bool:
    """`/cart`: a singular word under which no row is named and none is made is one row a caller."""
    step = facts.route.steps[-1]
    word = singular(step.word)
    base = routes.base_path(facts.spec)
    stem = routes.relative(facts.endpoint.path, base)
    others = ((one.method, routes.relative(one.path, base)) for one in facts.spec.endpoints)
    named = any(path.startswith(stem + "/{") or (method, path) == ("POST", stem) for method, path in others)
    return step.word.lower() == word.kebab and word.plural != word and not named


_FACTS: dict[str, Callable[[Facts], bool]] = {
    "webhook": _is_webhook,
    "related": _is_related,
    "child": _is_child,
    "linkable": _is_linkable,
    "field": _is_field,
    "singleton": _is_singleton,
}
_CONDITIONS: dict[str, Callable[[Any, Facts], bool]] = {
    "method": _method,
    "shape": _shape,
    "last": _last,
    "contains": _contains,
    "auth": _auth,
    "access": _access,
    "resource": _resource,
    "fact": _fact,
}


def _entity(spec: Spec, name: str) -> Entity | None:
    return next((entity for entity in spec.entities if entity.name == name), None)


def _references(route: Route, spec: Spec) -> bool:
    """Whether rows of the last thing point at the one before, by a field or a 1:N relation."""
    if route.parent is None:
        return False
    child, parent = key(route.entity), key(route.parent.entity)
    entity = _entity(spec, route.entity)
    if entity and any(key(field.type.target) == parent for field in entity.fields if field.type.base == "ref"):
        return True
    return any(_points(relation, child, parent) for relation in spec.relations)


def _points(relation: Relation, child: str, parent: str) -> bool:
    if relation.cardinality == "N:M":
        return key(join_name(relation)) == child and parent in (key(relation.source), key(relation.target))
    many_first = relation.cardinality == "N:1"
    many, one = (relation.source, relation.target) if many_first else (relation.target, relation.source)
    return (key(many), key(one)) == (child, parent)


def _join_between(route: Route, spec: Spec, names: Directory) -> str:
    """The join entity between the last two things of a path, or between its row and the caller."""
    if not route.steps:
        return ""
    other = route.parent.entity if route.parent else names.account
    pair = sorted((key(route.entity), key(other)))
    candidates = [one for one in spec.relations if one.cardinality == "N:M"]
    joins = [join_name(one) for one in candidates if sorted((key(one.source), key(one.target))) == pair]
    if not route.parent and route.rest:
        word = singular(route.rest[-1]).human
        joins.sort(key=lambda join: key(word) not in key(join))
    return joins[0] if joins else ""


def _is_named(join: str, spec: Spec) -> bool:
    return any(relation.through == join for relation in spec.relations)
