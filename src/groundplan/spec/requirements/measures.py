"""Rate limits and CORS origins."""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Paragraph, Table, Text
from groundplan.spec.draft import Draft, place
from groundplan.spec.model import Fact, RateLimit
from groundplan.spec.outline import section_kind
from groundplan.spec.requirements import graded, targets
from groundplan.spec.text import tables
from groundplan.spec.text.durations import seconds
from groundplan.spec.text.words import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.spec.outline import Region

_LIMITED = frozenset({"performance", "nonfunctional", "constraints", "rate_limits", "security", "requirements", "api"})
_SAID = frozenset({"", "auth", "architecture", "overview", "assumptions", "stack"})
"""Here a sentence must say that it is about a rate limit."""
_HEARD = _LIMITED | _SAID | targets.HEARD
"""In other sections only what these stand in is read."""
_ANYWHERE = (":", "cors", "교차 출처")
_WHOLE = r"(\d(?<![\d,]\d)[\d,]{0,14})"
"""Bounded, and only where a number begins: a line of digits must not cost its square."""


_DIGIT = regex.compile(r"\d")


def read(region: Region, draft: Draft) -> None:
    """The measures of one region, limits and targets."""
    path = region.document.path
    if region.kind in _LIMITED:
        for block in region.blocks:
            if isinstance(block, Table):
                _limit_table(block, path, draft)
    owned = _under_labels(region)
    heads = _heads(region)
    taken = graded.read(region, draft) if any(block.__class__ is Table for block in region.blocks) else set()
    if region.kind not in _HEARD and not owned and not draft.said(region.blocks).has(_ANYWHERE):
        return
    said = draft.said(region.blocks).over_lines()
    hints, limits, own = targets.Hints.of(said), said.having(_RATE_WORDS), region.kind == "rate_limits"
    heard = region.kind in targets.HEARD  # elsewhere a target has a label, and a colon behind it
    for line, text in _sentences(region, draft):
        if not _DIGIT.search(text) and "CORS" not in text:
            continue
        may_limit = (limits or own) and (region.kind in _LIMITED or _is_said(text, region))
        limited = may_limit and _limits(line, path, draft, limits, own=own)
        if not limited and line.line not in taken and (heard or ":" in text or line.line in owned):
            first = len(draft.targets)
            targets.read(line, text, region, draft, hints, own=line.line in owned)
            if line.line in heads:
                draft.targets[first:] = [
                    one._replace(scope=one.scope or heads[line.line]) for one in draft.targets[first:]
                ]
        _cors(line, path, draft)


def _heads(region: Region) -> dict[int, str]:
    """What rows about quality are of, by their lines: `| Search | < 10 ms |` and `| Sign-in | < 10 ms |` are two."""
    tables = [block for block in region.blocks if isinstance(block, Table)] if region.kind in targets.OWN else []
    rows = [row for table in tables for row in table.rows if len(row) > 1]
    return {row[0].line: words for row in rows if (words := bare(row[0].text)) and not _DIGIT.search(words)}


def read_tested(region: Region, draft: Draft) -> None:
    """What tests of performance hold the service to; it counts where nothing else states the number."""
    if _of_performance().search(region.title.text):
        said = draft.said(region.blocks)
        hints = targets.Hints.of(said.over_lines())
        for line in said.lines:
            targets.read_tested(line, region.document.path, draft, hints)


@cache
def _of_performance() -> re.Pattern[str]:
    return regex.compile(r"\b(?:performance|load|stress)\b|성능|부하", re.IGNORECASE)


def _under_labels(region: Region) -> set[int]:
    """The lines of bullets below `**Success Criteria**:` or `성능 목표:`, whatever section they stand in."""
    found: set[int] = set()
    depth = math.inf
    for block in region.blocks:
        if not isinstance(block, Item | Paragraph):
            continue
        level = block.depth if isinstance(block, Item) else -1
        words = bare(block.lines[-1].text)
        if level <= depth:
            depth = math.inf
        if words.endswith(":") and section_kind(words) in ("performance", "nonfunctional"):
            depth = level
        elif level > depth:
            found.update(line.line for line in block.lines)
    return found


