"""SQL that defines tables, as entities: CREATE TABLE with its constraints, ALTER TABLE ADD, CREATE INDEX."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.grammar import vocabulary
from groundplan.record import NamedTuple
from groundplan.spec.draft import Draft, place
from groundplan.spec.fields import choices
from groundplan.spec.fields.cells import read_constraints, read_type
from groundplan.spec.fields.fields import make
from groundplan.spec.model import Entity, Field, FieldType, Index, IndexColumn, OnDelete
from groundplan.spec.text.words import same_name, split

if TYPE_CHECKING:
    from groundplan.document import Fence

_TABLE_WORDS = ("PRIMARY", "UNIQUE", "FOREIGN", "CONSTRAINT", "CHECK", "INDEX", "KEY", "EXCLUDE", "FULLTEXT")
_ON_DELETE: dict[str, OnDelete] = {
    "CASCADE": "cascade",
    "SET NULL": "set null",
    "RESTRICT": "restrict",
    "NO ACTION": "restrict",
}


class _Statement(NamedTuple):
    text: str
    start: int


def read(fence: Fence, path: str, draft: Draft) -> None:
    """The tables that a fence of SQL creates; other statements are no facts."""
    source = "\n".join(_without_comment(line) for line in fence.lines)
    found: dict[str, Entity] = {}
    for statement in _statements(source):
        table = _create_table().match(statement.text)
        if table:
            entity = _table(table, statement, source, fence, path)
            found[entity.name.lower()] = entity
        elif _alter_table().match(statement.text):
            _altered(statement, found, source, fence, path)
        elif bare := _bare_tables(statement):
            for head, one in bare:
                found[head.group(1).lower()] = _table(head, one, source, fence, path)
        else:
            _index(statement, found, source, fence, path)
    draft.code_entities += found.values()
    draft.schema.update(same_name(one.name) for one in found.values() if one.carrier != "altered")
    draft.unsaid.update(field.span for one in found.values() for field in one.fields if field.nullable)


def _without_comment(line: str) -> str:
    """The line with its comment blanked, so that offsets stay."""
    at = line.find("--")
    return line if at < 0 else line[:at] + " " * (len(line) - at)


def _statements(source: str) -> list[_Statement]:
    statements: list[_Statement] = []
    start = 0
    for part in source.split(";"):
        words = part.strip()
        if words:
            statements.append(_Statement(words, start + part.find(words)))
        start += len(part) + 1
    return statements


@cache
def _create_table() -> re.Pattern[str]:
    return regex.compile(
        r"CREATE\s+(?:TEMP\w*\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?([\w.\"`\[\]]+)\s*\(", re.IGNORECASE
    )


@cache
def _bare_table() -> re.Pattern[str]:
    return regex.compile(r"([A-Za-z_]\w*)[ \t]*\([ \t]*$")


def _bare_tables(statement: _Statement) -> list[tuple[re.Match[str], _Statement]]:
    """`members (`, its columns a line each, and `)`: tables without the words that create them."""
    sketched = _sketched().match(statement.text)
    if sketched and _is_sketch(statement.text, sketched.end()):
        return [(sketched, statement)]
    found: list[tuple[re.Match[str], _Statement]] = []
    head: re.Match[str] | None = None
    begin = at = 0
    for line in statement.text.split("\n"):
        if head is None and line.strip():
            head, begin = _bare_table().match(line), at
            if head is None:
                return []
        elif head is not None and line.startswith(")"):
            whole = statement.text[begin : at + 1]
            found.append((head, _Statement(whole, statement.start + begin)))
            head = None
        at += len(line) + 1
    return found


@cache
def _sketched() -> re.Pattern[str]:
    return regex.compile(r"([a-z][a-z\d_]*)[ \t]*\((?=[ \t]*\w)")


def _is_sketch(text: str, start: int) -> bool:
    """Whether `members(id, name, joined_at timestamptz)` is a table: its columns alone, one of them keyed or typed."""
    parts = [part for part, _ in split(text[start:-1])] if text.endswith(")") else []
    plain = all(_part().fullmatch(part) or _begins_as_constraint(part) for part in parts)
    if len(parts) < _FEW or not plain or text.partition("_")[0] in vocabulary("acts"):
        return False
    return any(" " in part or part == "id" or part.endswith("_id") for part in parts)


_FEW = 2


@cache
def _part() -> re.Pattern[str]:
    """`name`, `price numeric`, `area geography(Point) NULL`."""
    return regex.compile(r"[a-z_]\w*(?:\s+[A-Za-z]\w*(?:\s*\([\w, ]*\))?(?:\[\])?(?:\s+[A-Za-z][\w'(). ]*)?)?")


@cache
def _alter_table() -> re.Pattern[str]:
    return regex.compile(r"ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?([\w.\"`\[\]]+)\s+(?=ADD\b)", re.IGNORECASE)


@cache
def _added() -> re.Pattern[str]:
    return regex.compile(r"ADD\s+(?:COLUMN\s+)?(?:IF\s+NOT\s+EXISTS\s+)?\(?", re.IGNORECASE)


@cache
def _create_index() -> re.Pattern[str]:
    return regex.compile(
        r"CREATE\s+(UNIQUE\s+)?INDEX\s+(?:CONCURRENTLY\s+)?(?:IF\s+NOT\s+EXISTS\s+)?[\w\"`.]*\s*ON\s+([\w.\"`]+)"
        r"(?:\s+USING\s+\w+)?\s*\(([^()]*)\)",
        re.IGNORECASE,
    )


def _name(word: str) -> str:
    return word.split(".")[-1].strip('"`[]')


def _at(source: str, offset: int, length: int, fence: Fence) -> Text:
    starts = _starts(source)
    row = bisect_right(starts, offset) - 1
    return Text(source[offset : offset + length], fence.line + row, offset - starts[row] + 1)


@lru_cache(2)
def _starts(source: str) -> tuple[int, ...]:
    """Where each line begins: looked for once, for all columns of a fence."""
    return (0, *(found.end() for found in regex.finditer("\n", source)))


def _table(found: re.Match[str], statement: _Statement, source: str, fence: Fence, path: str) -> Entity:
    body = statement.text[found.end() : statement.text.rfind(")")]
    begin = statement.start + found.end()
    fields: dict[str, Field] = {}
    indexes: list[Index] = []
    last: dict[int, str] = {}
    twice: list[Field] = []
    for part, at in split(body):
        where = _at(source, begin + at, len(part.split("\n")[0]), fence)
        if _begins_as_constraint(part):
            _constraint(part, where, path, fields, indexes)
        else:
            field = column(part, where, path) or _alone(part, where, path)
            if field and field.name.lower() in fields:
                twice.append(field)  # lint says so
            elif field:
                fields[field.name.lower()] = field
                last[where.line] = field.name.lower()
    for line, key in last.items():  # a remark is of the column before it
        comment = fence.lines[line - fence.line].partition("--")[2]
        fields[key] = _chosen(fields[key], comment.strip(" ,")) if comment else fields[key]
    name = _name(found.group(1))
    where = _at(source, statement.start + found.start(1), len(found.group(1)), fence)
    return Entity(name, (*fields.values(), *twice), place(path, where), indexes=tuple(indexes))


def _alone(part: str, where: Text, path: str) -> Field | None:
    """The field of a sketch that is nothing but its name, or a name with what binds it: `owner_id NULL`."""
    name, _, rest = part.partition(" ")
    if not name.isidentifier() or (rest and read_constraints(rest) is None):
        return None
    return make(name, FieldType("unknown"), place(path, where, 0, len(name)), read_constraints(rest) or ())


def _chosen(field: Field, comment: str) -> Field:
    """A text with the values that the comment behind it is: `-- 'open' | 'paid'`, `status TEXT, -- open, paid`."""
    plain = field.type.base == "unknown" and not field.raw_type
    if not (plain or field.type.base in ("string", "text")) or len(comment) > choices.MAX_TEXT:
        return field
    words = [one.strip() for one in regex.split(r"[|/,]", comment)]
    several = "|" in comment and len(words) > (1 if plain else 2) and all(map(str.isidentifier, words))
    values = tuple(words) if several else choices.listed(comment) or choices.named(field.name, words)
    return field._replace(type=FieldType("enum", values=values)) if values else field


def _begins_as_constraint(part: str) -> bool:
    return next(iter(part.split("(")[0].split()), "").upper() in _TABLE_WORDS


def _altered(statement: _Statement, found: dict[str, Entity], source: str, fence: Fence, path: str) -> None:
    """The columns that ALTER TABLE adds: to a table of this fence, or to one that stands elsewhere."""
    head = _alter_table().match(statement.text)
    if head is None:
        return
    begin = statement.start + head.end()
    columns: list[Field] = []
    for part, at in split(statement.text[head.end() :]):
        add = _added().match(part)
        rest = part[add.end() :] if add else part
        if not rest.strip() or _begins_as_constraint(rest):
            continue
        start = begin + at + (add.end() if add else 0)
        field = column(rest, _at(source, start, len(rest.split("\n")[0]), fence), path)
        columns += [field] if field else []
    name = _name(head.group(1))
    where = _at(source, statement.start + head.start(1), len(head.group(1)), fence)
    entity = found.get(name.lower()) or Entity(name, (), place(path, where), carrier="altered")
    if columns:
        found[name.lower()] = entity._replace(fields=(*entity.fields, *columns))


@cache
def _column_pattern() -> re.Pattern[str]:
    return regex.compile(
        r"([\"`][\w-]+[\"`]|[\w\"`\[\]]+)\s+((?:double\s+precision|character\s+varying|timestamp\s+with(?:out)?\s+time\s+zone|\w+)"
        r"(?:\s*\([^()]*\))?(?:\[\])?)(.*)",
        re.IGNORECASE | re.DOTALL,
    )


def column(part: str, where: Text, path: str) -> Field | None:
    """The field of `name TYPE constraints`; None for other words."""
    found = _column_pattern().match(part)
    if not found or found.group(2).upper() in _BOUNDS:
        return None
    rest = found.group(3)
    upper = rest.upper()
    kind = _type(found.group(2), rest)
    reference = regex.search(r"REFERENCES\s+([\w.\"`]+)", rest, re.IGNORECASE)
    if reference:
        kind = FieldType("ref", target=_name(reference.group(1)))
    primary = "PRIMARY KEY" in upper
    least, most = _bounds(rest) if "CHECK" in upper and kind.base in _NUMBERS else (None, None)
    return Field(
        _name(found.group(1)),
        kind,
        place(path, where),
        required="NOT NULL" in upper or primary,
        unique="UNIQUE" in upper,
        primary_key=primary,
        nullable="NOT NULL" not in upper and not primary,
        default=_default(rest),
        minimum=least,
        maximum=most,
        on_delete=_on_delete(upper),
        raw_type=found.group(2),
        read_only=found.group(2).upper().endswith("SERIAL") or "AUTO_INCREMENT" in upper,
    )


_BOUNDS = frozenset({"NULL", "PRIMARY", "UNIQUE"})
"""What may stand where the type of a column is left out."""
_NUMBERS = frozenset({"int", "bigint", "decimal", "float"})


def _bounds(rest: str) -> tuple[str | None, str | None]:
    """The least and the most of `CHECK (seats BETWEEN 1 AND 8)` and `CHECK (seats >= 1 AND seats <= 8)`."""
    found = regex.search(r"\bBETWEEN\s+(-?\d+)\s+AND\s+(-?\d+)", rest, re.IGNORECASE)
    if found:
        return found[1], found[2]
    least, most = (regex.search(rf"{sign}\s*(-?\d+)(?![.\d])", rest) for sign in (">=", "<="))
    return least and least[1], most and most[1]


def _type(word: str, rest: str) -> FieldType:
    if _sixteen_bytes().fullmatch(word):
        return FieldType("uuid")
    values = regex.search(r"\bIN\s*\(([^()]*)\)", rest, re.IGNORECASE)
    if values or word.upper().startswith("ENUM"):
        literals = regex.findall(r"'([^']*)'", values.group(1) if values else word)
        if literals:
            return FieldType("enum", values=tuple(literals))
    plain = regex.sub(r"\s+", " ", word).lower()
    if plain.endswith("[]"):
        item = read_type(plain[:-2])
        return FieldType("list", item=item.base if item else "unknown")
    return read_type(plain) or FieldType("unknown")


@cache
def _sixteen_bytes() -> re.Pattern[str]:
    """How MySQL and Oracle keep a UUID."""
    return regex.compile(r"(?:BINARY|RAW)\s*\(\s*16\s*\)", re.IGNORECASE)


def _default(rest: str) -> str | None:
    found = regex.search(r"DEFAULT\s+('(?:[^']|'')*'|[\w.]+(?:\s*\([^()]*\))?|-?\d[\d.]*)", rest, re.IGNORECASE)
    if not found or found.group(1).upper() == "NULL":
        return None
    return found.group(1).strip("'")


def _on_delete(upper: str) -> OnDelete | None:
    found = regex.search(r"ON\s+DELETE\s+(CASCADE|SET\s+NULL|RESTRICT|NO\s+ACTION)", upper)
    return _ON_DELETE[regex.sub(r"\s+", " ", found.group(1))] if found else None


def _columns(text: str) -> tuple[IndexColumn, ...]:
    result = []
    for part, _ in split(text):
        words = part.split()
        result.append(IndexColumn(_name(words[0]), len(words) > 1 and words[1].upper() == "DESC"))
    return tuple(result)


def _constraint(part: str, where: Text, path: str, fields: dict[str, Field], indexes: list[Index]) -> None:
    words = regex.sub(r"^CONSTRAINT\s+\S+\s+", "", part, flags=re.IGNORECASE)
    found = regex.match(
        r"(PRIMARY\s+KEY|UNIQUE(?:\s+(?:KEY|INDEX))?|FOREIGN\s+KEY|INDEX|KEY)\s*\w*\s*\(([^()]*)\)(.*)",
        words,
        re.IGNORECASE | re.DOTALL,
    )
    if not found:
        return
    kind, columns, rest = found.group(1).upper(), _columns(found.group(2)), found.group(3)
    names = [one.field.lower() for one in columns if one.field.lower() in fields]
    if kind.startswith("PRIMARY"):
        for name in names:
            fields[name] = fields[name]._replace(primary_key=True, required=True, nullable=False)
    elif kind.startswith("FOREIGN"):
        target = regex.search(r"REFERENCES\s+([\w.\"`]+)", rest, re.IGNORECASE)
        for name in names if target else ():
            kind_ = FieldType("ref", target=_name(target.group(1)) if target else "")
            fields[name] = fields[name]._replace(type=kind_, on_delete=_on_delete(rest.upper()))
    elif kind.startswith("UNIQUE") and len(names) == 1:
        fields[names[0]] = fields[names[0]]._replace(unique=True)
    else:
        indexes.append(Index(columns, place(path, where), kind.startswith("UNIQUE")))


def _index(statement: _Statement, found: dict[str, Entity], source: str, fence: Fence, path: str) -> None:
    index = _create_index().match(statement.text)
    entity = found.get(_name(index.group(2)).lower()) if index else None
    if index and entity:
        where = _at(source, statement.start, len(statement.text.split("\n")[0]), fence)
        added = Index(_columns(index.group(3)), place(path, where), bool(index.group(1)))
        found[entity.name.lower()] = entity._replace(indexes=(*entity.indexes, added))
