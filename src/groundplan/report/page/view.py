"""What the page shows, as plain values: templates only walk over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.diagnostics import Severity

if TYPE_CHECKING:
    from groundplan.report.page.diagram import Drawing


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the SPEC and the anchor that leads there, empty where the page does not show it."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """Something of the page where another part of it is named."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in a line; `mark` is a severity, `other` for a second place of a finding, or empty."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A finding as it stands beside its line.

    `rule` leads to its rule in the list; `others` are its further places with the words about them.
    """

    anchor: str
    rule: str
    code: str
    name: str
    severity: Severity
    message: str
    label: str
    help: str
    fix: str
    place: Place
    others: tuple[tuple[Place, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the SPEC with the findings beside it."""

    number: int
    anchor: str
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class FileText:
    """A file of the SPEC."""

    anchor: str
    name: str
    lines: tuple[Line, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """A rule that found something: what it says, the first few of its sentences, why, and where."""

    anchor: str
    code: str
    name: str
    severity: Severity
    messages: tuple[str, ...]
    more: int
    why: str
    places: tuple[Reference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The findings by rule and by line; `elsewhere` are those at no line of the files shown."""

    counts: tuple[tuple[Severity, int], ...]
    rules: tuple[RuleRow, ...]
    files: tuple[FileText, ...]
    elsewhere: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementRow:
    """A requirement, the endpoints that carry it, the behaviour that keeps it and what tests it.

    `kept` pairs what it became with why; `mark` is what its generated tests carry; `scenarios` are the SPEC's own.
    """

    anchor: str
    id: str
    title: str
    text: str
    status: str
    place: Place
    endpoints: tuple[Reference, ...]
    kept: tuple[tuple[str, str, str], ...]
    mark: str
    scenarios: tuple[tuple[str, Place], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointRow:
    """An endpoint; `level` is one of those of `Access`."""

    anchor: str
    method: str
    path: str
    kind: str
    summary: str
    level: str
    access: str
    requirements: tuple[Reference, ...]
    statuses: tuple[tuple[int, str], ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRow:
    """A column of a table."""

    name: str
    type: str
    nullable: bool
    key: str
    target: Reference | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A table of the data model."""

    anchor: str
    name: str
    label: str
    kind: str
    place: Place
    columns: tuple[ColumnRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A candidate on a score sheet; `points` by the rules of the sheet, `share` of the best total in percent."""

    title: str
    chosen: bool
    total: int
    share: int
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A rule that fired: what it says and what it read."""

    rule: str
    stage: str
    because: str
    read: tuple[tuple[str, Place | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """A number or switch that a decision carries."""

    name: str
    value: str
    rule: str
    assumed: bool
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCard:
    """A decision with its score sheet; `problem` says why its answer cannot be had, else it is empty."""

    question: str
    title: str
    answer: str
    stage: str
    margin: str
    assumed: bool
    problem: str
    place: Place | None
    reasons: tuple[Reason, ...]
    rules: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    removed: tuple[tuple[str, tuple[str, ...]], ...]
    settings: tuple[SettingRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What was planned of the SPEC."""

    requirements: tuple[RequirementRow, ...]
    endpoints: tuple[EndpointRow, ...]
    tables: tuple[TableRow, ...]
    drawing: Drawing | None
    decisions: tuple[DecisionCard, ...]
    stack: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The whole page. Without `planned` it shows the findings only; `stopped` are those that stand in its way."""

    language: str
    title: str
    tool: str
    findings: Findings
    subtitle: str = ""
    fingerprint: str = ""
    planned: Planned | None = None
    stopped: tuple[Reference, ...] = ()
