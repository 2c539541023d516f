"""Resources as programs and diagrams declare them: Go, Java, Kotlin, C#, Rust, Swift, GraphQL, mermaid.

Each language is two patterns: what opens a declaration, and what a member is. A block ends with its bracket.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.record import NamedTuple
from groundplan.spec.code import components, views
from groundplan.spec.draft import place
from groundplan.spec.fields.cells import known_type
from groundplan.spec.fields.codetypes import code_type
from groundplan.spec.model import Entity, Field, FieldType
from groundplan.spec.text.messages import is_message

if TYPE_CHECKING:
    from groundplan.document import Fence
    from groundplan.spec.draft import Draft


class Member(NamedTuple):
    """A member as its language states it: `flags` are words of the rest of its line and of annotations above it."""

    name: str
    type: str
    flags: str = ""


class Form(NamedTuple):
    """`opening` names the declaration in its first group; `member` reads a line of it; `marks` must stand nearby.

    What is `stored` is a resource whatever its name. Without a mark a `bare` form is one where it has members alone.
    """

    opening: str
    member: Callable[[str, str], Member | None]
    marks: tuple[str, ...] = ()
    stored: bool = False
    bare: bool = False


def _go(line: str, _: str) -> Member | None:
    found = regex.compile(r"\s*([A-Z]\w*)\s+([\w.*\[\]]+)\s*(?:`([^`]*)`)?").match(line)
    if not found or found.group(1) == "struct":
        return None
    tags = found.group(3) or ""
    named = regex.compile(r'(?:json|db|bson):"([^",]+)').search(tags)
    if named and named.group(1) == "-" and "column" not in tags:
        return None
    name = named.group(1) if named and named.group(1) != "-" else found.group(1)
    return Member(name, found.group(2), tags)


def _java(line: str, above: str) -> Member | None:
    found = regex.compile(
        r"\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:private|protected|public)\s+)?(?!static|abstract|return|throw|import|package)(?:final\s+)?"
        r"([\w<>,.?\[\]]+(?:\s*<[^>]*>)?)\s+(\w+)\s*(?:=[^;]*)?;"
    ).match(line)
    return None if not found or _is_collection(above + line) else Member(found.group(2), found.group(1), above + line)


def _kotlin(line: str, above: str) -> Member | None:
    found = regex.compile(r".*?\b(?:val|var)\s+(\w+)\s*:\s*([\w<>,.? ]+?)\s*(?:=.*?)?,?\s*\)?\s*(?://.*)?$").match(line)
    return None if not found or _is_collection(above + line) else Member(found.group(1), found.group(2), above + line)


def _is_collection(text: str) -> bool:
    return any(mark in text for mark in ("@OneToMany", "@ManyToMany", "@Transient"))


def _csharp(line: str, above: str) -> Member | None:
    found = regex.compile(
        r"\s*(?:\[[^\]]*\]\s*)*public\s+(?:required\s+|virtual\s+)*([\w<>?\[\],]+)\s+(\w+)\s*\{\s*get"
    ).match(line)
    if not found or regex.compile(r"(?:I?Collection|I?List|HashSet|ISet|IEnumerable)<(?!String|Guid)[A-Z]\w*>").match(
        found[1]
    ):
        return None  # a list of others is a way to them
    return Member(found.group(2), found.group(1), above + line[: found.start(1)])


def _graphql(line: str, _: str) -> Member | None:
    found = regex.compile(r"\s*(\w+)\s*:\s*([\w\[\]!]+)(.*)").match(line)
    return Member(found.group(1), found.group(2), "" if "!" not in found.group(2) else "NOT NULL") if found else None


def _rust(line: str, above: str) -> Member | None:
    found = regex.compile(r"\s*pub(?:\([^)]*\))?\s+(?:r#)?(\w+)\s*:\s*([\w:<>, ]+?)\s*,?\s*(?://.*)?$").match(line)
    return Member(found.group(1), found.group(2), above) if found else None


def _swift(line: str, above: str) -> Member | None:
    found = regex.compile(
        r"\s*(?:public\s+)?(?:let|var)\s+(\w+)\s*:\s*([\w<>.:?, \[\]]+?)\s*(?:=[^{]*)?(?://.*)?$"
    ).match(line)
    return Member(found.group(1), found.group(2), above) if found else None


def _proto(line: str, _: str) -> Member | None:
    found = regex.compile(r"\s*(?:(repeated|optional)\s+)?([\w.]+|map<[^<>]*>)\s+(\w+)\s*=\s*\d+").match(line)
    if not found or found.group(2) in ("reserved", "option"):
        return None
    kind = _PROTO.get(found.group(2), found.group(2).rpartition(".")[2])
    kind = f"List<{kind}>" if found.group(1) == "repeated" else kind + "?" * (found.group(1) == "optional")
    return Member(found.group(3), kind)


_PROTO = {
    "int32": "int", "uint32": "int", "sint32": "int", "fixed32": "int", "int64": "long", "uint64": "long",
    "sint64": "long", "fixed64": "long", "google.protobuf.Timestamp": "timestamp", "google.protobuf.Struct": "json",
}  # fmt: skip


def _er(line: str, _: str) -> Member | None:
    found = regex.compile(
        r'\s*([\w()\[\],]+)\s+([\w(),]+)\s*((?:PK|FK|UK)(?:\s*,\s*(?:PK|FK|UK))*)?\s*(?:"([^"]*)")?\s*$'
    ).match(line)
    if not found:
        return None
    kind, name = found.group(1).lower(), found.group(2)
    if (_is_type(name) or name.lower() == found.group(1)) and not found.group(1).isupper():
        kind, name = name.lower(), found.group(1)  # `id BIGINT` the other way round
    if not name.isidentifier():
        return None
    told = found.group(4) or ""
    chosen = kind == "enum" or ("|" in told and kind in ("string", "text", "varchar"))
    values = [one.strip() for one in regex.split(r"[,|/]| or ", told)] if chosen else []
    if len(values) > 1 and all(one.isidentifier() for one in values):
        kind = f"Literal[{', '.join(values)}]"  # `enum role "ADMIN, GUEST"`, `string role "ADMIN|GUEST"`
    return Member(name, kind, found.group(3) or "")


def _is_type(word: str) -> bool:
    """`BIGINT`, `VARCHAR(255)`: a type as databases spell it, where a name would stand."""
    return word.partition("(")[0].isupper() and word not in _NAMES and known_type(word) is not None


_NAMES = ("ID", "UUID", "DATE", "TIME")
"""What is a type and a name."""


def _class(line: str, _: str) -> Member | None:
    if "(" in line:
        return None
    found = regex.compile(r"\s*[+\-#~]?\s*(?:(\w+)\s*:\s*([\w<>\[\]~?]+)|([\w<>\[\]~?]+)\s+(\w+))\s*$").match(line)
    if not found:
        return None
    return Member(found.group(1) or found.group(4), (found.group(2) or found.group(3)).replace("~", "<", 1))


_JVM = ("@Entity", "@Table", "@Document", "@MappedSuperclass", "@RedisHash", "record ", "data class ")
FORMS: dict[str, Form] = {
    "go": Form(r"\s*type\s+([A-Z]\w*)\s+struct\s*\{", _go),
    "java": Form(
        r"\s*(?:public\s+)?(?:static\s+)?(?:abstract\s+|final\s+)?class\s+(\w+)[^{(]*\{", _java, _JVM, bare=True
    ),
    "kotlin": Form(r"\s*(?:open\s+|data\s+)?class\s+(\w+)\s*[({]", _kotlin, _JVM),
    "csharp": Form(r"\s*public\s+(?:sealed\s+|partial\s+)*(?:class|record)\s+(\w+)[^{(]*\{?\s*$", _csharp),
    "graphql": Form(r"\s*type\s+(?!Query|Mutation|Subscription)(\w+)[^{]*\{", _graphql),
    "rust": Form(r"\s*pub\s+struct\s+(\w+)[^{(;]*\{", _rust),
    "swift": Form(r"\s*(?:public\s+|final\s+)*(?:struct|class)\s+([A-Z]\w*)[^{(]*\{", _swift),
    "protobuf": Form(r"\s*message\s+(\w+)\s*\{", _proto),
    "erDiagram": Form(r'\s*"?([\w-]+)"?(?:\[[^\]]*\])?\s*\{\s*$', _er, stored=True),
    "classDiagram": Form(r"\s*class\s+(\w+)(?:\[[^\]]*\]|~\w+~)?\s*\{", _class),
}
ALIASES = {
    "golang": "go",
    "kt": "kotlin",
    "cs": "csharp",
    "c#": "csharp",
    "gql": "graphql",
    "sdl": "graphql",
    "proto": "protobuf",
    "proto3": "protobuf",
    "rs": "rust",
}


def form_of(fence: Fence) -> Form | None:
    """How the fence declares things, by its language or, in a diagram, by its first line."""
    if fence.info == "mermaid":
        first = next((line.strip() for line in fence.lines if line.strip()), "")
        return FORMS.get(first.split()[0]) if first else None
    return FORMS.get(ALIASES.get(fence.info, fence.info))


def read(fence: Fence, path: str, draft: Draft) -> None:
    """The resources that a fence declares."""
    form = form_of(fence)
    if form is None:
        return
    has_records = form in (FORMS["java"], FORMS["kotlin"], FORMS["csharp"])
    cases = components.Cases(fence)
    above: list[str] = []
    number = 0
    while number < len(fence.lines):
        line = fence.lines[number]
        record = components.record(fence, number) if has_records else None
        if record:
            if not cases.has(record):
                _add(_of_record(record, form, path), form, draft)
            number, above = record.last + 1, []
            continue
        found = regex.compile(form.opening).match(line)
        if not found:
            above = [*above[-4:], line] if line.strip().startswith("@") else []
            number += 1
            continue
        end = _end(fence.lines, number)
        inside = number + 1 + (number + 1 < end and fence.lines[number + 1].strip() == "{")  # C# has it in a line alone
        near = "\n".join((*above, line))
        if not form.marks or any(mark in near for mark in form.marks) or (form.bare and _is_bare(fence, inside, end)):
            where = Text(found.group(1), fence.line + number, found.start(1) + 1)
            fields = _fields(fence, range(inside, end), form, path)
            if form.stored:  # a drawing has no mark for what must be there
                draft.unsaid.update(field.span for field in fields)
            _add(Entity(found.group(1), fields, place(path, where), carrier="" if form.stored else "code"), form, draft)
        number, above = max(end, number + 1), []


def _of_record(record: components.Record, form: Form, path: str) -> Entity:
    read_member, end = (_kotlin, "") if form is FORMS["kotlin"] else (_java, ";")
    members = [(read_member(one.text + end, ""), one) for one in record.members]
    made = [
        _field(member, Text(member.name, one.line, one.column + one.text.rfind(member.name)), path)
        for member, one in members
        if member
    ]
    return Entity(record.name.text, tuple(made), place(path, record.name), carrier="code")


def _is_bare(fence: Fence, start: int, end: int) -> bool:
    """Whether a class has members alone: neither methods nor a constructor, and more than one member."""
    own = [line.split("//")[0].strip() for line in fence.lines[start:end]]
    members = [line for line in own if line and not line.startswith(("@", "*", "/*"))]
    return len(members) > 1 and all(line.endswith(";") and "(" not in line for line in members)


def _add(one: Entity, form: Form, draft: Draft) -> None:
    """A resource. A type of GraphQL is one whatever it is called where it has an id, and a value where it has none."""
    graphql = form is FORMS["graphql"]
    identified = graphql and any(field.name == "id" for field in one.fields)
    if not one.fields:
        return
    if not form.stored and is_message(one.name, keyed=identified) and not views.is_kept(one.name, one.fields):
        views.tell(one, draft)
        return
    if graphql:
        draft.graph.add(one.name)
    keyed = not graphql or identified or any(field.raw_type.strip("!") == "ID" for field in one.fields)
    (draft.code_entities if keyed else draft.values).append(one)


def _end(lines: tuple[str, ...], start: int) -> int:
    """The number of the line that closes the bracket opened at `start`, or of the last."""
    level = 0
    for number in range(start, len(lines)):
        line = lines[number]
        level += line.count("{") + line.count("(") - line.count("}") - line.count(")")
        if level <= 0 and (number > start or "{" in line or "(" in line):
            return number
    return len(lines)


def _fields(fence: Fence, numbers: range, form: Form, path: str) -> tuple[Field, ...]:
    fields: dict[str, Field] = {}
    level, above = 0, ""
    for number in numbers:
        line = fence.lines[number]
        plain = line.strip()
        if form is FORMS["go"] and plain in _EMBEDDED:
            fields.update(
                (name, _field(Member(name, kind), Text(line, fence.line + number, 1), path))
                for name, kind in _EMBEDDED[plain]
            )
        member = (
            form.member(line, above) if level == 0 and not plain.startswith(("//", "@@", "#", "%%", '"""')) else None
        )
        if member:
            start = max(line.find(member.name), 0)
            where = Text(member.name, fence.line + number, start + 1)._replace(
                text=line[start : start + len(member.name)]
            )
            field = _field(member, where, path)
            fields.setdefault(field.name, field)
        above = f"{above} {plain} " if plain.startswith(("@", "[")) and not member else ""
        level += line.count("{") - line.count("}")
    return _keys_alone(fields) if form is FORMS["csharp"] else tuple(fields.values())


