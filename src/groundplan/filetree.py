"""A project in memory: complete before one byte is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from groundplan.errors import ResourceError
from groundplan.record import NamedTuple

_MAX_PATH = 240


class File(NamedTuple):
    """A text file. `owner` is `tool` (regenerated) or `user` (made once, then the user's)."""

    text: str
    executable: bool = False
    owner: str = "tool"


class FileTree:
    """Ordered relative path -> File.

    Refuses absolute paths, `..`, duplicates, twins that differ only in case and files that are also folders: those
    are faults of a scaffold, raised as ResourceError. Iteration is in the order of paths.
    """

    def __init__(self) -> None:
        self._files: dict[str, File] = {}
        self._folded: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def add(self, path: str, file: File) -> None:
        """Add `file` at `path`, with / as separator."""
        clean = _checked(path)
        folded = clean.casefold()
        parents = [str(parent).casefold() for parent in PurePosixPath(clean).parents][:-1]
        twin = next((self._folded[one] for one in (folded, *parents) if one in self._folded), self._folders.get(folded))
        if twin is not None:
            raise ResourceError(f"the scaffold makes {path!r} twice (also {twin!r})")
        self._folded[folded] = clean
        self._folders.update(dict.fromkeys(parents, clean))
        self._files[clean] = file

    def __iter__(self) -> Iterator[tuple[str, File]]:
        return iter(sorted(self._files.items()))

    def __len__(self) -> int:
        return len(self._files)

    def __contains__(self, path: str) -> bool:
        return path in self._files

    def __getitem__(self, path: str) -> File:
        return self._files[path]

    def get(self, path: str) -> File | None:
        """The file at `path`, or None."""
        return self._files.get(path)


def _checked(path: str) -> str:
    pure = PurePosixPath(path)
    parts = pure.parts
    if pure.is_absolute() or not parts or ".." in parts or "\\" in path or "\0" in path or len(path) > _MAX_PATH:
        raise ResourceError(f"the scaffold makes a path outside its folder: {path!r}")
    return str(pure)
