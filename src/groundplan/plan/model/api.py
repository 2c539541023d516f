"""The exposed part of a Blueprint: operations, bodies, access rules and errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from groundplan.naming import Name
from groundplan.plan.model.caching import Caching
from groundplan.plan.model.data import Type
from groundplan.plan.model.demands import Ceiling, Draw, Effect, Event, Guard, Transition
from groundplan.plan.model.rights import Access
from groundplan.source import Span

OperationKind = Literal[
    "list", "create", "read", "replace", "update", "delete", "clear",
    "register", "login", "refresh", "token", "logout", "logout_all", "me_read", "me_update",
    "oauth_providers", "oauth_start", "oauth_callback",
    "link", "unlink", "count", "search", "upload", "download", "export", "webhook_in", "health", "metrics",
    "action", "custom",
]  # fmt: skip

_COLLECTIONS = ("list", "create", "upload", "clear", "count", "search", "export")
OPERATION_KINDS: tuple[str, ...] = OperationKind.__args__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property of a body. `field` is the column it fills or shows, empty for what no table stores.

    `items` is True for a list of `schema`; `schema` names another Schema for nested bodies. A list has at least `least`
    and at most `most` items, where that is not 0.
    """

    name: str
    type: Type | None = None
    required: bool = False
    nullable: bool = False
    default: str | None = None
    field: str = ""
    schema: str = ""
    items: bool = False
    least: int = 0
    most: int = 0
    hidden: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """A named body.

    `kind`: `resource` (what comes back), `create`, `replace`, `update` (all optional), `page` (a list answer),
    `tokens`, `grant` (what a program asks a token with), `granted` (that token), `refusal` (why there is none),
    `login`, `refresh`, `register`, `providers` and `provider` (who people can sign in with), `key` (an API key as
    it is shown once), `event` (webhook), `count`, `custom`, `error`, `health`.
    """

    name: Name
    kind: str
    resource: str = ""
    properties: tuple[Property, ...] = ()


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

    Where the path names none, it is the one whose `caller_column` is the caller.
    Outermost first; each `column` is of the next row down, the last one's of the operation's own rows. It is empty
    where a join table ties the two: see `Across`.
    """

    resource: str
    parameter: str
    column: str
    caller_column: str = ""


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
class Across:
    """A list of what `join` ties to the row above: its rows have `column` = that row and `other` = the listed one."""

    join: str
    column: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """On create, the caller joins the new row: a row of `join` with these columns (values are literals)."""

    join: str
    resource_column: str
    caller_column: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileType:
    """A type that a file may have: the endings of its names, and how its content is known.

    By one of `heads` at its beginning (hexadecimal, `.` for any), by being `text`, by a `part` that the zip has.
    """

    id: str
    endings: tuple[str, ...]
    heads: tuple[str, ...] = ()
    text: bool = False
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRule:
    """What an upload takes in the part `part` of its form; `max_bytes` 0: as much as the settings say.

    `requirements` are those that say something of the file.
    """

    part: str
    types: tuple[FileType, ...]
    max_bytes: int = 0
    requirements: tuple[str, ...] = ()


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
class Shown:
    """A request (`status` 0) or an answer that the SPEC shows; `example` and `schema` are JSON, empty for none."""

    status: int
    media_type: str
    example: str = ""
    schema: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A parameter that the SPEC declares, whether or not the operation serves it. `type` is None for any text."""

    name: str
    place: Literal["path", "query", "header"]
    type: Type | None = None
    values: tuple[str, ...] = ()
    required: bool = False
    default: str | None = None
    example: str | None = None
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One endpoint, resolved.

    `path` is the full template without the base path; `under_base` False for paths outside it (health).
    `visible` says who may know that the subject row exists: failing it is 404, passing it but failing `access` 403.
    `rows` filters what an operation on many shows. `location` is the path template of the created row, empty where
    none reads it; its last value is `location_key`, a column of the row.
    `limit` names the rate limit rule that counts it; `cache` is None where every answer is read anew.
    `rule` is the row of rules/operations.yaml that classified it. `if_match`: the header is compared, 412, and where
    it is required missed, 428. `retry`: an Idempotency-Key is taken, so that asking
    again does not do it again. `query` are query parameters that no listing explains. `declared` and `shown` are what
    the SPEC says of parameters and bodies, served or not: only the contract tells of it. `provider` is who the path
    signs in with, where it names one.
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
    declared: tuple[Declared, ...] = ()
    shown: tuple[Shown, ...] = ()
    provider: str = ""
    access: Access
    visible: Access | None = None
    rows: Access | None = None
    """Who may know of each row of a list, search, count, export or clear; None where whoever may call it may."""
    caller_column: str = ""
    """The reference by which its row is the caller's, the only one of its account: the path names none."""
    on_demand: bool = False
    """Whether the caller's row, its own or the one above, is made where there is none: nothing else makes it."""
    request: str = ""
    media_type: str = "application/json"
    success: Answer
    made: Answer | None = None
    """What a replace of such a row answers where there was none and it made it."""
    errors: tuple[Answer, ...] = ()
    listing: Listing | None = None
    link: Link | None = None
    across: Across | None = None
    joining: Joining | None = None
    file: FileRule | None = None
    """What an upload takes; of a download, what it may give back."""
    guards: tuple[Guard, ...] = ()
    if_match: Literal["", "optional", "required"] = ""
    retry: Literal["", "optional", "required"] = ""
    ceilings: tuple[Ceiling, ...] = ()
    transitions: tuple[Transition, ...] = ()
    effects: tuple[Effect, ...] = ()
    events: tuple[Event, ...] = ()
    draws: tuple[Draw, ...] = ()
    location: str = ""
    location_key: str = ""
    limit: str = "default"
    cache: Caching | None = None
    partial: bool = False
    """Whether what it answers hangs on who asks: it shows fields that only some of those who call may see."""
    requirements: tuple[str, ...] = ()
    rule: str = ""
    inferred: bool = False
    under_base: bool = True
    span: Span | None = None

    @property
    def rules(self) -> tuple[Access, ...]:
        """All that is said of who may: call, know of the row, see each of many."""
        return tuple(one for one in (self.access, self.visible, self.rows) if one is not None)

    @property
    def makes_row(self) -> bool:
        """Whether there may be one row more afterwards, of the operation's own sort."""
        return self.kind in ("create", "upload") or self.made is not None

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
        return not self.path.endswith("}") and self.kind in _COLLECTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorKind:
    """A row of the error catalogue."""

    code: str
    status: int
    message: str
