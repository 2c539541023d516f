"""Types that are lists of values, as code declares them: `enum`, `class S(str, Enum)`, `type S = 'a' | 'b'`.

A field of such a type, in whatever fence of the SPEC it stands, has these values.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import compact
from groundplan.record import NamedTuple
from groundplan.spec.draft import place
from groundplan.spec.fields import choices
from groundplan.spec.model import Values
from groundplan.spec.text.words import bare, same_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groundplan.document import Fence, Table
    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Entity, Field, FieldType

MAX_LINES = 2_000
_HINTS = ("enum ", "Enum", "Choices", "type ", "choices", "ENUM", "enum(", "Enum(")


class Choice(NamedTuple):
    """A type by its name, and its values."""

    name: str
    values: tuple[str, ...]


@cache
def _braced() -> re.Pattern[str]:
    return regex.compile(r"\benum\s+(?:class\s+|struct\s+)?(\w+)[^{};()]*(?:\([^()]*\)[^{};]*)?\{([^{}]*)", re.ASCII)


@cache
def _member() -> re.Pattern[str]:
    """`PAID = 'paid'`, `PAID = 1`, `PAID("paid")`, `PAID`."""
    return regex.compile(r"\s*(?:@\w+(?:\([^()]*\))?\s*)*(\w+)\s*(?:=\s*(?:['\"]([^'\"]*)['\"]|-?\w+)|\([^()]*\))?\s*")


@cache
def _alias() -> re.Pattern[str]:
    return regex.compile(r"\btype\s+(\w+)\s*=\s*\|?\s*((?:['\"][^'\"]*['\"]\s*\|\s*)+['\"][^'\"]*['\"])")


@cache
def _python() -> re.Pattern[str]:
    return regex.compile(r"class\s+(\w+)\s*\([^()]*(?:Enum|Choices)\)\s*:")


@cache
def _assigned() -> re.Pattern[str]:
    return regex.compile(r"\s+(\w+)\s*=\s*(?:['\"]([^'\"]*)['\"]|auto\(\)|\d+)")


def read(fence: Fence) -> Iterator[Choice]:
    """The types of one fence that are lists of values."""
    if len(fence.lines) > MAX_LINES or not any(hint in line for line in fence.lines for hint in _HINTS):
        return
    text = "\n".join(line.partition("//")[0] for line in fence.lines)
    for one in _braced().finditer(text):
        parts = [_member().fullmatch(part) for part in regex.split(r"[,\n]", one[2].partition(";")[0]) if part.strip()]
        yield from _choice(one[1], (part[2] or part[1] for part in parts if part))
    for one in _alias().finditer(text):
        yield from _choice(one[1], (part.strip().strip("'\"") for part in one[2].split("|")))
    for one in _created().finditer(text):
        yield from _choice(one[1], regex.findall(r"'([^']*)'", one[2]))
    for one in _built().finditer(text):
        yield from _choice(one[1], regex.findall(r"['\"]([^'\"]*)['\"]", one[2]))
    for one in _pairs().finditer(text):
        yield from _choice(one[1], regex.findall(r"\(\s*['\"]([^'\"]*)['\"]", one[2]))
    for number, line in enumerate(fence.lines):
        if found := _python().match(line.lstrip()):
            yield from _choice(found[1], _members(fence.lines, number + 1, len(line) - len(line.lstrip())))


@cache
def _created() -> re.Pattern[str]:
    return regex.compile(r"CREATE\s+TYPE\s+(?:\w+\.)?(\w+)\s+AS\s+ENUM\s*\(([^()]*)\)", re.IGNORECASE)


@cache
def _built() -> re.Pattern[str]:
    return regex.compile(r"\b(?:const|let)\s+(\w+)\s*=\s*(?:pgEnum|mysqlEnum)\(\s*['\"]\w+['\"]\s*,\s*\[([^\[\]]*)\]")


@cache
def _pairs() -> re.Pattern[str]:
    """`STATUS = [("held", "Held"), ("paid", "Paid")]`, whose first parts are stored."""
    return regex.compile(
        r"^\s*([A-Z][A-Z\d_]*)\s*=\s*[\[(]((?:\s*\(\s*['\"][^'\"]*['\"]\s*,[^()]*\)\s*,?)+)\s*[\])]", re.MULTILINE
    )


def _members(lines: tuple[str, ...], start: int, margin: int) -> Iterator[str]:
    for line in lines[start:]:
        if line.strip() and len(line) - len(line.lstrip()) <= margin:
            return
        if found := _assigned().match(line):
            yield found[2] or found[1]


def _choice(name: str, values: Iterable[str]) -> Iterator[Choice]:
    kept = tuple(dict.fromkeys(values))
    if len(kept) > 1:
        yield Choice(name, kept)


def lists(table: Table) -> bool:
    """Whether the rows of a table are types with their values: `| Enum | Values |`."""
    if len(table.header) < _FEW:
        return False
    return compact(bare(table.header[0].text)) in _ENUMS and compact(bare(table.header[1].text)) in _VALUES


_FEW = 2
_ENUMS = frozenset({"enum", "enums", "enumname", "enumtype", "enumeration", "열거형", "열거"})
_VALUES = frozenset({"values", "value", "allowedvalues", "enumvalues", "options", "members", "값", "허용값", "값목록"})


def tabled(table: Table, path: str, draft: Draft) -> None:
    """The values of such types, and of fields that are called as these: `` | `rig` | `SLOOP`, `KETCH` |``."""
    for row in [one for one in table.rows[:MAX_LINES] if len(one) >= _FEW]:
        name, cell = bare(row[0].text), row[1].text
        values, others = choices.values(cell)
        if name.isidentifier() and values and not others:
            draft.choices.append(Choice(name, values))
            draft.valued.append(Values(name, values, place(path, row[0])))


def resolved(entities: Iterable[Entity], types: Iterable[Choice]) -> list[Entity]:
    """The entities with the values of the types that their fields have."""
    several: dict[str, set[tuple[str, ...]]] = {}
    for one in types:
        several.setdefault(same_name(one.name), set()).add(one.values)
    known = {name: next(iter(values)) for name, values in several.items() if len(values) == 1}  # `Status` of two
    found = list(entities)
    own = {same_name(one.name) for one in found if one.fields}
    known = {name: values for name, values in known.items() if name not in own}
    return [_resolved(one, known) for one in found] if known else found


def _resolved(entity: Entity, known: dict[str, tuple[str, ...]]) -> Entity:
    if not any(one.type.target or "(" in one.raw_type or _is_open(one) for one in entity.fields):
        return entity
    return entity._replace(fields=tuple(_field(one, known, entity.name) for one in entity.fields))


def _is_open(field: Field) -> bool:
    """Whether a field is a choice of which it does not say what: `role | Enum`."""
    return field.type.base == "enum" and not field.type.values


def _field(field: Field, known: dict[str, tuple[str, ...]], entity: str) -> Field:
    called = field.raw_type.partition("(")[0] if field.type.base == "unknown" and "(" in field.raw_type else ""
    name = field.type.target or called
    values = known.get(same_name(name)) if name else None
    if _is_open(field):  # a `mentorStatus` is a MentorStatus, and the `role` of a User a UserRole
        values = known.get(same_name(field.name)) or known.get(same_name(f"{entity}_{field.name}"))
    return field._replace(type=_typed(field.type, values)) if values else field


def _typed(kind: FieldType, values: tuple[str, ...]) -> FieldType:
    if kind.base == "list":
        return kind._replace(item="enum", target="", values=values)
    return kind._replace(base="enum", target="", values=values)
