"""Two places give different HTTP statuses for the same case.

Compared are: a scenario with the one requirement that it names, requirements with the same condition, and an error of
an endpoint with the requirement that has all the words beside it (`400 already booked`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.facts import Facts, fold
from groundplan.check.functions import Found
from groundplan.check.statuses import statuses_in
from groundplan.check.stems import stems

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.source import Span
    from groundplan.spec.model import Requirement, Scenario, Spec

NODE = "spec"
WORDS = ("one", "other", "subject")
OPTIONS = ()
PARTS = ("endpoints", "requirements", "scenarios")

_TELLING = 2
"""So many words tell a case apart."""

_FAULT = 400
Pair = tuple[str, "Span", frozenset[str], "Span", frozenset[str]]


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """A finding at the later place; the earlier one is the cause."""
    for item in items:
        for subject, span, statuses, cause, others in _pairs(facts):
            if statuses and others and statuses.isdisjoint(others):
                one, other = "/".join(sorted(statuses)), "/".join(sorted(others))
                place = facts.place(span, min(statuses))
                words = {"one": one, "other": other, "subject": subject}
                yield item, place, words, (facts.place(cause, min(others)),)


def _pairs(facts: Facts) -> Iterator[Pair]:
    spec = facts.spec
    ids = spec.requirements if spec.scenarios else ()
    stated = {fold(one.id): (one, statuses_in(one.text)) for one in ids if one.id}
    for scenario in spec.scenarios:
        if len(scenario.requirements) == 1 and fold(scenario.requirements[0]) in stated:
            one, others = stated[fold(scenario.requirements[0])]
            span, statuses = _outcome(scenario)
            if _is_same_class(statuses, others):
                yield scenario.title, span, statuses, one.span, others
    yield from _same_condition(facts.each("requirements", _conditions))
    yield from _errors(spec)


def _errors(spec: Spec) -> Iterator[Pair]:
    notes = [(one, stems(one.note.lower())) for endpoint in spec.endpoints for one in endpoint.responses if one.note]
    told = [(one, words) for one, words in notes if len(words) >= _TELLING and one.status >= _FAULT]
    by_word: dict[str, set[int]] = {}
    for position, one in enumerate(spec.requirements if told else ()):
        for word in stems(one.text.lower()) if len(statuses_in(one.text)) == 1 else ():
            by_word.setdefault(word, set()).add(position)
    for answer, words in told:
        for position in sorted(set.intersection(*(by_word.get(word, set()) for word in words))):
            one, statuses = spec.requirements[position], statuses_in(spec.requirements[position].text)
            if _is_same_class(statuses, frozenset((str(answer.status),))):
                yield answer.note, answer.span, frozenset((str(answer.status),)), one.span, statuses


def _outcome(scenario: Scenario) -> tuple[Span, frozenset[str]]:
    steps = [one for one in scenario.steps if one.keyword == "then"]
    span = next((one.span for one in steps if statuses_in(one.text)), scenario.span)
    return span, frozenset(status for one in steps for status in statuses_in(one.text))


def _is_same_class(statuses: frozenset[str], others: frozenset[str]) -> bool:
    """A scenario may well show another case of its requirement: only statuses for faults, or for success, compare."""
    return {one[0] in "45" for one in statuses} == {one[0] in "45" for one in others}


def _conditions(requirements: Iterable[Requirement]) -> Iterator[tuple[Requirement, frozenset[str], str]]:
    """Requirements that give a status on a condition, with both."""
    for one in requirements:
        statuses = statuses_in(one.text)
        condition = " ".join(clause.text for clause in one.clauses if clause.keyword not in ("shall", "then"))
        if statuses and fold(condition):
            yield one, statuses, condition


def _same_condition(conditions: Iterable[tuple[Requirement, frozenset[str], str]]) -> Iterator[Pair]:
    first: dict[str, tuple[Requirement, frozenset[str]]] = {}
    for one, statuses, condition in conditions:
        before, others = first.setdefault(fold(condition), (one, statuses))
        if before is not one:
            yield condition, one.span, statuses, before.span, others
