"""Numbers that the service is held to: latency, throughput, load, availability, volume, errors, in both languages.

Where a number stands decides what it is: in a section about quality every figure is a target, in a requirement what
answers within ten seconds, in a scenario what a response time or `within` is said of. A lifetime is none anywhere.
"""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.grammar import compact, keywords
from groundplan.record import NamedTuple
from groundplan.spec.draft import Draft, Said, place
from groundplan.spec.model import Target
from groundplan.spec.requirements import outcomes
from groundplan.spec.requirements.awaited import unanswered
from groundplan.spec.requirements.promises import is_none, is_promise
from groundplan.spec.requirements.requirements import is_normative
from groundplan.spec.text.identifiers import leading_id
from groundplan.spec.text.words import bare, heading, key_value

if TYPE_CHECKING:
    from groundplan.source import Span
    from groundplan.spec.outline import Region

_ANSWER_MS = 10_000
_HURRY_MS = _ANSWER_MS - 1
"""What takes people longer depends on them, and not on the service alone."""
OWN = frozenset({"performance", "nonfunctional", "constraints"})
"""Sections in which every figure is a target."""
_PROSE = frozenset({"", "overview", "scope"})
_RUN = frozenset({"deployment", "architecture"})
_CHECKED = frozenset({"acceptance", "assumptions", "environment"})
HEARD = OWN | _PROSE | _RUN | _CHECKED | {"requirements"}
"""Sections whose sentences may state a target."""
_NOT_TARGETS = ("timeout", "타임아웃", "expir", "만료", "lifetime", "ttl", "coverage", "커버리지", "retention",
                "보관", "보존", "interval", "수집 주기", "access token", "refresh token", "유휴", "idle",
                "cached for", "캐시 유효", "캐시 시간", "retry", "재시도", "debounce", "폴링",
                "maxduration", "max_duration")  # fmt: skip


class Hints(NamedTuple):
    """What stands in all that a region says, of the words that tell what a figure is: no line has another."""

    fixed: tuple[str, ...]
    excluding: tuple[str, ...]

    @staticmethod
    def of(said: Said) -> Hints:
        """The hints of what a region says, `over_lines`."""
        return Hints(said.having(_FIXED_WORDS), said.having(_NOT_TARGETS))


def read(line: Text, text: str, region: Region, draft: Draft, hints: Hints, *, own: bool = False) -> None:
    """The targets of a line, or of the sentence `text` that begins in it; `own` in a list of nothing else."""
    if is_none(text):
        return
    if own or region.kind in OWN or _is_keyed(text) or (text[:4] == "NFR-" and region.kind == "requirements"):
        most = _HURRY_MS if outcomes.hurries(text, region.title.text) else math.inf
        draft.targets += targets(bare(text), place(region.document.path, line), most, hints)
    elif region.kind == "requirements":
        draft.targets += _demanded(line, text, region.document.path, hints)
    elif _is_told(text, region):
        draft.targets += targets(bare(text), place(region.document.path, line), _ANSWER_MS, hints)
    elif region.kind in _CHECKED and (_cue().search(text) or (region.kind == "acceptance" and _timed().search(text))):
        draft.checked_targets += targets(bare(text), place(region.document.path, line), _ANSWER_MS, hints)


def _is_told(text: str, region: Region) -> bool:
    """Whether a sentence of a section about something else states a target."""
    if region.kind in _PROSE | _RUN and is_promise(text):
        return True
    if region.kind not in _PROSE or not _cue().search(text):
        return False
    served = outcomes.is_of(region.title.text) and _served().search(text) is not None
    return served or is_normative(text) or _bound().search(text) is not None


def read_tested(line: Text, path: str, draft: Draft, hints: Hints) -> None:
    """The targets that a test checks."""
    draft.checked_targets += targets(bare(line.text), place(path, line), _ANSWER_MS, hints)


