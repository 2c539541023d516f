"""`groundplan init`: a SPEC to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from groundplan.cli._common import write_file

_DIALECTS = ("groundplan", "do", "kiro", "spec-kit", "openspec")


@click.command("init")
@click.argument("folder", type=click.Path(file_okay=False), default=".")
@click.option(
    "--dialect", type=click.Choice(_DIALECTS), default="groundplan", show_default=True, help="Form of the SPEC."
)
@click.option("--lang", type=click.Choice(["en", "ko"]), default="en", show_default=True, help="Language of the SPEC.")
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
def command(folder: str, dialect: str, lang: str, force: bool) -> int:
    """Write a starter SPEC into FOLDER (default: here): a small service that lints clean and generates.

    Exit code: 0 written, 1 a file is there already (nothing is written), 2 usage, or a file cannot be written.
    """
    from groundplan.catalogue import text as sentence
    from groundplan.errors import OutputError

    files = {Path(folder, name): text for name, text in _files(dialect, lang).items()}
    there = [path for path in files if path.exists() or path.is_symlink()]
    if there and not force:
        names = ", ".join(path.as_posix() for path in there)
        click.echo(sentence("init.there", lang, files=names), err=True)
        return 1
    for path, text in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise OutputError(f"cannot write {path}: {fault.strerror}") from fault
        write_file(str(path), text)
        click.echo(path.as_posix())
    click.echo(sentence("init.next", lang, folder=folder), err=True)
    return 0


def _files(dialect: str, language: str) -> dict[str, str]:
    """The files of a starter by their name: the canonical one is what `fmt` makes of that of the do dialect."""
    from groundplan import pipeline, resources

    root = resources.folder("rules", "starters", "do" if dialect == "groundplan" else dialect, language)
    if dialect == "groundplan":
        return {"spec.md": pipeline.formatted(pipeline.load(str(root))[0]).text}
    found = sorted(path for path in root.rglob("*.md") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in found}
