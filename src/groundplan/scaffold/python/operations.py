"""Operations in Python: path values, signatures, answers and the order of their checks."""

from __future__ import annotations

import builtins
import re
from typing import TYPE_CHECKING

from groundplan.naming import Name
from groundplan.plan.operations.concurrency import TAGS_LENGTH
from groundplan.record import NamedTuple
from groundplan.scaffold.python.schemas import has_query, property_attr
from groundplan.scaffold.python.text import attr, comment, doc, literal
from groundplan.scaffold.python.types import path_type, python_type
from groundplan.scaffold.reserved import is_reserved

if TYPE_CHECKING:
    from groundplan.plan.model.api import Filter, Operation, Parent
    from groundplan.plan.model.blueprint import Auth, Blueprint, Provider
    from groundplan.plan.model.data import Field, Resource

_CLAIM_LENGTH = 255
_SHORT = frozenset({"id", "slug", "key", "code", "name", "uuid"})
_SECRET_KINDS = frozenset({"login", "refresh", "token"})
_READS = frozenset({"list", "read", "me_read", "count", "search", "export", "download"})
_SENT = {"webhook_in": "delivery", "token": "call", "upload": "*form"}
_FILES = {"export": "CsvFile", "download": "Download"}


class Argument(NamedTuple):
    """A path value: its name in Python and on the wire, its type in Python and on the wire, and its row."""

    name: str
    wire: str
    type: str
    reads: str
    resource: str
    column: str


def arguments(operation: Operation) -> list[Argument]:
    """The path values of an operation; `{id}` of a task is called task_id."""
    return [
        Argument(_name(one.name, one.resource), one.name, python_type(one.type), path_type(one.type), one.resource,
                 one.column)
        for one in operation.parameters
    ]  # fmt: skip


def _name(wire: str, resource: str) -> str:
    plain = Name.of(wire).snake
    name = attr(f"{Name.of(resource).snake}_{plain}" if resource and plain in _SHORT else plain)
    return f"{name}_" if _is_taken(name) or name == variable(resource) else name


def argument(operation: Operation, wire: str) -> Argument:
    """The path value `{wire}`."""
    return next(one for one in arguments(operation) if one.wire == wire)


def own_argument(operation: Operation) -> Argument | None:
    """The value that finds the operation's own row: of the path, or who calls."""
    if operation.caller_column:
        return Argument("caller.id", "", "", "", operation.resource, operation.caller_column)
    parents = {one.parameter for one in operation.parents}
    own = [one for one in arguments(operation) if one.resource == operation.resource and one.wire not in parents]
    return own[-1] if own else None


def variable(resource: str) -> str:
    """What a row of a resource is called in a function."""
    name = attr(Name.of(resource).snake)
    return f"{name}_row" if _is_taken(name) else name


def _is_taken(name: str) -> bool:
    return is_reserved(name) or hasattr(builtins, name)


class Step(NamedTuple):
    """A parent row on the way: where it is found, and the condition that ties it to the one before.

    `own`: it is the caller's, and made where there is none.
    """

    variable: str
    resource: str
    argument: str
    column: str
    tie: str
    own: bool = False


def steps(operation: Operation, blueprint: Blueprint) -> list[Step]:
    """The parents of an operation, outermost first."""
    found: list[Step] = []
    for index, parent in enumerate(operation.parents):
        tie = _tie(operation.parents[index - 1], parent.resource, blueprint) if index else ""
        value = argument(operation, parent.parameter) if parent.parameter else None
        name, column = (value.name, value.column) if value else ("caller.id", parent.caller_column)
        own = bool(parent.caller_column) and operation.on_demand
        found.append(Step(variable(parent.resource), parent.resource, name, attr(column), tie, own))
    return found


def _tie(outer: Parent, inner: str, blueprint: Blueprint) -> str:
    """The condition on rows of `inner` that they stand under the row of `outer`, where they refer to it."""
    fields = blueprint.resource(inner).fields
    if not any(one.column == outer.column and one.foreign_key for one in fields):
        return ""
    key = blueprint.resource(inner).field(outer.column).foreign_key
    return f"models.{inner}.{attr(outer.column)} == {variable(outer.resource)}.{attr(key.key)}" if key else ""


def ties(operation: Operation, blueprint: Blueprint) -> list[str]:
    """The conditions on the operation's own rows that they stand under the parents."""
    found = (_tie(parent, operation.resource, blueprint) for parent in operation.parents if operation.resource)
    return [one for one in found if one]


def across_ends(operation: Operation, blueprint: Blueprint) -> list[str]:
    """Of a list through a join table: the key of the listed rows, and the value that ties the join to the row above."""
    across = operation.across
    if across is None:
        return []
    join = blueprint.resource(across.join)
    own, above = join.field(across.other).foreign_key, join.field(across.column).foreign_key
    if own is None or above is None:
        return []
    return [attr(own.key), f"{variable(above.resource)}.{attr(above.key)}"]


