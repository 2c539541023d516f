"""A document that was changed before it was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.entries import entries, number
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "meta"
WORDS = ("one", "other")
OPTIONS = ()

_DAY = regex.compile(r"[\"']?(\d{4})-(\d\d)-(\d\d)\b")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the later date."""
    for item in items:
        dated = ((key.casefold(), _DAY.match(value), span) for key, value, span in item.node.fields)
        days = {key: (found.groups(), span) for key, found, span in dated if found}
        if "created" in days and "updated" in days and days["updated"][0] < days["created"][0]:
            (one, span), (other, cause) = days["updated"], days["created"]
            yield item, span, {"one": "-".join(one), "other": "-".join(other)}, (cause,)
        if "created" in days:
            (created, cause), own = days["created"], [one for one in entries(item.span.path, facts) if one.day]
            newest = max(own, key=lambda one: number(one.version), default=None)
            if newest and newest.day < "-".join(created):
                yield item, newest.span, {"one": newest.day, "other": "-".join(created)}, (cause,)
