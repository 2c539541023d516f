"""What an API Blueprint states below one heading, before anything is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundplan.document import Text
    from groundplan.spec.fields.mson import Attribute
    from groundplan.spec.model import Field


class Payload:
    """A request, response or model: `head` is its line, `body` the lines of its example."""

    def __init__(self, kind: str, head: Text) -> None:
        self.kind, self.head = kind, head
        self.body: list[Text] = []
        self.lines: dict[str, list[Text]] = {"body": [], "schema": [], "headers": []}
        self.attributes: list[Attribute] = []
        self.structure: tuple[str, bool] = ("", False)
        self.reference = ""


class Section:
    """What stands below one heading."""

    def __init__(self, name: str, where: Text) -> None:
        self.name, self.where = name, where
        self.method, self.path, self.description = "", "", ""
        self.parameters: list[Field] = []
        self.attributes: list[Attribute] = []
        self.structure: tuple[str, bool] = ("", False)
        self.payloads: list[Payload] = []
        self.resource: Section | None = None
