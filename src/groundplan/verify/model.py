"""The values of a verification: what was asked, what came back, what a check found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from groundplan import catalogue
from groundplan.record import NamedTuple

Outcome = Literal["passed", "failed", "skipped"]


class Phrase(NamedTuple):
    """A sentence of `rules/catalogue/verify.yaml` with its values, in no language yet."""

    key: str
    values: tuple[tuple[str, str], ...] = ()

    def of(self, language: str) -> str:
        """The sentence in `language` ("en" or "ko")."""
        return catalogue.text(f"verify.{self.key}", language, **dict(self.values))


def phrase(key: str, **values: object) -> Phrase:
    """The sentence `verify.<key>`."""
    return Phrase(key, tuple((name, str(value)) for name, value in values.items()))


class Exchange(NamedTuple):
    """One request and its answer, without credentials and cut to a readable size."""

    method: str
    path: str
    request_headers: tuple[tuple[str, str], ...]
    request_body: str
    status: int
    response_headers: tuple[tuple[str, str], ...]
    response_body: str


class Fault(NamedTuple):
    """One broken promise: what the contract says, what came instead, and where it was seen."""

    expected: Phrase
    got: str
    exchange: Exchange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one check found on one subject.

    `operation` is an operation id, empty where the check is about the whole service; `endpoint` its METHOD and path.
    `reason` is set when skipped, `faults` when failed.
    """

    id: str
    area: str
    outcome: Outcome
    operation: str = ""
    endpoint: str = ""
    reason: Phrase | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def title(self) -> Phrase:
        """What the check checks, in a few words."""
        return Phrase(f"check.{self.id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All results, in the order of areas, checks and operations."""

    service: str
    url: str
    results: tuple[Result, ...]

    def count(self, outcome: Outcome) -> int:
        """How many results ended so."""
        return sum(result.outcome == outcome for result in self.results)

    @property
    def passed(self) -> bool:
        """Whether nothing failed and something was checked."""
        return not self.count("failed") and self.count("passed") > 0


class Skip(Exception):  # noqa: N818 - not an error: the check has nothing to say
    """Raised by a check that cannot be made here; it carries why."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(reason.key)
        self.reason = reason


def skip(key: str, **values: object) -> Skip:
    """The Skip with the reason `verify.skip.<key>`."""
    return Skip(phrase(f"skip.{key}", **values))


class NoAnswerError(Exception):
    """The service did not answer a request: refused, reset, or too late."""
