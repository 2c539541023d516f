"""The hand of a check: it sends, compares with the contract, and collects what is broken.

A check goes on after a fault, so that one run tells all that is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from groundplan.verify import forms, states, subjects
from groundplan.verify.client import Request
from groundplan.verify.model import Fault, Skip, phrase, skip
from groundplan.verify.policy import allows
from groundplan.verify.world import NEEDED

if TYPE_CHECKING:
    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.verify.actors import Actor, Cast, Pairs
    from groundplan.verify.client import Client, Reply
    from groundplan.verify.contract import Contract
    from groundplan.verify.options import Options
    from groundplan.verify.values import Values
    from groundplan.verify.world import Row, World

MOST_FAULTS = 10
SECRET_LENGTH = 8
_MISSING: Any = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What all checks of a run share."""

    blueprint: Blueprint
    options: Options
    client: Client
    contract: Contract
    values: Values
    cast: Cast
    world: World


@dataclass(slots=True)
class Probe:
    """One check at work on one subject."""

    stage: Stage
    subject: Operation | None = None
    faults: list[Fault] = field(default_factory=list)
    claims: int = 0

    @property
    def operation(self) -> Operation:
        """The subject of a check that is made over operations."""
        if self.subject is None:
            raise LookupError("this check has no operation")
        return self.subject

    @property
    def blueprint(self) -> Blueprint:
        """The plan of the service."""
        return self.stage.blueprint

    @property
    def cast(self) -> Cast:
        """The users."""
        return self.stage.cast

    @property
    def world(self) -> World:
        """The rows."""
        return self.stage.world

    @property
    def values(self) -> Values:
        """The values."""
        return self.stage.values

    def claim(self, holds: bool, reply: Reply | None, expected: str, got: object = "", **values: object) -> bool:
        """State `verify.expect.<expected>`; when it does not hold, note the fault with what came instead."""
        self.claims += 1
        if not holds and len(self.faults) < MOST_FAULTS:
            shown = str(got) if got != "" or reply is None else reply.short
            self.faults.append(Fault(phrase(f"expect.{expected}", **values), shown, reply.exchange if reply else None))
        return holds

    def send(
        self,
        operation: Operation,
        path: str,
        actor: Actor | None = None,
        *,
        body: Any = _MISSING,
        query: Pairs = (),
        headers: Pairs = (),
        content: bytes | None = None,
        paced: bool = True,
    ) -> Reply:
        """Run an operation at a path as `actor`, nobody without one."""
        has_body = body is not _MISSING
        if content is None and forms.is_form(operation, body):
            content, headers = forms.form(operation, body), (*headers, forms.HEADER)
        request = Request(
            method=operation.method,
            path=path,
            query=query,
            headers=(*self.cast.headers(actor), *self._conditions(operation, headers)),
            body=body if has_body else None,
            has_body=has_body,
            content=content,
            rule=operation.limit,
            paced=paced,
        )
        return self.deliver(request)

    def perform(
        self, operation: Operation, path: str, caller: Actor | None, maker: Actor, *, full: bool = False
    ) -> Reply:
        """Run an operation with a valid body where it takes one, made of the rows of `maker`."""
        if not operation.request:
            return self.send(operation, path, caller)
        return self.send(operation, path, caller, body=self.world.body(operation, maker, {}, full=full))

    def deliver(self, request: Request) -> Reply:
        """Send any request. No answer may be a 500 or hold a secret that was sent: that is a fault of every check."""
        reply = self.stage.client.send(request)
        self.claim(reply.status != 500, reply, "no_internal_error")
        leaked = any(secret in reply.text for secret in self.stage.client.secrets if len(secret) >= SECRET_LENGTH)
        self.claim(not leaked, reply, "no_secret", f"{reply.status}")
        return reply

    def status(self, reply: Reply, *allowed: int) -> bool:
        """The status is one of `allowed`."""
        return self.claim(reply.status in allowed, reply, "status", status=" / ".join(map(str, allowed)))

    def success(self, operation: Operation, reply: Reply) -> bool:
        """The stated status, with a body that the emitted schema accepts."""
        if not self.status(reply, operation.success.status):
            return False
        fault = self.stage.contract.body_fault(operation, reply)
        return self.claim(not fault, reply, "schema", fault, schema=operation.success.schema or "-")

    def error(self, reply: Reply, *allowed: int, field: str = "") -> bool:
        """One of these error statuses, in the form of the contract, naming `field` when one is given."""
        if not self.status(reply, *allowed):
            return False
        fault = self.stage.contract.error_fault(reply, reply.status)
        if not self.claim(not fault, reply, "error_form", fault):
            return False
        named = self.stage.contract.named_fields(reply)
        return not field or self.claim(field in named, reply, "named", field=field)

    def _conditions(self, operation: Operation, headers: Pairs) -> Pairs:
        """The headers, with those that must be sent; one that is empty is left out."""
        named = {name for name, _ in headers}
        needed = self.world.needed(operation)
        return (
            *(pair for pair in headers if pair[1] or pair[0] not in NEEDED),
            *(one for one in needed if one[0] not in named),
        )

    def may(self, operation: Operation, actor: Actor | None, row: Row | None) -> bool:
        """Whether the SPEC lets `actor` run the operation on what stands under `row`."""
        return allows(operation.access, actor, row.columns if row else None, self.world.known)

    def may_know(self, operation: Operation, actor: Actor | None, row: Row | None) -> bool:
        """Whether the SPEC lets `actor` know that `row` exists."""
        rule = operation.visible
        return rule is None or allows(rule, actor, row.columns if row else None, self.world.known)

    def target(self, operation: Operation, actor: Actor) -> tuple[Row | None, str]:
        """A row that the operation is about (its own, or the one it stands under) and the path to it."""
        key = operation.key
        if operation.caller_column:
            row = self.world.fresh(operation.resource, actor)
            states.meet(self.world, self.blueprint, operation, row)
            return row, self.world.path(operation, row.maker)
        if key and key.resource:
            row = self.world.fresh(key.resource, actor)
            path = self.world.path(operation, actor, row=row)
            if operation.kind == "unlink":
                self._link(operation, path, row)
            states.meet(self.world, self.blueprint, operation, row)
            return row, path
        subject = self.subject_row(operation, actor)
        return subject, self.world.path(operation, actor)

    def newcomer(self, operation: Operation) -> Actor:
        """Somebody without a row of the operation's sort: a new user, else bob, who deletes his. Raises Skip."""
        try:
            return self.cast.fresh()
        except Skip:
            own = (one for one in subjects.own_rows(self.blueprint) if one.path == operation.path)
            delete = next((one for one in own if one.kind == "delete"), None)
            if delete is None:
                raise
            self.send(delete, self.cast.path(delete), self.cast.bob())
            return self.cast.bob()

    def _link(self, operation: Operation, path: str, row: Row) -> None:
        """Make what an unlink takes away. Raises Skip where nothing does."""
        pairs = [one for one in self.blueprint.operations if one.kind == "link" and one.path == operation.path]
        if not pairs:
            raise skip("no_link")
        self.success(pairs[0], self.perform(pairs[0], path, self.caller(pairs[0], row), row.maker))

    def caller(self, operation: Operation, row: Row | None) -> Actor | None:
        """Somebody who may run the operation on `row`: its maker, alice or the admin; nobody where all may."""
        if operation.access.level == "public":
            return None
        return self.world.caller(operation, row.maker if row else self.cast.alice(), row)

    def subject_row(self, operation: Operation, actor: Actor) -> Row | None:
        """The row that the access of a nested collection starts from, None for one at the top."""
        above = [one.resource for one in operation.parents]
        if operation.access.subject in above:
            return self.world.row(operation.access.subject, actor)
        return self.world.row(above[-1], actor) if above else None
