"""What is out of scope, and has endpoints all the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.calls import calls_by_entity
from groundplan.check.facts import Thing, path_entities, singular
from groundplan.check.functions import Found
from groundplan.check.stems import stems
from groundplan.spec.text.words import bare

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint

NODE = "spec"
WORDS = ("name", "method", "path")
OPTIONS = ()

_MOST = 5
"""Words; what is longer leaves out a part of a thing, and not the thing."""
_NAMED = regex.compile(r"^(.+?)(?: (?:on|for|to) (?:the )?([\w -]+)| 기능)?$", re.IGNORECASE)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the line that leaves it out: `- Comments on tasks` beside `POST /tasks/{id}/comments`."""
    calls = calls_by_entity(facts)
    for item in items:
        things: set[str] = set()
        for one in facts.spec.exclusions:
            words = bare(one.text).strip(" .")
            found = _NAMED.match(words) if len(words.split()) <= _MOST else None
            is_whole = found and (not found[2] or singular(found[2]) in facts.entities)
            entity = facts.entities.get(singular(found[1])) if found and is_whole else None
            if entity and entity.name in calls:
                first = calls[entity.name][0]
                told = {"name": entity.name, "method": first.method, "path": first.path}
                things.add(one.text)
                yield item, facts.place(one.span, one.text), told, (first.span,)
        yield from _acts(item, facts, things)


def _acts(item: Item, facts: Facts, things: set[str]) -> Iterator[Found]:
    """`The cancellation of orders is out of scope` beside `POST /orders/{id}/cancel`, "Cancel an order"."""
    said = [(one.text, one.span) for one in facts.spec.exclusions if one.text not in things]
    said += [(one[0], line.span) for line in facts.stated_with(_OUT) for one in _out().finditer(line.text)]
    deeds = facts.each("endpoints", _deeds, given=(facts.things,)) if said else []
    for text, span in said[:_OF_ALL]:
        for words in regex.split(_BETWEEN, bare(text).lower()):
            wanted = stems(_acting(words)) - _SAID
            first = next((one for done, one in deeds if wanted <= done), None) if len(wanted) >= _FEWEST else None
            if first:
                told = {"name": words.strip(" .-"), "method": first.method, "path": first.path}
                yield item, facts.place(span, words.strip(" .-")), told, (first.span,)
                break


_FEWEST = 2
_OF_ALL = 100
"""So many lines are held against the calls: reading stays linear."""
_OUT = ("out of scope", "not in scope", "not part of this", "범위에 포함하지", "범위에서 제외", "범위 밖")
_BETWEEN = r", and | and |, |; | 및 |[와과] "
_SAID = frozenset({"out", "scope", "not", "part", "suppo", "featu", "기능", "범위", "포함", "제외", "밖이", "지원"})


@cache
def _out() -> re.Pattern[str]:
    return regex.compile(
        r"(?:^|(?<=[.;] ))[^.;]+?(?= (?:is|are) (?:out of scope|not in scope|not part of this))"
        r"|(?:^|(?<=[.;] ))[^.;]+?(?=[은는이가] (?:이 )?범위(?:에 포함하지|에서 제외| 밖))",
        re.IGNORECASE,
    )


def _deeds(endpoints: Iterable[Endpoint], things: dict[str, Thing]) -> Iterator[tuple[frozenset[str], Endpoint]]:
    """Endpoints that say what they do, with the stems of it and of what their path goes through."""
    for one in endpoints:
        words = " ".join(regex.findall(r"[a-z]{3,}", one.path.lower()))
        if not one.summary and not one.path.endswith("}") and len(words.split()) > 1:
            yield stems(_acting(words)), one  # `/devices/{id}/retire`
        elif one.summary:
            labels = " ".join(thing.label for thing in path_entities(one.path, things))
            yield stems(_acting(f"{one.summary.lower()} {words} {labels}")), one


def _acting(words: str) -> str:
    """`marking attendance` is to mark it."""
    return regex.sub(r"\b([a-z]{3,}?)(?:ing|al)\b", r"\1", words) if "ing" in words or "al" in words else words
