"""Endpoints out of folders, where a file's path is that of a call: `app/api/boats/[id]/route.ts  # GET, PATCH`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.spec.text.paths import METHODS, Mention
from groundplan.spec.text.words import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from groundplan.document import Fence

MAX_LINE = 300
_FILES = ("route.", "+server.")


@cache
def _file() -> re.Pattern[str]:
    """A file of Next.js, or one of SvelteKit: `routes/boats/[id]/+server.ts`."""
    return regex.compile(
        r"(?:^|.*/)(?:app(/[\w()\[\]./-]*)/route\.(?:ts|js|tsx|py)|routes(/[\w()\[\]./-]*)/\+server\.(?:ts|js))$"
    )


@cache
def _entry() -> re.Pattern[str]:
    """An entry of a tree: its marks, its name and the words behind it."""
    return regex.compile(r"^((?:[\s│├└─|`\\-]|\+(?=[\s─-]))*)([+\w.\[\]()@-][\w./\[\]()@+-]*)\s*(.*)$")


@cache
def _methods() -> re.Pattern[str]:
    return regex.compile(rf"\b(?:{'|'.join(METHODS)})\b")


def path_of(file: str) -> str:
    """The path that `app/api/boats/[id]/route.ts` answers; empty for any other file, and where it answers many."""
    found = _file().match(file.strip("` "))
    parts = [part for part in (found[1] or found[2]).split("/") if part and part[:1] != "("] if found else []
    return "/" + "/".join(parts) if parts and not any("..." in part for part in parts) else ""


def methods_in(words: str) -> tuple[str, ...]:
    """The methods that a remark lists, each once."""
    return tuple(dict.fromkeys(_methods().findall(words)))


def beside(cells: Sequence[Text]) -> tuple[Mention, Text] | None:
    """What the file of a route in one cell answers, where another says so: `| app/boats/route.ts | new (POST) |`."""
    for at, cell in enumerate(cells):
        path = path_of(bare(cell.text)) if regex.has(cell.text, _FILES) else ""
        methods = methods_in(" ".join(one.text for one in (*cells[:at], *cells[at + 1 :]))) if path else ()
        if methods:
            return Mention(methods, path, 0, len(cell.text)), cell
    return None


def listed(line: Text) -> tuple[Mention, Text] | None:
    """What the file at the head of a bullet answers: `` `app/api/boats/route.ts` — GET, POST ``."""
    head, _, rest = line.text.strip("*").lstrip("`").partition("`") if line.text[:1] in "`*" else ("", "", "")
    return beside((line._replace(text=head), line._replace(text=rest))) if rest else None


def called(fence: Fence) -> Iterator[tuple[Mention, Text]]:
    """What the files of routes in a tree say that they answer."""
    if not any(regex.has(line, _FILES) for line in fence.lines):
        return
    open_: list[tuple[int, str]] = []
    for number, line in enumerate(fence.lines):
        found = _entry().match(line) if len(line) <= MAX_LINE else None
        if not found:
            continue
        depth, name = len(found.group(1)), found.group(2)
        while open_ and open_[-1][0] >= depth:
            open_.pop()
        path = path_of("/".join([*(one.strip("/") for _, one in open_), name]))
        methods = methods_in(found.group(3)) if path else ()
        if methods:
            start = line.find(name)
            yield Mention(methods, path, start, start + len(name)), Text(line, fence.line + number, 1)
        if "." not in name.rpartition("/")[2].replace("...", ""):
            open_.append((depth, name))
