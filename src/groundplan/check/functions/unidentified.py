"""Requirements that nothing identifies: neither an id of their own nor that of the heading they stand under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.functions import Found
from groundplan.spec.text.identifiers import leading_id

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.source import Span
    from groundplan.spec.model import Section

NODE = "requirement"
WORDS = ()
OPTIONS = ()

_OF_FACTS = frozenset({"security", "auth", "authorization", "compliance"})


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """`### REQ-4: Sign in` and `### Requirement: Sign in` identify every statement below them.

    Where requirements have a section of their own, what is said of signing in and of passwords elsewhere is a fact.
    """
    items = list(items)
    unnamed = tuple(item for item in items if not item.node.id)
    for item in facts.kept(_unidentified, unnamed, len(unnamed) < len(items), facts.spec.sections):
        yield item, item.span, {}, ()


def _unidentified(unnamed: tuple[Item, ...], named: bool, sections: tuple[Section, ...]) -> list[Item]:
    """Those under no heading that identifies them; `named`: others have an id."""
    apart = any(one.kind == "requirements" for one in sections)
    found = []
    for item in unnamed if apart or named else ():  # else rules of an API beside what they are about
        above = list(_above(item.span, sections))
        kind = next((one.kind for one in above if one.kind), "")
        if not ((apart and kind in _OF_FACTS) or any(map(_identifies, above))):
            found.append(item)
    return found


def _above(span: Span, sections: Iterable[Section]) -> Iterator[Section]:
    """The headings that a place stands under, the nearest first."""
    level = 7
    for one in reversed([one for one in sections if one.span.path == span.path and one.span.line <= span.line]):
        if one.level < level:
            level = one.level
            yield one


def _identifies(section: Section) -> bool:
    return bool(leading_id(section.title)) or section.title.lower().startswith(("requirement:", "요구사항:"))
