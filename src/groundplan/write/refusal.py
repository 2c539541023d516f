"""Why nothing was written, as a sentence of the catalogue: the command line says it in the user's language."""

from __future__ import annotations

from groundplan import catalogue
from groundplan.errors import OutputError


class RefusalError(OutputError):
    """The output folder is not one that may be written as asked. `key` is a sentence of the catalogue."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values

    def __str__(self) -> str:
        return self.text("en")

    def text(self, language: str) -> str:
        """The sentence in `language`."""
        return catalogue.text(self.key, language, **self.values)
