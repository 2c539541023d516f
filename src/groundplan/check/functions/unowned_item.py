"""Rows of one account that every account may reach by their id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, fold, role, singular
from groundplan.check.functions import Found
from groundplan.check.index import having
from groundplan.check.nodes import Place, by_place, place
from groundplan.spec.model import Endpoint

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.source import Span
    from groundplan.spec.model import Entity, Statement

NODE = "endpoint"
WORDS = ("entity",)
OPTIONS = ("owners",)

_SAID = {
    "own": r"\bown(?:s|ed|er|ers|ership)?\b",
    "only": r"\bonly\b",
    "other ": r"\bother (?:user|member|customer|people)",
    "caller": r"\bcaller\b",
    "member of": r"\bmember of\b",
    "shared": r"\bshared\b",
    "that ": r"\bthat (?:user|merchant|customer|member)\b",
    "다른 ": "다른 (?:사용자|회원|사람)",
    "접근": "접근 권한",
    **{word: word for word in ("자신", "본인", "소유", "작성자", "남의", "자기")},
}
"""What says whose a row is, by a piece of text without which it does not stand."""
_OWN = regex.compile("|".join(_SAID.values()))
_WORD = regex.compile(r"[a-z0-9]+|[^\W\d_a-z]+")
_RELATIVE = frozenset({"owner", "author", "creator", "self", "본인", "작성자", "소유자"})


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`owners` are names of fields that say whose a row is.

    Found are writes that any account may do to a row where another write to it is its owner's; and, where no statement
    speaks of whose rows these are, each endpoint on the row.
    """
    whose = frozenset(facts.each("entities", _with_owner, frozenset(options["owners"])))
    owned = facts.each("endpoints", _owned, given=(facts.entity_names, whose))
    told = _told(facts) if owned else frozenset()
    guarded: dict[str, Span] = dict(reversed(facts.each("endpoints", _guarded))) if owned else {}
    for item, entity, causes in facts.kept(_open, tuple(items), owned, guarded, told) if owned else ():
        yield item, facts.place(item.span, item.node.raw or item.node.path), {"entity": entity}, causes


def _open(
    items: Iterable[Item], owned: list[tuple[Place, str, str]], guarded: dict[str, Span], told: frozenset[str]
) -> list[tuple[Item, str, tuple[Span, ...]]]:
    """Those of which nothing says whose they are, with the entity and the place of what guards another write."""
    own = by_place(items, {at[0] for at, _, _ in owned})
    found: list[tuple[Item, str, tuple[Span, ...]]] = []
    for at, path, entity in owned:
        item, cause = own.get(at), guarded.get(path)
        if item and ((cause and item.node.method != "GET") or not (cause or entity in told)):
            found.append((item, entity, (cause,) if cause else ()))
    return found


def _with_owner(entities: Iterable[Entity], owners: frozenset[str]) -> Iterator[str]:
    """The names of those whose rows have an owner."""
    return (one.name for one in entities if any(fold(it.name) in owners and it.type.base == "ref" for it in one.fields))


def _owned(
    endpoints: Iterable[Endpoint], names: dict[str, str], whose: frozenset[str]
) -> Iterator[tuple[Place, str, str]]:
    """Where endpoints are that any account may call, with the path and the entity of their row, which has an owner."""
    for one in endpoints:
        entity = _entity(one, names) if one.access is not None and one.access.kind == "authenticated" else ""
        if entity in whose:
            yield place(one), _item_path(one), entity


def _item_path(endpoint: Endpoint) -> str:
    """The path up to its last parameter: `/notes/{id}` of `/notes/{id}/archive`."""
    return endpoint.path[: endpoint.path.rfind("}") + 1]


def _guarded(endpoints: Iterable[Endpoint]) -> Iterator[tuple[str, Span]]:
    """Rows that their owner alone may write, by path."""
    for one in endpoints:
        access = one.access
        if access is not None and one.method != "GET" and any(role(name) in _RELATIVE for name in access.roles):
            yield _item_path(one), access.span


def _entity(endpoint: Endpoint, names: dict[str, str]) -> str:
    """The entity of the row that a path addresses, itself or by an action on it."""
    parts = _item_path(endpoint).strip("/").split("/")
    tail = endpoint.path[len(_item_path(endpoint)) :].strip("/")
    if len(parts) < 2 or parts[-2].startswith("{") or singular(tail) in names:
        return ""
    return names.get(singular(parts[-2]), "")


def _told(facts: Facts) -> frozenset[str]:
    """Entities of which a statement, or the text of their endpoints, says whose they are."""
    words: set[str] = set()
    for part in ("requirements", "constraints", "endpoints"):
        words.update(*facts.each(part, _words))
    return frozenset(
        entity.name
        for entity in facts.spec.entities
        if not words.isdisjoint(singular(name) for name in (entity.name, entity.label) if name)
    )


def _words(nodes: Iterable[Statement | Endpoint]) -> Iterator[frozenset[str]]:
    """The words, alone and in pairs, of each text that says whose a row is."""
    texts = tuple(map(_text, nodes))
    for text in (texts[number].lower() for number in having(texts, _SAID)):
        if _OWN.search(text):
            own = _WORD.findall(text)
            pairs = (singular(first + second) for first, second in pairwise(own))
            begins = (word[:length] for word in own if not word.isascii() for length in range(1, len(word)))
            yield frozenset([*map(singular, own), *pairs, *begins])


def _text(node: Statement | Endpoint) -> str:
    return f"{node.path} {node.summary} {node.description}" if isinstance(node, Endpoint) else node.text
