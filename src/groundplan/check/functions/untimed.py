"""Third parties without a timeout: of what is called in a known way, and of one whose neighbours have a timeout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.source import Span

NODE = "integration"
WORDS = ()
OPTIONS = ()


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Neighbours stand below the same heading."""
    timed = {_heading(one.span, facts) for one in facts.spec.integrations if one.timeout_seconds is not None}
    for item in items:
        one = item.node
        called = one.url or one.operations or one.auth or one.retries is not None
        if one.timeout_seconds is None and (called or _heading(one.span, facts) in timed):
            yield item, item.span, {}, ()


def _heading(span: Span, facts: Facts) -> tuple[str, int]:
    heading = facts.heading_before(span.path, span.line + 1)
    return span.path, heading.span.line if heading else 0
