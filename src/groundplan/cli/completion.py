"""`groundplan completion SHELL`: the script that makes a shell complete groundplan's words."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    r"""Print the completion script of a shell.

    \b
    bash:  eval "$(groundplan completion bash)"
    zsh:   eval "$(groundplan completion zsh)"
    fish:  groundplan completion fish | source
    """
    from groundplan.cli import program

    completion = get_completion_class(shell)
    if completion is None:
        raise click.UsageError(f"This click has no completion for {shell}.")
    script = completion(program, {}, "groundplan", "_GROUNDPLAN_COMPLETE")
    click.echo(script.source_template % script.source_vars())
