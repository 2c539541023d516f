"""Values of a Spec as numbers, and numbers as a person writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan import regex

if TYPE_CHECKING:
    from groundplan.spec.model import Spec, Target


def as_number(value: object) -> float | None:
    """A value of a Spec as a number, None where it is none."""
    try:
        return float(str(value))
    except ValueError:
        return None


def worded(value: object) -> str:
    """A value as a person writes it: 200, not 200.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


_DEED = 1000
"""Milliseconds: what may take as long as this is something done, and not only an answer."""
_SET_OFF = frozenset({"event", "unwanted", "state", "complex"})
_ANSWER = regex.compile(
    r"latenc|\brespon(?!ds? (?:with )?\d{3}\b)|\banswers?\b|\breturns?\b|\bshows?\b|\bloads?\b|응답|반환|조회|표시|지연"
)


def bounds_of_deeds(spec: Spec) -> frozenset[Target]:
    """Latencies that a requirement sets for what it does at an event: `When ..., the system shall block it within 5 s`.

    Each time is held to it, and no other call is.
    """
    lines = {(one.span.path, one.span.line) for one in spec.requirements if one.pattern in _SET_OFF}
    bound = (one for one in spec.targets if one.metric == "latency" and one.value >= _DEED)
    return frozenset(
        one for one in bound if (one.span.path, one.span.line) in lines and not _ANSWER.search(one.text.lower())
    )
