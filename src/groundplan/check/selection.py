"""Which nodes a rule looks at. Nodes are indexed once by value and by word, so that most rules see only few of them."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from groundplan.check.nodes import NODES, Item, attribute, getter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundplan.check.rules import Rule
    from groundplan.spec.model import Spec

_WORDS = r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^\x00-\x7f]+"

Index = dict[Any, list[int]]


class Selection:
    """The nodes of a Spec by kind, and the look-ups that the filters of rules share."""

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        self._items: dict[str, list[Item]] = {}
        self._values: dict[tuple[str, str], Index] = {}
        self._words: dict[tuple[str, str], Index] = {}

    def of(self, rule: Rule) -> list[Item]:
        """The nodes that pass the filters of a rule, in the order of the SPEC."""
        items = self._of_kind(rule.node)
        chosen: set[int] | None = None
        for path, values in rule.where:
            chosen = _both(chosen, _union(self._by_value(rule.node, path), values))
        for path, words in rule.named:
            chosen = _both(chosen, self._named(rule.node, path, words))
        if chosen is not None:
            for path, words in rule.unnamed:
                chosen -= self._named(rule.node, path, words)
            items = [items[position] for position in sorted(chosen)]
        elif rule.unnamed:
            out = {position for path, words in rule.unnamed for position in self._named(rule.node, path, words)}
            items = [item for position, item in enumerate(items) if position not in out]
        if rule.needs:
            items = [item for item in items if any(attribute(item, path) for path in rule.needs)]
        if rule.matching or rule.excluding:
            items = _by_pattern(rule, items)
        return items

    def _of_kind(self, node: str) -> list[Item]:
        if node not in self._items:
            self._items[node] = list(NODES[node].walk(self._spec))
        return self._items[node]

    def _by_value(self, node: str, path: str) -> Index:
        if (node, path) not in self._values:
            index: Index = {}
            get = getter(path)
            for position, item in enumerate(self._of_kind(node)):
                index.setdefault(get(item), []).append(position)
            self._values[node, path] = index
        return self._values[node, path]

    def _named(self, node: str, path: str, words: Iterable[str]) -> set[int]:
        if (node, path) not in self._words:
            index: Index = {}
            get = getter(path)
            for position, item in enumerate(self._of_kind(node)):
                for word in words_of(str(get(item) or "")):
                    index.setdefault(word, []).append(position)
            self._words[node, path] = index
        index = self._words[node, path]
        found = _union(index, (word for word in words if word.isascii()))
        foreign = tuple(word for word in words if not word.isascii())
        if foreign:
            keys = (key for key in index if not key.isascii() and any(word in key for word in foreign))
            found |= _union(index, keys)
        return found


@lru_cache(4096)
def words_of(name: str) -> frozenset[str]:
    """The words of a name or path, alone and in pairs, in the singular: `credit_cards` has credit, card, creditcard."""
    words = [_singular(word.lower()) for word in re.findall(_WORDS, name)]
    return frozenset([*words, *map("".join, pairwise(words)), "".join(words)])


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")) else word


def _union(index: Index, keys: Iterable[Any]) -> set[int]:
    return {position for key in keys for position in index.get(key, ())}


def _both(chosen: set[int] | None, found: set[int]) -> set[int]:
    return found if chosen is None else chosen & found


def _by_pattern(rule: Rule, items: list[Item]) -> list[Item]:
    if not items:
        return []
    wanted = [(path, re.compile(pattern, re.IGNORECASE)) for path, pattern in rule.matching]
    refused = [(path, re.compile(pattern, re.IGNORECASE)) for path, pattern in rule.excluding]
    return [
        item
        for item in items
        if all(pattern.search(str(attribute(item, path) or "")) for path, pattern in wanted)
        and not any(pattern.search(str(attribute(item, path) or "")) for path, pattern in refused)
    ]
