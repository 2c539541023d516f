"""A sentence about all ids against the keys of the data model: `every identifier is a UUID` over `id: bigint`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import singular
from groundplan.check.functions import Found
from groundplan.check.lines import sentences
from groundplan.spec.fields.cells import known_type

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.lines import Line, Page
    from groundplan.check.nodes import Item
    from groundplan.source import Span
    from groundplan.spec.model import Entity, Field

NODE = "spec"
WORDS = ("one", "other", "entity")
OPTIONS = ()

_SILENT = frozenset({"data_model", "relations", "indexes", "acceptance", "plan"})
_KEYS = {"uuid": "uuid", "int": "integer", "bigint": "integer"}
_HINTS = (
    "uuid",
    "integer",
    "whole number",
    "count up",
    "bigint",
    "serial",
    "increment",
    "sequen",
    "정수",
    "증가",
    "일련",
)


@cache
def _about_ids() -> re.Pattern[str]:
    one = r"(?:ids?|identifiers?|(?:primary )?keys?)"
    whole = rf"(?:^|[^\w-])(?:(?:all|every|each) (?:\w+ )?{one}|ids|identifiers|primary keys)"
    korean = r"(?:모든|각|전체) ?(?:\w+ )?(?:식별자|id|기본 ?키)|(?:식별자|id|기본 ?키)(?:\(id\))?[는은] (?:모두|전부)"
    number = r"integers?|whole numbers?|numbers? that counts? up"
    number += r"|bigints?|serials?|auto[- ]?increment\w*|sequen\w+|정수|자동 ?증가|일련 ?번호"
    return regex.compile(rf"(?:{whole}\b|{korean})[^.;]{{0,40}}?\b(?:(?P<uuid>uuids?)|(?P<integer>{number}))")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """The first key of another type is the cause; a reference of another type than the key is one by itself."""
    items = tuple(items)
    for item in items:
        yield from ((item, *found) for found in _of_references(facts))
    keys = list(_keys(facts.spec.entities))
    said = facts.said(_of_all_ids) if keys else []
    for item in items:
        for line, found in said:
            kind = "uuid" if found["uuid"] else "integer"
            different = next((one for one in keys if one[2] != kind), None)
            if different and not regex.search(r"\b(?:not|no|never|instead)\b|않|아닌|대신", line.text):
                entity, field, other = different
                words = {"one": kind, "other": other, "entity": entity.name}
                yield item, facts.place(line.span, line.text[found.start(kind) : found.end(kind)]), words, (field.span,)


def _of_references(facts: Facts) -> Iterator[tuple[Span, dict[str, str], tuple[Span, ...]]]:
    """`dog_id bigint` that refers to a key of type uuid; at the key where all of several references differ from it."""
    keys = {singular(entity.name): (entity, field, kind) for entity, field, kind in _keys(facts.spec.entities)}
    told: dict[str, list[tuple[Field, str]]] = {}
    for field in (one for entity in facts.spec.entities for one in entity.fields if one.type.base == "ref"):
        written = known_type(field.raw_type) if field.raw_type else None
        kind = _KEYS.get(written.base, "") if written else ""
        if kind and singular(field.type.target) in keys:
            told.setdefault(singular(field.type.target), []).append((field, kind))
    for name, fields in told.items():
        entity, key, own = keys[name]
        odd = [(field, kind) for field, kind in fields if kind != own]
        if len(odd) == len(fields) > 1:
            words = {"one": own, "other": odd[0][1], "entity": entity.name}
            yield key.span, words, tuple(field.span for field, _ in odd)
        else:
            yield from ((f.span, {"one": kind, "other": own, "entity": entity.name}, (key.span,)) for f, kind in odd)


def _of_all_ids(page: Page) -> Iterator[tuple[Line, re.Match[str]]]:
    lines = (one for one in page if one.kind not in _SILENT and _hints(one.text))
    return ((one, found) for one in sentences(lines) if (found := _about_ids().search(one.text.lower())))


def _hints(text: str) -> bool:
    low = text.lower()
    return regex.has(low, _HINTS)


def _keys(entities: Iterable[Entity]) -> Iterator[tuple[Entity, Field, str]]:
    for entity in entities:
        for field in entity.fields:
            if field.primary_key and field.type.base in _KEYS and field.origin == "stated":
                yield entity, field, _KEYS[field.type.base]
