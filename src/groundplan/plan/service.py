"""The service around the operations: stack, limits, middleware, settings, integrations, traces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from groundplan import regex
from groundplan.decide.model import Decision, Decisions
from groundplan.naming import Name
from groundplan.plan import integrations as third_parties
from groundplan.plan.behaviours import recognise
from groundplan.plan.model.api import ErrorKind, Operation
from groundplan.plan.model.blueprint import (
    Auth,
    Integration,
    Middleware,
    Provider,
    RateLimit,
    Service,
    Setting,
    Stack,
    Statement,
    Trace,
)
from groundplan.plan.model.data import Resource
from groundplan.plan.model.demands import Behaviour
from groundplan.plan.operations.keys import Uses
from groundplan.plan.operations.signing import PROGRAMS
from groundplan.plan.words import tables
from groundplan.plan.words.switches import switch
from groundplan.spec.model import Spec
from groundplan.versions import version

BODY_LIMIT_BYTES = 1_048_576
TIMEOUT_SECONDS = 30
_SUMMARY = 300
_SIZE = regex.compile(r"(\d{1,9})\s*(b|kb|kib|mb|mib)?")
_UNITS = {"b": 1, "kb": 1000, "kib": 1024, "mb": 1_000_000, "mib": 1_048_576}


def decided(decisions: Decisions, question: str) -> Decision | None:
    """The decision on a question, None where it was not asked."""
    return next((one for one in decisions.decisions if one.question == question), None)


def _outcome(decisions: Decisions, question: str) -> str:
    found = decided(decisions, question)
    return "" if found is None or found.outcome == "none" else found.outcome


def service(spec: Spec, base_path: str) -> Service:
    """Who the service is."""
    title = spec.meta.title or spec.meta.id or "Service"
    name = _slug(title, spec.meta.id)
    return Service(
        id=spec.meta.id,
        name=Name(name.words[:6]),
        title=title,
        version=spec.meta.version or "0.1.0",
        summary=title[:_SUMMARY],
        language=spec.meta.language,
        base_path=base_path,
        spec_path=spec.meta.span.path,
    )


def _slug(title: str, identifier: str) -> Name:
    """The title's words; of a title in another script, the words of an id such as SPEC-SHOP-001 where it has some."""
    words = tuple(word for word in Name.of(identifier).words if word.isalpha() and word not in ("spec", "item"))
    return Name(words) if words and not title.isascii() else Name.of(title)


def stack(decisions: Decisions, scheme: str) -> Stack:
    """What was decided, by id."""
    framework = decided(decisions, "framework")
    database = decided(decisions, "database")
    cache = decided(decisions, "cache")
    language = framework.language if framework else ""
    pinned = {
        f"{question}_version": version(language, _outcome(decisions, question))
        for question in ("framework", "orm", "migrations")
    }
    return Stack(
        framework=_outcome(decisions, "framework"),
        language=language,
        language_version=version(language, language),
        **pinned,
        database=_outcome(decisions, "database"),
        database_version=database.outcome_version if database else "",
        orm=_outcome(decisions, "orm"),
        migrations=_outcome(decisions, "migrations"),
        cache=_outcome(decisions, "cache"),
        cache_version=cache.outcome_version if cache else "",
        counters=_outcome(decisions, "rate_limit"),
        auth=scheme,
        observability=_outcome(decisions, "observability"),
        authorisation=_outcome(decisions, "authorization"),
    )


def rate_limits(spec: Spec, scheme: str, used: Uses) -> tuple[RateLimit, ...]:
    """The stated limits, and those of the contract where the SPEC is silent: 100 a minute, sign-in 5, tokens 30."""
    found: dict[str, RateLimit] = {}
    for one in spec.rate_limits:
        name = _limit_name(one.scope)
        limit = RateLimit(name=name, requests=one.requests, seconds=one.seconds, key=_key(one.key), span=one.span)
        if name not in found or _rate(limit) < _rate(found[name]):
            found[name] = limit
    found.setdefault("default", RateLimit(name="default", requests=100, seconds=60, key="ip"))
    if scheme not in ("none", *PROGRAMS):
        found.setdefault("login", RateLimit(name="login", requests=5, seconds=60, key="ip"))
    if used.exchanged:
        found.setdefault("token", RateLimit(name="token", requests=30, seconds=60, key="ip"))
    return tuple(sorted(found.values(), key=lambda one: (one.name != "default", one.name != "login")))


