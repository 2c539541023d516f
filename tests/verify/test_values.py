"""Values: what the suite calls valid, the emitted schema accepts; what it calls wrong, the schema refuses."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from groundplan.emit.openapi.types import schema_of
from groundplan.plan.model.data import Type
from groundplan.verify.contract import format_checker
from groundplan.verify.patterns import matching
from groundplan.verify.values import Values, same
from tests.verify.service.blueprint import blueprint

TYPES = {
    "string": Type(base="string", length=40),
    "code": Type(base="string", length=3),
    "sku": Type(base="string", length=20, pattern=r"^[A-Z]{3}-\d{4}(-(a|b))?$"),
    "long": Type(base="string", length=200, minimum_length=120),
    "text": Type(base="text", length=5000),
    "email": Type(base="email", length=254),
    "url": Type(base="url", length=2000),
    "password": Type(base="password", length=128, minimum_length=12),
    "int": Type(base="int"),
    "stars": Type(base="int", minimum="1", maximum="5"),
    "negative": Type(base="int", minimum="-9", maximum="-3"),
    "bigint": Type(base="bigint", minimum="0"),
    "float": Type(base="float", minimum="0.5", maximum="9.5"),
    "decimal": Type(base="decimal", precision=6, scale=2, minimum="0"),
    "won": Type(base="decimal", precision=12, scale=0),
    "bool": Type(base="bool"),
    "uuid": Type(base="uuid"),
    "date": Type(base="date"),
    "datetime": Type(base="datetime"),
    "time": Type(base="time"),
    "enum": Type(base="enum", enum="Kind"),
    "list": Type(base="list", item="string", length=5),
}
# No keyword of JSON Schema tells the range of a number in a string: the service does.
RANGES = {("decimal", "minimum"), ("decimal", "maximum"), ("won", "minimum"), ("won", "maximum")}


def _accepts(kind: Type, value: Any) -> bool:
    schema = schema_of(kind, {one.name.pascal: one for one in blueprint().enums})
    return bool(Draft202012Validator(schema, format_checker=format_checker()).is_valid(value))


@pytest.mark.parametrize("name", TYPES)
def test_valid_values_and_edges_are_accepted(name: str) -> None:
    kind, values = TYPES[name], Values(blueprint(), "a")

    tried = [values.valid(kind), values.valid(kind, other=True), *values.extremes(kind)]

    assert [value for value in tried if not _accepts(kind, value)] == []


def test_rows_can_differ_in_a_time_alone() -> None:
    values = Values(blueprint(), "run")
    for base in ("date", "datetime", "time"):
        kind = Type(base=base)
        made = [values.valid(kind) for _ in range(200)]
        assert len({*made, values.valid(kind, other=True)}) == 201


@pytest.mark.parametrize("name", [name for name in TYPES if name != "bool"])
def test_two_choices_differ(name: str) -> None:
    values = Values(blueprint(), "a")

    assert values.valid(TYPES[name]) != values.valid(TYPES[name], other=True)


@pytest.mark.parametrize("name", TYPES)
def test_wrong_values_are_refused(name: str) -> None:
    kind = TYPES[name]
    wrong = [one for one in Values(blueprint(), "a").wrong(kind) if (name, one.rule) not in RANGES]

    assert wrong
    assert [one for one in wrong if _accepts(kind, one.value)] == []


def test_the_label_decides_every_value() -> None:
    def drawn(label: str) -> list[Any]:
        values = Values(blueprint(), label)
        return [values.valid(kind) for kind in (*TYPES.values(), *TYPES.values())]

    assert drawn("a") == drawn("a")
    emails = [values.valid(TYPES["email"]) for values in (Values(blueprint(), "a"), Values(blueprint(), "b"))]
    assert emails[0] != emails[1]


@pytest.mark.parametrize(
    "pattern",
    [r"^#[0-9a-f]{6}$", r"^\d{3}-\d{4}$", r"[a-z]+@x", r"^(red|green)\w*$", r"^[^a]{2,4}$", r"^\S.\s?$", r"^가+$", ""],
)
def test_patterns_are_met_in_many_ways(pattern: str) -> None:
    found = {matching(pattern, seed * 7919) for seed in range(50)}

    assert None not in found


def test_a_pattern_beyond_the_walk_gives_nothing() -> None:
    assert matching(r"(?<=x)(a+)+\1", 1) is None
    assert matching("(", 1) is None


@pytest.mark.parametrize(
    ("kind", "sent", "got", "expected"),
    [
        ("decimal", "1.5", "1.50", True),
        ("decimal", "1.5", 1.5, False),
        ("datetime", "2026-01-15T10:00:00Z", "2026-01-15T10:00:00.000000+00:00", True),
        ("datetime", "2026-01-15T10:00:00Z", "2026-01-15T11:00:00Z", False),
        ("email", "A@x.example", "a@x.example", True),
        ("bool", True, 1, False),
        ("int", 3, 3, True),
        ("string", "a", None, False),
        ("string", None, None, True),
        ("date", "2026-01-15", "2026-01-16", False),
    ],
)
def test_what_came_back_is_compared_by_its_meaning(kind: Any, sent: Any, got: Any, expected: bool) -> None:
    assert same(Type(base=kind), sent, got) is expected
