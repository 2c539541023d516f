"""Statuses that a scenario or a requirement asks for, and that no endpoint answers, or not the one that it is about.

Only in a SPEC whose endpoints state how they fail. What an endpoint leaves out though a requirement that it serves and
a scenario both have it is told at the endpoint.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, fold, singular
from groundplan.check.functions import Found
from groundplan.check.statuses import statuses_in
from groundplan.check.stems import acting
from groundplan.record import NamedTuple
from groundplan.spec.text.paths import mentions, normalised, shape

if TYPE_CHECKING:
    from groundplan.check.facts import Thing
    from groundplan.check.nodes import Item
    from groundplan.source import Span
    from groundplan.spec.model import Endpoint, Requirement, Scenario

NODE = "spec"
WORDS = ("status", "subject")
OPTIONS = ()

_FEWEST = 3
"""Endpoints that state how they fail."""
_MOST = 2, 3
"""And so many of so many do."""
_FAULT, _OURS = 400, 500
_EVERYWHERE = frozenset({"401", "403", "429"})
"""What many endpoints answer and few SPECs write beside each; so are the faults of the server."""
_USUAL = _EVERYWHERE | {"400", "404", "422"}
"""Faults of an endpoint that no requirement needs to ask for."""


class Asked(NamedTuple):
    """A status that a sentence asks for, where, and the requirements that it is about."""

    status: str
    span: Span
    ids: tuple[str, ...]
    calls: tuple[Endpoint, ...]
    subject: str


@cache
def _asking() -> re.Pattern[str]:
    return regex.compile(
        r"\b(?:status|code|http|answers?|respon\w+|returns?|repl(?:y|ies)|reject\w*|refus\w*|fails?)\b|반환|응답|거부|돌려|받"
        r"|상태 ?코드|거절",
        re.IGNORECASE,
    )


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the sentence, or at the endpoint where two sentences are against it."""
    calls: list[frozenset[str]] = facts.each("endpoints", _answers)
    if len(calls) < _FEWEST:
        return
    mostly = len(calls) * _MOST[1] >= len(facts.spec.endpoints) * _MOST[0]
    answered = frozenset().union(*calls)
    asked = list(_asked(facts))
    serving = {**facts.kept(_proving, tuple(asked)), **facts.kept(_serving, facts.spec.endpoints)}
    found = list(_unanswered(asked, serving, answered if mostly else None, facts))
    for item in items:
        for wanted, span, other in found:
            yield item, span, {"status": wanted.status, "subject": wanted.subject}, other


def _answers(some: Iterable[Endpoint]) -> Iterator[frozenset[str]]:
    """The statuses of each that states how it fails."""
    failing = (one for one in some if any(answer.status >= _FAULT for answer in one.responses))
    return (frozenset(str(answer.status) for answer in one.responses) for one in failing)


def _serving(endpoints: tuple[Endpoint, ...]) -> dict[str, list[Endpoint]]:
    found: dict[str, list[Endpoint]] = {}
    for one in endpoints:
        for name in one.requirements:
            found.setdefault(fold(name), []).append(one)
    return found


def _proving(asked: tuple[Asked, ...]) -> dict[str, list[Endpoint]]:
    """The one endpoint that the scenario of a requirement calls, which serves the requirement too."""
    told = ((fold(one.ids[0]), one.calls) for one in asked if len(one.ids) == len(one.calls) == 1)
    return {name: list(calls) for name, calls in told}


def _asked(facts: Facts) -> Iterator[Asked]:
    yield from facts.each("requirements", _of_requirements)
    found: list[tuple[Scenario, str, Span]] = facts.each("scenarios", _of_outcomes)
    if found:
        by_shape = {(one.method, shape(one.path)): one for one in facts.spec.endpoints}
        acts = facts.kept(_acts, facts.spec.endpoints, facts.things)
        calls = {id(one): _called(one, by_shape) or _acted(one, acts) for one, _, _ in found}
        for one, status, span in found:
            yield Asked(status, span, one.requirements, calls[id(one)], one.title)


def _of_requirements(some: Iterable[Requirement]) -> Iterator[Asked]:
    for one in some:
        statuses = statuses_in(one.text)
        if statuses and _asking().search(one.text):
            for status in sorted(statuses):
                yield Asked(status, one.span, (one.id,) if one.id else (), (), one.id or _short(one))


def _of_outcomes(some: Iterable[Scenario]) -> Iterator[tuple[Scenario, str, Span]]:
    steps = ((one, step) for one in some for step in one.steps if step.keyword == "then")
    return ((one, status, step.span) for one, step in steps for status in sorted(statuses_in(step.text)))


def _short(requirement: Requirement) -> str:
    return requirement.title or requirement.text[:40]


