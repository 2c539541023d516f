"""Conditions of the tables in words, for `--why` and the generated page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Condition = dict[str, Any]

_PLACES = 5


def phrase(when: Condition) -> str:
    """One condition: `(endpoints >= 1 and not says html, cookie)`."""
    return _PHRASES[when["kind"]](when)


def _joined(word: str) -> Callable[[Condition], str]:
    return lambda when: f"({f' {word} '.join(phrase(one) for one in when['of'])})"


def _stated(when: Condition) -> str:
    strength = "" if when["strength"] == ["must", "should"] else f" as {_list(when['strength'])}"
    return f"SPEC states {when['question']}{strength}{_among(when['values'])}"


def _evidence(when: Condition) -> str:
    return f"repository shows {when['question']}{_among(when['values'])}{_among(when['manifests'])}"


def _words(when: Condition) -> str:
    places = "" if len(when["places"]) >= _PLACES else f" in {_list(when['places'])}"
    return f"says {' / '.join(when['words'])}{places}"


def _target(when: Condition) -> str:
    percentile = f" p{when['percentile']}" if when["percentile"] else ""
    return f"target {when['metric']}{percentile}{_bounds(when)}"


def _measure(when: Condition) -> str:
    near = f" beside {' / '.join(when['words'])}" if when["words"] else ""
    return f"a number{_bounds(when)} of {' / '.join(when['units'])}{near}"


def _entity(when: Condition) -> str:
    return f"an entity{_among(when['names'])}, or a field{_among([*when['fields'], *when['types']])}"


def _endpoint(when: Condition) -> str:
    return f"an endpoint{_among([*when['methods'], *when['segments']])}"


def _access(when: Condition) -> str:
    return f"access{_among([*when['kinds'], *when['roles']])}"


def _decision(when: Condition) -> str:
    return f"{when['question']} is {_list([*when['values'], *when['languages']])}"


def _setting(when: Condition) -> str:
    return f"{when['key']} is {_list(when['values'])}"


def _bounds(when: Condition) -> str:
    low = f" >= {when['at_least']:g}" if "at_least" in when else ""
    high = f" <= {when['at_most']:g}" if "at_most" in when else ""
    return ",".join(part for part in (low, high) if part)


def _among(values: list[str]) -> str:
    return f" ({_list(values)})" if values else ""


def _list(values: list[str]) -> str:
    return ", ".join(values)


_PHRASES: dict[str, Callable[[Condition], str]] = {
    "always": lambda _: "always",
    "all": _joined("and"),
    "any": _joined("or"),
    "not": lambda when: f"not {phrase(when['of'])}",
    "stated": _stated,
    "evidence": _evidence,
    "words": _words,
    "count": lambda when: f"{when['of']}{_bounds(when)}",
    "target": _target,
    "measure": _measure,
    "entity": _entity,
    "endpoint": _endpoint,
    "access": _access,
    "compliance": lambda when: f"compliance with {_list(when['names'])}",
    "decision": _decision,
    "setting": _setting,
}
