"""The form of `rules/decide/*.yaml`: validated by pydantic when the tables are compiled, never on a warm start.

A condition is one of a closed set of kinds; `groundplan.decide.kinds` has one small function for each.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError, model_validator

from groundplan.errors import ResourceError

Place = Literal[
    "title",
    "requirements",
    "constraints",
    "assumptions",
    "compliance",
    "targets",
    "endpoints",
    "entities",
    "integrations",
    "scenarios",
    "front matter",
]
Counted = Literal[
    "entities",
    "endpoints",
    "relations",
    "many_to_many",
    "dependencies",
    "integrations",
    "outbound",
    "webhooks",
    "roles",
    "permissions",
    "auth_sections",
    "instances",
    "crud_percent",
    "read_percent",
    "json_percent",
    "owned",
    "user_links",
]
RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}\d{2}[a-z]?$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Always(_Strict):
    """Holds; never evidence."""

    kind: Literal["always"]


class All(_Strict):
    """Every condition holds."""

    kind: Literal["all"]
    of: list[Condition] = Field(min_length=2)


class AnyOf(_Strict):
    """At least one condition holds."""

    kind: Literal["any"]
    of: list[Condition] = Field(min_length=2)


class Not(_Strict):
    """The condition does not hold; never evidence."""

    kind: Literal["not"]
    of: Condition


class Stated(_Strict):
    """The SPEC states an answer to `question` (one of `values` if given) with one of the strengths."""

    kind: Literal["stated"]
    question: str
    values: list[str] = []
    strength: list[Literal["must", "should", "not"]] = ["must", "should"]


class InEvidence(_Strict):
    """A manifest answers `question`: with one of `values`, or in one of `manifests`, if given."""

    kind: Literal["evidence"]
    question: str
    values: list[str] = []
    manifests: list[str] = []


class InWords(_Strict):
    """One of the words or phrases (English and Korean) stands in one of the places, not negated."""

    kind: Literal["words"]
    words: list[str] = Field(min_length=1)
    places: list[Place] = ["title", "requirements", "constraints", "assumptions", "endpoints"]


class Count(_Strict):
    """How many there are of something; does not hold where the SPEC is silent about it."""

    kind: Literal["count"]
    of: Counted
    at_least: int | None = None
    at_most: int | None = None


class HasTarget(_Strict):
    """A stated target within bounds: latency in ms, throughput in requests a second, availability in per cent."""

    kind: Literal["target"]
    metric: Literal["latency", "throughput", "concurrency", "availability", "volume", "error_rate"]
    percentile: int = 0
    at_least: float | None = None
    at_most: float | None = None


class Measure(_Strict):
    """A number with one of the units, in a statement with one of the words, within bounds."""

    kind: Literal["measure"]
    words: list[str] = []
    units: list[str] = Field(min_length=1)
    at_least: float | None = None
    at_most: float | None = None


class HasEntity(_Strict):
    """An entity with one of the names, or a field with one of the names or base types."""

    kind: Literal["entity"]
    names: list[str] = []
    fields: list[str] = []
    types: list[str] = []


class HasEndpoint(_Strict):
    """An endpoint with one of the path segments, one of the methods, or both."""

    kind: Literal["endpoint"]
    segments: list[str] = []
    methods: list[str] = []


class HasAccess(_Strict):
    """An endpoint whose access note is of one of the kinds, or names one of the roles."""

    kind: Literal["access"]
    kinds: list[Literal["public", "authenticated", "signature", "roles"]] = []
    roles: list[str] = []


class Complies(_Strict):
    """The SPEC names one of the regulations."""

    kind: Literal["compliance"]
    names: list[str] = Field(min_length=1)


class Decided(_Strict):
    """An earlier question came out as one of `values`, or in one of the `languages`."""

    kind: Literal["decision"]
    question: str
    values: list[str] = []
    languages: list[str] = []


class HasSetting(_Strict):
    """A setting that the rows before gave to a question, of the decisions so far or of the one being made."""

    kind: Literal["setting"]
    question: str
    key: str
    values: list[str] = Field(min_length=1)


Condition = Annotated[
    Always
    | All
    | AnyOf
    | Not
    | Stated
    | InEvidence
    | InWords
    | Count
    | HasTarget
    | Measure
    | HasEntity
    | HasEndpoint
    | HasAccess
    | Complies
    | Decided
    | HasSetting,
    Field(discriminator="kind"),
]


class Selector(_Strict):
    """Candidates by id, by language or by feature; `stated`, `rejected` and `evidence` stand for what was read."""

    candidates: list[str] | Literal["rejected"] = []
    languages: list[str] | Literal["stated", "rejected", "evidence"] = []


class Points(_Strict):
    """Points by candidate id, by language (`stated` for the preferred ones), or weight by feature level."""

    candidates: dict[str, int] = {}
    languages: dict[str, int] = {}
    features: dict[str, int] = {}


class Effect(_Strict):
    """What a row does: exactly one of these."""

    choose: Literal["stated", "evidence"] | None = None
    keep: Selector | None = None
    remove: Selector | None = None
    score: Points | None = None
    set: dict[str, str | int | float | bool] | None = None
    compute: Literal["lifetimes", "password", "limits", "pool", "clients"] | None = None
    note: Literal[True] | None = None

    @model_validator(mode="after")
    def _one(self) -> Effect:
        if len(self.model_fields_set) != 1:
            raise ValueError("`then` needs exactly one effect")
        return self


class Sentence(_Strict):
    """One sentence in both languages."""

    en: str
    ko: str


class Row(_Strict):
    """One rule. `setting` rows come after the outcome and may read it; where two set one key, `merge` says who wins."""

    id: RuleId
    stage: Literal["stated", "evidence", "hard", "score", "setting"]
    when: Condition
    then: Effect
    because: Sentence
    source: str
    merge: Literal["first", "min", "max"] = "first"


class Candidate(_Strict):
    """A possible outcome; their order in the table is the tie-break. `aliases` are other spellings.

    `title_ko` is empty for proper names, which are the same in both languages. One that stands `beside` others leads
    only where nothing else is stated: API keys, where people sign in as well.
    """

    id: str
    title: str
    title_ko: str = ""
    beside: bool = False
    aliases: list[str] = []
    language: str = ""
    features: dict[str, int] = {}


class Table(_Strict):
    """One question.

    `several` where answers stand side by side (two auth schemes, a cache and a CDN): the one that leads is the
    first in the SPEC (`listed`) or in the table (`ranked`), and stating two is no clash.
    """

    question: str
    title: Sentence
    asks: bool = False
    offer: list[str] = []
    several: Literal["", "listed", "ranked"] = ""
    candidates: list[Candidate] = Field(min_length=1)
    rows: list[Row]

    @model_validator(mode="after")
    def _known(self) -> Table:
        ids = [candidate.id for candidate in self.candidates]
        features = {name for candidate in self.candidates for name in candidate.features}
        for row in self.rows:
            for name in _named(row.then):
                if name not in ids:
                    raise ValueError(f"{row.id}: {name!r} is no candidate")
            if row.then.score and not set(row.then.score.features) <= features:
                raise ValueError(f"{row.id}: unknown feature")
        if len({row.id for row in self.rows}) != len(self.rows) or len(set(ids)) != len(ids):
            raise ValueError("an id stands twice")
        return self


class CompatRow(_Strict):
    """A pair of outcomes or facts that do not go together (CON010)."""

    id: RuleId
    question: str
    severity: Literal["error", "warning"]
    when: Condition
    message: Sentence
    help: Sentence
    source: str


def _named(effect: Effect) -> list[str]:
    names: list[str] = []
    for selector in (effect.keep, effect.remove):
        if selector and isinstance(selector.candidates, list):
            names += selector.candidates
    return names + list(effect.score.candidates if effect.score else ())


def validated_table(name: str, data: Any) -> dict[str, Any]:
    """The plain data of one table. Raises ResourceError naming the file and what is wrong in it."""
    return _validated(TypeAdapter(Table), name, data)  # type: ignore[no-any-return]


def validated_compat(name: str, data: Any) -> list[dict[str, Any]]:
    """The plain data of the compatibility rows. Raises ResourceError."""
    return _validated(TypeAdapter(list[CompatRow]), name, data)  # type: ignore[no-any-return]


def _validated(adapter: TypeAdapter[Any], name: str, data: Any) -> Any:
    try:
        return adapter.dump_python(adapter.validate_python(data), mode="json", exclude_none=True)
    except ValidationError as fault:
        raise ResourceError(f"{name}: {fault}") from fault
