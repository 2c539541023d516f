"""Little's law: requests a second times the time of a query is how many connections are in use at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("pool", "rate", "time", "needed")
OPTIONS = ()

_POOL = regex.compile(
    r"\bpools?\b[^\n.|]{0,30}?(?<![\d.])(\d{1,4})(?! ?(?:ms|s\b|%|seconds?|minutes?|초|분))"
    r"|(?<![\d.])(\d{1,4}) (?:(?:database|db|sql|pooled) )?connections\b"
    r"|(?:커넥션|연결)(?: ?풀)?[^\n.|]{0,12}?(?<![\d.])(\d{1,4}) ?개"
)
_TIME = regex.compile(
    r"\b(?:quer(?:y|ies)|transactions?|statements?|database time|db time)\b[^\n|]{0,40}?"
    r"(?<![\d.])(\d+(?:\.\d+)?) ?(ms|milliseconds?|s\b|seconds?)"
    r"|\b(?:holds?|uses?|keeps?|needs?|occupies) (?:(?:an? |one |its |the )?"
    r"(?:database |db |sql |pooled )?connection|one|it)\b"
    r"[^\n|]{0,20}?"
    r"(?<![\d.])(\d+(?:\.\d+)?) ?(ms|milliseconds?|s\b|seconds?)"
    r"|(?:쿼리|질의|트랜잭션)[^\n|]{0,30}?(?<![\d.])(\d+(?:\.\d+)?) ?(ms|밀리초|초)"
    r"|(?:커넥션|연결)을? (?:약 ?|평균 ?)?(\d+(?:\.\d+)?) ?(ms|밀리초|초)(?: ?(?:간|동안|씩))?"
    r" ?(?:쓰|쓴|사용|점유|잡|차지|물고)"
)
_THOUSAND = 1000


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Where a pool, the time of a query and a rate are stated, a finding at the pool that is too small for them."""
    rates = [one for one in facts.spec.targets if one.metric == "throughput"]
    lines = facts.prose.lines_with(("pool", "connections", "커넥션", "연결 풀")) if rates else []
    pools = [(start, found) for start, line in lines if (found := _POOL.search(line))]
    times = (
        [
            found
            for _, line in facts.prose.lines_with(
                (
                    "quer",
                    "connection",
                    "커넥션",
                    "연결",
                    "transaction",
                    "db time",
                    "database time",
                    "statement",
                    "쿼리",
                    "질의",
                    "트랜잭션",
                )
            )
            if (found := _TIME.search(line))
        ]
        if pools
        else []
    )
    if not times:
        return
    rate, longest = max(rates, key=lambda one: one.value), max(map(_milliseconds, times))
    for item in items:
        for start, found in pools:
            size = int(next(filter(None, found.groups())))
            needed = rate.value * longest / _THOUSAND
            if needed > size * _instances(facts, found.string):
                words = {"pool": str(size), "rate": f"{rate.value:g}", "time": f"{longest:g}", "needed": f"{needed:g}"}
                yield item, facts.prose.span(start + found.start(), start + found.end()), words, (rate.span,)


def _milliseconds(found: Any) -> float:
    number, unit = [part for part in found.groups() if part]
    return float(number) * (1 if unit.startswith(("m", "밀")) else _THOUSAND)


def _instances(facts: Facts, line: str) -> int:
    """How many pools there are: one an instance, where the line says so."""
    several = regex.compile(
        r"\b(?:per|each|every|all)(?: of)?(?: the| its)?(?: \d+| two| three| four)?"
        r" (?:instance|worker|process|server|node)"
        r"|인스턴스(?:당|마다)|서버(?:당|마다)"
    )
    count = facts.spec.instances.value if facts.spec.instances and several.search(line) else "1"
    return int(count) if count.isdecimal() else 1
