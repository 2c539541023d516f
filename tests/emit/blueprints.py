"""A small Blueprint made by hand: every kind of type, body, access rule and answer that emitters know."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from groundplan.decide.model import Cell, Decision, Decisions, Fired, Reading, SheetRow, Words
from groundplan.naming import Name
from groundplan.plan.model.api import (
    Answer,
    ErrorKind,
    Filter,
    Listing,
    Operation,
    Parent,
    PathParameter,
    Property,
    Schema,
    Sort,
)
from groundplan.plan.model.blueprint import (
    Auth,
    Blueprint,
    Integration,
    Middleware,
    RateLimit,
    Service,
    Setting,
    Stack,
    Statement,
    Trace,
)
from groundplan.plan.model.data import Check, Enum, Field, ForeignKey, Index, IndexColumn, Resource, Type
from groundplan.plan.model.rights import Access, Grant, Hop
from groundplan.source import Span

HOSTILE = '"; DROP TABLE x; -- {{ 7*7 }} | `a` <script>alert(1)</script>\n# x\u202e\u200b %{y} ${z}'

UUID = Type(base="uuid")
EMAIL = Type(base="email", length=254)
MOMENT = Type(base="datetime")
NAME = Type(base="string", length=80, minimum_length=1)

TYPES = {
    "title": Type(base="string", length=200, minimum_length=2),
    "body": Type(base="text", length=20000),
    "status": Type(base="enum", enum="TaskStatus"),
    "priority": Type(base="int", minimum="1", maximum="5"),
    "views": Type(base="bigint", minimum="0"),
    "weight": Type(base="float", minimum="0.5"),
    "hours": Type(base="decimal", precision=6, scale=2, minimum="0"),
    "balance": Type(base="decimal", precision=12, scale=0),
    "done": Type(base="bool"),
    "due_on": Type(base="date"),
    "starts_at": Type(base="time"),
    "link": Type(base="url", length=2000),
    "color": Type(base="string", length=7, pattern="^#[0-9a-f]{6}$"),
    "odd": Type(base="string", length=50, pattern=r"(?<=x)(a+)+\1"),
    "extra": Type(base="json"),
    "tags": Type(base="list", item="string", length=10),
    "file": Type(base="binary"),
}
DEFAULTS = {"status": "open", "priority": "3", "color": "#888888", "hours": "1.50", "done": "no", "due_on": "today"}
NULLABLE = frozenset(TYPES) - set(DEFAULTS) - {"title"}

_TASK_HOPS = (
    Hop(column="project_id", table="projects", key="id", resource="Project"),
    Hop(column="id", table="memberships", key="project_id", resource="Membership"),
)
SIGNED_IN = Access(level="authenticated", spans=(Span("spec.md", 30),))
MEMBER = Access(
    level="granted",
    subject="Task",
    spans=(Span("spec.md", 42),),
    grants=(
        Grant(kind="role", roles=("admin",)),
        Grant(kind="member", roles=("owner", "editor"), hops=_TASK_HOPS, principal="user_id", role_column="role"),
        Grant(kind="owner", principal="author_id"),
    ),
)
ERRORS = (
    ("bad_request", 400),
    ("unauthorized", 401),
    ("forbidden", 403),
    ("not_found", 404),
    ("conflict", 409),
    ("validation_error", 422),
    ("rate_limited", 429),
    ("not_implemented", 501),
    ("unavailable", 503),
)


def _key(table: str, resource: str, column: str) -> ForeignKey:
    return ForeignKey(name=f"fk_x_{column}", column=column, resource=resource, table=table, key="id")


def _field(name: str, kind: Type, **more: Any) -> Field:
    return Field(name=Name.of(name), property=name, column=more.pop("column", name), type=kind, **more)


def _id() -> Field:
    return _field("id", UUID, primary_key=True, server=True, generation="uuid7")


def _user() -> Resource:
    fields = (
        _id(),
        _field("email", EMAIL, required=True, unique=True),
        _field("password", Type(base="password", length=128, minimum_length=12), required=True, hidden=True),
    )
    index = Index(name="uq_users_email", columns=(IndexColumn(column="email"),), unique=True, reason="stated")
    return Resource(name=Name.of("User"), kind="account", table="users", fields=fields, indexes=(index,))


def _project() -> Resource:
    return Resource(
        name=Name.of("Project"),
        kind="entity",
        table="projects",
        label="프로젝트",
        fields=(_id(), _field("name", NAME, required=True)),
    )


def _membership() -> Resource:
    user = _field(
        "user", UUID, column="user_id", foreign_key=_key("users", "User", "user_id"), relation=Name.of("user")
    )
    project = _field(
        "project",
        UUID,
        column="project_id",
        foreign_key=_key("projects", "Project", "project_id"),
        relation=Name.of("project"),
    )
    return Resource(
        name=Name.of("Membership"),
        kind="join",
        table="memberships",
        fields=(user, project, _field("role", NAME)),
        primary_key=("user_id", "project_id"),
    )


def _task() -> Resource:
    stored = tuple(
        _field(
            name,
            kind,
            nullable=name in NULLABLE,
            default=DEFAULTS.get(name),
            description=HOSTILE if name == "title" else "",
        )
        for name, kind in TYPES.items()
    )
    project = _field(
        "project",
        UUID,
        column="project_id",
        required=True,
        foreign_key=_key("projects", "Project", "project_id"),
        relation=Name.of("project"),
    )
    author = _field(
        "author",
        UUID,
        column="author_id",
        server=True,
        generation="caller",
        foreign_key=_key("users", "User", "author_id"),
        relation=Name.of("author"),
    )
    columns = (IndexColumn(column="project_id"), IndexColumn(column="priority", descending=True))
    return Resource(
        name=Name.of("Task"),
        kind="entity",
        table="tasks",
        label="작업",
        fields=(_id(), project, author, *stored),
        indexes=(Index(name="ix_tasks_project_id_priority", columns=columns, reason="stated"),),
        checks=(Check(name="ck_tasks_priority_min", column="priority", operator=">=", value="1"),),
        dependencies=((("project_id",), ("author_id",)),),
        span=Span("spec.md", 20),
    )


def _schemas() -> tuple[Schema, ...]:
    types = TYPES.items()
    shown = tuple(
        Property(name=name, type=kind, required=True, nullable=name in NULLABLE, field=name) for name, kind in types
    )
    sent = tuple(
        Property(
            name=name,
            type=kind,
            required=name == "title",
            nullable=name in NULLABLE,
            default=DEFAULTS.get(name),
            field=name,
            description=HOSTILE if name == "title" else "",
        )
        for name, kind in types
    )
    identity = Property(name="id", type=UUID, required=True, field="id")
    credentials = (
        Property(name="email", type=EMAIL, required=True),
        Property(
            name="password", type=Type(base="password", length=128, minimum_length=12), required=True, hidden=True
        ),
    )
    number = Type(base="int", minimum="0")
    page = (
        Property(name="items", schema="Task", items=True, required=True),
        *(Property(name=name, type=number, required=True) for name in ("total", "limit", "offset")),
    )
    token = Type(base="string", length=2000)
    tokens = tuple(
        Property(name=name, type=token, required=True) for name in ("access_token", "refresh_token", "token_type")
    )
    return (
        Schema(name=Name.of("Task"), kind="resource", resource="Task", properties=(identity, *shown)),
        Schema(name=Name.of("TaskCreate"), kind="create", resource="Task", properties=sent),
        Schema(
            name=Name.of("TaskUpdate"),
            kind="update",
            resource="Task",
            properties=tuple(replace(one, required=False) for one in sent),
        ),
        Schema(name=Name.of("TaskPage"), kind="page", resource="Task", properties=page),
        Schema(name=Name.of("Login"), kind="login", properties=credentials),
        Schema(
            name=Name.of("Tokens"),
            kind="tokens",
            properties=(*tokens, Property(name="expires_in", type=number, required=True)),
        ),
        Schema(name=Name.of("Event"), kind="event", properties=(Property(name="event", type=NAME, required=True),)),
        Schema(
            name=Name.of("Health"),
            kind="health",
            properties=(
                Property(name="status", type=NAME, required=True),
                Property(name="checks", type=Type(base="json")),
            ),
        ),
        Schema(name=Name.of("Error"), kind="error"),
        Schema(name=Name.of("Unused"), kind="custom"),
    )


def _errors(*codes: str) -> tuple[Answer, ...]:
    return tuple(Answer(status=dict(ERRORS)[code], schema="Error", code=code) for code in codes)


def _operation(identifier: str, kind: str, method: str, path: str, **more: Any) -> Operation:
    known: dict[str, Any] = {
        "tag": Name.of("tasks"),
        "summary": identifier,
        "access": SIGNED_IN,
        "success": Answer(status=200, schema="Task"),
        "errors": _errors("unauthorized", "rate_limited"),
        "span": Span("spec.md", 50),
        "rule": "OP070",
    }
    return Operation(id=identifier, name=Name.of(identifier), kind=kind, method=method, path=path, **(known | more))  # type: ignore[arg-type]


def _operations() -> tuple[Operation, ...]:
    row = (PathParameter(name="id", type=UUID, resource="Task", column="id"),)
    parent = (PathParameter(name="id", type=UUID, resource="Project", column="id"),)
    nested = {"parameters": parent, "parents": (Parent(resource="Project", parameter="id", column="project_id"),)}
    listing = Listing(
        filters=(
            Filter(name="status", column="status", type=TYPES["status"]),
            Filter(name="due_on", column="due_on", type=TYPES["due_on"]),
        ),
        sorts=(Sort(name="priority", column="priority"), Sort(name="title", column="title")),
        order=(Sort(name="priority", column="priority", descending=True), Sort(name="id", column="id")),
        search=("title", "body"),
    )
    busy = (
        *_errors("unauthorized", "forbidden", "not_found", "validation_error"),
        Answer(status=409, schema="Error", code="conflict", note=HOSTILE),
    )
    public = Access(level="public")
    return (
        _operation(
            "login",
            "login",
            "POST",
            "/auth/login",
            tag=Name.of("auth"),
            access=public,
            request="Login",
            success=Answer(status=200, schema="Tokens"),
            limit="login",
            resource="User",
        ),
        _operation(
            "list_tasks",
            "list",
            "GET",
            "/projects/{id}/tasks",
            resource="Task",
            access=MEMBER,
            listing=listing,
            success=Answer(status=200, schema="TaskPage"),
            summary=HOSTILE,
            **nested,
        ),
        _operation(
            "create_task",
            "create",
            "POST",
            "/projects/{id}/tasks",
            resource="Task",
            request="TaskCreate",
            success=Answer(status=201, schema="Task", headers=("Location",)),
            errors=busy,
            requirements=("REQ-001",),
            location="/tasks/{id}",
            location_key="id",
            description=HOSTILE,
            **nested,
        ),
        _operation(
            "update_task",
            "update",
            "PATCH",
            "/tasks/{id}",
            resource="Task",
            parameters=row,
            access=MEMBER,
            visible=MEMBER,
            request="TaskUpdate",
            errors=busy,
        ),
        _operation(
            "delete_task",
            "delete",
            "DELETE",
            "/tasks/{id}",
            resource="Task",
            parameters=row,
            access=MEMBER,
            success=Answer(status=204),
            inferred=True,
            span=None,
        ),
        _operation(
            "receive_event",
            "webhook_in",
            "POST",
            "/webhooks/billing",
            tag=Name.of("webhooks"),
            access=Access(level="signature"),
            request="Event",
            success=Answer(status=202),
        ),
        _operation(
            "estimate_task",
            "custom",
            "POST",
            "/tasks/{id}/estimate",
            resource="Task",
            parameters=row,
            errors=_errors("unauthorized", "not_implemented"),
            requirements=("REQ-002",),
        ),
        _operation(
            "health",
            "health",
            "GET",
            "/health",
            tag=Name.of("system"),
            access=public,
            success=Answer(status=200, schema="Health"),
            errors=_errors("unavailable"),
            under_base=False,
            limit="",
            inferred=True,
            span=None,
        ),
    )


def decision(question: str, outcome: str, **more: Any) -> Decision:
    """A decision with a score sheet of two rows."""
    words = Words(f"it suits {question}", f"{question}에 알맞다")
    fired = Fired("FW40", "score", words, "src", (Reading("targets", HOSTILE, Span("spec.md", 12)),), "+4", True)
    removed = Fired(
        "FW12",
        "hard",
        Words("node is asked for", "node가 필요하다"),
        "src",
        (Reading("languages", "node", Span("plan.md", 3)),),
        "-",
    )
    sheet = (
        SheetRow(outcome, outcome.title(), 4, (Cell("FW40", 4),)),
        SheetRow("near", "Near", 1, (Cell("FW40", 1),)),
        SheetRow("other", "Other | one", 0, (), "FW12"),
    )
    known: dict[str, Any] = {"stage": "score", "candidates": sheet, "fired": (fired, removed), "margin": 4, "needed": 3}
    return Decision(question, outcome, outcome.title(), **(known | more))


def _decisions() -> Decisions:
    return Decisions(
        (
            decision("framework", "fastapi", outcome_version="0.115", language="python"),
            decision("database", "postgresql", stage="stated", candidates=(), outcome_version="16"),
            decision("cache", "none", assumed=True, stage="margin"),
        )
    )


def blueprint(**changes: Any) -> Blueprint:
    """The Blueprint; `changes` replace whole parts of it."""
    made = Blueprint(
        service=Service(
            id="SPEC-X-001",
            name=Name.of("Task tracker"),
            title="Task tracker",
            version="1.2.0",
            summary=HOSTILE,
            language="en",
            base_path="/api/v1",
            spec_path="spec.md",
        ),
        stack=Stack(
            framework="fastapi",
            language="python",
            database="postgresql",
            database_version="16",
            orm="sqlalchemy",
            migrations="alembic",
            cache="none",
            auth="jwt",
            authorisation="rbac",
        ),
        auth=Auth(scheme="jwt", account="User", login_property="email", password_property="password", login="login"),
        enums=(
            Enum(
                name=Name.of("TaskStatus"),
                values=("open", "on", "진행 중"),
                members=(("OPEN", "open"), ("ON", "on"), ("JINHAENG_JUNG", "진행 중")),
            ),
        ),
        resources=(_user(), _project(), _membership(), _task()),
        schemas=_schemas(),
        operations=_operations(),
        errors=tuple(ErrorKind(code=code, status=status, message=f"{code} happened.") for code, status in ERRORS),
        error_format="envelope",
        rate_limits=(
            RateLimit(name="default", requests=100, seconds=60, key="ip"),
            RateLimit(name="login", requests=5, seconds=60, key="ip", span=Span("spec.md", 99)),
        ),
        middleware=(
            Middleware(id="request_id", reason="every line of the log names its request"),
            Middleware(id="cors", reason="stated"),
        ),
        settings=(
            Setting(name="DATABASE_URL", kind="url", default="sqlite:///./app.db", description="Where data lies"),
            Setting(name="SECRET_KEY", kind="secret", default=None, description=HOSTILE),
        ),
        integrations=(
            Integration(
                name=Name.of("Billing"),
                title="Billing | Co",
                url="https://billing.example.com",
                operations=("POST /seats",),
                webhook_operation="receive_event",
                signature="hmac-sha256",
                env="BILLING",
                span=Span("spec.md", 80),
            ),
        ),
        cors_origins=("https://app.example.com",),
        body_limit_bytes=1_048_576,
        timeout_seconds=30,
        pool_size=10,
        traces=(
            Trace(
                id="REQ-001",
                title="Create",
                text=HOSTILE,
                pattern="event",
                operations=("create_task",),
                status="generated",
                span=Span("spec.md", 10),
            ),
            Trace(
                id="REQ-002",
                title="Estimate",
                text="x",
                pattern="plain",
                operations=("estimate_task",),
                status="custom",
            ),
            Trace(id="REQ-003", title="", text="Be fast", pattern="ubiquitous", operations=(), status="unlinked"),
        ),
        statements=(
            Statement(kind="target", text="p95 < 120 ms", span=Span("spec.md", 90)),
            Statement(kind="exclusion", text=HOSTILE),
            Statement(kind="compliance", text="GDPR"),
        ),
        features=("auth", "auth.jwt", "lang.en", "resources"),
        decisions=_decisions(),
    )
    return replace(made, **changes)
