"""What several commands share: arguments, options and the ways out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from pathlib import Path

Command = TypeVar("Command", bound=Callable[..., Any])


def spec_argument(function: Command) -> Command:
    """The positional SPEC: a file, a folder, or `-` for standard input."""
    return click.argument("spec", type=click.Path(exists=True, allow_dash=True, readable=True))(function)


def language_option(function: Command) -> Command:
    """`--lang`: the language of messages; by default that of the SPEC."""
    return click.option("--lang", type=click.Choice(["en", "ko"]), help="Language of messages (default: the SPEC's).")(
        function
    )


def dialect_option(function: Command) -> Command:
    """`--dialect`: the form of the SPEC; by default what its files tell."""
    from groundplan.dialects import NAMES

    return click.option("--dialect", type=click.Choice(NAMES), help="Form of the SPEC (default: what its files tell).")(
        function
    )


def color_option(function: Command) -> Command:
    """`--color`: when to colour; by default on a terminal unless NO_COLOR is set."""
    return click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)(
        function
    )


def wants_color(choice: str) -> bool:
    """Whether to colour standard output under `--color CHOICE` (https://no-color.org)."""
    import os

    if choice != "auto":
        return choice == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def emit(text: str, output: str | None = None) -> None:
    """Write `text` as UTF-8 to the file `output`, or to standard output whatever its encoding."""
    if output is None or output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
        return
    write_file(output, text)


def write_file(path: str, text: str, *, exact: bool = False) -> None:
    """Write one file whole or not at all; one that is there keeps its mode. `exact` text has its own line ends.

    Raises OutputError when the place cannot be written.
    """
    from pathlib import Path

    from groundplan.errors import OutputError

    target = Path(path)
    scratch = target.with_name(f".{target.name}.partial")
    try:
        scratch.write_text(text, encoding="utf-8", newline="" if exact else "\n")
        if target.exists():
            scratch.chmod(target.stat().st_mode)
        scratch.replace(target)
    except OSError as fault:
        raise OutputError(f"cannot write {path}: {fault.strerror}") from fault


def refuse_others(target: Path, mark: str, command: str, language: str, *, force: bool) -> None:
    """Raises OutputError where a file stands that `command` did not write: the first line of its own has `mark`."""
    from groundplan.catalogue import text
    from groundplan.errors import OutputError

    if force or not target.exists():
        return
    with target.open("rb") as file:
        ours = mark.encode() in file.readline(4096)
    if not ours:
        raise OutputError(text("output.not_ours", language, path=target, command=command))