def parent_values(operation: Operation, blueprint: Blueprint) -> list[str]:
    """The attributes that a created row takes from the parents, as keyword arguments."""
    found = [(parent, _tie(parent, operation.resource, blueprint)) for parent in operation.parents]
    return [f"{attr(parent.column)}={tie.partition(' == ')[2]}" for parent, tie in found if tie]


def has_caller(operation: Operation) -> bool:
    """Whether the operation knows who calls."""
    return operation.access.level in ("authenticated", "granted")


def asks_who(operation: Operation) -> bool:
    """Whether anybody may call, and what they see hangs on who they are."""
    return operation.partial and operation.method == "GET" and not has_caller(operation)


def has_exchange(operation: Operation) -> bool:
    """Whether the operation looks at the request itself, or adds headers to its answer."""
    asks = bool(operation.if_match or operation.retry or operation.made)
    return asks or sets_cookies(operation) or "ETag" in operation.success.headers


def needs_retry_key(blueprint: Blueprint) -> bool:
    """Whether some create is refused without an Idempotency-Key."""
    return any(one.retry == "required" for one in blueprint.operations)


def tags_length(_blueprint: Blueprint) -> int:
    """How long If-Match and If-None-Match may be."""
    return TAGS_LENGTH


def sets_cookies(operation: Operation) -> bool:
    """Whether the operation begins or ends something that a cookie proves."""
    return "Set-Cookie" in operation.success.headers


def service_parameters(operation: Operation) -> list[str]:
    """What the function that does the operation takes."""
    return [
        "session: Session",
        *(["exchange: Exchange"] if has_exchange(operation) else []),
        *(["caller: Caller"] if has_caller(operation) else []),
        *(["caller: Caller | None"] if asks_who(operation) else []),
        *(f"{one.name}: {one.type}" for one in arguments(operation)),
        *([f"query: schemas.{operation.name.pascal}Query"] if has_query(operation) else []),
        *_body(operation),
        *(["upload: Upload"] if operation.kind == "upload" else []),
        *(["settings: Settings"] if _takes_settings(operation) else []),
        *(["secret: str"] if operation.kind == "webhook_in" else []),
    ]


_READ_WHOLE = {"webhook_in": "delivery: Delivery", "token": "call: TokenCall"}
"""What is read of requests whose body says not all."""


def _body(operation: Operation) -> list[str]:
    if operation.kind in _READ_WHOLE:
        return [_READ_WHOLE[operation.kind]]
    return [f"body: schemas.{operation.request}"] if operation.request else []


def has_settings(operation: Operation) -> bool:
    """Whether the operation looks at the settings."""
    return _takes_settings(operation) or operation.kind == "webhook_in"


def _takes_settings(operation: Operation) -> bool:
    return operation.kind in _SECRET_KINDS or sets_cookies(operation)


def service_values(operation: Operation, blueprint: Blueprint) -> list[str]:
    """What a handler calls that function with."""
    secret = {"webhook_in": f"settings.{webhook_setting(operation, blueprint)}"}.get(operation.kind)
    return [
        "session",
        *(["exchange"] if has_exchange(operation) else []),
        *(["caller"] if has_caller(operation) or asks_who(operation) else []),
        *(one.name for one in arguments(operation)),
        *(["query"] if has_query(operation) else []),
        *_sent(operation),
        *([secret or "settings"] if secret or _takes_settings(operation) else []),
    ]


def _sent(operation: Operation) -> list[str]:
    return [_SENT.get(operation.kind, "body")] if operation.request or operation.kind in _SENT else []


def webhook_setting(operation: Operation, blueprint: Blueprint) -> str:
    """The setting that holds the secret of a webhook."""
    named = [one.env for one in blueprint.integrations if one.webhook_operation == operation.id]
    return f"{named[0].lower()}_webhook_secret" if named and named[0] else "webhook_secret"


def returns(operation: Operation, blueprint: Blueprint) -> str:
    """What the function that does the operation returns."""
    if operation.kind in _FILES:
        return _FILES[operation.kind]
    if not operation.success.schema:
        return "None"
    schema = blueprint.schema(operation.success.schema)
    if schema.kind == "page":
        return f"Page[schemas.{item_schema(operation, blueprint)}]"
    return f"schemas.{schema.name.pascal}"


def item_schema(operation: Operation, blueprint: Blueprint) -> str:
    """The schema of one item of a page, or the success schema itself."""
    schema = blueprint.schema(operation.success.schema)
    return next((one.schema for one in schema.properties if one.items), schema.name.pascal)


