"""What the repository that holds the SPEC tells: manifests, images and migration files.

Bounded: one folder and its direct children, files of at most 1 MiB, no symbolic links, nothing executed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.decide import manifests, tables
from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKERS = (".git", ".do", ".kiro", ".moai")
_COMPOSE = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
_SKIPPED = frozenset({"node_modules", "vendor", "dist", "build", "target", "venv", "examples", "docs", "tests", "test"})
_MAX_BYTES = 1 << 20
_MAX_LEVELS = 12
_MAX_FOLDERS = 40


class Found(NamedTuple):
    """One finding: an answer to `question` in the manifest `path` (relative to the root), of `kind`, at `line`."""

    question: str
    value: str
    path: str
    kind: str
    line: int
    text: str


class Evidence(NamedTuple):
    """What was found, in the order of paths, and notes on what could not be read: (path, reason)."""

    found: tuple[Found, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()


def gather(root: Path) -> Evidence:
    """The evidence of the repository that holds `root`, a SPEC file or folder.

    The repository is the nearest folder upwards with a `.git`, `.do`, `.kiro`, `.moai` or a manifest, and
    never the home or the file-system root. Unreadable and malformed files give a note.
    """
    repository = _repository(root)
    if repository is None:
        return Evidence()
    found: list[Found] = []
    notes: list[tuple[str, str]] = []
    files: list[str] = []
    for folder in _folders(repository):
        for kind, path in _manifest_files(folder):
            shown = path.relative_to(repository).as_posix()
            files.append(shown)
            try:
                found += _read(kind, path, shown)
            except (OSError, ValueError, RecursionError, MemoryError) as fault:
                notes.append((shown, _reason(fault)))
        found += _telling_files(folder, repository)
    return Evidence(tuple(_ranked(found)), tuple(notes), tuple(files))


def _repository(root: Path) -> Path | None:
    home = os.path.expanduser("~")  # noqa: PTH111 - Path.home raises without HOME
    named = Path(os.path.abspath(root))  # noqa: PTH100 - `..` must go before walking up, links stay as they are
    folder = named if named.is_dir() else named.parent
    for _ in range(_MAX_LEVELS):
        if folder == folder.parent or str(folder) == home:
            return None
        if any((folder / marker).exists() for marker in _MARKERS) or _manifest_files(folder):
            return folder
        folder = folder.parent
    return None


def _folders(repository: Path) -> list[Path]:
    try:
        children = sorted(entry.name for entry in os.scandir(repository) if entry.is_dir(follow_symlinks=False))
    except OSError:
        return [repository]
    kept = [name for name in children if not name.startswith(".") and name not in _SKIPPED]
    return [repository, *(repository / name for name in kept[:_MAX_FOLDERS])]


def _manifest_files(folder: Path) -> list[tuple[str, Path]]:
    """(kind, path) of the manifests that lie in a folder, in the order of their names."""
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if entry.is_file(follow_symlinks=False))
    except OSError:
        return []
    return [(kind, folder / name) for name in names if (kind := _kind(name))]


def _kind(name: str) -> str:
    if name in manifests.READERS:
        return name
    if name in _COMPOSE:
        return "compose"
    return "csproj" if name.endswith(".csproj") else ""


def _text(path: Path) -> str:
    if path.stat().st_size > _MAX_BYTES:
        raise ValueError("larger than 1 MiB")
    return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")


def _read(kind: str, path: Path, shown: str) -> list[Found]:
    text = _text(path)
    if kind == "compose":
        return _known(manifests.compose(text), tables.manifests()["images"], shown, kind)
    language = tables.manifests()["languages"][kind]
    dependencies = list(manifests.READERS[kind](text))
    found = _known(iter(dependencies), tables.manifests()["dependencies"][language], shown, kind)
    front_end = {one.name for one in dependencies} & set(tables.manifests()["front_end"])
    if not front_end and not any(one.question == "framework" for one in found):
        found.append(Found("language", language, shown, kind, 1, path.name))
    return found


def _known(
    dependencies: Iterator[manifests.Dependency], known: dict[str, dict[str, str]], shown: str, kind: str
) -> list[Found]:
    exact = {name: answers for name, answers in known.items() if not name.endswith("*")}
    prefixes = {name[:-1]: answers for name, answers in known.items() if name.endswith("*")}
    found: list[Found] = []
    for one in dependencies:
        answers = exact.get(one.name) or next((a for p, a in prefixes.items() if one.name.startswith(p)), {})
        found += [Found(question, value, shown, kind, one.line, one.name) for question, value in answers.items()]
    return found


def _telling_files(folder: Path, repository: Path) -> list[Found]:
    found: list[Found] = []
    for name, answers in tables.manifests()["files"].items():
        path = folder / name
        if not path.exists() or path.is_symlink():
            continue
        shown = path.relative_to(repository).as_posix()
        found += [Found(question, value, shown, name, 1, name) for question, value in answers.items()]
        if name.endswith(".prisma"):
            found += _prisma(path, shown)
    return found


def _prisma(path: Path, shown: str) -> list[Found]:
    providers = tables.manifests()["prisma_providers"]
    try:
        named = list(manifests.prisma(_text(path)))
    except (OSError, ValueError):
        return []
    return [
        Found("database", providers[one.name], shown, "prisma", one.line, one.name)
        for one in named
        if one.name in providers
    ]


def _ranked(found: list[Found]) -> list[Found]:
    """Without what another finding brings along: Nest's Express, Laravel's Symfony components."""
    outranks = tables.manifests()["outranks"]
    outranked = {lower for one in found for lower in outranks.get(one.value, ())}
    kept = [one for one in found if one.value not in outranked]
    return list(dict.fromkeys(kept))


def _reason(fault: BaseException) -> str:
    if isinstance(fault, UnicodeDecodeError):
        return "not UTF-8"
    if isinstance(fault, RecursionError | MemoryError):
        return "nested too deeply"
    return (str(fault).split("\n")[0] or type(fault).__name__)[:200]
