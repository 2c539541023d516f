"""What every part of the document looks up: names by key, once, so that the whole stays linear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan import catalogue

if TYPE_CHECKING:
    from groundplan.plan.model.api import Schema
    from groundplan.plan.model.blueprint import Blueprint


class Context:
    """A Blueprint with its tables of names and the words of its language."""

    def __init__(self, blueprint: Blueprint) -> None:
        self.blueprint = blueprint
        self.language = blueprint.service.language
        self.is_problem = blueprint.error_format == "problem"
        self.resources = {one.name.pascal: one for one in blueprint.resources}
        self.schemas = {one.name.pascal: one for one in blueprint.schemas if one.kind != "error"}
        self.enums = {one.name.pascal: one for one in blueprint.enums}
        self.errors = {one.code: one for one in blueprint.errors}
        self.requested = frozenset(one.request for one in blueprint.operations if one.request)
        self.error_name = _free("Problem" if self.is_problem else "Error", self.schemas)
        self.detail_name = _free("ErrorDetail", self.schemas)

    def words(self, key: str, **values: object) -> str:
        """A sentence of the catalogue in the language of the SPEC."""
        return catalogue.text(key, self.language, **values)


def _free(name: str, taken: dict[str, Schema]) -> str:
    """`name`, or a longer one where the SPEC has a thing of that name."""
    while name in taken:
        name += "Body"
    return name
