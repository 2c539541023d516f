"""How lists answer: filters, sorts, order and search."""

from __future__ import annotations

import re
from dataclasses import replace

from groundplan.plan.data.indexes import find
from groundplan.plan.model.api import Filter, Listing, Sort
from groundplan.plan.model.data import Field, Resource
from groundplan.plan.model.rights import Access
from groundplan.plan.words import tables
from groundplan.spec.model import Endpoint

_SORTABLE = ("string", "email", "int", "bigint", "float", "decimal", "date", "datetime", "time", "enum", "bool", "uuid")
_SEARCHED = ("title", "name", "subject", "body", "content", "description", "summary", "label")


def listing(
    resource: Resource, stated: Endpoint | None, without: frozenset[str], access: Access, *, search: bool, cursor: bool
) -> Listing:
    """What the SPEC says the list filters and sorts by; else references, enums and unique fields.

    `without` are columns that the path already fixes. What a caller may not see tells nothing by an order or a count
    either: a list can be filtered and sorted by what all see who have `access` to it.
    """
    resource = replace(resource, fields=tuple(one for one in resource.fields if is_seen(one, access)))
    fields = [one for one in resource.fields if one.column not in without]
    named = _named(resource, _asked_for(stated) if stated else ())
    ordered = _named(resource, stated.sorts if stated else ())
    filters = named or [one for one in fields if _filterable(one)]
    sorts = ordered or [one for one in fields if one.type.base in _SORTABLE]
    text = [one for one in _named(resource, stated.search if stated else ()) if _textual(one)] or _told(
        resource, stated
    )
    if search and not text:
        text = [one for one in fields if _textual(one) and tables.fold(one.property) in _SEARCHED]
        text = text or [one for one in fields if _textual(one)]
    return Listing(
        filters=tuple(_filter(one, stated=bool(named)) for one in filters if _comparable(one)),
        sorts=tuple(_sort(one, stated=bool(ordered)) for one in sorts if one.type.base in _SORTABLE),
        order=_order(resource),
        search=tuple(one.column for one in text),
        pagination="cursor" if cursor else "offset",
    )


def _asked_for(stated: Endpoint) -> tuple[str, ...]:
    """What a list is called with: a parameter that is called as a field is a filter by it."""
    inside = set(re.findall(r"\{(\w+)\}", stated.path))
    return (*stated.filters, *(one.name for one in stated.parameters if one.name not in inside))


def is_seen(field: Field, access: Access) -> bool:
    """Whether everybody with `access` to rows sees the field of each of them."""
    if field.hidden or field.readers is None:
        return not field.hidden
    return access.by_role and set(access.roles) <= set(field.readers.roles)


def _told(resource: Resource, stated: Endpoint | None) -> list[Field]:
    """The fields in a summary such as "books, search by title and author"."""
    text = f"{stated.summary} {stated.description}".lower() if stated else ""
    if not any(word in text for word in ("search", "검색")):
        return []
    words = set(re.findall(r"[a-z0-9_]+", text))
    return [one for one in resource.fields if one.property.lower() in words and _textual(one)]


def _filter(field: Field, *, stated: bool) -> Filter:
    return Filter(name=field.property, column=field.column, type=field.type, stated=stated)


def _sort(field: Field, *, stated: bool) -> Sort:
    return Sort(name=field.property, column=field.column, stated=stated)


def _named(resource: Resource, names: tuple[str, ...]) -> list[Field]:
    found = (find(resource, name) for name in names)
    return list(dict.fromkeys(one for one in found if one is not None))


def _filterable(field: Field) -> bool:
    return not field.primary_key and (field.foreign_key is not None or field.unique or field.type.base == "enum")


def _comparable(field: Field) -> bool:
    return field.type.base not in ("json", "binary", "list", "text", "float", "password")


def _textual(field: Field) -> bool:
    return field.type.base in ("string", "text", "email", "url")


def _order(resource: Resource) -> tuple[Sort, ...]:
    """Newest first where rows know when they were made, then the key: a total order."""
    created = next(
        (one for one in resource.fields if one.generation == "created" and one.type.base == "datetime"), None
    )
    head = (Sort(name=created.property, column=created.column, descending=True),) if created else ()
    keys = tuple(resource.field(column) for column in resource.primary_key)
    return head + tuple(Sort(name=one.property, column=one.column, descending=bool(created)) for one in keys)
