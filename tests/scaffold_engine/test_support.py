"""What a scaffold cannot do is said or left to be written, never made wrongly."""

from __future__ import annotations

from dataclasses import replace

import pytest

from groundplan import scaffold
from groundplan.decide.model import Decision, Decisions, SheetRow
from groundplan.plan.model.blueprint import Blueprint, Middleware, Setting, Trace
from groundplan.plan.model.caching import Caching
from groundplan.plan.model.demands import Behaviour, Condition, Event, Guard
from groundplan.scaffold.support import unsupported, within
from tests.plan.handmade import HERE
from tests.scaffold_engine.blueprints import blueprint

FASTAPI = scaffold.load("fastapi")


def test_operations_of_a_kind_that_is_not_implemented_wait_to_be_written() -> None:
    plan = blueprint("x")
    first, *others = plan.operations
    plan = replace(plan, operations=(replace(first, kind="metrics"), *others), features=("op.metrics", "op.read"))
    made = within(plan, FASTAPI)

    assert [one.kind for one in made.operations] == ["custom", "read", "read"]
    assert [(one.status, one.code) for one in made.operations[0].errors] == [(501, "not_implemented")]
    assert made.features == ("op.custom", "op.read")


def test_a_plan_within_reach_stays_as_it_is() -> None:
    plan = blueprint("x")

    assert within(plan, FASTAPI) is plan
    assert within(plan, replace(FASTAPI, operations=())) is plan


def test_the_best_supported_candidate_is_offered_and_none_only_at_last() -> None:
    rows = (SheetRow("session", "Session", 9), SheetRow("none", "No", 8), SheetRow("jwt", "JWT", 2))
    decisions = Decisions((Decision("auth", "session", "Session", "stated", candidates=rows),))
    no_session = replace(FASTAPI, supports={"auth": ("none", "jwt")})
    only_none = replace(FASTAPI, supports={"auth": ("none",)})

    assert [(gap.outcome, gap.best, gap.best_title) for gap in unsupported(decisions, no_session)] == [
        ("session", "jwt", "JWT")
    ]
    assert [gap.best for gap in unsupported(decisions, only_none)] == ["none"]
    assert unsupported(decisions, replace(FASTAPI, supports={"auth": ("session",)})) == ()


def test_extras_that_a_scaffold_does_not_write_are_left_out() -> None:
    plan = blueprint("x")
    kept = Caching(seconds=60, jitter_percent=10, resources=("Shelf",))
    operations = tuple(replace(one, cache=kept) for one in plan.operations)
    plan = replace(plan, operations=operations, features=("cache", "op.read"))

    assert within(plan, replace(FASTAPI, operations=(), extras=("cache",))) is plan
    plain = within(plan, replace(FASTAPI, operations=(), extras=()))

    assert plain.features == ("op.read",)
    assert not any(one.cache for one in plain.operations)


def test_without_traces_nothing_of_them_is_left() -> None:
    layers = tuple(Middleware(id=word, reason="") for word in ("tracing", "request_id"))
    names = ("OTEL_EXPORTER_OTLP_ENDPOINT", "PORT")
    settings = tuple(Setting(name=name, kind="string", default="", description="") for name in names)
    plan = replace(blueprint("x"), features=("traces",), middleware=layers, settings=settings)

    plain = within(plan, replace(FASTAPI, operations=(), extras=()))

    assert plain.features == ()
    assert [one.id for one in plain.middleware] == ["request_id"]
    assert [one.name for one in plain.settings] == ["PORT"]


@pytest.mark.parametrize(("word", "kept"), [("refusals", "events"), ("events", "refusals")])
def test_a_behaviour_that_a_scaffold_does_not_write_is_said_and_not_called_generated(word: str, kept: str) -> None:
    plan = _behaving()
    traces = {"refusals": "R-1", "events": "R-2"}

    assert within(plan, FASTAPI) is plan
    made = within(plan, replace(FASTAPI, extras=("cache", kept)))

    assert [(one.code, one.severity) for one in made.problems] == [("PLN022", "warning")]
    assert traces[word] in made.problems[0].message
    assert {one.id: one.status for one in made.traces} == {traces[word]: "linked", traces[kept]: "generated"}
    assert word not in made.features
    assert {kept, "behaviours"} <= set(made.features)
    assert [one.requirement for one in made.behaviours] == [traces[kept]]


def test_a_plan_without_its_behaviours_has_no_behaviour() -> None:
    made = within(_behaving(), replace(FASTAPI, extras=()))

    assert [one.code for one in made.problems] == ["PLN022", "PLN022"]
    assert not {"refusals", "guards", "events", "behaviours"} & set(made.features)
    assert not any(one.guards or one.events for one in made.operations)


def _behaving() -> Blueprint:
    """A plan with a guard (R-1) and an event (R-2)."""
    plan = blueprint("x")
    first, *others = plan.operations
    guard = Guard(requirement="R-1", condition=Condition(resource="Shelf", column="state", values=("closed",)))
    event = Event(requirement="R-2", name="shelf.read", subject="Shelf", key="id", integration="Mail")
    operations = (replace(first, guards=(guard,), events=(event,)), *others)
    kinds = (("R-1", "guard"), ("R-2", "event"))
    behaviours = tuple(
        Behaviour(rule="x", kind=kind, requirement=name, because="x", operations=(first.id,)) for name, kind in kinds
    )
    traces = tuple(
        Trace(id=name, title="", text="x", pattern="", operations=(first.id,), status="generated", span=HERE)
        for name, _ in kinds
    )
    features = ("behaviours", "events", "guards", "op.read", "refusals")
    return replace(plan, operations=operations, behaviours=behaviours, traces=traces, features=features)
