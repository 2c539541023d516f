"""Times that are stored without their zone: of one field, or as a rule for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "field"
WORDS = ("what",)
OPTIONS = ("of_field", "of_all", "words", "zoned", "apart")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`of_field` is a pattern of a description, `of_all` one of a line with one of `words`; `apart` excuses both.

    `zoned` are types with a zone, for which what is said of one field does not count.
    """
    items = list(items)
    own, whole, zoned, apart = (
        regex.compile(options[one], re.IGNORECASE) for one in ("of_field", "of_all", "zoned", "apart")
    )
    for item in items:
        field = item.node
        if own.search(field.description) and not (zoned.search(field.raw_type) or apart.search(field.description)):
            yield item, facts.place(item.span, field.name), {"what": f"{item.owner.name}.{field.name}"}, ()
    for start, line in facts.prose.lines_with(options["words"]) if items else ():
        found = whole.search(line)
        if found and not apart.search(line):
            span = facts.prose.span(start + found.start(), start + found.end())
            yield items[0], span, {"what": facts.text(span)}, ()