def _limit_name(scope: str) -> str:
    if not scope or tables.fold(scope) in ("default", "all", "global", "api"):
        return "default"
    return "login" if tables.fold(scope) in ("login", "signin", "로그인") else scope


def _key(stated: str) -> str:
    return "user" if tables.fold(stated) in ("user", "account", "token", "apikey", "사용자", "회원") else "ip"


def _rate(limit: RateLimit) -> float:
    return limit.requests / max(limit.seconds, 1)


def limit_of(kind: str, path: str, limits: tuple[RateLimit, ...]) -> str:
    """The rule that counts an operation: its path's, its kind's, else the default; probes are not counted."""
    if kind == "health":
        return ""
    own = next((one.name for one in limits if "/" in one.name and one.name.split()[-1].rstrip("/") == path), "")
    if own:
        return own
    return kind if kind in ("login", "token") and any(one.name == kind for one in limits) else "default"


def middleware(features: frozenset[str], language: str) -> tuple[Middleware, ...]:
    """The layers that the service has, outermost first."""
    rows = (row for row in tables.middleware_rows() if features.issuperset(row["when"]))
    return tuple(Middleware(id=row["id"], reason=row["reason"][language]) for row in rows)


def errors(language: str, features: frozenset[str]) -> tuple[ErrorKind, ...]:
    """The error catalogue."""
    rows = tables.error_rows()
    return tuple(
        ErrorKind(code=row["code"], status=row["status"], message=row["message"][language])
        for row in rows
        if features.issuperset(row["when"])
    )


def settings(
    facts: dict[str, str], features: frozenset[str], providers: tuple[Provider, ...],
    integrations: tuple[Integration, ...], language: str,
) -> tuple[Setting, ...]:  # fmt: skip
    """Every environment variable, those of providers and integrations last."""
    found = [
        Setting(
            name=row["name"],
            kind=row["kind"],
            default=None if row["default"] is None else row["default"].format(**facts),
            description=row["description"][language],
            example=row["example"].format(**facts),
        )
        for row in tables.setting_rows()
        if features.issuperset(row["when"])
    ]
    for provider in providers:
        found += _provider_settings(provider)
    for one in integrations:
        found += third_parties.settings(one)
    return tuple({one.name: one for one in reversed(found)}.values())[::-1]


def _provider_settings(one: Provider) -> list[Setting]:
    """A provider without a client id is not offered."""
    places = ("authorization", "token", "profile", "emails")
    fixed = [(f"{place.upper()}_URL", "url", getattr(one, place)) for place in places if getattr(one, place)]
    names = fixed if one.is_plain else [("ISSUER", "url", one.issuer)]
    names += [("CLIENT_ID", "string", ""), ("CLIENT_SECRET", "secret", "")]
    return [
        Setting(name=f"{one.env}_{name}", kind=kind, default=default, description=one.title)
        for name, kind, default in names
    ]


def traces(
    spec: Spec, operations: Sequence[Operation], kept: Sequence[Behaviour], resources: Sequence[Resource]
) -> tuple[Trace, ...]:
    """Every requirement with its operations and what became of it; `kept` are those that became behaviour."""
    read = {one.requirement for one in kept}
    rights = [rule for one in resources for field in one.fields for rule in (field.readers, field.writers) if rule]
    said = {span for rule in (*rights, *(rule for one in operations for rule in one.rules)) for span in rule.spans}
    behind: dict[str, list[Operation]] = {}
    for operation in operations:
        for name in operation.requirements:
            behind.setdefault(name, []).append(operation)
    found = []
    for one in spec.requirements:
        linked = behind.get(one.id, [])
        status = "generated" if (one.id and one.id in read) or one.span in said else "linked" if linked else "unlinked"
        if linked and all(operation.kind == "custom" for operation in linked):
            status = "custom"
        found.append(
            Trace(
                id=one.id,
                title=one.title,
                text=one.text,
                pattern=one.pattern,
                operations=tuple(operation.id for operation in linked),
                status=status,  # type: ignore[arg-type]
                span=one.span,
            )
        )
    return tuple(found)


def statements(spec: Spec) -> tuple[Statement, ...]:
    """The lines that are carried through as text."""
    found = [Statement(kind="target", text=one.text or one.scope, span=one.span) for one in spec.targets]
    found += [Statement(kind="compliance", text=one.name or one.text, span=one.span) for one in spec.compliance]
    found += [Statement(kind="exclusion", text=one.text, span=one.span) for one in spec.exclusions]
    found += [Statement(kind="assumption", text=one.text, span=one.span) for one in spec.assumptions]
    found += [Statement(kind="scenario", text=one.title, span=one.span) for one in spec.scenarios]
    return tuple(found)


