"""TypeScript interfaces, type aliases and classes, as entities; what is a message and no resource is left out."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.spec.code import views
from groundplan.spec.draft import Draft, place
from groundplan.spec.fields.cells import known_type, read_constraints, read_type
from groundplan.spec.fields.fields import make
from groundplan.spec.model import Entity, Field, FieldType
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.words import split

if TYPE_CHECKING:
    from groundplan.document import Fence

_PLAIN = {
    "string": "string",
    "number": "float",
    "boolean": "bool",
    "Date": "datetime",
    "any": "json",
    "unknown": "json",
    "object": "json",
}


_FOREIGN = ("declare module ", "declare global")


@cache
def _opening() -> re.Pattern[str]:
    return regex.compile(
        r"^\s*(?:export\s+)?(?:default\s+)?(?:interface|type|class)\s+(\w+)"
        r"(?:\s+(?:extends|implements)\s+[\w, <>]+)?\s*=?\s*\{\s*$"
    )


@cache
def _whole() -> re.Pattern[str]:
    return regex.compile(r"^\s*(?:export\s+)?(?:interface|type)\s+(\w+)\s*=?\s*\{\s*(\w[^{}]*)\}\s*;?\s*$")


@cache
def _member() -> re.Pattern[str]:
    return regex.compile(
        r"^\s*(?:@\w+(?:\([^()]*\))?\s+)*(?:readonly\s+|public\s+|private\s+)*(\w+)(\?)?!?\s*:\s*((?:[^;/{]|\{[^{}]*\}|\{(?=\s*$))+?)\s*[;,]?\s*(?://\s*(.*))?$"
    )


@cache
def _untyped() -> re.Pattern[str]:
    return regex.compile(r"^\s*(?:readonly\s+)?(\w+)\??\s*;\s*(?://\s*(.*))?$")


def read(fence: Fence, path: str, draft: Draft) -> None:
    """The resources that a fence of TypeScript declares."""
    fence = fence._replace(lines=_joined(fence.lines))
    name, where, depth = "", Text("", 1, 1), 0
    fields: list[Field] = []
    for number, line in enumerate(fence.lines):
        if depth == 0:
            _one_line(line, fence.line + number, path, draft)
            opening = _opening().match(line)
            if opening:
                name, fields, depth = opening.group(1), [], 1
                where = Text(name, fence.line + number, opening.start(1) + 1)
            elif line.lstrip().startswith(_FOREIGN) and line.rstrip().endswith("{"):
                name, fields, depth = "", [], 1  # what is added to types of a library
            continue
        if depth == 1:
            many = number and fence.lines[number - 1].lstrip().startswith(("@OneToMany(", "@ManyToMany("))
            field = (
                None
                if many
                else _field(line, Text(line.strip(), fence.line + number, len(line) - len(line.lstrip()) + 1), path)
            )
            if field:
                fields.append(field)
        depth += line.count("{") - line.count("}")
        if depth <= 0:
            depth = 0
            if name and fields and not _is_program(fence.lines[: number + 1]):
                name = _made_of(name, fence)
                one = Entity(name, tuple(fields), place(path, where), carrier="code")
                if views.is_kept(name, one.fields) or not is_message(name):
                    draft.code_entities.append(one)
                else:
                    views.tell(one, draft)


def _joined(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines with those of a union below it, `kind:` over `| 'day'`, at the end of the line that they go on."""
    if not any(line.lstrip().startswith("| ") for line in lines):
        return lines
    found: list[str] = []
    at = -1
    for line in lines:
        part = line.strip()
        if part.startswith("| ") and at >= 0:
            head = found[at].rstrip()
            found[at] = f"{head} {part[2:] if head.endswith((':', '=')) else part}"
            found.append("")
        else:
            at = len(found)
            found.append(line)
    return tuple(found)


