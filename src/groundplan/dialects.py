"""The dialects of SPECs: which files make one SPEC, in reading order, and how a folder or a file tells its dialect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

CANONICAL, FREE = "canonical", "free-form"
CONTRACTS = (".yaml", ".yml", ".json", ".graphql", ".gql", ".graphqls", ".sql")
"""Endings of files beside a SPEC that are read as `groundplan import` reads them."""


class Dialect(NamedTuple):
    """`files` are names or patterns in reading order; a folder is of the dialect where one of `telling` is there."""

    name: str
    files: tuple[str, ...]
    telling: tuple[str, ...]


SPEC_KIT = Dialect(
    "spec-kit",
    ("spec.md", "plan.md", "data-model.md", "contracts/*", "research.md", "quickstart.md"),
    ("data-model.md", "contracts/*", "research.md", "quickstart.md"),
)
DIALECTS = (
    Dialect("openspec", ("project.md", "specs/*/spec.md", "design.md"), ("specs/*/spec.md",)),
    SPEC_KIT,
    Dialect("kiro", ("requirements.md", "design.md", "tasks.md"), ("requirements.md", "design.md")),
    Dialect("do", ("spec.md", "plan.md", "acceptance.md"), ("spec.md",)),
    Dialect("api-blueprint", ("*.apib",), ("*.apib",)),
)
NAMES = (*(one.name for one in DIALECTS), CANONICAL, FREE)
BY_FILE = tuple(one for one in DIALECTS if one.name in ("do", "kiro"))
"""Of these a file may be given by its name, and its siblings are read along."""
_SIGNS = (
    ("format: groundplan-1", CANONICAL),
    ("FORMAT: 1A", "api-blueprint"),
    ("**Feature Branch**", "spec-kit"),
    ("**Input**: Feature specification from", "spec-kit"),
    ("## ADDED Requirements", "openspec"),
    ("## MODIFIED Requirements", "openspec"),
    ("## REMOVED Requirements", "openspec"),
    ("### Requirement: ", "openspec"),
    ("**User Story:**", "kiro"),
    ("id: SPEC-", "do"),
)
_READ = 400
"""Lines of a file in which a sign of its dialect stands, if anywhere."""


class Family(NamedTuple):
    """The files of one SPEC, their dialect, and what told it: a file name or a line."""

    files: tuple[Path, ...]
    dialect: str = ""
    why: str = ""


def in_folder(folder: Path, wanted: str = "") -> Family:
    """The SPEC in a folder, of the dialect `wanted` or of the one that its files tell; no files where there is none."""
    if folder.joinpath("openspec", "specs").is_dir() and wanted in ("", "openspec"):
        folder = folder / "openspec"
    if wanted in (CANONICAL, FREE):
        return Family(tuple(_markdown(folder)), wanted)
    features = _features(folder) if wanted in ("", SPEC_KIT.name) else []
    if features:
        return in_folder(features[0], wanted) if len(features) == 1 else Family(())
    for dialect in DIALECTS:
        told = next((name for name in dialect.telling if _found(folder, (name,))), "")
        if dialect.name == wanted or (told and not wanted):
            files = _found(folder, dialect.files)
            if dialect.name == "openspec":
                files = [*_bases(folder), *files]
            return Family(tuple(dict.fromkeys(files)), dialect.name, told)
    alone = _markdown(folder)
    return Family(tuple(alone) if len(alone) == 1 else ())


_CLOSED = frozenset({"node_modules", "venv", "dist", "build", "target", "vendor", "__pycache__"})
_OPEN = frozenset({".do", ".moai", ".kiro", ".specify"})
"""Hidden folders in which dialects keep SPECs; no other hidden one is looked into."""


def below(folder: Path, wanted: str = "") -> list[Path]:
    """The SPECs in a folder that is none: folders below it that are, else, where no dialect is wanted, its files."""
    return list(_folders(folder, wanted, MAX_DEPTH)) or ([] if wanted else _markdown(folder))


MAX_DEPTH = 8
"""Folders in each other: SPECs lie in none that is deeper."""
_NUMBERED = regex.compile(r"\d{3,}-\w")
_FEATURE = ("plan.md", "tasks.md", *SPEC_KIT.telling)


def _features(folder: Path) -> list[Path]:
    """The features of a repository of spec-kit, each a SPEC of its own: `specs/001-carts`, `specs/002-payments`."""
    places = (folder,) if folder.name == "specs" else (folder / "specs", folder / ".specify" / "specs")
    inner = [one for place in places if place.is_dir() for one in _inside(place) if one.is_dir()]
    return [
        one for one in inner if _found(one, SPEC_KIT.files) and (_NUMBERED.match(one.name) or _found(one, _FEATURE))
    ]


def _folders(folder: Path, wanted: str, depth: int) -> Iterator[Path]:
    for one in _inside(folder) if depth else ():
        hidden = one.name.startswith(".") and one.name not in _OPEN
        if hidden or one.name in _CLOSED or one.is_symlink() or not one.is_dir() or not _inside(one):
            continue
        if in_folder(one, wanted).files:
            yield one
        else:
            yield from _folders(one, wanted, depth - 1)


def _inside(folder: Path) -> list[Path]:
    """What lies in a folder; nothing where it may not be looked into."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _found(folder: Path, patterns: Sequence[str]) -> list[Path]:
    return [
        file
        for pattern in patterns
        for file in sorted(folder.glob(pattern))
        if file.is_file() and (pattern != "contracts/*" or file.suffix in (".md", *CONTRACTS))
    ]


def _markdown(folder: Path) -> list[Path]:
    return sorted(one for one in folder.glob("*.md") if one.name.lower() != "readme.md" and one.is_file())


def _bases(folder: Path) -> list[Path]:
    """The specs that the deltas of a change are about: `openspec/changes/NAME` beside `openspec/specs`."""
    if folder.parent.name != "changes":
        return []
    deltas = sorted(one for one in folder.glob("specs/*/spec.md") if one.is_file())
    bases = [folder.parent.parent / "specs" / one.parent.name / "spec.md" for one in deltas]
    return [one for one in bases if one.is_file()]


def with_siblings(file: Path) -> Family:
    """The file, and the others of its family that bear the same prefix (`shop-design.md`, `shop-requirements.md`)."""
    folder = file.parent.parent if file.parent.name == "contracts" else file.parent
    family = in_folder(folder) if _found(folder, SPEC_KIT.telling) else Family(())
    if family.dialect == SPEC_KIT.name and file in family.files and file.suffix == ".md":
        return family
    for dialect in BY_FILE:
        ending = next((name for name in dialect.files if file.name == name or file.name.endswith("-" + name)), None)
        if ending is None:
            continue
        prefix = file.name.removesuffix(ending)
        family_files = [file.with_name(prefix + name) for name in dialect.files]
        found = tuple(one for one in family_files if one == file or one.is_file())
        return Family(found, dialect.name if dialect.name == "kiro" or len(found) > 1 else "", ending)
    return Family((file,))


def by_content(lines: Sequence[str]) -> tuple[str, str]:
    """The dialect that the lines of one file tell, and the line; free-form where none does."""
    for line in lines[:_READ]:
        for sign, dialect in _SIGNS:
            if line.startswith(sign):
                return dialect, line.strip()[:60]
    return FREE, ""
