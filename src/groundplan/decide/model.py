"""What was decided and why: the value between deciding and planning.

A pure function of the Spec, the manifests in its repository and the tables of `rules/decide`. Everything a
reader needs to check an outcome is in it: the score sheet, the rows that fired, what each row read and where.
"""

from __future__ import annotations

from typing import Literal

from groundplan.record import NamedTuple
from groundplan.source import Span

Stage = Literal["stated", "evidence", "hard", "score", "margin"]

QUESTIONS = (
    "framework",
    "database",
    "orm",
    "migrations",
    "auth",
    "authorization",
    "cache",
    "rate_limit",
    "resilience",
    "pool",
    "observability",
)
"""The order of deciding: a later question may read an earlier outcome and never reopens it."""


class Words(NamedTuple):
    """One sentence of ours in both languages."""

    en: str
    ko: str

    def of(self, language: str) -> str:
        """The sentence in `language` ("en" or "ko")."""
        return self.ko if language == "ko" else self.en


class Reading(NamedTuple):
    """What a row read: `path` is a place in the Spec (`databases`) or a manifest, `value` what stood there.

    `span` is None where the row read an absence, a count or an earlier decision.
    """

    path: str
    value: str
    span: Span | None = None


class Fired(NamedTuple):
    """A row whose condition held. `source` is a key of `rules/decide/sources.yaml`; `effect` its `then` in words."""

    id: str
    stage: Literal["stated", "evidence", "hard", "score", "setting"]
    because: Words
    source: str
    readings: tuple[Reading, ...] = ()
    effect: str = ""
    counts: bool = False
    """Whether it is evidence: it removed or scored a candidate and read the SPEC or the repository."""


class Cell(NamedTuple):
    """The points that one row gave a candidate."""

    rule: str
    points: int


class SheetRow(NamedTuple):
    """A candidate on the score sheet, best first, removed ones last. `removed_by` is a row id or empty."""

    candidate: str
    title: str
    total: int
    cells: tuple[Cell, ...] = ()
    removed_by: str = ""


class Setting(NamedTuple):
    """A number or a switch that a decision carries, such as `access_ttl_seconds`.

    `subject` names what it is about where there are several: an integration's name or a rate limit's scope.
    `assumed` is False where the SPEC stated it (then `span` is its place). `rule` is the row that set it.
    """

    key: str
    value: str | int | float | bool
    rule: str
    assumed: bool = True
    span: Span | None = None
    subject: str = ""


class Decision(NamedTuple):
    """The answer to one question.

    `outcome` is a candidate id (`fastapi`, `postgresql`, `jwt`, `none`), or the stated word in lower case
    where the SPEC asks for something that no table knows (then `supported` is False); `title` is how people
    write it. `stage` is the one that settled it. `assumed` when neither the SPEC nor the repository decides:
    the tie-break did. `margin` is best minus second, `needed` what it had to be. `alternatives` are the
    candidates to offer in a question, best first. `supported` says that a scaffold exists (always True for
    questions other than framework, except unknown words); `best_supported` is then the best candidate that has one.
    """

    question: str
    outcome: str
    title: str
    stage: Stage
    outcome_version: str = ""
    assumed: bool = False
    candidates: tuple[SheetRow, ...] = ()
    fired: tuple[Fired, ...] = ()
    margin: int = 0
    needed: int = 0
    ambiguous: bool = False
    alternatives: tuple[str, ...] = ()
    supported: bool = True
    best_supported: str = ""
    language: str = ""
    """The programming language of the outcome, for a framework: python, node, go, rust, java, scala, php, dotnet."""
    settings: tuple[Setting, ...] = ()
    asks: bool = False
    """Whether an assumed outcome is worth a question to the author."""

    def setting(self, key: str, subject: str = "") -> str | int | float | bool | None:
        """The value of a setting, or None where the decision carries none."""
        return next((one.value for one in self.settings if one.key == key and one.subject == subject), None)

    @property
    def span(self) -> Span | None:
        """The first SPEC place behind the stage that settled it, or None."""
        places = (reading.span for row in self.fired if row.stage == self.stage for reading in row.readings)
        return next((place for place in places if place is not None), None)


class Clash(NamedTuple):
    """Two facts that cannot both hold (CON010) or differ (CON011): row ids and the readings behind them."""

    code: Literal["CON010", "CON011"]
    question: str
    severity: Literal["error", "warning", "note"]
    message: Words
    help: Words
    readings: tuple[Reading, ...] = ()
    rule: str = ""


class Decisions(NamedTuple):
    """All decisions in the order of QUESTIONS, and the clashes between them."""

    decisions: tuple[Decision, ...]
    clashes: tuple[Clash, ...] = ()
    language: Literal["en", "ko"] = "en"
    """The language of the SPEC, for sentences."""
    place: Span | None = None
    """Where the SPEC begins: the place of a diagnostic about something that stands nowhere."""
    notes: tuple[tuple[str, str], ...] = ()
    """Manifests that could not be read: (path, reason)."""

    def of(self, question: str) -> Decision:
        """The decision on `question`. Raises KeyError for a question that is not in QUESTIONS."""
        for decision in self.decisions:
            if decision.question == question:
                return decision
        raise KeyError(question)
