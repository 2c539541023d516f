"""Statuses in columns: of a table below an endpoint, `| 201 | the boat is there |`, and behind the call in a fence."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.callers.access import read_access
from groundplan.spec.draft import place
from groundplan.spec.endpoints.listings import joined
from groundplan.spec.fields import fields
from groundplan.spec.model import Response
from groundplan.spec.text.identifiers import listed_ids
from groundplan.spec.text.words import bare

if TYPE_CHECKING:
    from groundplan.document import Table, Text
    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Endpoint

_FAULT = 400


@cache
def _status() -> re.Pattern[str]:
    return regex.compile(r"([1-5]\d\d)(?:[ (:][^|]{0,40})?")


def by_table(table: Table, current: list[int], at: int, path: str, draft: Draft) -> bool:
    """Whether a table says what the one endpoint of a region, at a place of the draft, answers; it has that then."""
    told = _of_table(table, path) if current == [at] and at == len(draft.endpoints) - 1 else ()
    if told:
        one = draft.endpoints[at]
        draft.endpoints[at] = one._replace(responses=(*one.responses, *told))
    return bool(told)


def _of_table(table: Table, path: str) -> tuple[Response, ...]:
    """What an endpoint answers by a table of which each row begins with a status; nothing of any other table."""
    found = [(row, _status().fullmatch(bare(row[0].text))) for row in table.rows if row]
    if len(table.header) < _COLUMNS or not all(status for _, status in found):
        return ()
    answers = []
    for row, status in found:
        words = bare(row[-1].text)
        answer = Response(int(status[1]) if status else 0, place(path, row[0]))
        shown = regex.compile(r"(?:^|[,(] ?)((?:`\w+`(?:, | 및 | and )?){2,})").search(row[-1].text)
        if answer.status >= _FAULT:
            answer = answer._replace(note=words)
        elif shown:
            names = regex.findall(r"`(\w+)`", shown[1])
            answer = answer._replace(fields=tuple(fields.make(one, fields.UNKNOWN, answer.span, ()) for one in names))
        answers.append(answer)
    return tuple(answers)


_COLUMNS = 2


def in_columns(line: Text, start: int, path: str, draft: Draft, current: list[int]) -> None:
    """`POST /boats    skipper    201, 400, 403    FR-002`: what stands behind calls, where a column has statuses."""
    cells = [
        line._replace(text=found[0], column=line.column + found.start()) for found in _cell().finditer(line.text, start)
    ]
    for at, cell in enumerate(cells):
        if _list().fullmatch(bare(cell.text)):
            for own in current:
                draft.endpoints[own] = _with(draft.endpoints[own], cells[:at], cell, cells[at + 1 :], path)
            return


def _with(endpoint: Endpoint, before: list[Text], statuses: Text, behind: list[Text], path: str) -> Endpoint:
    told = tuple(
        Response(int(one[0]), place(path, statuses, one.start(), 3))
        for one in regex.compile(r"\d{3}").finditer(statuses.text)
    )
    notes = (read_access(one.text, place(path, one)) for one in before)
    ids = [one for cell in behind for one in listed_ids(cell.text)]
    return endpoint._replace(
        responses=(*endpoint.responses, *told),
        access=endpoint.access or next(filter(None, notes), None),
        requirements=joined(endpoint.requirements, tuple(ids)),
    )


@cache
def _cell() -> re.Pattern[str]:
    """What stands between two spaces, tabs or bars."""
    return regex.compile(r"(?:(?<=\s\s)|(?<=\s\t)|(?<=\|\s))[^\s|](?:[^\s|]| (?! ))*")


@cache
def _list() -> re.Pattern[str]:
    return regex.compile(r"\d{3}(?:(?:, ?|/| )\d{3})*")
