"""What became of each requirement, for the README: the operations that keep it, and where their tests are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from groundplan.plan.model.blueprint import Blueprint

_MOST = 4


class Outcome(NamedTuple):
    """A requirement: `because` is empty where no rule of behaviour read it; long lists of operations are cut."""

    id: str
    status: str
    because: str
    operations: tuple[str, ...]
    tests: tuple[str, ...]
    more: int


def outcomes(blueprint: Blueprint) -> list[Outcome]:
    """Every requirement that has an id, in the order of the SPEC."""
    kept = {one.requirement: one for one in blueprint.behaviours}
    found = []
    for trace in blueprint.traces:
        behaviour = kept.get(trace.id)
        names = dict.fromkeys((*(behaviour.operations if behaviour else ()), *trace.operations))
        operations = [blueprint.operation(one) for one in names]
        shown = operations[:_MOST]
        tests = dict.fromkeys(f"tests/e2e/test_{one.tag.snake}.py" for one in shown)
        found.append(
            Outcome(
                id=trace.id,
                status=trace.status,
                because=behaviour.because if behaviour else "",
                operations=tuple(f"{one.method} {one.path}" for one in shown),
                tests=tuple(tests),
                more=len(operations) - len(shown),
            )
        )
    return [one for one in found if one.id]
