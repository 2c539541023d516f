"""Two lengths of time for one thing: `deleted accounts are kept for 90 days` here and `... 30 days` there.

Compared are sentences of the same sort (how long kept, within, after, before what, how often) whose words are alike,
wherever they stand, and a scenario with the one requirement that it names.
"""

from __future__ import annotations

import math
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check import ages
from groundplan.check.facts import Facts, fold
from groundplan.check.functions import Found
from groundplan.check.lines import Page, sentences
from groundplan.check.stems import are_alike, stems
from groundplan.record import NamedTuple
from groundplan.spec.text.durations import Duration, durations

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.memory import Piece
    from groundplan.source import Span
    from groundplan.spec.model import Endpoint, Requirement, Response, Scenario, Term

NODE = "spec"
WORDS = ("one", "other")
OPTIONS = ()

_SILENT = frozenset({"acceptance", "api", "data_model", "relations", "indexes", "plan", "auth"})
_LAST = 50
"""So many times of one sort are looked back at: reading stays linear."""
_OTHERS = (
    r"p(?<!\wp)\d\d\b|timeout|타임아웃|token|session|토큰|세션|access|refresh|latency|throughput|ttl(?<!\wttl)\b"
    r"|cache|캐시"
)
"""What other rules compare."""


_FEWEST = 2
"""Words that tell what a time is of."""


class Said(NamedTuple):
    """A length of time in a sentence: its sort and where it stands, before its words are looked at."""

    sort: str
    one: Duration
    text: str
    span: Span


class Time(NamedTuple):
    """What a sentence says of a length of time: its sort, the seconds, as written, the other words, and where."""

    sort: str
    seconds: float
    shown: str
    words: frozenset[str]
    span: Span
    start: int
    subjects: frozenset[frozenset[str]] = frozenset()
    """Of what is kept: the stems of each noun that the sentence begins with."""


class Sort(NamedTuple):
    """What stands before a time, in so many letters, with words of which it has one, and what stands behind it."""

    name: str
    before: re.Pattern[str] | None
    words: tuple[str, ...]
    near: int
    behind: re.Pattern[str] | None


_NEAR, _AHEAD, _FAR = 32, 80, 4_000
_OFTEN = "at most"
"""How often something is done: `at most 3 orders in 7 days`."""


@cache
def _sorts() -> tuple[Sort, ...]:
    rows = (
        ("before", "", r"^ ?(?:전|이전)(?:까지|에)?|^ (?:before|ahead|prior)\b"),
        (
            _OFTEN,
            r"\b(?:at most|no more than|up to) [a-z\d]+ [a-z ]{2,40} (?:in|within|per|over)(?: any| each)? $",
            r"^(?:에|간|동안|마다)? ?(?:최대 ?)?\d+ ?(?:회|번|건|통)(?:까지|만| 이하|를 넘)",
        ),
        (
            "within",
            r"\b(?:within|no later than|in at most|in less than)(?: the)?(?: next)? $",
            r"^ ?(?:이내|내에|안에)",
        ),
        ("after", r"\bafter $", r"^(?:이|가|을)? ?(?:뒤|후(?!보)|이후|지나|지난|경과)|^ (?:later|after)\b"),
        ("every", r"\bevery $", r"^ ?마다"),
        (
            "kept",
            r"\b(?:kept|keeps?|retain\w*|retention|stored?|stores|held)\b[^,;]*$",
            r"^ ?(?:간|동안)? ?(?:보관|보존|남)",
        ),
        (
            "valid",
            r"\b(?:works?|valid|good|usable|active) for (?:only |at most |up to )?$",
            r"^ ?(?:간|동안|까지)?(?:만)? ?(?:유효|쓸 수 있|사용할 수 있)",
        ),
        ("kept", r"(?:보관|보존)[^,;]*$", ""),
    )
    return tuple(
        Sort(
            name,
            regex.compile(before) if before else None,
            next(iter(regex.needles(before)), ()),
            _FAR if before.endswith("*$") else _AHEAD if name == _OFTEN else _NEAR,
            regex.compile(behind) if behind else None,
        )
        for name, before, behind in rows
    )


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """A finding at the later place of each pair, or at the one that no section about retention has; the other is the
    cause.
    """
    pairs = facts.kept(_pairs, _told(facts), tuple(facts.lines))
    for item in items:
        for one, other in (*pairs, *_of_requirements(facts), *_of_answers(facts), *_of_ages(facts)):
            here, there = (other, one) if _is_at_home(one, facts) and not _is_at_home(other, facts) else (one, other)
            span, cause = (facts.place(it.span, it.shown) for it in (here, there))
            yield item, span, {"one": here.shown, "other": there.shown}, (cause,)


