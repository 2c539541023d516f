"""Targets in tables: a row a call, a column a percentile, `| GET /boats | 50ms | 100ms |` below `| p50 | p95 |`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Table
from groundplan.spec.draft import place, taken
from groundplan.spec.model import Target
from groundplan.spec.text.words import bare

if TYPE_CHECKING:
    from groundplan.document import Text
    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region

_HELD = frozenset({"performance", "nonfunctional", "constraints"})
_RATES = ("tps", "rps", "qps")
_SECONDS = ("s", "초")
_Graded = dict[int, tuple[str, int, str]]
"""What each column says: the metric, the percentile, the unit of its head."""


def read(region: Region, draft: Draft) -> set[int]:
    """The lines of the tables of one region that state targets in such columns, each read here and nowhere else."""
    known: set[int] = set()
    for block in region.blocks:
        graded = _columns(block) if isinstance(block, Table) else {}
        if isinstance(block, Table) and graded and _is_held_to(region, block):
            for row in block.rows:
                known.update(cell.line for cell in row)
            for row in taken(block):
                draft.targets += _row(row, graded, region.document.path)
    return known


def _columns(table: Table) -> _Graded:
    """The columns of percentiles, and the first of a rate: the next one says what is borne at most."""
    found: _Graded = {}
    for at, head in enumerate(table.header[1:], 1):
        words = bare(head.text)
        graded = _percentile().match(words)
        rates = any(one in words.lower().split() for one in _RATES)
        if graded:
            found[at] = ("latency", int(graded["number"]), graded["unit"] or "")
        elif rates and all(metric != "throughput" for metric, _, _ in found.values()):
            found[at] = ("throughput", 0, "")
    return found


@cache
def _percentile() -> re.Pattern[str]:
    return regex.compile(
        r"[pP](?P<number>\d{2,3})(?: (?:latency|target|response time|응답 ?시간|지연|목표))*"
        r"(?: ?\((?P<unit>ms|s|초)\))?$"
    )


def _is_held_to(region: Region, table: Table) -> bool:
    """In a section about quality, or where the heading says that it aims at something; not what was measured."""
    titles = f"{region.above} {region.title.text} {' '.join(head.text for head in table.header)}"
    if _measured().search(titles):
        return False
    return region.kind in _HELD or _aimed().search(titles) is not None


@cache
def _aimed() -> re.Pattern[str]:
    return regex.compile(r"\b(?:targets?|goals?|objectives?|budgets?|slos?|slas?)\b|목표", re.IGNORECASE)


@cache
def _measured() -> re.Pattern[str]:
    return regex.compile(
        r"\b(?:measured|results?|current|actual|observed|baseline)\b|측정|결과|현재|실측", re.IGNORECASE
    )


def _row(row: tuple[Text, ...], graded: _Graded, path: str) -> list[Target]:
    made = []
    scope = bare(row[0].text)
    for at, (metric, percentile, of_head) in graded.items():
        cell = row[at] if at < len(row) else None
        found = _number().fullmatch(bare(cell.text)) if cell else None
        if cell is None or found is None:
            continue
        value, unit = float(found["number"].replace(",", "")), found["unit"] or of_head
        if metric == "latency" and unit:
            value *= 1000 if unit in _SECONDS else 1
        elif metric == "latency" or unit:
            continue
        made.append(Target(metric, value, place(path, cell), percentile, scope, f"{scope}: {bare(cell.text)}"))
    return made


@cache
def _number() -> re.Pattern[str]:
    return regex.compile(
        r"(?:<=?|≤|~)? ?(?P<number>\d[\d,]{0,14}(?:\.\d{1,6})?) ?(?P<unit>ms|s|초)?(?: ?(?:이내|이하|미만|or less))?\+?"
    )
