"""Many values of the cache in one file, each read when it is asked for: a run needs a few of them.

The file begins with the length of its index. The index, and each value, is plain data as `marshal` writes it. Of a key
the index has a digest: a run reads all of it, and keys are long.
"""

from __future__ import annotations

import marshal
import os
from typing import TYPE_CHECKING, Any

from groundplan import resources
from groundplan.resources import blake2b

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_HEAD = 8
"""Bytes."""
_SIZE = 32
"""Bits of the length of a value; where it begins stands above them."""
_FAULTS = (OSError, ValueError, EOFError, TypeError)


class Shelf:
    """The values of a file by digest; none where there is no file, or it is not what `packed` made."""

    def __init__(self, file: Path) -> None:
        self._file, self._content, self._first = -1, b"", _HEAD
        self._places: dict[bytes, int] = {}
        try:
            if hasattr(os, "pread"):
                self._file = os.open(file, os.O_RDONLY)
            else:
                self._content = file.read_bytes()
            self._places = self._index()
        except _FAULTS:
            return

    def _index(self) -> dict[bytes, int]:
        size = int.from_bytes(self._read(0, _HEAD), "little")
        self._first = _HEAD + size
        is_whole = self._first <= (len(self._content) if self._content else os.fstat(self._file).st_size)
        found = marshal.loads(self._read(_HEAD, size)) if is_whole else {}  # noqa: S302 - as below
        return found if isinstance(found, dict) else {}

    def _read(self, at: int, size: int) -> bytes:
        # Processes and threads share an open file, and with it the place where `read` goes on.
        return self._content[at : at + size] if self._content else os.pread(self._file, size, at)

    def __getitem__(self, digest: bytes) -> Any:
        """The value of a digest. Raises KeyError where there is none that can be read."""
        try:
            place = self._places[digest]
            at, size = place >> _SIZE, place & ((1 << _SIZE) - 1)
            return marshal.loads(self._read(self._first + at, size))  # noqa: S302 - ours, and nobody else may write it
        except _FAULTS as fault:
            raise KeyError(digest) from fault

    def items(self) -> Iterator[tuple[bytes, Any]]:
        """All that can be read."""
        for digest in self._places:
            try:
                yield digest, self[digest]
            except KeyError:
                continue

    def close(self) -> None:
        """Let go of the file; there are no values then."""
        self._places = {}
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def digest_of(key: str) -> bytes:
    """The digest of a key: no two of ours have the same."""
    return blake2b(key.encode(errors="surrogatepass"), digest_size=8).digest()


def add(file: Path, values: Mapping[bytes, Any]) -> None:
    """Write values into a file beside those that it has by now."""
    kept = Shelf(file)
    resources.store(file, packed(dict(kept.items()) | dict(values)))
    kept.close()


def packed(values: Mapping[bytes, Any]) -> bytes:
    """The content of a file that has these values, by the digests of their keys."""
    parts = [marshal.dumps(value) for value in values.values()]
    places, at = {}, 0
    for digest, part in zip(values, parts, strict=True):
        places[digest] = at << _SIZE | len(part)
        at += len(part)
    index = marshal.dumps(places)
    return b"".join([len(index).to_bytes(_HEAD, "little"), index, *parts])
