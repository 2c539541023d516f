"""Which operations a check is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.verify.registry import Subjects

WRITES = ("create", "replace", "update", "register", "me_update")
ACCOUNT = ("register", "login", "refresh", "logout", "logout_all")


def of_kind(*kinds: str) -> Subjects:
    """The operations of these kinds."""

    def find(blueprint: Blueprint) -> Iterable[Operation]:
        return [one for one in blueprint.operations if one.kind in kinds]

    return find


def plain(blueprint: Blueprint) -> Iterable[Operation]:
    """Every operation that has no area of its own."""
    return [one for one in blueprint.operations if one.kind not in ("health", "custom", "webhook_in", "token")]


def protected(blueprint: Blueprint) -> Iterable[Operation]:
    """The operations that need somebody who is signed in."""
    return [one for one in blueprint.operations if one.access.level in ("authenticated", "granted")]


def with_rows(blueprint: Blueprint) -> Iterable[Operation]:
    """The operations whose path names a row."""
    return [one for one in plain(blueprint) if any(parameter.resource for parameter in one.parameters)]


def own_rows(blueprint: Blueprint) -> Iterable[Operation]:
    """The operations on the row that the caller has."""
    return [one for one in plain(blueprint) if one.caller_column]


def writing(blueprint: Blueprint) -> Iterable[Operation]:
    """The operations that take the properties of a row."""
    return [one for one in blueprint.operations if one.kind in WRITES and one.request]


def with_json(blueprint: Blueprint) -> Iterable[Operation]:
    """The operations that take JSON, one of a kind is enough for what every body reader does alike."""
    found = [one for one in blueprint.operations if one.request and one.media_type == "application/json"]
    return [one for one in found if one.kind in (*WRITES, "custom") and one.access.level != "signature"]


def reader(blueprint: Blueprint, resource: str) -> Operation | None:
    """The operation that reads one row of a resource by its key, None where there is none."""
    found = (one for one in blueprint.operations if one.kind == "read" and one.resource == resource and one.key)
    return next(found, None)


def guarded(blueprint: Blueprint) -> Iterable[Operation]:
    """The operations that not everyone who is signed in may run on every row."""
    return [one for one in with_rows(blueprint) if one.access.level == "granted"]
