"""References to the account that only access states: `PATCH /posts/{id}` for the author, of posts without one.

A column that is called as the caller is (`studentId`, for its student) becomes the reference; else one is added. Who
makes a row is whose it is, so nothing is added where anybody may make one, signed in or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from groundplan.plan.operations.operations import Classified
from groundplan.plan.words import tables
from groundplan.plan.words.names import key
from groundplan.spec.model import Entity, Field, FieldType
from groundplan.spec.text.relative import ITS, parts

_OWNER = "owner"
_CALLERS = ("self", "own", "me", "caller", "mine")
_HELD = ("unknown", "string", "uuid", "int", "bigint", "float")


def with_owners(
    entities: list[Entity], joins: list[Entity], classified: tuple[Classified, ...], account: str
) -> list[Entity]:
    """The entities, each of which leads to the account where access to its rows asks whose they are."""
    asked = {key(name): word for one in reversed(classified) for name, word in _asked(one)}
    creates = [one for one in classified if one.kind == "create"]
    made = {key(one.entity) for one in creates}
    anyone = {key(one.entity) for one in creates if _is_open(one)}
    wanted = asked.keys() - anyone - _leading(entities, joins, account)
    return [
        _owned(one, asked[key(one.name)], account, is_made=key(one.name) in made) if key(one.name) in wanted else one
        for one in entities
    ]


def _asked(one: Classified) -> Iterator[tuple[str, str]]:
    """What a row is of by its access, and what the caller is to it."""
    steps = [step.entity for step in one.route.steps if step.parameter]
    for role in one.endpoint.access.roles if steps and one.endpoint.access else ():
        thing, word = parts(role) or ("", role)
        if thing == ITS or (not thing and tables.fold(word) in tables.words("self")):
            yield steps[-1], word if word.isascii() and tables.fold(word) not in _CALLERS else _OWNER


def _is_open(one: Classified) -> bool:
    return one.endpoint.access is not None and one.endpoint.access.kind in ("public", "signature")


def _leading(entities: list[Entity], joins: list[Entity], account: str) -> set[str]:
    """The folded names of what leads to the account over however many rows, those of joins in both directions."""
    pointing: dict[str, list[str]] = {}
    for entity in entities:
        for target in _targets(entity):
            pointing.setdefault(target, []).append(key(entity.name))
    for join in joins:
        for one, other in permutations(_targets(join), 2):
            pointing.setdefault(one, []).append(other)
    found, ahead = {key(account)}, [key(account)]
    while ahead:
        new = [one for one in pointing.get(ahead.pop(), ()) if one not in found]
        found.update(new)
        ahead += new
    return found


def _targets(entity: Entity) -> list[str]:
    return [key(one.type.target) for one in entity.fields if one.type.target]


def _owned(entity: Entity, word: str, account: str, *, is_made: bool) -> Entity:
    refers = FieldType("ref", target=account)
    called = {tables.fold(word), f"{tables.fold(word)}id"}
    held = next((one for one in entity.fields if tables.fold(one.name) in called and one.type.base in _HELD), None)
    if held is not None:
        known = held._replace(type=refers, read_only=True)
        return entity._replace(fields=tuple(known if one is held else one for one in entity.fields))
    if any(tables.fold(one.name) in called for one in entity.fields):
        return entity
    added = Field(word, refers, entity.span, read_only=True, required=is_made, nullable=not is_made, origin="inferred")
    return entity._replace(fields=(*entity.fields, added))
