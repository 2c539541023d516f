"""Rows of which a requirement allows one for each of two others, and which no unique index keeps apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, fold, singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Entity, Field

NODE = "requirement"
WORDS = ("entity", "fields")
OPTIONS = ()

_PERIOD = "(?:second|minute|hour|day|night|week|month|year)"
_ONCE = regex.compile(
    rf"(?<!\bat )\bonce\b(?=\s*(?:[.,;)]|$)|\s+(?:per|for)\b(?! (?:\w+ )?{_PERIOD}))"
    r"|\b(?:at most|only) one\b(?! (?:active|open|current|running|pending)\b)(?! (?:\w+ )?at (?:a|one) time)"
    rf"|\b(?:one|a single) \w+ per (?!{_PERIOD}\b)(?:\w+(?:,? and |, ))?(?!{_PERIOD}\b)\w+\b(?![^.]*\bper {_PERIOD})"
    r"|한 ?번만|하나만|1(?:회|개|건|번)만|당 (?:하나|한 ?(?:개|건|번)|1(?:개|건|회))(?:의 [가-힣]+)?(?:만|씩만)"
)
_DEED = "review|rat(?=e)|vot(?=e)|join|enrol|subscrib|follow|lik(?=e)|appl(?=i)|sign(?=ed up)"
_AGAIN = regex.compile(
    rf"\balready (?P<deed>{_DEED})|\b(?P<twice>{_DEED})\w*[^.,;]{{0,40}}\btwice\b"
    r"|(?:이미|두 ?번) (?P<korean>리뷰|후기|평가|신청|투표|가입|구독|참여|지원|수강|팔로우)"
)
"""Whoever did it already is refused: he may do it once."""
_WORD = regex.compile(r"[a-z]+|[가-힣]+")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Of an entity that the requirement names and that belongs to two others, the only such one."""
    items = [item for item in items if any(one.search(item.node.text.lower()) for one in (_AGAIN, _ONCE, _MORE))]
    if not items:
        return
    joined = {entity.name: entity for entity in facts.spec.entities if len(_references(entity)) > 1}
    owned = [one for one in facts.spec.entities if _references(one)]
    done = cache(lambda deed: _done(deed, owned))
    for item in items if owned else ():
        text = item.node.text.lower()
        again = _AGAIN.search(text)
        found = again or _ONCE.search(text)
        same = _with_same(text, owned, facts) if _MORE.search(text) else []
        named = same or (
            done(again["deed"] or again["twice"] or again["korean"])
            if again
            else _named(text, joined, facts)
            if found
            else []
        )
        if len(named) == 1 and not _is_kept_apart(named[0]):
            fields = ", ".join(_references(named[0])[:2])
            yield item, item.span, {"entity": named[0].name, "fields": fields}, (named[0].span,)


_MORE = regex.compile(r"\banother\b|\btwice\b|\bagain\b|\balready\b|\ba second\b|두 ?번|다시|중복|이미|한 ?번 더")
_SAME = regex.compile(r"\bthe same ([a-z]+)|(?:같은|동일한) ([가-힣]+?)(?:가|이|은|는|을|를|에|의|로|으로)(?= )")


def _with_same(text: str, owned: list[Entity], facts: Facts) -> list[Entity]:
    """`같은 자녀가 같은 강좌에 두 번`: what belongs to both of two things that are the same as before."""
    behind = _ANOTHER.search(text)
    if behind:  # `a second share of the same hive`
        own, of = (
            facts.entities.get(singular(one))
            for one in (behind["own"] or behind["ko"], behind["of"] or behind["ko_of"])
        )
        kept = [one for one in owned if own and of and one.name == own.name]
        return [one for one in kept if of and of.name in {_target(field, facts) for field in one.fields}]
    names = {singular(one[1] or one[2]) for one in _SAME.finditer(text)}
    known = {facts.entities[name].name for name in names if name in facts.entities}
    if len(known) < _TWO:
        return _by_deed(text, known, owned, facts)
    return [
        one for one in owned if known <= {_target(field, facts) for field in one.fields if field.type.base == "ref"}
    ]


def _by_deed(text: str, known: set[str], owned: list[Entity], facts: Facts) -> list[Entity]:
    """`scores the same submission again`: of one thing, what is called after the deed and belongs to it."""
    deeds = {singular(word) for word in _VERB.findall(text)}
    deeds -= {singular(one[1] or one[2]) for one in _SAME.finditer(text)}
    return [
        one
        for one in owned
        if known
        and singular(one.name) in deeds
        and len(_references(one)) >= _TWO
        and known <= {_target(field, facts) for field in one.fields if field.type.base == "ref"}
    ]


_VERB = regex.compile(r"\b([a-z]+s|[a-z]+ed) (?:the same|an own)\b")
_ANOTHER = regex.compile(
    r"\b(?:buy|rent|order|creat|mak|request|submit|join|register|add|hold|ha)(?:s|es|ing)? (?:a second|another) "
    r"(?P<own>[a-z]+)\b[^.;,]{0,30}?\bthe same (?P<of>[a-z]+)"
    r"|(?:같은|동일한) (?P<ko_of>[가-힣]+?)(?:의|에|에서|로)? (?P<ko>[가-힣]+?)(?:을|를) (?:또|다시|두 ?번|중복)"
)
_TWO = 2


def _target(field: Field, facts: Facts) -> str:
    found = facts.entities.get(singular(field.type.target))
    return found.name if found else ""


def _references(entity: Entity) -> list[str]:
    return [one.name for one in entity.fields if one.type.base == "ref" and one.required]


def _named(text: str, joined: dict[str, Entity], facts: Facts) -> list[Entity]:
    words = {singular(word) for word in _WORD.findall(text)}
    names = {facts.entities[word].name for word in words if word in facts.entities}
    names |= {one.name for one in joined.values() if one.label and not one.label.isascii() and one.label in text}
    return [joined[name] for name in sorted(names) if name in joined]


def _done(deed: str, owned: list[Entity]) -> list[Entity]:
    """Those called after what was done: `already reviewed` makes a review."""
    return [one for one in owned if one.name.lower().startswith(deed) or deed in one.label]


def _is_kept_apart(entity: Entity) -> bool:
    keys = {fold(name) for name in _references(entity)}
    alone = any(one.unique and fold(one.name) in keys for one in entity.fields)
    return alone or any(
        one.unique and any(fold(column.field) in keys for column in one.columns) for one in entity.indexes
    )
