"""What a run needs not work out again: results by place, each kept while what it was made of stays the same.

Every step of the flow is a pure function, so that a result may stand for a new run of it. A memory holds those of
one run, and is the size of one SPEC: what a run did not ask for is forgotten with the next.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any, Generic, TypeVar

Made = TypeVar("Made")
Part = TypeVar("Part")


class GivenUpError(Exception):
    """A run that nobody waits for any more."""


class Memory:
    """Of one SPEC, whose runs follow each other: `with memory:` around each; one that fails is forgotten.

    `is_wanted` is asked whenever something is recalled, and ends a run that is not: what it made is kept for the next.
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
        elif fault is GivenUpError:
            self._last |= self._now

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

    def follow(self, place: Hashable, make: Callable[[Made | None], Made]) -> Made:
        """What `make` gives of what it gave at this place in the last run."""
        before = self._last.get(place)
        made = make(before[1] if before else None)
        self._now[place] = (None, made)
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


class Row(Generic[Part]):
    """All pieces of a whole: where one of them changed, what was found in the others is told without asking them."""

    def __init__(self, pieces: Sequence[Piece[Part]], before: Row[Part] | None = None) -> None:
        self.pieces = pieces
        self._found: dict[Hashable, tuple[Any, list[tuple[Any, ...]]]] = {}
        is_alike = before is not None and len(before.pieces) == len(pieces)
        self._known = before._found if before and is_alike else {}
        self._changed = (
            [at for at, one in enumerate(pieces) if one is not before.pieces[at]] if before and is_alike else []
        )

    def each(
        self, find: Callable[..., Iterable[Any]], *key: Hashable, given: tuple[Any, ...] = ()
    ) -> list[tuple[Any, ...]]:
        """What `find` finds, by piece; see `Piece.found`."""
        place = (find, key)
        now = self._found.get(place)
        if now is None or now[0] != given:
            known = self._known.get(place)
            if known is None or known[0] != given:
                found = [one.found(find, *key, given=given) for one in self.pieces]
            else:
                found = known[1].copy()
                for at in self._changed:
                    found[at] = self.pieces[at].found(find, *key, given=given)
            now = self._found[place] = (given, found)
        return now[1]

    def found(self, find: Callable[..., Iterable[Any]], *key: Hashable, given: tuple[Any, ...] = ()) -> list[Any]:
        """What `find` finds in all of them."""
        return list(chain.from_iterable(self.each(find, *key, given=given)))


def row(memory: Memory | None, place: Hashable, pieces: Sequence[Piece[Part]]) -> Row[Part]:
    """The row of these pieces, which knows what the last one at its place knew."""
    return Row(pieces) if memory is None else memory.follow(place, partial(Row, pieces))


_MOST = 1024
"""What is asked of a piece at most: names that an author types would add up."""


def pieces(whole: tuple[Part, ...], size: int) -> Iterator[tuple[int, tuple[Part, ...]]]:
    """A long list in pieces, each with its place: where one thing changes, only what is made of its piece is."""
    return ((at, whole[at : at + size]) for at in range(0, len(whole), size))
