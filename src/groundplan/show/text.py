"""The Spec as tables for people: plain, aligned by display width, with the place of every fact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from posixpath import commonpath
from typing import TYPE_CHECKING

from groundplan.catalogue import text as sentence
from groundplan.catalogue import unread
from groundplan.report.width import shown, width
from groundplan.show.document import access_words, endpoint_words, files
from groundplan.spec.canonical.words import constraint_words, type_words
from groundplan.spec.text.paths import shown_path
from groundplan.spec.text.words import kind_of

if TYPE_CHECKING:
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.operations.operations import Classified
    from groundplan.source import Span
    from groundplan.spec.model import Entity, Field, Permission, Spec

Row = Sequence[str]

_WIDEST = 72
_SETTLED = ("withheld", "called")
"""Findings of planning about who writes a field."""


def render(
    spec: Spec, classified: Sequence[Classified], language: str, plan: Blueprint | None = None, why: str = ""
) -> str:
    """Every table that has rows, and at the end what was not understood; `why` is what told the dialect."""
    parts = [_head(spec, language, why)]
    for key, heads, rows in (
        *_tables(spec, classified),
        *(_required(spec, plan) if plan else ()),
        *_others(spec, language),
    ):
        listed = list(rows)
        if listed:
            title = sentence(f"show.{key}", language)
            columns = [sentence(f"show.column.{head}", language) for head in heads]
            parts.append(f"{title} ({len(listed)})\n{_table([columns, *listed])}")
    if not spec.unread:
        parts.append(sentence("show.all-read", language))
    return "\n\n".join(parts) + "\n"


def _head(spec: Spec, language: str, why: str) -> str:
    meta = spec.meta
    name = " ".join(part for part in (meta.id, meta.title, meta.version) if part) or spec.meta.span.path
    dialect = f"{meta.dialect} ({why})" if why else meta.dialect
    read = sentence("show.files", language, files=", ".join(files(spec)), dialect=dialect)
    return f"{shown(name)}\n{shown(read)}"


def _tables(spec: Spec, classified: Sequence[Classified]) -> Iterable[tuple[str, Row, Iterable[Row]]]:
    place = _Places(spec)
    kinds = {id(one.endpoint): one.kind for one in classified}
    yield "stack", ("what", "value", "origin", "place"), _stack(spec, place)
    yield (
        "endpoints",
        ("method", "path", "operation", "auth", "place"),
        (
            (one.method, shown_path(one, spec), kinds.get(id(one), ""), access_words(one) or "?", place(one.span))
            for one in spec.endpoints
        ),
    )
    yield "details", ("endpoint", "what", "value"), _details(spec)
    yield "entities", ("entity", "field", "type", "constraints", "place"), _entities(spec.entities, place)
    yield (
        "relations",
        ("source", "cardinality", "target", "through", "attributes", "place"),
        (
            (one.source, one.cardinality, one.target, one.through, _members(one.fields), place(one.span))
            for one in spec.relations
        ),
    )
    yield "indexes", ("entity", "value", "place"), _indexes(spec.entities, place)
    yield (
        "moves",
        ("source", "target", "of", "requirement", "place"),
        ((one.source, one.target, one.about, one.requirement, place(one.span)) for one in spec.moves),
    )
    yield (
        "requirements",
        ("id", "pattern", "text", "place"),
        ((one.id, one.pattern, one.text, place(one.span)) for one in spec.requirements),
    )


def _required(spec: Spec, plan: Blueprint) -> Iterable[tuple[str, Row, Iterable[Row]]]:
    """What requirements became, and those that no rule read."""
    place = _Places(spec)
    yield (
        "behaviours",
        ("id", "behaviour", "why", "endpoint", "place"),
        (
            (one.requirement, f"{one.kind} {one.rule}", one.because, _on(one.operations, plan), place(one.span))
            for one in plan.behaviours
            if one.span
        ),
    )
    yield (
        "unrecognised",
        ("id", "text", "endpoint", "place"),
        ((one.id, one.text, _on(one.operations, plan), place(one.span)) for one in plan.unrecognised if one.span),
    )
    yield (
        "settled",
        ("text", "place"),
        ((one.message, place(one.primary.span)) for one in plan.problems if one.name in _SETTLED),
    )


def _on(operations: Sequence[str], plan: Blueprint) -> str:
    return ", ".join(endpoint_words(operations, plan))


def _others(spec: Spec, language: str) -> Iterable[tuple[str, Row, Iterable[Row]]]:
    place = _Places(spec)
    yield (
        "roles",
        ("role", "text", "origin", "place"),
        ((one.name, one.description, one.origin, place(one.span)) for one in spec.roles),
    )
    yield (
        "permissions",
        ("role", "resource", "actions", "place"),
        ((one.role, one.resource, _actions(one), place(one.span)) for one in spec.permissions),
    )
    yield (
        "integrations",
        ("name", "url", "webhook", "place"),
        ((one.name, one.url, one.webhook, place(one.span)) for one in spec.integrations),
    )
    yield (
        "targets",
        ("metric", "value", "scope", "place"),
        ((one.metric, _number(one.value, one.percentile), one.scope, place(one.span)) for one in spec.targets),
    )
    yield (
        "rate_limits",
        ("value", "key", "scope", "place"),
        ((f"{one.requests} / {one.seconds} s", one.key, one.scope, place(one.span)) for one in spec.rate_limits),
    )
    yield "compliance", ("name", "text", "place"), ((one.name, one.text, place(one.span)) for one in spec.compliance)
    yield (
        "scenarios",
        ("title", "requirements", "place"),
        ((one.title, ", ".join(one.requirements), place(one.span)) for one in spec.scenarios),
    )
    yield "exclusions", ("text", "place"), ((one.text, place(one.span)) for one in spec.exclusions)
    lines = ((one.text, unread(one.name, language), place(one.span)) for one in spec.unread)
    yield "unread", ("text", "why", "place"), lines


class _Places:
    """`line`, or `file:line` where the SPEC has several files; with folders where two of them bear one name."""

    def __init__(self, spec: Spec) -> None:
        paths = files(spec)
        self.several = len(paths) > 1
        names = {path.rsplit("/", 1)[-1] for path in paths}
        self.shared = "" if len(names) == len(paths) else commonpath([path.rpartition("/")[0] for path in paths]) + "/"

    def __call__(self, span: Span) -> str:
        if not self.several:
            return str(span.line)
        name = span.path.removeprefix(self.shared) if self.shared else span.path.rsplit("/", 1)[-1]
        return f"{name}:{span.line}"


def _stack(spec: Spec, place: _Places) -> Iterable[Row]:
    facts = [
        *(("framework", one) for one in spec.frameworks),
        *(("database", one) for one in spec.databases),
        *(("cache", one) for one in spec.caches),
        *(("language", one) for one in spec.languages),
        *((("base path", spec.base_path),) if spec.base_path else ()),
        *((("instances", spec.instances),) if spec.instances else ()),
        *(("CORS", one) for one in spec.cors),
        *(("setting", one) for one in spec.settings),
    ]
    for what, fact in facts:
        value = f"not {fact.value}" if fact.strength == "not" else f"{fact.value} {fact.version}".strip()
        yield what, value, fact.origin, place(fact.span)
    for one in spec.auth:
        lifetimes = ", ".join(f"{life.name} {life.seconds} s" for life in one.lifetimes)
        rotating = "rotating" if one.rotating else ""
        words = [one.scheme, lifetimes, rotating, one.store, *one.providers]
        yield "auth", " ".join(word for word in words if word), one.origin, place(one.span)
    if spec.password:
        rounds = f"{spec.password.rounds} rounds" if spec.password.rounds else ""
        least = f"min {spec.password.minimum}" if spec.password.minimum else ""
        said = " ".join(part for part in (spec.password.algorithm, rounds, least) if part)
        yield "password", said, "stated", place(spec.password.span)


def _entities(entities: Iterable[Entity], place: _Places) -> Iterable[Row]:
    for entity in entities:
        name = f"{entity.name} ({entity.label})" if entity.label else entity.name
        if not entity.fields:
            yield name, "", "", "", place(entity.span)
        for field in entity.fields:
            yield name, field.name, _type(field), _constraints(field), place(field.span)
            name = ""


def _details(spec: Spec) -> Iterable[Row]:
    for one in spec.endpoints:
        name = f"{one.method} {shown_path(one, spec)}"
        answers = ", ".join(f"{answer.status} {answer.entity or answer.note}".strip() for answer in one.responses)
        for what, value in (
            ("query", _members(each for each in one.parameters if f"{{{each.name}}}" not in one.path)),
            ("request", one.request_entity or _members(one.request or ())),
            ("answers", answers),
            ("filters", ", ".join(name for name in one.filters if not kind_of("paging", name))),
            ("sorts", ", ".join(one.sorts)),
            ("search", ", ".join(one.search)),
            ("requirements", ", ".join(one.requirements)),
        ):
            if value:
                yield name, what, value
                name = ""


def _members(fields: Iterable[Field]) -> str:
    return ", ".join(f"{one.name}: {_type(one)} {_constraints(one)}".strip() for one in fields)


def _indexes(entities: Iterable[Entity], place: _Places) -> Iterable[Row]:
    for entity in entities:
        for index in entity.indexes:
            columns = ", ".join(f"{one.field} desc" if one.descending else one.field for one in index.columns)
            yield entity.name, f"{'unique ' if index.unique else ''}({columns})", place(index.span)
        for one in entity.dependencies:
            yield entity.name, f"{', '.join(one.determinant)} -> {', '.join(one.dependent)}", place(one.span)


def _actions(permission: Permission) -> str:
    return ", ".join(f"{one} own" if one in permission.own else one for one in permission.actions)


def _type(field: Field) -> str:
    return "unknown" if field.type.base == "unknown" else type_words(field.type)


def _constraints(field: Field) -> str:
    """Constraints in the words of the canonical form; that a key is required goes without saying."""
    return ", ".join(constraint_words(field._replace(required=field.required and not field.primary_key, indexed=False)))


def _number(value: float, percentile: int) -> str:
    return f"p{percentile} {value:g}" if percentile else f"{value:g}"


def _table(rows: Sequence[Row]) -> str:
    cut = [[_cut(cell) for cell in row] for row in rows]
    widths = [max(width(row[at]) for row in cut) for at in range(len(cut[0]))]
    lines = []
    for row in cut:
        padded = [cell + " " * (room - width(cell)) for cell, room in zip(row, widths, strict=True)]
        lines.append("  " + "  ".join(padded).rstrip())
    return "\n".join(lines)


def _cut(cell: str) -> str:
    plain = shown(cell)
    while width(plain) > _WIDEST:
        plain = plain[: len(plain) - max(1, (width(plain) - _WIDEST) // 2) - 1] + "…"
    return plain
