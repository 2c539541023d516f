"""Where grammar/, rules/ and scaffolds/ lie, and the cache of what is compiled from them.

The only module that knows. In a wheel the folders are inside the package (`_data`); in a checkout and in
an editable install they are at the repository root.

The cache holds plain data (`marshal`: no code runs on load), is keyed by the places, sizes and times of its sources,
this version and the interpreter, and is written by rename, so that concurrent runs and crashes leave it whole.
A cache that cannot be read or written costs time and nothing else.
"""

from __future__ import annotations

import marshal
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundplan._version import __version__
from groundplan.errors import ResourceError

try:
    from _blake2 import blake2b as blake2b  # `hashlib` has the same, and loads OpenSSL: slower than all else here
except ImportError:
    from hashlib import blake2b as blake2b

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Known = tuple[str, int, int]
"""A file: its place, size in bytes and time in nanoseconds."""

MOST_COMPILED = 32
"""Compiled values of one name: checkouts beside each other and versions before this one."""

_PACKAGED = Path(__file__).with_name("_data")
_ROOT = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parents[2]


def folder(*parts: str) -> Path:
    """A data folder or file, such as `folder("rules", "lint")`.

    Raises ResourceError when it is missing: the installation is broken.
    """
    path = _ROOT.joinpath(*parts)
    if not path.exists():
        raise ResourceError(f"groundplan is installed incompletely: {'/'.join(parts)} is missing")
    return path


def files(*parts: str, suffix: str) -> list[Path]:
    """The files below a data folder that end in `suffix`, in the order of their names."""
    return [Path(name) for name, _, _ in facts(os.fspath(folder(*parts)), suffix)]


def known(*parts: str, suffix: str) -> list[Known]:
    """As `files`, with their sizes and times, which the cache asks for."""
    return facts(os.fspath(folder(*parts)), suffix)


def facts(root: str, *suffixes: str) -> list[Known]:
    """Place, size in bytes and time in nanoseconds of the files below `root` with these ends, by place."""
    return sorted(_facts(root, suffixes))


def _facts(root: str, suffixes: tuple[str, ...]) -> Iterator[Known]:
    with os.scandir(root) as entries:
        for entry in entries:
            if entry.name.endswith(suffixes):
                found = entry.stat()
                yield entry.path, found.st_size, found.st_mtime_ns
            elif entry.name != "__pycache__" and entry.is_dir():
                yield from _facts(entry.path, suffixes)


def read_yaml(path: Path) -> Any:
    """The plain data of one of our YAML files (YAML 1.2: `on` and `no` are text). Slow: call it under `compiled`."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except YAMLError as fault:
        raise ResourceError(f"{path.name}: {fault}") from fault


def compiled(name: str, sources: Sequence[Path | Known], build: Callable[[], Any]) -> Any:
    """What `build` makes of `sources`, from the cache when they have not changed.

    `build` returns data of dicts, lists, tuples, strings, numbers, booleans and None only.
    """
    target = _cache_folder() / f"{name}-{key(name, sources)}.bin"
    try:
        return marshal.loads(target.read_bytes())  # noqa: S302 - plain data of our own, in the user's own folder
    except (OSError, ValueError, EOFError, TypeError):
        data = build()
    store(target, marshal.dumps(data))
    prune(target.parent, f"{name}-", MOST_COMPILED)
    return data


def key(name: str, sources: Sequence[Path | Known]) -> str:
    """What a cached value of `sources` depends on, as a short digest. Files are told apart as Python tells its own."""
    rows = [f"{__version__} {sys.version} {name}"]
    for source in sources:
        place, size, time = source if isinstance(source, tuple) else _known(source)
        rows.append(f"{place} {size} {time}")
    return blake2b("\n".join(rows).encode(errors="surrogatepass"), digest_size=16).hexdigest()


def _known(path: Path) -> Known:
    found = path.stat()
    return os.fspath(path), found.st_size, found.st_mtime_ns


def _cache_folder() -> Path:
    base = os.environ.get("GROUNDPLAN_CACHE") or os.environ.get("XDG_CACHE_HOME")
    if base:
        return Path(base) / "groundplan"
    return Path(os.path.expanduser("~")) / ".cache" / "groundplan"  # noqa: PTH111 - Path.home raises without HOME


def kept(kind: str, key: str) -> Path:
    """Where the cache keeps a value of `kind` under `key`; it need not be there."""
    return _cache_folder() / kind / f"{key}.bin"


def private_file(name: str) -> Path | None:
    """A file of the cache that may hold code, or None where another user could have written it."""
    target = _cache_folder() / name
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        facts = target.parent.lstat()
    except OSError:
        return None
    own = not hasattr(os, "geteuid") or (facts.st_uid == os.geteuid() and not facts.st_mode & 0o022)
    return target if own and stat.S_ISDIR(facts.st_mode) else None


def store(target: Path, content: bytes) -> None:
    """Put a file into the cache by rename; a cache that cannot be written is no fault."""
    scratch = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        scratch.write_bytes(content)
        scratch.replace(target)
    except OSError:
        scratch.unlink(missing_ok=True) if target.parent.is_dir() else None


def prune(folder: Path, prefix: str, most: int) -> None:
    """Remove the older half of the files of the cache that begin with `prefix` when there are more than `most`."""
    try:
        with os.scandir(folder) as entries:
            files = sorted((one.stat().st_mtime_ns, one.path) for one in entries if one.name.startswith(prefix))
        for _, path in files[: len(files) // 2] if len(files) > most else ():
            Path(path).unlink(missing_ok=True)
    except OSError:
        return
