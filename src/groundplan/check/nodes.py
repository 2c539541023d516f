"""What a rule may look at: the kinds of node, how to walk them, and the words a message may use of each.

A node with parts that are only names (a role on an endpoint, a column of an index) is walked as `Name`,
so that one check kind, `reference`, serves them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from groundplan.record import NamedTuple
from groundplan.source import Span
from groundplan.spec import model
from groundplan.spec.contradictions import Contradiction
from groundplan.spec.model import Spec


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


class NodeKind(NamedTuple):
    """`shape` is the node's class, `owner` its owner's; `words` are the placeholders: name -> dotted attribute."""

    walk: Callable[[Spec], Iterator[Item]]
    shape: type
    owner: type
    words: dict[str, str]


def _each(part: str) -> Callable[[Spec], Iterator[Item]]:
    def walk(spec: Spec) -> Iterator[Item]:
        for node in getattr(spec, part):
            yield Item(node, node, node.span)

    return walk


def _inside(part: str, inner: str) -> Callable[[Spec], Iterator[Item]]:
    """The nodes `inner` of every node of `part`, which owns them."""

    def walk(spec: Spec) -> Iterator[Item]:
        for owner in getattr(spec, part):
            for node in getattr(owner, inner) or ():
                yield Item(node, owner, node.span)

    return walk


def _spec(spec: Spec) -> Iterator[Item]:
    yield Item(spec, spec, spec.meta.span)


def _meta(spec: Spec) -> Iterator[Item]:
    yield Item(spec.meta, spec.meta, Span(spec.meta.span.path, 1))  # where front matter begins


def _meta_fields(spec: Spec) -> Iterator[Item]:
    for key, value, span in spec.meta.fields:
        entry = Entry(key.casefold(), value, span)
        yield Item(entry, entry, span)


def _bodies(spec: Spec) -> Iterator[Item]:
    for endpoint in spec.endpoints:
        if endpoint.request_entity:
            yield _named(endpoint.request_entity, endpoint.span, endpoint)
        for response in endpoint.responses:
            if response.entity:
                yield _named(response.entity, response.span, endpoint)


def _response_fields(spec: Spec) -> Iterator[Item]:
    for endpoint in spec.endpoints:
        for response in endpoint.responses:
            for field in response.fields:
                yield Item(field, endpoint, field.span)


def _password(spec: Spec) -> Iterator[Item]:
    if spec.password is not None:
        yield Item(spec.password, spec.password, spec.password.span)


def _links(spec: Spec) -> Iterator[Item]:
    for relation in spec.relations:
        yield _named(relation.source, relation.span, relation)
        yield _named(relation.target, relation.span, relation)
    for entity in spec.entities:
        for field in entity.fields:
            if field.type.target and field.type.base != "unknown":  # of an unknown type another rule speaks
                yield _named(field.type.target, field.span, field)


def _index_fields(spec: Spec) -> Iterator[Item]:
    for entity in spec.entities:
        for index in entity.indexes:
            for column in index.columns:
                yield _named(column.field, index.span, entity)


def _dependency_fields(spec: Spec) -> Iterator[Item]:
    for entity in spec.entities:
        for dependency in entity.dependencies:
            for name in dependency.determinant + dependency.dependent:
                yield _named(name, dependency.span, entity)


def _grants(spec: Spec) -> Iterator[Item]:
    for endpoint in spec.endpoints:
        if endpoint.access is not None:
            for role in endpoint.access.roles:
                yield _named(role, endpoint.access.span, endpoint)


def _mentions(spec: Spec) -> Iterator[Item]:
    for scenario in spec.scenarios:
        for requirement in scenario.requirements:
            yield _named(requirement, scenario.span, scenario)


def _statements(spec: Spec) -> Iterator[Item]:
    for part in (spec.requirements, spec.constraints, spec.assumptions, spec.compliance, spec.unread):
        for node in part:
            yield Item(node, node, node.span)


def _named(name: str, span: Span, owner: Any) -> Item:
    return Item(Name(name, span), owner, span)


_ENDPOINT = {"method": "method", "path": "path"}
_OF_ENDPOINT = {"method": "owner.method", "path": "owner.path"}
_OF_ENTITY = {"name": "name", "entity": "owner.name"}
_OF_BODY = {**_OF_ENDPOINT, "name": "name", "type": "raw_type"}
_FACT = {"value": "value", "version": "version"}
_INTEGRATION = {"name": "name", "webhook": "webhook"}
_LIMIT = {"requests": "requests", "seconds": "seconds", "scope": "scope"}

NODES: dict[str, NodeKind] = {
    "spec": NodeKind(_spec, Spec, Spec, {}),
    "meta": NodeKind(_meta, model.Meta, model.Meta, {}),
    "meta_field": NodeKind(_meta_fields, Entry, Entry, {"key": "key"}),
    "requirement": NodeKind(_each("requirements"), model.Requirement, model.Requirement, {"id": "id", "text": "text"}),
    "statement": NodeKind(_statements, model.Statement, model.Statement, {"text": "text"}),
    "endpoint": NodeKind(_each("endpoints"), model.Endpoint, model.Endpoint, _ENDPOINT),
    "response": NodeKind(
        _inside("endpoints", "responses"), model.Response, model.Endpoint, {**_OF_ENDPOINT, "status": "status"}
    ),
    "body": NodeKind(_bodies, Name, model.Endpoint, {**_OF_ENDPOINT, "name": "name"}),
    "grant": NodeKind(_grants, Name, model.Endpoint, {**_OF_ENDPOINT, "name": "name"}),
    "entity": NodeKind(_each("entities"), model.Entity, model.Entity, {"name": "name"}),
    "field": NodeKind(_inside("entities", "fields"), model.Field, model.Entity, {**_OF_ENTITY, "type": "raw_type"}),
    "index_field": NodeKind(_index_fields, Name, model.Entity, _OF_ENTITY),
    "dependency_field": NodeKind(_dependency_fields, Name, model.Entity, _OF_ENTITY),
    "index": NodeKind(_inside("entities", "indexes"), model.Index, model.Entity, {"entity": "owner.name"}),
    "relation": NodeKind(_each("relations"), model.Relation, model.Relation, {"source": "source", "target": "target"}),
    "parameter": NodeKind(_inside("endpoints", "parameters"), model.Field, model.Endpoint, _OF_BODY),
    "request_field": NodeKind(_inside("endpoints", "request"), model.Field, model.Endpoint, _OF_BODY),
    "response_field": NodeKind(_response_fields, model.Field, model.Endpoint, _OF_BODY),
    "section": NodeKind(_each("sections"), model.Section, model.Section, {"title": "title"}),
    "role": NodeKind(_each("roles"), model.Role, model.Role, {"name": "name"}),
    "term": NodeKind(_each("glossary"), model.Term, model.Term, {"name": "term"}),
    "claim": NodeKind(_each("compliance"), model.Statement, model.Statement, {"name": "name"}),
    "rate_limit": NodeKind(_each("rate_limits"), model.RateLimit, model.RateLimit, _LIMIT),
    "lifetime": NodeKind(
        _inside("auth", "lifetimes"), model.Lifetime, model.AuthStatement, {"name": "name", "seconds": "seconds"}
    ),
    "password": NodeKind(_password, model.PasswordPolicy, model.PasswordPolicy, {"minimum": "minimum"}),
    "framework": NodeKind(_each("frameworks"), model.Fact, model.Fact, _FACT),
    "database": NodeKind(_each("databases"), model.Fact, model.Fact, _FACT),
    "origin": NodeKind(_each("cors"), model.Fact, model.Fact, _FACT),
    "step": NodeKind(
        _inside("scenarios", "steps"), model.Step, model.Scenario, {"title": "owner.title", "text": "text"}
    ),
    "contradiction": NodeKind(
        _each("contradictions"),
        Contradiction,
        Contradiction,
        {"subject": "subject", "value": "value", "other": "other"},
    ),
    "link": NodeKind(_links, Name, Name, {"name": "name"}),
    "auth": NodeKind(_each("auth"), model.AuthStatement, model.AuthStatement, {"scheme": "scheme"}),
    "integration": NodeKind(_each("integrations"), model.Integration, model.Integration, _INTEGRATION),
    "target": NodeKind(_each("targets"), model.Target, model.Target, {"text": "text", "value": "value"}),
    "scenario": NodeKind(_each("scenarios"), model.Scenario, model.Scenario, {"title": "title"}),
    "mention": NodeKind(_mentions, Name, model.Scenario, {"name": "name", "title": "owner.title"}),
    "foreign": NodeKind(_each("foreign"), model.Statement, model.Statement, {"text": "text", "language": "name"}),
    "unread": NodeKind(_each("unread"), model.Statement, model.Statement, {"text": "text", "reason": "name"}),
}


def attribute(item: Item, path: str) -> Any:
    """The value at a dotted `path` of the node, or of its owner (`owner.name`); None where a step is absent."""
    return getter(path)(item)


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
