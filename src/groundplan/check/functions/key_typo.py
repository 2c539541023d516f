"""Keys of front matter that are nearly a known one: a typing error, and no key of the author's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.functions import Found
from groundplan.check.typos import nearest

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "meta_field"
WORDS = ("known", "nearest", "value")
OPTIONS = ("known",)
OUTLINED = True

_SHORTEST = 4  # letters: shorter words are like many others


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`known` lists the keys that are read."""
    known = [key for key in options["known"] if len(key) >= _SHORTEST]
    given = {item.node.key for item in items}
    for item in items:
        key = item.node.key
        near = nearest(key, known) if key not in options["known"] and len(key) >= _SHORTEST else ""
        if near and near not in given and _is_typo(key, near):
            words = {"known": ", ".join(options["known"]), "nearest": near, "value": key}
            yield item, facts.place(item.span, key), words, ()


def _is_typo(key: str, known: str) -> bool:
    """The same letters but for one or two."""
    rest = list(known)
    for letter in key:
        if letter in rest:
            rest.remove(letter)
    return len(rest) <= 1 and abs(len(key) - len(known)) <= 1
