"""The Blueprint: everything that emitters and scaffolds may know, target-neutral and resolved.

No template or emitter works a fact out again: a fact that one of them lacks is added here and filled in by
`groundplan.plan.build`. Tuples are ordered, mostly as in the SPEC; resources so that referenced tables come first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from groundplan.decide.model import Decisions
from groundplan.diagnostics import Diagnostic
from groundplan.naming import Name
from groundplan.plan.model.api import ErrorKind, Operation, Schema
from groundplan.plan.model.data import Enum, Resource
from groundplan.plan.model.demands import Behaviour
from groundplan.plan.model.hashing import DEFAULT, Hashing
from groundplan.plan.model.proofs import SAFE_METHODS, answers_to_cookies
from groundplan.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Who the service is: `id` of the SPEC, `language` of texts, `base_path` with a leading / and no trailing one."""

    id: str
    name: Name
    title: str
    version: str
    summary: str
    language: Literal["en", "ko"]
    base_path: str
    spec_path: str
    spec_hash: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """What was decided, by id (fastapi, python, postgresql, sqlalchemy, alembic ...), empty where nothing was.

    `counters` is where requests are counted for their limits: memory, redis or gateway.
    """

    framework: str
    language: str
    database: str
    database_version: str
    orm: str
    migrations: str
    cache: str
    auth: str
    authorisation: str
    framework_version: str = ""
    language_version: str = ""
    counters: str = ""
    observability: str = ""
    cache_version: str = ""
    orm_version: str = ""
    migrations_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Who people sign in with. `env` prefixes its settings (GOOGLE_ISSUER, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET).

    An OpenID Connect `issuer` tells its endpoints itself; an empty one comes from the settings. A provider with
    `authorization` speaks OAuth 2.0 only: its endpoints are settings too (GITHUB_TOKEN_URL), and `subject` and `name`
    are paths into `profile`. `email`: an address is the person's by its claim, as one of the `emails` listed, or never.
    `start` and `callback` are the operations that serve it.
    """

    id: str
    title: str
    env: str
    issuer: str = ""
    scopes: tuple[str, ...] = ()
    email: Literal["claim", "listed", "never"] = "claim"
    authorization: str = ""
    token: str = ""
    profile: str = ""
    emails: str = ""
    subject: str = ""
    name: str = ""
    start: str = ""
    callback: str = ""
    span: Span | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it speaks OAuth 2.0 without OpenID Connect."""
        return bool(self.authorization)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The keys of programs: rows of `resource`; every key begins with `prefix`.

    A key is sent in `header`, or exchanged at the operation `token` for an access token of `token_seconds` (client
    credentials), where each is not empty. Its column `identifier` finds it, and is the id of a client; the key
    itself comes once, as the property `shown`. It stands for the account that owns it, and its scope says how far:
    it reads, it also changes, or it also manages keys. `refused` are operations of people only, which no key may
    call: they end sessions that a key is not part of, or change what people sign in with.
    """

    resource: str
    header: str
    prefix: str
    token: str = ""
    token_seconds: int = 0
    identifier: str = "prefix"
    shown: str = "key"
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Auth:
    """How callers prove who they are. `scheme` none: every other field is at its default.

    Durations are seconds. `login_property` (email, username ...) and `password_property` are of `account`;
    `role_property` is empty where accounts have no role. The operations are ids, empty where absent.
    `session_cookie` is empty where callers have none; both cookies get the prefix `__Host-` where they are Secure.
    `session_limit` is how many sessions a user may have at once, 0 for any number: a newer one ends the oldest.
    The database keeps sessions also where `session_store` is redis, as long as no REDIS_URL is set.
    `keys` are those of programs, the only proof of a caller where `scheme` is api_key or client_credentials, one
    beside it elsewhere.
    `open_registration` False: a management command creates the first user. `issues` is what a sign-in gives.
    `providers` are who people sign in with; `claims` pairs the account's columns with the claims that fill them, and
    `verified_property` holds the address that a provider or an operator vouched for: only it links an account.
    """

    scheme: Literal["none", "jwt", "session", "oauth2", "client_credentials", "api_key", "basic"]
    issues: Literal["", "tokens", "session"] = ""
    account: str = ""
    providers: tuple[Provider, ...] = ()
    claims: tuple[tuple[str, str], ...] = ()
    verified_property: str = ""
    keys: Keys | None = None
    login_property: str = ""
    password_property: str = ""
    role_property: str = ""
    roles: tuple[str, ...] = ()
    default_role: str = ""
    access_seconds: int = 900
    refresh_seconds: int = 1_209_600
    rotating: bool = True
    idle_seconds: int = 1800
    absolute_seconds: int = 43_200
    session_store: str = ""
    session_limit: int = 0
    session_cookie: str = ""
    csrf_cookie: str = ""
    password_minimum: int = 8
    password_maximum: int = 128
    hashing: Hashing = DEFAULT
    open_registration: bool = False
    register: str = ""
    login: str = ""
    refresh: str = ""
    logout: str = ""
    logout_everywhere: str = ""
    me: str = ""

    @property
    def challenge(self) -> str:
        """The scheme that a 401 asks for (RFC 9110, section 11.6.1)."""
        return "Cookie" if self.session_cookie else "ApiKey" if self.scheme == "api_key" else "Bearer"


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimit:
    """`requests` in `seconds` for each `key` (ip, user); rule `default` counts all that name no other."""

    name: str
    requests: int
    seconds: int
    key: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Middleware:
    """A layer, outermost first: request_id, access_log, errors, cors, body_limit, timeout, rate_limit ..."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """An environment variable; `default` None: required outside development.

    `kind`: string, integer, boolean, list, url, secret.
    """

    name: str
    kind: str
    default: str | None
    description: str
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One thing that is asked of a third party."""

    name: Name
    method: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaker:
    """When a third party is left alone.

    Of at least `minimum_calls` in `window_seconds`, `failure_percent` failed: it is not called for `open_seconds`,
    then by `probes` calls at most until one succeeds.
    """

    failure_percent: int = 50
    minimum_calls: int = 20
    window_seconds: int = 10
    open_seconds: int = 30
    probes: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Integration:
    """A third party. `env` prefixes its settings (BILLING_URL, BILLING_API_KEY).

    `operations` are the calls as the SPEC spells them, `calls` those of them that name a method and a path.
    """

    name: Name
    title: str
    url: str = ""
    operations: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    connect_seconds: float = 1.0
    timeout_seconds: float = 5.0
    retries: int = 2
    breaker: Breaker | None = None
    auth: str = ""
    auth_header: str = ""
    webhook_operation: str = ""
    signature: str = ""
    env: str = ""
    span: Span | None = None

    @property
    def has_client(self) -> bool:
        """Whether the service calls it: the SPEC says where it is or what is asked of it."""
        return bool(self.url or self.calls)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A requirement and its operations.

    `status`: `generated` where a rule read it as behaviour or as who may do what; `custom` where its operations wait
    to be written (501 and a skipped test); `linked` where operations carry it and no rule read what it says;
    `unlinked` where nothing does.
    """

    id: str
    title: str
    text: str
    pattern: str
    operations: tuple[str, ...]
    status: Literal["generated", "custom", "linked", "unlinked"]
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A line carried through as text: a target, compliance duty, exclusion, assumption or scenario."""

    kind: str
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """The resolved plan of one service.

    `features` are sorted words that file tables test: `auth`, `auth.jwt`, `auth.tokens`, `auth.password`,
    `auth.oidc` and `auth.plain` (providers that speak OpenID Connect or not), `registration`, `roles`,
    `membership`, `auth.keys` (programs have keys), `auth.programs` (nobody else calls), `auth.api_keys` (they send
    them), `auth.client_credentials` (they exchange them for tokens), `signing` (tokens or sessions are signed with
    a secret), `op.<kind>` for every kind present, `pagination.cursor`, `resources`, `accounts`, `webhooks`,
    `integrations`, `listing` (an operation answers many rows), `columns` (tables refer to others or hold decimals),
    `listing.search`, `database.<id>`, `lang.<en|ko>`, `requirements`, `metrics`, `redis`, `cache` (an operation is
    cached), `sessions.database` (in every service with sessions), `sessions.redis`, `guards`, `ceilings`,
    `transitions`, `effects`, `events`, `draws`, `refusals` for any of the first three of these, `behaviours` for
    any of the six, `parts` (rows that are made with others), `deletion` (rows stay when they are
    deleted), `retries` (creates that take an Idempotency-Key), `fields` (answers hang on who may see which field).
    """

    service: Service
    stack: Stack
    auth: Auth
    enums: tuple[Enum, ...]
    resources: tuple[Resource, ...]
    schemas: tuple[Schema, ...]
    operations: tuple[Operation, ...]
    errors: tuple[ErrorKind, ...]
    error_format: Literal["envelope", "problem"]
    rate_limits: tuple[RateLimit, ...]
    middleware: tuple[Middleware, ...]
    settings: tuple[Setting, ...]
    integrations: tuple[Integration, ...]
    cors_origins: tuple[str, ...]
    body_limit_bytes: int
    timeout_seconds: int
    pool_size: int
    traces: tuple[Trace, ...]
    statements: tuple[Statement, ...]
    features: tuple[str, ...]
    decisions: Decisions
    behaviours: tuple[Behaviour, ...] = ()
    retry_hours: int = 24
    """For how long an Idempotency-Key is remembered."""
    problems: tuple[Diagnostic, ...] = ()
    """What planning found and could not follow; `groundplan.plan.problems` adds what generation cannot do."""

    @property
    def unrecognised(self) -> tuple[Trace, ...]:
        """The requirements that no rule read: neither as behaviour nor as who may do what."""
        return tuple(one for one in self.traces if one.status != "generated")

    def resource(self, name: str) -> Resource:
        """The resource whose name is `name` in PascalCase, as operations spell it. Raises KeyError."""
        for one in self.resources:
            if one.name.pascal == name:
                return one
        raise KeyError(name)

    def schema(self, name: str) -> Schema:
        """The schema of that name in PascalCase. Raises KeyError."""
        for one in self.schemas:
            if one.name.pascal == name:
                return one
        raise KeyError(name)

    def operation(self, identifier: str) -> Operation:
        """The operation of that id. Raises KeyError."""
        for one in self.operations:
            if one.id == identifier:
                return one
        raise KeyError(identifier)

    def key_scope(self, operation: Operation) -> str:
        """The scope that a program needs for `operation`: to read, to change, or to manage keys."""
        if operation.method in SAFE_METHODS:
            return "read"
        return "manage" if self.auth.keys and operation.resource == self.auth.keys.resource else "write"

    def proves_origin(self, operation: Operation) -> bool:
        """Whether a browser may be made to send `operation` by another site, which therefore is refused (403)."""
        return bool(self.auth.session_cookie) and answers_to_cookies(operation)

    def enum(self, name: str) -> Enum:
        """The enum of that name in PascalCase. Raises KeyError."""
        for one in self.enums:
            if one.name.pascal == name:
                return one
        raise KeyError(name)
