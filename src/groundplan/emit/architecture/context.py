"""What every section looks up: words in the language of the SPEC, titles of what was decided, places."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from groundplan import catalogue
from groundplan.emit.markdown import Markup, Table, code, join

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from groundplan.plan.model.blueprint import Blueprint, Statement
    from groundplan.source import Span

NONE = Markup("–")


def versioned(title: str, version: str) -> str:
    """`SQLAlchemy 2` in version 2.1.9 is `SQLAlchemy 2.1.9`."""
    name, _, last = title.rpartition(" ")
    if version and last and f"{version}.".startswith(f"{last}."):
        title = name
    return f"{title} {version}".strip()


class Context:
    """A Blueprint with its tables of names."""

    def __init__(self, blueprint: Blueprint) -> None:
        self.blueprint = blueprint
        self.language = blueprint.service.language
        self.resources = {one.name.pascal: one for one in blueprint.resources}
        self.operations = {one.id: one for one in blueprint.operations}
        self.decisions = {one.question: one for one in blueprint.decisions.decisions}

    def words(self, key: str, **values: object) -> str:
        """A sentence of the catalogue, `architecture.` understood where the key has no point."""
        return catalogue.text(key if "." in key else f"architecture.{key}", self.language, **values)

    def title(self, question: str, identifier: str, pinned: str = "") -> str:
        """How people write what was decided: the decision's title, with the version decided or else `pinned`."""
        decision = self.decisions.get(question)
        if decision is None or decision.outcome != identifier:
            return f"{identifier} {pinned}".strip()
        return versioned(decision.title, decision.outcome_version or pinned)

    def endpoint(self, identifier: str) -> Markup:
        """`GET /api/v1/tasks` of an operation."""
        operation = self.operations.get(identifier)
        if operation is None:
            return code(identifier)
        base = self.blueprint.service.base_path if operation.under_base else ""
        return code(f"{operation.method} {base}{operation.path}")

    def place(self, span: Span | None, *, inferred: bool = False) -> str:
        """`spec.md:42`, or that nothing says so. Never a path outside the SPEC: those differ by machine."""
        if span is None or inferred:
            return self.words("inferred")
        return code(f"{self._file(span.path)}:{span.line}")

    def places(self, spans: Iterable[Span | None]) -> Markup:
        """The places that exist, each once."""
        return join(dict.fromkeys(self.place(span) for span in spans if span), ", ")

    def _file(self, path: str) -> str:
        root = self.blueprint.service.spec_path
        for folder in (root, str(PurePosixPath(root).parent)):
            if path.startswith(folder + "/"):
                return path[len(folder) + 1 :]
        return PurePosixPath(path).name

    def targets(self) -> list[Statement]:
        """The stated targets, each line once: one line may hold several measures."""
        found = [one for one in self.blueprint.statements if one.kind == "target"]
        return list(dict.fromkeys(found))

    def reason(self, reason: str) -> str:
        """Why an index is there, in the language of the SPEC where we know the reason."""
        key = f"architecture.reason_{reason.replace(' ', '_')}"
        return catalogue.text(key, self.language) if catalogue.has(key) else reason

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
        """A table whose head is words of the catalogue; empty cells show a dash."""
        head = tuple(self.words(column) for column in columns)
        return Table(head, tuple(tuple(cell or NONE for cell in row) for row in rows))

    def facts(self, rows: Iterable[tuple[str, str]]) -> Table:
        """A table of what (a word of the catalogue) and which; empty ones are left out."""
        return self.table(("what", "which"), [(self.words(key), value) for key, value in rows if value])
