"""Where things stand: short names of files, anchors of lines."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from groundplan.report.page.view import Place

if TYPE_CHECKING:
    from groundplan.source import Source, Span


class Places:
    """The files of a SPEC under the names that they bear on the page: as seen from its root, not from the machine.

    `title` names the root.
    """

    def __init__(self, source: Source) -> None:
        self.names = {file.path: _short(file.path, source.root) for file in source.files}
        self._anchors = {file.path: f"f{number}" for number, file in enumerate(source.files, 1)}
        self._lengths = {file.path: len(file.lines) for file in source.files}
        self.title = ", ".join(PurePosixPath(one).name or one for one in source.root.split(", "))

    def file(self, path: str) -> str:
        """The anchor of a file."""
        return self._anchors[path]

    def line(self, path: str, number: int) -> str:
        """The anchor of a line, empty where there is no such line."""
        known = 0 < number <= self._lengths.get(path, 0)
        return f"{self._anchors[path]}-{number}" if known else ""

    def of(self, span: Span) -> Place:
        """The place of a span: `spec.md:33`, or `L33` where there is one file only."""
        anchor = self.line(span.path, span.line)
        if anchor and len(self.names) == 1:
            return Place(f"L{span.line}", f"#{anchor}")
        name = self.names.get(span.path) or PurePosixPath(span.path).name
        return Place(f"{name}:{span.line}" if name else "", f"#{anchor}" if anchor else "")

    def maybe(self, span: Span | None) -> Place | None:
        """The place of a span that may be missing."""
        return self.of(span) if span else None


def _short(path: str, root: str) -> str:
    folder = root.rstrip("/")
    if path.startswith(folder + "/"):
        return path[len(folder) + 1 :]
    return PurePosixPath(path).name if path == root else path
