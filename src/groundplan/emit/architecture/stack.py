"""What it is built of: framework, addresses, authentication, database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.emit.architecture.context import versioned
from groundplan.emit.markdown import Block, Heading, Markup, Paragraph, code, codes, join

if TYPE_CHECKING:
    from groundplan.emit.architecture.context import Context

_LANGUAGES = {
    "python": "Python",
    "node": "Node.js",
    "go": "Go",
    "rust": "Rust",
    "java": "Java",
    "scala": "Scala",
    "php": "PHP",
    "dotnet": ".NET",
}


def overview(context: Context) -> list[Block]:
    """Title, summary and who it is."""
    service = context.blueprint.service
    rows = [("spec", code(service.id)), ("version", service.version), ("source", code(_name(service.spec_path)))]
    blocks: list[Block] = [Heading(1, context.words("title", title=service.title))]
    if service.summary and service.summary != service.title:
        blocks.append(Paragraph(service.summary))
    return [*blocks, context.facts(rows)]


def _name(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def framework(context: Context) -> list[Block]:
    """Framework, language, base URL, authentication, form of errors."""
    made = context.blueprint
    rows = [
        ("framework", context.title("framework", made.stack.framework, made.stack.framework_version)),
        ("language", versioned(_LANGUAGES.get(made.stack.language, made.stack.language), made.stack.language_version)),
        ("base_url", code(made.service.base_path or "/")),
        ("auth", _auth(context)),
        ("authorisation", context.title("authorization", made.stack.authorisation)),
        ("errors", context.words(f"errors_{made.error_format}")),
    ]
    return [Heading(2, context.words("framework_section")), context.facts(rows)]


def _auth(context: Context) -> str:
    auth = context.blueprint.auth
    title = context.title("auth", auth.scheme)
    if auth.scheme == "jwt":
        lives = context.words(
            "jwt_lives", access=_duration(auth.access_seconds), refresh=_duration(auth.refresh_seconds)
        )
        return join((title, lives, context.words("rotating") if auth.rotating else ""), "; ")
    if auth.session_cookie:
        idle, absolute = _duration(auth.idle_seconds), _duration(auth.absolute_seconds)
        kept = context.words(f"sessions_{auth.session_store or 'database'}")
        most = context.words("session_limit", count=auth.session_limit) if auth.session_limit else ""
        return join((title, context.words("session_lives", idle=idle, absolute=absolute), most, kept), "; ")
    return title


def _duration(seconds: int) -> str:
    for size, unit in ((86_400, "d"), (3600, "h"), (60, "min")):
        if seconds % size == 0 and seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def database(context: Context) -> list[Block]:
    """Database, ORM, migrations, pool."""
    made = context.blueprint
    version = made.stack.database_version
    title = context.title("database", made.stack.database)
    rows = [
        ("database", title if title.endswith(version) else versioned(title, version)),
        ("development_database", _development(context)),
        ("orm", context.title("orm", made.stack.orm, made.stack.orm_version)),
        ("migrations", context.title("migrations", made.stack.migrations, made.stack.migrations_version)),
        ("pool", _pool(context)),
    ]
    return [Heading(2, context.words("database_section")), context.facts(rows)]


def _development(context: Context) -> str:
    default = next((one.default for one in context.blueprint.settings if one.name == "DATABASE_URL"), None)
    return code(default) if default else Markup("")


def _pool(context: Context) -> str:
    pool = context.title("pool", "pool")
    return join((pool if pool != "pool" else "", context.words("pool_size", size=context.blueprint.pool_size)), "; ")


def errors(context: Context) -> list[Block]:
    """The error body and its codes."""
    made = context.blueprint
    keys = (
        ("type", "title", "status", "detail")
        if made.error_format == "problem"
        else (
            "error",
            "message",
            "details",
            "timestamp",
        )
    )
    rows = [(str(one.status), code(one.code), one.message) for one in made.errors]
    told = join((context.words("error_body"), codes(keys)))
    return [
        Heading(2, context.words("errors_section")),
        Paragraph(told),
        context.table(("status", "code", "meaning"), rows),
    ]
