"""`groundplan architecture SPEC`: the backend architecture document, in the language of the SPEC."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from groundplan.cli._blueprint import override_options, planned
from groundplan.cli._common import dialect_option, emit, language_option, refuse_others, spec_argument
from groundplan.errors import OutputError

if TYPE_CHECKING:
    from groundplan.plan.model.blueprint import Blueprint

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_MAX_NAME = 80


@click.command("architecture")
@spec_argument
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, allow_dash=True), help="The file; - for standard output."
)
@click.option("--force", is_flag=True, help="Write over a file that groundplan did not write.")
@override_options
@dialect_option
@language_option
def command(
    spec: str,
    output: str | None,
    force: bool,
    framework: str | None,
    database: str | None,
    auth: str | None,
    dialect: str | None,
    lang: str | None,
) -> int:
    """Write the backend architecture document.

    Without -o it is .do/docs/backend-architecture-ID.md where the SPEC lies in .do/specs, else
    docs/backend-architecture-ID.md at the root of the repository, or beside the SPEC where there is none.
    Exit code: 0 written, 1 the SPEC cannot be planned, 2 usage, or the file cannot be written.
    """
    blueprint = planned(spec, lang, {"framework": framework, "database": database, "auth": auth}, dialect)
    if blueprint is None:
        return 1
    from groundplan.emit import emit as emitted
    from groundplan.emit.architecture import MARK

    text = emitted("architecture", blueprint)
    if output == "-" or (spec == "-" and output is None):
        emit(text)
        return 0
    target = Path(output) if output else _place(spec, blueprint)
    refuse_others(target, MARK, "architecture", lang or blueprint.service.language, force=force)
    emit(text, str(target))
    click.echo(str(target), err=True)
    return 0


def _place(spec: str, blueprint: Blueprint) -> Path:
    """The default place; its folder is made."""
    name = _UNSAFE.sub("-", blueprint.service.id)[:_MAX_NAME].strip("-.") or "spec"
    folder = _docs(Path(spec))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise OutputError(f"cannot make {folder}: {fault.strerror}") from fault
    return folder / f"backend-architecture-{name}.md"


def _docs(spec: Path) -> Path:
    """`docs` beside `.do/specs`, else at the root of the repository, else beside the SPEC."""
    folder = spec if spec.is_dir() else spec.parent
    real = folder.resolve()
    for at in (real, *real.parents):
        if at.name == "specs" and at.parent.name == ".do":
            return _shown(at.parent / "docs")
        if (at / ".git").exists():
            return _shown(at / "docs")
    return folder / "docs"


def _shown(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
