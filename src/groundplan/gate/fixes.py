"""Mends: the edits of findings put into the text of a file as it was read, and nothing else touched.

Line ends, byte order mark and everything beside the edits stay as they are. Of two mends that meet, the first in the
order of the text is made; the other is found again in the new text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from groundplan.diagnostics import Diagnostic, Edit, Fix

_ENDS = re.compile(r"\r\n|\r|\n")


class Mended(NamedTuple):
    """The new text of a file, and how many mends it has."""

    text: str
    fixes: int


def chosen(found: Iterable[Diagnostic], *, unsafe: bool) -> list[Fix]:
    """The mends to make, in the order of the findings; those that may change the meaning only under `unsafe`."""
    return list(dict.fromkeys(one.fix for one in found if one.fix and (one.fix.safe or unsafe)))


def mend(texts: dict[str, str], fixes: Iterable[Fix]) -> dict[str, Mended]:
    """The texts of the files that the fixes change, by path; a fix is made whole or not at all."""
    starts = {path: _line_starts(text) for path, text in texts.items()}
    taken: dict[str, list[tuple[int, int, str]]] = {}
    counts: dict[str, int] = {}
    for fix in fixes:
        places = [_place(edit, starts) for edit in fix.edits]
        if not places or any(_meets(place, taken.get(path, ())) for path, place in places):
            continue
        for path, place in places:
            taken.setdefault(path, []).append(place)
        counts[places[0][0]] = counts.get(places[0][0], 0) + 1
    return {path: Mended(_replaced(texts[path], places), counts.get(path, 0)) for path, places in taken.items()}


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in _ENDS.finditer(text))]


def _place(edit: Edit, starts: dict[str, list[int]]) -> tuple[str, tuple[int, int, str]]:
    span, lines = edit.span, starts[edit.span.path]
    start = lines[span.line - 1] + span.column - 1
    return span.path, (start, lines[span.end_line - 1] + span.end_column - 1, edit.text)


def _meets(place: tuple[int, int, str], others: Iterable[tuple[int, int, str]]) -> bool:
    start, end, _ = place
    return any(start < max(other[1], other[0] + 1) and other[0] < max(end, start + 1) for other in others)


def _replaced(text: str, places: list[tuple[int, int, str]]) -> str:
    ends = _ENDS.search(text)
    for start, end, new in sorted(places, reverse=True):
        text = text[:start] + new.replace("\n", ends.group() if ends else "\n") + text[end:]
    return text
