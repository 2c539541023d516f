"""Many values of the cache in one file, each read when it is asked for: a run needs a few of them.

The file begins with the length of its index. The index, and each value, is plain data as `marshal` writes it.
"""

from __future__ import annotations

import marshal
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_HEAD = 8
"""Bytes."""
_FAULTS = (OSError, ValueError, EOFError, TypeError)


class Shelf:
    """The values of a file by key; none where there is no file, or it is not what `packed` made."""

    def __init__(self, file: Path) -> None:
        self._file, self._content, self._first = -1, b"", _HEAD
        self._places: dict[Any, tuple[int, int]] = {}
        try:
            if hasattr(os, "pread"):
                self._file = os.open(file, os.O_RDONLY)
            else:
                self._content = file.read_bytes()
            self._places = self._index()
        except _FAULTS:
            return

    def _index(self) -> dict[Any, tuple[int, int]]:
        size = int.from_bytes(self._read(0, _HEAD), "little")
        self._first = _HEAD + size
        is_whole = self._first <= (len(self._content) if self._content else os.fstat(self._file).st_size)
        found = marshal.loads(self._read(_HEAD, size)) if is_whole else {}  # noqa: S302 - as below
        return found if isinstance(found, dict) else {}

    def _read(self, at: int, size: int) -> bytes:
        # Processes and threads share an open file, and with it the place where `read` goes on.
        return self._content[at : at + size] if self._content else os.pread(self._file, size, at)

    def __getitem__(self, key: Any) -> Any:
        """The value of a key. Raises KeyError where there is none that can be read."""
        try:
            at, size = self._places[key]
            return marshal.loads(self._read(self._first + at, size))  # noqa: S302 - ours, and nobody else may write it
        except _FAULTS as fault:
            raise KeyError(key) from fault

    def items(self) -> Iterator[tuple[Any, Any]]:
        """All that can be read."""
        for key in self._places:
            try:
                yield key, self[key]
            except KeyError:
                continue

    def close(self) -> None:
        """Let go of the file; there are no values then."""
        self._places = {}
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def packed(values: Mapping[Any, Any]) -> bytes:
    """The content of a file that has these values."""
    parts = [marshal.dumps(value) for value in values.values()]
    places, at = {}, 0
    for key, part in zip(values, parts, strict=True):
        places[key] = (at, len(part))
        at += len(part)
    index = marshal.dumps(places)
    return b"".join([len(index).to_bytes(_HEAD, "little"), index, *parts])
