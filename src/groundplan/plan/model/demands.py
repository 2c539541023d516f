"""What requirements ask of operations: refusals, ceilings, steps of a status, effects and events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from groundplan.plan.model.rights import Hop
from groundplan.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A test of one column: of the operation's own row or, where there are `hops`, of the row that they lead to.

    The operation's own row is that of `Operation.resource`: of a link the row that it starts from, of a create the
    row that was made. `resource` is the one reached. The condition holds when the column has one of `values`
    (literals as the SPEC wrote them; `true` or `false` for booleans).
    """

    resource: str
    column: str
    values: tuple[str, ...]
    hops: tuple[Hop, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """While `condition` holds, the operation is refused with `status`; when `needed`, while it does not hold.

    `leaving` lets a change through that does nothing but end the condition ("other than reopening"). With `moving`,
    only a change that sets the condition's column to one of these values is refused.
    """

    requirement: str
    condition: Condition
    needed: bool = False
    leaving: bool = False
    moving: tuple[str, ...] = ()
    status: int = 409
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """At most `maximum` rows of `resource` may have the same `column`; one more is refused with `status`.

    `column` refers to `key` of the row of `owner` that may have only so many.
    """

    requirement: str
    resource: str
    column: str
    owner: str
    key: str
    maximum: int
    status: int = 409
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """`column` of the operation's own row changes only along `moves`: to a value, from any of some.

    A value that `moves` does not name as a target may be reached from everywhere; setting the value that is there is
    no change. `requirement` is empty where the SPEC lists the steps under none. With `allowing` the SPEC says which
    steps may be taken, not that there are no others: `moves` are then those of all its lists.
    """

    requirement: str
    column: str
    moves: tuple[tuple[str, tuple[str, ...]], ...]
    allowing: bool = False
    status: int = 409
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What an `action` sets in its row: `column` becomes the literal `value`, or what the body sends as `property`.

    `source` says where the value comes from: a literal, the body, the caller's id, or the time of the request.
    """

    column: str
    source: Literal["literal", "body", "caller", "now"]
    value: str = ""
    property: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that must be reported when the operation has been committed: a row of the outbox, sent by the worker.

    `name` is like `team.seat_count`. `integration` is the pascal name of who is told; `call` what of it is asked
    (`POST /seats`), empty where the SPEC names none or several. `within_seconds` is 0 where the SPEC sets no time.

    `subject` is the resource whose key the payload carries: the column `key` of the operation's own row (see
    Condition; for a delete of the row as it was, for a joining create of the row that was made). Where `counts` names
    a resource, the number of its rows whose `count_column` is that key goes with it, taken after the change.
    """

    requirement: str
    name: str
    subject: str
    key: str
    integration: str = ""
    call: str = ""
    within_seconds: int = 0
    counts: str = ""
    count_column: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """What a create takes: of each row of `lines` the number in `amount`, from `column` of the row it refers to.

    `lines` is a part of the created row, tied to it by `tie`, or the created row itself, where `tie` is empty. Its
    `item` refers to `key` of the row of `stock`. Where less than that is left the create is refused with `status`;
    `refusal` is the requirement that says so, `requirement` where none does.
    """

    requirement: str
    lines: str
    tie: str
    amount: str
    item: str
    stock: str
    key: str
    column: str
    refusal: str = ""
    status: int = 409
    span: Span | None = None

    @property
    def refused_by(self) -> str:
        """The requirement that a refusal names."""
        return self.refusal or self.requirement


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """A requirement that a row of rules/behaviours.yaml recognised, and the operations that keep it.

    `kind`: guard, ceiling, toggle, transition, event, effect, transaction, draw, shortage, soft_delete,
    kept (what the operations do anyway is what it asks for). `because` is in the SPEC's
    language.
    """

    rule: str
    kind: str
    requirement: str
    because: str
    operations: tuple[str, ...]
    span: Span | None = None
