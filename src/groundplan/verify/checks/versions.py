"""Versions: an ETag with each row, 304 for what is known, and no change of what is not as it was read."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from groundplan.plan.model.api import Operation
from groundplan.plan.model.blueprint import Blueprint
from groundplan.verify.model import skip
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check

if TYPE_CHECKING:
    from groundplan.verify.actors import Actor
    from groundplan.verify.client import Reply
    from groundplan.verify.world import Row

WRITERS = 4


def _reads(blueprint: Blueprint) -> list[Operation]:
    return [one for one in blueprint.operations if one.kind == "read" and "ETag" in one.success.headers]


def _changes(blueprint: Blueprint) -> list[Operation]:
    return [one for one in blueprint.operations if one.if_match]


def _updates(blueprint: Blueprint) -> list[Operation]:
    return [one for one in _changes(blueprint) if one.kind in ("update", "replace")]


@check("versions.known", over=_reads)
def known(probe: Probe) -> None:
    """A read tells an ETag; sent back in If-None-Match it is 304 without a body, another one is not."""
    row, path = probe.target(probe.operation, probe.cast.anybody())
    caller = probe.caller(probe.operation, row)
    first = probe.send(probe.operation, path, caller)
    tag = _tag(probe, first)
    same = probe.send(probe.operation, path, caller, headers=(("If-None-Match", tag),))
    if probe.status(same, 304):
        probe.claim(not same.text, same, "no_body", same.text[:80])
    probe.status(probe.send(probe.operation, path, caller, headers=(("If-None-Match", '"another"'),)), 200)


def _tag(probe: Probe, reply: Reply) -> str:
    found = reply.headers.get("ETag", "")
    strong = found.startswith('"') and found.endswith('"') and len(found) > 2
    if not probe.claim(strong, reply, "header", found, name="ETag", value='"…"'):
        raise skip("no_etag")
    return str(found)


@check("versions.compared", over=_changes)
def compared(probe: Probe) -> None:
    """A change with another ETag than the row's is 412; without one it is 428 where one is required."""
    operation = probe.operation
    row, path = probe.target(operation, probe.cast.anybody())
    caller = probe.caller(operation, row)
    stale = _perform(probe, path, caller, row, '"another"')
    probe.error(stale, 412)
    if operation.if_match == "required":
        probe.error(_perform(probe, path, caller, row, ""), 428)
    probe.success(operation, _perform(probe, path, caller, row, _current(probe, row, caller)))


def _guarded(blueprint: Blueprint) -> list[Operation]:
    return [one for one in (*_reads(blueprint), *_changes(blueprint)) if one.access.level == "granted" and one.key]


@check("versions.hidden", over=_guarded)
def hidden(probe: Probe) -> None:
    """Who may not have a row is told nothing of its version: neither that it is the same, nor that it is another."""
    operation, stranger = probe.operation, probe.cast.bob()
    row, path = probe.target(operation, probe.cast.alice())
    if row is None or probe.may(operation, stranger, row):
        raise skip("may_too")
    told = 403 if probe.may_know(operation, stranger, row) else 404
    name = "If-None-Match" if operation.kind == "read" else "If-Match"
    for tag in (_current(probe, row, probe.caller(operation, row)), "*", '"another"'):
        probe.error(_perform(probe, path, stranger, row, tag, name), told)


def _perform(probe: Probe, path: str, caller: Actor | None, row: Row | None, tag: str, name: str = "If-Match") -> Reply:
    maker = row.maker if row else probe.cast.anybody()
    headers = ((name, tag),)
    if not probe.operation.request:
        return probe.send(probe.operation, path, caller, headers=headers)
    return probe.send(
        probe.operation, path, caller, body=probe.world.body(probe.operation, maker, {}, full=True), headers=headers
    )


def _current(probe: Probe, row: Row | None, caller: Actor | None) -> str:
    """The ETag of the row as it is now. Raises Skip where the API reads no single row."""
    reads = [one for one in _reads(probe.blueprint) if one.resource == probe.operation.resource]
    if not reads or row is None:
        raise skip("no_read", resource=probe.operation.resource)
    return _tag(probe, probe.send(reads[0], probe.world.path(reads[0], row.maker, row=row), caller))


@check("versions.race", over=_updates)
def race(probe: Probe) -> None:
    """Of writers that all read the same version one wins; the others are told 412."""
    row, path = probe.target(probe.operation, probe.cast.anybody())
    caller = probe.caller(probe.operation, row)
    tag = _current(probe, row, caller)
    maker = row.maker if row else probe.cast.anybody()
    body = probe.world.body(probe.operation, maker, {}, full=True)
    probe.stage.client.pacer.reserve(probe.operation.limit, WRITERS)

    def write(_: int) -> Reply:
        return probe.send(probe.operation, path, caller, body=body, headers=(("If-Match", tag),))

    with ThreadPoolExecutor(WRITERS) as pool:
        replies = list(pool.map(write, range(WRITERS)))
    statuses = sorted(reply.status for reply in replies)
    probe.claim(statuses == [200] + [412] * (WRITERS - 1), replies[0], "one_winner", statuses)
