"""Bodies: what a resource looks like coming back, and what clients may send to make or change it."""

from __future__ import annotations

from dataclasses import replace

from groundplan.naming import Name
from groundplan.plan.data import types
from groundplan.plan.data.indexes import find
from groundplan.plan.model.api import Property, Schema
from groundplan.plan.model.data import Enum, Field, Part, Resource, Type, told
from groundplan.plan.words.names import wire
from groundplan.spec.model import Endpoint
from groundplan.spec.model import Field as Stated

JSON = "application/json"
MEDIA = {"token": "application/x-www-form-urlencoded", "upload": "multipart/form-data"}
"""What bodies of these kinds are sent as."""
_INT = Type(base="int", minimum="0", maximum=str(2**31 - 1))
MOST_PARTS = 100
"""The most rows that a create makes of one part."""
_TOKEN = Type(base="string", length=4096)
CURSOR_LENGTH = 6000
"""The longest cursor: it carries the values that a row is sorted by."""


class Bodies:
    """Makes schemas with unique names and remembers them in order; equal bodies of a resource are made once."""

    def __init__(self, resources: dict[str, Resource]) -> None:
        self._resources = resources
        self.schemas: dict[str, Schema] = {}
        self.enums: list[Enum] = []
        self.refused: dict[Stated, None] = {}
        """Fields of stated bodies that only the server may fill."""

    def add(self, schema: Schema) -> str:
        """The name of `schema` once it is in the list; a different body of that name gets a number."""
        number, name = 1, schema.name
        while name.pascal in self.schemas and replace(self.schemas[name.pascal], name=schema.name) != schema:
            number += 1
            name = Name((*schema.name.words[:-1], f"{schema.name.words[-1]}{number}"))
        self.schemas.setdefault(name.pascal, replace(schema, name=name))
        return name.pascal

    def resource(self, name: str) -> str:
        """What comes back."""
        whole = self._resources[name]
        shown = tuple(
            Property(name=one.property, required=True, schema=self.resource(one.resource), items=True)
            for one in whole.parts
        )
        schema = resource_schema(whole)
        return self.add(replace(schema, properties=schema.properties + shown))

    def page(self, name: str, cursor: bool) -> str:
        """The answer of a list."""
        return self.add(page_schema(self._resources[name], self.resource(name), cursor=cursor))

    def write(self, kind: str, name: str, stated: Endpoint | None, without: frozenset[str], operation: Name) -> str:
        """The body of a create, replace or update. `without` are columns that clients may not send here.

        A stated body may leave properties out and add ones that nothing stores; it may not fill what the server
        fills. The first body of a kind has the plain name (`TaskCreate`), another is named for its operation.
        """
        resource = self._resources[name]
        properties = write_properties(resource, kind, without)
        if kind == "create":
            properties += tuple(self._sent_part(one) for one in resource.parts)
        if stated is not None and stated.request:
            properties = self._stated(resource, kind, stated.request, properties, operation)
        plain = resource.name + kind
        schema = Schema(name=plain, kind=kind, resource=name, properties=properties)
        known = self.schemas.get(plain.pascal)
        if known is None or known == schema:
            return self.add(schema)
        return self.add(replace(schema, name=operation + "request"))

    def _sent_part(self, part: Part) -> Property:
        """The list of a create that makes rows of a part."""
        resource = self._resources[part.resource]
        reserved = (one.column for one in resource.fields if one.writers and not one.required)
        properties = write_properties(resource, "create", frozenset((part.column, *reserved)))
        name = resource.name + "create"
        inner = self.add(Schema(name=name, kind="create", resource=part.resource, properties=properties))
        return Property(
            name=part.property, required=part.required, schema=inner, items=True, least=int(part.required),
            most=MOST_PARTS,
        )  # fmt: skip

    def _stated(
        self, resource: Resource, kind: str, stated: tuple[Stated, ...], known: tuple[Property, ...], operation: Name
    ) -> tuple[Property, ...]:
        by_column = {one.field: one for one in known if one.field}
        parts = {one.name: one for one in known if one.schema}
        found: dict[str, Property] = {}
        for field in stated:
            if wire(field.name) in parts:
                found.setdefault(wire(field.name), parts[wire(field.name)])
                continue
            column = find(resource, field.name)
            if column is None:
                own = self.custom_property(field, operation)
                found.setdefault(own.name, own)
            elif column.column in by_column:
                base = by_column[column.column]
                required = base.required or (field.required and kind != "update" and column.writers is None)
                found.setdefault(base.name, replace(base, required=required))
            elif column.server:
                self.refused.setdefault(field)
        needed = (one for one in known if one.required and one.name not in found)
        return tuple(found.values()) + tuple(needed)

    def custom(self, name: Name, kind: str, stated: tuple[Stated, ...], resource: str = "") -> str:
        """A body whose properties no table stores, or only by chance: types come from the resource where known."""
        known = self._resources.get(resource)
        properties: dict[str, Property] = {}
        for field in stated:
            column = find(known, field.name) if known else None
            vague = field.type.base in ("unknown", "ref") or (not field.raw_type and column is not None)
            own = self.custom_property(field, name)
            if column is not None and vague:
                own = replace(own, type=column.type, description=own.description or told(column))
            properties.setdefault(own.name, own)
        return self.add(Schema(name=name, kind=kind, resource=resource, properties=tuple(properties.values())))

    def action(self, name: Name, stated: tuple[Stated, ...], resource: Resource) -> str:
        """The body of an action: each property is a field of the row, of the row's own type."""
        found = ((field, find(resource, field.name)) for field in stated)
        sent = [
            replace(
                _written(column, "update"), required=field.required, nullable=column.nullable and not field.required
            )
            for field, column in found
            if column is not None
        ]
        return self.add(Schema(name=name, kind="action", resource=resource.name.pascal, properties=tuple(sent)))

    def custom_property(self, field: Stated, owner: Name) -> Property:
        """A property that no column stores."""
        enum = types.enum(field, owner)
        if enum is not None and enum not in self.enums:
            self.enums.append(enum)
        type_ = types.resolve(field, owner)
        return Property(
            name=wire(field.name),
            type=type_,
            required=field.required,
            nullable=field.nullable,
            default=types.default(field, type_),
            hidden=type_.base == "password",
            description=field.description,
        )

    def fixed(self) -> dict[str, str]:
        """The bodies of errors and probes, which every service has."""
        return {schema.kind: self.add(schema) for schema in (_error(), _health())}


