"""Scaffolding: a Blueprint and a framework's templates become a FileTree."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from groundplan.scaffold.library import Scaffold, available, load, versions

if TYPE_CHECKING:
    from groundplan.filetree import File, FileTree
    from groundplan.plan.model.blueprint import Blueprint

__all__ = ["Scaffold", "available", "load", "render", "versions"]


def render(
    blueprint: Blueprint,
    scaffold: Scaffold,
    extra: Iterable[tuple[str, File]] = (),
    progress: Callable[[int, int], None] | None = None,
) -> FileTree:
    """The whole project in memory; see `groundplan.scaffold.rendering`. Imports Jinja, which is dear, when called."""
    from groundplan.scaffold.rendering import render as made

    return made(blueprint, scaffold, extra, progress)
