"""Requirements that the operations of the plan keep as they are: what is asked for is what they do anyway."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from groundplan import regex
from groundplan.plan.behaviours.facts import Addition, Facts
from groundplan.plan.model.api import Operation
from groundplan.plan.model.data import Field, Resource
from groundplan.plan.words import meanings
from groundplan.plan.words.reading import Reading
from groundplan.plan.words.tables import fold
from groundplan.spec.text.paths import shape

_INVALID, _ABSENT, _TAKEN, _UNKNOWN = "422", "404", "409", "401"
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "초": 1, "분": 60, "시": 3600, "일": 86_400}
_CRUD = {
    "create": ("create",),
    "read": ("read", "list", "search"),
    "change": ("update", "replace"),
    "delete": ("delete",),
}
_AND = regex.compile(r",? and |, | or |와 |과 |, ?|하고 |및 ")


def kept(reading: Reading, facts: Facts) -> list[Addition]:
    """The operations that keep the requirement; none where one of its words says something else."""
    return [
        Addition(one.id, kept=(reading.requirement.id,) if reading.row["marks"] else ())
        for one in _KEEPERS[reading.row["keeps"]](reading.words, facts)
    ]


def _created(said: dict[str, str], facts: Facts) -> list[Operation]:
    """Creates of what is sent, at the path that is named, answered as it says."""
    thing = facts.thing(said["thing"])
    if thing is None or any(facts.thing(said[name]) is not thing for name in ("one", "many") if name in said):
        return []
    found = [one for one in facts.creates(thing) if _at(one, said.get("path", ""))]
    fits = all(str(one.success.status) == said.get("made", "201") and _takes(one, said, facts) for one in found)
    return found if fits else []


def _at(operation: Operation, path: str) -> bool:
    """Whether the path is that of the operation, with or without the base path."""
    return not path or shape(path.rstrip("/")).endswith(shape(operation.path.lower()))


def _takes(operation: Operation, said: dict[str, str], facts: Facts) -> bool:
    """Whether the body has all the properties that the sentence names."""
    body = facts.schemas.get(operation.request)
    known = {fold(one.name) for one in body.properties} if body else set()
    named = [fold(word) for part in _AND.split(said.get("fields", "")) for word in meanings.tokens(part)]
    return all(one in known for one in meanings.without(named, "filler"))


def _possible(said: dict[str, str], facts: Facts) -> list[Operation]:
    """The operations of every verb, open to everybody who is signed in; none where one of them is not there."""
    thing = facts.thing(said["many"])
    verbs = [one for part in _AND.split(said["crud"]) for one in meanings.tokens(part)]
    found: list[Operation] = []
    for verb in verbs if thing else ():
        kind = next((name for name in _CRUD if meanings.is_one_of(verb, name)), "")
        meant = [one for one in facts.operations if _is(one, thing, _CRUD.get(kind, ()))]
        if not meant or any(one.access.level == "granted" for one in meant):
            return []
        found += meant
    return list(dict.fromkeys(found))


def _is(operation: Operation, thing: Resource | None, kinds: Iterable[str]) -> bool:
    return thing is not None and operation.resource == thing.name.pascal and operation.kind in kinds


def _valid(said: dict[str, str], facts: Facts) -> list[Operation]:
    return (
        [one for one in facts.operations if one.request and one.kind != "custom"] if said["status"] == _INVALID else []
    )


def _present(said: dict[str, str], facts: Facts) -> list[Operation]:
    thing = facts.thing(said["thing"])
    kinds = ("read", "update", "replace", "delete", "action")
    return [one for one in facts.operations if _is(one, thing, kinds)] if said["status"] == _ABSENT else []


def _unique(said: dict[str, str], facts: Facts) -> list[Operation]:
    """What fills a unique field of that name: where the sentence names no thing, one thing alone has it."""
    named = facts.thing(said["thing"]) if "thing" in said else None
    if said.get("status", _TAKEN) != _TAKEN or ("thing" in said and named is None):
        return []
    candidates = [named] if named else list(facts.world.resources.values())
    found = [(one, column) for one in candidates if (column := _unique_column(one, said["field"]))]
    if len(found) != 1:
        return []
    kinds = ("create", "register", "update", "replace", "me_update")
    return [one for one in facts.operations if _is(one, found[0][0], kinds) and facts.sends(one, found[0][1])]


def _unique_column(resource: Resource, name: str) -> str:
    alone = {one.columns[0].column for one in resource.indexes if one.unique and len(one.columns) == 1}
    return next(
        (one.column for one in resource.fields if one.column in alone and _is_called(one, name)),
        "",
    )


def _is_called(field: Field, name: str) -> bool:
    wanted = fold(name)
    address = field.type.base == "email" and meanings.is_one_of(wanted, "address")
    return address or wanted in (fold(field.property), fold(field.label), fold(field.description))


def _known_callers(said: dict[str, str], facts: Facts) -> list[Operation]:
    closed = [one for one in facts.operations if one.access.level in ("authenticated", "granted")]
    return closed if said["status"] == _UNKNOWN and facts.auth.scheme != "none" else []


def _signed_in(said: dict[str, str], facts: Facts) -> list[Operation]:
    """The sign-in with a session, or with tokens that live as long as the sentence says."""
    found = [one for one in facts.operations if one.id == facts.auth.login and _at(one, said.get("path", ""))]
    lives = _lives(said.get("life", ""), facts.auth.access_seconds)
    lives = lives and _lives(said.get("refreshlife", ""), facts.auth.refresh_seconds)
    issues = "session" if "session" in said else "tokens"
    return found if facts.auth.issues == issues and lives and _names_login(said, facts) else []


def _names_login(said: dict[str, str], facts: Facts) -> bool:
    account = facts.world.resources.get(facts.auth.account)
    named = (one for one in account.fields if one.property == facts.auth.login_property) if account else ()
    return "field" not in said or any(_is_called(one, said["field"]) for one in named)


def _lives(said: str, seconds: int) -> bool:
    found = re.match(r"(\d+) ?-?(.)", said)
    return not said or (found is not None and int(found[1]) * _UNITS.get(found[2], 0) == seconds)


def _rejected(said: dict[str, str], facts: Facts) -> list[Operation]:
    return [one for one in facts.operations if one.kind == "login"] if said["status"] == _UNKNOWN else []


def _rotated(said: dict[str, str], facts: Facts) -> list[Operation]:
    """The refresh, where a token is good for one use and a second use ends the session."""
    rotates = facts.auth.issues == "tokens" and facts.auth.rotating and said.get("status", _UNKNOWN) == _UNKNOWN
    return [one for one in facts.operations if one.kind == "refresh" and rotates]


def _hashed(_: dict[str, str], facts: Facts) -> list[Operation]:
    kinds = ("register", "login", "create", "me_update")
    known = [one for one in facts.operations if one.kind in kinds and one.resource == facts.auth.account]
    return known if facts.auth.password_property else []


def _marked(said: dict[str, str], facts: Facts) -> list[Operation]:
    """The deletes after which rows stay, of everything that the sentence names."""
    things = [facts.thing(part) for part in _AND.split(said["things"])]
    if None in things or ("one" in said and facts.thing(said["one"]) not in things):
        return []
    deletes = [[one for one in facts.operations if _is(one, thing, ("delete", "clear"))] for thing in things]
    kept = all(found and thing is not None and thing.soft for found, thing in zip(deletes, things, strict=True))
    return [one for found in deletes for one in found] if kept else []


_KEEPERS: dict[str, Callable[[dict[str, str], Facts], list[Operation]]] = {
    "created": _created,
    "possible": _possible,
    "valid": _valid,
    "present": _present,
    "unique": _unique,
    "known": _known_callers,
    "signed_in": _signed_in,
    "rejected": _rejected,
    "rotated": _rotated,
    "hashed": _hashed,
    "marked": _marked,
}