def resource_schema(resource: Resource) -> Schema:
    """Every field but hidden ones, always present unless only some callers may see it."""
    shown = tuple(_shown(field) for field in resource.fields if not field.hidden)
    return Schema(name=resource.name, kind="resource", resource=resource.name.pascal, properties=shown)


def _shown(field: Field) -> Property:
    return Property(
        name=field.property,
        type=field.type,
        required=field.readers is None,
        nullable=field.nullable,
        field=field.column,
        description=told(field),
    )


def write_properties(resource: Resource, kind: str, without: frozenset[str] = frozenset()) -> tuple[Property, ...]:
    """What clients may send: `create` and `replace` require what must be there, `update` nothing.

    The key of a row is never changed.
    """
    sent = (one for one in resource.fields if not one.server and one.column not in without)
    changing = kind in ("update", "replace")
    return tuple(_written(one, kind) for one in sent if not (changing and one.primary_key))


def _written(field: Field, kind: str) -> Property:
    return Property(
        name=field.property,
        type=field.type,
        # Who may not write it replaces the rest, and it stays as it is.
        required=field.required and kind != "update" and not (kind == "replace" and field.writers),
        nullable=_may_be_null(field, kind),
        default=None if kind == "update" else field.default,
        field=field.column,
        hidden=field.hidden,
        description=told(field),
    )


def _may_be_null(field: Field, kind: str) -> bool:
    """Accounts of providers may lack a password and more, but those that people make themselves have all of it.

    A form has no null.
    """
    if kind == "upload":
        return False
    lacking = field.type.base == "password" or (kind == "register" and field.required)
    return field.nullable and not lacking


