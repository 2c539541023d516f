"""Lines kept as text: glossary, exclusions, assumptions, constraints; and the regulations that are named."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Paragraph, Table
from groundplan.spec.draft import Draft, place
from groundplan.spec.model import Statement, Term
from groundplan.spec.text.identifiers import leading_id
from groundplan.spec.text.polarity import is_rejected
from groundplan.spec.text.words import bare, key_value

if TYPE_CHECKING:
    from groundplan.spec.outline import Region

_CONSTRAINTS = frozenset(
    {"constraints", "environment", "nonfunctional", "security", "performance", "compliance", "rate_limits"}
)


def read(region: Region, draft: Draft) -> None:
    """Assumptions, constraints and named regulations of one region."""
    path = region.document.path
    said = draft.said(region.blocks)
    if (
        region.kind not in _CONSTRAINTS
        and region.kind != "assumptions"
        and not (said.has(_LOW_HINTS) or _regulations(region.title.text))
    ):
        return
    for line in said.lines:
        if region.kind == "assumptions":
            draft.assumptions.append(Statement(bare(line.text), place(path, line), leading_id(line.text)))
        elif region.kind in _CONSTRAINTS:
            draft.constraints.append(Statement(bare(line.text), place(path, line), leading_id(line.text)))
        for name, start, length in _regulations(line.text):
            draft.compliance.append(Statement(bare(line.text), place(path, line, start, length), name))
    named = {one.name for one in draft.compliance}
    for name, start, length in _regulations(region.title.text) if said.lines else ():
        if name not in named:  # `## HIPAA` over what is done for it
            where = place(path, region.title, start, length)
            draft.compliance.append(Statement(bare(region.title.text), where, name))


def read_silent(region: Region, draft: Draft) -> None:
    """Glossary terms and exclusions: regions that give no other facts."""
    path = region.document.path
    if region.kind == "exclusions":
        for block in region.blocks:
            if isinstance(block, Item | Paragraph):
                draft.exclusions.append(
                    Statement(bare(" ".join(one.text for one in block.lines)), place(path, block.lines[0]))
                )
    elif region.kind == "glossary":
        _terms(region, draft)


def _terms(region: Region, draft: Draft) -> None:
    path = region.document.path
    for block in region.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                if len(row) > 1 and row[0].text:
                    draft.glossary.append(Term(bare(row[0].text), bare(row[1].text), place(path, row[0])))
        elif isinstance(block, Item):
            term, meaning, _ = key_value(block.lines[0].text)
            if term and meaning:
                draft.glossary.append(Term(term, bare(meaning), place(path, block.lines[0])))


_NAMES = {
    "GDPR": r"GDPR|일반 ?개인정보 ?보호 ?규정",
    "HIPAA": r"HIPAA",
    "SOC2": r"SOC ?2|SOC-2",
    "SOX": r"Sarbanes-Oxley",
    "PCI-DSS": r"PCI[ -]?DSS|PCI",
    "PSD2": r"PSD2",
    "CCPA": r"CCPA",
    "LGPD": r"LGPD",
    "ISO27001": r"ISO(?:/IEC)? ?27001",
    "OWASP": r"OWASP",
    "WCAG": r"WCAG",
    "FedRAMP": r"FedRAMP",
    "PIPA": r"PIPA|개인정보 ?보호법",
    "FERPA": r"FERPA",
    "COPPA": r"COPPA",
    "KISA": r"KISA|ISMS(?:-P)?|정보통신망법",
    "EFTA": r"전자금융거래법|전자금융감독규정",
    "신용정보법": r"신용정보법",
    "위치정보법": r"위치정보법",
    "전자상거래법": r"전자상거래법",
}


@cache
def _pattern() -> re.Pattern[str]:
    parts = "|".join(f"(?P<n{index}>{pattern})" for index, pattern in enumerate(_NAMES.values()))
    return regex.compile(rf"(?<![A-Za-z0-9])(?:{parts})(?![A-Za-z0-9])")


_HINTS = ("GDPR", "HIPAA", "SOC", "Sarb", "PCI", "PSD", "CCPA", "LGPD", "ISO", "OWASP", "WCAG", "FedR", "PIPA", "FERPA",
          "COPPA", "KISA", "ISMS", "보호", "망법", "금융", "정보법", "거래법")  # fmt: skip
_LOW_HINTS = tuple(map(str.lower, _HINTS))


@lru_cache(8192)
def _may_regulate(text: str) -> bool:
    return any(hint in text for hint in _HINTS)


def _regulations(text: str) -> list[tuple[str, int, int]]:
    if not _may_regulate(text):
        return []
    names = tuple(_NAMES)
    return [
        (names[int((one.lastgroup or "n0")[1:])], one.start(), one.end() - one.start())
        for one in _pattern().finditer(text)
        if not is_rejected(text, one.start(), one.end())
    ]
