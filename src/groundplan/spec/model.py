"""What the author of a SPEC stated: the value between reading and everything else.

Every node knows its place and whether it was stated or inferred (for example a type taken from a JSON example).
Order is the order of the SPEC. Names are spelled as the author spelled them; `groundplan.plan` resolves them.
"""

from __future__ import annotations

from typing import Literal

from groundplan.record import NamedTuple
from groundplan.source import Span
from groundplan.spec.contradictions import Contradiction
from groundplan.spec.samples import Sample
from groundplan.spec.step import Move

Origin = Literal["stated", "inferred"]
Language = Literal["en", "ko"]
AuthScheme = Literal["jwt", "oauth2", "session", "client_credentials", "api_key", "basic", "none"]
EarsPattern = Literal["ubiquitous", "event", "state", "unwanted", "optional", "complex", "plain"]
OnDelete = Literal["cascade", "set null", "restrict"]
Cardinality = Literal["1:1", "1:N", "N:1", "N:M"]


class Meta(NamedTuple):
    """Front matter and title. `fields` holds every front-matter key as written, values as text, with its place."""

    id: str
    title: str
    version: str
    status: str
    language: Language
    dialect: str
    span: Span
    fields: tuple[tuple[str, str, Span], ...] = ()
    has_front_matter: bool = False


class Fact(NamedTuple):
    """A single stated word: framework, database, base path, cache, a preferred language.

    `strength` is `must` when the SPEC demands it, `should` when it prefers it, `not` when it rejects it.
    """

    value: str
    span: Span
    origin: Origin = "stated"
    strength: Literal["must", "should", "not"] = "must"
    version: str = ""


class Section(NamedTuple):
    """A heading and what vocabulary made of it: `kind` is a section kind, or empty where unknown."""

    title: str
    kind: str
    level: int
    span: Span


class Clause(NamedTuple):
    """One EARS keyword and its words: `keyword` is when, while, where, if, then or shall."""

    keyword: str
    text: str


class Requirement(NamedTuple):
    """A normative statement. `response` is empty where a condition has no consequence."""

    id: str
    pattern: EarsPattern
    text: str
    span: Span
    title: str = ""
    clauses: tuple[Clause, ...] = ()
    origin: Origin = "stated"
    language: Language = "en"


class FieldType(NamedTuple):
    """A field's type.

    `base` is one of string, text, int, bigint, float, decimal, bool, uuid, date, datetime, time, email,
    url, password, json, binary, enum, ref, list, unknown. `length` is the maximum for strings; `precision`
    and `scale` belong to decimals; `values` to enums; `target` (an entity name as written) to references;
    `item` (a base) to lists.
    """

    base: str
    length: int | None = None
    precision: int | None = None
    scale: int | None = None
    values: tuple[str, ...] = ()
    target: str = ""
    item: str = ""


class Field(NamedTuple):
    """A field of an entity, of a join table, or of a request or response body.

    `default` is the literal as written without quotes, None when none is stated. `minimum` and `maximum`
    are numbers as text: lengths for strings, values for numbers. `read_only` fields are set by the server,
    `write_only` fields never come back, `computed` ones are derived and not stored from the body.
    """

    name: str
    type: FieldType
    span: Span
    required: bool = False
    unique: bool = False
    primary_key: bool = False
    indexed: bool = False
    read_only: bool = False
    write_only: bool = False
    nullable: bool = False
    default: str | None = None
    minimum: str | None = None
    maximum: str | None = None
    pattern: str = ""
    on_delete: OnDelete | None = None
    description: str = ""
    origin: Origin = "stated"
    raw_type: str = ""
    computed: bool = False
    example: str | None = None


class IndexColumn(NamedTuple):
    """A column of an index, by field name."""

    field: str
    descending: bool = False


class Index(NamedTuple):
    """A stated index or unique constraint."""

    columns: tuple[IndexColumn, ...]
    span: Span
    unique: bool = False


class Dependency(NamedTuple):
    """A functional dependency: the determinant fields decide the dependent ones."""

    determinant: tuple[str, ...]
    dependent: tuple[str, ...]
    span: Span


