"""The Blueprint of the service: teams with notes and tags, categories of an admin, one badge a user, a webhook ..."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from groundplan.decide.model import Decisions
from groundplan.naming import Name
from groundplan.plan.model.api import ErrorKind, Property, Schema
from groundplan.plan.model.blueprint import Auth, Blueprint, Integration, RateLimit, Service, Stack
from groundplan.plan.model.data import Enum, Field, ForeignKey, Index, IndexColumn, Part, Resource, Type
from tests.verify.service.endpoints import ADMIN, ERRORS, UUID, operations

EMAIL = Type(base="email", length=254)
MOMENT = Type(base="datetime")
NAME = Type(base="string", length=80, minimum_length=1)
PASSWORD = Type(base="password", length=128, minimum_length=10)
BASE = "/api/v1"
PLACES = tuple(Property(name=one, type=Type(base="int"), required=True) for one in ("total", "limit", "offset"))
CURSOR = (Property(name="next_cursor", type=Type(base="string", length=500), required=True, nullable=True),)


def field(name: str, kind: Type, **more: Any) -> Field:
    return Field(name=Name.of(name), property=name, column=more.pop("column", name), type=kind, **more)


def key() -> Field:
    return field("id", UUID, primary_key=True, server=True, generation="uuid7")


def reference(name: str, resource: str, table: str, on_delete: Any = "restrict", **more: Any) -> Field:
    column = f"{name}_id"
    softly: Any = on_delete if resource == "Category" else ""
    target = ForeignKey(
        name=f"fk_{column}", column=column, resource=resource, table=table, key="id", on_delete=on_delete,
        on_soft_delete=softly,
    )  # fmt: skip
    return field(name, UUID, column=column, foreign_key=target, **more)


DELETED = field("deleted_at", MOMENT, server=True, hidden=True, nullable=True)


def unique(*columns: str) -> Index:
    return Index(name="uq_" + "_".join(columns), columns=tuple(IndexColumn(column=one) for one in columns), unique=True)


def resource(
    name: str, table: str, *fields: Field, kind: Any = "entity", indexes: tuple[Index, ...] = (), version: str = ""
) -> Resource:
    keys = ("id",) if any(one.column == "id" for one in fields) else tuple(one.column for one in fields[:2])
    return Resource(
        name=Name.of(name), kind=kind, table=table, fields=fields, indexes=indexes, primary_key=keys, version=version
    )


def resources() -> tuple[Resource, ...]:
    created = field("created_at", MOMENT, server=True, generation="created")
    return (
        resource(
            "User",
            "users",
            key(),
            field("email", EMAIL, required=True, unique=True),
            field("password", PASSWORD, required=True, hidden=True),
            field("name", NAME, required=True),
            field("role", Type(base="enum", enum="Role"), server=True, default="member"),
            created,
            kind="account",
            indexes=(unique("email"),),
        ),
        resource("Team", "teams", key(), field("name", NAME, required=True, unique=True), indexes=(unique("name"),)),
        resource(
            "Membership",
            "memberships",
            reference("user", "User", "users"),
            reference("team", "Team", "teams", "cascade"),
            field("role", NAME),
            kind="join",
        ),
        *_shop(),
        resource(
            "Badge",
            "badges",
            key(),
            reference("user", "User", "users", "cascade", server=True, generation="caller"),
            field("title", NAME, required=True),
            indexes=(unique("user_id"),),
        ),
        replace(
            resource(
                "Category",
                "categories",
                key(),
                field("name", NAME, required=True),
                field("budget", Type(base="int"), nullable=True, readers=ADMIN, writers=ADMIN),
                DELETED,
            ),
            indexes=(replace(unique("name"), alive=True),),
            deleted="deleted_at",
            soft=True,
        ),
        resource(
            "Note",
            "notes",
            key(),
            *_note_fields(),
            created,
            field("updated_at", MOMENT, server=True, generation="updated"),
            field("version", Type(base="int"), server=True, hidden=True, generation="version", default="1"),
            version="version",
        ),
        resource(
            "Tag",
            "tags",
            key(),
            reference("team", "Team", "teams", server=True, generation="parent"),
            field("name", NAME, required=True),
            indexes=(unique("team_id", "name"),),
        ),
        resource(
            "NoteTag",
            "note_tags",
            reference("note", "Note", "notes", "cascade"),
            reference("tag", "Tag", "tags", "cascade"),
            kind="join",
        ),
    )


def _shop() -> tuple[Resource, ...]:
    """Things that are ordered: the lines of an order are made with it, and take from what there is."""
    stock = field("stock", Type(base="int", minimum="0"), default="0")
    ordered = resource("Order", "orders", key(), field("note", NAME, nullable=True))
    return (
        resource("Thing", "things", key(), stock),
        replace(ordered, parts=(Part("Line", "order_id", "lines"),)),
        resource(
            "Line",
            "lines",
            key(),
            reference("order", "Order", "orders", "cascade", server=True, generation="parent"),
            reference("thing", "Thing", "things", required=True),
            field("quantity", Type(base="int", minimum="1"), required=True),
        ),
    )


def _note_fields() -> tuple[Field, ...]:
    return (
        reference("team", "Team", "teams", "cascade", server=True, generation="parent"),
        reference("category", "Category", "categories", "set null", nullable=True),
        field("title", NAME, required=True),
        field("body", Type(base="text", length=2000), nullable=True),
        field("stars", Type(base="int", minimum="1", maximum="5"), default="3"),
        field("price", Type(base="decimal", precision=6, scale=2, minimum="0"), nullable=True),
        field("pinned", Type(base="bool"), default="false"),
        field("due", Type(base="date"), nullable=True),
        field("remind_at", MOMENT, nullable=True),
        field("kind", Type(base="enum", enum="Kind"), default="draft"),
        field("color", Type(base="string", length=7, pattern="^#[0-9a-f]{6}$"), nullable=True),
    )


def _of(one: Field, **more: Any) -> Property:
    known: dict[str, Any] = {
        "name": one.property,
        "type": one.type,
        "field": one.column,
        "nullable": one.nullable,
        "hidden": one.hidden,
        "required": one.required,
        "default": one.default,
    }
    return Property(**(known | more))


def schemas() -> tuple[Schema, ...]:
    found: list[Schema] = []
    for one in resources():
        if one.kind == "join":
            continue
        name = one.name.pascal
        sent = [each for each in one.fields if not each.server]
        shown = [each for each in one.fields if not each.hidden]
        made = [Property(name=it.property, schema=it.resource, items=True, required=True) for it in one.parts]
        asked = [replace(it, schema=f"{it.schema}Create", least=1, most=100) for it in made]
        found += [
            _schema(
                name,
                "resource",
                name,
                *(_of(each, required=each.readers is None, default=None) for each in shown),
                *made,
            ),
            _schema(f"{name}Create", "create", name, *(_of(each) for each in sent), *asked),
            _schema(f"{name}Update", "update", name, *(_of(each, required=False, default=None) for each in sent)),
            _schema(
                f"{name}Page",
                "page",
                name,
                Property(name="items", schema=name, items=True, required=True),
                *(CURSOR if name == "Tag" else PLACES),
            ),
        ]
    token = Property(name="refresh_token", type=Type(base="string", length=2000), required=True)
    seconds = Property(name="expires_in", type=Type(base="int"), required=True)
    words = [
        Property(name=one, type=Type(base="string", length=2000), required=True)
        for one in ("access_token", "token_type")
    ]
    user = resources()[0]
    given = [_of(user.field(one)) for one in ("email", "password")]
    return (
        *found,
        _schema("Register", "register", "User", *(_of(user.field(one)) for one in ("email", "password", "name"))),
        _schema("Profile", "update", "User", _of(user.field("name"), required=False)),
        _schema(
            "Login",
            "login",
            "User",
            *(Property(name=one.name, type=Type(base="string", length=254), required=True) for one in given),
        ),
        _schema("Refresh", "refresh", "", token),
        _schema("Tokens", "tokens", "", *words, token, seconds),
        _schema("Count", "count", "", Property(name="count", type=Type(base="int"), required=True)),
        _schema("Event", "event", "", Property(name="event", type=NAME, required=True)),
        _schema(
            "Health",
            "health",
            "",
            Property(name="status", type=NAME, required=True),
            Property(name="checks", required=True),
        ),
    )


def _schema(name: str, kind: str, of: str, *properties: Property) -> Schema:
    return Schema(name=Name.of(name), kind=kind, resource=of, properties=properties)


def blueprint() -> Blueprint:
    """The whole plan."""
    return Blueprint(
        service=Service(
            id="SPEC-NOTES-001",
            name=Name.of("notes"),
            title="Team notes",
            version="1.0.0",
            summary="Notes of teams.",
            language="en",
            base_path=BASE,
            spec_path="spec.md",
        ),
        stack=Stack(
            framework="",
            language="",
            database="sqlite",
            database_version="",
            orm="",
            migrations="",
            cache="",
            auth="jwt",
            authorisation="",
        ),
        auth=Auth(
            scheme="jwt",
            issues="tokens",
            account="User",
            login_property="email",
            password_property="password",
            role_property="role",
            roles=("admin", "member"),
            default_role="member",
            password_minimum=10,
            open_registration=True,
            register="register",
            login="login",
            refresh="refresh",
            logout="logout",
            me="me",
        ),
        enums=(
            Enum(name=Name.of("Role"), values=("admin", "member"), members=(("ADMIN", "admin"), ("MEMBER", "member"))),
            Enum(
                name=Name.of("Kind"),
                values=("draft", "live", "held"),
                members=(("DRAFT", "draft"), ("LIVE", "live"), ("HELD", "held")),
            ),
        ),
        resources=resources(),
        schemas=schemas(),
        operations=operations(),
        errors=tuple(ErrorKind(code=code, status=status, message=code) for code, status in ERRORS),
        error_format="envelope",
        rate_limits=(
            RateLimit(name="default", requests=100, seconds=60, key="ip"),
            RateLimit(name="login", requests=5, seconds=60, key="ip"),
        ),
        middleware=(),
        settings=(),
        integrations=(Integration(name=Name.of("Billing"), title="Billing", webhook_operation="billing"),),
        cors_origins=(),
        body_limit_bytes=1_048_576,
        timeout_seconds=30,
        pool_size=5,
        traces=(),
        statements=(),
        features=("auth", "auth.jwt", "metrics"),
        decisions=Decisions(()),
    )
