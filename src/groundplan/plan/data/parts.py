"""Parts: rows that are made and shown with the row that they belong to, such as the lines of an order.

An entity is a part of another where nothing else makes its rows and the SPEC ties them: the body of the create lists
them, the other entity does, or its reference says that it goes when the other goes. What is only read from that is
said (PLN011).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from groundplan.naming import Name
from groundplan.plan.model.data import Part, Resource
from groundplan.plan.operations.completion import Draft, Drafts
from groundplan.plan.operations.operations import Classified
from groundplan.plan.words import tables
from groundplan.plan.words.names import key, wire
from groundplan.spec.model import Endpoint, Field

_MADE_BY = ("create", "register", "upload", "link")


def with_parts(
    resources: tuple[Resource, ...], drafts: Drafts, classified: Iterable[Classified]
) -> tuple[Resource, ...]:
    """The resources, each with its parts."""
    known = {draft.name.pascal: draft for draft in drafts.drafts}
    makers = _makers(classified, drafts)
    free = [one for one in resources if one.kind == "entity" and one.name.pascal not in makers]
    return tuple(
        replace(one, parts=tuple(_parts(one, known[one.name.pascal], makers, free, known)))
        if one.kind == "entity" and makers.get(one.name.pascal)
        else one
        for one in resources
    )


def _makers(classified: Iterable[Classified], drafts: Drafts) -> dict[str, list[Endpoint]]:
    """The endpoints that make rows of each resource."""
    found: dict[str, list[Endpoint]] = {}
    for one in classified:
        draft = drafts.find(one.join or one.entity) if one.kind in _MADE_BY else None
        if draft is not None:
            found.setdefault(draft.name.pascal, []).append(one.endpoint)
    return found


def _parts(
    whole: Resource, draft: Draft, makers: dict[str, list[Endpoint]], free: list[Resource], known: dict[str, Draft]
) -> Iterator[Part]:
    taken = {one.property for one in whole.fields}
    for child in free:
        part = _part(whole, draft, child, known[child.name.pascal], makers[whole.name.pascal])
        if part is not None and part.property not in taken:
            taken.add(part.property)
            yield part


def _part(whole: Resource, draft: Draft, child: Resource, own: Draft, makers: list[Endpoint]) -> Part | None:
    keys = [one for one in child.foreign_keys if one.resource == whole.name.pascal]
    if len(keys) != 1 or not _sendable(child, keys[0].column) or child is whole:
        return None
    sent = [_listing(endpoint.request or (), whole, own) for endpoint in makers]
    stated = next((one for one in sent if one is not None), None)
    if stated is not None:
        return Part(child.name.pascal, keys[0].column, wire(stated.name), required=stated.required, stated=True)
    if any(endpoint.request for endpoint in makers) or child.field(keys[0].column).nullable:
        return None
    listed = _listing(draft.entity.fields, whole, own)
    if listed is not None:
        return Part(child.name.pascal, keys[0].column, wire(listed.name), required=listed.required)
    if keys[0].on_delete == "cascade" and child.span is not None and not child.field(keys[0].column).inferred:
        return Part(child.name.pascal, keys[0].column, part_name(child.name, whole.name).plural.snake)
    return None


def _sendable(child: Resource, key: str) -> bool:
    """Whether a client has something to say of such a row, and nothing of it is secret."""
    sent = [one for one in child.fields if not one.server and one.column != key]
    return any(one.required for one in sent) and not any(one.type.base == "password" for one in sent)


def _listing(fields: Iterable[Field], whole: Resource, child: Draft) -> Field | None:
    """The field that lists rows of `child`: it names the entity, or is a list of objects and called like its rows."""
    names = {tables.fold(one.plural.snake) for one in (child.name, part_name(child.name, whole.name))}
    for one in fields:
        if one.type.base != "list":
            continue
        if one.type.target and key(one.type.target) == key(child.entity.name):
            return one
        if one.type.item in ("json", "object") and tables.fold(one.name) in names:
            return one
    return None


def part_name(part: Name, whole: Name) -> Name:
    """What rows are called within the other: the items of an order, where they are order items."""
    count = len(whole.words)
    within = len(part.words) > count and part.words[:count] == whole.words
    return Name(part.words[count:]) if within else part
