"""Doors that stand open: what anybody may call although the SPEC does not say so, or says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from groundplan import catalogue
from groundplan.decide.model import Decisions
from groundplan.diagnostics import Diagnostic
from groundplan.plan.auth import SCHEMES
from groundplan.plan.findings import diagnostic
from groundplan.plan.model.api import Operation
from groundplan.spec.model import Endpoint, Spec

_ENTRIES = ("register", "login", "refresh", "token", "oauth_start", "oauth_callback", "webhook_in")
"""What makes a caller of somebody, or proves the sender in its own way."""


def found(spec: Spec, decisions: Decisions, operations: Sequence[Operation]) -> Iterator[Diagnostic]:
    """A finding for a scheme that cannot be planned, for access that nobody checks, and for writes left open."""
    language = spec.meta.language
    try:
        decided = decisions.of("auth")
    except KeyError:
        return
    if decided.outcome not in SCHEMES:
        place = decided.span or spec.meta.span
        yield diagnostic("unplanned", "error", place, language, scheme=decided.title)
        return
    if decided.outcome != "none":
        return
    closed = [one for one in spec.endpoints if one.access and one.access.kind in ("authenticated", "roles")]
    for one in closed[:1]:
        yield _told("unasked", one, closed, language)
    unsaid = {(one.method, one.span) for one in operations if _is_open(one)}
    written = [one for one in spec.endpoints if (one.method, one.span) in unsaid and one not in closed]
    for one in written[:1] if decided.stage != "stated" else ():
        yield _told("open", one, written, language)


def _is_open(made: Operation) -> bool:
    return (
        made.method != "GET" and made.access.level == "public" and not made.access.spans and made.kind not in _ENTRIES
    )


def _told(key: str, first: Endpoint, every: Sequence[Endpoint], language: str) -> Diagnostic:
    """One finding for all of them, at the first."""
    rest = len(every) - 1
    more = catalogue.text("plan.more", language, count=rest) if rest else ""
    return diagnostic(key, "warning", first.span, language, method=first.method, path=first.path, more=more)
