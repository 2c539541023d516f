"""Views in Django's words: their paths, what they read of a request, and what they call."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from groundplan.record import NamedTuple
from groundplan.scaffold.python.operations import Argument, arguments, service_parameters, service_values
from groundplan.scaffold.python.routes import routed, routing_order
from groundplan.scaffold.python.schemas import has_query
from groundplan.scaffold.python.text import literal

if TYPE_CHECKING:
    from groundplan.naming import Name
    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint


class _Read(NamedTuple):
    """A value of a path: what it is called in code and on the wire, and how it is read."""

    name: str
    wire: str
    reads: str

    @classmethod
    def of(cls, value: Argument) -> _Read:
        return cls(value.name, value.wire, value.reads)


def function_parameters(operation: Operation) -> list[str]:
    """What the function that does the operation takes; the database is Django's own affair."""
    return [one for one in service_parameters(operation) if one != "session: Session"]


def view_values(operation: Operation, blueprint: Blueprint) -> list[str]:
    """What a view calls that function with."""
    given = [one for one in service_values(operation, blueprint) if one != "session"]
    return [re.sub(r"^settings(?=\.|$)", "binding.service_settings()", one) for one in given]


def path_readers(blueprint: Blueprint, tag: Name) -> list[str]:
    """The constants of a module of views that read the values of its paths."""
    readers = _readers(blueprint, tag)
    return [f"{name} = binding.path({literal(one.wire)}, {one.reads})" for one, name in readers.items()]


def _readers(blueprint: Blueprint, tag: Name) -> dict[_Read, str]:
    """The names of the constants: by number where a value is read in several ways."""
    taken: Counter[str] = Counter()
    found: dict[_Read, str] = {}
    for one in (_Read.of(value) for operation in routed(blueprint, tag) for value in arguments(operation)):
        if one not in found:
            name = f"_{one.name.upper()}"
            taken[name] += 1
            found[one] = name if taken[name] == 1 else f"{name}_{taken[name]}"
    return found


def view_reads(operation: Operation, blueprint: Blueprint) -> list[str]:
    """The statements that read a request: its path, its query and its body."""
    readers = _readers(blueprint, operation.tag)
    values = enumerate(arguments(operation))
    return [
        *(f"{one.name}: {one.type} = {readers[_Read.of(one)]}(values[{at}])" for at, one in values),
        *([f"query = binding.query(schemas.{operation.name.pascal}Query, request)"] if has_query(operation) else []),
        *_body(operation),
    ]


def _body(operation: Operation) -> list[str]:
    if operation.kind == "webhook_in":
        return ["delivery = delivery_of(request)"]
    if operation.kind == "upload":
        return [f"form = binding.form(schemas.{operation.request}, uploads.{operation.name.snake.upper()}, request)"]
    if operation.kind == "token":
        return ["call = token_call_of(request)"]
    return [f"body = binding.body(schemas.{operation.request}, request)"] if operation.request else []


def paths(blueprint: Blueprint) -> list[tuple[str, list[Operation]]]:
    """Each path, as an expression, with its operations; `/tasks/count` before `/tasks/{id}`.

    They are tried one after the other: those below a base path first, which nothing else can be meant by.
    """
    base = blueprint.service.base_path
    own = bool(base) and "{" not in base
    found: dict[str, list[Operation]] = {}
    for one in sorted(blueprint.operations, key=lambda one: [own and not one.under_base, *routing_order(one)]):
        shape = f"{one.under_base} {re.sub(r'[{][^}]*[}]', '{}', one.path)}"
        found.setdefault(shape, []).append(one)
    return [(_template(group[0], blueprint), group) for group in found.values()]


def _template(operation: Operation, blueprint: Blueprint) -> str:
    based = operation.under_base and blueprint.service.base_path
    return ("BASE_PATH + " if based else "") + literal(operation.path)


def admin_path(blueprint: Blueprint) -> str:
    """Where the admin site stands: at `admin`, unless the API has that for itself."""
    base = blueprint.service.base_path
    ours = {((base if one.under_base else "") + one.path).split("/")[1] for one in blueprint.operations}
    return "site-admin" if "admin" in ours else "admin"