def _is_at_home(time: Time, facts: Facts) -> bool:
    """Whether it is told below a heading about how long things are kept."""
    heading = facts.heading_before(time.span.path, time.span.line) if time.sort == "kept" else None
    return heading is not None and regex.search(r"retention|보관|보존|파기", heading.title.lower()) is not None


def _pairs(times: list[Time], paths: tuple[str, ...]) -> list[tuple[Time, Time]]:
    """Each time with the first before it that it contradicts, among the last ones of its sort that are as long."""
    files = {path: number for number, path in enumerate(paths)}
    found = []
    of_sort: dict[str, dict[float, deque[Time]]] = {}
    for one in sorted(times, key=lambda one: (files[one.span.path], one.span.line, one.span.column, one.start)):
        lengths = of_sort.setdefault(one.sort, {})
        others = (two for seconds, last in lengths.items() if seconds != one.seconds for two in last)
        other = next((two for two in islice(others, _LAST) if _clash(one, two)), None)
        if other is not None:
            found.append((one, other))
        lengths.setdefault(one.seconds, deque(maxlen=_LAST)).append(one)
    return found


def _clash(one: Time, two: Time) -> bool:
    if (one.span.path, one.span.line) == (two.span.path, two.span.line) or not one.words:
        return False
    alone = one.subjects & two.subjects and any(time.words in time.subjects for time in (one, two))
    return one.words == two.words or are_alike(one.words, two.words) or bool(alone)


@cache
def _subjects() -> re.Pattern[str]:
    """`Orders and their lines are kept`, `주문과 주문 항목은 5년간`: all of them, and no `deleted orders`."""
    noun = r"(?:(?:all|the|their|its|each|every) )?[a-z]+"
    return regex.compile(
        rf"[-*\s]*(?:[a-z]{{1,3}}\d{{1,3}}[.:] )?({noun}(?:(?:,| and|, and) {noun}){{0,3}})"
        r" (?:are|is|shall be|must be|will be)"
        r" (?:kept|retained|stored|deleted|erased|purged|removed|anonymi[sz]ed|wiped|destroyed|discarded)\b"
        r"|(?:the )?[\w ]{2,30} (?:(?:shall|must|will) (?:keep|retain|store|delete|erase|purge|remove)|keeps|retains)"
        rf" ({noun}) (?:for |after )?(?=\d|at least \d)"
        r"|[-*\s]*([가-힣]+(?:과|와|,) [가-힣]+(?: [가-힣]+)?|[가-힣]+(?: [가-힣]+)?)"
        r"[은는을를] (?=\d|삭제|영구|무기한|물리|지우)"
        r"|[-*\s]*\d+ ?(?:일|주|개월|년)(?:이|을)? ?(?:지난|경과한) ([가-힣]+)[은는을를] (?=삭제|파기|폐기|지[우운워])"
    )


def _told(facts: Facts) -> list[Time]:
    """The times of those sorts of which the SPEC has several lengths."""
    lines = facts.requirement_lines
    lengths: dict[str, set[float]] = {}
    for sort, seconds in (
        *facts.each("requirements", _lengths, _of_texts),
        *facts.said(_lengths, _of_sentences, given=(lines,)),
        *facts.each("glossary", _lengths, _of_terms),
    ):
        lengths.setdefault(sort, set()).add(seconds)
    sorts = tuple(sorted(sort for sort, some in lengths.items() if len(some) > 1))
    return [
        *facts.each("requirements", _times, _of_texts, sorts),
        *facts.said(_times, _of_sentences, sorts, given=(lines,)),
        *facts.each("glossary", _times, _of_terms, sorts),
    ]


def _lengths(some: Piece[Any], find: Callable[..., Iterator[Said]], *given: Any) -> Iterator[tuple[str, float]]:
    """The sorts and lengths of the times of a piece, each once."""
    return iter(dict.fromkeys((one.sort, one.one.seconds) for one in some.found(find, given=given)))


def _times(
    some: Piece[Any], find: Callable[..., Iterator[Said]], sorts: tuple[str, ...], *given: Any
) -> Iterator[Time]:
    return (_time(one) for one in some.found(find, given=given) if one.sort in sorts)


def _of_texts(requirements: Iterable[Requirement]) -> Iterator[Said]:
    return (said for one in requirements for said in _said(one.text, one.span))


def _of_terms(terms: Iterable[Term]) -> Iterator[Said]:
    """What a word of the glossary means, which a requirement with the same words must not contradict."""
    return (said for one in terms for said in _said(one.meaning, one.span))


