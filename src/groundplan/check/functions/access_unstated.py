"""Endpoints that say neither that they are public nor who may call them.

Quiet where the SPEC names no caller at all (another rule says so once), where a role matrix or a membership
requirement covers the resource, and for the operations that make a caller: sign-up, sign-in, refresh, health.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint

NODE = "endpoint"
WORDS = ()
OPTIONS = ("open",)

_STATED_OF = 4
_RELATION = (
    r"\b(?:own|owns|owned|member(?:ship)?|belongs? to|their|authenticated|signed[- ]in|logged[- ]in)\b"
    r"|본인|자신|소유|구성원|로그인한|인증된"
)
_CALLER = r"\bauthorization\b|authenticat|\bbearer\b|access_token|인증|로그인한|로그인 필요"
_ACTOR = r"\b(?:anonymous|browser|guest|visitor|admin(?:istrator)?|owner|operator|manager|moderator)s?\b|관리자|운영자"
_DEFAULT = (  # `All requests are authenticated`, `authenticate every request`, `모든 엔드포인트는 JWT 인증 필수`
    r"\b(?:all|every|each) (?!protected)(?:\w+[ -]){0,3}(?:endpoints?|requests?|routes?|calls?)\b[^.\n|]{0,40}"
    r"(?:authenticat|\bjwt|bearer|\btoken)"
    r"|authenticat\w+ (?:for |of )?(?:all|every|each) (?:\w+[ -]){0,2}(?:endpoints?|requests?|routes?|calls?|access)\b"
    r"|\balways\b[^.\n|]{0,30}authenticat|항상[^.\n|]{0,30}인증"
    r"|permissions? before \w+ (?:any|every|each) (?:operation|request|call)"
    r"|모든 (?!보호)(?:\S+ ){0,3}(?:엔드포인트|요청|api)\S*[^.\n|]{0,30}(?:인증|jwt|토큰)"
)

_SORTED = r"\b(?:public|protected|unauthenticated) (?:\w+ )?endpoints?\b|(?:공개|보호된?) (?:\S+ )?엔드포인트"
_SIGNS_IN = regex.compile(r"/(?:login|sign-?in)\b")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`open` is a pattern for the paths of operations that anybody may call."""
    sentences = {one.span for one in facts.spec.requirements}
    silent = [item for item in items if item.node.access is None or item.node.access.span in sentences]
    if len(silent) * _STATED_OF > len(facts.spec.endpoints):  # this SPEC says it in sentences
        silent = [item for item in silent if item.node.access is None]
    if not silent or not _names_callers(facts):
        return
    if regex.search(_DEFAULT, facts.prose.text):
        yield from ((item, facts.place(item.span, item.node.raw), {}, ()) for item in _odd(silent, facts))
        return
    is_open = regex.compile(options["open"], re.IGNORECASE)
    covered = _covered(facts, len(silent) * _STATED_OF > len(facts.spec.endpoints))
    cells = _cells(facts)
    for item in silent:
        if _is_left_empty(item.node, cells, facts) and not is_open.search(item.node.path):
            yield item, facts.place(item.span, item.node.raw or item.node.path), {}, ()
            continue
        named = {singular(entity.name) for entity in facts.path_entities(item.node)}
        told = covered.isdisjoint(named) and not is_open.search(item.node.path)
        if told and not _says_who(item.node, facts):
            yield item, facts.place(item.span, item.node.raw or item.node.path), {}, ()


_OTHERS = 5


def _odd(silent: list[Item], facts: Facts) -> list[Item]:
    """The one write of which only the default says who may call, where each other write names its roles."""
    odd = [item for item in silent if item.node.method != "GET" and "/me" not in item.node.path and not _enters(item)]
    others = [one for one in facts.spec.endpoints if one.method != "GET" and one is not (odd[0].node if odd else None)]
    told = sum(one.access is not None and one.access.kind != "authenticated" for one in others)
    roles = sum(one.access is not None and one.access.kind == "roles" for one in others)
    return odd if len(odd) == 1 and roles >= _OTHERS and told == len(others) else []


def _enters(item: Item) -> bool:
    """Whether a call signs people in or out."""
    return regex.search(r"/(?:log-?out|sign-?out|refresh|auth)\b", item.node.path) is not None


def _cells(facts: Facts) -> dict[tuple[str, int], int]:
    """The column that says who may call, by file and line, of endpoints in tables."""
    rows = [one.access.span for one in facts.spec.endpoints if one.access and one.carrier == "table"]
    return {(one.path, one.line): facts.line(one)[: one.column].count("|") for one in rows if one.column > 1}


def _is_left_empty(endpoint: Endpoint, cells: dict[tuple[str, int], int], facts: Facts) -> bool:
    """Whether a row has nothing in the column where the row above or below it says who."""
    span = endpoint.span
    beside = [cells[key] for key in ((span.path, span.line - 1), (span.path, span.line + 1)) if key in cells]
    if endpoint.carrier != "table" or endpoint.access is not None or not beside:
        return False
    row = facts.line(span).split("|")
    return beside[0] < len(row) - 1 and not row[beside[0]].strip()


def _says_who(endpoint: Endpoint, facts: Facts) -> bool:
    """In words that stand with the endpoint; a sentence (`when an admin calls ...`) names its caller."""
    block = facts.block(endpoint)
    if endpoint.carrier == "sentence" and regex.search(_ACTOR, block.partition("\n")[0], re.IGNORECASE):
        return True
    return bool(regex.search(_CALLER, block, re.IGNORECASE))


def _names_callers(facts: Facts) -> bool:
    spec = facts.spec
    schemes = any(one.scheme != "none" for one in spec.auth)
    told = (
        schemes
        or spec.roles
        or spec.permissions
        or any(one.access and one.access.origin == "stated" for one in spec.endpoints)
    )
    signs_in = any(_SIGNS_IN.search(one.path) for one in spec.endpoints)
    return bool(told or (signs_in and not regex.search(_SORTED, facts.prose.text, re.IGNORECASE)))


def _covered(facts: Facts, by_sentences: bool) -> set[str]:
    """Entities for which the matrix or a requirement on membership or ownership says who may do what.

    Where nearly every endpoint says it itself, a sentence about some other call of the entity does not say it for one.
    """
    found = {singular(one.resource) for one in facts.spec.permissions}
    if not by_sentences:
        return found
    texts = [one.text for one in facts.spec.requirements if regex.search(_RELATION, one.text, re.IGNORECASE)]
    words = {singular(word) for text in texts for word in regex.findall(r"\w+", text)}
    prose = "\n".join(texts)
    labels = {key for key in facts.entities if not key.isascii() and key in prose}
    return found | {singular(facts.entities[key].name) for key in labels | (words & facts.entities.keys())}
