"""Requirements that put something into a state that no enum has: `with status `created``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, nearest
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Field

NODE = "requirement"
WORDS = ("value", "field", "known", "nearest")
OPTIONS = ()

_STATES = ("status", "state", "상태")


@cache
def _mention() -> re.Pattern[str]:
    """A value in marks beside the word: before it in Korean, behind it in both."""
    value = r"[`\"']([a-z][a-z0-9_-]*)[`\"']"
    return regex.compile(
        rf"\b(?:status|state)[`\"']?(?: of (?:the |an? )?\w+)?(?: (?:is|to|as|becomes|of))? {value}"
        rf"|상태[를을가는]? {value}|{value} ?상태"
    )


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Only where every state of the SPEC is an enum: elsewhere the value may be of any of them."""
    fields = [(entity, one) for entity in facts.spec.entities for one in entity.fields if _is_state(one)]
    if not fields or not all(one.type.values for _, one in fields):
        return
    known = {value.casefold() for _, one in fields for value in one.type.values}
    for item in items:
        text = facts.text(item.span) or item.node.text
        for found in _mention().finditer(text) if "stat" in text or "상태" in text else ():
            value = next(one for one in found.groups() if one)
            if value not in known:
                entity, field = _nearest(item.node.text, fields)
                states = field.type.values
                words = {"value": value, "field": f"{entity.name}.{field.name}", "known": ", ".join(states)}
                words["nearest"] = nearest(value, states)
                yield item, facts.place(item.span, value), words, (field.span,)


def _is_state(field: Field) -> bool:
    return field.name.lower().endswith(_STATES)


def _nearest(text: str, fields: list[tuple[Any, Field]]) -> tuple[Any, Field]:
    """The field of the entity that the sentence names, else the first."""
    low = text.lower()
    named = (one for one in fields if one[0].name.lower() in low or (one[0].label and one[0].label in low))
    return next(named, fields[0])
