"""Spec values by hand: planning is tested without reading."""

from __future__ import annotations

import re

from groundplan.decide.model import Decision, Decisions
from groundplan.source import Span
from groundplan.spec.model import (
    AccessNote,
    AuthStatement,
    Endpoint,
    Entity,
    Fact,
    Field,
    FieldType,
    Index,
    IndexColumn,
    Integration,
    Meta,
    Permission,
    Relation,
    Requirement,
    Response,
    Spec,
)

HERE = Span("spec.md", 1)


def field(text: str, line: int = 1) -> Field:
    """`title: string(200), required, default x`: the canonical bullet form, reduced to what these tests write."""
    name, _, rest = text.partition(":")
    parts = [part.strip() for part in re.split(r",(?![^(]*\))", rest)]
    facts = parts[1:]
    values: dict[str, object] = {}
    for fact in facts:
        for key, pattern in _FACTS.items():
            found = re.fullmatch(pattern, fact)
            if found:
                values[key] = found[1] if found.groups() else True
    return Field(name.strip(), field_type(parts[0]), Span("spec.md", line), **values)  # type: ignore[arg-type]


_FACTS = {
    "required": "required",
    "unique": "unique",
    "primary_key": "primary key",
    "read_only": "read-only",
    "write_only": "write-only",
    "nullable": "nullable",
    "indexed": "indexed",
    "default": r"default (.+)",
    "minimum": r"min (.+)",
    "maximum": r"max (.+)",
    "on_delete": r"on delete (.+)",
}


def field_type(text: str) -> FieldType:
    found = re.fullmatch(r"(\w+)(?:\((.*)\))?", text)
    if text.startswith("->"):
        return FieldType("ref", target=text[2:].strip())
    assert found is not None, text
    base, inside = found[1], [part.strip() for part in (found[2] or "").split(",") if part.strip()]
    if base == "enum":
        return FieldType("enum", values=tuple(inside))
    if base == "decimal" and inside:
        return FieldType("decimal", precision=int(inside[0]), scale=int(inside[1]))
    return FieldType(base, length=int(inside[0]) if inside else None)


def entity(name: str, *fields: str, label: str = "", indexes: tuple[str, ...] = (), line: int = 1) -> Entity:
    return Entity(name, tuple(field(one, line) for one in fields), Span("spec.md", line), label, _indexes(indexes))


def _indexes(texts: tuple[str, ...]) -> tuple[Index, ...]:
    found = []
    for text in texts:
        columns = text.removeprefix("unique ").split(",")
        parts = [column.split() for column in columns]
        found.append(
            Index(tuple(IndexColumn(part[0], part[-1] == "desc") for part in parts), HERE, text.startswith("unique"))
        )
    return tuple(found)


def endpoint(text: str, auth: str = "", line: int = 1, **more: object) -> Endpoint:
    """`POST /tasks`; `auth` is empty, none, user, signature, or role words."""
    method, path = text.split(" ", 1)
    note = _note(auth, Span("spec.md", line))
    return Endpoint(method, path, Span("spec.md", line), raw=path, access=note, **more)  # type: ignore[arg-type]


def _note(auth: str, span: Span) -> AccessNote | None:
    kinds = {"none": "public", "user": "authenticated", "signature": "signature"}
    if not auth:
        return None
    if auth in kinds:
        return AccessNote(kinds[auth], span)  # type: ignore[arg-type]
    return AccessNote("roles", span, tuple(auth.split(" or ")))


def decisions(auth: str = "jwt", database: str = "postgresql") -> Decisions:
    return Decisions(
        (
            Decision("framework", "fastapi", "FastAPI", "stated", language="python"),
            Decision("database", database, database, "stated"),
            Decision("orm", "sqlalchemy", "SQLAlchemy", "score"),
            Decision("migrations", "alembic", "Alembic", "score"),
            Decision("auth", auth, auth, "stated"),
        )
    )


def spec(*, language: str = "en", title: str = "Sample", **parts: object) -> Spec:
    meta = Meta("SPEC-1", title, "1.0.0", "draft", language, "groundplan", HERE)  # type: ignore[arg-type]
    return Spec(meta, **parts)  # type: ignore[arg-type]


