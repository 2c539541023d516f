"""What a SPEC says while its files are open in an editor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan import pipeline
from groundplan.check.facts import Facts
from groundplan.diagnostics import Diagnostic
from groundplan.gate import config, results
from groundplan.gate.config import Config
from groundplan.gate.policy import Policy
from groundplan.lsp.names import Occurrence, occurrences
from groundplan.memory import Memory
from groundplan.source import Source, SourceFile, Span, unix
from groundplan.spec.model import Spec

if TYPE_CHECKING:
    from groundplan.document import Document

Hearing = Callable[[list[Diagnostic]], object]
Texts = Mapping[str, str]
"""The text of open files by path."""


class Analysis:
    """One SPEC as understood; `found` are the findings that count under the configuration."""

    def __init__(self, source: Source, spec: Spec, found: list[Diagnostic], language: str) -> None:
        self.source, self.spec, self.found, self.language = source, spec, found, language

    @cached_property
    def facts(self) -> Facts:
        """The Spec, indexed."""
        return Facts(self.spec, self.source)

    @cached_property
    def names(self) -> list[Occurrence]:
        """Every use of a name that can be followed."""
        return list(occurrences(self.facts))

    def line(self, path: str, number: int) -> str:
        """The text of a line, empty beyond the end."""
        file = self.source.file(path)
        return file.lines[number - 1] if file and number <= len(file.lines) else ""

    def name_at(self, path: str, line: int, column: int) -> Occurrence | None:
        """The name under the cursor."""
        return next((one for one in self.names if covers(one.span, path, line, column)), None)

    def same(self, name: Occurrence) -> list[Occurrence]:
        """Every occurrence of that name, in the order of the text."""
        return sorted(
            (one for one in self.names if (one.kind, one.key) == (name.kind, name.key)), key=lambda one: one.span
        )


def covers(span: Span, path: str, line: int, column: int) -> bool:
    """Whether a span of one line holds a place, its end included, where a cursor stands after typing."""
    return span.path == path and span.line == line and span.column <= column <= span.end_column


class Asked:
    """A SPEC as its files stand now, its siblings included, and what is asked of it."""

    def __init__(self, path: str, texts: Texts, language: str | None = None) -> None:
        """Raises ConfigError for a configuration that cannot be used."""
        place = config.find(Path(path).resolve().parent)
        settings = config.read(place) if place else Config()
        is_new = path in texts and not Path(path).exists()
        source, self._faults = (Source(path, ()), []) if is_new else pipeline.load(path)
        self.source = opened(source, path, texts)
        self._policy = Policy(settings, profile=settings.profile)
        self._language = language or settings.lang
        self._result: tuple[str, list[Diagnostic]] | None = None

    def analyse(self, memory: Memory | None = None, soon: Hearing | None = None) -> Analysis:
        """All of it; `memory` is that of its last analysis, of what is found in a long one `soon` hears a part before.

        Raises GivenUpError when the memory's run is not wanted.
        """
        documents = self._documents if memory is None else None
        policy = self._policy
        with memory or nullcontext():
            understood = pipeline.understood(
                self.source,
                self._faults,
                self._language,
                policy.selected,
                memory,
                policy.profile,
                documents,
                (lambda found: soon(policy.apply(found))) if soon and self._lines > _LONG else None,
            )
        spoken = self._language or understood.spec.meta.language
        self._result = spoken, understood.diagnostics
        return Analysis(understood.source, understood.spec, policy.apply(understood.diagnostics), spoken)

    def remembered(self) -> list[Diagnostic] | None:
        """What was found in it when it was read before, by a server that may have ended."""
        known = results.recall(self._key)
        return known and self._policy.apply(known[1])

    def outlined(self) -> list[Diagnostic]:
        """What its outline tells, of a huge one that can be read: the rest of a short one is there as soon."""
        if self._lines <= _HUGE or any(one.severity == "error" for one in self._faults):
            return []
        policy = self._policy
        found = pipeline.outlined(self._documents, self.source, self._language, policy.selected, policy.profile)
        return policy.apply(found)

    def keep(self) -> None:
        """Keep what was found in it, if it was analysed, for when it is opened again."""
        if self._result is not None:
            results.keep(self._key, *self._result)

    @cached_property
    def _lines(self) -> int:
        return sum(len(file.lines) for file in self.source.files)

    @cached_property
    def _documents(self) -> tuple[Document, ...]:
        return pipeline.parse(self.source)

    @cached_property
    def _key(self) -> str:
        return results.key(self.source, self._faults, self._policy, self._language)


_LONG, _HUGE = 600, 3000
"""Lines: from when some findings are told before the others, and the outline's before all else is read."""


def opened(source: Source, path: str, texts: Texts) -> Source:
    """The SPEC with what stands in the editor instead of what was saved."""
    files = [_with_text(file, texts[file.path]) if file.path in texts else file for file in source.files]
    if path in texts and all(file.path != path for file in files):
        files.append(_with_text(SourceFile(path, ()), texts[path]))
    return source._replace(files=tuple(files))


def _with_text(file: SourceFile, text: str) -> SourceFile:
    return file._replace(lines=tuple(unix(text.removeprefix("\ufeff")).split("\n")))
