"""Requirements that no endpoint names, in a SPEC whose endpoints name the requirements that they fulfil."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, fold, singular
from groundplan.check.functions import Found
from groundplan.check.functions.role_conflict import claim_of, names_of

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Requirement

NODE = "requirement"
WORDS = ()
OPTIONS = ()
PARTS = ("endpoints", "entities", "integrations", "permissions", "roles", "targets")

_NAMED_OF = 2, 3
"""So many endpoints of so many name a requirement where the SPEC traces."""
_FEWEST = 3


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Quiet where fewer than half are named, and of requirements about no entity or about another service."""
    endpoints = facts.spec.endpoints
    tracing = [one for one in endpoints if one.requirements]
    if len(tracing) < _FEWEST or len(tracing) * _NAMED_OF[1] < len(endpoints) * _NAMED_OF[0]:
        return
    named = {fold(one) for endpoint in tracing for one in endpoint.requirements}
    own = [item for item in items if item.node.id]
    silent = [item for item in own if fold(item.node.id) not in named and _group(item.node.id) not in named]
    if 2 * len(silent) <= len(own):
        roles = frozenset(fold(one.name) for one in facts.spec.roles)
        names = facts.kept(names_of, facts.declared_roles, facts.spec.roles)
        held = {(one.span.path, one.span.line) for one in facts.spec.targets}
        for item in silent:
            if item.node.pattern in ("plain", "ubiquitous") and (item.span.path, item.span.line) in held:
                continue  # a target of all calls
            if _is_about_rows(item.node, facts) or _is_of_role(item.node, roles, names):
                yield item, item.span, {}, ()


def _group(name: str) -> str:
    """`4` of `4.2`: who names a numbered requirement names all of it."""
    return name.partition(".")[0] if name[0].isdigit() else name


@cache
def _timed() -> re.Pattern[str]:
    """What time sets off or goes along with other calls, and is no call of its own."""
    return regex.compile(
        r"\b(?:date|time|deadline|period|day|term|hours?|days|minutes)(?: of (?:an? |the )?\w+)? (?:\w+ )?"
        r"(?:pass|passes|ha(?:s|ve) passed|is reached|comes|ends|is over|expires|elapses?)\b"
        r"|\bevery (?:\d+ )?(?:minute|hour|day|night|week|month|morning)s?\b|\bdaily\b"
        r"|(?:시각|시간|기한|날짜|기일|만료일|마감일?|기간)[이가]? ?(?:되면|지나면|지났으면|끝나면|도래하면)|만료되면"
        r"|\b(?:keeps?|kept|retains?|retained|stores?|deletes?|purges?|archives?)\b[^.;]*\b(?:for|after) \d+"
        r" (?:day|week|month|year)s?\b"
        r"|\d+ ?(?:일|주|개월|년)(?:간|동안)? ?(?:동안 ?)?(?:보관|보존)"
        r"|\b(?:deletes?|purges?|archives?|erases?)\b[^.;]*\b\d+ (?:day|week|month|year)s? after\b"
        r"|\b\d+ (?:minute|hour|day|week|month)s (?:late|old|overdue|pass|have passed)\b"
        r"|\b(?:when|once|if|after)\b[^.;,]*\b(?:is|was|been|stays?|remains?|for)\b[^.;,]*"
        r"\bfor (?:(?:more|longer) than )?\d+ (?:minute|hour|day|week|month)s?\b"
        r"|\d+ ?(?:분|시간|일|주|개월)(?:이|을|를)? ?(?:동안 [가-힣]+지 않|지나면|넘으면|경과하면)"
        r"|(?:마감|만료|종료|예정|시작) ?(?:시각|시점|일시|일)에 "
        r"|\bat the (?:deadline|closing time|closing date|end of)\b"
        r"|\d+ ?(?:일|주|개월|년) ?(?:뒤|후|이 지난)[^.;]*(?:삭제|파기|보관|익명)"
        r"|\bsends? (?:an? |the )?(?:sms|e-?mail|mail|message|push|notification|alert|reminder)"
        r"|(?:문자|메일|알림|푸시)[을를]? ?(?:[가-힣]+ )?(?:보내|발송|전송)"
        r"|\b\d[\d,]* \w+(?: of \w+)? (?:per|a|an) (?:second|minute|hour)\b|(?:초|분|시간)당 ?\d"
        r"|\baudit (?:log|trail|record)|감사 ?(?:로그|기록)|\b(?:records?|logs?) who\b|누가 [^.;]*(?:기록|남[기겨])"
        r"|매일|매주|매월|매시간|\d+(?:분|시간|일)마다"
    )


def _is_of_role(requirement: Requirement, roles: frozenset[str], names: dict[str, str]) -> bool:
    """`When a client rates ...`, `직원이 내려받을 수 있게`: what a role sets off, or is let do, it calls for."""
    if not requirement.text.isascii():
        return claim_of(requirement, names) is not None and not _timed().search(requirement.text)
    found = regex.match(r"(?:when|if) (?:an?|the) ([a-z]+) [a-z]+s\b", requirement.text.lower())
    return found is not None and fold(found[1]) in roles


def _is_about_rows(requirement: Requirement, facts: Facts) -> bool:
    text = f"{requirement.title} {requirement.text}".lower()
    if _timed().search(text):
        return False
    if any(one.name.lower() in text for one in facts.spec.integrations):
        return False
    labels = (key for key in facts.entities if not key.isascii())
    return not _words(text).isdisjoint(facts.entities) or any(label in text for label in labels)


@lru_cache(8192)
def _words(text: str) -> frozenset[str]:
    """The words of a text in the singular, alone and two in a row."""
    words = [singular(word) for word in regex.compile(r"[a-z]+").findall(text)]
    return frozenset([*words, *map("".join, pairwise(words))])
