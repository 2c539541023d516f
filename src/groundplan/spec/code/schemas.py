"""Types of a program beside the schema of a database: which of them are stored too.

`PostEntity` beside the model `Post` is the same thing, and joins it; `OrderStatistics` beside two tables, with no
identity of its own, is how something is shown.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import compact
from groundplan.spec.code.graph import declared
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.words import same_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Entity, Field

_ENDINGS = ("entity", "model", "document", "record")
MIN_TABLES = 2
"""One table may be the example of many."""


def stored(draft: Draft) -> list[Entity]:
    """What code declares, by the names of the schema, without what is only shown."""
    types = declared(draft)
    named = {field.type.target for one in types for field in one.fields}
    kept = [one for one in types if not _is_wiring(one) and not (one.name in named and _is_measure(one))]
    several = sum(map(_is_identified, kept)) > 1
    found = [one for one in kept if not (several and one.name.endswith(_SENT) and _is_plain(one))]
    found = [one for one in found if not _is_view(one, (*found, *draft.entities))]
    known = {same_name(one.name): one.name for one in (*found, *draft.entities)}
    called = [one._replace(name=_plain(one.name, known)) for one in found]
    if len(draft.schema) < MIN_TABLES:
        return called
    described = draft.schema | {same_name(one.name) for one in draft.entities}
    return [
        one._replace(fields=tuple(field for field in one.fields if not _is_shown(field, one, draft.schema)))
        for one in called
        if one.carrier != "code" or same_name(one.name) in described or _is_identified(one)
    ]


def _is_view(entity: Entity, others: Sequence[Entity]) -> bool:
    """`TagSummary` with nothing but what a Tag has, `BoatWithOwner` beside Boat: how another is shown."""
    found = _shown_as().fullmatch(entity.name) if entity.carrier == "code" else None
    if not found:
        return False
    own = {compact(one.name) for one in entity.fields}
    name = same_name(found[1])
    shown = next((one for one in others if same_name(one.name) == name), None)
    return shown is not None and (found[2].startswith("With") or own <= {compact(one.name) for one in shown.fields})


@cache
def _shown_as() -> re.Pattern[str]:
    return regex.compile(r"([A-Z]\w*[a-z])(Summary|Preview|Info|Detail|Details|ListItem|With[A-Z]\w+)")


def _is_wiring(entity: Entity) -> bool:
    """Whether a type holds the parts of a program alone: `Container { Tasks *TaskService; Handler *TaskHandler }`."""
    kinds = [one.raw_type.strip("*&?; ").rpartition(".")[2] for one in entity.fields]
    named = all(one.type.base in ("ref", "unknown") and one.raw_type for one in entity.fields)
    return entity.carrier == "code" and named and sum(map(is_message, kinds)) > 1


def _is_plain(entity: Entity) -> bool:
    """Whether a type of a program has no identity: beside others that have, `SmsMessage` is sent and not stored."""
    return entity.carrier == "code" and not _is_identified(entity)


_SENT = ("Message", "Credentials")


def _is_measure(entity: Entity) -> bool:
    """Whether a type that others hold is numbers alone, without an id: `Point { x: number; y: number }`."""
    numbers = all(one.type.base in _NUMBERS and not compact(one.name).endswith("id") for one in entity.fields)
    return entity.carrier == "code" and numbers and len(entity.fields) <= MAX_MEASURES


_NUMBERS = ("int", "bigint", "float", "decimal")
MAX_MEASURES = 4
"""Numbers that place or size a thing: more are a record of something."""


def _plain(name: str, known: dict[str, str]) -> str:
    """`PostEntity` is Post where there is one."""
    lower = name.lower()
    ending = next((one for one in _ENDINGS if lower.endswith(one) and lower != one), "")
    return known.get(same_name(name[: len(name) - len(ending)].rstrip("_")), name) if ending else name


def _is_identified(entity: Entity) -> bool:
    own = same_name(entity.name)
    return any(compact(one.name) in ("id", "uuid", f"{own}id") or one.primary_key for one in entity.fields)


def _is_shown(field: Field, entity: Entity, schema: set[str]) -> bool:
    """What stands beside the columns: `author?: { name: string }` in a class, `orders Order[]` in a model."""
    if entity.carrier == "code":
        return same_name(entity.name) in schema and field.raw_type.startswith("{")
    return field.type.item == "ref" and same_name(field.type.target) in schema
