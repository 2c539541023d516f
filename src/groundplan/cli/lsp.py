"""`groundplan lsp`: the language server, on standard input and output."""

from __future__ import annotations

import gc

import click

from groundplan.cli._common import language_option

OFTEN = 400_000
"""So many new values are made before cycles are looked for: a server lives long, and no author should wait for it."""


@click.command()
@click.option("--stdio", is_flag=True, hidden=True, help="What editors add; there is no other way.")
@language_option
def command(stdio: bool, lang: str | None) -> int:  # noqa: ARG001
    """Serve editors: findings as you type, mends, hover, completion, references.

    Speaks the Language Server Protocol on standard input and output; docs/editors.md has the set-up of editors.
    """
    try:
        from groundplan.lsp.server import make
        from groundplan.lsp.warm import warm_up
    except ModuleNotFoundError as fault:
        if fault.name not in ("pygls", "lsprotocol"):
            raise
        raise click.ClickException("the language server needs pygls: pip install 'groundplan[lsp]'") from None
    gc.set_threshold(OFTEN, 20, 50)
    warm_up()
    gc.freeze()  # what lives as long as the server is not looked through again
    make(lang).start_io()
    return 0
