"""Actions: what `POST /orders/{id}/cancel` sets in its row, by its word, its body and the requirements about it.

Recognised where every property of the body is a field that the action names or a requirement stores, and where the
word or a requirement leads to one value of one status or boolean. A requirement about the action that says more than
that leaves it unrecognised: doing half of what is required is worse than saying that it is still to be written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from groundplan.plan.words import meanings, tables
from groundplan.plan.words.names import key, singular
from groundplan.plan.words.reading import Words, about, effect_readings, readings
from groundplan.record import NamedTuple
from groundplan.spec.model import Endpoint, Entity, Field, Requirement

_SETTERS = ("set", "change", "update")
_REVERSALS = ("un", "de", "dis")
_TIMES = ("datetime", "date")


class Setting(NamedTuple):
    """A field that an action sets, and where its value comes from; names are spelled as in the SPEC."""

    field: str
    source: Literal["literal", "body", "caller", "now"]
    value: str = ""
    property: str = ""


class Action(NamedTuple):
    """What an action sets, and the requirements that say so."""

    settings: tuple[Setting, ...]
    requirements: tuple[str, ...] = ()
    rule: str = ""


def action(endpoint: Endpoint, word: str, entity: Entity, requirements: Iterable[Requirement]) -> Action | None:
    """What `word` does to a row of `entity`; None where that is not certain."""
    said = [one for one in requirements if _is_about(one, word, entity)]
    stated: dict[str, Setting] = {}
    defining: list[Requirement] = []
    for one in said:
        found = _stated(one, entity, endpoint)
        if found is None and not any(readings(one)):
            return None
        if found is not None:
            defining.append(one)
            stated.update({setting.field: setting for setting in found})
    settings = _whole(endpoint, word, entity, stated)
    if not settings:
        return None
    return Action(settings, tuple(one.id for one in defining if one.id))


def _is_about(requirement: Requirement, word: str, entity: Entity) -> bool:
    """Whether the requirement says what happens when the action is done to such a row."""
    return any(
        _names(said.get("thing", ""), entity)
        and any(meanings.same(word, one) for one in meanings.tokens(said["verbs"]))
        for said in about(requirement)
    )


def _names(phrase: str, entity: Entity) -> bool:
    return key(phrase) == key(entity.name) or tables.fold(phrase) == tables.fold(entity.label or entity.name)


def _stated(requirement: Requirement, entity: Entity, endpoint: Endpoint) -> list[Setting] | None:
    """What a requirement sets; None where a part of it is not understood."""
    for _, parts in effect_readings(requirement):
        found = [_first(part, entity, endpoint) for part in parts]
        settings = [one for one in found if one is not None]
        if len(settings) == len(found):
            return settings
    return None


def _first(ways: list[Words], entity: Entity, endpoint: Endpoint) -> Setting | None:
    return next((one for said in ways if (one := _setting(said, entity, endpoint)) is not None), None)


def _setting(said: Words, entity: Entity, endpoint: Endpoint) -> Setting | None:
    if "thing" in said and not _names(said["thing"], entity):
        return None
    fields = [one for one in entity.fields if not said.get("field") or _is_called(one, said["field"])]
    if "state" in said:
        found = [Setting(one.name, "literal", value) for one in fields if (value := _value(one, said["state"]))]
        return found[0] if len(found) == 1 else None
    sent = [
        one for one in fields if any(tables.fold(it.name) == tables.fold(one.name) for it in endpoint.request or ())
    ]
    return Setting(sent[0].name, "body", property=sent[0].name) if len(fields) == len(sent) == 1 else None


def _is_called(field: Field, phrase: str) -> bool:
    wanted = tables.fold(phrase)
    if wanted in (tables.fold(field.name), tables.fold(field.description)):
        return True
    parts = [field.name, *singular(field.name).words]
    return meanings.is_one_of(wanted, "status") and any(meanings.is_one_of(tables.fold(one), "status") for one in parts)


def _value(field: Field, phrase: str) -> str:
    """The literal that a word means as a value of a status or boolean; empty for none."""
    if field.type.base == "enum":
        return meanings.nearest(phrase, field.type.values)
    if field.type.base != "bool":
        return ""
    plain = tables.fold(field.name).removeprefix("is")
    folded = tables.fold(phrase)
    if folded in ("true", "false"):
        return folded
    if meanings.same(folded, plain):
        return "true"
    if meanings.is_one_of(folded, "restores") and meanings.is_one_of(plain, "aside"):
        return "false"
    reversed_ = (folded.removeprefix(one) for one in _REVERSALS if folded.startswith(one))
    return "false" if any(meanings.same(one, plain) for one in reversed_) else ""


def _whole(endpoint: Endpoint, word: str, entity: Entity, stated: dict[str, Setting]) -> tuple[Setting, ...]:
    """All that the action sets; nothing where the body or the word leaves a doubt."""
    found = dict(stated)
    for sent in endpoint.request or ():
        field = next((one for one in entity.fields if tables.fold(one.name) == tables.fold(sent.name)), None)
        if field is None or (field.name not in stated and (field.read_only or not _says(word, field))):
            return ()
        found.setdefault(field.name, Setting(field.name, "body", property=sent.name))
    if not any(one.source == "literal" for one in stated.values()):
        moved = list(_moved(word, entity))
        if len(moved) > 1:
            return ()
        found.update({one.field: one for one in moved})
    marks = [one for one in _marks(word, entity) if one.field not in found]
    if found or len(marks) == 1:
        found.update({one.field: one for one in marks})
    return tuple(found.values())


def _says(word: str, field: Field) -> bool:
    """Whether the word of the path names the field: assign and assignee, rename and name, set-priority."""
    folded, name = tables.fold(word), tables.fold(field.name)
    setters = (f"{one}{name}" for one in _SETTERS)
    return name.startswith(meanings.stem(folded)) or (folded != name and folded.endswith(name)) or folded in setters


def _moved(word: str, entity: Entity) -> Iterator[Setting]:
    """The statuses that the word alone moves; never to what takes more than a word, such as a payment."""
    never = meanings.is_one_of(tables.fold(word), "never")
    for field in entity.fields:
        value = _value(field, word)
        if value and (not never or meanings.is_one_of(tables.fold(value), "left")):
            yield Setting(field.name, "literal", value)


def _marks(word: str, entity: Entity) -> Iterator[Setting]:
    """Times of the action that a row lacks before: `cancelled_at`; never alone of what takes more than a word."""
    never = meanings.is_one_of(tables.fold(word), "never")
    for field in entity.fields:
        first, _, last = singular(field.name).snake.rpartition("_")
        time = last in ("at", "on") and field.type.base in _TIMES and (field.read_only or not field.required)
        if time and (field.read_only or not never) and meanings.same(word, first):
            yield Setting(field.name, "now")
