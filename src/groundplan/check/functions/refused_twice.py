"""Fields of which a requirement refuses a second row with the same value, and which no unique index keeps apart.

`IF the locker number exists already` asks for a unique locker number: two requests at once both find none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import fold
from groundplan.check.functions import Found
from groundplan.check.index import telling

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.source import Span
    from groundplan.spec.model import Entity, Field, Requirement

NODE = "spec"
WORDS = ("entity", "name", "requirement")
OPTIONS = ()

_REACH = 60
"""Letters between a name and what is said of it."""
_TEXTS = frozenset({"string", "text", "email", "int", "bigint", "slug", "url"})


_ONCE = (
    r"\b(?:already (?:exists?|taken|registered|in use|known)"
    r"|(?:exists?|(?:is|are) (?:taken|registered|in use)) already"
    r"|(?:must|shall) be unique|(?:is|are) not unique)\b"
    r"|\bduplicate (?P<behind>\w+(?: \w+)?)"
    r"|이미 (?:존재|등록|사용 ?중|사용된|있는|있으면)|중복(?:되면|된|될|이면|인)|(?:고유|유일)해야"
)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the field; quiet where another entity has a field of the name too, or a model keeps nothing apart at all."""
    asked: list[tuple[str, str, Span]] = facts.each("requirements", _asking)
    fields = facts.kept(_open, facts.spec.entities) if asked else {}
    labels = _labels(fields)
    for item in items if fields else ():
        told: set[str] = set()
        for text, name, span in asked:
            for key in sorted(_named(text, fields, labels) - told, key=lambda key: fields[key][1].span):
                told.add(key)
                entity, field = fields[key]
                words = {"entity": entity.name, "name": field.name, "requirement": name}
                yield item, facts.place(field.span, field.name), words, (span,)


def _asking(requirements: Iterable[Requirement]) -> Iterator[tuple[str, str, Span]]:
    for one in telling(requirements, _ONCE, re.IGNORECASE):
        low = one.text.lower()
        found = regex.search(_ONCE, low)
        if found:
            text = found["behind"] or low[max(0, found.start() - _REACH) : found.start()]
            yield regex.sub(_MAIL, "email", text), one.id or one.title, one.span


_MAIL = r"\be-?mail(?: address)?\b"
"""One thing, and no address of anything else."""


def _open(entities: tuple[Entity, ...]) -> dict[str, tuple[Entity, Field]]:
    """Texts and numbers that may come again, by name, of those of which there is one."""
    fields = [(one, field) for one in entities for field in one.fields]
    if not any(field.unique for _, field in fields) and not any(
        index.unique for one in entities for index in one.indexes
    ):
        return {}
    named: dict[str, list[tuple[Entity, Field]]] = {}
    for one, field in fields:
        named.setdefault(fold(field.name), []).append((one, field))
    alone = {key: some[0] for key, some in named.items() if len(some) == 1}
    return {key: some for key, some in alone.items() if _may_repeat(*some)}


def _may_repeat(entity: Entity, field: Field) -> bool:
    together = (fold(column.field) for one in entity.indexes if one.unique for column in one.columns)
    own = field.unique or field.primary_key or field.type.base not in _TEXTS
    return not own and not entity.carrier and entity.origin == "stated" and fold(field.name) not in together


def _labels(fields: dict[str, tuple[Entity, Field]]) -> dict[str, str]:
    """What fields are called in Korean."""
    return {
        field.description: key
        for key, (_, field) in fields.items()
        if not field.description.isascii() and 1 < len(field.description) <= _REACH
    }


def _named(text: str, fields: dict[str, tuple[Entity, Field]], labels: dict[str, str]) -> set[str]:
    """The fields whose name stands in a text, in one word or two, or what they are called in Korean.

    Looked up by what stands in the text, as there may be as many fields as requirements.
    """
    words = regex.findall(r"[a-z0-9_]+", text)
    named = {fold(one) for one in words} | {fold(one + two) for one, two in pairwise(words)}
    lengths = {len(label) for label in labels}
    called = {text[at : at + length] for length in lengths for at in range(len(text) - length + 1)}
    return (named & fields.keys()) | {labels[label] for label in called & labels.keys()}
