"""What a run needs not work out again: results by place, each kept while what it was made of stays the same.

Every step of the flow is a pure function, so that a result may stand for a new run of it. A memory holds those of
one run, and is the size of one SPEC: what a run did not ask for is forgotten with the next.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar

Made = TypeVar("Made")
Part = TypeVar("Part")


class GivenUpError(Exception):
    """A run that nobody waits for any more."""


class Memory:
    """Of one SPEC, whose runs follow each other: `with memory:` around each; one that fails is forgotten.

    `is_wanted` is asked whenever something is recalled, and ends a run that is not.
    """

    def __init__(self) -> None:
        self._last: dict[Hashable, tuple[Any, Any]] = {}
        self._now: dict[Hashable, tuple[Any, Any]] = {}
        self.is_wanted: Callable[[], bool] = lambda: True

    def __enter__(self) -> None:
        self._now = {}

    def __exit__(self, fault: type[BaseException] | None, *_: object) -> None:
        if fault is None:
            self._last = self._now

    def recall(self, place: Hashable, given: Any, make: Callable[[], Made]) -> Made:
        """What `make` gives of `given`: made once for a place, until something else is given there.

        Raises GivenUpError when the run is no longer wanted.
        """
        if not self.is_wanted():
            raise GivenUpError
        known = self._last.get(place)
        made: Made = known[1] if known is not None and known[0] == given else make()
        self._now[place] = (given, made)
        return made


def recalled(memory: Memory | None, place: Hashable, given: Any, make: Callable[[], Made]) -> Made:
    """As `Memory.recall`; without a memory it is made."""
    return make() if memory is None else memory.recall(place, given, make)


class Piece(Generic[Part]):
    """Some things that follow each other, with what was found in them: it lives as long as they stay the same."""

    def __init__(self, things: Sequence[Part]) -> None:
        self.things = things
        self._found: dict[Hashable, tuple[Any, tuple[Any, ...]]] = {}

    def __iter__(self) -> Iterator[Part]:
        return iter(self.things)

    def found(self, find: Callable[..., Iterable[Any]], *key: Hashable, given: tuple[Any, ...] = ()) -> tuple[Any, ...]:
        """What `find(piece, *key, *given)` finds: kept for each key, until something else is given.

        `find` is a function of a module, and looks at nothing but the things, one by one, and what it is called with.
        """
        place = (find, key)
        known = self._found.get(place)
        if known is None or known[0] != given:
            if len(self._found) >= _MOST:
                self._found.clear()
            known = self._found[place] = (given, tuple(find(self, *key, *given)))
        return known[1]


_MOST = 1024
"""What is asked of a piece at most: names that an author types would add up."""


def pieces(whole: tuple[Part, ...], size: int) -> Iterator[tuple[int, tuple[Part, ...]]]:
    """A long list in pieces, each with its place: where one thing changes, only what is made of its piece is."""
    return ((at, whole[at : at + size]) for at in range(0, len(whole), size))
