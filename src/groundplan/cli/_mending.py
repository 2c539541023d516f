"""`lint --fix` and `lint --diff`: the mends of findings, made until there is none left, or shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.cli._common import write_file
from groundplan.cli._linting import configuration
from groundplan.errors import ConfigError
from groundplan.gate import fixes
from groundplan.source import unix

if TYPE_CHECKING:
    from groundplan.cli._linting import Asked
    from groundplan.source import Source

_ROUNDS = 10
"""A mend may lead to another; none of ours leads back."""

_MARK = "\ufeff"

Texts = dict[str, str]


def mend(specs: Sequence[str], asked: Asked, *, unsafe: bool) -> str:
    """Mend the files of the SPECs; a line that says what was done."""
    before, after, count = _mended(specs, asked, unsafe=unsafe)
    changed = [path for path, text in after.items() if text != before[path]]
    for path in changed:
        write_file(str(Path(path).resolve()), after[path], exact=True)
    made = f"{count} mend{'' if count == 1 else 's'} in {len(changed)} file{'' if len(changed) == 1 else 's'}"
    return made if changed else "nothing to mend"


def preview(specs: Sequence[str], asked: Asked, *, unsafe: bool) -> str:
    """What mending would change, as a unified diff."""
    from difflib import unified_diff

    before, after, _ = _mended(specs, asked, unsafe=unsafe)
    parts: list[str] = []
    for path, text in after.items():
        lines = unified_diff(_lines(before[path]), _lines(text), f"a/{path}", f"b/{path}")
        parts += [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines]
    return "".join(parts)


def _lines(text: str) -> list[str]:
    return unix(text).splitlines(keepends=True)


def _mended(specs: Sequence[str], asked: Asked, *, unsafe: bool) -> tuple[Texts, Texts, int]:
    before: Texts = {}
    after: Texts = {}
    count = 0
    for spec in specs:
        if spec == "-":
            raise ConfigError("--fix and --diff work on files, not on standard input")
        texts, mended, made = _one(spec, asked, unsafe=unsafe)
        before |= {path: text for path, text in texts.items() if path not in before}
        after |= mended
        count += made
    return before, after, count


def _one(spec: str, asked: Asked, *, unsafe: bool) -> tuple[Texts, Texts, int]:
    """The texts of a SPEC as they are and mended, and the number of mends."""
    from groundplan import pipeline

    policy = asked.policy(configuration(spec, asked.config))
    source, faults = pipeline.load(spec, asked.dialect)
    original = {file.path: _exact(file.path) for file in source.files}
    texts, count = dict(original), 0
    for _ in range(_ROUNDS):
        now = _source(source, texts)
        understood = pipeline.understood(now, faults, asked.language, policy.selected, profile=policy.profile)
        mended = fixes.mend(texts, fixes.chosen(policy.apply(understood.diagnostics), unsafe=unsafe))
        if not mended:
            break
        texts |= {path: one.text for path, one in mended.items()}
        count += sum(one.fixes for one in mended.values())
    marks = {path: _MARK if _marked(path) else "" for path in texts}
    return (
        {path: marks[path] + text for path, text in original.items()},
        {path: marks[path] + text for path, text in texts.items()},
        count,
    )


def _exact(path: str) -> str:
    return Path(path).read_bytes().decode("utf-8-sig")


def _marked(path: str) -> bool:
    return Path(path).read_bytes().startswith(_MARK.encode())


def _source(source: Source, texts: Texts) -> Source:
    """The SPEC with other texts, line ends normalised as the loader does it."""
    files = [file._replace(lines=tuple(unix(texts[file.path]).split("\n"))) for file in source.files]
    return source._replace(files=tuple(files))
