"""States that a status may have and that nothing leads to, where the SPEC says how its other states are reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.facts import Facts, fold, singular
from groundplan.check.functions import Found
from groundplan.check.stems import root
from groundplan.source import Span

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint, Field

NODE = "field"
WORDS = ("value",)
OPTIONS = ("acts",)

_FEWEST = 3
"""Of two states one is the first and the other what it is for."""


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`acts` are what Korean sentences call the acts that lead to states with English names.

    Quiet where a change of the whole row may set the state, and where more than one is silent: then none is told."""
    acts = {root(name): words for name, words in options["acts"].items()}
    changes = facts.kept(_by_thing, facts.each("endpoints", _changes))
    for item in items:
        values, own = item.node.type.values, changes.get(singular(item.owner.name), [])
        if len(values) < _FEWEST or any(_writes(one, item.node) for one in own):
            continue
        first = item.node.default or values[0]
        places = {one: set(facts.prose.places(root(one.lower()))) for one in values}
        listed = set.intersection(*places.values())  # `CREATE TYPE ... AS ENUM`: a line with all of them tells of none
        untold = [one for one in values if one != first and not _is_told(places[one] - listed, item.span)]
        silent = [one for one in untold if not facts.prose.says(acts.get(root(one.lower()), ()))]
        if len(silent) == 1:
            yield item, _place(silent[0], item.span, listed, facts), {"value": silent[0]}, ()


def _place(value: str, span: Span, listed: set[tuple[str, int]], facts: Facts) -> Span:
    """The value where the field has it, else in the line that lists all of them."""
    if value.lower() in facts.line(span).lower() or not listed:
        return facts.place(span, value)
    path, line = min(listed)
    return facts.place(Span(path, line, 1, line, len(facts.lines[path][line - 1]) + 1), value)


def _by_thing(changes: Iterable[tuple[str, Endpoint]]) -> dict[str, list[Endpoint]]:
    found: dict[str, list[Endpoint]] = {}
    for name, one in changes:
        found.setdefault(name, []).append(one)
    return found


def _changes(endpoints: Iterable[Endpoint]) -> Iterator[tuple[str, Endpoint]]:
    """The calls that change rows, with what they change; those on the status of a row are on the row."""
    for one in endpoints:
        names = [singular(part) for part in one.path.split("/") if part and not part.startswith("{")]
        if one.method in ("POST", "PUT", "PATCH"):
            for name in names[-2:] if names[-1:] in (["status"], ["state"]) else names[-1:]:
                yield name, one


def _writes(endpoint: Endpoint, field: Field) -> bool:
    if field.read_only:
        return False
    if endpoint.request is not None:
        return any(fold(one.name) == fold(field.name) for one in endpoint.request)
    return endpoint.method != "POST"


def _is_told(places: set[tuple[str, int]], span: Span) -> bool:
    """Whether a line beside its own has the value, its words or the verb that it comes from."""
    return any(path != span.path or not span.line <= line <= span.end_line for path, line in places)
