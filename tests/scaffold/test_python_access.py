"""The table of who may do what: complete, and what the definition of grants says."""

from __future__ import annotations

import pytest

from groundplan.plan import build
from groundplan.plan.model.blueprint import Blueprint
from groundplan.scaffold.python.access_cells import access_cells, access_left_out, access_operations
from groundplan.scaffold.python.operations import has_caller
from tests.plan.handmade import decisions, tasks
from tests.scaffold.specs import hostile

PLANS = {"tasks": build(tasks(), decisions("jwt")), "hostile": build(hostile(), decisions("jwt"))}


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_every_operation_with_a_caller_is_in_the_table_or_said_not_to_be(plan: Blueprint) -> None:
    asked = access_operations(plan)
    said = [line.partition(": ")[0] for line in access_left_out(plan)]
    wanted = [one for one in plan.operations if has_caller(one)]

    assert {one.name.snake for one in asked} == {one.operation for one in access_cells(plan)}
    assert sorted([*said, *(f"{one.method} {one.path}" for one in asked)]) == sorted(
        f"{one.method} {one.path}" for one in wanted
    )
    for one in asked:
        told = {cell.who: cell.told for cell in access_cells(plan) if cell.operation == one.name.snake}
        assert told["ANONYMOUS"] == "401"
        assert len(told) > 1
