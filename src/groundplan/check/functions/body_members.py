"""Members of bodies that must not be there: in the SPEC's form, in the JSON below a heading, in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.source import Span

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint, Field

NODE = "endpoint"
WORDS = ("name",)
OPTIONS = ("of", "names", "excluding", "verbs")

_KEY = regex.compile(r"[{,]?\s*\"(\w+)\"\s*:|^\s*(\w+)\s*:\s")
_INNER = regex.compile(r"[{,]\s*[\"'`]?(\w+)")
_OBJECTS = frozenset({"json", "unknown", "list"})
_ANSWER = regex.compile(r"response|returns|응답|반환|\b20\d\b", re.IGNORECASE)
_REQUEST = regex.compile(r"request|요청|\bbody\b|payload|입력", re.IGNORECASE)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`of`: request or response; `names` a pattern of whole names, but not those that match `excluding`.

    `verbs` is a pattern of the words that, in the description, a name in marks stands behind.
    """
    names = regex.compile(rf"(?:{options['names']})\Z", re.IGNORECASE)
    excluding = regex.compile(options.get("excluding") or r"(?!)", re.IGNORECASE)
    told = regex.compile(
        rf"(?:{options['verbs']})[^.|]*?`(?:\{{[^`|]*?\b)?({options['names']})(?=[`,}} ])", re.IGNORECASE
    )
    is_shown = facts.memory is None or facts.writes((rf"`[^`|]*(?:{options['names']})[^`|]*`",))
    items = tuple(items)
    if not is_shown:
        below = facts.named_below if facts.has_fences else frozenset()
        items = facts.kept(_with_body, items, options["of"], below, place=options["of"])
    for item in items:
        found = [*_stated(item.node, options["of"], facts)] or (
            [*_shown(item.node, facts, options["of"])] if facts.has_fences else []
        )
        found = [(name, span) for name, span in found if names.match(name) and not excluding.search(name)]
        if found and options["of"] == "request":
            found = [one for one in found if not _is_narrowed(one[0], item.node, facts)]
        for name, span in found:
            yield item, facts.place(span, name), {"name": name}, ()
        text = f"{item.node.summary}\n{item.node.description}" if is_shown and not found else ""
        block = facts.block(item.node) if text.strip() else ""
        line = told.search(block) if "`" in block else None
        if line:
            yield item, facts.near(item.node.span, line[1]), {"name": line[1]}, ()


def _is_narrowed(name: str, endpoint: Endpoint, facts: Facts) -> bool:
    """Whether a caller may choose of fewer values than the entity has: `role: enum(buyer, seller)`, and no admin."""
    sent = {value for one in endpoint.request or () if one.name == name for value in one.type.values}
    kept = (one for entity in facts.spec.entities for one in entity.fields if one.name == name)
    return bool(sent) and any(sent < set(one.type.values) for one in kept)


def _with_body(items: Iterable[Item], of: str, below: frozenset[tuple[str, str]]) -> tuple[Item, ...]:
    """Those of which members of that body are stated, or that a heading names."""
    return tuple(one for one in items if (one.node.method, one.node.path) in below or any(_bodies(one.node, of)))


def _bodies(endpoint: Endpoint, of: str) -> list[tuple[Field, ...]]:
    return [endpoint.request or ()] if of == "request" else [one.fields for one in endpoint.responses]


def _stated(endpoint: Endpoint, of: str, facts: Facts) -> Iterator[tuple[str, Span]]:
    """The members of a stated body, with those of the objects in it."""
    for one in (one for body in _bodies(endpoint, of) for one in body):
        yield one.name, one.span
        if one.type.base in _OBJECTS and "{" in (line := facts.line(one.span)[one.span.column - 1 :]):
            inner = line[line.find("{") : line.find("}")]
            yield from ((name, one.span) for name in _INNER.findall(inner))


def _shown(endpoint: Endpoint, facts: Facts, of: str) -> Iterator[tuple[str, Span]]:
    """The keys of the JSON below headings that name the endpoint; what no word calls a request, GET answers."""
    label, fenced, usual = "", False, "response" if endpoint.method == "GET" else "request"
    for path, number, line in facts.passages(endpoint):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced:
            role = "response" if _ANSWER.search(line) else "request" if _REQUEST.search(line) else ""
            label = role or label
        elif (label or usual) == of:
            for found in _KEY.finditer(line):
                yield found[1] or found[2], Span(path, number, 1, number, len(line) + 1)
