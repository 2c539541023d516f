"""Hostile names: whatever a SPEC calls its things, every name of the plan is safe and different from its neighbours."""

from __future__ import annotations

import keyword
import re

import pytest

from groundplan.plan import build, problems
from groundplan.plan.model.blueprint import Blueprint
from groundplan.plan.model.data import Resource
from groundplan.plan.words.reading import effect_readings, readings
from groundplan.spec.model import Endpoint, Entity, Field, FieldType, Language, Relation, Requirement, Spec
from groundplan.spec.text.ears import split_clauses
from tests.plan import handmade
from tests.plan.handmade import HERE

_SAFE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
NAMES = (
    'na"me',
    "a'; DROP TABLE users; --",
    "{{ 7*7 }}",
    "{% raw %}",
    "../../etc/passwd",
    "class",
    "import",
    "x" * 200,
    "이름",
    "회원 등급",
    "\u202ertl\u200bzero",
    "",
    "123",
    "__proto__",
    "a\nb",
    "select",
    "id",
    "metadata",
)


def _entity(name: str, fields: tuple[str, ...]) -> Entity:
    return Entity(name, tuple(Field(one, FieldType("string"), HERE) for one in fields), HERE)


def _spec(entities: tuple[Entity, ...]) -> Spec:
    paths = [f"/{one.name}" for one in entities] + [f"/{one.name}/{{{one.name}}}" for one in entities]
    methods = ("GET", "POST", "PUT", "PATCH", "DELETE")
    endpoints = tuple(Endpoint(method, path, HERE, raw=path, summary=path) for path in paths for method in methods)
    relations = tuple(Relation(one.name, entities[0].name, "N:M", HERE, one.name + "tie") for one in entities[1:3])
    return handmade.spec(title='"; rm -rf /', entities=entities, endpoints=endpoints, relations=relations)


def _constraints(resource: Resource) -> list[str]:
    found = [*(one.name for one in resource.indexes), *(one.name for one in resource.checks)]
    return found + [one.name for one in resource.foreign_keys]


def _names(plan: Blueprint) -> list[str]:
    found = [plan.service.name.snake, *(one.id for one in plan.operations), *(one.tag.snake for one in plan.operations)]
    for resource in plan.resources:
        found += [resource.table, resource.name.pascal, *(one.column for one in resource.fields)]
        found += [one.property for one in resource.fields]
        found += _constraints(resource)
    found += [one.name.pascal for one in plan.enums] + [one.name.pascal for one in plan.schemas]
    found += [parameter.name for one in plan.operations for parameter in one.parameters]
    return found + [one.name for schema in plan.schemas for one in schema.properties]


@pytest.mark.parametrize("auth", ["jwt", "none"])
def test_every_name_is_an_identifier_of_reasonable_length(auth: str) -> None:
    plan = build(_spec(tuple(_entity(name, NAMES) for name in NAMES)), handmade.decisions(auth))
    for name in _names(plan):
        assert _SAFE.fullmatch(name), name
        assert len(name) <= 80, name
    assert all(len(name) <= 60 for one in plan.resources for name in _constraints(one))


def test_neighbours_differ() -> None:
    plan = build(_spec(tuple(_entity(name, NAMES) for name in NAMES)), handmade.decisions())
    for group in (
        [one.id for one in plan.operations],
        [one.table for one in plan.resources],
        [one.name.pascal for one in plan.resources],
        [one.name.pascal for one in plan.schemas],
        *([one.column for one in resource.fields] for resource in plan.resources),
        *([one.property.lower() for one in resource.fields] for resource in plan.resources),
        *([one.name for one in schema.properties] for schema in plan.schemas),
        *([one.name for one in operation.parameters] for operation in plan.operations),
        [name for resource in plan.resources for name in _constraints(resource)],
    ):
        assert len(group) == len(set(group)), sorted(one for one in group if group.count(one) > 1)


