"""The document of `groundplan show --format json`: its JSON Schema is docs/show.schema.json.

Every fact says where it stands (`file`, `line`) and whether it was stated or inferred (`origin`).
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Fact(BaseModel):
    """What all facts have: a 1-based line in a file as the user named it."""

    model_config = ConfigDict(extra="forbid")

    file: str
    line: int
    origin: Literal["stated", "inferred"] = "stated"


class Meta(Fact):
    """Front matter and title."""

    id: str
    title: str
    version: str
    status: str
    language: Literal["en", "ko"]
    dialect: str
    files: list[str]
    fields: dict[str, str]


class Word(Fact):
    """A stated word: a framework, a database, an origin. `strength` is `not` where the SPEC rejects it."""

    value: str
    version: str = ""
    strength: Literal["must", "should", "not"] = "must"


class FieldFact(Fact):
    """A field. `type` is its base type; the rest narrows it."""

    name: str
    type: str
    length: int | None = None
    precision: int | None = None
    scale: int | None = None
    values: list[str] = []
    target: str = ""
    item: str = ""
    required: bool = False
    unique: bool = False
    primary_key: bool = False
    read_only: bool = False
    write_only: bool = False
    nullable: bool = False
    default: str | None = None
    minimum: str | None = None
    maximum: str | None = None
    pattern: str = ""
    on_delete: str | None = None
    description: str = ""
    example: str | None = None


class IndexFact(Fact):
    """An index; a column that is sorted downwards ends in ` desc`."""

    columns: list[str]
    unique: bool = False


class DependencyFact(Fact):
    """A functional dependency."""

    determinant: list[str]
    dependent: list[str]


class EntityFact(Fact):
    """A stored or exposed thing."""

    name: str
    label: str = ""
    description: str = ""
    fields: list[FieldFact]
    indexes: list[IndexFact] = []
    dependencies: list[DependencyFact] = []


class SampleFact(BaseModel):
    """A body as the SPEC shows it: its text, or the JSON Schema of it, as written."""

    model_config = ConfigDict(extra="forbid")

    media: str = ""
    text: str = ""
    json_schema: str = ""
    headers: list[list[str]] = []


class ResponseFact(Fact):
    """A stated answer."""

    status: int
    entity: str = ""
    many: bool = False
    fields: list[FieldFact] = []
    note: str = ""
    sample: SampleFact | None = None


class EndpointFact(Fact):
    """An endpoint. `operation` is what the planner takes it for, `rule` the row of rules/operations.yaml that says so.

    `auth` is public, authenticated, signature, or role names joined by commas; null where nothing is stated.
    """

    method: str
    path: str
    operation: str
    rule: str = ""
    auth: str | None = None
    summary: str = ""
    description: str = ""
    parameters: list[FieldFact] = []
    request: list[FieldFact] | None = None
    request_entity: str = ""
    samples: list[SampleFact] = []
    responses: list[ResponseFact] = []
    filters: list[str] = []
    sorts: list[str] = []
    search: list[str] = []
    requirements: list[str] = []


class RelationFact(Fact):
    """A relation between two entities."""

    source: str
    target: str
    cardinality: Literal["1:1", "1:N", "N:1", "N:M"]
    through: str = ""
    fields: list[FieldFact] = []
    on_delete: str | None = None


class LifetimeFact(Fact):
    """A lifetime: access, refresh, idle or absolute."""

    name: str
    seconds: int


class AuthFact(Fact):
    """A scheme with its details."""

    scheme: Literal["jwt", "oauth2", "session", "client_credentials", "api_key", "basic", "none"]
    lifetimes: list[LifetimeFact] = []
    rotating: bool | None = None
    store: str = ""
    providers: list[str] = []


class RoleFact(Fact):
    """A declared role."""

    name: str
    description: str = ""


class PermissionFact(Fact):
    """A cell of a roles matrix; `own` are the actions limited to own rows."""

    role: str
    resource: str
    actions: list[str]
    own: list[str] = []


class ClauseFact(BaseModel):
    """An EARS clause."""

    model_config = ConfigDict(extra="forbid")

    keyword: str
    text: str


class RequirementFact(Fact):
    """A normative statement."""

    id: str
    pattern: Literal["ubiquitous", "event", "state", "unwanted", "optional", "complex", "plain"]
    text: str
    title: str = ""
    clauses: list[ClauseFact] = []
    language: Literal["en", "ko"] = "en"


class MoveFact(Fact):
    """A step that a status may take; `source` is `*` for any value. `about` says whose status, in words beside it."""

    source: str
    target: str
    about: str = ""
    requirement: str = ""


class IntegrationFact(Fact):
    """A third party."""

    name: str
    url: str = ""
    operations: list[str] = []
    timeout_seconds: float | None = None
    retries: int | None = None
    auth: str = ""
    webhook: str = ""
    signature: str = ""


class TargetFact(Fact):
    """A measurable target: latency in milliseconds, throughput a second, availability in per cent."""

    metric: str
    value: float
    percentile: int = 0
    scope: str = ""
    text: str = ""


class RateLimitFact(Fact):
    """A rate limit."""

    requests: int
    seconds: int
    key: str
    scope: str = ""


class StepFact(Fact):
    """A line of a scenario; `joined` by and or but, it goes on with the keyword of the line before."""

    keyword: str
    text: str
    joined: bool = False


class ScenarioFact(Fact):
    """An acceptance scenario."""

    id: str = ""
    title: str
    steps: list[StepFact]
    requirements: list[str] = []


class TermFact(Fact):
    """A glossary entry."""

    term: str
    meaning: str


class StatementFact(Fact):
    """A line kept as text; `name` is a regulation's name, a constraint's id, or why a line was not read."""

    text: str
    name: str = ""


class BehaviourFact(Fact):
    """A requirement that a row of rules/behaviours.yaml read, and the operations that keep it, as `METHOD /path`."""

    requirement: str
    rule: str
    kind: Literal[
        "guard", "ceiling", "toggle", "transition", "event", "effect", "transaction", "draw", "shortage", "kept"
    ]
    because: str
    endpoints: list[str]


class UnrecognisedFact(Fact):
    """A requirement that no rule read: `linked` to endpoints that carry it, `custom` where these wait, or neither."""

    id: str
    text: str
    status: Literal["linked", "custom", "unlinked"]
    endpoints: list[str]


class Document(BaseModel):
    """All that was understood of one SPEC."""

    model_config = ConfigDict(extra="forbid")

    format: Literal["groundplan-show-1"] = Field("groundplan-show-1", description="The version of this form.")
    meta: Meta
    base_path: Word | None
    endpoints: list[EndpointFact]
    entities: list[EntityFact]
    relations: list[RelationFact]
    auth: list[Literal["jwt", "oauth2", "session", "client_credentials", "api_key", "basic", "none"]]
    auth_details: list[AuthFact]
    roles: list[RoleFact]
    permissions: list[PermissionFact]
    framework: str | None
    database: str | None
    stack: dict[str, list[Word]] = Field(description="frameworks, databases, caches, languages, instances")
    moves: list[MoveFact]
    requirements: list[RequirementFact]
    behaviours: list[BehaviourFact]
    unrecognised: list[UnrecognisedFact]
    integrations: list[IntegrationFact]
    targets: list[TargetFact]
    rate_limits: list[RateLimitFact]
    cors: list[Word]
    compliance: list[StatementFact]
    scenarios: list[ScenarioFact]
    glossary: list[TermFact]
    exclusions: list[StatementFact]
    assumptions: list[StatementFact]
    constraints: list[StatementFact]
    settings: list[Word]
    unread: list[StatementFact]