@lru_cache(8192)
def _is_keyed(text: str) -> bool:
    """`**Performance Goals**: < 500 ms` in any section, `**Constraints**: answers < 300 ms`; `Scale/Scope` is none."""
    if ":" not in text:
        return False
    words, label = heading(key_value(text)[0])
    table = keywords("sections")
    kinds = (table.get(compact(words)), table.get(compact(label)))
    return "performance" in kinds or ("constraints" in kinds and _of_answers().search(text) is not None)


@cache
def _of_answers() -> re.Pattern[str]:
    """What a figure among constraints must be of: `graceful shutdown < 5 s` is no target."""
    return regex.compile(r"[pP]\d|\brespon[ds]|latency|\bquer(?:y|ies)\b|\bAPI\b|응답|지연|조회", re.IGNORECASE)


@cache
def _cue() -> re.Pattern[str]:
    return regex.compile(
        r"response time|respon[ds]\w*|answers? in|latency|\bp\d{2}\b|throughput|concurrent|uptime"
        r"|\b(?:completes?|finishes|returns|loads?) (?:\w+ )?(?:in|within)\b"
        r"|응답|지연|처리량|동시|동접|이내|가용",
        re.IGNORECASE,
    )


@cache
def _served() -> re.Pattern[str]:
    """What a service does, and not how long people take: `users complete the form in under 10 seconds`."""
    return regex.compile(
        r"\brespon[ds]|latency|\bp\d{2}\b|throughput|concurrent|uptime|availab|응답|지연|처리량|동시|가용",
        re.IGNORECASE,
    )


@cache
def _timed() -> re.Pattern[str]:
    """What a check measures: `해싱 시간 <200ms`, `render time < 2 s`."""
    return regex.compile(r"(?:시간|\btime) ?[<≤]", re.IGNORECASE)


@cache
def _bound() -> re.Pattern[str]:
    """`Response time ≤ 300 ms`: a bound is a demand; so is what the service is designed to bear."""
    return regex.compile(r"(?:≤|<=|<)\s?\d|\bdesigned (?:to|for) (?:support|handle|serve|sustain|process)\w*\b")


_NUMBER = r"(\d(?<![\d,.]\d)[\d,]{0,14}(?:\.\d{1,6})?)"
_WHOLE = r"(\d(?<![\d,]\d)[\d,]{0,14})"
"""Bounded, and only where a number begins: a line of digits must not cost its square."""
_THINGS = "tasks|rows|records|users|orders|items|documents|entries|products|messages"
_FIXED = (
    ("throughput", rf"{_NUMBER}[ ]?(?:rps|tps|qps|req(?:uests?)?[ ]?(?:/|per|a)[ ]?s(?:ec(?:ond)?)?\b)"),
    ("per_minute", rf"{_NUMBER}[ ]?(?:req(?:uests?)?|calls?|요청|건)[ ]?(?:/|per|a)[ ]?m(?:in(?:ute)?)?\b"),
    ("per_minute", rf"분당[ ]?{_WHOLE}[ ]?(?:건|회|개|요청)"),
    ("throughput", rf"\b(?:rps|tps|qps)[^\d,.;]{{0,8}}{_NUMBER}"),
    ("throughput", rf"초당[ ]?{_WHOLE}[ ]?(?:건|회|개|요청)"),
    ("concurrency", rf"{_WHOLE}[ ]?(?:\+ )?(?:concurrent|simultaneous)"),
    ("concurrency", rf"concurrent (?:users?|connections?)[^\d]{{0,8}}{_WHOLE}"),
    ("concurrency", rf"{_WHOLE}[ ]?(?:명|개|건)(?:의|이)?[ ]?동시"),
    ("concurrency", rf"(?:동접|동시[ ]?(?:사용자|접속(?:자)?|연결)?)[^\d]{{0,6}}{_WHOLE}[ ]?(?:명|개|건)?"),
    ("availability", r"(\d{2,3}(?:\.\d{1,6})?)[ ]?%[ ]?(?:availability|available|uptime|가용|이상(?:의)? 가(?:용|동))"),
    ("availability", r"(?:availability|available|uptime)[^\d%]{0,20}(\d{2,3}(?:\.\d{1,6})?)[ ]?%"),
    ("availability", r"(?:가용성|가용률|가동률|SLA)[^\d%]{0,12}(\d{2,3}(?:\.\d{1,6})?)[ ]?%"),
    ("error_rate", r"(?:error rate|오류율|에러율)[^\d]{0,12}(\d{1,3}(?:\.\d{1,6})?)[ ]?%"),
    ("volume", rf"{_WHOLE}[ ]?(?:{_THINGS})\b(?= (?:in|per|over|within|a) (?!page\b|request\b|list\b|response\b))"),
    ("volume", rf"{_WHOLE}[ ]?(?:만 건|만건|레코드|행)"),
)  # fmt: skip


