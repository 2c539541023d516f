"""Stand-ins for modules of Python that click and pathlib import and hardly use, while those are imported.

`inspect` brings a tokenizer, a disassembler and a syntax tree, of which click asks how to lay out a help text;
`platform` tells `uuid` what system this is; `urllib.parse` brings internet addresses to pathlib, for `as_uri`.
Together they cost a twentieth of the time of a small SPEC.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class _StandIn(ModuleType):
    """Answers what is asked while others are imported; for all else it asks the module that it stands for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what the import system asks of every module
            raise AttributeError(name)
        return getattr(_real(self.__name__), name)


def _real(name: str) -> Any:
    if isinstance(sys.modules.get(name), _StandIn):
        del sys.modules[name]
    return import_module(name)


def _cleandoc(doc: str) -> str:
    text: str = _real("inspect").cleandoc(doc) if "\n" in doc else doc.expandtabs().lstrip()
    return text


def _system() -> str:
    name: str = os.uname().sysname if hasattr(os, "uname") else _real("platform").system()
    return name


def _quote_from_bytes(*arguments: Any, **named: Any) -> str:
    text: str = _real("urllib.parse").quote_from_bytes(*arguments, **named)
    return text


_ANSWERS: dict[str, dict[str, Callable[..., str]]] = {
    "inspect": {"cleandoc": _cleandoc},
    "platform": {"system": _system},
    "urllib.parse": {"quote_from_bytes": _quote_from_bytes},
}


@contextmanager
def standing_in() -> Iterator[None]:
    """Who imports one of these modules in this block gets its stand-in, unless the module is there already."""
    for name, answers in _ANSWERS.items():
        if name not in sys.modules:
            made = sys.modules[name] = _StandIn(name)
            vars(made).update(answers)
    try:
        yield
    finally:
        for name in _ANSWERS:
            if isinstance(sys.modules.get(name), _StandIn):
                del sys.modules[name]
