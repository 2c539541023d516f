"""A stand-in for `inspect` while click is imported, which asks it to lay out a help text and little else.

`inspect` imports a tokenizer, a disassembler and a syntax tree: a thirtieth of the time of a small SPEC.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = "inspect"


class _Inspect(ModuleType):
    """Lays out texts of one line; for all else it asks the module that it stands for."""

    @staticmethod
    def cleandoc(doc: str) -> str:
        """As `inspect.cleandoc`."""
        text: str = _real().cleandoc(doc) if "\n" in doc else doc.expandtabs().lstrip()
        return text

    def __getattr__(self, name: str) -> Any:
        return getattr(_real(), name)


def _real() -> Any:
    if isinstance(sys.modules.get(_NAME), _Inspect):
        del sys.modules[_NAME]
    return import_module(_NAME)


@contextmanager
def for_inspect() -> Iterator[None]:
    """Who imports `inspect` in this block gets the stand-in, unless it is there already."""
    if _NAME not in sys.modules:
        sys.modules[_NAME] = _Inspect(_NAME)
    try:
        yield
    finally:
        if isinstance(sys.modules.get(_NAME), _Inspect):
            del sys.modules[_NAME]