def test_an_operation_is_never_called_by_a_reserved_word() -> None:
    words = ("import", "delete", "class", "return", "new", "default")
    spec = handmade.spec(endpoints=tuple(Endpoint("POST", f"/{word}", HERE) for word in words))
    names = [one.id for one in build(spec, handmade.decisions("none")).operations]
    assert not [one for one in names if keyword.iskeyword(one) or one in words]


def test_names_that_collide_stay_apart_in_the_order_of_the_spec() -> None:
    entity = _entity("Thing", ("a-b", "a b", "a_b", "aB"))
    plan = build(handmade.spec(entities=(entity,)), handmade.decisions("none"))
    assert [one.column for one in plan.resource("Thing").fields] == ["id", "a_b"]


def test_the_same_thing_in_two_spellings_is_one() -> None:
    first, second = _entity("Users", ("email",)), _entity("user", ("Email", "phone"))
    plan = build(handmade.spec(entities=(first, second)), handmade.decisions("none"))
    assert [one.name.pascal for one in plan.resources] == ["User"]
    assert [one.property for one in plan.resource("User").fields] == ["id", "email", "phone"]


def test_planning_is_a_pure_function() -> None:
    spec = _spec(tuple(_entity(name, NAMES) for name in NAMES))
    assert build(spec, handmade.decisions()) == build(spec, handmade.decisions())
    assert problems(build(spec, handmade.decisions())) == problems(build(spec, handmade.decisions()))


def test_an_empty_spec_is_a_service_with_a_probe() -> None:
    plan = build(handmade.spec(), handmade.decisions("none"))
    assert [(one.method, one.path, one.kind) for one in plan.operations] == [("GET", "/health", "health")]


def test_circles_of_references_end() -> None:
    ring = tuple(
        handmade.entity(name, f"next: -> {target}, required") for name, target in (("A", "B"), ("B", "C"), ("C", "A"))
    )
    own = handmade.entity("Node", "parent: -> Node")
    plan = build(handmade.spec(entities=(*ring, own)), handmade.decisions())
    cyclic = [(one.name.pascal, key.resource) for one in plan.resources for key in one.foreign_keys if key.cyclic]
    assert cyclic == [("C", "A")]
    assert [one.name.pascal for one in plan.resources][:3] == ["User", "C", "B"]


def test_paths_hold_nothing_but_words_and_parameters() -> None:
    written = ("/{{ 7*7 }}", "/../../etc", "/a'b", '/a"b', "/a b", "/회원", "/tasks/{id}:cancel", "/{a}{a}")
    spec = handmade.spec(endpoints=tuple(Endpoint("GET", path, HERE) for path in written))
    plan = build(spec, handmade.decisions("none"))
    paths = [one.path for one in plan.operations]
    assert len(set(paths)) == len(paths) == len(written) + 1
    for path in paths:
        assert re.fullmatch(r"(/|[A-Za-z0-9._~:-]|\{[A-Za-z]\w*\})+", path), path
        assert "/.." not in path


@pytest.mark.parametrize(
    "text",
    [
        "WHILE a " + "thing " * 2000 + "is done, the system SHALL reject changes to it.",
        "WHILE a task is done, the system SHALL reject " + "changes to it and " * 2000 + "nothing.",
        "The system SHALL move an order only through " + " -> ".join(["a"] * 3000) + ".",
        "주문이 " + "배송 " * 3000 + "중인 동안, 시스템은 취소 요청을 거부해야 한다.",
        "WHEN a " + "a" * 280 + " joins, the system SHALL report the " + "b " * 140 + "to " + "c" * 100 + ".",
    ],
)
def test_long_sentences_are_not_read_as_behaviour(text: str) -> None:
    language: Language = "en" if text.isascii() else "ko"
    requirement = Requirement("R-1", "state", text, HERE, "", split_clauses(text), language=language)
    assert list(readings(requirement)) == []
    assert list(effect_readings(requirement)) == []
