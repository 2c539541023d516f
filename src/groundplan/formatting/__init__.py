"""The canonical SPEC as text: one writer for `fmt`, `import` and `init`. A Spec in, markdown out.

What it writes, `groundplan.spec.canonical` reads back as the same Spec.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.document import Document, parse
from groundplan.formatting import api, data, facts, head
from groundplan.formatting.kept import Kept, kept
from groundplan.formatting.same import differences
from groundplan.record import NamedTuple
from groundplan.source import Source, SourceFile
from groundplan.spec.canonical.forms import word
from groundplan.spec.read import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.spec.model import Spec


class Formatted(NamedTuple):
    """A canonical SPEC and what its author should look at.

    These are inferred facts, lines not understood, facts not said, and what was said twice in different ways.
    """

    text: str
    language: str
    inferred: int
    unread: int
    lost: list[str]
    contradictions: int = 0


def formatted(source: Source, documents: Sequence[Document], spec: Spec) -> Formatted:
    """The canonical SPEC of another, read back to see whether it says the same."""
    text = canonical(spec, kept(spec, documents, source))
    again = read((parse(SourceFile("spec.md", tuple(text.split("\n")))),))
    lost = differences(spec, again)
    return Formatted(text, spec.meta.language, _inferred(spec), len(spec.unread), lost, len(spec.contradictions))


def of_document(spec: Spec, title: str, unsaid: Sequence[str]) -> Formatted:
    """The canonical SPEC of a document in another form, and what it does not say in a list under `title`."""
    notes = [f"### {title}", "", *(f"- {facts.code_free(one)}" for one in unsaid)] if unsaid else []
    return Formatted(canonical(spec, Kept([], notes)), spec.meta.language, _inferred(spec), len(unsaid), [])


def _inferred(node: object) -> int:
    """How many facts were inferred."""
    if not isinstance(node, tuple):
        return 0
    return int(getattr(node, "origin", "") == "inferred") + sum(_inferred(part) for part in node)


def canonical(spec: Spec, kept: Kept | None = None) -> str:
    """The whole SPEC, in the language of `spec.meta`; `kept` is text of its author that states no fact."""
    language = spec.meta.language
    sections = (
        ("overview", kept.overview if kept else []),
        ("technology", facts.stack(spec, language)),
        ("assumptions", facts.statements(spec.assumptions)),
        ("requirements", facts.requirements(spec, language)),
        ("data_model", data.entities(spec, language)),
        ("transitions", facts.table("moves", spec.moves, language)),
        ("api", api.endpoints(spec, language)),
        ("auth", facts.auth(spec, language)),
        ("authorization", facts.access(spec, language)),
        ("integrations", facts.table("integrations", spec.integrations, language)),
        ("performance", facts.table("targets", spec.targets, language)),
        ("rate_limits", facts.table("rate_limits", spec.rate_limits, language)),
        ("compliance", facts.table("compliance", spec.compliance, language)),
        ("constraints", facts.statements(spec.constraints)),
        ("acceptance", facts.scenarios(spec, language)),
        ("glossary", facts.table("glossary", spec.glossary, language)),
        ("exclusions", facts.statements(spec.exclusions)),
        ("notes", kept.notes if kept else []),
    )
    lines = head.lines(spec)
    for name, body in sections:
        if body:
            lines += [f"## {word(f'section.{name}', language)}", "", *body, ""]
    return _tidy(lines)


def _tidy(lines: list[str]) -> str:
    """One blank line between blocks, none at the end."""
    kept: list[str] = []
    fence = ""
    for line in lines:
        mark = line.lstrip()[:3]
        if mark in ("```", "~~~") and fence in ("", mark):
            fence = "" if fence else mark
        if line or fence or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).rstrip("\n") + "\n"
