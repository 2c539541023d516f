"""Who may do something, in words: one sentence an operation, for every output that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundplan.plan.model.data import Resource
    from groundplan.plan.model.rights import Access, Grant

Resources = "Mapping[str, Resource]"


def words(access: Access, resources: Mapping[str, Resource], language: str) -> str:
    """`access` as a noun phrase: "a member of the team of the project", "anyone signed in".

    `resources` are those of the Blueprint by PascalCase name; `language` is "en" or "ko".
    """
    if access.level != "granted":
        return catalogue.text(f"access.{access.level}", language)
    phrases = dict.fromkeys(_grant(grant, access.subject, resources, language) for grant in access.grants)
    return catalogue.text("access.or", language).join(phrases)


def _grant(grant: Grant, subject: str, resources: Mapping[str, Resource], language: str) -> str:
    roles = catalogue.text("access.either", language).join(grant.roles)
    if grant.kind == "role":
        return catalogue.text("access.role", language, roles=roles)
    way = _way(grant, subject, resources)
    if grant.kind == "owner":
        return _owner(grant, way, resources, language)
    place = _chain(way, resources, language)
    key = "access.member_role" if grant.role_column and grant.roles else "access.member"
    return catalogue.text(key, language, roles=roles, place=place)


def _way(grant: Grant, subject: str, resources: Mapping[str, Resource]) -> list[str]:
    """The resources from the subject to the one that the grant is about, in that order.

    The last hop of a member grant is to the join table; what it is a member of is where that table points back.
    """
    names = [subject, *(hop.resource for hop in grant.hops)]
    if grant.kind == "member" and grant.hops:
        join = resources.get(names.pop())
        names.append(_referred(join, grant.hops[-1].key) if join else "")
    return list(dict.fromkeys(name for name in names if name))


def _referred(resource: Resource, column: str) -> str:
    for one in resource.fields:
        if column in (one.column, one.property) and one.foreign_key:
            return one.foreign_key.resource
    return ""


def _owner(grant: Grant, way: list[str], resources: Mapping[str, Resource], language: str) -> str:
    place = _chain(way, resources, language)
    resource = resources.get(way[-1]) if way else None
    field = next((one for one in resource.fields if one.column == grant.principal), None) if resource else None
    if field is None or field.primary_key:
        return catalogue.text("access.self", language, place=place)
    name = (field.relation or field.name).human
    target = resources.get(field.foreign_key.resource) if field.foreign_key else None
    if target is not None and target.name.human == name:
        name = label(target, name, language)
    return catalogue.text("access.owner", language, name=name, place=place)


def _chain(way: list[str], resources: Mapping[str, Resource], language: str) -> str:
    """ "the team of the project of the task": the last place first in English, last in Korean."""
    shown = [label(resources.get(name), name, language) for name in way]
    ordered = shown if language == "ko" else shown[::-1]
    places = [catalogue.text("access.place", language, name=name) for name in ordered]
    return catalogue.text("access.of", language).join(places)


def label(resource: Resource | None, name: str, language: str) -> str:
    """What people call a resource in `language`: its label in Korean, its words in English."""
    if resource is None:
        return name
    if language == "ko" and resource.label:
        return resource.label
    return resource.name.human
