"""Our lines and columns (1-based, code points) and the protocol's (0-based, in the units of the client)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from pygls.workspace import PositionCodec

    from groundplan.source import Span


def to_range(span: Span, lines: Sequence[str], codec: PositionCodec) -> types.Range:
    """The range of a span; of its whole line where only the line is known."""
    line = span.line - 1
    if not span.end_line or not span.end_column:
        end = types.Position(line, len(lines[line]) if line < len(lines) else 0)
        return types.Range(_to(types.Position(line, span.column - 1), lines, codec), _to(end, lines, codec))
    start, end = types.Position(line, span.column - 1), types.Position(span.end_line - 1, span.end_column - 1)
    return types.Range(_to(start, lines, codec), _to(end, lines, codec))


def _to(position: types.Position, lines: Sequence[str], codec: PositionCodec) -> types.Position:
    if position.line >= len(lines):
        return position
    return codec.position_to_client_units(lines, position)


def from_position(position: types.Position, lines: Sequence[str], codec: PositionCodec) -> tuple[int, int]:
    """Line and column of a position."""
    found = codec.position_from_client_units(lines, position)
    return found.line + 1, found.character + 1
