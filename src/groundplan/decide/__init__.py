"""Deciding: which framework, auth, database and operations, by rule tables, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.decide import clashes, tables
from groundplan.decide.engine import settle
from groundplan.decide.facts import Facts
from groundplan.decide.findings import diagnostics
from groundplan.decide.model import QUESTIONS, Clash, Decisions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundplan.decide.evidence import Evidence
    from groundplan.spec.model import Spec

__all__ = ["available", "decide", "diagnostics"]


def decide(
    spec: Spec, evidence: Evidence, overrides: Mapping[str, str], scaffolds: frozenset[str] | None = None
) -> Decisions:
    """Every question of QUESTIONS answered, in their order.

    `overrides` maps a question to an answer that wins over everything; `scaffolds` are the frameworks that
    can be generated (default: those that are installed). Raises ResourceError for malformed tables.
    """
    facts = Facts(spec, evidence)
    existing = available() if scaffolds is None else scaffolds
    met: list[Clash] = []
    for question in QUESTIONS:
        _, found = settle(tables.table(question), facts, overrides.get(question, ""), existing)
        met += found
    met += clashes.incompatible(facts)
    decisions = tuple(facts.decided[question] for question in QUESTIONS)
    return Decisions(decisions, tuple(dict.fromkeys(met)), spec.meta.language, spec.meta.span, evidence.notes)


def available() -> frozenset[str]:
    """The frameworks that can be generated: folders of `scaffolds/` with a `scaffold.yaml`."""
    from groundplan import resources

    return frozenset(path.parent.name for path in resources.folder("scaffolds").glob("*/scaffold.yaml"))
