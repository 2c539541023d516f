"""A role that endpoints ask for and the table of permissions leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.facts import role
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("role", "method", "path")
OPTIONS = ()
PARTS = ("roles", "permissions", "endpoints", "entities", "relations")

_FEWEST = 2
"""Roles of a table that has them all."""


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the first endpoint that asks for a declared one."""
    rows = {role(one.role): one.span for one in reversed(facts.spec.permissions)}
    if len(rows) < _FEWEST:
        return
    told: set[str] = set()
    for item in items:
        for one in facts.spec.endpoints:
            for name in one.access.roles if one.access else ():
                key = facts.caller(name)
                if key in facts.declared_roles and key not in rows and key not in told:
                    told.add(key)
                    words = {"role": facts.declared_roles[key], "method": one.method, "path": one.path}
                    span = one.access.span if one.access else one.span
                    yield item, facts.place(span, name), words, (min(rows.values()),)
