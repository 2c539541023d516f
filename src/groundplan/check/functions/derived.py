"""Numbers that rows of other fields give: by their name, by what is said of them, an age beside a day of birth."""

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
WORDS = ()
OPTIONS = ("names", "told", "apart", "aged", "born")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`names` and `told` are patterns of the name and of the description; `apart` says when it is written anew.

    `aged` is a name that the days called `born` give.
    """
    names = regex.compile(f"{options['names']}|{options['aged']}", re.IGNORECASE)
    told, apart, aged, born = (regex.compile(options[one], re.IGNORECASE) for one in OPTIONS[1:])
    for item in items:
        field = item.node
        found = names.search(field.name)
        if found and aged.search(field.name):
            found = next((one for one in item.owner.fields if born.search(one.name)), None)
        note = field.description
        if found or (note and told.search(note) and not apart.search(note)):
            yield item, facts.place(item.span, field.name), {}, ()