def _of_sentences(page: Page, requirements: frozenset[tuple[str, int]]) -> Iterator[Said]:
    rest = (one for one in page if one.kind not in _SILENT and (one.span.path, one.span.line) not in requirements)
    yield from (said for one in sentences(rest) for said in _said(one.text, one.span))
    called = (one for one in page if one.kind == "api" and ("at most" in one.text or "최대" in one.text))
    often = (said for one in sentences(called) for said in _said(one.text, one.span))
    yield from (said for said in often if said.sort == _OFTEN)


def _said(text: str, span: Span) -> Iterator[Said]:
    """The one time of a sentence; of how long things are kept, one a clause."""
    low = text.lower()
    found = durations(low) or _forever(low)
    if not found or regex.search(_OTHERS, low):
        return
    if len(found) == 1 and found[0].seconds != math.inf:
        sort = _sort(low, found[0])
        if sort:
            yield Said("kept" if sort == "after" and _is_deleted(low) else sort, found[0], text, span)
        return
    sorts = [("kept" if one.seconds == math.inf else _sort(low, one), one) for one in found]
    if len(found) > 1:
        sorts = [(sort, one) for sort, one in sorts if sort == "kept"]
    after = "kept" if any(sort == "after" for sort, _ in sorts) and _is_deleted(low) else "after"
    yield from (Said(after if sort == "after" else sort, one, text, span) for sort, one in sorts if sort)


def _forever(low: str) -> list[Duration]:
    """`Invoices are never deleted`, `감사 기록은 영구 보관한다`: kept without an end."""
    if not regex.has(low, _ENDLESS):
        return []
    found = regex.search(_WITHOUT_END, low)
    return [Duration(math.inf, *found.span())] if found else []


_ENDLESS = ("never", "forever", "indefinite", "permanent", "영구", "무기한", "않")
_WITHOUT_END = (
    r"\bnever (?:physically |really )?(?:deleted|removed|erased|purged)\b"
    r"|(?<=kept )(?:forever|indefinitely|permanently)\b|(?<=retained )(?:forever|indefinitely|permanently)\b"
    r"|(?<=stored )(?:forever|indefinitely|permanently)\b"
    r"|(?:영구(?:적으로|히)?|무기한(?:으로)?) ?(?:보관|보존)|(?:삭제|파기|폐기)하지 ?않(?:는다|습니다|아야|음)"
    r"|지우지 ?않(?:는다|습니다|아야|음)"
)


def _is_deleted(low: str) -> bool:
    """Whether something is deleted: after so long it is no longer kept."""
    return regex.has(low, ("삭제", "파기", "폐기", "지운", "지워")) or regex.search(_DELETED, low) is not None


_DELETED = (
    r"\b(?:are|is|be|shall|get|gets|must|will) (?:be )?"
    r"(?:deleted|erased|purged|removed|anonymi[sz]ed|wiped|destroyed|discarded|delete|erase|purge)\b"
)
_DELETING = frozenset(
    {"delet", "erase", "purge", "remov", "anony", "wiped", "destr", "disca", "삭제", "폐기", "지운", "지워"}
)


_MARKED = frozenset({"physi", "reall", "purge", "datab", "물리", "표시", "실제", "하고"})
"""How what is never deleted is marked instead, or from where."""


_REASONS = (",", " as ", " because ", " since ")
"""What ends the clause of a time, or says why it is so long."""


def _time(said: Said) -> Time:
    """With the words that are said of it: those of the sentence, or of the clause where each has a time."""
    text, one = said.text, said.one
    low = text.lower()
    start = max(low.rfind(mark, 0, one.start) + 1 for mark in ",;:") if said.sort == "kept" else 0
    ends = (*(low.find(mark, one.end) for mark in _REASONS), len(low))
    end = min(at for at in ends if at >= 0) if said.sort == "kept" else len(low)
    if said.sort == "kept" and len(durations(low)) > 1:  # `keeps orders for 5 years and deletes carts after 30 days`
        start = max(start, low.rfind(" and ", 0, one.start) + 1)
        end = min(at for at in (low.find(" and ", one.end), end) if at >= 0)
    shown = text[one.start : one.end].strip()
    words = stems(f"{low[start : one.start]} {low[one.end : end]}") - _OWN_WORDS
    if one.seconds == math.inf:
        words -= _DELETING | _MARKED
    elif said.sort == "kept" and _sort(low, one) == "after":
        done = regex.search(_DELETED, low)  # `deleted accounts are purged`: the verb alone tells that, and not of what
        words -= stems(done[0]) if done else _DELETING
    if len(words) < _FEWEST and low[start - 1 : start] == ":":  # the label tells what it is of
        words |= stems(low[:start]) - _OWN_WORDS
    head = _subjects().match(low) if said.sort == "kept" and start == 0 else None
    nouns = regex.split(r",| and |[과와] ", next(filter(None, head.groups()))) if head else []
    subjects = frozenset(stems(noun) - _OWN_WORDS for noun in nouns) - {frozenset()}
    if said.sort == _OFTEN:  # `at most 3` a week and `at most 1` a day may both hold
        words |= frozenset(regex.findall(r"\d+", f"{low[: one.start]} {low[one.end :]}"))
    return Time(said.sort, one.seconds, shown, words, said.span, one.start, subjects)


