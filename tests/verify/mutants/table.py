"""Services that break one promise each, with the checks that must see it, and no other check may.

This table is the proof that the suite can fail: `test_mutants.py` runs the whole suite on each.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from tests.verify.service.accounts import Sessions
from tests.verify.service.service import Service
from tests.verify.service.store import Store


class Mutant(NamedTuple):
    """`kind` breaks what `seen` sees."""

    name: str
    kind: type[Service]
    seen: frozenset[str]


MUTANTS: list[Mutant] = []


def breaks(*seen: str) -> Callable[[type[Any]], type[Any]]:
    """Register a mutant: a Service, or Sessions or a Store put into one."""

    def register(part: type[Any]) -> type[Any]:
        kind: type[Service] = part
        if issubclass(part, Sessions):
            kind = type(part.__name__, (Service,), {"make_sessions": lambda _self: part()})
        elif issubclass(part, Store):
            kind = type(part.__name__, (Service,), {"make_store": lambda self: part(self.blueprint)})
        MUTANTS.append(Mutant(part.__name__, kind, frozenset(seen)))
        return part

    return register