def error_format(spec: Spec) -> Literal["envelope", "problem"]:
    """`problem` where the SPEC says `api.errors: problem`, else `envelope`."""
    return "problem" if switch(spec, "api.errors", "errors") == "problem" else "envelope"


def uses_cursor(spec: Spec) -> bool:
    """Whether the SPEC says `pagination: cursor`."""
    return switch(spec, "api.pagination", "pagination") == "cursor"


def concurrency(spec: Spec) -> str:
    """The word of `concurrency: etag`, empty without one."""
    return switch(spec, "api.concurrency", "concurrency")


def body_limit(spec: Spec) -> int:
    """`api.body_limit: 5 MiB` in bytes, else the contract's."""
    found = _SIZE.fullmatch(switch(spec, "api.body_limit", "body_limit"))
    if found is None:
        return BODY_LIMIT_BYTES
    return max(1024, int(found[1]) * _UNITS[found[2] or "b"])


def pool_size(decisions: Decisions) -> int:
    """The decided connections an instance, else 5."""
    found = decided(decisions, "pool")
    size = found.setting("size") if found else None
    return size if isinstance(size, int) and size > 0 else 5


def _auth_features(auth: Auth) -> dict[str, bool]:
    """The words that say how callers prove who they are."""
    return {
        "auth": auth.scheme != "none",
        f"auth.{auth.scheme}": auth.scheme != "none",
        f"auth.{auth.issues}": bool(auth.issues),
        "auth.keys": auth.keys is not None,
        "auth.programs": auth.scheme in PROGRAMS,
        "auth.api_keys": bool(auth.keys and auth.keys.header),
        "auth.client_credentials": bool(auth.keys and auth.keys.token),
        "signing": bool(auth.issues or (auth.keys and auth.keys.token)),
        "auth.password": bool(auth.password_property),
        "auth.oidc": any(not one.is_plain for one in auth.providers),
        "auth.plain": any(one.is_plain for one in auth.providers),
        "auth.session": bool(auth.session_cookie),
        "sessions.database": bool(auth.session_cookie),
        "sessions.redis": auth.session_store == "redis",
        "registration": auth.open_registration,
        "roles": bool(auth.role_property),
    }


def _has_decimal(resource: Resource) -> bool:
    return any(one.type.base == "decimal" for one in resource.fields)


def _pages_by_cursor(operations: Sequence[Operation]) -> bool:
    return any(one.listing and one.listing.pagination == "cursor" for one in operations)


def features(
    spec: Spec, stack: Stack, auth: Auth, resources: Sequence[Resource], operations: Sequence[Operation],
    integrations: Sequence[Integration], base: str,
) -> tuple[str, ...]:  # fmt: skip
    """The sorted words of Blueprint.features."""
    grants = [grant for one in operations for rule in one.rules for grant in rule.grants]
    present = {
        **_auth_features(auth),
        "membership": any(grant.kind == "member" for grant in grants),
        "retries": any(one.retry for one in operations),
        "parts": any(one.parts for one in resources),
        "deletion": any(one.deleted for one in resources),
        "resources": any(one.kind != "system" for one in resources),
        "accounts": bool(auth.account),
        "webhooks": any(one.kind == "webhook_in" for one in operations),
        "etag": any(one.if_match for one in operations),
        "integrations": bool(integrations),
        "clients": any(one.has_client for one in integrations),
        "pagination.cursor": _pages_by_cursor(operations),
        "columns": any(one.foreign_keys or _has_decimal(one) for one in resources) or _pages_by_cursor(operations),
        "fields": any(field.readers or field.writers for one in resources for field in one.fields),
        "listing": any(one.listing for one in operations),
        "listing.search": any(one.listing and one.listing.search for one in operations),
        "cache": any(one.cache for one in operations),
        "redis": "redis" in (stack.cache, stack.counters, auth.session_store),
        "requirements": bool(spec.requirements),
        f"database.{stack.database}": bool(stack.database),
        f"lang.{spec.meta.language}": True,
        "traces": stack.observability == "logs-metrics-traces",
        "metrics": not any(one.method == "GET" and f"{base}{one.path}" == "/metrics" for one in operations),
    }
    kinds = {f"op.{one.kind}" for one in operations}
    return tuple(sorted(kinds | recognise.features(operations) | {word for word, holds in present.items() if holds}))
