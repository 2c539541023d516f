"""`lint --fix` and `lint --diff`: the mends of findings, made until there is none left, or shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.cli._common import write_file
from groundplan.cli._linting import Linted, configuration, once_each
from groundplan.errors import ConfigError
from groundplan.gate import changed, fixes
from groundplan.record import NamedTuple
from groundplan.source import unix

if TYPE_CHECKING:
    from groundplan.cli._linting import Asked
    from groundplan.source import Source

_ROUNDS = 10
"""A mend may lead to another; none of ours leads back."""

_MARK = "\ufeff"

Texts = dict[str, str]


class _Mended(NamedTuple):
    """The texts of a SPEC as they were and as they are mended, how many mends that took, and what is left to find."""

    before: Texts
    after: Texts
    made: int
    left: Linted


def mend(specs: Sequence[str], asked: Asked, *, unsafe: bool, since: str | None = None) -> tuple[str, list[Linted]]:
    """Mend the files of the SPECs, or their lines that changed `since` a revision.

    Returned are a line that says what was done, and what is found in them now.
    """
    found = _mended(specs, asked, unsafe=unsafe, since=since)
    before, after = _together(found)
    changed = [path for path, text in after.items() if text != before[path]]
    for path in changed:
        write_file(str(Path(path).resolve()), after[path], exact=True)
    count = sum(one.made for one in found)
    made = f"{count} mend{'' if count == 1 else 's'} in {len(changed)} file{'' if len(changed) == 1 else 's'}"
    return made if changed else "nothing to mend", [one.left for one in found]


def preview(specs: Sequence[str], asked: Asked, *, unsafe: bool, since: str | None = None) -> str:
    """What mending would change, as a unified diff."""
    from difflib import unified_diff

    before, after = _together(_mended(specs, asked, unsafe=unsafe, since=since))
    parts: list[str] = []
    for path, text in after.items():
        name = path.lstrip("/")
        lines = unified_diff(_lines(before[path]), _lines(text), f"a/{name}", f"b/{name}")
        parts += [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines]
    return "".join(parts)


def _lines(text: str) -> list[str]:
    return unix(text).splitlines(keepends=True)


def _mended(specs: Sequence[str], asked: Asked, *, unsafe: bool, since: str | None) -> list[_Mended]:
    if "-" in specs:
        raise ConfigError("--fix and --diff work on files, not on standard input")
    return once_each([_one(spec, asked, unsafe=unsafe, since=since) for spec in specs], lambda one: one.left.source)


def _together(found: Sequence[_Mended]) -> tuple[Texts, Texts]:
    """The texts of all files, before and after."""
    before: Texts = {}
    after: Texts = {}
    for one in found:
        before |= {path: text for path, text in one.before.items() if path not in before}
        after |= one.after
    return before, after


def _one(spec: str, asked: Asked, *, unsafe: bool, since: str | None) -> _Mended:
    """One round of mends on the lines that changed `since`, where git tells it; else until there is none left."""
    from groundplan import pipeline
    from groundplan.memory import Memory

    policy = asked.policy(configuration(spec, asked.config))
    language = asked.language or policy.config.lang
    source, faults = pipeline.load(spec, asked.dialect)
    before = {file.path: Path(file.path).read_bytes().decode() for file in source.files}
    marks = {path: _MARK if text.startswith(_MARK) else "" for path, text in before.items()}
    texts, count, memory = {path: text.removeprefix(_MARK) for path, text in before.items()}, 0, Memory()
    for _ in range(_ROUNDS):
        with memory:
            understood = pipeline.understood(
                _source(source, texts), faults, language, policy.selected, memory, policy.profile
            )
        found = policy.apply(understood.diagnostics)
        wanted = found if since is None else [] if count else changed.told(source, found, since)
        mended = fixes.mend(texts, fixes.chosen(wanted, unsafe=unsafe))
        if not mended:
            break
        texts |= {path: one.text for path, one in mended.items()}
        count += sum(one.fixes for one in mended.values())
    left = Linted(understood.source, language or understood.spec.meta.language, policy.config, found)
    return _Mended(before, {path: marks[path] + text for path, text in texts.items()}, count, left)


def _source(source: Source, texts: Texts) -> Source:
    """The SPEC with other texts, line ends normalised as the loader does it."""
    files = [file._replace(lines=tuple(unix(texts[file.path]).split("\n"))) for file in source.files]
    return source._replace(files=tuple(files))