def _made_of(name: str, fence: Fence) -> str:
    """The class of the same fence that an object of these is made of: `BoatProps` are the parts of `class Boat`."""
    made = name.removesuffix("Props")
    opening = regex.compile(rf"\s*(?:export\s+)?class\s+{made}\b") if made and made != name else None
    return made if opening and any(opening.match(line) for line in fence.lines) else name


def _one_line(line: str, number: int, path: str, draft: Draft) -> None:
    """`interface A { id: string; name?: string }`."""
    found = _whole().match(line)
    if not found or is_message(found.group(1)):
        return
    fields = []
    for part, at in split(found.group(2), ";" if ";" in found.group(2) else ","):
        field = _field(part, Text(part, number, found.start(2) + at + 1), path)
        fields += [field] if field else []
    if fields:
        draft.code_entities.append(
            Entity(
                found.group(1),
                tuple(fields),
                place(path, Text(found.group(1), number, found.start(1) + 1)),
                carrier="code",
            )
        )


def _is_program(lines: tuple[str, ...]) -> bool:
    """A class with a constructor or methods is a part of the program."""
    for line in reversed(lines):
        if _opening().match(line):
            return False
        if line.lstrip().startswith("@"):
            continue  # `@ManyToOne(() => Creator)` is said of a column
        if "constructor(" in line or regex.search(r"\)\s*:\s*Promise<|=>\s*", line):
            return True
    return False


def _field(line: str, where: Text, path: str) -> Field | None:
    found = _member().match(line)
    untyped = _untyped().match(line) if not found else None
    if untyped:
        return make(untyped.group(1), FieldType("unknown"), place(path, where), [], description=untyped.group(2) or "")
    if not found or "(" in found.group(3):
        return None
    note = (found.group(4) or "").strip()
    optional = bool(found.group(2)) or "null" in found.group(3) or "undefined" in found.group(3)
    kind, constraints = _noted(note, _listed(note) or _type(found.group(3)))
    made = make(found.group(1), kind, place(path, where), constraints, description=note, raw_type=found.group(3))
    return made._replace(required=not optional, nullable=optional)


_NARROWER = {
    "string": frozenset({"uuid", "date", "datetime", "time", "email", "url", "text"}),
    "float": frozenset({"int", "bigint", "decimal"}),
}


def _noted(note: str, kind: FieldType) -> tuple[FieldType, list[tuple[str, str]]]:
    """What a comment adds to a type: `// unique, max 40`, `// -> User`, `// date`; other words are only words."""
    constraints: list[tuple[str, str]] = []
    for piece, _ in split(note):
        narrower = read_type(piece)
        wanted = {"ref"} if piece.startswith(("->", "→")) else _NARROWER.get(kind.base, ())
        if narrower is not None and narrower.base in wanted:
            kind = narrower
        else:
            constraints += read_constraints(piece) or ()
    return kind, constraints


def _listed(note: str) -> FieldType | None:
    """The values that a comment lists: `// Draft | Published`."""
    values = [one.strip().strip("'\"") for one in note.split("|")]
    plain = len(values) > 1 and all(one.isidentifier() and one not in ("null", "undefined") for one in values)
    return FieldType("enum", values=tuple(values)) if plain else None


def _type(text: str) -> FieldType:
    parts = [part.strip() for part in text.split("|") if part.strip() not in ("null", "undefined", "")]
    literals = [part[1:-1] for part in parts if part[:1] in "'\"" and part[-1:] in "'\""]
    if literals and len(literals) == len(parts):
        return FieldType("enum", values=tuple(literals))
    word = parts[0] if parts else "unknown"
    if word.endswith("[]") or word.startswith("Array<"):
        item = _type(word[:-2] if word.endswith("[]") else word[6:-1])
        return FieldType("list", item=item.base, target=item.target, values=item.values)
    if word in _PLAIN:
        return FieldType(_PLAIN[word])
    if word.startswith(("Record<", "Map<", "{")):
        return FieldType("json")
    if word.isidentifier() and word[:1].isupper():
        return known_type(word) or FieldType("ref", target=word)
    return read_type(word) or FieldType("unknown")
