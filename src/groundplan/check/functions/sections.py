"""Mandatory parts of a SPEC that are nowhere: neither a heading of their kind nor a fact of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.functions import Found
from groundplan.spec.model import Spec

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("missing", "missing_ko")
OPTIONS = ("parts",)

_BUILT = frozenset({"endpoints", "entities"})


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """One finding that lists all missing parts.

    `parts`: rows `{kinds, facts, en, ko}`: section kinds, attributes of Spec, and the heading to write.
    """
    for item in items:
        absent = [part for part in options["parts"] if not _has(item.node, part)]
        if not item.node.endpoints and not item.node.entities:  # a rule of its own says so
            absent = [part for part in absent if _BUILT.isdisjoint(part["facts"])]
        if absent:
            words = {"missing": _headings(absent, "en"), "missing_ko": _headings(absent, "ko")}
            yield item, item.span, words, ()


def _has(spec: Spec, part: dict[str, Any]) -> bool:
    kinds = {section.kind for section in spec.sections}
    if not kinds.isdisjoint(part["kinds"]) or any(getattr(spec, name) for name in part["facts"]):
        return True
    return "auth" in part["facts"] and any(endpoint.access is not None for endpoint in spec.endpoints)


def _headings(parts: list[dict[str, Any]], language: str) -> str:
    return ", ".join(part[language] for part in parts)
