"""The check kinds as a rule file writes them: one closed model a kind, validated when the rules are compiled."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Closed(BaseModel):
    """A mapping of ours in which an unknown key is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Missing(Closed):
    """Fields that must not be empty."""

    kind: Literal["missing"]
    fields: list[str] = Field(min_length=1)
    mode: Literal["any", "all"] = "any"


class Present(Closed):
    """A field that must be empty."""

    kind: Literal["present"]
    field: str


class Pattern(Closed):
    """A regular expression that a field must have, or must not have."""

    kind: Literal["pattern"]
    field: str
    require: str = ""
    forbid: str = ""
    ignore_case: bool = False


class Casing(Closed):
    """One letter case for all names."""

    kind: Literal["casing"]
    field: str
    default: Literal["kebab", "snake", "camel", "pascal"]
    beside: str = ""
    style: Literal["", "kebab", "snake", "camel", "pascal"] = ""
    split: str = ""
    least: int = 1


class Enum(Closed):
    """The values that a field may have, or may not have."""

    kind: Literal["enum"]
    field: str
    allow: list[str | int] = []
    forbid: list[str | int] = []


class Unique(Closed):
    """Keys that may occur once; see `kinds.unique`."""

    kind: Literal["unique"]
    key: list[str] = Field(min_length=1)
    optional: list[str] = []
    fold: Literal["none", "name", "path", "words", "numbers", "calls"] = "none"
    per_owner: bool = False
    differ: str = ""
    ignore: str = ""
    group: dict[str, str] = {}
    at: str = ""


class Count(Closed):
    """How many members of a list there must be; see `kinds.count`."""

    kind: Literal["count"]
    field: str
    having: dict[str, list[str | bool]] = {}
    either: dict[str, list[str | bool]] = {}
    min: int = 0
    max: int | None = None
    unless_empty: bool = False
    at: str = ""


class Reference(Closed):
    """A name that must be declared; under `near` only one that is like a declared one (`yes`) or is not (`no`)."""

    kind: Literal["reference"]
    to: Literal["bodies", "entities", "fields", "requirements", "roles"]
    near: Literal["", "yes", "no"] = ""


class Each(Closed):
    """Every node that the filters of the rule leave, at the place of its attribute `at`."""

    kind: Literal["each"]
    at: str = ""


class Range(Closed):
    """A number below `min` or above `max`."""

    kind: Literal["range"]
    field: str
    min: float | None = None
    max: float | None = None


class Clash(Closed):
    """Two patterns that should not both stand in the text of one SPEC; `apart` excuses lines that have it."""

    kind: Literal["clash"]
    one: list[str] = Field(min_length=1)
    other: list[str] = Field(min_length=1)
    apart: str = ""


class InText(Closed):
    """A pattern that should not stand in the text, except beside `apart`; looked for in lines with `words`."""

    kind: Literal["text"]
    words: list[str] = Field(min_length=1)
    forbid: str
    apart: str = ""
    beside: Literal["line", "sentence"] = "line"


class Lexicon(Closed):
    """Words that should not stand in a text, nor in the other lines of `sections`, of which `*` is all.

    `elsewhere` are the lists that hold there, if not all of them. In sections of the kinds `told` only whole
    sentences count.
    """

    kind: Literal["lexicon"]
    lists: list[str] = Field(min_length=1)
    sections: list[str] = []
    elsewhere: list[str] = []
    told: list[str] = []


class Function(Closed):
    """A function of `check/functions/`."""

    kind: Literal["function"]
    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    options: dict[str, Any] = {}


class Reported(Closed):
    """Found while the files are loaded, decided or planned; the rule file only explains it."""

    kind: Literal["reported"]


Check = Annotated[
    Missing
    | Present
    | Pattern
    | Casing
    | Enum
    | Unique
    | Count
    | Reference
    | Each
    | Range
    | Clash
    | InText
    | Lexicon
    | Function
    | Reported,
    Field(discriminator="kind"),
]
