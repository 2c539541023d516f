"""Retries: with an Idempotency-Key a create is done once, however often and by however many it is asked for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from groundplan.plan.contract.retries import HEADER
from groundplan.verify.model import skip
from groundplan.verify.registry import check

if TYPE_CHECKING:
    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.verify.client import Reply
    from groundplan.verify.probe import Probe
    from groundplan.verify.world import Plan

RACERS = 6


def _taking(blueprint: Blueprint) -> list[Operation]:
    return [one for one in blueprint.operations if one.retry]


def _ask(probe: Probe, plan: Plan, key: str, *, paced: bool = True) -> Reply:
    return probe.send(probe.operation, plan.path, plan.maker, body=plan.body, headers=((HEADER, key),), paced=paced)


@check("retries.replayed", over=_taking)
def replayed(probe: Probe) -> None:
    """The same key with the same body gets the first answer again; without a key, or with another, it is done anew."""
    plan = probe.world.prepare(probe.operation, probe.cast.anybody())
    key = probe.values.token()
    first = _ask(probe, plan, key)
    if not probe.success(probe.operation, first):
        return
    again = _ask(probe, plan, key)
    if probe.success(probe.operation, again):
        probe.claim(again.fields == first.fields, again, "as_before", str(again.fields))
    anew = _ask(probe, plan, probe.values.token())
    if anew.status == probe.operation.success.status:
        probe.claim(anew.fields != first.fields, anew, "done_anew")
    else:
        probe.error(anew, 409)


@check("retries.reused", over=_taking)
def reused(probe: Probe) -> None:
    """The same key with another body is 422."""
    plan = probe.world.prepare(probe.operation, probe.cast.anybody())
    key = probe.values.token()
    if not probe.success(probe.operation, _ask(probe, plan, key)):
        return
    reply = probe.send(probe.operation, plan.path, plan.maker, body=_other(probe, plan), headers=((HEADER, key),))
    probe.error(reply, 422, field=HEADER)


def _other(probe: Probe, plan: Plan) -> dict[str, Any]:
    """The body with another value in it. Raises Skip where none can be had."""
    operation = probe.operation
    for one in probe.blueprint.schema(operation.request).properties:
        if one.type is not None:
            value = probe.world.value(one, operation.resource, plan.maker, plan.rows, other=True)
            if value not in (plan.body.get(one.name), one.default):
                return {**plan.body, one.name: value}
    raise skip("nothing_to_check")


@check("retries.own", over=_taking)
def own(probe: Probe) -> None:
    """A key is its caller's: nobody is answered what somebody else was."""
    one, other = (probe.world.prepare(probe.operation, actor) for actor in (probe.cast.alice(), probe.cast.bob()))
    if one.maker.name == other.maker.name:
        raise skip("no_identity")
    key = probe.values.token()
    first, second = _ask(probe, one, key), _ask(probe, other, key)
    if probe.success(probe.operation, first) and probe.success(probe.operation, second):
        probe.claim(first.fields != second.fields, second, "done_anew")


@check("retries.race", over=_taking)
def race(probe: Probe) -> None:
    """Of requests at the same time with one key one is done: the others are answered alike, or 409."""
    operation = probe.operation
    plan = probe.world.prepare(operation, probe.cast.anybody())
    key = probe.values.token()
    probe.stage.client.pacer.reserve(operation.limit, RACERS)

    def ask(_: int) -> Any:
        return _ask(probe, plan, key, paced=False)

    with ThreadPoolExecutor(RACERS) as pool:
        replies = list(pool.map(ask, range(RACERS)))
    done = [one for one in replies if one.status == operation.success.status]
    told = ", ".join(str(one.status) for one in replies)
    alike = bool(done) and all(one.fields == done[0].fields for one in done)
    probe.claim(alike, replies[0], "done_once", told)
    for reply in replies:
        if reply.status != operation.success.status:
            probe.error(reply, 409)


@check("retries.needed", over=lambda blueprint: [one for one in _taking(blueprint) if one.retry == "required"])
def needed(probe: Probe) -> None:
    """Where a key is required, a create without one is 400."""
    plan = probe.world.prepare(probe.operation, probe.cast.anybody())
    reply = probe.send(probe.operation, plan.path, plan.maker, body=plan.body, headers=((HEADER, ""),))
    probe.error(reply, 400)
