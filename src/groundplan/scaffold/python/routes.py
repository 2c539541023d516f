"""Paths in Python: the order in which they are tried, patterns for them, and where a new row is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.naming import Name
from groundplan.scaffold.python.operations import arguments
from groundplan.scaffold.python.text import attr, literal

if TYPE_CHECKING:
    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint

_PARAMETER = re.compile(r"\{[^{}]*\}")


def routed(blueprint: Blueprint, tag: Name) -> list[Operation]:
    """The operations of a tag in the order of routing: `/tasks/count` and `/tasks/{id}.csv` before `/tasks/{id}`."""
    own = [one for one in blueprint.operations if one.tag == tag]
    return sorted(own, key=routing_order)


def routing_order(operation: Operation) -> list[bool]:
    """Sorts a path before those that would take its values for one of theirs."""
    return [_PARAMETER.fullmatch(part) is not None for part in operation.path.split("/")]


def path_pattern(operation: Operation, blueprint: Blueprint) -> str:
    """A regular expression, as a literal, for the paths of an operation."""
    path = (blueprint.service.base_path if operation.under_base else "") + operation.path
    return literal(_PARAMETER.sub("[^/]+", path))


def limited_routes(blueprint: Blueprint) -> list[str]:
    """The method, pattern and limit of each operation that has a limit of its own."""
    known = {one.name for one in blueprint.rate_limits} - {"default"}
    return [
        f'("{one.method}", re.compile({path_pattern(one, blueprint)}), self.{Name.of(one.limit).snake}),'
        for one in blueprint.operations
        if one.limit in known
    ]


def location(operation: Operation, created: str) -> str:
    """The path of the created row as an f-string: its last value is of `created`, others are path values."""
    parts = re.split(r"\{([^}]*)\}", operation.location)
    names = {one.wire: one.name for one in arguments(operation)}
    last = len(parts) - 2
    key = f"{created}.{attr(operation.location_key)}"
    values = [key if at == last else names.get(part, part) for at, part in enumerate(parts)]
    filled = "".join(f"{{{value}}}" if at % 2 else parts[at] for at, value in enumerate(values))
    return f'f"{{BASE_PATH}}{filled}"'
