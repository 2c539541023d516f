"""What was found in a text before: the findings of a SPEC by everything that they follow from.

That is the text of its files, the language, the choice of rules, and the program with its rules and grammars. Files
of the program are known by their size and time, so that a working copy of it never answers for an older one.
"""

from __future__ import annotations

import marshal
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundplan import resources
from groundplan._version import __version__
from groundplan.diagnostics import Diagnostic, Edit, Fix, Label
from groundplan.resources import blake2b
from groundplan.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.gate.policy import Policy
    from groundplan.source import Source

MOST_ENTRIES = 4000
"""Half of them, the oldest, go when there are more."""

_FOLDERS = (("rules", "lint"), ("rules", "lexicon"), ("rules", "profiles"), ("rules", "catalogue"), ("grammar",))


def key(source: Source, faults: Sequence[Diagnostic], policy: Policy, language: str | None) -> str:
    """What the findings in `source`, which was loaded with `faults`, are known by."""
    digest = blake2b(f"{__version__} {sys.version} {program()}".encode(), digest_size=20)
    chosen = (policy.select, policy.ignore, policy.profile, policy.config[2:])
    for text in (source.root, language or "", source.dialect, *map(repr, (*chosen, *faults))):
        digest.update(f"{len(text)} {text}".encode())
    for file in (*source.files, *source.contracts):
        text = file.text
        digest.update(f"{file.path}\0{len(text)}\0".encode(errors="surrogatepass"))
        digest.update(text.encode(errors="surrogatepass"))
    return digest.hexdigest()


@cache
def program() -> str:
    """The sizes and times of all that findings follow from, as the process found them, in few characters."""
    folders = (os.fspath(Path(__file__).parents[1]), *(os.fspath(resources.folder(*one)) for one in _FOLDERS))
    files = [file for folder in folders for file in resources.facts(folder, ".py", ".yaml", ".lark")]
    return resources.key("program", files)


def recall(name: str) -> tuple[str, list[Diagnostic]] | None:
    """The SPEC's language and the findings that were kept under a key, or None."""
    target = resources.kept("results", name)
    try:
        language, rows = marshal.loads(target.read_bytes())  # noqa: S302 - plain data of our own, in the user's own folder
        return language, [_diagnostic(row) for row in rows]
    except (OSError, ValueError, EOFError, TypeError):
        return None


def keep(name: str, language: str, found: Sequence[Diagnostic]) -> None:
    """Keep findings under a key; a cache that cannot be written is no fault."""
    target = resources.kept("results", name)
    resources.store(target, marshal.dumps((language, [_plain(one) for one in found])))
    resources.prune(target.parent, "", MOST_ENTRIES)


def _plain(value: Any) -> Any:
    return tuple(_plain(one) for one in value) if isinstance(value, tuple) else value


def _diagnostic(row: Any) -> Diagnostic:
    code, name, severity, message, primary, secondary, help_text, fix = row
    mend = Fix(fix[0], tuple(Edit(Span(*span), text) for span, text in fix[1]), fix[2]) if fix else None
    causes = tuple(_label(one) for one in secondary)
    return Diagnostic(code, name, severity, message, _label(primary), causes, help_text, mend)


def _label(row: Any) -> Label:
    return Label(Span(*row[0]), row[1])
