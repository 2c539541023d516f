"""Types as programming languages spell them: `Optional[str]`, `*time.Time`, `List<OrderLine>`, `[Item!]!`."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from groundplan import regex
from groundplan.spec.fields.cells import read_type
from groundplan.spec.model import FieldType

_WORDS = {
    "str": "string", "string": "string", "id": "string", "char": "string", "number": "float", "long": "bigint",
    "integer": "int", "short": "int", "any": "json", "object": "json", "dict": "json", "map": "json", "record": "json",
    "hashmap": "json", "jsonb": "json", "date": "date", "time.time": "datetime", "localdatetime": "datetime",
    "instant": "datetime", "zoneddatetime": "datetime", "offsetdatetime": "datetime", "timestamp": "datetime",
    "bigdecimal": "decimal", "decimal.decimal": "decimal", "uuid.uuid": "uuid", "emailstr": "email", "httpurl": "url",
    "i16": "int", "i32": "int", "u16": "int", "u32": "int", "i64": "bigint", "u64": "bigint", "usize": "bigint",
    "f32": "float", "f64": "float", "naivedate": "date", "naivedatetime": "datetime",
    "bytes": "binary", "bytea": "binary", "[]byte": "binary", "boolean": "bool", "datetime.datetime": "datetime",
    "datetime.date": "date", "double": "float", "pointer": "json", "anyurl": "url",
}  # fmt: skip


@cache
def _wrappers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    optional = r"(?:typing\.)?(?:Optional|Option|Mapped|Annotated|Nullable|Maybe)[\[<](.+)[\]>]"
    many = (
        r"(?:typing\.)?(?:List|Sequence|Set|Array|Collection|Iterable|MutableList|MutableSet|Vec|Slice|tuple|frozenset"
        r"|list|set)[\[<~](.+?)[\]>~]"
    )
    return regex.compile(optional), regex.compile(many, re.IGNORECASE)


@lru_cache(2048)
def code_type(text: str) -> tuple[FieldType, bool]:
    """The type, and whether there may be none."""
    words = text.strip().strip(",;").strip()
    optional, many = _wrappers()
    missing = False
    for _ in range(6):
        before = words
        pieces = [one.strip() for one in words.split("|")]
        if len(pieces) > 1 and any(one in ("None", "null", "nil") for one in pieces):
            words, missing = " | ".join(one for one in pieces if one not in ("None", "null", "nil")), True
        if words.endswith("?") or words.startswith("*"):
            words, missing = words.strip("?*"), True
        words = words.rstrip("!")
        found = optional.fullmatch(words)
        if found:
            missing = missing or not words.startswith(("Mapped", "Annotated"))
            words = found.group(1)
        if words == before:
            break
    item = many.fullmatch(words)
    inner = item.group(1) if item else _bracketed(words)
    if inner is not None and words != "[]byte":
        kind, _ = code_type(inner) if len(inner) < len(words) else (FieldType("unknown"), False)
        return FieldType("list", item=kind.base, target=kind.target, values=kind.values), missing
    return _plain(words), missing


def _bracketed(words: str) -> str | None:
    if words.endswith("[]"):
        return words[:-2]
    if words.startswith("[]"):
        return words[2:]
    return words[1:-1].rstrip("!") if words.startswith("[") and words.endswith("]") else None


def _plain(words: str) -> FieldType:
    literal = regex.fullmatch(r"Literal\[(.+)\]", words)
    if literal:
        return FieldType("enum", values=tuple(one.strip().strip("'\"") for one in literal.group(1).split(",")))
    head = regex.split(r"[\[<(,]", words, maxsplit=1)[0].strip()
    base = _WORDS.get(words.lower()) or _WORDS.get(head.lower())
    if base:
        return FieldType(base)
    kind = read_type(head.lower()) if head.isidentifier() else None
    if kind is not None and kind.base not in ("unknown", "ref", "enum", "list"):
        return kind._replace(length=None)
    return FieldType("ref", target=head) if head[:1].isupper() and head.isidentifier() else FieldType("unknown")
