"""Roles in the list of roles that no account can have, and roles of accounts that the list lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import RELATIVE_ROLES, Facts, role
from groundplan.check.functions import Found
from groundplan.spec.callers.roles import holds_roles

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Field

NODE = "spec"
WORDS = ("name", "missing", "known")
OPTIONS = ()

_NOBODY = frozenset({"guest", "anonymous", "visitor", "public", "system", "비회원", "방문자", "손님", "member", "user"})
"""Words for who has no account, or for everybody who has one."""


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the later place; only where the two lists have most in common, else they are about different things."""
    spec = facts.spec
    listed = {role(one.name): one for one in spec.roles if one.origin == "stated"}
    groups = [one.fields for one in spec.entities] + [one.fields for one in spec.relations]
    fields = [field for group in groups for field in group if _holds(field)]
    fields = [
        one for one in fields if not listed.keys().isdisjoint(map(role, one.type.values))
    ]  # and no grade of trees
    held = {role(value): field for field in fields for value in field.type.values}
    common = listed.keys() & held.keys()
    extra = [key for key in listed.keys() - held.keys() if key not in _NOBODY | RELATIVE_ROLES]
    extra = [key for key in extra if not _is_machine(listed[key].name, facts) and not _signs_in_apart(key, facts)]
    absent = [key for key in held.keys() - listed.keys() if key not in _NOBODY | RELATIVE_ROLES]
    if not common or len(extra) + len(absent) != 1:
        return
    for item in items:
        for key in extra:
            own, field = listed[key], fields[0]
            words = {"name": field.name, "missing": own.name, "known": ", ".join(field.type.values)}
            later = facts.order(field.span) > facts.order(own.span)
            yield item, *((field.span, words, (own.span,)) if later else (own.span, words, (field.span,)))
        for key in absent:
            field, last = held[key], spec.roles[-1]
            name = next(one for one in field.type.values if role(one) == key)
            words = {"name": field.name, "missing": name, "known": ", ".join(one.name for one in spec.roles)}
            later = facts.order(field.span) > facts.order(last.span)
            yield item, *((field.span, words, (last.span,)) if later else (last.span, words, (field.span,)))


def _signs_in_apart(key: str, facts: Facts) -> bool:
    """Whether those who are so have accounts of their own: `wearers` with a password beside `staff` with roles."""
    one = facts.entities.get(key)
    return one is not None and any("password" in field.name.lower() for field in one.fields)


def _is_machine(name: str, facts: Facts) -> bool:
    """Whether a line says that the role is a device or sends a key of its own: it has no account."""
    low = re.escape(name.lower())
    machine = regex.compile(
        rf"\b{low}s?\W{{1,5}}(?:is |are )?(?:an? |the )?(?:device|sensor|machine)s?\b"
        rf"|\b{low}s? sends? [`(]{{0,2}}x-[\w-]*key\b"
        rf"|\b{low}\W.{{0,40}}(?:장치|기기|단말기|센서)[ .|]*$"
    )
    return any(machine.search(line) for _, line in facts.prose.lines_with((name.lower(),)))


def _holds(field: Field) -> bool:
    return bool(field.type.values) and holds_roles(field.name)
