"""Figures of tests and tasks that are not those of what they prove: another p95, another age, another hash.

A percentile is looked up among the targets of the SPEC, the figure of a task among the requirements that it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import fold
from groundplan.check.functions import Found
from groundplan.check.stems import stems
from groundplan.record import NamedTuple
from groundplan.source import Span
from groundplan.spec.text.identifiers import ids_in, listed_ids

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Requirement, Target

NODE = "spec"
WORDS = ("one", "other")
OPTIONS = ()

_PARTS = frozenset({"testing", "plan", "acceptance"})


class Figure(NamedTuple):
    """A figure as written, and where."""

    shown: str
    span: Span


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the test or the task; what it proves is the cause."""
    found = [*_of_latencies(facts), *_of_tasks(facts), *_of_hashes(facts)]
    for item in items:
        for one, other in found:
            yield item, one.span, {"one": one.shown, "other": other.shown}, (other.span,)


@cache
def _latency() -> re.Pattern[str]:
    """`p95 at most 400 ms`, `p95 < 0.4s`, `p95 응답 시간 400ms`."""
    return regex.compile(
        r"\bp(50|9[059])\b(?:[^\d|;.]{0,30}(?<!\d)\d{1,6} ?(?:건|회|rps|tps|requests?\b))?"
        r"[^\d|;.]{0,40}(\d{1,6}(?:\.\d+)?) ?(ms|s|milliseconds|seconds|밀리초|초)(?![a-z])"
    )


_SECONDS = frozenset({"s", "seconds", "초"})
_INNER = (
    r"\b(?:quer(?:y|ies)|database|db|redis|cache|worker|job|external|third|provider|upstream)\b|쿼리|캐시|외부|배치"
)
"""What is measured here is no answer to a caller."""


def _of_latencies(facts: Facts) -> Iterator[tuple[Figure, Figure]]:
    """Where the SPEC has targets of that percentile, and none with that value."""
    targets: dict[int, list[Target]] = {}
    for one in facts.spec.targets:
        if one.metric == "latency" and one.percentile:
            targets.setdefault(one.percentile, []).append(one)
    places = {(one.span.path, one.span.line) for some in targets.values() for one in some}
    for span, low in _lines(facts) if targets else ():
        found = _latency().search(low) if (span.path, span.line) not in places else None
        own = targets.get(int(found[1]), []) if found else []
        if found and own and not regex.search(_INNER, low):
            value = float(found[2]) * (1000 if found[3] in _SECONDS else 1)
            if all(one.value != value for one in own):
                about = stems(low)
                near = max(own, key=lambda one: len(stems(one.text.lower()) & about))
                yield (
                    Figure(found[0], _at(span, *found.span())),
                    Figure(f"p{near.percentile} {near.value:g} ms", near.span),
                )


def _of_hashes(facts: Facts) -> Iterator[tuple[Figure, Figure]]:
    """Another algorithm for passwords than the one of their rule."""
    policy = facts.spec.password
    if policy is None or not policy.algorithm:
        return
    for line in facts.stated_with(_ALGORITHMS):
        low = line.text.lower()
        named = [one for one in _ALGORITHMS if one in low]
        odd = named[:1] if not any(policy.algorithm.startswith(one) for one in named) else []
        if odd and (line.span.path, line.span.line) != (policy.span.path, policy.span.line) and _hashing().search(low):
            yield Figure(odd[0], facts.place(line.span, odd[0])), Figure(policy.algorithm, policy.span)


_ALGORITHMS = ("bcrypt", "argon2", "scrypt", "pbkdf2")


@cache
def _hashing() -> re.Pattern[str]:
    """`- [ ] Hash passwords with scrypt`: a task, with no word of another time or choice."""
    return regex.compile(
        r"^(?!.*\b(?:or|instead|not|migrat\w*|legacy|old)\b)[-*\s]*(?:\[.\] ?)?(?:[\d.]+ )?"
        r"hash(?:es|ing)? (?:the )?passwords?\b"
        r"|^(?!.*(?:또는|대신|않|이전|기존)).*비밀번호[를는]? .{0,20}(?:해시|해싱)"
    )