def tasks() -> Spec:
    """The team task tracker of the shared SPECs."""
    member = Permission("member", "Project", ("read", "create", "update"), HERE)
    return spec(
        title="Team task tracker",
        base_path=Fact("/api/v1", HERE),
        entities=(
            entity(
                "User",
                "id: uuid, primary key",
                "email: email, required, unique",
                "password: password, required, min 12, write-only",
                "name: string(80), required",
                "role: enum(admin, member), default member",
                "created_at: datetime, read-only",
            ),
            entity(
                "Team",
                "id: uuid, primary key",
                "name: string(80), required, unique",
                "labels_enabled: bool, default false",
            ),
            entity(
                "Project",
                "id: uuid, primary key",
                "team: -> Team, required, on delete cascade",
                "name: string(120), required",
                "description: text",
                "archived: bool, default false",
                "created_at: datetime, read-only",
                indexes=("unique team,name",),
            ),
            entity(
                "Task",
                "id: uuid, primary key",
                "project: -> Project, required, on delete cascade",
                "assignee: -> User, on delete set null",
                "title: string(200), required",
                "body: text, max 20000",
                "status: enum(open, assigned, done), default open",
                "priority: int, default 3, min 1, max 5",
                "estimate_hours: decimal(6,2), min 0",
                "due_on: date",
                "created_at: datetime, read-only",
                "updated_at: datetime, read-only",
                indexes=("project,status,priority desc",),
            ),
            entity(
                "Comment",
                "id: uuid, primary key",
                "task: -> Task, required, on delete cascade",
                "author: -> User, required, read-only",
                "body: text, required, max 5000",
                "created_at: datetime, read-only",
            ),
            entity(
                "Label",
                "id: uuid, primary key",
                "team: -> Team, required",
                "name: string(40), required",
                "color: string, default #888888",
            ),
        ),
        relations=(
            Relation(
                "User",
                "Team",
                "N:M",
                HERE,
                "Membership",
                (field("role: enum(owner, member)"), field("joined_at: datetime")),
            ),
            Relation("Task", "Label", "N:M", HERE),
            Relation("Team", "Project", "1:N", HERE),
            Relation("Project", "Task", "1:N", HERE),
            Relation("Task", "Comment", "1:N", HERE),
        ),
        endpoints=(
            endpoint("POST /auth/register", "none", summary="Create an account"),
            endpoint("POST /auth/login", "none", summary="Sign in"),
            endpoint("POST /auth/refresh", "none"),
            endpoint("POST /auth/logout", "user"),
            endpoint("GET /users/me", "user"),
            endpoint("PATCH /users/me", "user"),
            endpoint("GET /teams", "user", summary="Teams of the caller"),
            endpoint("POST /teams", "user", summary="Create a team and become its owner"),
            endpoint("GET /teams/{id}", "member"),
            endpoint("PATCH /teams/{id}", "owner"),
            endpoint("DELETE /teams/{id}", "owner"),
            endpoint("GET /teams/{id}/projects", "member"),
            endpoint("POST /teams/{id}/projects", "member"),
            endpoint("GET /projects/{id}", "member"),
            endpoint("PATCH /projects/{id}", "member"),
            endpoint("DELETE /projects/{id}", "owner"),
            endpoint(
                "GET /projects/{id}/tasks",
                "member",
                filters=("status", "assignee", "due_on"),
                sorts=("priority", "due_on", "created_at"),
            ),
            endpoint(
                "POST /projects/{id}/tasks",
                "member",
                request=tuple(
                    field(one)
                    for one in (
                        "title: string(200), required",
                        "body: text",
                        "priority: int",
                        "due_on: date",
                        "assignee: uuid",
                    )
                ),
                responses=(Response(201, HERE, "Task"), Response(404, HERE), Response(422, HERE)),
            ),
            endpoint("GET /tasks/{id}"),
            endpoint("PATCH /tasks/{id}", responses=(Response(409, HERE, note="when the task is done"),)),
            endpoint("DELETE /tasks/{id}"),
            endpoint(
                "POST /tasks/{id}/assign",
                request=(field("assignee: uuid, required"),),
                responses=(Response(200, HERE, "Task"),),
            ),
            endpoint("GET /tasks/{id}/comments"),
            endpoint("POST /tasks/{id}/comments"),
            endpoint("DELETE /comments/{id}", "author or owner"),
            endpoint("PUT /tasks/{id}/labels/{label_id}"),
            endpoint("DELETE /tasks/{id}/labels/{label_id}"),
            endpoint("GET /users", "admin"),
            endpoint(
                "POST /webhooks/billing",
                "signature",
                responses=(Response(202, HERE),),
                request=(field("event: string, required"), field("team_id: uuid, required"), field("seats: int")),
            ),
        ),
        permissions=(
            member,
            Permission("member", "Task", ("read", "create", "update", "delete"), HERE),
            Permission("member", "Comment", ("read", "create", "delete"), HERE, ("delete",)),
            Permission("member", "Team", ("read",), HERE),
            *(Permission("owner", one, ("all",), HERE) for one in ("Project", "Task", "Comment", "Team")),
            *(Permission("admin", one, ("read",), HERE) for one in ("Project", "Task", "Comment", "Team")),
        ),
        requirements=(
            Requirement(
                "REQ-004",
                "ubiquitous",
                "The system SHALL let a user read and change only projects, tasks and comments of teams that the user "
                "is a member of.",
                HERE,
            ),
        ),
        auth=(AuthStatement("jwt", HERE),),
        integrations=(
            Integration(
                "Billing",
                HERE,
                "https://billing.example.com",
                webhook="/webhooks/billing",
                auth="API key in header `X-Api-Key`",
            ),
        ),
    )
