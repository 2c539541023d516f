"""Specs made by hand, for tests that are about deciding and not about reading."""

from __future__ import annotations

from groundplan.source import Span
from groundplan.spec.model import Endpoint, Fact, Meta, Spec, Statement, Target

PLACE = Span("spec.md", 1)


def at(line: int) -> Span:
    return Span("spec.md", line)


def spec(**parts: object) -> Spec:
    """A Spec with nothing but `parts`."""
    return Spec(meta=Meta("SPEC-T-001", "Parcels", "1", "draft", "en", "", PLACE), **parts)  # type: ignore[arg-type]


def fact(value: str, strength: str = "must", line: int = 5, version: str = "") -> Fact:
    return Fact(value, at(line), "stated", strength, version)  # type: ignore[arg-type]


def constraints(*lines: str) -> tuple[Statement, ...]:
    return tuple(Statement(text, at(10 + n)) for n, text in enumerate(lines))


def endpoints(*lines: str) -> tuple[Endpoint, ...]:
    parts = [line.split(" ", 1) for line in lines]
    return tuple(Endpoint(method, path, at(30 + n)) for n, (method, path) in enumerate(parts))


def latency(milliseconds: float, percentile: int = 95) -> Target:
    return Target("latency", milliseconds, at(50), percentile)
