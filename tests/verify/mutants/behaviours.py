# ruff: noqa: ARG002 - a mutant ignores what it should have looked at
"""Actions, guards and ceilings."""

from __future__ import annotations

from typing import Any

from groundplan.plan.model.api import Operation
from groundplan.plan.model.data import Resource
from groundplan.plan.model.demands import Draw
from tests.verify.mutants.table import breaks
from tests.verify.service.http import Response
from tests.verify.service.problems import Problem
from tests.verify.service.service import Service
from tests.verify.service.store import Row


@breaks("behaviours.action")
class ActsWithoutEffect(Service):
    """The action answers and sets nothing."""

    def effects(self, operation: Operation) -> Row:
        return {}


@breaks("behaviours.refused")
class ForgetsStates(Service):
    """The action is done in every state."""

    def check_state(self, operation: Operation, row: Row) -> None:
        return None


@breaks("behaviours.refused")
class RefusesTooLate(Service):
    """The action is refused, and done all the same."""

    def run_action(self, operation: Operation, caller: Row | None, row: Row, *rest: Any) -> Response:
        response = self.changed(operation, caller, row, self.effects(operation))
        self.check_state(operation, {**row, "kind": row["kind"]})
        return response


@breaks("behaviours.steps")
class TakesEveryStep(Service):
    """A status goes anywhere."""

    def check_steps(self, operation: Operation, row: Row, changes: Row) -> None:
        return None


@breaks("behaviours.steps")
class KnowsOneWayIn(Service):
    """A step that is stated is refused."""

    def check_steps(self, operation: Operation, row: Row, changes: Row) -> None:
        super().check_steps(operation, row, changes)
        if row.get("kind") == "held" and changes.get("kind") == "live":
            raise Problem(409)


@breaks("behaviours.steps")
class StepsBeforeItRefuses(Service):
    """The step is refused, and taken all the same."""

    def stepped(self, operation: Operation, caller: Row | None, row: Row, changes: Row) -> Response:
        was = dict(row)
        response = self.changed(operation, caller, row, changes)
        self.check_steps(operation, was, changes)
        return response


@breaks("behaviours.drawn")
class TakesNothing(Service):
    """What is ordered stays where it is."""

    def take(self, draw: Draw, wanted: list[tuple[Row, int]]) -> None:
        if any(row[draw.column] < number for row, number in wanted):
            raise Problem(draw.status)


@breaks("behaviours.drawn")
class SellsWhatIsNotThere(Service):
    """There may be less than nothing."""

    def take(self, draw: Draw, wanted: list[tuple[Row, int]]) -> None:
        for row, number in wanted:
            row[draw.column] -= number


@breaks("behaviours.drawn")
class LooksAtOneLine(Service):
    """Each line is small enough, and together they are not."""

    def draw(self, operation: Operation, lines: list[tuple[Resource, Row]]) -> None:
        for line in lines:
            super().draw(operation, [line])


@breaks("behaviours.drawn")
class TakesBeforeItRefuses(Service):
    """The create is refused, and what it wanted is gone."""

    def take(self, draw: Draw, wanted: list[tuple[Row, int]]) -> None:
        for row, number in wanted:
            row[draw.column] -= number
        if any(row[draw.column] < 0 for row, _ in wanted):
            raise Problem(draw.status)


@breaks("behaviours.drawn")
class KeepsWhatIsRefused(Service):
    """The create is refused, and the row is there all the same."""

    def draw(self, operation: Operation, lines: list[tuple[Resource, Row]]) -> None:
        try:
            super().draw(operation, lines)
        except Problem:
            order = self.blueprint.resource("Order")
            self.store.insert(order, self.defaults(order))
            raise


@breaks("behaviours.ceiling")
class HasRoomForAll(Service):
    """There is no ceiling."""

    def check_room(self, operation: Operation, row: Row) -> None:
        return None


@breaks("behaviours.ceiling")
class CountsOneTooFew(Service):
    """The ceiling stands one higher than it should."""

    def check_room(self, operation: Operation, row: Row) -> None:
        joined = sum(pair["note_id"] == row["id"] for pair in self.store.tables["note_tags"])
        if any(joined > one.maximum for one in operation.ceilings):
            super().check_room(operation, row)
