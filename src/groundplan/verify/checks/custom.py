"""Custom operations: not implemented says so; implemented keeps its stated form."""

from __future__ import annotations

from groundplan.verify import subjects
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check


@check("custom.answer", over=subjects.of_kind("custom"))
def answer(probe: Probe) -> None:
    """A custom operation is 501 in the error form until somebody writes it, and then the stated success."""
    operation = probe.operation
    row, path = probe.target(operation, probe.cast.anybody())
    caller = probe.caller(operation, row)
    reply = probe.perform(operation, path, caller, row.maker if row else probe.cast.anybody())
    if reply.status == 501:
        probe.error(reply, 501)
    else:
        probe.success(operation, reply)