@cache
def _figure() -> re.Pattern[str]:
    """A number beside a unit, in lower case: what has neither that nor a measure's name costs no further look."""
    return regex.compile(
        rf"\d\+?[ ]?(?:m?s|sec|milli|%|rps|tps|qps|req|calls?|concurrent|simul|{_THINGS}"
        r"|초|밀리초|요청|건|회|명|개|만|레코드|행)"
    )


_MEASURES = ("rps", "tps", "qps", "concurrent", "동시", "동접", "초당", "분당")
"""Those of `_FIXED_WORDS` that measure without a unit behind the number."""


_BOUNDS = (
    "<", "<=", "≤", "under", "within", "below", "less than", "faster than", "at most", "up to", "no more than",
    "not exceed", "in", "sub-", "최대",
)  # fmt: skip
"""What stands before the most that something may take."""


@cache
def _latency() -> tuple[re.Pattern[str], ...]:
    unit = r"[ ]?(ms|milliseconds?|밀리초|s|secs?|seconds?|초)(?![A-Za-z])"
    number = _NUMBER + unit
    # a search that begins with a digit passes over all else at once; one that begins with words does not
    bounds = "|".join(rf"(?<={bound}\d)" for word in _BOUNDS for bound in (word, f"{word} "))
    return (
        regex.compile(_NUMBER.replace(r"\d", rf"\d(?:{bounds})", 1) + unit, re.IGNORECASE),
        regex.compile(
            rf"{number}[ ]?(?:or less|or faster|or better|이내|이하|미만|안에|내에|[를을] (?:넘|초과하)지"
            r"|at (?:the )?(?:p\d|\d+))",
            re.IGNORECASE,
        ),
        regex.compile(rf"(?:p\d{{2}}\w*|응답 ?시간|latency|response time)[^\d]{{0,12}}{number}", re.IGNORECASE),
    )


@cache
def _percentile() -> re.Pattern[str]:
    return regex.compile(
        r"\b[pP](\d{2,3})\b|(\d{2})(?:th)? percentile|(\d{2})(?:백분위|퍼센타일|%ile)"
        r"|\b(\d{2}) ?% of (?:\w+ ){0,3}(?:requests|calls|responses|queries|reads|writes|searches|lists|pages)\b"
        r"|\b(\d{2}) ?% of (?:[a-z-]+ ){1,4}?(?:are|is|be|get|complete|finish|return|arrive|answer|respond|load)\b"
        r"|(?:요청|호출|응답|조회|읽기|쓰기|검색)의 (\d{2}) ?%|\b(\d{2}) ?%(?:의)? ?(?:요청|호출|응답|조회)"
        r"|[가-힣]의 (\d{2}) ?%(?:가|는|이|은) "
    )


@cache
def _fixed() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((metric, regex.compile(pattern, re.IGNORECASE)) for metric, pattern in _FIXED)


_FIXED_WORDS = (
    "rps", "tps", "qps", "초당", "분당", "요청", "건", "concurrent", "simultaneous", "동시", "동접", "availab",
    "uptime", "가용", "가동률", "sla", "error rate", "오류율", "에러율", "만", "레코드", "행", *_THINGS.split("|"),
)  # fmt: skip
_CALLS = regex.compile(r"\d ?(?:req|call)")
"""One of these words stands, or this is found, in whatever a pattern of `_FIXED` matches."""
_PERCENTILES = ("ercentile", "백분위", "퍼센타일", "%")
"""And one of these in a percentile that is not written like p95."""
_SHORT = regex.compile(r"[pP]\d")


