"""Endpoints that a heading or a sentence names with other words for their parameters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.spec.text.paths import normalised, shape

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("method", "path", "other")
OPTIONS = ()

_MENTION = regex.compile(r"\b(get|post|put|patch|delete)\b[\s`*]+(/[^\s`*|,;)]*\{\w+\}[^\s`*|,;)]*)")

_METHODS = ("get", "post", "put", "patch", "delete")
_BEGINNINGS = tuple(f"{method}{between}/" for method in _METHODS for between in (" ", " `", "` `"))


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Each other writing once; paths that are endpoints themselves are another rule's."""
    prose, lines = facts.prose, facts.prose.lines_with(_BEGINNINGS)
    if not lines:
        return
    stated = {(one.method, shape(one.path.lower())): one for one in facts.spec.endpoints}
    known = {(one.method, one.path.lower()) for one in facts.spec.endpoints}
    base = facts.spec.base_path.value.lower().rstrip("/.") if facts.spec.base_path else ""
    for item in items:
        for start, found in ((start, found) for start, line in lines for found in _MENTION.finditer(line)):
            path = normalised(found[2])[0]
            path = path.removeprefix(base) if base and path.startswith(f"{base}/") else path
            key = (found[1].upper(), path)
            one = stated.get((key[0], shape(path)))
            span = prose.span(start + found.start(2), start + found.end(2))
            if one is None or key in known or (one.span.path, one.span.line) == (span.path, span.line):
                continue
            known.add(key)
            if not regex.search(r"\d", path):
                words = {"method": one.method, "path": one.path, "other": path}
                yield item, span, words, (one.span,)
