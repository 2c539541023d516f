"""Sections that are empty, there twice, or a level too deep."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.grammar import compact, keywords
from groundplan.spec.text.words import heading

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Section

NODE = "section"
WORDS = ()
OPTIONS = ("fault",)
OUTLINED = True

# Kinds of which a file has one section; others, such as performance, come once a part.
_SINGLE = frozenset({"data_model", "api", "auth", "glossary", "exclusions", "integrations", "acceptance", "compliance"})
_TOP = 2  # the level of sections; deeper ones of a kind may come in several


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`fault`: empty, twice or skip."""
    by_file: dict[str, list[Item]] = {}
    for item in items:
        by_file.setdefault(item.span.path, []).append(item)
    for own in by_file.values():
        yield from _FAULTS[options["fault"]](own, facts)


def _empty(items: list[Item], facts: Facts) -> Iterator[Found]:
    for item, behind in pairwise([*items, None]):
        lines = facts.lines[item.span.path] if item else ()
        if item is None or not _is_section(item.node) or (behind and behind.node.level > item.node.level):
            continue
        if not any(line.strip() and not line.startswith("#") for line in lines[: item.span.line - 1]):
            continue  # below the title, which it goes on
        end = behind.span.line - 1 if behind else len(lines)
        if not any(line.strip("-_*= \t#") for line in lines[item.span.line : end]):
            yield item, item.span, {}, ()


def _is_section(section: Section) -> bool:
    """Whether something has to stand below it: what names a call or a thing may be all that is said of it."""
    return (section.level == _TOP and not regex.search(r"[/`]", section.title)) or bool(section.kind)


def _twice(items: list[Item], facts: Facts) -> Iterator[Found]:  # noqa: ARG001 - one signature for all
    first: dict[tuple[str, str], Item] = {}
    for item in items:
        kind, title = item.node.kind, item.node.title
        if item.node.level == _TOP and kind and _is_whole(title):
            same = "" if kind in _SINGLE else compact(title.strip(" .:0123456789"))  # of other kinds, in the same words
            before = first.setdefault((kind, same), item)
            if before is not item:
                yield item, item.span, {}, (before.span,)


def _is_whole(title: str) -> bool:
    """The title is the name of a section and nothing else: `Sessions API` is one of several about endpoints."""
    return any(compact(words) in keywords("sections") for words in heading(title) if words)


def _skip(items: list[Item], facts: Facts) -> Iterator[Found]:  # noqa: ARG001
    for before, item in pairwise(items):
        if before.node.level >= _TOP and item.node.level > before.node.level + 1:
            yield item, item.span, {}, ()


_FAULTS: dict[str, Callable[[list[Item], Facts], Iterator[Found]]] = {"empty": _empty, "twice": _twice, "skip": _skip}
