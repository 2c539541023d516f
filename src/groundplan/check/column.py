"""What some nodes have at one place, as the types of all fields, looked up by value, by word and by pattern."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.index import fitting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORDS = r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^\x00-\x7f]+"


class Column:
    """The values in the order of the nodes; every look-up gives their positions."""

    def __init__(self, values: Sequence[Any]) -> None:
        self._values = values
        self._was_asked = False

    def having(self, wanted: Sequence[Any]) -> set[int]:
        """Where one of these values stands; an index is worth it when another rule asks too."""
        if self._was_asked:
            return _union(self._by_value, wanted)
        self._was_asked = True
        some = frozenset(wanted)
        return {position for position, value in enumerate(self._values) if value in some}

    def named(self, words: Iterable[str]) -> set[int]:
        """Where one of these words stands in a name or path."""
        index = self._by_word
        found = _union(index, (word for word in words if word.isascii()))
        foreign = tuple(word for word in words if not word.isascii())
        if foreign:
            keys = (key for key in index if not key.isascii() and any(word in key for word in foreign))
            found |= _union(index, keys)
        return found

    def fitting(self, pattern: str, among: set[int] | None) -> set[int]:
        """Where a pattern finds something, of all or of these; each value is asked once: many fields have one name."""
        if among is not None and 2 * len(among) < len(self._values):
            few = defaultdict(list)
            for position in sorted(among):
                few[self._values[position]].append(position)
            search = regex.compile(pattern, re.IGNORECASE).search
            return _union(few, [value for value in few if search(_text(value))])
        return _union(self._by_value, [self._keys[number] for number in fitting(self._texts, pattern, re.IGNORECASE)])

    @cached_property
    def _by_value(self) -> dict[Any, list[int]]:
        index: dict[Any, list[int]] = defaultdict(list)
        for position, value in enumerate(self._values):
            index[value].append(position)
        return index

    @cached_property
    def _keys(self) -> list[Any]:
        return list(self._by_value)

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        return tuple(map(_text, self._keys))

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = defaultdict(list)
        for value, positions in self._by_value.items():
            for word in words_of(_text(value)):
                index[word] += positions
        return index


def _text(value: Any) -> str:
    return str(value or "")


@lru_cache(4096)
def words_of(name: str) -> frozenset[str]:
    """The words of a name or path, alone and in pairs, in the singular: `credit_cards` has credit, card, creditcard."""
    words = [_singular(word.lower()) for word in regex.compile(_WORDS).findall(name)]
    return frozenset([*words, *map("".join, pairwise(words)), "".join(words)])


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")) else word


def _union(index: dict[Any, list[int]], keys: Iterable[Any]) -> set[int]:
    return {position for key in keys for position in index.get(key, ())}
