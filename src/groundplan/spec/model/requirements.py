"""What the service shall do, and the scenarios that show that it does."""

from __future__ import annotations

from typing import Literal

from groundplan.record import NamedTuple
from groundplan.source import Span
from groundplan.spec.model.facts import Language, Origin

EarsPattern = Literal["ubiquitous", "event", "state", "unwanted", "optional", "complex", "plain"]


class Clause(NamedTuple):
    """One EARS keyword and its words: `keyword` is when, while, where, if, then or shall."""

    keyword: str
    text: str


class Requirement(NamedTuple):
    """A normative statement. `raw` is `text` with its author's marks (bold, code, links), empty where it has none."""

    id: str
    pattern: EarsPattern
    text: str
    span: Span
    title: str = ""
    clauses: tuple[Clause, ...] = ()
    origin: Origin = "stated"
    language: Language = "en"
    raw: str = ""


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
