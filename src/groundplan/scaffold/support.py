"""What a scaffold cannot do of what was decided, and the answer that it can do instead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from groundplan.decide.model import Decision, Decisions
    from groundplan.scaffold.library import Scaffold
    from groundplan.source import Span


class Gap(NamedTuple):
    """A decision on `question` that a scaffold does not support.

    `title` is what was decided and `span` where the SPEC says so, None where it does not. `best` is the best
    candidate that is supported and `best_title` how people write it; both are empty where there is none.
    """

    question: str
    outcome: str
    title: str
    span: Span | None
    best: str
    best_title: str


def unsupported(decisions: Decisions, scaffold: Scaffold) -> tuple[Gap, ...]:
    """The gaps between the decisions and `scaffold.supports`, in the order of the manifest."""
    return tuple(_gaps(decisions, scaffold))


def without_scaffold(decision: Decision) -> Gap:
    """The gap of a framework that has no scaffold."""
    return _gap(decision, (decision.best_supported,) if decision.best_supported else ())


def _gaps(decisions: Decisions, scaffold: Scaffold) -> Iterator[Gap]:
    for decision in decisions.decisions:
        supported = scaffold.supports.get(decision.question)
        if supported is not None and decision.outcome not in supported:
            yield _gap(decision, supported)


def _gap(decision: Decision, supported: tuple[str, ...]) -> Gap:
    """The best supported candidate by score; `none` only where there is nothing else, for it drops a wish."""
    ranked = [row for row in decision.candidates if row.candidate in supported]
    ranked.sort(key=lambda row: (row.candidate == "none", bool(row.removed_by)))
    best, title = (ranked[0].candidate, ranked[0].title) if ranked else (next(iter(supported), ""),) * 2
    return Gap(decision.question, decision.outcome, decision.title, decision.span, best, title)
