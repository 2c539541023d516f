"""Calls to third parties and the events that they are told of, in Python."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from groundplan.naming import Name
from groundplan.scaffold.python.text import attr, literal

if TYPE_CHECKING:
    from groundplan.plan.model.blueprint import Blueprint, Call, Integration
    from groundplan.plan.model.demands import Event

_PLACE = re.compile(r"\{([^{}]*)\}")


def call_parameters(call: Call) -> list[str]:
    """What the method of a call takes besides the client itself."""
    return [*(f"{name}: str" for name in _places(call)), "body: JsonValue = None", 'key: str = ""']


def call_path(call: Call) -> str:
    """The path of a call as an expression; its places are filled with quoted values."""
    parts = _PLACE.split(call.path)
    if len(parts) == 1:
        return literal(call.path)
    names = _places(call)
    filled = [f'quote({names[i // 2]}, safe="")' if i % 2 else literal(part) for i, part in enumerate(parts) if part]
    return " + ".join(filled)


def call_samples(call: Call) -> list[str]:
    """Values for the places of a call's path."""
    return [literal("a b") for _ in _places(call)]


def sample_path(call: Call) -> str:
    """The path that those values make."""
    return literal(_PLACE.sub("a%20b", call.path))


def _places(call: Call) -> list[str]:
    taken: dict[str, int] = {"body": 1, "key": 1, "self": 1}
    found = []
    for place in _PLACE.findall(call.path):
        name = attr(Name.of(place).snake)
        taken[name] = taken.get(name, 0) + 1
        found.append(name if taken[name] == 1 else f"{name}_{taken[name]}")
    return found


def setting_of(integration: Integration, what: str) -> str:
    """The attribute of the settings that holds `url` or `api_key` of an integration."""
    return f"{integration.env.lower()}_{what}"


def event_table(blueprint: Blueprint) -> list[tuple[str, list[str]]]:
    """The constant of every event, once, with its arguments."""
    return [(name, _arguments(event)) for event, name in _named(blueprint).items()]


def event_name(event: Event, blueprint: Blueprint) -> str:
    """The constant of an event."""
    return _named(blueprint)[_bare(event)]


def _named(blueprint: Blueprint) -> dict[Event, str]:
    """Each event with a name of its own: two operations may tell of the same one."""
    found: dict[Event, str] = {}
    taken: dict[str, int] = {}
    for event in (one for operation in blueprint.operations for one in operation.events):
        if _bare(event) not in found:
            name = Name.of(event.name).snake.upper()
            taken[name] = taken.get(name, 0) + 1
            found[_bare(event)] = name if taken[name] == 1 else f"{name}_{taken[name]}"
    return found


def _bare(event: Event) -> Event:
    """The event without what differs between the operations that tell of it."""
    return replace(event, key="", span=None)


def _arguments(event: Event) -> list[str]:
    method, _, path = event.call.partition(" ")
    return [
        f"name={literal(event.name)}",
        f"integration={literal(event.integration)}",
        f"method={literal(method)}",
        f"path={literal(path.strip())}",
        f"key={literal(f'{Name.of(event.subject).snake}_id')}",
        *([f"within_seconds={event.within_seconds}"] if event.within_seconds else []),
        *([f"counts=models.{event.counts}.{attr(event.count_column)}"] if event.counts else []),
    ]
