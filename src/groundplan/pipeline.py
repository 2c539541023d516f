"""The whole flow on one page: the first file to read.

    SPEC --load--> Source --parse--> Document --read--> Spec --check--> [Diagnostic] --report--> text
                                                         |
                                                         +--format--> canonical SPEC
                                                         +--decide--> Decisions --plan--> Blueprint
                                                         --emit, scaffold--> FileTree --write--> disk

Each step is a function of the value before it. Steps are imported when they are taken, so that a linter in a
commit hook does not pay for a generator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from groundplan.decide.model import Decisions
    from groundplan.diagnostics import Diagnostic
    from groundplan.document import Document
    from groundplan.filetree import File, FileTree
    from groundplan.formatting import Formatted
    from groundplan.memory import Memory
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.scaffold import Scaffold
    from groundplan.source import Source
    from groundplan.spec.model import Language, Spec


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
    dialect: str = "",
    profile: str = "",
) -> Understood:
    """The first half: load, parse, read, check. `selected` says which rules, by code, `profile` by what guide."""
    return understood(*load(path, dialect), language, selected, profile=profile)


def understood(
    source: Source,
    faults: list[Diagnostic],
    language: str | None = None,
    selected: Callable[[str], bool] = lambda code: True,  # noqa: ARG005
    memory: Memory | None = None,
    profile: str = "",
    documents: tuple[Document, ...] | None = None,
    soon: Callable[[list[Diagnostic]], object] | None = None,
) -> Understood:
    """What the loaded files say, and what is wrong with it; `memory` is that of the same SPEC's last run.

    `documents` are the files as blocks, where they are known; `soon` hears of a part of what is wrong before.

    A SPEC of which a file could not be read is not checked: what seems missing may stand there.
    """
    from groundplan.diagnostics import order

    documents = parse(source, memory) if documents is None else documents
    spec = read(documents, source, memory)
    found = [one for one in faults if selected(one.code)]
    if all(one.severity != "error" for one in faults):
        found += check(spec, documents, source, language, selected, memory, profile, soon)
    return Understood(source, documents, spec, order(found))


def outlined(
    documents: tuple[Document, ...],
    source: Source,
    language: str | None,
    selected: Callable[[str], bool],
    profile: str,
) -> list[Diagnostic]:
    """What is wrong with a SPEC as far as front matter, headings and the text alone tell: what is known soonest."""
    from groundplan.check import outlined as check_outline
    from groundplan.spec.outlined import outlined as read_outline

    return check_outline(_of_dialect(read_outline(documents), source), source, language, selected, profile)


def load(path: str, dialect: str = "") -> tuple[Source, list[Diagnostic]]:
    """All files of a SPEC: a file, a folder, or `-` for standard input; `dialect` overrides what its files tell."""
    from groundplan.load import load as load_source

    source, faults = load_source(path, dialect)
    return source, faults + _broken(source) if source.contracts else faults


def _broken(source: Source) -> list[Diagnostic]:
    """Contracts beside a SPEC that cannot be read: their facts would be missed."""
    from groundplan.importing.faults import diagnostic
    from groundplan.importing.join import broken

    return [diagnostic(path, fault, "en") for path, fault in broken(source.contracts)]


def parse(source: Source, memory: Memory | None = None) -> tuple[Document, ...]:
    """The text of each file as blocks; deltas of an OpenSpec change are applied."""
    from groundplan.document import parse as parse_file

    documents = tuple(parse_file(file, memory) for file in source.files)
    if source.dialect != "openspec":
        return documents
    from groundplan.document.deltas import applied

    return applied(documents)


def read(documents: Sequence[Document], source: Source | None = None, memory: Memory | None = None) -> Spec:
    """What the author stated, with the contracts that stand beside the documents in `source`."""
    from groundplan.spec.read import read as read_documents

    spec = read_documents(documents, memory)
    if source is None or not source.dialect:
        return spec
    spec = _of_dialect(spec, source)
    if not source.contracts:
        return spec
    from groundplan.importing.join import with_contracts

    return with_contracts(spec, source.contracts)


def _of_dialect(spec: Spec, source: Source) -> Spec:
    return spec._replace(meta=spec.meta._replace(dialect=source.dialect)) if source.dialect else spec


def formatted(source: Source) -> Formatted:
    """The SPEC in the canonical form."""
    from groundplan.formatting import formatted as format_spec

    documents = parse(source)
    return format_spec(source, documents, read(documents, source))


def imported(path: str, text: str, form: str | None, language: Language) -> Formatted:
    """The canonical SPEC of an OpenAPI document, a SQL schema or a GraphQL SDL. Raises BrokenError."""
    from groundplan.catalogue import text as sentence
    from groundplan.formatting import of_document
    from groundplan.importing import BrokenError, form_of, imported

    form = form or form_of(path, text)
    if not form:
        raise BrokenError("unknown")
    spec, notes = imported(path, text, form, language)
    said = [f"{one.where}: {sentence(f'import.note.{one.key}', language, detail=one.detail).strip()}" for one in notes]
    return of_document(spec, sentence("import.title", language, path=path.replace("\\", "/").rpartition("/")[2]), said)


def check(
    spec: Spec,
    documents: Sequence[Document],
    source: Source,
    language: str | None = None,
    selected: Callable[[str], bool] = lambda code: True,  # noqa: ARG005
    memory: Memory | None = None,
    profile: str = "",
    soon: Callable[[list[Diagnostic]], object] | None = None,
) -> list[Diagnostic]:
    """What the lint rules find; `soon` hears of a part of it before."""
    from groundplan.check import check as check_spec

    return check_spec(spec, documents, source, language, selected, memory, profile, soon)


def decide(path: str, spec: Spec, overrides: Mapping[str, str]) -> Decisions:
    """Framework, auth, database and the rest, by the SPEC at `path`, its repository and the tables."""
    from pathlib import Path

    from groundplan.decide import decide as decide_spec
    from groundplan.decide.evidence import Evidence, gather

    evidence = Evidence() if path == "-" else gather(Path(path))
    return decide_spec(spec, evidence, overrides)


def plan(understood: Understood, decisions: Decisions) -> Blueprint:
    """The resolved plan of the service."""
    from dataclasses import replace

    from groundplan.plan import build

    made = build(understood.spec, decisions)
    return replace(made, service=replace(made.service, spec_hash=_hash(understood.source)))


def _hash(source: Source) -> str:
    """What the SPEC says, whatever the place, the line ends and the encoding of its files."""
    from hashlib import sha256

    digest = sha256()
    for file in source.files:
        digest.update(f"{len(file.lines)}\n{file.text}\n".encode(errors="surrogatepass"))
    return f"sha256:{digest.hexdigest()}"


def outputs(blueprint: Blueprint) -> list[tuple[str, File]]:
    """The documents that are part of every project: path in it, and text."""
    from groundplan.emit import emit
    from groundplan.filetree import File

    return [
        ("openapi.json", File(emit("openapi", blueprint, "json"))),
        ("openapi.yaml", File(emit("openapi", blueprint, "yaml"))),
        ("docs/architecture.md", File(emit("architecture", blueprint))),
    ]


def generate(blueprint: Blueprint, scaffold: Scaffold, progress: Callable[[int, int], None] | None = None) -> FileTree:
    """The whole project in memory."""
    from groundplan.scaffold import render

    return render(blueprint, scaffold, outputs(blueprint), progress)
