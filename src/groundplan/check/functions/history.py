"""The document says that it has another version than the newest entry of its history."""

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


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the version, of the file that has the history."""
    for item in items:
        version, span = told(facts).get("version", ("", item.span))
        stated = regex.match(r"v?(\d+(?:\.\d+){1,2})$", version)
        listed = list(entries(span.path, facts)) if stated else []
        newest = max(listed, key=lambda one: number(one.version), default=None)
        if stated and newest and number(stated[1]) != number(newest.version):
            yield item, facts.place(span, stated[1]), {"one": stated[1], "other": newest.version}, (newest.span,)
