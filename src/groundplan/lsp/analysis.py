"""What a SPEC says while its files are open in an editor."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from functools import cached_property
from pathlib import Path

from groundplan import pipeline
from groundplan.check.facts import Facts
from groundplan.diagnostics import Diagnostic
from groundplan.gate import config
from groundplan.gate.config import Config
from groundplan.gate.policy import Policy
from groundplan.lsp.names import Occurrence, occurrences
from groundplan.memory import Memory
from groundplan.source import Source, SourceFile, Span, unix
from groundplan.spec.model import Spec

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


def analyse(path: str, texts: Texts, language: str | None = None, memory: Memory | None = None) -> Analysis:
    """The SPEC of a file, its siblings included; `memory` is that of its last analysis.

    Raises ConfigError for a configuration that cannot be used, and GivenUpError when the memory's run is not wanted.
    """
    place = config.find(Path(path).resolve().parent)
    settings = config.read(place) if place else Config()
    policy = Policy(settings, profile=settings.profile)
    is_new = path in texts and not Path(path).exists()
    source, faults = (Source(path, ()), []) if is_new else pipeline.load(path)
    source = opened(source, path, texts)
    with memory or nullcontext():
        spoken = language or settings.lang
        understood = pipeline.understood(source, faults, spoken, policy.selected, memory, policy.profile)
    spoken = language or settings.lang or understood.spec.meta.language
    return Analysis(understood.source, understood.spec, policy.apply(understood.diagnostics), spoken)


def opened(source: Source, path: str, texts: Texts) -> Source:
    """The SPEC with what stands in the editor instead of what was saved."""
    files = [_with_text(file, texts[file.path]) if file.path in texts else file for file in source.files]
    if path in texts and all(file.path != path for file in files):
        files.append(_with_text(SourceFile(path, ()), texts[path]))
    return source._replace(files=tuple(files))


def _with_text(file: SourceFile, text: str) -> SourceFile:
    return file._replace(lines=tuple(unix(text.removeprefix("\ufeff")).split("\n")))
