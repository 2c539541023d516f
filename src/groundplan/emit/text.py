"""Text of a SPEC on its way into markdown: nothing hidden in it, nothing of it becomes markup."""

from __future__ import annotations

import re
from functools import cache

# An underscore inside a word is no emphasis; a mark at the start of a line may be a heading, list or quotation.
_SPECIAL = re.compile(r"[\\`*\[\]<|~$]|(?<!\w)_|_(?!\w)|&(?=[#\w])|^(?=[#+=>-])|(?<=\w)@(?=\w)|://")
_NUMBERED = re.compile(r"^(\d+)([.)])(?=\s|$)")
_OPENING = re.compile(r"[<\[]|&(?=[#\w])")
_ENTITIES = {"<": "&lt;", "[": "\\[", "&": "&amp;"}


def one_line(text: str) -> str:
    """`text` on one line, without the characters that do not show (controls, bidirectional marks, zero width)."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join("".join(one if one.isprintable() or one.isspace() else "" for one in text).split())


def prose(text: str) -> str:
    """`text` for a CommonMark description: words and emphasis stay, html and links do not."""
    lines = [_OPENING.sub(lambda match: _ENTITIES[match[0]], one_line(line)) for line in text.splitlines()]
    return "\n".join(lines).strip("\n")


@cache
def escape(text: str) -> str:
    """`text` as plain words in a line or table cell of markdown."""
    return _NUMBERED.sub(r"\1\\\2", _SPECIAL.sub(_escaped, one_line(text)))


def _escaped(match: re.Match[str]) -> str:
    found = match[0]
    if found in ("<", "&"):
        return _ENTITIES[found]
    if found in ("@", "://"):
        return found.replace("@", "&#64;").replace(":", "&#58;")  # no links that nobody wrote
    return "\\" + found


def code(text: str) -> str:
    """`text` as a code span, also inside a table, where a bar would end the cell."""
    shown = one_line(text).replace("|", "\\|")
    if not shown:
        return ""
    longest = max((len(run) for run in re.findall(r"`+", shown)), default=0)
    fence = "`" * (longest + 1)
    gap = " " if shown[0] == "`" or shown[-1] == "`" else ""
    return f"{fence}{gap}{shown}{gap}{fence}"
