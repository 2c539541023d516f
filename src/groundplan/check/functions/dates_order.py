"""A document that was changed before it was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "meta"
WORDS = ("one", "other")
OPTIONS = ()
PARTS = ()

_DAY = regex.compile(r"[\"']?(\d{4})-(\d\d)-(\d\d)\b")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the later date."""
    for item in items:
        dated = ((key.casefold(), _DAY.match(value), span) for key, value, span in item.node.fields)
        days = {key: (found.groups(), span) for key, found, span in dated if found}
        if "created" in days and "updated" in days and days["updated"][0] < days["created"][0]:
            (one, span), (other, cause) = days["updated"], days["created"]
            yield item, span, {"one": "-".join(one), "other": "-".join(other)}, (cause,)
