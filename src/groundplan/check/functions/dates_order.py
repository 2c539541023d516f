"""A document that was changed before it was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.entries import entries, number, told
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "meta"
WORDS = ("one", "other")
OPTIONS = ()

_DAY = regex.compile(r"(\d{4})[-./] ?(\d\d)[-./] ?(\d\d)\b")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the later date."""
    for item in items:
        dated = ((key, _DAY.match(value), span) for key, (value, span) in told(facts).items())
        days = {key: ("-".join(found.groups()), span) for key, found, span in dated if found}
        if "created" not in days:
            continue
        created, cause = days["created"]
        updated, span = days.get("updated", (created, cause))
        if updated < created:
            yield item, span, {"one": updated, "other": created}, (cause,)
        own = [one for one in entries(cause.path, facts) if one.day]
        newest = max(own, key=lambda one: number(one.version), default=None)
        if newest and newest.day < created:
            yield item, newest.span, {"one": newest.day, "other": created}, (cause,)
