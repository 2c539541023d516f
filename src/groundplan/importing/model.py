"""What importing gives: a Spec and what could not be said, or where the document is broken."""

from __future__ import annotations

from groundplan.record import NamedTuple
from groundplan.spec.model import Spec


class Note(NamedTuple):
    """Something of the document that the SPEC does not say: where it stands, and a key of catalogue/import.yaml."""

    where: str
    key: str
    detail: str = ""


class Imported(NamedTuple):
    """The Spec of a document, and what of it the Spec does not say."""

    spec: Spec
    notes: tuple[Note, ...] = ()


class BrokenError(Exception):
    """The document cannot be read: `key` of catalogue/import.yaml, a 1-based line, and the words of its parser."""

    def __init__(self, key: str, line: int = 1, column: int = 1, detail: str = "") -> None:
        super().__init__(key)
        self.key, self.line, self.column, self.detail = key, line, column, detail
