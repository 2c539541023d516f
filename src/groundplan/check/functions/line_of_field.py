"""Fields and third parties whose line says what it must not, in whatever column or behind the constraints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = ("field", "integration")
WORDS = ()
OPTIONS = ("forbid",)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`forbid` is a pattern of a line."""
    forbid = regex.compile(options["forbid"], re.IGNORECASE)
    for item in items:
        if forbid.search(facts.line(item.span)):
            yield item, facts.place(item.span, item.node.name), {}, ()
