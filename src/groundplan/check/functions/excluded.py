"""What is out of scope, and has endpoints all the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.calls import calls_by_entity
from groundplan.check.facts import singular
from groundplan.check.functions import Found
from groundplan.spec.text.words import bare

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("name", "method", "path")
OPTIONS = ()
PARTS = ("exclusions", "entities", "endpoints")

_MOST = 5
"""Words; what is longer leaves out a part of a thing, and not the thing."""
_NAMED = regex.compile(r"^(.+?)(?: (?:on|for|to) (?:the )?([\w -]+)| 기능)?$", re.IGNORECASE)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the line that leaves it out: `- Comments on tasks` beside `POST /tasks/{id}/comments`."""
    calls = calls_by_entity(facts)
    for item in items:
        for one in facts.spec.exclusions:
            words = bare(one.text).strip(" .")
            found = _NAMED.match(words) if len(words.split()) <= _MOST else None
            is_whole = found and (not found[2] or singular(found[2]) in facts.entities)
            entity = facts.entities.get(singular(found[1])) if found and is_whole else None
            if entity and entity.name in calls:
                first = calls[entity.name][0]
                told = {"name": entity.name, "method": first.method, "path": first.path}
                yield item, facts.place(one.span, one.text), told, (first.span,)
