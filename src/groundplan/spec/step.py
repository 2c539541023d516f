"""A step of a status, as a SPEC lists it."""

from __future__ import annotations

from groundplan.record import NamedTuple
from groundplan.source import Span


class Move(NamedTuple):
    """An allowed step of a status, out of a table, a diagram or a list: from `source` to `target`, as written.

    `source` is `*` for any other value. `about` are the words beside it that say whose status it is; `requirement` is
    the id of the requirement that it stands under. Both are empty for none.
    """

    source: str
    target: str
    span: Span
    about: str = ""
    requirement: str = ""
