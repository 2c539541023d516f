"""Whether two Specs say the same: every fact, wherever it stands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from groundplan.source import Span

if TYPE_CHECKING:
    from groundplan.spec.model import Spec

_OF_THE_TEXT = frozenset({"sections", "unread", "meta", "contradictions", "foreign"})
"""Parts that tell of the text, not of the service: what it said twice is said once in another."""
_OF_THE_PLACE = frozenset({"span", "raw", "raw_type", "carrier"})


def differences(first: Spec, second: Spec) -> list[str]:
    """The parts that differ, as `name: 2 lost, 1 new`; none where both say the same."""
    found = [] if _meta(first) == _meta(second) else ["meta"]
    for name in first._fields:
        if name in _OF_THE_TEXT:
            continue
        before, after = Counter(_nodes(getattr(first, name))), Counter(_nodes(getattr(second, name)))
        lost, new = (before - after).total(), (after - before).total()
        if lost or new:
            found.append(f"{name}: {lost} lost, {new} new")
    return found


def _meta(spec: Spec) -> tuple[str, ...]:
    meta = spec.meta
    return (meta.id, meta.title, meta.version, meta.status, meta.language)


def _nodes(part: Any) -> list[Any]:
    several = part.__class__ is tuple
    return [_plain(one) for one in part] if several else [_plain(part)]


def _plain(node: Any) -> Any:
    """A node without its place."""
    if isinstance(node, Span):
        return None
    if hasattr(node, "_asdict"):
        kept = [(name, _plain(value)) for name, value in node._asdict().items() if name not in _OF_THE_PLACE]
        return (node.__class__.__name__, *kept)
    return tuple(_plain(one) for one in node) if isinstance(node, tuple) else node
