"""Uploads in Python: the types of files, and what each operation takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.naming import Name
from groundplan.scaffold.python.operations import variable
from groundplan.scaffold.python.text import attr, literal, tuple_of

if TYPE_CHECKING:
    from groundplan.plan.model.api import FileType, Operation
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.model.data import Field

_BYTE = 2


def file_types(blueprint: Blueprint) -> list[FileType]:
    """Every type that some upload takes, once."""
    rules = (one.file for one in blueprint.operations if one.kind == "upload")
    return list({kind.id: kind for rule in rules if rule for kind in rule.types}.values())


def file_type_name(kind: FileType) -> str:
    """The constant of a type: its usual ending."""
    return Name.of(kind.endings[0]).snake.upper()


def file_type_values(kind: FileType) -> list[str]:
    """The arguments of a type."""
    found = [literal(kind.id), tuple_of([literal(one) for one in kind.endings])]
    found += [f"heads={tuple_of([_pattern(one) for one in kind.heads])}"] if kind.heads else []
    found += ["text=True"] if kind.text else []
    return [*found, *([f"part={literal(kind.part)}"] if kind.part else [])]


def _pattern(head: str) -> str:
    """A pattern of bytes; `..` stands for any byte."""
    pairs = [head[at : at + _BYTE] for at in range(0, len(head), _BYTE)]
    return 'rb"' + "".join("." if one == ".." else f"\\x{one}" for one in pairs) + '"'


def upload_rule(operation: Operation) -> list[str]:
    """The arguments of the rule of an upload."""
    rule = operation.file
    if rule is None:
        return []
    limit = [f"max_bytes={rule.max_bytes:_}"] if rule.max_bytes else []
    return [literal(rule.part), tuple_of([file_type_name(one) for one in rule.types]), *limit]


def file_field(operation: Operation, blueprint: Blueprint, what: str) -> Field:
    """The field of the operation's rows that keeps the `name`, `type`, `size` or `key` of their file."""
    resource = blueprint.resource(operation.resource)
    return resource.field(getattr(resource.file, what))


def has_zip_parts(blueprint: Blueprint) -> bool:
    """Whether some type is known by a part of a zip."""
    return any(one.part for one in file_types(blueprint))


def sample_content(kind: FileType) -> str:
    """An expression for content of a type."""
    if kind.text:
        return 'b"one,two\\n"'
    if kind.part:
        return f'_zip("[Content_Types].xml", {literal(kind.part)})'
    return f'b"{_bytes(kind.heads[0].replace("..", "00"))}" + b" and what follows" * 5'


def _bytes(head: str) -> str:
    return "".join(f"\\x{head[at : at + _BYTE]}" for at in range(0, len(head), _BYTE))


def sent(operation: Operation) -> str:
    """How a test sends the `body` of an operation."""
    if operation.kind == "upload":
        return f", content={form(operation)}"
    return ", json=body" if operation.request else ""


def form(operation: Operation) -> str:
    """An expression for the form of an upload: its `body` and a file."""
    part = operation.file.part if operation.file else ""
    return f"files.form(body, {literal(part)}, {sample(operation)})"


def sample(operation: Operation) -> str:
    """A file that an upload takes, or a download gives back."""
    return f"files.{file_type_name(operation.file.types[0])}" if operation.file else ""


def file_values(operation: Operation, blueprint: Blueprint) -> str:
    """What a row tells of a file that a test has stored, as keyword arguments."""
    told = {"name": f"{sample(operation)}.name", "type": f"{sample(operation)}.media_type",
            "size": f"len({sample(operation)}.content)",
            "key": f"files.stored(world.settings, {sample(operation)})"}  # fmt: skip
    return ", ".join(f"{attr(file_field(operation, blueprint, what).column)}={value}" for what, value in told.items())


def stored_file(operation: Operation, blueprint: Blueprint) -> list[str]:
    """The statement that gives the row of a download its file."""
    if operation.kind != "download":
        return []
    return [f"world.change({variable(operation.resource)}, {file_values(operation, blueprint)})"]


def any_sample(blueprint: Blueprint) -> str:
    """A file that some upload takes."""
    return next(sample(one) for one in blueprint.operations if one.kind == "upload")