def _demanded(line: Text, text: str, path: str, hints: Hints) -> list[Target]:
    """The targets of a requirement, or of what it says should be."""
    is_asked = is_normative(text) or ("SHOULD" in text and _cue().search(text))
    return targets(bare(text), place(path, line), _ANSWER_MS, hints) if is_asked else []


def targets(text: str, span: Span, most: float, hints: Hints) -> list[Target]:
    """Targets of a sentence; what may take longer than `most` milliseconds is a deadline, no latency."""
    return [
        Target(metric, value, span, percent, scope, text)
        for sentence in (regex.split(r"(?<=[a-z다]\.) (?=[A-Z가-힣])", text) if ". " in text else (text,))
        for clause in _clauses(sentence)
        for metric, value, percent, scope in _measured(clause, most, hints)
    ]


def _clauses(text: str) -> list[str]:
    """`p95 under 200 ms for reads; POST /orders p95 under 3 s`: each with a percentile of its own is a target.

    So is each of `< 2 s lists, < 1 s search, 90 concurrent skippers`.
    """
    parts = text.split("; ") if "; " in text else text.split(", ")
    if len(parts) == 1:
        return parts
    alike = all(_SHORT.search(one) for one in parts) or (all(map(_has_figure, parts)) and sum(map(_takes, parts)) > 1)
    return parts if alike else [text]


def _has_figure(text: str) -> bool:
    low = text.lower()
    return _figure().search(low) is not None or regex.has(low, _MEASURES)


def _takes(text: str) -> bool:
    """Whether the words say how long something takes."""
    return any(pattern.search(text) for pattern in _latency())


_Measured = tuple[str, float, int, str]
"""The metric, value, percentile and scope of a target."""


@lru_cache(4096)
def _measured(text: str, most: float, hints: Hints) -> tuple[_Measured, ...]:
    if "k " in text:
        text = _thousands().sub(r"\1,000", text)
    low = text.lower()
    if not (_figure().search(low) or (hints.fixed and regex.has(low, _MEASURES))):
        return ()
    result: list[_Measured] = []
    excluded = regex.has(low, hints.excluding)
    scope = _scope(text)
    for pattern in _latency():
        found = pattern.search(text)
        if found:
            value = _amount(found.group(1), found.group(2))
            fine = not excluded or found.group(2).lower().startswith(_THOUSANDTHS)
            if value <= most and fine and not unanswered().search(text) and not outcomes.wakes(low):
                result.append(("latency", value, _percent(text), scope))
                result += _others(text, found.end(), most)
            break
    if excluded or not (regex.has(low, hints.fixed) or _CALLS.search(low)):
        return tuple(result)
    known: set[str] = set()
    for metric, fixed in _fixed():
        found = None if metric in known or (metric == "concurrency" and _ceiling().search(text)) else fixed.search(text)
        if found and not (metric == "throughput" and _guess().search(text[: found.end()])):
            known.add(metric)
            number = float(next(group for group in found.groups() if group).replace(",", ""))
            if metric == "per_minute":
                result.append(("throughput", round(number / 60, 2), 0, scope))
            else:
                result.append((metric, number, 0, scope))
    return tuple(result)


@cache
def _guess() -> re.Pattern[str]:
    """`QPS: < 1`, `Peak QPS: ~5`: what is expected of callers, and not what is promised to them."""
    return regex.compile(r"[<~≈][ ]?[\d.,]+(?: ?[A-Za-z/]+)*$")


def _others(text: str, start: int, most: float) -> list[_Measured]:
    """Further figures of a sentence, each with what it is of: `1 s for writes and 300 ms for reads`."""
    if " for " not in text[start:]:
        return []
    found = ((_amount(one[1], one[2]), one[3]) for one in _further().finditer(text, start))
    return [("latency", value, 0, scope) for value, scope in found if value <= most]


