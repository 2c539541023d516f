"""The project skeleton: a real cookiecutter template, rendered by cookiecutter's own generator.

`skeleton/` also works with the plain `cookiecutter` command. Here its hooks never run, its environment is ours
(sandboxed; no clock, no random, no extensions) and its context is names and numbers only: SPEC text never enters.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from groundplan.errors import ResourceError
from groundplan.filetree import File
from groundplan.scaffold.environment import CompiledTemplates, cache_key

if TYPE_CHECKING:
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.scaffold.library import Scaffold

_REFUSED = ("_extensions", "_jinja2_env_vars", "_new_lines")


def skeleton(blueprint: Blueprint, scaffold: Scaffold) -> Iterator[tuple[str, File]]:
    """The files of the scaffold's skeletons, in the order of their paths.

    Raises ResourceError when a skeleton cannot be rendered.
    """
    for folder in scaffold.skeletons:
        with TemporaryDirectory(prefix="groundplan-") as scratch:
            yield from _files(_generate(folder, scratch, variables(blueprint, scaffold), scaffold))


def variables(blueprint: Blueprint, scaffold: Scaffold) -> dict[str, Any]:
    """What `cookiecutter.json` may ask for: names out of the naming module and pinned versions of ours."""
    name = blueprint.service.name
    return {
        "project_slug": name.kebab,
        "project_name": name.title,
        "package_name": name.snake,
        "language_version": scaffold.language_version,
    }


def _generate(folder: Path, scratch: str, values: dict[str, Any], scaffold: Scaffold) -> Path:
    from cookiecutter import generate  # type: ignore[import-untyped]
    from cookiecutter.exceptions import (  # type: ignore[import-untyped]
        CookiecutterException,
        UndefinedVariableInTemplate,
    )

    compiled = CompiledTemplates(cache_key(scaffold, "skeleton"))
    try:
        context = _context(folder, values)
        with _our_environment(compiled):
            made = generate.generate_files(str(folder), context, output_dir=scratch, accept_hooks=False)
    except UndefinedVariableInTemplate as fault:
        raise ResourceError(f"{folder}: {fault.message}: {fault.error.message}") from fault
    except (CookiecutterException, TemplateError, OSError, ValueError) as fault:
        raise ResourceError(f"{folder}: {fault}") from fault
    compiled.store()
    return Path(made)


def _context(folder: Path, values: dict[str, Any]) -> dict[str, Any]:
    """The variables of `cookiecutter.json`, those we know with our values; templated defaults are resolved."""
    from cookiecutter import generate, prompt

    context = generate.generate_context(str(folder / "cookiecutter.json"), extra_context=values)
    refused = [name for name in _REFUSED if name in context["cookiecutter"]]
    if refused:
        raise ResourceError(f"{folder / 'cookiecutter.json'}: {refused[0]} is not allowed in a scaffold")
    with _our_environment(None):
        return {"cookiecutter": dict(prompt.prompt_for_config(context, no_input=True))}


@contextmanager
def _our_environment(compiled: CompiledTemplates | None) -> Iterator[None]:
    """Put our environment where cookiecutter would make its own, which loads a clock, random and any extension."""

    def make(*_: object, **__: object) -> ImmutableSandboxedEnvironment:
        return ImmutableSandboxedEnvironment(
            undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False, bytecode_cache=compiled
        )

    from cookiecutter import generate, prompt

    before = [(module, module.create_env_with_context) for module in (generate, prompt)]
    try:
        for module, _ in before:
            module.create_env_with_context = make
        yield
    finally:
        for module, original in before:
            module.create_env_with_context = original


def _files(project: Path) -> Iterator[tuple[str, File]]:
    for path in sorted(one for one in project.rglob("*") if one.is_file()):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as fault:
            raise ResourceError(f"the skeleton's {path.name} is no UTF-8 text") from fault
        yield path.relative_to(project).as_posix(), File(text, os.access(path, os.X_OK))
