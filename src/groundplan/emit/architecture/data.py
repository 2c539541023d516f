"""The data model: diagram, tables, keys, constraints and indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.emit import access, mermaid
from groundplan.emit.markdown import Block, Fence, Heading, Markup, Paragraph, code, codes, join
from groundplan.plan.model.data import told

if TYPE_CHECKING:
    from groundplan.emit.architecture.context import Context
    from groundplan.plan.model.data import Check, Field, Index, Resource, Type
    from groundplan.plan.model.rights import Access


def model(context: Context) -> list[Block]:
    """The diagram, then each table."""
    resources = context.blueprint.resources
    blocks: list[Block] = [Heading(2, context.words("data_section"))]
    if not resources:
        return [*blocks, Paragraph(context.words("no_tables"))]
    blocks.append(Fence("mermaid", mermaid.entity_diagram(resources)))
    for resource in resources:
        blocks += _table(resource, context)
    return blocks


def _table(resource: Resource, context: Context) -> list[Block]:
    head = ("column", "type", "nullable", "default", "note")
    blocks: list[Block] = [
        Heading(3, code(resource.table)),
        Paragraph(_about(resource, context)),
        context.table(head, [_column(one, context) for one in resource.fields]),
    ]
    if resource.indexes:
        indexes = [_index(one, context) for one in resource.indexes]
        blocks.append(context.table(("index", "columns", "kind", "reason"), indexes))
    if resource.checks:
        checks = [(code(one.name), code(_condition(one))) for one in resource.checks]
        blocks.append(context.table(("check", "condition"), checks))
    if resource.dependencies:
        blocks.append(
            context.table(("determinant", "dependent"), [(codes(a), codes(b)) for a, b in resource.dependencies])
        )
    return blocks


def _about(resource: Resource, context: Context) -> Markup:
    label = resource.label if resource.label != resource.name.pascal else ""
    kind = context.words(f"kind_{resource.kind}")
    key = join((context.words("primary_key"), codes(resource.primary_key)))
    place = context.place(resource.span, inferred=resource.inferred)
    return join((resource.name.pascal, label, kind, key, place, resource.description), " · ")


def _column(field: Field, context: Context) -> tuple[str, ...]:
    return (
        code(field.column),
        code(shown_type(field.type)),
        context.words("yes") if field.nullable else "",
        code(field.default) if field.default is not None else "",
        join(_notes(field, context), "; "),
    )


def _notes(field: Field, context: Context) -> list[str]:
    key = field.foreign_key
    target = key and join((Markup("→"), code(f"{key.table}.{key.key}"), code(f"on delete {key.on_delete}")))
    notes = [
        context.words("primary_key") if field.primary_key else "",
        target or "",
        context.words("unique") if field.unique and not field.primary_key else "",
        context.words("read_only") if field.server else "",
        context.words("write_only") if field.hidden else "",
        _for(field.readers, "seen_by", context),
        _for(field.writers, "sent_by", context),
        told(field),
    ]
    return list(dict.fromkeys(note for note in notes if note))


def _for(right: Access | None, word: str, context: Context) -> str:
    return context.words(word, who=access.words(right, context.resources, context.language)) if right else ""


def shown_type(kind: Type) -> str:
    """`string(80)`, `decimal(6,2)`, `list(string)`, `enum TaskStatus`."""
    if kind.base == "decimal" and kind.precision is not None:
        return f"decimal({kind.precision},{kind.scale or 0})"
    if kind.base == "enum":
        return f"enum {kind.enum}"
    if kind.base == "list":
        return f"list({kind.item})"
    return kind.base if kind.length is None else f"{kind.base}({kind.length})"


def _index(index: Index, context: Context) -> tuple[str, ...]:
    columns = codes(f"{one.column} desc" if one.descending else one.column for one in index.columns)
    kind = context.words("unique") if index.unique else context.words("plain_index")
    return code(index.name), columns, kind, context.reason(index.reason)


def _condition(check: Check) -> str:
    if check.operator == "in":
        return f"{check.column} in ({', '.join(check.values)})"
    return f"{check.column} {check.operator} {check.value}"