def cursor_length(resource: Resource) -> int:
    """The longest cursor: base64 of a digest and of the JSON of every value that a list may be sorted by.

    A character of a text takes six bytes of JSON at most.
    """
    shown = [one for one in resource.fields if not one.hidden]
    texts = sum(6 * (one.type.length or 0) for one in shown if one.type.base in ("string", "email"))
    return max(CURSOR_LENGTH, (texts + 48 * (len(shown) + 1)) * 4 // 3)


def page_schema(resource: Resource, items: str, *, cursor: bool) -> Schema:
    """`{items, total, limit, offset}`, or `{items, next_cursor}`."""
    head = Property(name="items", required=True, schema=items, items=True)
    if cursor:
        kind = Type(base="string", length=cursor_length(resource))
        rest: tuple[Property, ...] = (Property(name="next_cursor", type=kind, required=True, nullable=True),)
    else:
        rest = tuple(Property(name=name, type=_INT, required=True) for name in ("total", "limit", "offset"))
    return Schema(name=resource.name + "page", kind="page", resource=resource.name.pascal, properties=(head, *rest))


def tokens_schema() -> Schema:
    """What login and refresh answer."""
    text = Type(base="string", length=16)
    properties = (
        Property(name="access_token", type=_TOKEN, required=True),
        Property(name="refresh_token", type=_TOKEN, required=True),
        Property(name="token_type", type=text, required=True),
        Property(name="expires_in", type=_INT, required=True),
    )
    return Schema(name=Name.of("Tokens"), kind="tokens", properties=properties)


def grant_schema() -> Schema:
    """What a program asks a token with (RFC 6749, section 4.4.2); a form, and so never checked as a body of ours."""
    text = Type(base="string", length=255)
    only = Type(base="string", length=32, pattern="^client_credentials$")
    properties = (
        Property(name="grant_type", type=only, required=True),
        Property(name="scope", type=text),
        Property(name="client_id", type=text),
        Property(name="client_secret", type=text, hidden=True),
    )
    return Schema(name=Name.of("TokenRequest"), kind="grant", properties=properties)


def granted_schema() -> Schema:
    """The token of a program (RFC 6749, section 5.1): there is nothing to renew it with."""
    text = Type(base="string", length=64)
    properties = (
        Property(name="access_token", type=_TOKEN, required=True),
        Property(name="token_type", type=text, required=True),
        Property(name="expires_in", type=_INT, required=True),
        Property(name="scope", type=text, required=True),
    )
    return Schema(name=Name.of("AccessToken"), kind="granted", properties=properties)


def refusal_schema() -> Schema:
    """Why there is no token (RFC 6749, section 5.2)."""
    properties = (
        Property(name="error", type=Type(base="string", length=64), required=True),
        Property(name="error_description", type=Type(base="string", length=1000)),
    )
    return Schema(name=Name.of("TokenRefusal"), kind="refusal", properties=properties)


def key_schema(resource: Resource, name: str) -> Schema:
    """A key of a program with the secret itself, which is shown this once as `name`."""
    shown = resource_schema(resource).properties
    secret = Property(name=name, type=Type(base="string", length=255), required=True)
    return Schema(
        name=Name.of("new") + resource.name, kind="key", resource=resource.name.pascal, properties=(*shown, secret)
    )


def login_schema(account: Resource, login: Field, password: Field) -> Schema:
    """The two things that sign in. The password has no minimum: a wrong one is 401, however short."""
    secret = replace(password.type, minimum_length=0, pattern="")
    properties = (
        Property(name=login.property, type=login.type, required=True, field=login.column),
        Property(name=password.property, type=secret, required=True, hidden=True, field=password.column),
    )
    return Schema(name=Name.of("Login"), kind="login", resource=account.name.pascal, properties=properties)


def refresh_schema() -> Schema:
    """What refresh takes."""
    properties = (Property(name="refresh_token", type=_TOKEN, required=True),)
    return Schema(name=Name.of("Refresh"), kind="refresh", properties=properties)


def providers_schemas() -> tuple[Schema, Schema]:
    """`{items: [{id, title, url}]}`: the buttons of a sign-in page."""
    text = Type(base="string", length=255)
    shown = tuple(
        Property(name=name, type=kind, required=True)
        for name, kind in (("id", text), ("title", text), ("url", Type(base="string", length=2048)))
    )
    one = Schema(name=Name.of("SignInProvider"), kind="provider", properties=shown)
    items = Property(name="items", required=True, schema=one.name.pascal, items=True)
    return one, Schema(name=Name.of("SignInProviders"), kind="providers", properties=(items,))


def callback_query() -> tuple[Property, ...]:
    """What a provider sends people back with (RFC 6749, sections 4.1.2 and 4.1.2.1; RFC 9207)."""
    lengths = {"state": 255, "code": 4096, "error": 255, "iss": 2048}
    return tuple(
        Property(name=name, type=Type(base="string", length=length), required=name == "state")
        for name, length in lengths.items()
    )


def count_schema() -> Schema:
    """`{count}`."""
    return Schema(name=Name.of("Count"), kind="count", properties=(Property(name="count", type=_INT, required=True),))


def event_properties() -> tuple[Property, ...]:
    """The body of a webhook of which the SPEC says nothing."""
    return (
        Property(name="event", type=Type(base="string", length=255), required=True),
        Property(name="data", type=Type(base="json"), nullable=True),
    )


def _error() -> Schema:
    text = Type(base="string", length=1000)
    properties = (
        Property(name="error", type=text, required=True),
        Property(name="message", type=text, required=True),
        Property(name="details", type=Type(base="json"), required=True, items=True),
        Property(name="timestamp", type=Type(base="datetime"), required=True),
    )
    return Schema(name=Name.of("Error"), kind="error", properties=properties)


def _health() -> Schema:
    properties = (
        Property(name="status", type=Type(base="string", length=16), required=True),
        Property(name="checks", type=Type(base="json"), required=True),
    )
    return Schema(name=Name.of("Health"), kind="health", properties=properties)
