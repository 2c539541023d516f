"""The whole flow on one page: the first file to read.

    SPEC --load--> Source --parse--> Document --read--> Spec --check--> [Diagnostic] --report--> text
                                                         |
                                                         +--decide--> Decisions --plan--> Blueprint
                                                         --emit, scaffold--> FileTree --write--> disk

Each step is a function of the value before it. Steps are imported when they are taken, so that a linter in a
commit hook does not pay for a generator.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from groundplan.diagnostics import Diagnostic
    from groundplan.document import Document
    from groundplan.source import Source
    from groundplan.spec.model import Spec


class Understood(NamedTuple):
    """What one SPEC says, and what is wrong with it."""

    source: Source
    documents: tuple[Document, ...]
    spec: Spec
    diagnostics: list[Diagnostic]


def understand(
    path: str,
    language: str | None = None,
    selected: Callable[[str], bool] = lambda code: True,  # noqa: ARG005
) -> Understood:
    """The first half: load, parse, read, check. `selected` says which rules to run, by code."""
    from groundplan.diagnostics import order

    source, faults = load(path)
    documents = parse(source)
    spec = read(documents)
    found = check(spec, documents, source, language, selected)
    return Understood(source, documents, spec, order([one for one in faults if selected(one.code)] + found))


def load(path: str) -> tuple[Source, list[Diagnostic]]:
    """All files of a SPEC: a file, a folder, or `-` for standard input."""
    from groundplan.load import load as load_source

    return load_source(path)


def parse(source: Source) -> tuple[Document, ...]:
    """The text of each file as blocks."""
    from groundplan.document import parse as parse_file

    return tuple(parse_file(file) for file in source.files)


def read(documents: Sequence[Document]) -> Spec:
    """What the author stated."""
    from groundplan.spec.read import read as read_documents

    return read_documents(documents)


def check(
    spec: Spec,
    documents: Sequence[Document],
    source: Source,
    language: str | None = None,
    selected: Callable[[str], bool] = lambda code: True,  # noqa: ARG005
) -> list[Diagnostic]:
    """What the lint rules find."""
    from groundplan.check import check as check_spec

    return check_spec(spec, documents, source, language, selected)
