"""What a rule may look at: the kinds of node, how to walk them, and the words a message may use of each.

A node with parts that are only names (a role on an endpoint, a column of an index) is walked as `Name`,
so that one check kind, `reference`, serves them all.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from groundplan.record import NamedTuple, new
from groundplan.source import Span
from groundplan.spec import model
from groundplan.spec.model import Contradiction, Spec


class Name(NamedTuple):
    """A name used somewhere, and the place of what uses it."""

    name: str
    span: Span


class Entry(NamedTuple):
    """A line of front matter; `key` in lower case."""

    key: str
    value: str
    span: Span


class Item(NamedTuple):
    """A node and what owns it: the entity of a field, the endpoint of a response; itself where nothing does."""

    node: Any
    owner: Any
    span: Span


Walk = Callable[[Iterable[Any]], Iterator[Item]]


class NodeKind(NamedTuple):
    """`walks` are, by part of the Spec ("" is the whole), how its members are walked, each of them by itself.

    `shape` is the node's class, `owner` its owner's; `words` are the placeholders: name -> dotted attribute.
    """

    walks: dict[str, Walk]
    shape: type
    owner: type
    words: dict[str, str]

    def walk(self, spec: Spec) -> Iterator[Item]:
        """The nodes of a Spec in their order."""
        for part, walk in self.walks.items():
            yield from walk(members(spec, part))


def members(spec: Spec, part: str) -> tuple[Any, ...]:
    """What a part of the Spec holds: of a list its members, else the one that it is, if it is there."""
    value = getattr(spec, part) if part else spec
    if value.__class__ is tuple:
        return value
    return () if value is None else (value,)


def _each(nodes: Iterable[Any]) -> Iterator[Item]:
    for node in nodes:
        yield new(Item, (node, node, node.span))


def _inside(inner: str) -> Walk:
    """The nodes `inner` of every owner."""

    def walk(owners: Iterable[Any]) -> Iterator[Item]:
        for owner in owners:
            for node in getattr(owner, inner) or ():
                yield new(Item, (node, owner, node.span))

    return walk


def _spec(specs: Iterable[Spec]) -> Iterator[Item]:
    for spec in specs:
        yield Item(spec, spec, spec.meta.span)


def _meta(metas: Iterable[model.Meta]) -> Iterator[Item]:
    for meta in metas:
        yield Item(meta, meta, Span(meta.span.path, 1))  # where front matter begins


def _meta_fields(metas: Iterable[model.Meta]) -> Iterator[Item]:
    for meta in metas:
        for key, value, span in meta.fields:
            entry = Entry(key.casefold(), value, span)
            yield Item(entry, entry, span)


def _bodies(endpoints: Iterable[model.Endpoint]) -> Iterator[Item]:
    for endpoint in endpoints:
        if endpoint.request_entity:
            yield _named(endpoint.request_entity, endpoint.span, endpoint)
        for response in endpoint.responses:
            if response.entity:
                yield _named(response.entity, response.span, endpoint)


def _response_fields(endpoints: Iterable[model.Endpoint]) -> Iterator[Item]:
    for endpoint in endpoints:
        for response in endpoint.responses:
            for field in response.fields:
                yield Item(field, endpoint, field.span)


def _ends(relations: Iterable[model.Relation]) -> Iterator[Item]:
    for relation in relations:
        yield _named(relation.source, relation.span, relation)
        yield _named(relation.target, relation.span, relation)


def _references(entities: Iterable[model.Entity]) -> Iterator[Item]:
    """What fields point to: `-> User`, `FK users.id`, `REFERENCES users(id)`."""
    for field in (field for entity in entities for field in entity.fields):
        if field.type.target and field.type.base != "unknown" and not _is_bare(field):
            yield _named(field.type.target, field.span, field)


def _named_types(entities: Iterable[model.Entity]) -> Iterator[Item]:
    """Types that are but a name: an entity or a list of values of this SPEC, or a type of a framework."""
    for entity in entities:
        for field in entity.fields:
            if field.type.base != "unknown" and not entity.carrier and _is_bare(field):
                yield Item(Name(field.type.target, field.span), field, field.span)


def _is_bare(field: model.Field) -> bool:
    """Whether nothing points to the target: `Money`, `list[Money]`, `CharField(20)`."""
    before, target, _ = field.raw_type.partition(field.type.target or " ")
    return target.strip() != "" and before.strip("`*[]<>{} \t").lower() in ("", "list", "array", "set", "list<", "set<")


def _index_fields(entities: Iterable[model.Entity]) -> Iterator[Item]:
    for entity in entities:
        for index in entity.indexes:
            for column in index.columns:
                yield _named(column.field, index.span, entity)


def _dependency_fields(entities: Iterable[model.Entity]) -> Iterator[Item]:
    for entity in entities:
        for dependency in entity.dependencies:
            for name in dependency.determinant + dependency.dependent:
                yield _named(name, dependency.span, entity)


def _grants(endpoints: Iterable[model.Endpoint]) -> Iterator[Item]:
    """The roles that calls name themselves; who makes one in an example declares himself there."""
    for endpoint in endpoints:
        if endpoint.access is not None and endpoint.access.origin == "stated":
            for role in endpoint.access.roles:
                yield _named(role, endpoint.access.span, endpoint)


def _mentions(scenarios: Iterable[model.Scenario]) -> Iterator[Item]:
    for scenario in scenarios:
        for requirement in scenario.requirements:
            yield _named(requirement, scenario.span, scenario)


def _named(name: str, span: Span, owner: Any) -> Item:
    return Item(Name(name, span), owner, span)


_ENDPOINT = {"method": "method", "path": "path"}
_OF_ENDPOINT = {"method": "owner.method", "path": "owner.path"}
_OF_ENTITY = {"name": "name", "entity": "owner.name"}
_OF_BODY = {**_OF_ENDPOINT, "name": "name", "type": "raw_type"}
_FACT = {"value": "value", "version": "version"}
_INTEGRATION = {"name": "name", "webhook": "webhook"}
_LIMIT = {"requests": "requests", "seconds": "seconds", "scope": "scope"}

_STATEMENTS = ("requirements", "constraints", "assumptions", "compliance", "unread")
NODES: dict[str, NodeKind] = {
    "spec": NodeKind({"": _spec}, Spec, Spec, {}),
    "meta": NodeKind({"meta": _meta}, model.Meta, model.Meta, {}),
    "meta_field": NodeKind({"meta": _meta_fields}, Entry, Entry, {"key": "key"}),
    "requirement": NodeKind(
        {"requirements": _each}, model.Requirement, model.Requirement, {"id": "id", "text": "text"}
    ),
    "statement": NodeKind(dict.fromkeys(_STATEMENTS, _each), model.Statement, model.Statement, {"text": "text"}),
    "endpoint": NodeKind({"endpoints": _each}, model.Endpoint, model.Endpoint, _ENDPOINT),
    "response": NodeKind(
        {"endpoints": _inside("responses")}, model.Response, model.Endpoint, {**_OF_ENDPOINT, "status": "status"}
    ),
    "body": NodeKind({"endpoints": _bodies}, Name, model.Endpoint, {**_OF_ENDPOINT, "name": "name"}),
    "grant": NodeKind({"endpoints": _grants}, Name, model.Endpoint, {**_OF_ENDPOINT, "name": "name"}),
    "entity": NodeKind({"entities": _each}, model.Entity, model.Entity, {"name": "name"}),
    "field": NodeKind({"entities": _inside("fields")}, model.Field, model.Entity, {**_OF_ENTITY, "type": "raw_type"}),
    "index_field": NodeKind({"entities": _index_fields}, Name, model.Entity, _OF_ENTITY),
    "dependency_field": NodeKind({"entities": _dependency_fields}, Name, model.Entity, _OF_ENTITY),
    "index": NodeKind({"entities": _inside("indexes")}, model.Index, model.Entity, {"entity": "owner.name"}),
    "relation": NodeKind(
        {"relations": _each}, model.Relation, model.Relation, {"source": "source", "target": "target"}
    ),
    "parameter": NodeKind({"endpoints": _inside("parameters")}, model.Field, model.Endpoint, _OF_BODY),
    "request_field": NodeKind({"endpoints": _inside("request")}, model.Field, model.Endpoint, _OF_BODY),
    "response_field": NodeKind({"endpoints": _response_fields}, model.Field, model.Endpoint, _OF_BODY),
    "section": NodeKind({"sections": _each}, model.Section, model.Section, {"title": "title"}),
    "role": NodeKind({"roles": _each}, model.Role, model.Role, {"name": "name"}),
    "term": NodeKind({"glossary": _each}, model.Term, model.Term, {"name": "term"}),
    "claim": NodeKind({"compliance": _each}, model.Statement, model.Statement, {"name": "name"}),
    "rate_limit": NodeKind({"rate_limits": _each}, model.RateLimit, model.RateLimit, _LIMIT),
    "lifetime": NodeKind(
        {"auth": _inside("lifetimes")}, model.Lifetime, model.AuthStatement, {"name": "name", "seconds": "seconds"}
    ),
    "password": NodeKind({"password": _each}, model.PasswordPolicy, model.PasswordPolicy, {"minimum": "minimum"}),
    "framework": NodeKind({"frameworks": _each}, model.Fact, model.Fact, _FACT),
    "database": NodeKind({"databases": _each}, model.Fact, model.Fact, _FACT),
    "origin": NodeKind({"cors": _each}, model.Fact, model.Fact, _FACT),
    "step": NodeKind(
        {"scenarios": _inside("steps")}, model.Step, model.Scenario, {"title": "owner.title", "text": "text"}
    ),
    "contradiction": NodeKind(
        {"contradictions": _each},
        Contradiction,
        Contradiction,
        {"subject": "subject", "value": "value", "other": "other"},
    ),
    "link": NodeKind({"relations": _ends, "entities": _references}, Name, Name, {"name": "name"}),
    "named_type": NodeKind({"entities": _named_types}, Name, model.Field, {"name": "name", "field": "owner.name"}),
    "auth": NodeKind({"auth": _each}, model.AuthStatement, model.AuthStatement, {"scheme": "scheme"}),
    "integration": NodeKind({"integrations": _each}, model.Integration, model.Integration, _INTEGRATION),
    "target": NodeKind({"targets": _each}, model.Target, model.Target, {"text": "text", "value": "value"}),
    "scenario": NodeKind({"scenarios": _each}, model.Scenario, model.Scenario, {"title": "title"}),
    "mention": NodeKind({"scenarios": _mentions}, Name, model.Scenario, {"name": "name", "title": "owner.title"}),
    "foreign": NodeKind({"foreign": _each}, model.Statement, model.Statement, {"text": "text", "language": "name"}),
    "unread": NodeKind({"unread": _each}, model.Statement, model.Statement, {"text": "text", "reason": "name"}),
}


Place = tuple[Span, str, str]


def place(node: Any) -> Place:
    """By what a node is known where it may be another value that says the same: of endpoints, those in a line too."""
    return node.span, getattr(node, "method", ""), getattr(node, "path", "") or getattr(node, "id", "")


def by_place(items: Iterable[Item], spans: Container[Span]) -> dict[Place, Item]:
    """The items of nodes at one of these."""
    return {place(item.node): item for item in items if item.node.span in spans}


def attribute(item: Item, path: str) -> Any:
    """The value at a dotted `path` of the node, or of its owner (`owner.name`); None where a step is absent."""
    return getter(path)(item)


def values(path: str, items: Sequence[Item]) -> list[Any]:
    """The attribute of many items."""
    whole = path if path.startswith("owner.") else f"node.{path}"
    try:
        return list(map(attrgetter(whole), items))
    except AttributeError:  # some lack a step
        return list(map(getter(path), items))


@cache
def getter(path: str) -> Callable[[Item], Any]:
    """What gives the attribute at `path` of an item: asked for of every node of a kind, so made once."""
    first, _, rest = path.partition(".")
    whose, steps = ("owner", rest.split(".")) if first == "owner" else ("node", path.split("."))
    if len(steps) == 1:
        name = steps[0]
        if whose == "node":
            return lambda item: getattr(item.node, name, None)
        return lambda item: getattr(item.owner, name, None)

    def get(item: Item) -> Any:
        value = getattr(item, whose)
        for step in steps:
            if value is None:
                return None
            value = getattr(value, step, None)
        return value

    return get
