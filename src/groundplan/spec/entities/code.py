"""Fences of code and data by their language: each reader is imported where there is such a fence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Fence, Paragraph, Text
from groundplan.grammar import compact, keywords
from groundplan.spec.draft import place
from groundplan.spec.model import Entity, Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Block
    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region

MAX_CODE = 4_000
"""A longer line of code is data that nobody wrote."""
_SILENT = frozenset({"errors", "testing"})
"""Code here shows how faults look and how tests are written."""
_MODELS = frozenset({"data_model", "relations"})
_SQL = frozenset({"sql", "postgresql", "mysql", "pgsql", "ddl"})
_STARTS = {
    "CREATE TABLE": "sql", "create table": "sql", "ALTER TABLE": "sql", "alter table": "sql", "model ": "prisma",
    "interface ": "ts", "export interface ": "ts", "export type ": "ts", "@Entity": "java", "erDiagram": "mermaid",
    "classDiagram": "mermaid", "data class ": "kotlin", "@dataclass": "python", "from pydantic": "python",
    "from sqlalchemy": "python", "from sqlmodel": "python", "import { z }": "ts", "export const ": "ts",
    "const mongoose": "js", "import mongoose": "js", "import { pgTable": "ts", "Table ": "dbml", "table ": "dbml",
}  # fmt: skip
_YAML = frozenset({"yaml", "yml"})
_DRAWN = frozenset({"", "text", "txt", "plain", "plaintext", "ascii", "diagram"})
_PYTHON = frozenset({"python", "py", "python3"})
_DECLARED = frozenset({
    "go", "golang", "java", "kotlin", "kt", "csharp", "cs", "c#", "graphql", "gql", "sdl", "mermaid", "protobuf",
    "proto", "proto3", "rust", "rs", "swift",
})  # fmt: skip
_TYPESCRIPT = frozenset({"ts", "typescript", "tsx"})
_SKETCHED = _TYPESCRIPT | _DRAWN | {"js", "javascript", "json5", "jsonc"}
_ENUMERATED = _PYTHON | _SQL | _DECLARED | _TYPESCRIPT
_COLUMNS = frozenset({"ruby", "rb", "elixir", "ex", "kotlin", "kt"})
_BUILT = _TYPESCRIPT | {"js", "javascript", "jsx", "mjs"}


def read(region: Region, draft: Draft) -> None:
    """What the fences of one region declare."""
    known = len(draft.code_entities)
    for before, block in zip((None, *region.blocks), region.blocks, strict=False):
        if isinstance(block, Fence) and region.kind not in _SILENT and all(len(one) <= MAX_CODE for one in block.lines):
            _fence(block, region, draft)
            if block.info in _SKETCHED and any("{" in line for line in block.lines):
                from groundplan.spec.code import stores

                modelled = region.kind == "data_model" or compact(region.name) in keywords("databases")
                stores.read(block, region.document.path, draft, modelled=modelled)
            if block.info in _SKETCHED | _YAML and (region.kind == "data_model" or _is_of_model(region)):
                _nameless(block, before, region, draft)
            if region.kind in _MODELS and (block.info == "sql" or (block.info in _DRAWN and not _language(block))):
                from groundplan.spec.code import drawn
                from groundplan.spec.entities import listings

                if not drawn.read(block, region.document.path, draft) and region.kind == "data_model":
                    listings.read(block, before, region, draft)

    _call_alike(draft, known)


def _call_alike(draft: Draft, known: int) -> None:
    """What a Korean heading tells of is the one thing that code below it declares: `### 선원` over `class Sailor`."""
    declared = draft.code_entities[known:]
    told = [one for one in draft.entities if not one.name.isascii()]
    if len(declared) == len(told) == len(draft.entities) == 1 and declared[0].carrier != "altered":
        draft.entities[0] = told[0]._replace(name=declared[0].name, label=told[0].name)


def _is_of_model(region: Region) -> bool:
    """`### Berth Model` says wherever it stands that its members are below."""
    from groundplan.spec.text.titles import is_marked

    return (
        region.title.text.endswith(_OF_MODELS) and region.kind in ("", "architecture") and is_marked(region.title.text)
    )


_OF_MODELS = ("Model", "Entity", "Table", "모델", "엔티티", "테이블")


def _nameless(fence: Fence, before: Block | None, region: Region, draft: Draft) -> None:
    """`{ id: UUID (PK) ... }` is of the bold name right above it, or else of the heading."""
    from groundplan.spec.entities.headed import heading_entity
    from groundplan.spec.entities.records import nameless
    from groundplan.spec.text.messages import is_message
    from groundplan.spec.text.titles import entity_name

    path = region.document.path
    members = nameless(fence, path)
    label = before.lines[-1] if isinstance(before, Paragraph) and before.lines[-1].text.startswith("**") else None
    name = entity_name(label.text)[0] if label else heading_entity(region)[0]
    if name and members and not is_message(name):
        draft.code_entities.append(Entity(name, members, place(path, label or region.title), carrier="code"))


def _provider(fence: Fence, path: str) -> Iterator[Fact]:
    """`provider = "sqlite"` names the database of a Prisma schema."""
    for number, words in enumerate(fence.lines):
        found = regex.compile(r"\s*provider\s*=\s*\"(\w+)\"").match(words)
        known = keywords("databases").get(compact(found.group(1))) if found else None
        if found and known:
            yield Fact(known, place(path, Text(found.group(1), fence.line + number, found.start(1) + 1)))


def _language(fence: Fence) -> str:
    """The language of a fence that does not say it, by how its first line begins."""
    first = next((line.lstrip() for line in fence.lines if line.strip()), "")
    if "Schema({" in first.replace(" ", "") or first.rstrip().endswith("Schema("):
        return "js"
    return next((info for start, info in _STARTS.items() if first.startswith(start)), "")


def _others(fence: Fence, path: str, draft: Draft) -> None:
    """What stands beside the other languages in a fence: tables that calls build, and DBML."""
    if fence.info in _BUILT:
        from groundplan.spec.code import builders

        builders.read(fence, path, draft)
    if fence.info in _BUILT | _PYTHON and any(".from(" in line or ".table(" in line for line in fence.lines):
        from groundplan.spec.code import clients

        clients.read(fence, path, draft)
    if fence.info in _COLUMNS:
        from groundplan.spec.code import columns

        columns.read(fence, path, draft)
    if any(line.rstrip().endswith("{") for line in fence.lines):
        from groundplan.spec.code import dbml

        if fence.info in dbml.INFOS:
            dbml.read(fence, path, draft)


def _fence(fence: Fence, region: Region, draft: Draft) -> None:
    path = region.document.path
    if not fence.info:
        fence = fence._replace(info=_language(fence))
    _others(fence, path, draft)
    if fence.info in _ENUMERATED:
        from groundplan.spec.code import enumerations

        draft.choices += enumerations.read(fence)
    if fence.info in _SQL:
        from groundplan.spec.code import sql

        sql.read(fence, path, draft)
    elif fence.info in _TYPESCRIPT:
        _typescript(fence, path, draft)
    elif fence.info in _PYTHON:
        from groundplan.spec.code import pyclasses

        pyclasses.read(fence, path, draft, modelled=region.kind == "data_model")
        pyclasses.read_added(fence, region.title.text, path, draft)
    elif fence.info == "prisma":
        from groundplan.spec.code import prisma

        prisma.read(fence, path, draft)
        draft.databases += _provider(fence, path)
    elif fence.info == "php":
        from groundplan.spec.code import eloquent, migrations

        migrations.read(fence, path, draft)
        eloquent.read(fence, path, draft)
    elif fence.info in _DECLARED:
        from groundplan.spec.code import declarations

        declarations.read(fence, path, draft)
    elif fence.info in _DRAWN:
        from groundplan.spec.code import boxes
        from groundplan.spec.entities import records

        boxes.read(fence, path, draft)
        records.read(fence, path, draft)


def _typescript(fence: Fence, path: str, draft: Draft) -> None:
    from groundplan.spec.code import typescript

    typescript.read(fence, path, draft)
    if any(line.endswith("= {") or (line[:1].isupper() and line.endswith(" {")) for line in fence.lines):
        from groundplan.spec.entities import records

        records.read(fence, path, draft)
