"""Writing: a FileTree reaches the disk whole or not at all.

The tree is written into a scratch folder beside the target and takes its name in one atomic step. A kill at any
moment leaves the target absent or complete and, under `force`, old or new; what it leaves beside the target is
removed by the next run.

    absent, empty    scratch ──rename──▶ target
    with files       scratch ◀─exchange─▶ target, then the old tree is removed
                     (where the system cannot exchange: target ──▶ aside, scratch ──▶ target; the next run puts back
                     what a kill between the two left aside)
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from groundplan.errors import OutputError
from groundplan.record import NamedTuple
from groundplan.resources import blake2b
from groundplan.write import disk
from groundplan.write.merge import Merged, carry_over
from groundplan.write.refusal import RefusalError

if TYPE_CHECKING:
    from groundplan.filetree import FileTree

__all__ = ["RefusalError", "WriteReport", "check", "write"]


class WriteReport(NamedTuple):
    """Paths relative to `target`, sorted.

    `written` are all files of the tree that are new or have new content (`replaced` among them: their old content is
    gone), `kept` what was there and still is, `removed` what an earlier run made, nobody changed and no run makes now.
    """

    target: Path
    written: tuple[str, ...]
    replaced: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]


def check(target: Path, force: bool) -> None:
    """Raise RefusalError when `write` would refuse this target, so that a user learns it before the work is done."""
    with _named(target):
        _occupied(_placed(target), target, force)


def write(tree: FileTree, target: Path, force: bool = False) -> WriteReport:
    """Write `tree` as the folder `target`, whole or not at all.

    Files get mode 0644 or 0755 whatever the umask, and LF line ends. A folder with files in it is refused unless
    `force`: then files of the tree replace what is there, and everything else stays.

    Raises RefusalError for a target that may not be written as asked, OutputError when the machine fails.
    """
    place = _placed(target)
    with _named(target), disk.locked(place.parent) as alone:
        if not alone:
            raise RefusalError("write.locked", path=place.parent)
        return _write(tree, place, target, force)


@contextmanager
def _named(target: Path) -> Iterator[None]:
    """A fault of the machine, told with the folder that it kept us from."""
    try:
        yield
    except OSError as fault:
        raise OutputError(f"cannot write {target}: {fault.strerror or fault}") from fault


def _write(tree: FileTree, place: Path, target: Path, force: bool) -> WriteReport:
    prefix = _prefix(place)
    _recover(place, prefix)
    occupied = _occupied(place, target, force)
    scratch = disk.make_scratch(place.parent, f"{prefix}new-")
    try:
        _fill(scratch, tree)
        merged = carry_over(place, scratch, tree) if occupied else Merged([], [], [])
        _finish(scratch, place)
        _swap(scratch, place, prefix, occupied)
    except BaseException:
        disk.remove(scratch)
        raise
    return _report(tree, place, merged)


def _placed(target: Path) -> Path:
    """The target by its real parent. Raises RefusalError when that parent is missing or not ours to write."""
    absolute = Path(os.path.abspath(target))  # noqa: PTH100 - resolve would follow the target itself
    parent = absolute.parent
    if absolute == parent:
        raise RefusalError("write.root", path=target)
    if not parent.is_dir():
        raise RefusalError("write.no_parent", path=target, parent=parent)
    if not os.access(parent, os.W_OK | os.X_OK):
        raise RefusalError("write.read_only", path=target, parent=parent)
    return parent.resolve() / absolute.name


def _occupied(place: Path, target: Path, force: bool) -> bool:
    """Whether `place` is a folder with files in it; RefusalError, in terms of `target`, where it may not be ours."""
    try:
        facts = place.lstat()
    except FileNotFoundError:
        return False
    if stat.S_ISLNK(facts.st_mode):
        raise RefusalError("write.link", path=target)
    if not stat.S_ISDIR(facts.st_mode):
        raise RefusalError("write.file", path=target)
    if place.is_mount():
        raise RefusalError("write.mounted", path=target)
    occupied = any(True for _ in os.scandir(place))
    if occupied and not force:
        raise RefusalError("write.not_empty", path=target)
    return occupied


def _prefix(place: Path) -> str:
    """The start of our scratch names for this target: recognisable, short whatever the target is called."""
    return f".groundplan-{blake2b(os.fsencode(place.name), digest_size=6).hexdigest()}-"


def _recover(place: Path, prefix: str) -> None:
    """Under the lock, what bears our prefix is left by a killed run: put an old tree back or remove it."""
    left = sorted(Path(entry.path) for entry in os.scandir(place.parent) if entry.name.startswith(prefix))
    for folder in left:
        if folder.name.startswith(f"{prefix}old-") and not os.path.lexists(place):
            disk.rename(folder, place)
        elif folder.is_dir() and not folder.is_symlink():
            disk.remove(folder)


def _fill(scratch: Path, tree: FileTree) -> None:
    for path, file in tree:
        for parent in reversed(PurePosixPath(path).parents[:-1]):
            disk.make_folder(scratch / parent)
        disk.create(scratch / path, file.text.encode(), 0o755 if file.executable else 0o644)


def _finish(scratch: Path, place: Path) -> None:
    """Every name of the scratch tree reaches the disk before it becomes the target."""
    for root, _, _ in os.walk(scratch):
        disk.sync_folder(Path(root))
    scratch.chmod(stat.S_IMODE(place.lstat().st_mode) if place.is_dir() else 0o755)


def _swap(scratch: Path, place: Path, prefix: str, occupied: bool) -> None:
    if not occupied:
        disk.rename(scratch, place)
        return
    if disk.exchange(scratch, place):
        disk.remove(scratch)
        return
    aside = disk.make_scratch(place.parent, f"{prefix}old-")
    disk.rename(place, aside)
    try:
        disk.rename(scratch, place)
    except OSError:
        disk.rename(aside, place)
        raise
    disk.remove(aside)


def _report(tree: FileTree, place: Path, merged: Merged) -> WriteReport:
    kept = frozenset(merged.kept)
    return WriteReport(
        target=place,
        written=tuple(path for path, _ in tree if path not in kept),
        replaced=tuple(sorted(merged.replaced)),
        kept=tuple(sorted(merged.kept)),
        removed=tuple(sorted(merged.removed)),
    )