@cache
def _further() -> re.Pattern[str]:
    return regex.compile(rf"(?:, (?:and )?| and |; ){_NUMBER}[ ]?(ms|s|secs?|seconds?) for (?:all |the )?([a-z-]+)")


def _amount(number: str, unit: str) -> float:
    """Milliseconds."""
    return float(number.replace(",", "")) * (1 if unit.lower().startswith(_THOUSANDTHS) else 1000)


_THOUSANDTHS = ("ms", "milli", "밀")


@cache
def _thousands() -> re.Pattern[str]:
    """`2k requests a second`."""
    return regex.compile(r"(?<![\d.,])(\d{1,3})k(?= (?:req|rps|tps|qps|concurrent|simultaneous))", re.IGNORECASE)


@cache
def _ceiling() -> re.Pattern[str]:
    """`no more than 5 concurrent sessions per user` is a rule that callers meet, not what the service can bear."""
    return regex.compile(
        r"\b(?:limit(?:s|ed)?|restrict(?:s|ed)?|(?:not|never) (?:allow|permit|accept)|reject|refuse)\b"
        r"|per (?:user|account)\b"
        r"|허용하지 ?않|제한|거부|(?:사용자|계정|회원)(?:당|별)",
        re.IGNORECASE,
    )


def _percent(text: str) -> int:
    may = regex.has(text, _PERCENTILES) or _SHORT.search(text)
    found = _percentile().search(text) if may else None
    return int(next(group for group in found.groups() if group)) if found else 0


_MEASURED = frozenset(
    {"응답", "응답시간", "성능", "지연", "지연시간", "latency", "responsetime", "response", "speed", "속도"}
)
"""Labels that say what is measured, and not of which calls."""
_SCOPES = ("API", "엔드포인트", "endpoint", "조회", "요청")


def _scope(text: str) -> str:
    head, colon, rest = text.partition(":")
    if colon and (_is_keyed(text) or (leading_id(head) == head.strip(" *") and not _SHORT.match(head))):
        return _scope(rest.strip(" *"))
    if colon and compact(head.strip(" *-")) in _MEASURED:
        return _scope(rest.strip(" *"))
    if colon and len(head) <= 60:
        return head.strip()
    if regex.has(text, ("% of ", "s for ", " requests", " calls", " endpoints")):
        shared = _shared().search(text)
        if shared:
            return str(next(filter(None, shared.groups()))).strip()
    if not regex.has(text, _SCOPES):
        return ""
    found = _named().match(text)
    named = found.group(1).strip() if found else ""
    return (
        named if named.isascii() else regex.split(r"의? (?:p\d\d|응답 ?시간|지연)", named)[0] or named
    )  # `조회 API의 p95 응답 시간은 초당 40건 요청`


@cache
def _shared() -> re.Pattern[str]:
    """`95 % of list requests are answered`, `p95 below 300 ms for lists`, `shall answer reading calls`: which calls."""
    return regex.compile(
        r"\d ?% of (?:all |the )?((?:[a-z-]+ ){1,3}?)"
        r"(?:are|is|be|get|complete|finish|return|arrive|answer|respond|load)\b"
        r"|\d ?m?s for (?:all |the )?([a-z-]+(?: [a-z-]+)?)(?=$|[,.;)]| at \d| and \d)"
        r"|\b(?:answers?|serves?|handles?) (?:all |the )?([a-z]+ (?:requests|calls|endpoints))\b"
    )


@cache
def _named() -> re.Pattern[str]:
    """What is named before a figure, not who shall do it or at which load: `THE Shop SHALL 초당 9건에서 조회 API`."""
    return regex.compile(
        r"(?:THE [\w-]+(?: [\w-]+){0,3} SHALL )?"
        r"(?:초당 \d+[건회개](?:의? (?:[가-힣]+ ){0,2}?[가-힣]*)?(?:에서|일 때|시) )?"
        r"([\w ]*(?:API|엔드포인트|endpoints?|조회|요청))"
    )