class Entity(NamedTuple):
    """A stored or exposed thing. `label` is a second name in the other language, such as 회원 for Member.

    `carrier` is where it stood when keys and references cannot be stated there, so that none is missing: `code` (types
    of a program), `resource` (what an API shows), `altered` (a table that stands elsewhere); empty for all others.
    """

    name: str
    fields: tuple[Field, ...]
    span: Span
    label: str = ""
    indexes: tuple[Index, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    description: str = ""
    origin: Origin = "stated"
    carrier: Literal["", "code", "resource", "altered"] = ""


class Relation(NamedTuple):
    """`source` relates to `target`; `through` names the join entity of an N:M, `fields` its attributes."""

    source: str
    target: str
    cardinality: Cardinality
    span: Span
    through: str = ""
    fields: tuple[Field, ...] = ()
    on_delete: OnDelete | None = None
    origin: Origin = "stated"


class AccessNote(NamedTuple):
    """What a SPEC says of who may call an endpoint.

    `kind`: public, authenticated, signature (a signed machine call), roles (any of `roles`, as written:
    admin, owner, author, member ...). Several notes do not occur; alternatives are in `roles`.
    """

    kind: Literal["public", "authenticated", "signature", "roles"]
    span: Span
    roles: tuple[str, ...] = ()
    origin: Origin = "stated"


class Response(NamedTuple):
    """A stated answer: `entity` names an entity whose representation it is; `note` the words beside an error."""

    status: int
    span: Span
    entity: str = ""
    many: bool = False
    fields: tuple[Field, ...] = ()
    note: str = ""
    sample: Sample | None = None


class Endpoint(NamedTuple):
    """A method and path. `path` is normalised: `{name}` parameters, no query, no trailing slash, no base path, which
    `raw` may have (`absolute`). `filters`, `sorts`, `search` are fields of a list, `requirements` ids that mention it,
    `samples` requests as shown. `carrier` is where it stood: table, list, heading, sentence, fence, crud.
    """

    method: str
    path: str
    span: Span
    raw: str = ""
    summary: str = ""
    description: str = ""
    access: AccessNote | None = None
    parameters: tuple[Field, ...] = ()
    request: tuple[Field, ...] | None = None
    request_entity: str = ""
    responses: tuple[Response, ...] = ()
    filters: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    origin: Origin = "stated"
    carrier: str = ""
    absolute: bool = False
    samples: tuple[Sample, ...] = ()


class Lifetime(NamedTuple):
    """A stated duration: `name` is access, refresh, idle, absolute; `seconds` its length."""

    name: str
    seconds: int
    span: Span


class AuthStatement(NamedTuple):
    """One stated scheme with its details. `store` is redis or database for sessions, `provider` for oauth2."""

    scheme: AuthScheme
    span: Span
    lifetimes: tuple[Lifetime, ...] = ()
    rotating: bool | None = None
    store: str = ""
    providers: tuple[str, ...] = ()
    origin: Origin = "stated"


class PasswordPolicy(NamedTuple):
    """What the SPEC says of passwords; empty where it is silent."""

    span: Span
    algorithm: str = ""
    minimum: int | None = None


class Role(NamedTuple):
    """A declared role or actor."""

    name: str
    span: Span
    description: str = ""
    origin: Origin = "stated"


class Permission(NamedTuple):
    """A cell of a roles matrix: `actions` are read, create, update, delete, all; `own` those limited to own rows."""

    role: str
    resource: str
    actions: tuple[str, ...]
    span: Span
    own: tuple[str, ...] = ()


class Integration(NamedTuple):
    """A third party that the service calls or is called by."""

    name: str
    span: Span
    url: str = ""
    operations: tuple[str, ...] = ()
    timeout_seconds: float | None = None
    retries: int | None = None
    auth: str = ""
    webhook: str = ""
    """The path of an incoming webhook, normalised as Endpoint.path."""
    signature: str = ""
    origin: Origin = "stated"


class Target(NamedTuple):
    """A measurable target. `metric`: latency, throughput, concurrency, availability, volume, error_rate.

    Latency is in milliseconds, throughput in requests a second, availability in per cent. `percentile` is
    0 where none is stated. `scope` is the words that say what it is about; a line may give several targets.
    """

    metric: str
    value: float
    span: Span
    percentile: int = 0
    scope: str = ""
    text: str = ""


class RateLimit(NamedTuple):
    """`requests` in `seconds`, counted per `key` (ip, user, api key); `scope` is login or a path, empty for all."""

    requests: int
    seconds: int
    key: str
    span: Span
    scope: str = ""


class Step(NamedTuple):
    """One line of a scenario; `keyword` is given, when, then: and/but are `joined` and take the one before."""

    keyword: str
    text: str
    span: Span
    joined: bool = False


class Scenario(NamedTuple):
    """An acceptance scenario; `requirements` are the ids that its title or body names."""

    title: str
    steps: tuple[Step, ...]
    span: Span
    requirements: tuple[str, ...] = ()
    id: str = ""


class Term(NamedTuple):
    """A glossary entry."""

    term: str
    meaning: str
    span: Span


class Statement(NamedTuple):
    """A line kept as text: an exclusion, assumption, constraint, compliance duty or an unread line.

    `name` is the canonical name of a compliance duty (GDPR, PIPA ...), why a line is unread, or an id (NFR-01, SC-001).
    """

    text: str
    span: Span
    name: str = ""


class Spec(NamedTuple):
    """All that was understood of one SPEC."""

    meta: Meta
    sections: tuple[Section, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    base_path: Fact | None = None
    endpoints: tuple[Endpoint, ...] = ()
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    auth: tuple[AuthStatement, ...] = ()
    password: PasswordPolicy | None = None
    roles: tuple[Role, ...] = ()
    permissions: tuple[Permission, ...] = ()
    frameworks: tuple[Fact, ...] = ()
    databases: tuple[Fact, ...] = ()
    caches: tuple[Fact, ...] = ()
    languages: tuple[Fact, ...] = ()
    """Programming languages of the team or the stack."""
    instances: Fact | None = None
    """Number of application instances, as text."""
    integrations: tuple[Integration, ...] = ()
    targets: tuple[Target, ...] = ()
    rate_limits: tuple[RateLimit, ...] = ()
    cors: tuple[Fact, ...] = ()
    compliance: tuple[Statement, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    glossary: tuple[Term, ...] = ()
    exclusions: tuple[Statement, ...] = ()
    assumptions: tuple[Statement, ...] = ()
    constraints: tuple[Statement, ...] = ()
    """Lines of constraint and environment sections, read or not: decision rules look for words in them."""
    settings: tuple[Fact, ...] = ()
    """Contract switches such as `api.errors: problem` or `pagination: cursor`: value is `key=value`."""
    unread: tuple[Statement, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    """What is said twice in different ways and stands here once."""
    foreign: tuple[Statement, ...] = ()
    """The first line of prose in a language that is not read, `name` being the language; at most one."""
    moves: tuple[Move, ...] = ()
