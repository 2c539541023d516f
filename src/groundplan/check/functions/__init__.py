"""Functions of rules for which no check kind fits: one module a function.

A module has `NODE` (the node kind it reads, or several), `WORDS` (placeholders it gives to messages), `OPTIONS` (names
of the options it understands), `PARTS` where these parts of the Spec decide, with the nodes, whether it finds anything
(`ALONE`: with those of one owner, whatever the others are), `OUTLINED` where the text and the headings do, and

    check(items, facts, options) -> iterator of (item, span, words, causes)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.source import Span

Found = tuple["Item", "Span", dict[str, str], tuple["Span", ...]]


class Function(Protocol):
    """What a function module offers."""

    NODE: str | tuple[str, ...]
    WORDS: tuple[str, ...]
    OPTIONS: tuple[str, ...]
    check: Callable[[Iterable[Item], Facts, dict[str, Any]], Iterator[Found]]


@cache
def function(name: str) -> Function:
    """The function module of that name.

    Raises ModuleNotFoundError when there is none; rule files are checked for that when they are compiled.
    """
    return cast(Function, import_module(f"{__name__}.{name}"))