_WORDS_OF_SORTS = (
    "keep keeps kept retai reten store held withi after befor every later day"
    " works valid good usabl activ only get send recei make"
    " 보관 보존 남긴 남기 남는 이내 안에 뒤 후 이후 마다 동안 간 전까 전 파기 유효"
    " 이 지나 지난 경과"
)
_OWN_WORDS = frozenset(_WORDS_OF_SORTS.split())


def _sort(low: str, one: Duration) -> str:
    behind = low[one.end :]
    for sort in _sorts():
        before = low[max(0, one.start - sort.near) : one.start]
        may_stand = not sort.words or regex.has(before, sort.words)
        if sort.before and may_stand and sort.before.search(before):
            return sort.name
        if sort.behind and len(behind) > 1 and sort.behind.search(behind):  # not the full stop
            return sort.name
    return ""


def _of_requirements(facts: Facts) -> Iterator[tuple[Time, Time]]:
    """A scenario or words beside an endpoint, and the one requirement that it names with another time of that sort."""
    timed: list[tuple[Scenario | Endpoint, Said]] = [
        *facts.each("scenarios", _of_outcomes),
        *facts.each("endpoints", _of_words),
    ]
    own = {fold(one.id): one for one in facts.spec.requirements if one.id} if timed else {}
    for naming, said in timed:
        named = [own[key] for name in naming.requirements if (key := fold(name)) in own]
        others = [other for one in named for other in _said(one.text, one.span) if other.sort == said.sort]
        if len(others) == 1 and said.one.seconds != others[0].one.seconds:
            yield _time(said), _time(others[0])


def _of_outcomes(scenarios: Iterable[Scenario]) -> Iterator[tuple[Scenario, Said]]:
    """Those whose outcome has one time."""
    for scenario in scenarios:
        steps = (one for one in scenario.steps if one.keyword == "then")
        found = [said for step in steps for said in _said(step.text, step.span)]
        if len(found) == 1:
            yield scenario, found[0]


def _of_words(endpoints: Iterable[Endpoint]) -> Iterator[tuple[Endpoint, Said]]:
    """Those beside which one time is said."""
    for endpoint in endpoints:
        found = list(_said(endpoint.summary, endpoint.span)) if endpoint.requirements and endpoint.summary else []
        if len(found) == 1:
            yield endpoint, found[0]


def _of_answers(facts: Facts) -> Iterator[tuple[Time, Time]]:
    """`409 7 days have passed` of an endpoint, and the one requirement with a time that it serves."""
    timed: list[tuple[Endpoint, Response, Duration]] = facts.each("endpoints", _of_notes)
    texts = {fold(one.id): one for one in facts.spec.requirements if one.id} if timed else {}
    for endpoint, answer, one in timed:
        served = [texts[key] for name in endpoint.requirements if (key := fold(name)) in texts]
        wanted = [(one, found) for one in served if (found := durations(one.text.lower()))]
        if len(wanted) == 1 and len(wanted[0][1]) == 1:
            requirement, (other,) = wanted[0]
            if one.seconds != other.seconds:
                yield _plain(answer.note, one, answer.span), _plain(requirement.text, other, requirement.span)


def _of_ages(facts: Facts) -> Iterator[tuple[Time, Time]]:
    return (
        (_plain(old.text, old.one, old.span), _plain(good.text, good.one, good.span)) for old, good in ages.pairs(facts)
    )


def _of_notes(endpoints: Iterable[Endpoint]) -> Iterator[tuple[Endpoint, Response, Duration]]:
    """Those of whose answers one tells of one time."""
    for endpoint in endpoints:
        timed = [(one, durations(one.note.lower())) for one in endpoint.responses if one.note]
        noted = [(one, found[0]) for one, found in timed if len(found) == 1]
        if len(noted) == 1:
            yield endpoint, *noted[0]


def _plain(text: str, one: Duration, span: Span) -> Time:
    return Time("", one.seconds, text[one.start : one.end].strip(), frozenset(), span, one.start)
