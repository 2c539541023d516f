"""SPEC values that are hard on Python scaffolds: reserved words, hostile texts, long names."""

from __future__ import annotations

from groundplan.naming import Name
from groundplan.spec.model import Entity, Fact, Relation, Spec
from tests.plan.handmade import HERE, endpoint, entity, spec

LONG = "extraordinarily_long_entity_name_for_the_purpose_of_testing"
HOSTILE = 'Evil "quotes" {{ x }} {% raw %} \\ """ \'; DROP TABLE\u202e\u200b'


def notes() -> Spec:
    """One resource, and nobody signs in."""
    paths = ("GET /notes", "POST /notes", "GET /notes/{noteId}", "PATCH /notes/{noteId}", "DELETE /notes/{noteId}")
    note = entity("Note", "title: string", "body: text", "pinned: boolean")
    return spec(title="Notes", entities=(note,), endpoints=tuple(endpoint(one) for one in paths))


def words() -> Spec:
    """Things that are called as Python or what is generated calls its own, and one of which nothing comes back."""
    ours = ("exports", "transactions", "texts", "urls", "emails", "queries", "times", "worlds", "flows", "numbers")
    paths = [f"{method} /{name}" for name in ("lists", "filters", *ours) for method in ("GET", "POST")]
    changed = [f"/{name}/{{id}}" for name in ("lists", "filters", *ours)]
    paths += [f"{method} {path}" for path in changed for method in ("GET", "PATCH", "DELETE")]
    named = (Name.of(one).singular.pascal for one in ours)
    things = (
        *(entity(one, "id: uuid, primary key", "label: string, required") for one in named),
        entity("List", "id: uuid, primary key", "title: string, required", "filter: -> Filter"),
        entity("Filter", "id: uuid, primary key", "input: string, required"),
        entity("Stamp", "id: uuid, primary key", "words: json"),
    )
    return spec(title="Words", entities=things, endpoints=tuple(endpoint(one) for one in [*paths, "POST /stamps"]))


def hostile() -> Spec:
    """Names that mean something to Python, pydantic and SQLAlchemy, and texts that try to be code."""
    return spec(
        title=HOSTILE,
        base_path=Fact("/v2", HERE),
        entities=(_account(), _class(), _session(), _base(), _long(), _article()),
        relations=(Relation("Article", "Account", "N:M", HERE, through="Favorite"),),
        endpoints=tuple(endpoint(path, access) for path, access in _ENDPOINTS),
    )


def _account() -> Entity:
    role = f"role: enum(user, admin, it's {HOSTILE.split()[1]} {{{{ y }}}}), default user"
    return entity(
        "Account",
        "id: int, primary key",
        "username: string(30), required, unique",
        "password: password, required",
        role,
    )


def _class() -> Entity:
    return entity(
        "Class",
        "id: int, primary key",
        "class: string(20), required",
        "def: int",
        "metadata: json",
        "from: -> Account, required",
        "import: date",
        "json: text",
        "uuid: uuid",
        "date: date",
        "created_at: datetime, read-only",
        "copy: bool, default true",
        "model_config: string",
        "createdAtTime: datetime",
        "price: decimal(12,4), required, min 0.5, max 99.5",
        "ratio: float, min 0",
        "time: time",
        "site: url",
        'note: string, default it\'s {{ z }} \\ """ x',
    )


def _session() -> Entity:
    return entity(
        "Session",
        "id: uuid, primary key",
        "query: string, required, unique",
        "body: text",
        "session: -> Session",
        "caller: -> Account, read-only",
        "request: int, required, min 5, max 5",
    )


def _base() -> Entity:
    return entity(
        "Base",
        "slug: string(40), primary key",
        "Text: string",
        "parent: -> Base, on delete cascade",
        f"other: -> {LONG}, on delete set null",
    )


def _long() -> Entity:
    return entity(
        LONG,
        "id: bigint, primary key",
        f"{LONG}_field: string(120), required, unique",
        f"another_{LONG}: -> Base, required",
    )


def _article() -> Entity:
    return entity(
        "Article",
        "slug: string(60), required, unique",
        "title: string(100), required",
        "author: -> Account, required, read-only",
        "views: bigint, default 0",
    )


_ENDPOINTS = (
    ("POST /auth/register", "none"),
    ("POST /auth/login", "none"),
    ("POST /auth/logout", "user"),
    ("GET /me", "user"),
    ("GET /classes", "user"),
    ("POST /classes", "user"),
    ("GET /classes/{id}", "user"),
    ("PUT /classes/{id}", "user"),
    ("PATCH /classes/{id}", "admin"),
    ("DELETE /classes/{id}", "admin"),
    ("DELETE /classes", "admin"),
    ("GET /classes/count", "user"),
    ("GET /classes/search", "user"),
    ("GET /classes/export", "admin"),
    ("GET /sessions", "user"),
    ("POST /sessions", "user"),
    ("GET /sessions/{id}", "none"),
    ("PATCH /sessions/{id}", "user"),
    ("DELETE /sessions/{id}", "user"),
    (f"GET /{LONG}s", "none"),
    (f"POST /{LONG}s", "user"),
    (f"GET /{LONG}s/{{id}}", "none"),
    ("GET /articles", "none"),
    ("POST /articles", "user"),
    ("GET /articles/{slug}", "none"),
    ("PUT /articles/{slug}", "user"),
    ("POST /articles/{slug}/favorite", "user"),
    ("DELETE /articles/{slug}/favorite", "user"),
    ("POST /articles/{slug}/publish", "user"),
    ("GET /reports/{year}", "none"),
)
