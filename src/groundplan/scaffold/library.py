"""Finding and loading scaffolds: ours, those of installed packages, and a folder that the user names.

A loaded Scaffold holds the text of its templates, so that rendering reads no template from disk, and a digest of
every file that can change its output.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from groundplan import resources
from groundplan.errors import ResourceError
from groundplan.record import NamedTuple
from groundplan.resources import blake2b
from groundplan.versions import versions

__all__ = ("Scaffold", "available", "load", "versions")

ENTRY_POINTS = "groundplan.scaffolds"

_FORM = Path(__file__).with_name("manifest.py")
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_-]*")
_PART = re.compile(r"_?[a-z0-9-]+(/[a-z0-9_-]+)*")


class Row(NamedTuple):
    """A validated row of a files table (`manifest.FileRow`)."""

    template: str
    to: str
    loop: str
    when: tuple[str, ...]
    where: Mapping[str, Any]
    executable: bool
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaffold:
    """A framework's scaffold, merged with the parts it extends, nearest first.

    `templates`: name -> text, also under `<part>/<name>` so that a template can extend the one it replaces.
    `trusted` is True for ours; templates of others run in a sandbox. `digest` changes when any file does.
    """

    id: str
    title: str
    language: str
    language_version: str
    supports: Mapping[str, tuple[str, ...]]
    pagination: tuple[str, ...]
    extras: tuple[str, ...]
    operations: tuple[str, ...]
    rows: tuple[Row, ...]
    commands: Mapping[str, str]
    types: Mapping[str, str]
    reserved: frozenset[str]
    skeletons: tuple[Path, ...]
    trusted: bool
    digest: str
    templates: Mapping[str, str] = field(repr=False)


def available() -> tuple[str, ...]:
    """The ids of the frameworks that have a scaffold, ours and those of installed packages, sorted."""
    ours = {path.parent.name for path in resources.folder("scaffolds").glob("*/scaffold.yaml")}
    return tuple(sorted(ours | {entry.name for entry in _entry_points()}))


def load(framework: str, extra_path: str | Path | None = None) -> Scaffold:
    """The scaffold of `framework`, or the one in the folder `extra_path`.

    Raises ResourceError when there is none or when its manifest or templates are malformed.
    """
    folder, trusted = (Path(extra_path), False) if extra_path else _find(framework)
    manifest = _manifest(folder / "scaffold.yaml", "Manifest")
    parts = [(folder.name, folder), *((name, _part_folder(name)) for name in manifest["extends"])]
    shared = [_manifest(path / "part.yaml", "Part") for _, path in parts[1:] if (path / "part.yaml").is_file()]
    templates = _templates(parts)
    return Scaffold(
        id=manifest["id"],
        title=manifest["title"],
        language=manifest["language"],
        language_version=manifest["language_version"],
        supports={key: tuple(values) for key, values in manifest["supports"].items()},
        pagination=tuple(manifest["pagination"]),
        extras=tuple(manifest["extras"]),
        operations=tuple(manifest["operations"]),
        rows=_rows([manifest, *shared]),
        commands=manifest["commands"],
        types={key: value for part in reversed(shared) for key, value in part["types"].items()},
        reserved=frozenset(word for part in [manifest, *shared] for word in part["reserved"]),
        skeletons=tuple(path / "skeleton" for _, path in parts if (path / "skeleton").is_dir()),
        trusted=trusted,
        digest=_digest([path for _, path in parts]),
        templates=templates,
    )


def _find(framework: str) -> tuple[Path, bool]:
    if _IDENTIFIER.fullmatch(framework):
        ours = resources.folder("scaffolds") / framework
        if (ours / "scaffold.yaml").is_file():
            return ours, True
        for entry in _entry_points():
            if entry.name == framework:
                return _entry_folder(entry), False
    raise ResourceError(f"no scaffold for {framework!r}; there are: {', '.join(available())}")


def _entry_points() -> list[Any]:
    from importlib.metadata import entry_points

    return sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: (entry.name, entry.value))


def _entry_folder(entry: Any) -> Path:
    """An entry point names a path, or a package whose folder is the scaffold."""
    value = entry.load()
    return Path(getattr(value, "__file__", None) or Path(str(value)) / "scaffold.yaml").parent


def _part_folder(name: str) -> Path:
    if not _PART.fullmatch(name):
        raise ResourceError(f"a scaffold extends {name!r}, which is no part of ours")
    return resources.folder("scaffolds", *name.split("/"))


def _manifest(path: Path, model: str) -> dict[str, Any]:
    """The validated data of a manifest; pydantic is imported only when the file is new or has changed."""
    if not path.is_file():
        raise ResourceError(f"{path.parent} has no {path.name}: it is no scaffold")

    def build() -> dict[str, Any]:
        return _validated(path, model)

    data: dict[str, Any] = resources.compiled(f"scaffold-{model.lower()}", [path, _FORM], build)
    return data


def _validated(path: Path, model: str) -> dict[str, Any]:
    from pydantic import ValidationError

    from groundplan.scaffold import manifest

    data = resources.read_yaml(path) or {}
    try:
        checked = getattr(manifest, model).model_validate(data)
    except ValidationError as fault:
        lines = (f"{'.'.join(map(str, one['loc'])) or 'file'}: {one['msg']}" for one in fault.errors())
        raise ResourceError(f"{path}: {'; '.join(lines)}") from fault
    plain: dict[str, Any] = checked.model_dump(mode="json")
    return plain


def _rows(manifests: list[dict[str, Any]]) -> tuple[Row, ...]:
    """The rows of all parts; a nearer part's row replaces a farther one that makes the same file."""
    rows: list[Row] = []
    seen: set[str] = set()
    for manifest in manifests:
        own = [Row(**{**row, "when": tuple(row["when"])}) for row in manifest["files"]]
        rows += [row for row in own if row.to not in seen]
        seen.update(row.to for row in own)
    return tuple(rows)


def _templates(parts: list[tuple[str, Path]]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for name, folder in reversed(parts):
        for path in _files(folder / "templates"):
            relative = path.relative_to(folder / "templates").as_posix()
            texts[relative] = texts[f"{name}/{relative}"] = _read(path)
    return texts


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise ResourceError(f"{path} cannot be read: {fault}") from fault


def _files(folder: Path) -> Iterator[Path]:
    hidden = {"__pycache__", ".DS_Store"}
    files = (one for one in folder.rglob("*") if one.is_file())
    return iter(sorted(one for one in files if not hidden.intersection(one.relative_to(folder).parts)))


def _digest(folders: list[Path]) -> str:
    digest = blake2b(digest_size=32)
    for folder in folders:
        for path in _files(folder):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()
