"""What is known of the place under the cursor: the findings there, and what was understood of the line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from groundplan import catalogue
from groundplan.check.rules import by_id
from groundplan.lsp.analysis import Analysis, covers

if TYPE_CHECKING:
    from groundplan.diagnostics import Diagnostic
    from groundplan.source import Span
    from groundplan.spec.model import Endpoint, Entity, Field, Requirement


def hover(analysis: Analysis, path: str, line: int, column: int) -> str:
    """Markdown, empty where there is nothing to say."""
    found = [one for one in analysis.found if covers(one.primary.span, path, line, column)]
    parts = [_finding(one, analysis.language) for one in found]
    understood = list(dict.fromkeys(_understood(analysis, path, line)))
    if understood:
        parts.append(f"{catalogue.text('lsp.understood', analysis.language)}\n\n" + "\n".join(understood))
    return "\n\n---\n\n".join(parts)


def _finding(one: Diagnostic, language: str) -> str:
    rule = by_id().get(one.code)
    why = f"\n\n{rule.why[language]}\n\n*{rule.source}*" if rule else ""
    return f"**{one.code}** {one.name}: {one.message}" + (f"\n\n{one.help}" if one.help else "") + why


def _understood(analysis: Analysis, path: str, line: int) -> Iterator[str]:
    spec = analysis.spec
    fields = ((entity, field) for entity in spec.entities for field in entity.fields)
    nodes: list[tuple[str, Span, Callable[[], str]]] = [
        *(("entity", one.span, partial(_entity, one)) for one in spec.entities),
        *(("field", field.span, partial(_field, entity, field)) for entity, field in fields),
        *(("endpoint", one.span, partial(_endpoint, one)) for one in spec.endpoints),
        *(("requirement", one.span, partial(_requirement, one)) for one in spec.requirements),
        *(("unread", one.span, partial(catalogue.unread, one.name, analysis.language)) for one in spec.unread),
    ]
    for kind, span, told in nodes:
        if span.path == path and span.line <= line <= max(span.line, span.end_line if kind == "requirement" else 0):
            yield f"- {catalogue.text(f'lsp.{kind}', analysis.language)}: {told()}"


def _entity(entity: Entity) -> str:
    names = ", ".join(field.name for field in entity.fields)
    return f"`{entity.name}`" + (f" ({entity.label})" if entity.label else "") + (f": {names}" if names else "")


def _field(entity: Entity, field: Field) -> str:
    kind = field.type
    words = [f"-> {kind.target}" if kind.target else kind.base + (f"({kind.length})" if kind.length else "")]
    words += [f"({', '.join(kind.values)})"] if kind.values else []
    flags = ("primary_key", "required", "unique", "indexed", "nullable", "read_only", "write_only", "computed")
    words += [flag.replace("_", " ") for flag in flags if getattr(field, flag)]
    words += [f"{name} {value}" for name, value in (("min", field.minimum), ("max", field.maximum)) if value]
    words += [f"default {field.default}"] if field.default is not None else []
    return f"`{entity.name}.{field.name}`: {', '.join(words)}"


def _endpoint(endpoint: Endpoint) -> str:
    access = endpoint.access
    who = ", ".join(access.roles) or access.kind if access else "?"
    body = f" <- {endpoint.request_entity}" if endpoint.request_entity else ""
    answers = " ".join(str(one.status) for one in endpoint.responses)
    return f"`{endpoint.method} {endpoint.path}`{body} [{who}] {answers}".rstrip()


def _requirement(requirement: Requirement) -> str:
    clauses = "".join(f"\n  - *{clause.keyword}* {clause.text}" for clause in requirement.clauses)
    return f"{requirement.id or '?'} ({requirement.pattern}){clauses}"
