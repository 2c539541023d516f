"""SPEC text and places in it: the only holder of SPEC text.

Line ends, byte order marks and encodings end here; everything behind sees `str` with `\n`.
"""

from __future__ import annotations

from groundplan.record import NamedTuple


def unix(text: str) -> str:
    """The text with every line end a newline."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


class Span(NamedTuple):
    """A place: 1-based line and column in code points, end exclusive; `path` as the user gave it."""

    path: str
    line: int
    column: int = 1
    end_line: int = 0
    end_column: int = 0


class SourceFile(NamedTuple):
    """One text file: `path` as shown to the user, `lines` without line ends, first line at index 0."""

    path: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The normalised text, lines joined by newline."""
        return "\n".join(self.lines)


class Source(NamedTuple):
    """All files of one SPEC in reading order; `root` is the file or folder that the user named.

    `contracts` are files beside them that are no markdown; `why` is the file name or line that told the dialect.
    """

    root: str
    files: tuple[SourceFile, ...]
    contracts: tuple[SourceFile, ...] = ()
    dialect: str = ""
    why: str = ""

    def file(self, path: str) -> SourceFile | None:
        """The file shown as `path`, or None."""
        return next((file for file in self.files if file.path == path), None)
