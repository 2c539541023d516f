"""The few file-system operations that writing is made of, each atomic or harmless when interrupted.

Everything that changes the disk goes through here, so that the tests can kill the program before and after each.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_LOCK_SECONDS = 10.0
_NO_LINK = (errno.EPERM, errno.EXDEV, errno.EMLINK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EACCES)


def make_scratch(parent: Path, prefix: str) -> Path:
    """A new folder in `parent`, for us alone until its mode is set."""
    return Path(tempfile.mkdtemp(prefix=prefix, dir=parent))


def make_folder(path: Path, mode: int = 0o755) -> None:
    """A folder with that mode whatever the umask; one that is there already stays as it is."""
    if not path.is_dir():
        path.mkdir()
        path.chmod(mode)


def create(path: Path, content: bytes, mode: int) -> None:
    """A new file with that content and mode, on the disk when this returns."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.chmod(path, mode)  # noqa: PTH101 - beside the calls on the handle
        os.fsync(handle)


def carry(source: Path, target: Path) -> None:
    """`source` also at `target`, whatever it is: the same file where it can be linked, else a copy of it."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as fault:
        if fault.errno not in _NO_LINK or not _copyable(source):
            raise
        shutil.copy2(source, target, follow_symlinks=False)


def _copyable(path: Path) -> bool:
    mode = path.lstat().st_mode
    return stat.S_ISREG(mode) or stat.S_ISLNK(mode)


def replace_with(source: Path, target: Path) -> None:
    """`target` becomes what `source` is."""
    target.unlink()
    carry(source, target)


def rename(source: Path, target: Path) -> None:
    """One atomic rename, on the disk when this returns; `target` is absent or an empty folder."""
    source.rename(target)
    sync_folder(target.parent)


def exchange(one: Path, other: Path) -> bool:
    """Two folders swap their names in one atomic step; False where the system cannot do that."""
    try:
        swap = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    if swap(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        sync_folder(one.parent)
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM):
        return False
    raise OSError(code, os.strerror(code), str(other))


def sync_folder(path: Path) -> None:
    """The names in a folder reach the disk; systems that cannot open folders do that by themselves."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError as fault:
        if fault.errno not in (errno.EINVAL, errno.EBADF):
            raise
    finally:
        os.close(handle)


def remove(path: Path) -> None:
    """Remove a folder of ours; what cannot be removed now is removed by the next run."""
    for root, folders, _ in os.walk(path):
        for name in folders:
            if not os.path.islink(os.path.join(root, name)):  # noqa: PTH114, PTH118 - walk gives text
                os.chmod(os.path.join(root, name), 0o700)  # noqa: PTH101, PTH118
    shutil.rmtree(path, ignore_errors=True)


@contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """Hold the lock that all runs of ours take before they write into `folder`; False when another keeps it."""
    try:
        import fcntl
    except ImportError:
        yield True
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield _lock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    finally:
        os.close(handle)


def _lock(handle: int, operation: int) -> bool:
    import fcntl

    until = time.monotonic() + _LOCK_SECONDS
    while True:
        try:
            fcntl.flock(handle, operation)
        except BlockingIOError:
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        except OSError:
            return True  # a file system without locks: the renames alone keep the target whole
        else:
            return True
