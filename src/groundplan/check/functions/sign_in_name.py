"""What people sign in with, or what a thing is known by in business, and is not unique."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import fold, singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Entity, Field

NODE = "field"
WORDS = ()
OPTIONS = ("people",)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """Of entities that hold a password, or whose name matches `people`."""
    people = regex.compile(options["people"], re.IGNORECASE)
    for item in items:
        entity: Entity = item.owner
        name = fold(item.node.name)
        if any(word in name for word in _SIGNING_IN):
            indexed = any(
                one.unique and len(one.columns) == 1 and fold(one.columns[0].field) == name for one in entity.indexes
            )
            secret = any("password" in fold(one.name) for one in entity.fields)
            found = not indexed and (people.search(entity.name) or secret)
        else:
            found = name in _business_names(entity.name) and _is_key(item.node, entity, facts)
        if found:
            yield item, facts.place(item.span, item.node.name), {}, ()


_SIGNING_IN = ("email", "username", "loginid", "이메일", "아이디")
_OWN = frozenset(
    {"code", "sku", "isbn", "slug", "serialnumber", "serialno", "businessnumber", "registrationnumber", "scac", "iata"}
    | {"icao", "issn", "ean", "gtin", "vin", "imei", "mmsi", "lei", "iatacode", "icaocode", "imonumber"}
    | {"chipnumber", "microchipnumber", "tagcode", "tagnumber", "platenumber", "badgenumber", "assetcode"}
    | {"studentnumber", "employeenumber", "membershipnumber", "licensenumber", "passportnumber"}
)
_SENT_AGAIN = frozenset({"idempotencykey"})
_CHANGING = regex.compile(r"otp|verif|token|reset|error|log$|event|history|audit|attempt|item$|line$", re.IGNORECASE)
"""Things whose codes come again."""


def _business_names(entity: str) -> frozenset[str]:
    """What the thing of that name is known by: `code`, and `asset_number` of an asset."""
    own = singular(entity)
    banked = {"iban"} if own.endswith("account") else set()  # of others it is where their money goes
    return _OWN | _SENT_AGAIN | banked | {own + end for end in ("code", "number", "no")}


def _is_key(field: Field, entity: Entity, facts: Facts) -> bool:
    """Whether nothing says that it comes again, in a model that says of others that they do not.

    It may be unique together with another column, or a copy of what is unique in another entity.
    """
    name = fold(field.name)
    if field.type.base == "uuid" and name not in _SENT_AGAIN:
        return False
    if (
        not field.required
        or field.type.base not in ("string", "uuid")
        or _CHANGING.search(entity.name)
        or entity.carrier
    ):
        return False
    together = any(name == fold(column.field) for one in entity.indexes if one.unique for column in one.columns)
    others = [one for each in facts.spec.entities for one in each.fields if one is not field]
    return (
        not together
        and "uniq" not in field.description.lower()
        and "유일" not in field.description
        and any(one.unique for one in others)
        and not any(fold(one.name) == name for one in others)
    )
