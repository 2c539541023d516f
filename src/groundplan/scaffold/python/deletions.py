"""What becomes of rows when the row that they refer to is deleted and stays, and tests of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from groundplan.record import NamedTuple
from groundplan.scaffold.python.operations import variable
from groundplan.scaffold.python.text import attr

if TYPE_CHECKING:
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.model.data import ForeignKey, Resource


class Tie(NamedTuple):
    """Rows of `resource` whose `key` refers to rows that are deleted and stay."""

    resource: Resource
    key: ForeignKey

    @property
    def rule(self) -> str:
        """What becomes of them."""
        return self.key.on_soft_delete


class TieTest(NamedTuple):
    """A row of `root` is deleted; `ties` lead from it to the rows that the test is about."""

    root: Resource
    ties: tuple[Tie, ...]

    @property
    def name(self) -> str:
        """What is tested."""
        last = self.ties[-1]
        return f"{last.resource.name.snake}_{attr(last.key.column)}_when_{self.root.name.snake}_is_deleted"

    @property
    def last(self) -> Tie:
        """The tie that the test is about."""
        return self.ties[-1]


def soft_ties(blueprint: Blueprint) -> list[Tie]:
    """The references whose rows something happens to."""
    return [one for one in _ties(blueprint) if one.rule != "keep"]


def _ties(blueprint: Blueprint) -> Iterator[Tie]:
    return (Tie(one, key) for one in blueprint.resources for key in one.foreign_keys if key.on_soft_delete)


def soft_roots(blueprint: Blueprint) -> list[Resource]:
    """The resources whose rows a DELETE leaves where they are."""
    return [one for one in blueprint.resources if one.soft]


def tie_tests(blueprint: Blueprint) -> list[TieTest]:
    """A test of every reference, from the nearest row that can be deleted so that something happens to it."""
    ties = list(_ties(blueprint))
    waiting = [
        TieTest(one, (tie,)) for one in soft_roots(blueprint) for tie in ties if tie.key.resource == one.name.pascal
    ]
    found: dict[tuple[str, str], TieTest] = {}
    while waiting:
        test = waiting.pop(0)
        place = (test.last.resource.table, test.last.key.column)
        if place in found:
            continue
        found[place] = test
        if test.last.rule == "cascade":
            name = test.last.resource.name.pascal
            waiting += [TieTest(test.root, (*test.ties, tie)) for tie in ties if tie.key.resource == name]
    return list(found.values())


def tied_rows(test: TieTest) -> list[tuple[str, str, str]]:
    """The rows of a test from the root down: their variables, their makers, and the references they are made with."""
    rows = [(variable(test.root.name.pascal), f"make_{test.root.name.snake}", "")]
    for number, tie in enumerate(test.ties):
        above = rows[-1][0]
        own = variable(tie.resource.name.pascal)
        taken = own in {name for name, _, _ in rows}
        given = f"{attr(tie.key.column)}={above}.{attr(tie.key.key)}"
        rows.append((f"{own}{number + 2}" if taken else own, f"make_{tie.resource.name.snake}", given))
    return rows