def _sentences(region: Region, draft: Draft) -> Iterator[tuple[Text, str]]:
    """Lines with their words; requirements whole, however they wrap."""
    if region.kind == "requirements":
        yield from ((one.first, one.text) for one in draft.statements(region.blocks))
    else:
        figures = _figures(region)
        lines = draft.said(region.blocks).lines
        yield from ((line, figures.get((line.line, line.column), line.text)) for line in lines)


def _figures(region: Region) -> dict[tuple[int, int], str]:
    """Cells of rows about quality that are nothing but a figure, with what it is of: `| Users at once | 1,000 |`."""
    tables = [block for block in region.blocks if isinstance(block, Table)] if region.kind in targets.OWN else []
    return {
        (cell.line, cell.column): " ".join([one.text for one in row[:at] if not _DIGIT.search(one.text)] + [cell.text])
        for table in tables
        for row in table.rows
        for at, cell in enumerate(row)
        if at and _alone().fullmatch(cell.text)
    }


@cache
def _alone() -> re.Pattern[str]:
    return regex.compile(r"[<>≤≥=~ ]{0,3}\d[\d,.]{0,14}\+? ?(?:%|명|개|건)? ?(?:이상|이하|이내|미만|or more|or less)?")


def _is_said(text: str, region: Region) -> bool:
    return region.kind in _SAID and bool(_about_limits().search(text))


@cache
def _about_limits() -> re.Pattern[str]:
    return regex.compile(
        r"\b(?:requests?|calls?|tries|attempts) (?:a|per|each|every) (?:second|minute|hour|day) (?:from|for|per|by) "
        r"(?:(?:one|an?|each|every|any|the same) )?(?:ip )?(?:address|ip|account|user|client|caller|key)\b"
        r"|rate[- ]limit|throttl|(?<!\d)429(?!\d)|요청 ?제한|호출 ?제한|속도 ?제한|사용량 ?제한|레이트 ?리밋",
        re.IGNORECASE,
    )


@cache
def _rate() -> tuple[re.Pattern[str], ...]:
    unit = r"(s|sec|second|m|min|minute|h|hour|day|초|분|시간|일)"
    return (
        regex.compile(
            rf"{_WHOLE}[ ]?(?:requests?|calls?|req|tries|attempts|logins?|sign-ins?|회|개 요청|요청|건)?"
            rf"[ ]?(?:/|per|a|an|every)[ ]?(\d{{1,4}}[ ]?)?{unit}s?\b",
            re.IGNORECASE,
        ),
        regex.compile(
            rf"(?:(초|분|시간|일)당|(?<![\d.])1 ?(분|시간|초)(?:에|간|[ ]?동안)) ?(?:최대[ ]?)?{_WHOLE}"
            r"[ ]?(?:개|회|건|번)?(?:의)?[ ]?(?:요청)?"
        ),
    )


_SECONDS = {"s": 1, "sec": 1, "second": 1, "초": 1, "m": 60, "min": 60, "minute": 60, "분": 60, "h": 3600, "hour": 3600,
            "시간": 3600, "day": 86400, "일": 86400}  # fmt: skip
_RATE_WORDS = (
    "limit",
    "rate",
    "throttl",
    "제한",
    "ip",
    "per user",
    "per client",
    "per api key",
    "당",
    "login",
    "quota",
    "attempt",
    "sign-in",
    "per address",
    "each address",
    "each user",
    "one user",
    "every user",
    "each account",
    "one account",
    "an account",
    "한 사용자",
    "사용자마다",
    "계정마다",
    "429",
)


_PER = ("/", "per", "every", " a ", " an ", "당", "에 ", "동안")
"""What stands before the time of a rate: a list of statuses has a 429, and none of them."""


@lru_cache(8192)
def _may_limit(text: str, limits: tuple[str, ...], *, own: bool) -> bool:
    lower = text.lower()
    said = regex.has(lower, _PER) and (own or regex.has(lower, limits))
    counted = own and any(word in text for word in ("자당", "IP당", "키당"))
    return said and ("초당" not in text or counted) and "rps" not in lower and not _is_work(text)


def _limits(line: Text, path: str, draft: Draft, limits: tuple[str, ...], *, own: bool) -> bool:
    """Rate limits of a line, a part for each clause; False when it states none. `own` in a section about them."""
    if not _may_limit(line.text, limits, own=own):
        return False
    before = len(draft.rate_limits)
    offset = 0
    head = line.text.split(":")[0] if ":" in line.text[:40] else ""
    for part in _clauses(line.text):
        limit = _limit(bare(part), head)
        if limit:
            words = part.strip("; ,")
            span = place(path, line, offset + part.find(words), len(words))
            draft.rate_limits.append(RateLimit(*limit[:3], span, limit[3]))
        offset += len(part)
    return len(draft.rate_limits) > before


