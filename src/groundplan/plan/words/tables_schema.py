"""The form of the planning tables: validated by pydantic when they are compiled, never on a warm start."""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from groundplan.errors import ResourceError
from groundplan.plan.words.patterns import patterns_written_out
from groundplan.plan.words.tables import fold


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(_Strict):
    """One sentence of ours in both languages."""

    en: str
    ko: str


class When(_Strict):
    """The conditions of a row of operations.yaml: all that are given must hold."""

    method: list[Literal["GET", "POST", "PUT", "PATCH", "DELETE"]] = []
    shape: list[Literal["collection", "nested", "item", "nested_item", "action", "collection_action", "words"]] = []
    last: list[str] = []
    contains: list[str] = []
    auth: bool = False
    access: list[Literal["public", "authenticated", "signature", "roles", "none"]] = []
    resource: Literal["account", "join", "entity", "any", ""] = ""
    fact: Literal[
        "webhook", "related", "child", "linkable", "field", "singleton", "provider", "settled", "key", "client",
        "metrics", "figures", "takes_file", "keeps_file", "own_row", "under_own", "joins_own", "",
    ] = ""  # fmt: skip


class OperationRow(_Strict):
    """A row of operations.yaml."""

    id: str = Field(pattern=r"^OP\d{3}$")
    kind: str
    when: When
    because: Words


class OperationTable(_Strict):
    """operations.yaml: rows tried in order, and the word lists that planning reads."""

    rules: list[OperationRow]
    words: dict[str, list[str] | dict[str, list[str]]]


class ErrorRow(_Strict):
    """A row of errors.yaml; `when` are features that must be present."""

    code: str = Field(pattern=r"^[a-z_]+$")
    status: int = Field(ge=400, le=599)
    message: Words
    when: list[str] = []


class ErrorTable(_Strict):
    """errors.yaml."""

    errors: list[ErrorRow]


class MiddlewareRow(_Strict):
    """A row of middleware.yaml; `when` are features that must be present."""

    id: str
    reason: Words
    when: list[str] = []


class MiddlewareTable(_Strict):
    """middleware.yaml."""

    middleware: list[MiddlewareRow]


class SettingRow(_Strict):
    """A row of settings.yaml; `default` may hold `{name}` of a fact that `groundplan.plan.service` gives."""

    name: str = Field(pattern=r"^[A-Z][A-Z0-9_]*$")
    kind: Literal["string", "integer", "boolean", "list", "url", "secret"]
    default: str | None = None
    description: Words
    example: str = ""
    when: list[str] = []


class SettingTable(_Strict):
    """settings.yaml."""

    settings: list[SettingRow]


class Sentences(_Strict):
    """Patterns or example sentences in each language."""

    en: list[str]
    ko: list[str]


class BehaviourRow(_Strict):
    """A row of behaviours.yaml. A condition or a response may be the id of the row that it shares them with."""

    id: str = Field(pattern=r"^BH\d{3}$")
    kind: Literal[
        "guard",
        "ceiling",
        "toggle",
        "transition",
        "event",
        "effect",
        "transaction",
        "draw",
        "shortage",
        "kept",
        "unique",
        "soft_delete",
    ]
    because: Words
    keywords: list[Literal["when", "while", "where", "if"]] = []
    condition: Sentences | str | None = None
    response: Sentences | str
    toggle: bool = False
    allowing: bool = False
    keeps: str = ""
    marks: bool = True
    examples: Sentences


class BehaviourTable(_Strict):
    """behaviours.yaml."""

    parts: dict[Literal["en", "ko"], dict[str, str]]
    behaviours: list[BehaviourRow]
    words: dict[str, list[str]]
    meanings: list[list[str]]


class DataRow(_Strict):
    """A row of data.yaml."""

    id: str = Field(pattern=r"^DT\d{3}$")
    kind: Literal[
        "concurrency", "precondition", "idempotency", "idempotency_required", "soft_delete", "restricted",
        "reserved", "confined",
    ]  # fmt: skip
    because: Words
    said: Sentences
    unless: Sentences
    examples: Sentences
    others: Sentences


class DataTable(_Strict):
    """data.yaml."""

    rows: list[DataRow]


class FileTypeRow(_Strict):
    """A type that files may have: the words for it, the endings of names, and how its content is known."""

    id: str = Field(pattern=r"^[a-z]+/[a-z0-9.+-]+$")
    words: list[str]
    endings: list[str]
    heads: list[str] = []
    text: bool = False
    part: str = ""


class FileTable(_Strict):
    """files.yaml."""

    columns: dict[Literal["name", "type", "size", "key"], list[str]]
    parts: list[str]
    sends: Sentences
    refuses: Sentences
    excepts: Sentences
    pictured: Sentences
    units: dict[str, int]
    default: list[str]
    pictures: list[str]
    types: list[FileTypeRow]


class TypeRow(_Strict):
    """A type, and the words of names that have it: the first, the last, or all of a name."""

    type: Literal["bool", "datetime", "date", "email", "int", "decimal", "float", "text"]
    begins: list[str] = []
    ends: list[str] = []
    names: list[str] = []


class TypeTable(_Strict):
    """rules/types.yaml."""

    types: list[TypeRow]


_FORMS: dict[str, type[_Strict]] = {
    "operations": OperationTable,
    "errors": ErrorTable,
    "middleware": MiddlewareTable,
    "settings": SettingTable,
    "behaviours": BehaviourTable,
    "data": DataTable,
    "files": FileTable,
    "types": TypeTable,
}
_PATTERNS = ("own", "member_of", "one_each")


def validated(name: str, data: Any) -> dict[str, Any]:
    """`data` of rules/<name>.yaml as plain, checked and folded data. Raises ResourceError with what is wrong."""
    try:
        plain = _FORMS[name].model_validate(data).model_dump(mode="json")
    except ValidationError as fault:
        raise ResourceError(f"{name}.yaml: {fault}") from fault
    if name == "behaviours":
        return patterns_written_out(plain)
    return _operations(plain) if name == "operations" else plain


def _operations(plain: dict[str, Any]) -> dict[str, Any]:
    from groundplan.plan.model.api import OPERATION_KINDS

    identifiers = [row["id"] for row in plain["rules"]]
    if len(set(identifiers)) != len(identifiers):
        raise ResourceError("operations.yaml: two rows have the same id")
    for row in plain["rules"]:
        if row["kind"] not in OPERATION_KINDS:
            raise ResourceError(f"operations.yaml: {row['id']}: unknown kind {row['kind']!r}")
        for key in ("last", "contains"):
            row["when"][key] = [fold(word) for word in row["when"][key]]
    for key, words in plain["words"].items():
        if key in _PATTERNS:
            for pattern in words:
                re.compile(pattern.format(name="x"))
        elif key != "synonyms":
            plain["words"][key] = [fold(word) for word in words]
    return plain
