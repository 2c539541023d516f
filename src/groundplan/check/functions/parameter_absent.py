"""Path parameters that are described below an endpoint and that its path has not."""

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

NODE = "endpoint"
WORDS = ("parameter",)
OPTIONS = ()

_DESCRIBED = regex.compile(
    r"(?:path|url) (?:parameter|param|variable)s?\**(?: ?[:=] ?\**`?| `)(\w+)"
    r"|경로 ?(?:매개변수|파라미터|변수)\**(?: ?[:=] ?\**`?| `)(\w+)"
    r"|^\W*(\w+)\W[^\n|]{0,30}\((?:in )?(?:path|경로)\)",
    re.IGNORECASE | re.MULTILINE,
)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Quiet about paths without parameters that are shown whole elsewhere, and about tables of parameters."""
    for item in items:
        known = {fold(name) for name in regex.findall(r"\{([^{}]*)\}", item.node.path)}
        for found in _DESCRIBED.finditer(facts.block(item.node)) if known else ():
            name = next(filter(None, found.groups()))
            if fold(name) not in known and name.isascii():
                yield item, _line_of(item, name, facts), {"parameter": name}, ()


def _line_of(item: Item, name: str, facts: Facts) -> Any:
    for number, line in enumerate(facts.block(item.node).split("\n")):
        if re.search(rf"\b{re.escape(name)}\b", line):
            return facts.place(
                item.span._replace(line=item.span.line + number, end_line=item.span.line + number, column=1), name
            )
    return item.span
