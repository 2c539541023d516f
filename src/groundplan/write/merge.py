"""`--force` on a folder with files: what is the user's goes over into the new tree before the folders swap."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from groundplan.record import NamedTuple
from groundplan.scaffold.lock import LOCK_PATH, file_hash
from groundplan.write import disk
from groundplan.write.refusal import RefusalError

if TYPE_CHECKING:
    from groundplan.filetree import File, FileTree


class Merged(NamedTuple):
    """Paths of the old folder: `replaced` by new content, `kept`, `removed` (ours, unchanged, made no more)."""

    replaced: list[str]
    kept: list[str]
    removed: list[str]


def carry_over(old: Path, new: Path, tree: FileTree) -> Merged:
    """Bring everything in `old` that `tree` does not make into `new`, unless we made it and nobody changed it.

    Symbolic links are carried as links and never followed. Raises RefusalError where the user has a link, or a folder
    against a file, at a path of the tree, or another file system is mounted inside `old`.
    """
    ours = _recorded(old)
    folders = {str(parent) for path, _ in tree for parent in PurePosixPath(path).parents}
    merged = Merged([], [], [])
    for path, facts in _walk(old):
        made = tree.get(path)
        _refuse_clash(path, facts, made, folders)
        if made is not None:
            (merged.kept if _settle(old / path, new / path, made) else merged.replaced).append(path)
        elif stat.S_ISREG(facts.st_mode) and path in ours and ours[path] == file_hash((old / path).read_bytes()):
            merged.removed.append(path)
        else:
            _carry(old, new, path, facts)
            merged.kept.append(path)
    return merged


def _recorded(old: Path) -> dict[str, str]:
    """Path -> hash of what an earlier run wrote, by its lock; nothing where the lock is missing or damaged."""
    lock = old / LOCK_PATH
    try:
        if lock.is_symlink() or lock.parent.is_symlink():
            return {}
        files = json.loads(lock.read_text(encoding="utf-8"))["files"]
        return {str(path): str(entry["hash"]) for path, entry in files.items() if entry["owner"] == "tool"}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def _carry(old: Path, new: Path, path: str, facts: os.stat_result) -> None:
    for folder in reversed(PurePosixPath(path).parents[:-1]):
        disk.make_folder(new / folder, stat.S_IMODE((old / folder).lstat().st_mode))
    if stat.S_ISDIR(facts.st_mode):
        disk.make_folder(new / path, stat.S_IMODE(facts.st_mode))
    else:
        disk.carry(old / path, new / path)


def _settle(old: Path, new: Path, made: File) -> bool:
    """Whether the old file stays: it has the new content already, or it was handed over to the user."""
    if old.read_bytes() == made.text.encode():
        return True
    if made.owner == "user":
        disk.replace_with(old, new)
        return True
    return False


def _refuse_clash(path: str, facts: os.stat_result, made: File | None, folders: set[str]) -> None:
    wants_folder = path in folders
    if (made is not None and not stat.S_ISREG(facts.st_mode)) or (wants_folder and not stat.S_ISDIR(facts.st_mode)):
        raise RefusalError("write.clash", path=path)


def _walk(top: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Everything below `top` except folders with something in them, as paths relative to it."""
    device = top.lstat().st_dev
    waiting = [(top, top.lstat())]
    while waiting:
        folder, facts = waiting.pop()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        if not entries and folder != top:
            yield folder.relative_to(top).as_posix(), facts
        for entry in entries:
            path, facts = Path(entry.path), entry.stat(follow_symlinks=False)
            if facts.st_dev != device:
                raise RefusalError("write.mounted", path=entry.path)
            if stat.S_ISDIR(facts.st_mode):
                waiting.append((path, facts))
            else:
                yield path.relative_to(top).as_posix(), facts
