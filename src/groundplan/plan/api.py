"""The exposed part of a Blueprint: operations, bodies, access rules and errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from groundplan.naming import Name
from groundplan.plan.caching import Caching
from groundplan.plan.data import Type
from groundplan.source import Span

OperationKind = Literal[
    "list", "create", "read", "replace", "update", "delete", "clear",
    "register", "login", "refresh", "logout", "logout_all", "me_read", "me_update",
    "oauth_providers", "oauth_start", "oauth_callback",
    "link", "unlink", "count", "search", "upload", "export", "webhook_in", "health", "action", "custom",
]  # fmt: skip

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
OPERATION_KINDS: tuple[str, ...] = OperationKind.__args__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property of a body. `field` is the column it fills or shows, empty for what no table stores.

    `items` is True for a list of `schema`; `schema` names another Schema for nested bodies.
    """

    name: str
    type: Type | None = None
    required: bool = False
    nullable: bool = False
    default: str | None = None
    field: str = ""
    schema: str = ""
    items: bool = False
    hidden: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """A named body.

    `kind`: `resource` (what comes back), `create`, `replace`, `update` (all optional), `page` (a list answer),
    `tokens`, `login`, `refresh`, `register`, `providers` and `provider` (who people can sign in with), `event`
    (webhook), `count`, `custom`, `error`, `health`.
    """

    name: Name
    kind: str
    resource: str = ""
    properties: tuple[Property, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One join of an access path: from the row reached so far to the row of `table` whose `key` = its `column`."""

    column: str
    table: str
    key: str
    resource: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One way to be allowed.

    `role`: the caller's own role is one of `roles`.
    `owner`: start at the subject's row, follow `hops`; the row reached has `principal` = the caller's id.
    `member`: the same, where the row reached is one of a join table, and its `role_column`, when named, is in `roles`.
    The same data gives a check of one row and an EXISTS filter of a list.
    """

    kind: Literal["role", "owner", "member"]
    roles: tuple[str, ...] = ()
    hops: tuple[Hop, ...] = ()
    principal: str = ""
    role_column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who may do something: `public`, `authenticated` (anyone signed in), `granted` (any of `grants`), `signature`.

    `subject` is the resource whose row the grants start from: the operation's resource or, for nested lists and
    creates, the parent. Grants of a plain create hold for the row that it makes, and those of an update still hold
    for the changed row: who may not put a row somewhere may not move one there. `spans` are the SPEC places that
    say so; `inferred` when no line does.
    """

    level: Literal["public", "authenticated", "granted", "signature"]
    subject: str = ""
    grants: tuple[Grant, ...] = ()
    spans: tuple[Span, ...] = ()
    inferred: bool = False

    @property
    def roles(self) -> tuple[str, ...]:
        """Global roles that suffice."""
        return tuple(role for grant in self.grants if grant.kind == "role" for role in grant.roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class PathParameter:
    """`{name}` in a path: a row of `resource` by `column`; `resource` is empty where it is only text."""

    name: str
    type: Type
    resource: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """What a nested path stands under: rows have `column` (a foreign key) = the parent row that `parameter` finds.

    Outermost first; each `column` is of the next row down, the last one's of the operation's own rows.
    """

    resource: str
    parameter: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """An equality filter of a list: query parameter `name` compares `column`; `stated` when the SPEC names it."""

    name: str
    column: str
    type: Type
    stated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """A sortable property, or one term of a default order."""

    name: str
    column: str
    descending: bool = False
    stated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """How a list answers. `order` is total: it ends with the primary key. `search` columns are matched by `q`."""

    filters: tuple[Filter, ...] = ()
    sorts: tuple[Sort, ...] = ()
    order: tuple[Sort, ...] = ()
    search: tuple[str, ...] = ()
    pagination: Literal["offset", "cursor"] = "offset"
    default_limit: int = 20
    max_limit: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A row of join resource `join`: `left_column` is the path's resource, `right_column` the other side.

    Path parameter `right_parameter` gives the other side; when it is empty, it is the caller.
    """

    join: str
    left_column: str
    right_column: str
    right_parameter: str = ""
    right_resource: str = ""
    right_visible: Access | None = None
    """Who may know the other side's row; failing it is 404. None: everyone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """On create, the caller joins the new row: a row of `join` with these columns (values are literals)."""

    join: str
    resource_column: str
    caller_column: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One status with its body; `schema` is empty for none, `code` is an error code, `note` a reason."""

    status: int
    schema: str = ""
    code: str = ""
    note: str = ""
    headers: tuple[str, ...] = ()
    media_type: str = "application/json"


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
    no change.
    """

    requirement: str
    column: str
    moves: tuple[tuple[str, tuple[str, ...]], ...]
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
class Behaviour:
    """A requirement that a row of rules/behaviours.yaml recognised, and the operations that keep it.

    `kind`: guard, ceiling, toggle, transition, event, effect, transaction. `because` is in the SPEC's language.
    """

    rule: str
    kind: str
    requirement: str
    because: str
    operations: tuple[str, ...]
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One endpoint, resolved.

    `path` is the full template without the base path; `under_base` False for paths outside it (health).
    `visible` says who may know that the subject row exists: failing it is 404, passing it but failing `access` 403.
    For lists it is the row filter. `location` is the path template of the created row, empty where none reads it.
    `limit` names the rate limit rule that counts it; `cache` is None where every answer is read anew.
    `rule` is the row of rules/operations.yaml that classified it. `if_match`: the header is compared, 412, and where
    it is required missed, 428. `query` are query parameters that no listing explains. `provider` is who the path signs
    in with, where it names one.
    """

    id: str
    name: Name
    kind: OperationKind
    method: str
    path: str
    tag: Name
    summary: str
    description: str = ""
    resource: str = ""
    parameters: tuple[PathParameter, ...] = ()
    parents: tuple[Parent, ...] = ()
    query: tuple[Property, ...] = ()
    provider: str = ""
    access: Access
    visible: Access | None = None
    rows: Access | None = None
    """A further filter of a nested list: its rows, where not everyone who may see the parent may see them."""
    request: str = ""
    media_type: str = "application/json"
    success: Answer
    errors: tuple[Answer, ...] = ()
    listing: Listing | None = None
    link: Link | None = None
    joining: Joining | None = None
    guards: tuple[Guard, ...] = ()
    if_match: Literal["", "optional", "required"] = ""
    ceilings: tuple[Ceiling, ...] = ()
    transitions: tuple[Transition, ...] = ()
    effects: tuple[Effect, ...] = ()
    events: tuple[Event, ...] = ()
    location: str = ""
    limit: str = "default"
    cache: Caching | None = None
    requirements: tuple[str, ...] = ()
    rule: str = ""
    inferred: bool = False
    under_base: bool = True
    span: Span | None = None

    @property
    def refuses(self) -> bool:
        """Whether a caller who is signed in can be refused with 403: those who may not even know get 404."""
        if self.access.level != "granted":
            return False
        return self.visible is None or set(self.visible.grants) != set(self.access.grants)

    @property
    def key(self) -> PathParameter | None:
        """The parameter that identifies the operation's own row, None for collections."""
        own = [one for one in self.parameters if one.resource == self.resource]
        return own[-1] if own and not self.is_collection else None

    @property
    def is_collection(self) -> bool:
        """True when the path ends in a collection, not in a row."""
        return not self.path.endswith("}") and self.kind in ("list", "create", "clear", "count", "search", "export")


def answers_to_cookies(operation: Operation) -> bool:
    """Whether an operation changes something for whoever a cookie says is calling, or signs somebody in."""
    protected = operation.access.level in ("authenticated", "granted")
    return operation.kind == "login" or (protected and operation.method not in SAFE_METHODS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorKind:
    """A row of the error catalogue."""

    code: str
    status: int
    message: str