_EMBEDDED = {
    "gorm.Model": (
        ("id", "uint"), ("created_at", "time.Time"), ("updated_at", "time.Time"), ("deleted_at", "*time.Time"),
    ),
}  # fmt: skip
"""Structs of libraries that others begin with, and what they bring along."""


def _keys_alone(fields: dict[str, Field]) -> tuple[Field, ...]:
    """The fields of a class of C#, where `Album` beside `AlbumId` is the way to what the key names."""
    return tuple(one for name, one in fields.items() if one.type.base != "ref" or f"{name}Id" not in fields)


@cache
def _most() -> re.Pattern[str]:
    """`[MaxLength(80)]`, `[StringLength(80, ...)]`, `@Size(max = 80)`, `@Column(length = 80)`."""
    return regex.compile(
        r"\[(?:MaxLength|StringLength)\((\d{1,6})|@(?:Size|Length)\([^)]*max ?= ?(\d{1,6})"
        r"|@Column\([^)]*length ?= ?(\d{1,6})"
    )


def _field(member: Member, where: Text, path: str) -> Field:
    kind, missing = code_type(member.type)
    flags = member.flags
    primary = any(mark in flags for mark in ("@id", "@Id", "PK", "primaryKey", "primary_key", "[Key"))
    needed = any(
        mark in flags for mark in ("NOT NULL", "not null", "nullable = false", "nullable=false", "@NotNull", "required")
    )
    if "FK" in flags and kind.base == "unknown":
        kind = FieldType("uuid")
    most = _most().search(flags) if kind.base == "string" and kind.length is None else None
    kind = kind._replace(length=int(most[1] or most[2] or most[3])) if most else kind
    return Field(
        member.name,
        kind,
        place(path, where),
        required=(primary or needed or flags == "" or not missing) and not missing,
        unique=any(mark in flags for mark in ("@unique", "unique = true", "unique=true", "uniqueIndex", "UK")),
        primary_key=primary,
        nullable=missing,
        raw_type=member.type,
    )
