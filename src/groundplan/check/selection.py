"""Which nodes a rule looks at. Nodes are indexed once by value and by word, so that most rules see only few of them."""

from __future__ import annotations

from functools import partial
from itertools import chain, compress
from typing import TYPE_CHECKING, Any

from groundplan.check.column import Column
from groundplan.check.nodes import NODES, Item, NodeKind, Walk, members, values
from groundplan.memory import pieces

if TYPE_CHECKING:
    from groundplan.check.rules import Rule
    from groundplan.memory import Memory
    from groundplan.spec.model import Spec


class Group:
    """Some nodes of a kind that follow each other, and the look-ups that filters share.

    It lives as long as they stay the same: `quiet` are the rules that found nothing wrong with any of them, each with
    the parts of the Spec that decided it beside them.
    """

    def __init__(self, items: list[Item]) -> None:
        self.items = items
        self.quiet: dict[str, list[Any]] = {}
        self._columns: dict[str, Column] = {}
        self._chosen: dict[str, list[Item]] = {}

    def of(self, rule: Rule) -> list[Item]:
        """Those that pass the filters of a rule."""
        if rule.id not in self._chosen:
            self._chosen[rule.id] = self._filtered(rule)
        return self._chosen[rule.id]

    def _filtered(self, rule: Rule) -> list[Item]:
        chosen: set[int] | None = None
        for path, wanted in rule.where:
            chosen = _both(chosen, self._column(path).having(wanted))
        for path, words in rule.named:
            chosen = _both(chosen, self._column(path).named(words))
        for path, pattern in rule.matching:
            chosen = _both(chosen, self._column(path).fitting(pattern, chosen))
        if chosen is not None and not chosen:
            return []
        out = {position for path, words in rule.unnamed for position in self._column(path).named(words)}
        out = out.union(*(self._column(path).fitting(pattern, chosen) for path, pattern in rule.excluding))
        if chosen is None:
            items = [item for position, item in enumerate(self.items) if position not in out] if out else self.items
        else:
            items = [self.items[position] for position in sorted(chosen - out)]
        if rule.needs:
            needed = [values(path, items) for path in rule.needs]
            items = list(compress(items, map(any, zip(*needed, strict=True))))
        return items

    def _column(self, path: str) -> Column:
        if path not in self._columns:
            self._columns[path] = Column(values(path, self.items))
        return self._columns[path]


class Nodes:
    """All nodes of a kind in the order of the SPEC; it lives as long as its groups do."""

    def __init__(self, groups: list[Group]) -> None:
        self.groups = groups
        self.quiet: dict[str, list[Any]] = {}
        self._chosen: dict[str, list[Item]] = {}

    def of(self, rule: Rule) -> list[Item]:
        """Those that pass the filters of a rule."""
        if rule.id not in self._chosen:
            chosen = [group.of(rule) for group in self.groups]
            self._chosen[rule.id] = chosen[0] if len(chosen) == 1 else list(chain.from_iterable(chosen))
        return self._chosen[rule.id]


class Selection:
    """The nodes of a Spec by kind, those of its last run under the same `profile` where they stayed as they were."""

    def __init__(self, spec: Spec, memory: Memory | None = None, profile: str = "") -> None:
        self._spec, self._memory, self._profile = spec, memory, profile
        self._nodes: dict[str, Nodes] = {}

    def of(self, rule: Rule) -> list[Item]:
        """The nodes that pass the filters of a rule, in the order of the SPEC."""
        return self.nodes(rule.node).of(rule)

    def nodes(self, node: str) -> Nodes:
        """The nodes of a kind."""
        if node not in self._nodes:
            self._nodes[node] = self._made(NODES[node]) if self._memory is None else self._recalled(node, self._memory)
        return self._nodes[node]

    def _made(self, kind: NodeKind) -> Nodes:
        return Nodes([Group(list(kind.walk(self._spec)))])

    def _recalled(self, node: str, memory: Memory) -> Nodes:
        kind = NODES[node]
        if "" in kind.walks:  # the whole Spec is another with every change
            return self._made(kind)

        def group(walk: Walk, some: tuple[Any, ...]) -> Group:
            return Group(list(walk(some)))

        groups = [
            memory.recall(("group", node, part, at), (self._profile, some), partial(group, walk, some))
            for part, walk in kind.walks.items()
            for at, some in pieces(members(self._spec, part), _TOGETHER)
        ]
        return memory.recall(("nodes", node), groups, partial(Nodes, groups))


_TOGETHER = 16
"""Nodes of a group: few enough to look at again for one that changed."""


def _both(chosen: set[int] | None, found: set[int]) -> set[int]:
    return found if chosen is None else chosen & found
