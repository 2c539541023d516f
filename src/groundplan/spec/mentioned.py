"""Which endpoints a row of a table names: method and path in two cells, or all in one."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec import folders, tables
from groundplan.spec.paths import METHODS, Mention, mentions
from groundplan.spec.words import bare

if TYPE_CHECKING:
    from groundplan.document import Text


def in_row(row: tuple[Text, ...], found: tables.Columns) -> tuple[Mention, Text] | None:
    """The mention of a table row: method and path in two cells, or both in one."""
    path, method = tables.cell(row, found, "path"), tables.cell(row, found, "method")
    if path and method:
        words, methods = bare(path.text).split(" ")[0], bare(method.text).upper().replace(" ", "")
        parts = tuple(methods.replace(",", "/").split("/"))
        words = folders.path_of(words) or words
        if words.startswith("/") and all(part in (*METHODS, "CRUD") for part in parts):
            return Mention(parts, words, 0, len(path.text)), path
    for cell in row:
        inside = mentions(cell.text)
        if inside and inside[0].start <= 3:
            return inside[0], cell
    return None if method else pair(row)


def several(first: Mention, text: str) -> tuple[Mention, ...]:
    """All that a cell names: `` `POST /a`, `/b`; `GET, PUT /c` ``, where a path alone has the method before it."""
    found = mentions(text)
    if not found or found[0] != first:
        return (first,)
    whole: list[Mention] = []
    for one, after in zip(found, [*(each.start for each in found[1:]), len(text)], strict=True):
        whole.append(one)
        more = _more().finditer(text, one.end, after)
        whole += [Mention(one.methods, path.group(1), path.start(1), path.end(1)) for path in more]
    return tuple(whole)


@cache
def _more() -> re.Pattern[str]:
    return regex.compile(r",\s*`(/[\w/{}:.-]*)`")


def pair(row: tuple[Text, ...]) -> tuple[Mention, Text] | None:
    """A method and a path in two cells of a table whose heads say nothing to us."""
    methods = [one for one in row if bare(one.text) in METHODS]
    paths = [one for one in row if bare(one.text).startswith("/") and " " not in bare(one.text)]
    if len(methods) != 1 or len(paths) != 1:
        return None
    return Mention((bare(methods[0].text),), bare(paths[0].text), 0, len(paths[0].text)), paths[0]
