"""What people sign in with and is not unique."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import fold
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Entity

NODE = "field"
WORDS = ()
OPTIONS = ("people",)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """Of entities that hold a password, or whose name matches `people`."""
    people = regex.compile(options["people"], re.IGNORECASE)
    for item in items:
        entity: Entity = item.owner
        indexed = any(
            one.unique and len(one.columns) == 1 and fold(one.columns[0].field) == fold(item.node.name)
            for one in entity.indexes
        )
        if not indexed and (people.search(entity.name) or any("password" in fold(one.name) for one in entity.fields)):
            yield item, facts.place(item.span, item.node.name), {}, ()
