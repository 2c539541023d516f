"""Types that names of fields tell where nothing states one: `created_at` is a time, `is_open` says yes or no."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.model import FieldType

if TYPE_CHECKING:
    from groundplan.spec.model import Entity, Field


@cache
def _names() -> re.Pattern[str]:
    return regex.compile(
        r"(?P<datetime>[a-z]\w*ed_at|[a-z]\w*edAt|(?:expires|starts|ends|due|paid|sent|read)(?:_at|At)|\w+일시)"
        r"|(?P<bool>(?:is|has)_[a-z]\w*|(?:is|has)[A-Z]\w*)"
    )


@lru_cache(4096)
def kind_of(name: str) -> str:
    """The base of the type that a name tells; empty for most names."""
    found = _names().fullmatch(name)
    return (found.lastgroup or "") if found else ""


def typed(entity: Entity) -> Entity:
    """An entity whose fields without a type have the one that their name tells, marked as inferred."""
    if all(one.type.base != "unknown" for one in entity.fields):
        return entity
    return entity._replace(fields=tuple(map(_typed, entity.fields)))


def _typed(field: Field) -> Field:
    if field.type.base != "unknown" or field.raw_type:
        return field
    base = kind_of(field.name)
    return field._replace(type=FieldType(base), origin="inferred") if base else field
