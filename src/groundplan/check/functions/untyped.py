"""Fields without a type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.source import Span

NODE = "field"
WORDS = ()
OPTIONS = ()


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Not where a requirement or a list of key entities names what a thing has: the data model is told elsewhere."""
    for item in items:
        if not item.node.raw_type and not is_sketched(item.span, facts):
            yield item, item.span, {}, ()


def is_sketched(span: Span, facts: Facts) -> bool:
    """Whether a place is in a requirement, or below `Key Entities`, which people of any trade read."""
    if (span.path, span.line) in facts.requirement_lines:
        return True
    heading = facts.heading_before(span.path, span.line)
    return heading is not None and heading.title.lower().startswith(_SKETCHES)


_SKETCHES = ("key entit", "핵심 엔티티", "주요 엔티티", "핵심 개체", "주요 개체")
