"""The versions that groundplan pins and names: `rules/versions.yaml`, by language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from groundplan import resources


def versions(language: str) -> Mapping[str, Any]:
    """The pinned versions of a language by package, the language itself among them; empty where there are none."""
    sources = resources.files("rules", suffix="versions.yaml")

    def build() -> dict[str, Any]:
        return {key: value for source in sources for key, value in (resources.read_yaml(source) or {}).items()}

    sections: dict[str, Any] = resources.compiled("versions", sources, build)
    section: Mapping[str, Any] = sections.get(language) or {}
    return section


def version(language: str, package: str) -> str:
    """The pinned version of a package, empty where none is."""
    return str(versions(language).get(package, {}).get("version", ""))
