"""Running the checks: every check on every subject, one result each, nothing left out silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.verify.actors import Cast
from groundplan.verify.client import Client, Request
from groundplan.verify.contract import Contract
from groundplan.verify.model import Fault, NoAnswerError, Report, Result, Skip, phrase, skip
from groundplan.verify.policy import Known
from groundplan.verify.probe import Probe, Stage
from groundplan.verify.registry import Check, checks
from groundplan.verify.values import Values
from groundplan.verify.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.verify.options import Options

Task = tuple[Check, "Operation | None"]


def run(
    blueprint: Blueprint,
    options: Options,
    progress: Callable[[int, int, Result], None] = lambda _done, _all, _result: None,
    waiting: Callable[[float], None] = lambda _seconds: None,
) -> Report:
    """Check the service at `options.url`. `progress` hears of each result, `waiting` of each pause.

    A service that does not answer fails its checks; ask `reach` first.
    """
    client = Client(options.url, options.timeout, waiting)
    try:
        stage = build_stage(blueprint, options, client)
        tasks = list(_tasks(blueprint, options))
        results: list[Result] = []
        for task in tasks:
            results.append(_result(stage, *task))
            progress(len(results), len(tasks), results[-1])
    finally:
        client.close()
    return Report(service=blueprint.service.id or blueprint.service.title, url=client.url, results=tuple(results))


def reach(options: Options) -> None:
    """See that something answers HTTP there. Raises NoAnswerError when nothing does."""
    client = Client(options.url, options.timeout)
    try:
        client.send(Request(method="GET", path="/health", paced=False))
    finally:
        client.close()


def build_stage(blueprint: Blueprint, options: Options, client: Client) -> Stage:
    """Everything that the checks of one run share."""
    values = Values(blueprint, options.label)
    known = Known()
    cast = Cast(blueprint, options, client, values, known)
    return Stage(
        blueprint=blueprint,
        options=options,
        client=client,
        contract=Contract(blueprint),
        values=values,
        cast=cast,
        world=World(blueprint, client, cast, values, known),
    )


def _tasks(blueprint: Blueprint, options: Options) -> Iterator[Task]:
    for one in checks():
        if (options.only and one.area not in options.only) or one.area in options.skip:
            continue
        subjects: list[Operation | None] = [None] if one.over is None else list(one.over(blueprint))
        for subject in subjects or [None]:
            yield one, subject


def _result(stage: Stage, check: Check, operation: Operation | None) -> Result:
    probe = Probe(stage, operation)
    reason = None
    try:
        if check.over and operation is None:
            raise skip("no_operation")
        check.function(probe)
        if not probe.claims:
            raise skip("nothing_to_check")
    except Skip as why:
        reason = why.reason
    except NoAnswerError as fault:
        probe.faults.append(Fault(phrase("expect.answer"), str(fault)))
    except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError) as fault:
        # What a service answers is not ours: whatever no check foresaw is that check's failure, not the run's end.
        probe.faults.append(Fault(phrase("expect.readable"), f"{type(fault).__name__}: {fault}"))
    return Result(
        id=check.id,
        area=check.area,
        outcome="failed" if probe.faults else "skipped" if reason else "passed",
        operation=operation.id if operation else "",
        endpoint=f"{operation.method} {operation.path}" if operation else "",
        reason=None if probe.faults else reason,
        faults=tuple(probe.faults),
    )
