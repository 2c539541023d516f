"""The command line: one module a command, imported only when that command is used.

A command module has a click command named `command`; what its function returns is the exit code
(None means 0). `COMMANDS` gives the one-line helps, so that `--help` and completion import nothing.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from groundplan._version import __version__
from groundplan.errors import GroundplanError
from groundplan.hint import did_you_mean

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS = {
    "init": "Write a starter SPEC.",
    "lint": "Find what is missing, vague or contradictory in a SPEC.",
    "show": "Print what was understood of a SPEC.",
    "import": "Make a SPEC of an OpenAPI document, a SQL schema or a GraphQL SDL.",
    "fmt": "Write any SPEC in the canonical form.",
    "decide": "Choose framework, auth, database and the rest, and say why.",
    "openapi": "Draft the OpenAPI 3.1 document.",
    "architecture": "Write the backend architecture document.",
    "report": "Write a report to look at: findings, requirements, data model, endpoints, decisions.",
    "new": "Generate the backend.",
    "verify": "Check a running service against its SPEC.",
    "rules": "List the lint rules.",
    "explain": "Explain a lint rule: why, what is bad, what is good.",
    "lsp": "Serve editors: findings as you type, mends, hover, completion.",
    "completion": "Print the completion script of a shell.",
}

_MODULES = {"import": "import_"}
"""Commands whose name is a word of Python."""

INTERRUPTED = 130
BROKEN_PIPE = 141


class CommandLine(click.Group):
    """A group over `COMMANDS` that imports a command when it is used, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands in the order of a user's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, imported now; None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"groundplan.cli.{_MODULES.get(cmd_name, cmd_name)}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest names when there is no such command."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            raise click.UsageError(f"No such command {name!r}.{did_you_mean(name, list(COMMANDS))}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The table of commands, from `COMMANDS`."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands that begin so, from `COMMANDS`, or the options of the program."""
        from click.shell_completion import CompletionItem

        found = [CompletionItem(name, help=line) for name, line in COMMANDS.items() if name.startswith(incomplete)]
        return found + click.Command.shell_complete(self, ctx, incomplete)


@click.command(
    cls=CommandLine,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 clean, 1 findings or refused, 2 usage or internal error.",
)
@click.version_option(__version__, "-V", "--version", message="groundplan %(version)s")
def program() -> None:
    """From a markdown SPEC to a linted, decided, contracted and running backend, offline."""


def run(arguments: list[str]) -> int:
    """Run the program and turn every end into an exit code. A bug prints its traceback and gives 2."""
    try:
        return _run(arguments)
    except BrokenPipeError:
        # Whoever read our output has left; the interpreter would complain once more when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except Exception:
        from traceback import print_exc

        print_exc()
        return 2


def _run(arguments: list[str]) -> int:
    try:
        outcome: Any = program.main(arguments, prog_name="groundplan", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as fault:
        fault.show()
        return 2
    except GroundplanError as fault:
        click.echo(f"groundplan: {fault}", err=True)
        return 2
    return outcome if isinstance(outcome, int) else 0
