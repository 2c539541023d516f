"""Bodies as they are shown: the lines of an example, of a JSON Schema and of headers, with their media type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.model import Sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.document import Text

_MEDIA = regex.compile(r"\(\s*([\w.+-]+/[\w.+*-]+)[^()]*\)\s*$")
_HEADER = regex.compile(r"([!#$%&'*+.^_|~0-9A-Za-z-]+):\s*(\S.*)$")
_MOST_BLANK = 20
"""Blank lines that are kept in a row."""


def sample(head: str, body: Sequence[Text], schema: Sequence[Text], headers: Sequence[Text]) -> Sample | None:
    """What a payload shows; `head` is its line, which may end in `(application/json)`. None for nothing at all."""
    found = [match.groups() for line in headers if (match := _HEADER.match(line.text.strip()))]
    named = _MEDIA.search(head)
    typed = next((value for name, value in found if name.lower() == "content-type"), "")
    media = named.group(1) if named else typed.partition(";")[0].strip()
    made = Sample(media, written(body), written(schema), tuple((name, value.strip()) for name, value in found))
    return made if any(made) else None


def written(lines: Sequence[Text]) -> str:
    """The lines as they stand in the file, without the blanks that stand before all of them."""
    inset = [one.column + len(one.text) - len(one.text.lstrip()) for one in lines]
    margin = min((at for at, one in zip(inset, lines, strict=True) if one.text.strip()), default=1)
    rows: list[str] = []
    last = lines[0].line - 1 if lines else 0
    for at, one in zip(inset, lines, strict=True):
        rows += [""] * min(one.line - last - 1, _MOST_BLANK)
        rows.append(" " * (at - margin) + one.text.strip())
        last = one.line
    return "\n".join(rows).strip("\n")