def _called(scenario: Scenario, by_shape: dict[tuple[str, str], Endpoint]) -> tuple[Endpoint, ...]:
    """The endpoints that the steps before the outcome call."""
    said = chain.from_iterable(mentions(one.text) for one in scenario.steps if one.keyword != "then")
    keys = ((method, shape(normalised(one.path)[0])) for one in said for method in one.methods)
    return tuple(by_shape[key] for key in keys if key in by_shape)


def _acts(endpoints: tuple[Endpoint, ...], things: dict[str, Thing]) -> list[tuple[frozenset[str], Endpoint]]:
    """What is done to a row by the words of the path: `check`, `in` for `POST /visits/{id}/check-in`."""
    found = []
    for one in endpoints:
        head, _, act = one.path.lower().rpartition("/")
        if one.method == "POST" and head.endswith("}") and singular(act) not in things:
            found.append((acting(act), one))
    return found


def _acted(scenario: Scenario, acts: list[tuple[frozenset[str], Endpoint]]) -> tuple[Endpoint, ...]:
    """The one act that the event of a scenario does, in whatever order its words stand."""
    words = acting(" ".join(one.text.lower() for one in scenario.steps if one.keyword == "when")) if acts else ()
    found = [one for act, one in acts if act and act.issubset(words)]
    return tuple(found) if len(found) == 1 else ()


def _unanswered(
    asked: list[Asked], serving: dict[str, list[Endpoint]], answered: frozenset[str] | None, facts: Facts
) -> Iterator[tuple[Asked, Span, tuple[Span, ...]]]:
    """With the place and the other place of each: the sentence and the answers that it misses.

    `answered` is what any endpoint answers, where most of them say it.
    """
    told = Counter((fold(name), one.status) for one in asked for name in one.ids)
    lone: list[Asked] = []
    left_out: set[tuple[Span, str]] = set()
    for one in asked:
        if one.status in _EVERYWHERE - (answered or frozenset()):
            continue
        calls = one.calls or (tuple(serving.get(fold(one.ids[0]), ())) if len(one.ids) == 1 else ())
        is_told_again = any(told[fold(name), one.status] > 1 for name in one.ids)
        of_ours = any(answer.status >= _OURS for call in calls for answer in call.responses)
        if int(one.status) >= _OURS and not (calls and (is_told_again or of_ours)):
            continue  # a fault of the server: few write it beside each
        if not calls:
            lone += [one] if answered and _is_missing(one.status, answered) else []
        elif not any(_may_answer(call, one.status) for call in calls):
            agreed = len(calls) == 1 and (is_told_again or (_is_demanded(one) and not _spare(calls[0], told)))
            answers, sentence = calls[0].responses[-1].span, facts.place(one.span, one.status)
            span, other = (answers, sentence) if agreed else (sentence, answers)
            if (span, one.status) not in left_out:
                yield one, span, (other,)
            left_out.add((span, one.status))
    asking = {facts.line(one.span) for one in asked} if lone else set()
    written = {status: _is_written(status, asking, facts) for status in sorted({one.status for one in lone})}
    yield from ((one, facts.place(one.span, one.status), ()) for one in lone if not written[one.status])


def _is_missing(status: str, answered: frozenset[str]) -> bool:
    """Whether others of its class are answered, and it is not."""
    return status not in answered and any((status >= "400") is (known >= "400") for known in answered)


def _is_demanded(one: Asked) -> bool:
    """Whether a requirement asks for a fault, and no scenario does."""
    return int(one.status) >= _FAULT and one.ids == (one.subject,)


def _spare(call: Endpoint, told: Counter[tuple[str, str]]) -> bool:
    """Whether it answers a fault that nobody asks it for: then it is the sentence that has the wrong one."""
    faults = {str(answer.status) for answer in call.responses if _FAULT <= answer.status < _OURS} - _USUAL
    return any(not any(told[fold(name), status] for name in call.requirements) for status in faults)


def _may_answer(call: Endpoint, status: str) -> bool:
    """Whether it does, or states no answers of that class at all."""
    own = [str(one.status) for one in call.responses if (one.status >= _FAULT) == (int(status) >= _FAULT)]
    return not own or status in own


def _is_written(status: str, lines: set[str], facts: Facts) -> bool:
    """Whether any other line has it: a sentence about all calls; the table of all errors says what one means."""
    written = facts.written(_with_status, status)
    return any(line not in lines and not line.lstrip("| `*").startswith(status) for line in written)


def _with_status(lines: Iterable[str], status: str) -> Iterator[str]:
    shown = regex.compile(rf"(?<!\d){status}(?!\d)")
    return (line for line in lines if status in line and shown.search(line))
