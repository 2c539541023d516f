"""Path templates: safe words, distinct parameter names, and the row that each parameter finds."""

from __future__ import annotations

from collections.abc import Callable

from groundplan import regex
from groundplan.plan.data.indexes import find
from groundplan.plan.model.api import PathParameter
from groundplan.plan.model.data import Resource, Type
from groundplan.plan.operations.operations import Classified
from groundplan.plan.words.names import singular, wire
from groundplan.plan.words.routes import Step
from groundplan.spec.text.paths import relative

_PARAMETER = regex.compile(r"\{([^{}]*)\}")
_UNSAFE = regex.compile(r"[^A-Za-z0-9._~:/-]+")
_DOTS = regex.compile(r"/\.+(?=/|$)")
_TEXT = Type(base="string", length=255)


def template(
    one: Classified, base: str, resource_of: Callable[[str], Resource | None]
) -> tuple[str, tuple[PathParameter, ...]]:
    """The path without the base path, and its parameters in order.

    Characters that no path needs (quotes, braces, blanks, other scripts) become `-`; `..` goes.
    """
    pieces = _PARAMETER.split(relative(one.endpoint.path, base))
    steps = {step.at: step for step in one.route.steps if step.parameter}
    found: list[PathParameter] = []
    taken: set[str] = set()
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            pieces[index] = _DOTS.sub("", _UNSAFE.sub("-", piece))
            continue
        step = steps.get(len(found))
        name = _name(piece, step, taken)
        found.append(_parameter(name, piece, resource_of(step.entity) if step else None))
        pieces[index] = "{" + name + "}"
    return "".join(pieces) or "/", tuple(found)


def _name(written: str, step: Step | None, taken: set[str]) -> str:
    """The name as the SPEC spells it where that is an identifier; a second one of a path is told by its thing."""
    name = wire(written)
    if name in taken and step is not None:
        name = f"{singular(step.entity).snake}_{name}"
    number, chosen = 1, name
    while chosen in taken:
        number += 1
        chosen = f"{name}_{number}"
    taken.add(chosen)
    return chosen


def _parameter(name: str, written: str, resource: Resource | None) -> PathParameter:
    if resource is None:
        return PathParameter(name=name, type=_TEXT)
    named = find(resource, written)
    by_name = named is not None and named.unique and not named.hidden
    column = named if named is not None and by_name else resource.field(resource.primary_key[0])
    return PathParameter(name=name, type=column.type, resource=resource.name.pascal, column=column.column)


def apart(method: str, path: str, taken: set[tuple[str, str]]) -> str:
    """`path`, or with a number behind it where making it safe has made it that of another operation."""
    number, chosen = 1, path
    while (method, _PARAMETER.sub("{}", chosen)) in taken:
        number += 1
        chosen = f"{path}-{number}"
    taken.add((method, _PARAMETER.sub("{}", chosen)))
    return chosen
