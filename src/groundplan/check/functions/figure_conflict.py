"""One figure of the whole service, stated twice: its version, that of TLS, how much of the time it is there ..."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.check.lines import sentences
from groundplan.record import NamedTuple
from groundplan.spec.text.durations import seconds
from groundplan.spec.text.numerals import in_digits

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.lines import Page
    from groundplan.check.nodes import Item
    from groundplan.source import Span

NODE = "spec"
WORDS = ("one", "other")
OPTIONS = ()

_SERVICE = frozenset({"", "overview", "environment", "assumptions", "constraints", "nonfunctional", "performance"})
_SECTIONS = {
    "path": _SERVICE - {"nonfunctional", "performance"},
    "tls": _SERVICE | {"security"},
    "time": _SERVICE | {"stack", "plan"},
    "lock": _SERVICE | {"security", "auth", "api", "stack", "plan"},
    "locked": _SERVICE | {"security", "auth", "api", "stack", "plan"},
    "users": _SERVICE | {"stack"},
    "instances": _SERVICE | {"stack", "architecture", "deployment"},
    "sessions": _SERVICE | {"stack", "architecture", "auth", "security"},
    "rto": _SERVICE | {"stack", "deployment", "architecture", "plan", "operations"},
}
_BASE = r"base (?:path|url)|기본 ?경로"
_APART = (
    r"\b(?:not|no|never|instead|old|older|previous|legacy|deprecat\w*|migrat\w*|internal|between|depends?|provider"
    r"|vendor|their|its)\b|않|이전|구버전|내부|외부|제공"
)


class Figure(NamedTuple):
    """Of which sort, its value, as written, and where."""

    sort: str
    value: str
    shown: str
    span: Span


@cache
def _sorts() -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    """Each sort with the pieces of text of which a line has one, in small letters, and its pattern."""
    return (
        ("path", ("/v",), regex.compile(r"(?<![\w/.])(?:/api)?/v(\d+)(?=[\s`.,)]|$)")),
        ("tls", ("tls",), regex.compile(r"\btls ?v?(\d\.\d)\b")),
        ("time", ("%",), _present()),
        ("lock", ("failed", "실패", "틀리", "틀린", "잘못"), _locked()),
        ("locked", ("lock", "again", "잠", "다시"), _how_long()),
        ("users", ("concurrent", "동시"), _at_once()),
        ("instances", _RUNNING, _instances()),
        ("sessions", ("session", "세션"), _store()),
        ("rto", ("rto", "restor", "back ", "recover", "outage", "disaster", "복구"), _recovered()),
    )


_RUNNING = ("instances", "replicas", "containers", "pods", "인스턴스", "컨테이너", "레플리카", "파드", "복제본")


@cache
def _recovered() -> re.Pattern[str]:
    """In which time the service is there again: `an RTO of 4 hours`, `back within 8 hours`, `2시간 안에 복구`."""
    time = r"(\d+ ?(?:minutes?|min|hours?|h))\b"
    korean = r"(\d+ ?(?:분|시간))"
    return regex.compile(
        rf"\brto\b[^\d.;,|]{{0,20}}[|]?[^\d.;,|]{{0,6}}{time}"
        r"|\b(?:service|system|api|backend)\b[^.;\d]{0,30}"
        r"\b(?:back|restored|recovered|recovers?|running again|up again)\b"
        rf"[^.;\d]{{0,20}}\b(?:within|in) {time}"
        r"|\b(?:after|following) (?:an? )?(?:outage|disaster|failure|crash|incident)\b[^.;\d]{0,60}"
        rf"\b(?:within|in|after) {time}"
        rf"|rto[^\d.;,]{{0,12}}{korean}|복구 ?(?:목표 ?)?시간[^\d.;,]{{0,12}}{korean}"
        rf"|{korean} ?(?:안에|이내에?|내에) (?:서비스를 |시스템을 )?복구"
    )


@cache
def _at_once() -> re.Pattern[str]:
    """How many use it at the same time: `5,000 concurrent users`, `동시 사용자 1,000명`."""
    return regex.compile(
        r"(?<![\d.,])(\d[\d,]*) concurrent (?:users?|sessions?|clients?)\b"
        r"|동시 ?(?:사용자|접속자?|이용자) ?(?:수는? ?)?(\d[\d,]*) ?명"
    )


@cache
def _instances() -> re.Pattern[str]:
    """How many run: `three app instances`, `인스턴스 2대`, `runs as two containers`; no least or most of them."""
    number = r"(two|three|four|five|six|\d{1,2})"
    parts = r"(?:instances|replicas|containers|pods)"
    korean = r"(?:인스턴스|레플리카|파드|복제본)"
    return regex.compile(
        rf"(?<!least )(?<!most )(?<!to )(?<!than )(?<!-)\b{number}"
        r" (?:(?:application |app |api |server )?instances"
        r"|(?:application |app |api |server )(?:replicas|containers|pods))\b"
        rf"|\b(?:runs?|running|deployed|hosted|scaled)(?: as| on| in| with| to)? {number}"
        rf" (?:identical |docker )?{parts}\b"
        rf"|\b(?:docker|kubernetes|k8s)\b[^.;|\d]{{0,12}} {number} {parts}\b"
        rf"|(?<!최소 )(?<!최대 )(?<!당 )(?:{korean}(?:는|를|가)? ?(\d{{1,2}}) ?[대개]"
        r"|컨테이너(?:는|를|가)? ?(\d{1,2}) ?대)"
        r"(?! ?이상| ?까지| ?이하|[~-])"
        rf"|(?<![\d.])(\d{{1,2}}) ?대의? ?(?:{korean}|컨테이너)"
    )


@cache
def _store() -> re.Pattern[str]:
    """Where sessions are kept: `sessions are stored in Redis`, `세션은 데이터베이스에 저장한다`."""
    where = r"(redis|(?:the )?database|memory|postgres\w*|mysql|레디스|데이터베이스|디비|메모리)"
    return regex.compile(
        rf"\bsessions?:? (?:data )?(?:is |are )?(?:kept|stored|held|saved|persisted) in {where}"
        rf"|세션(?:[은을]|:| 정보[는를])? ?{where}(?:에서?|로)? ?(?:저장|보관|관리|유지|둔다)"
    )


@cache
def _locked() -> re.Pattern[str]:
    """After how many failures an account is locked: `after 5 failed sign-ins`, `5회 실패하면`; no test of one."""
    return regex.compile(
        r"(?:\bafter|^\W*429 after|\b429 after|\bif an account has|\baccounts? with) (\d{1,3}) (?:consecutive )?"
        r"(?:failed (?:sign|log|attempt|password)|wrong passwords)"
        r"|(?:password|sign-?in|log-?in)\b[^.;\d]{0,40}\b(?:wrong|fails|failed)\b[^.;\d]{0,12} (\d{1,3}) times"
        r"|(?:로그인|비밀번호)\D{0,12}(?:\d+ ?[분시간]{1,2}\D{0,6})?"
        r"(?<!\d)(\d{1,3}) ?[회번] ?(?:연속(?:으로)? ?|잇달아 ?|이상 ?)?(?:실패|틀리|틀린|잘못)"
    )


@cache
def _how_long() -> re.Pattern[str]:
    """For how long an account is locked: `locked for 15 minutes`, `30분간 잠근다`."""
    return regex.compile(
        r"\b(?:accounts?|users?|sign-?ins?|log-?ins?)\b[^.;]{0,60}?\b(?:locked|locks|lock|blocked)\b[^.;\d]{0,30}?"
        r"\bfor (\d+ ?(?:minutes?|min|hours?|h))\b"
        r"|\blocks? (?:the |an? |that )?(?:account|user)s? for (\d+ ?(?:minutes?|min|hours?|h))\b"
        r"|\blocked (?:account|user)s?\b[^.;\d]{0,40}\b(?:opens?|opened|unlocked|free|released|again)\b[^.;\d]{0,20}"
        r" (?:after|in) (\d+ ?(?:minutes?|min|hours?|h))\b"
        r"|\b(?:try|sign in|log in)(?: it)? again\b[^.;\d]{0,12}\b(?:after|in) (\d+ ?(?:minutes?|min|hours?|h))\b"
        r"|(\d+ ?(?:분|시간))(?:이|가)? ?(?:지나야|후에야?|뒤에야?)[^.;]{0,8} 다시 (?:로그인|시도)"
        r"|잠긴 계정[^.;]{0,20}?(\d+ ?(?:분|시간))(?:이|가|을)? ?(?:지나|후|뒤)"
        r"|(?:계정|로그인)[^.;]{0,30}?(\d+ ?(?:분|시간))(?:간| ?동안)? ?잠"
    )


@cache
def _present() -> re.Pattern[str]:
    """How much of the time the service is there: `availability 99.5 %`, `99.9 % 가용하다`."""
    number = r"(\d\d(?:\.\d+)?) ?%"
    return regex.compile(
        rf"(?:availab\w*|uptime|가용(?:성|률))\D{{0,20}}{number}|(?<![\d.]){number} (?:availab|uptime|가용)"
        rf"|\b(?:is|be|stays?) (?:up|online|reachable) (?:for )?(?:at least )?{number}"
    )


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """A finding at the later place; the earlier one is the cause."""
    first: dict[str, Figure] = {}
    found = [(first[one.sort], one) for one in _stated(facts) if first.setdefault(one.sort, one).value != one.value]
    for item in items:
        for other, one in found:
            yield item, one.span, {"one": one.shown, "other": other.shown}, (other.span,)


def _stated(facts: Facts) -> Iterator[Figure]:
    base = facts.spec.base_path
    version = regex.search(r"/v(\d+)$", base.value.rstrip("/.")) if base else None
    if base and version:
        yield Figure("path", version[1], base.value.rstrip("/."), base.span)
    yield from _tries(facts)
    for figure in facts.said(_of_lines, given=(facts.requirement_lines, version is not None)):
        yield figure._replace(span=facts.place(figure.span, figure.shown))


def _tries(facts: Facts) -> Iterator[Figure]:
    """How often a third party is tried again: what is said where it is declared, and of its name elsewhere."""
    tried = [one for one in facts.spec.integrations if one.retries]
    for line in facts.stated_with(("retr", "재시도")) if tried else ():
        low = line.text.lower()
        found = _again().search(low)
        words = frozenset(regex.findall(r"[a-z]{3,}|[가-힣]{2,}", low)) - _SAID_OF_ALL if found else frozenset[str]()
        meant = [one for one in tried if words & frozenset(regex.findall(r"[a-z]{3,}|[가-힣]{2,}", one.name.lower()))]
        if found and len(meant) == 1 and meant[0].span.line != line.span.line and not regex.search(_APART, low):
            own, number = meant[0], next(filter(None, found.groups()))
            yield Figure(f"retries of {own.name}", str(own.retries), f"{own.name}: {own.retries}", own.span)
            shown = line.text[found.start() : found.end()]
            yield Figure(f"retries of {own.name}", number, shown, facts.place(line.span, shown))


_SAID_OF_ALL = frozenset({"api", "service", "system", "server", "the", "mail", "서비스", "시스템", "외부"})


@cache
def _again() -> re.Pattern[str]:
    """`retried 5 times`, `재시도 5회`."""
    return regex.compile(
        r"\bretr(?:y|ies|ied)(?: it| them)? (?:at most |up to )?(\d{1,2}) times\b|(?<![\d.])(\d{1,2}) retries\b"
        r"|재시도(?:를|는)? ?(?:최대 ?)?(\d{1,2}) ?[회번]|(?<![\d.])(\d{1,2}) ?[회번](?:까지)? ?재시도"
    )


def _of_lines(page: Page, requirements: frozenset[tuple[str, int]], version: bool) -> Iterator[Figure]:
    every = [mark for _, marks, _ in _sorts() for mark in marks]
    for line in sentences(page.things[number] for number in sorted(page.index.having(every))):
        low = line.text.lower()
        demanded = (line.span.path, line.span.line) in requirements
        for sort, marks, pattern in _sorts():
            here = line.kind in _SECTIONS[sort] or (regex.search(_BASE, low) if sort == "path" else demanded)
            said = pattern.search(low) if here and regex.has(low, marks) else None
            if said and not regex.search(_APART, low) and (sort != "path" or version):
                shown = line.text[said.start() : said.end()]
                yield Figure(sort, _plain(next(filter(None, said.groups()))), shown, line.span)


def _plain(value: str) -> str:
    """One spelling of a number or a store: `5,000` is 5000, `the database` is `데이터베이스`."""
    lasting = seconds(value)
    return _STORES.get(value) or (in_digits(value) if lasting is None else f"{lasting:g} s")


_STORES = {
    **dict.fromkeys(("the database", "데이터베이스", "디비"), "database"),
    "레디스": "redis",
    "메모리": "memory",
}