@cache
def _counted() -> re.Pattern[str]:
    """A figure with its unit, behind the word that bounds it."""
    return regex.compile(
        r"(?:\b(?:than|under|over|most|least|to|after|within|every|max(?:imum)?(?: of)?|min(?:imum)?(?: of)?)"
        r"|최대|최소)"
        r" (\d{1,6}(?:\.\d+)?)[ -]?([a-z]{2,}|[가-힣]{1,3}?)(?=[^a-z가-힣]|$|이|가|을|를|에|의|로|까|미|초|내|간)"
        r"|(?<![\w.])(\d{1,6}(?:\.\d+)?) ?([가-힣]{1,3}?) ?(?:이상|이하|이내|미만|초과|까지|마다|동안)"
        r"|(?<![\w.-])(?<!월 )(\d{1,6}(?:\.\d+)?) ?(개월|시간|[개장건명회번일분초년자]|[kmg]b|%)"
        r"(?=[^가-힣a-z]|$|까지|[을를이의만에로당간씩])"
    )


def _of_tasks(facts: Facts) -> Iterator[tuple[Figure, Figure]]:
    """A task that names requirements, of which one has another figure in that unit, and none the same."""
    listing = any(facts.written(_may_list))
    own = {fold(one.id): one for one in facts.spec.requirements if one.id} if listing else {}
    for lines, names in _tasks(facts) if own else ():
        asked = [own[key] for name in names if (key := fold(name)) in own]
        for span, low in lines if asked else ():
            for found in _counted().finditer(low):
                number, unit = next(pair for pair in ((1, 2), (3, 4), (5, 6)) if found[pair[0]])
                other = _other(found[number], found[unit], stems(low), asked)
                if other:
                    shown = low[found.start(number) : found.end(unit)]
                    yield Figure(shown, _at(span, found.start(number), found.end(unit))), other


def _other(number: str, unit: str, about: frozenset[str], asked: list[Requirement]) -> Figure | None:
    """The one figure of the requirements in that unit, in words like those of the task."""
    pattern = regex.compile(rf"(?<![\w.])(\d{{1,6}}(?:\.\d+)?)[ -]?{re.escape(unit)}(?![a-z])")
    figures = [(one, found) for one in asked for found in pattern.finditer(one.text.lower())]
    if len({found[1] for _, found in figures}) != 1 or figures[0][1][1] == number:
        return None
    one, found = figures[0]
    common = (stems(one.text.lower()) & about) - stems(unit)
    return Figure(found[0], one.span) if common else None


def _tasks(facts: Facts) -> Iterator[tuple[list[tuple[Span, str]], tuple[str, ...]]]:
    """The lines of each task, and the requirements that its last line lists."""
    for path, lines in facts.lines.items():
        for number, text in enumerate(lines, 1):
            listed = regex.match(_LISTED, text) if "equirements:" in text or "요구" in text else None
            if listed:
                above = range(number - 1, max(number - _LONGEST, 0), -1)
                first = next((one for one in above if regex.match(r"\s*[-*] \[.\]", lines[one - 1])), number)
                task = [(Span(path, one, 1, one, 1), lines[one - 1].lower()) for one in range(first, number)]
                yield task, listed_ids(listed[1])

            named = regex.search(_NAMING, text) if ")" in text and not listed else None
            if named:
                yield [(Span(path, number, 1, number, 1), text[: named.start(1)].lower())], ids_in(named[1])


def _may_list(lines: Iterable[str]) -> Iterator[bool]:
    yield any("equirements:" in line or "요구사항:" in line or "요구 사항:" in line for line in lines) or any(
        line.rstrip().endswith(")") and regex.search(_NAMING, line) for line in lines
    )


_NAMING = r"^\s*(?:[-*]|\d+\.) .*\(((?:[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*-\d+(?:, ?| ?~ ?| and )?)+)\)\s*$"
"""A task that ends in the requirements that it fulfils: `- Refuse more than 6 photographs (REQ-015)`."""


_LISTED = r"[\s*_-]*(?:Requirements|요구 ?사항):[*_ ]*([\w., -]+?)[_*\s]*$"
_LONGEST = 12
"""Lines of a task."""


def _lines(facts: Facts) -> Iterator[tuple[Span, str]]:
    """The lines of sections about tests and tasks that may have a percentile, in lower case."""
    first = next(iter(facts.lines), "")
    for section, last in facts.sections():
        if section.kind in _PARTS or (
            section.span.path != first and section.kind in ("", "stack")
        ):  # of a plan beside the SPEC
            path, lines = section.span.path, facts.lines.get(section.span.path, ())
            for number in range(section.span.line + 1, last + 1):
                text = lines[number - 1]
                if "p9" in text or "p50" in text or "P9" in text:
                    yield Span(path, number, 1, number, len(text) + 1), text.lower()


def _at(span: Span, start: int, end: int) -> Span:
    return span._replace(column=start + 1, end_column=end + 1)
