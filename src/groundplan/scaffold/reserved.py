"""The words that a scaffold's code uses itself, in force while that scaffold is rendered.

Its manifest lists them under `reserved`. A row or a path value of a SPEC that is called like one of them gets
another name in the generated code, so that neither hides the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundplan.scaffold.library import Scaffold

_WORDS: ContextVar[frozenset[str]] = ContextVar("reserved words", default=frozenset())


@contextmanager
def reserving(scaffold: Scaffold) -> Iterator[None]:
    """The words of `scaffold` are reserved until the end of the block."""
    token = _WORDS.set(scaffold.reserved)
    try:
        yield
    finally:
        _WORDS.reset(token)


def is_reserved(word: str) -> bool:
    """Whether the scaffold that is being rendered uses `word` itself."""
    return word in _WORDS.get()