def _clauses(text: str) -> list[str]:
    """The parts of a line that may each state a limit: `100/minute per IP, login 5/minute` has two."""
    parts = regex.split(r"(?<=;)|(?<=\. )", text)
    return [one for part in parts for one in _rates_of(part)]


def _rates_of(part: str) -> list[str]:
    pieces = regex.split(r"(?<=, )|(?<= and )|(?<=이고 )|(?<=이며 )", part)
    rates = [piece for piece in pieces if any(rate.search(piece) for rate in _rate())]
    return pieces if len(pieces) == len(rates) else [part]


def _is_work(text: str) -> bool:
    """`분당 600건 처리`: what the service does, not what it lets through."""
    return "당" in text and "처리" in text and "제한" not in text


def _limit(text: str, head: str) -> tuple[int, int, str, str] | None:
    english, korean = _rate()
    found = english.search(text)
    if found and _is_rate(text, found, head):
        count = int(found.group(2) or 1)
        return int(found.group(1).replace(",", "")), count * _SECONDS[found.group(3).lower()], _key(text), _what(text)
    found = korean.search(text)
    if found:
        unit = found.group(1) or found.group(2)
        return int(found.group(3).replace(",", "")), _SECONDS[unit], _key(text), _what(text)
    return None


def _is_rate(text: str, found: re.Match[str], head: str) -> bool:
    lower = (text + " " + head).lower()
    words = found.group().lower()
    return (
        "limit" in lower
        or "제한" in lower
        or any(
            word in words for word in ("request", "call", "req", "요청", "회", "attempt", "tries", "login", "sign-in")
        )
    )


def _key(text: str) -> str:
    lower = text.lower()
    if "api key" in lower or "per key" in lower or "키당" in lower:
        return "api key"
    if regex.has(lower, _OF_ACCOUNTS):
        return "user"
    return "ip"


_OF_ACCOUNTS = (
    "per user",
    "each user",
    "one user",
    "every user",
    "사용자당",
    "회원당",
    "per account",
    "each account",
    "one account",
    "every account",
    "an account",
    "a user",
    "한 사용자",
    "계정당",
    "계정마다",
    "사용자마다",
    "토큰당",
    "per token",
)


def _what(text: str) -> str:
    lower = text.lower()
    if "login" in lower or "로그인" in text or "sign-in" in lower or "sign in" in lower:
        return "login"
    found = regex.compile(r"(/[\w/{}:-]+)").search(text)
    return (
        found.group(1)
        if found and not regex.match(r"/(?:s|sec|second|m|min|minute|h|hour|day)s?\b", found.group(1))
        else ""
    )


def _limit_table(table: Table, path: str, draft: Draft) -> None:
    found = tables.columns(table)
    if "limit" not in found:
        return
    for row in table.rows:
        cell = tables.cell(row, found, "limit")
        window = tables.cell(row, found, "window")
        number = _calls().search(cell.text) if cell else None
        if cell is None or number is None:
            continue
        length = (seconds(window.text) if window else None) or (_limit(cell.text, "limit") or (0, 60, "", ""))[1]
        scope = bare(row[0].text) if row[0] is not cell else ""
        limit = RateLimit(int(number.group().replace(",", "")), int(length), _key(cell.text), place(path, cell), scope)
        draft.rate_limits.append(limit)


@cache
def _calls() -> re.Pattern[str]:
    """A number of calls: not `최대 1,000자`, `2단계` or `10MB`."""
    return regex.compile(
        r"\d[\d,]{0,9}(?![\d,]*\s?(?:글?자|단계|[KMG]B|characters?\b|chars?\b|levels?\b|bytes?\b|%|px))"
    )


def _cors(line: Text, path: str, draft: Draft) -> None:
    if "CORS" not in line.text and "교차 출처" not in line.text:
        return
    for found in regex.finditer(r"https?://[\w.*-]+(?::\d+)?", line.text):
        draft.cors.append(Fact(found.group(), place(path, line, found.start(), found.end() - found.start())))