def is_reading(operation: Operation) -> bool:
    """Whether the operation changes nothing."""
    return operation.kind in _READS and not operation.on_demand


def provider_path(provider: Provider, identifier: str, blueprint: Blueprint) -> str:
    """The path of an operation for one provider, escaped for an f-string."""
    operation = blueprint.operation(identifier)
    base = blueprint.service.base_path if operation.under_base else ""
    return base + re.sub(r"\{[^}]*\}", provider.id, operation.path)


def provider_urls(blueprint: Blueprint) -> list[str]:
    """The settings that say where providers are."""
    prefixes = tuple(f"{one.env}_" for one in blueprint.auth.providers)
    urls = (one.name for one in blueprint.settings if one.kind == "url" and one.name.startswith(prefixes))
    return [Name.of(one).snake for one in urls]


def claim_value(field: Field, claim: str) -> str:
    """An expression for what a column takes from the claims of `person`."""
    length = field.type.length or _CLAIM_LENGTH
    if claim == "email":
        return "person.email"
    return f"person.{'told' if field.nullable else 'called'}({literal(claim)}, {length})"


def query_filters(operation: Operation) -> list[Filter]:
    """The equality filters of a list."""
    return list(operation.listing.filters) if operation.listing else []


def order_terms(operation: Operation) -> list[str]:
    """The terms of the default order of a list."""
    terms = operation.listing.order if operation.listing else ()
    model = f"models.{operation.resource}"
    return [f"Term({model}.{attr(one.column)}{', descending=True' if one.descending else ''})" for one in terms]


def search_columns(operation: Operation) -> list[str]:
    """The columns that the search text of a list is looked for in."""
    return list(operation.listing.search) if operation.listing else []


def manage_fields(account: Resource, auth: Auth) -> list[Field]:
    """What an operator gives to make an account: what is required, what signs in, and the role."""
    named = (auth.login_property, auth.password_property, auth.role_property)
    itself = account.name.pascal
    return [
        one
        for one in account.fields
        if (one.required or one.property in named)
        and not one.server
        and one.type.base not in ("json", "list")
        and not (one.foreign_key and one.foreign_key.resource == itself)
    ]


def unstored(operation: Operation, blueprint: Blueprint) -> list[str]:
    """The attributes of a body that no column takes."""
    body = blueprint.schema(operation.request).properties
    return [property_attr(one) for one in body if not one.field]


def caller_fields(operation: Operation, blueprint: Blueprint) -> list[str]:
    """The attributes of a created row that hold the caller."""
    if not has_caller(operation):
        return []
    return [attr(one.column) for one in blueprint.resource(operation.resource).fields if one.generation == "caller"]


def key_attr(operation: Operation, blueprint: Blueprint) -> str:
    """The attribute that holds the primary key of the operation's rows."""
    return attr(blueprint.resource(operation.resource).primary_key[0])


def link_left(operation: Operation) -> Argument:
    """The path value that finds the row which the link starts from."""
    right = operation.link.right_parameter if operation.link else ""
    return [one for one in arguments(operation) if one.resource and one.wire != right][-1]


def link_right(operation: Operation) -> list[Argument]:
    """The path value that finds the other row, if it is not the caller."""
    right = operation.link.right_parameter if operation.link else ""
    return [one for one in arguments(operation) if one.wire == right]


def link_key(operation: Operation, blueprint: Blueprint, column: str) -> str:
    """The attribute of a row that `column` of the link's join table holds."""
    join = operation.link.join if operation.link else ""
    key = blueprint.resource(join).field(column).foreign_key
    return attr(key.key) if key else "id"


def link_value(operation: Operation, blueprint: Blueprint) -> str:
    """The key of the other row of a link."""
    ends = link_right(operation)
    right = operation.link.right_column if operation.link else ""
    return f"{variable(ends[0].resource)}.{link_key(operation, blueprint, right)}" if ends else "caller.id"


def variants(operation: Operation, blueprint: Blueprint, folder: str, ending: str) -> list[str]:
    """The templates that fit the kind of an operation, the most particular first."""
    answer = operation.success.schema
    own = ["keys"] if answer and blueprint.schema(answer).kind == "key" else []
    own += ["own"] if operation.made else []
    own += [one for one in ("session", "programs") if f"auth.{one}" in blueprint.features]
    return [*(f"{folder}/{one}/{operation.kind}{ending}" for one in own), f"{folder}/{operation.kind}{ending}"]


def summary(operation: Operation) -> str:
    """The first line of a docstring."""
    return doc(operation.summary or operation.name.human)


def traces(operation: Operation, mark: str) -> str:
    """The requirements of an operation as `@CODE:ID` marks."""
    return " ".join(f"@{mark}:{comment(one)}" for one in operation.requirements)
