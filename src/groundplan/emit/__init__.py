"""Outputs made of a Blueprint and nothing else. A new output is one module here and one row in `EMITTERS`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from groundplan.plan.model.blueprint import Blueprint


class Emitter(NamedTuple):
    """An output: `forms` are what it can be written as, the first by default; `path` is its place in a project."""

    module: str
    forms: tuple[str, ...]
    path: str


class Module(Protocol):
    """What the module of an emitter has."""

    def render(self, blueprint: Blueprint, form: str) -> str:
        """The whole text of the output, ending in a newline."""


EMITTERS = {
    "openapi": Emitter("groundplan.emit.openapi", ("yaml", "json"), "openapi.yaml"),
    "architecture": Emitter("groundplan.emit.architecture", ("markdown",), "docs/architecture.md"),
}


def emit(name: str, blueprint: Blueprint, form: str = "") -> str:
    """The text of output `name`, in `form` or in its first one. Raises KeyError for no such output."""
    emitter = EMITTERS[name]
    module = cast("Module", import_module(emitter.module))
    return module.render(blueprint, form or emitter.forms[0])
