"""Two upper bounds for one thing: `at most 14 nights` here and `at most 21 nights` there, in sentences alike.

Sentences are alike where the words of the shorter all stand in the other, or where an endpoint names the requirement
that it fulfils. `A free team has at most 3 projects` and `a paid team ...` are about two things. The sentences may
stand anywhere, so the overview may contradict a requirement.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, fold, singular
from groundplan.check.functions import Found
from groundplan.check.index import having
from groundplan.check.lines import sentences
from groundplan.check.statuses import statuses_in
from groundplan.check.stems import are_alike, stem, stems
from groundplan.record import NamedTuple
from groundplan.spec.text.numerals import digits

if TYPE_CHECKING:
    from groundplan.check.lines import Page
    from groundplan.check.nodes import Item
    from groundplan.source import Span
    from groundplan.spec.model import Endpoint, Requirement, Term

NODE = "spec"
WORDS = ("one", "other")
OPTIONS = ()

_SAID = frozenset(
    {"", "overview", "environment", "assumptions", "scope", "actors", "requirements", "nonfunctional", "constraints"}
    | {"performance", "compliance", "security", "rate_limits", "deployment", "errors"}
)
"""Kinds of sections whose sentences speak of the whole service."""
_NEAR = 3  # lines
_LAST = 50
"""So many bounds of one unit are looked back at: a contradiction stands near, and reading stays linear."""


class Bound(NamedTuple):
    """What a sentence bounds: the number, its unit, both as written, the other words, its ids, and its place."""

    number: str
    unit: str
    shown: str
    words: frozenset[str]
    ids: frozenset[str]
    span: Span
    subject: str = ""
    """The stem of the word that the sentence begins with, where that is of a thing."""


@cache
def _bounds() -> re.Pattern[str]:
    number = r"(?P<{}>\d+(?:,\d{{3}})*(?:\.\d+)?)"
    at_most = (
        r"\b(?:at most|up to|no more than|not more than|more than|longer than|larger than|maximum of|exceed(?:s|ing)?"
        r"|max(?:imum)?(?: is)?|limited to)"
    )
    already = (
        r"\balready (?:holds?|has|have|belongs? to|owns?|contains?|includes?|carries|carry|made|placed|created|booked) "
    )
    return regex.compile(
        rf"{at_most} {number.format('n1')}(?: ?(?P<u1>[a-z]+(?: [a-z]+){{0,2}})|$)(?! ?/)"
        rf"|\b{number.format('n4')} ?(?P<u4>[a-z]+) (?:at most|or less|or fewer)\b"
        rf"|최대 ?{number.format('n2')} ?(?P<u2>[가-힣a-z]+?)(?=[을를의까만이은는로 ,.]|$)"
        rf"|{number.format('n3')} ?(?P<u3>[가-힣a-z]+?)(?:을|를)? ?(?:이하|까지|초과|넘)"
        rf"|{already}{number.format('n5')} (?P<u5>[a-z]+)"
        rf"|\b(?:has|have|holds?|owns?) {number.format('n7')} (?P<u7>[a-z]+(?: [a-z]+){{0,2}})"
        rf"|[이가] {number.format('n8')} ?(?P<u8>[가-힣]{{1,2}}?)(?:이면|인 경우|일 때|에 도달|에 이르|이 되면)"
        rf"|이미 {number.format('n6')} ?(?P<u6>[가-힣]+?)(?:이|가|을|를)? ?(?:있|갖|가지|가진|보유)"
    )


_RATE = r"requests?/|\b(?:per|a) (?:second|minute|hour|day)\b|/ ?(?:s|sec|second|min|minute|hour)|rps|초당|분당|시간당"
_HINTS = (
    *("most", "up to", "more than", "er than", "max", "exceed", "limited", "or less", "or fewer", "already"),
    *("further", "another", "one more", "additional", "the next", "a new", "추가", "새로", "더 "),
    *("이미", "최대", "이하", "까지", "초과", "넘"),
)
_NOUN_ENDS = (
    r" (?:of|in|on|at|for|and|or|with|by|from|to|into|onto|per|a|an|the|is|are|that|when|until|within|through|via"
    r"|before|after|ahead|each|if|unless|during|over)\b"
)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """A finding at the later place of each pair; the earlier one is the cause."""
    for item in items:
        for one, other in _pairs(_stated(facts)):
            words = {"one": one.shown, "other": other.shown}
            yield item, facts.place(one.span, one.number), words, (facts.place(other.span, other.number),)


def _pairs(bounds: list[Bound]) -> Iterator[tuple[Bound, Bound]]:
    """Each bound with the first before it that it contradicts, among the last ones of its unit."""
    of_unit: dict[str, deque[Bound]] = {}
    of_id: dict[tuple[str, str], Bound] = {}
    for one in bounds:
        last = of_unit.setdefault(one.unit, deque(maxlen=_LAST))
        size = one.unit if one.unit in _SIZES else ""
        named = [of_id[key, size] for key in sorted(one.ids) if (key, size) in of_id]
        kept = any((two.number, two.unit) == (one.number, one.unit) for two in named)  # then another is odd
        other = None if kept else next((two for two in (*named, *last) if _clash(one, two)), None)
        if other is not None:
            yield one, other
        last.append(one)
        for key in one.ids:
            of_id.setdefault((key, size), one)


def _stated(facts: Facts) -> list[Bound]:
    found: list[Bound] = facts.each("requirements", _of_texts)
    found += facts.said(_of_sentences, given=(facts.requirement_lines,))
    told: list[Bound] = facts.each("endpoints", _of_summaries)
    found += [one for one in told if one.number in facts.line(one.span).replace(",", "")]  # else told further on
    found += facts.each("glossary", _of_terms)
    found += _below_calls(facts)
    found += _of_errors(facts)
    found += facts.said(_of_calls, given=(facts.kept(_serving, facts.spec.endpoints),))
    found += _of_the_one_size(facts)
    return sorted(found, key=lambda one: facts.order(one.span))


def _of_texts(requirements: Iterable[Requirement]) -> Iterator[Bound]:
    some = tuple(requirements)
    hinted = (some[number] for number in having(tuple(one.text for one in some), _HINTS))
    return (bound for one in hinted for bound in _read(one.text, one.span, (one.id,)))


def _of_sentences(page: Page, requirements: frozenset[tuple[str, int]]) -> Iterator[Bound]:
    told = (one for one in page if one.kind in _SAID and (one.span.path, one.span.line) not in requirements)
    return (bound for one in sentences(told) for bound in _read(one.text, one.span, ()))


def _serving(endpoints: tuple[Endpoint, ...]) -> dict[str, tuple[str, ...]]:
    """The requirements that calls serve, by how they are written."""
    return {f"{one.method} {one.path}".lower(): one.requirements for one in endpoints if one.requirements}


def _of_calls(page: Page, serving: dict[str, tuple[str, ...]]) -> Iterator[Bound]:
    """Lines that tell of a call which serves a requirement: ``- `POST /a/{id}/papers`: one file, 10 MB at most``."""
    for one in page if serving else ():
        low = one.text.lower()
        if one.kind not in _SAID and " /" in low and regex.has(low, _HINTS):
            text = regex.sub(r"[|`]\s*", "", one.text) if "|" in low else one.text
            calls = regex.compile(r"\b((?:get|post|put|patch|delete) /[^\s`:,;)]*)").findall(text.lower())
            ids = serving.get(calls[0], ()) if len(calls) == 1 else ()
            found = _read(text, one.span, ids) if ids else ()
            yield from (bound for bound in found if "|" not in low or bound.unit in _SIZES)


def _below_calls(facts: Facts) -> Iterator[Bound]:
    """Sizes in lines below the heading of a call: `Body: multipart, image/jpeg, at most 4 MB`."""
    heads = facts.kept(_headings, facts.spec.endpoints, facts.kept(_sized, facts.spec.requirements))
    if not heads:
        return
    sized = (line for line in facts.stated_with(_SIZES) if regex.search(r"\d ?[kmg]b\b", line.text.lower()))
    starts = {path: list(lines) for path, lines in heads.items()}
    for line in sized:
        path, number = line.span.path, line.span.line
        own = starts.get(path, [])
        at = bisect_left(own, number)
        heading = facts.heading_before(path, number + 1)
        if at and not (heading and heading.span.line > own[at - 1]) and (line.kind not in _SAID or not line.kind):
            found = _read(line.text, line.span, heads[path][own[at - 1]])
            yield from (bound for bound in found if bound.unit in _SIZES)


def _of_the_one_size(facts: Facts) -> list[Bound]:
    """What the one call with a size is sent is what the one requirement with a size is about, however it names it."""
    sized: dict[str, tuple[str, ...]] = facts.kept(_sized, facts.spec.requirements)
    asking = {name for names in sized.values() for name in names}
    if len(asking) != 1:
        return []
    lines = (line for line in facts.stated_with(_SIZES) if line.text.lstrip().startswith("|"))
    calls = [line for line in lines if regex.search(r"^\W*(?:POST|PUT|PATCH)\W+/", line.text)]
    texts = [(regex.sub(r"[|`]\s*", "", line.text), line.span) for line in calls]
    bounds = [one for text, span in texts for one in _read(text, span, tuple(asking)) if one.unit in _SIZES]
    return bounds if len(bounds) == 1 else []


_OF_BOUNDS = ("413", "422", "429", "409", "400")
"""What is answered to too much."""


def _of_errors(facts: Facts) -> Iterator[Bound]:
    """Rows of the table of errors: `| 413 | a photo is larger than 8 MB |` is about the one requirement with a 413."""
    told = facts.stated_with(_OF_BOUNDS) if any(one.kind == "errors" for one in facts.spec.sections) else ()
    rows = [line for line in told if line.kind == "errors"]
    asking: dict[str, list[str]] = {}
    for name, status in facts.each("requirements", _statuses) if rows else ():
        asking.setdefault(status, []).append(name)
    for line in rows:
        status = line.text.lstrip("|-*` ")[:3]
        text = line.text.partition(status)[2]
        if len(asking.get(status, ())) == 1:
            yield from (bound for bound in _read(text, line.span, tuple(asking[status])) if bound.unit)


def _statuses(requirements: Iterable[Requirement]) -> Iterator[tuple[str, str]]:
    return ((one.id, status) for one in requirements if one.id for status in sorted(statuses_in(one.text)))


def _sized(requirements: tuple[Requirement, ...]) -> dict[str, tuple[str, ...]]:
    """The requirements that tell of a size, by each of their words: the first two, as one alone counts."""
    found: dict[str, tuple[str, ...]] = {}
    for one in requirements:
        if one.id and regex.search(r"\d ?[kmg]b\b", one.text, re.IGNORECASE):
            found |= {word: (*found.get(word, ()), one.id)[:2] for word in stems(one.text.lower())}
    return found


def _headings(
    endpoints: tuple[Endpoint, ...], sized: dict[str, tuple[str, ...]]
) -> dict[str, dict[int, tuple[str, ...]]]:
    """The requirements that calls in headings serve, by file and line in order; else the one with the size of it."""
    found: dict[str, dict[int, tuple[str, ...]]] = {}
    for one in endpoints:
        alone = sized.get(stem(one.path.rpartition("/")[2].lower()), ()) if one.carrier == "heading" else ()
        ids = one.requirements or (alone if len(alone) == 1 else ())
        if one.carrier == "heading" and ids:
            found.setdefault(one.span.path, {})[one.span.line] = ids
    return {path: dict(sorted(lines.items())) for path, lines in found.items()}


def _of_terms(terms: Iterable[Term]) -> Iterator[Bound]:
    return (bound for one in terms for bound in _read(f"{one.term}: {one.meaning}", one.span, ()))


def _of_summaries(endpoints: Iterable[Endpoint]) -> Iterator[Bound]:
    named = (one for one in endpoints if one.requirements)
    return (bound for one in named for bound in _read(one.summary, one.span, one.requirements))


def _read(text: str, span: Span, ids: tuple[str, ...]) -> Iterator[Bound]:
    low = text.lower()
    if not regex.has(low, _HINTS):
        return
    low = digits(low)
    low = regex.sub(r"`[^`]*`|\b(?:get|post|put|patch|delete) /\S+", " ", low)
    every = [] if regex.search(_RATE, low) else list(_bounds().finditer(low))
    if any(one["n7"] or one["n8"] for one in every) and not regex.search(_FURTHER, low):
        every = [one for one in every if not (one["n7"] or one["n8"])]
    for found in every[:1]:
        yield _bound(found, low, span, ids)
    yield from (one for found in every[1:] if (one := _bound(found, low, span, ids)).unit in _SIZES)


_FURTHER = (
    r"\b(?:further|another|one more|additional|the next|a new)\b.*\b(?:reject|refus|4\d\d)"
    r"|\b(?:reject|refus|4\d\d).*\b(?:further|another|one more|additional|the next|a new)\b"
    r"|(?:추가|새로?운?|더) .*(?:거부|거절|4\d\d)"
)
"""What makes a number that somebody has the most that he may have: `has 3 drafts ... refuse a further one`."""


_SIZES = ("kb", "mb", "gb")
"""What they bound is said by the unit alone, so that a second one in a sentence counts too."""


_ARTICLES = ("a ", "an ", "each ", "every ")
_HELD = "n5"
"""The number of `already holds 9 jars`: the verb tells what is bounded."""
_GROUPS = tuple((f"n{number}", f"u{number}") for number in range(1, 9))


def _bound(found: re.Match[str], low: str, span: Span, ids: tuple[str, ...]) -> Bound:
    at, kind = next((n, u) for n, u in _GROUPS if found[n])
    number, unit = found[at], found[kind] or ""
    answer = _answer().search(low, found.end())  # what follows on a condition is no part of what is bounded
    low = low[: answer.start()] if answer else low
    behind = low[found.end(at) :] if unit.isascii() else low[found.end(kind) :].lstrip("을를의만이은는로")
    things, _, unit = _thing(unit).rpartition(" ")
    before = low[: found.start(at if at == _HELD else 0)]
    words = stems(f"{before} {things} {behind}") - _BOUNDING - {stem(unit)}
    shown = f"{number} {unit}".strip() if unit.isascii() else number + unit
    head = low.lstrip("-* ")
    subject = next(iter(stems(" ".join(head.split(maxsplit=2)[:2]))), "") if head.startswith(_ARTICLES) else ""
    own = frozenset(map(fold, ids)) - {""}
    return Bound(number.replace(",", ""), singular(unit), shown, words, own, span, subject)


_BOUNDING = frozenset(
    {"alrea", "면", "가진", "가질", "갖는", "만약", "만일", "이미", "넘으", "넘는", "넘게", "넘을", "넘지"}
)
"""Stems of words that go with a bound and tell nothing of what it is of."""


@cache
def _answer() -> re.Pattern[str]:
    """Where a condition ends: `IF a crate holds more than 9 jars, THEN `, `상자에 9병을 넘게 담으면 시스템은 `."""
    return regex.compile(r",? then\b|, the (?:system|service|server|api)\b|,? ?시스템[은이] ")


def _thing(words: str) -> str:
    """The words of a noun: `open parcels` of `open parcels in`."""
    end = regex.search(_NOUN_ENDS, words)
    return words[: end.start()] if end else words


def _clash(one: Bound, two: Bound) -> bool:
    if one.number == two.number or one.span == two.span:
        return False
    if one.ids & two.ids:
        return one.unit == two.unit or stem(two.unit) in one.words or stem(one.unit) in two.words
    if not one.unit:
        return False
    near = one.span.path == two.span.path and abs(one.span.line - two.span.line) <= _NEAR
    small, large = sorted((one, two), key=lambda bound: len(bound.words))
    if near and small.words == {small.subject} and large.subject not in ("", small.subject):
        return False  # `A fair has at most 9 stands. A maker has up to 2 stands of a fair.`
    return are_alike(one.words, two.words, 1) if near else are_alike(one.words, two.words)
