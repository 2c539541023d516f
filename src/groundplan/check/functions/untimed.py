"""Third parties without a timeout: of what is called in a known way, and of one whose neighbours have a timeout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Integration

NODE = "integration"
WORDS = ()
OPTIONS = ()


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Neighbours stand below the same heading, or have each a heading below the same one."""
    timed = {_heading(one, facts) for one in facts.spec.integrations if one.timeout_seconds is not None}
    for item in items:
        one = item.node
        called = one.url or one.operations or one.auth or one.retries is not None
        if one.timeout_seconds is None and (called or _heading(one, facts) in timed):
            yield item, item.span, {}, ()


def _heading(one: Integration, facts: Facts) -> tuple[str, int]:
    path = one.span.path
    heading = facts.heading_before(path, one.span.line + 1)
    while heading and one.name.lower() in heading.title.lower():
        level = heading.level
        above = facts.heading_before(path, heading.span.line)
        while above and above.level >= level:
            above = facts.heading_before(path, above.span.line)
        heading = above
    return path, heading.span.line if heading else 0
