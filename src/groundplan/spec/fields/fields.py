"""Fields out of table rows, bullets, attribute lists and inline bodies."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import vocabulary
from groundplan.record import NamedTuple
from groundplan.spec.draft import place
from groundplan.spec.fields import choices
from groundplan.spec.fields.cells import constraint_pieces, read_body, read_constraints, read_type, spread
from groundplan.spec.fields.narrowed import narrowed
from groundplan.spec.model import Field, FieldType, OnDelete
from groundplan.spec.text.words import bare, closing, split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from groundplan.document import Text
    from groundplan.source import Span

UNKNOWN = FieldType("unknown")
_MISSING = ("| null", "| None", "|null", "|None", "| undefined")
MAX_LISTED = 1_000
_NUMBERS = frozenset({"int", "bigint", "float", "decimal"})
_ON_DELETES: dict[str, OnDelete] = {"cascade": "cascade", "set null": "set null", "restrict": "restrict"}


class Found(NamedTuple):
    """A field and the pieces of its line that said nothing to us, with the offset of each."""

    field: Field
    unread: tuple[tuple[str, int], ...] = ()


def identifier(text: str) -> str:
    """The field name in a cell or before a colon; empty where the text is no name."""
    name = bare(text).strip("\"'").rstrip("?")
    if name.isidentifier():
        return name
    plain = name.replace("-", "_").replace(".", "_")
    if plain.isidentifier():
        return name
    words = name.split()
    return name if 1 < len(words) <= 3 and all(word.isidentifier() for word in words) else ""


def make(name: str, kind: FieldType, span: Span, constraints: Iterable[tuple[str, str]], **rest: str) -> Field:
    """A field of its parts; what a constraint says of the type (`FK -> users`, `in (a, b)`) goes into the type."""
    values: dict[str, object] = {}
    for key, value in constraints:
        kind = _apply(key, value, kind, values)
    if values.get("nullable") and values.get("required"):
        del values["nullable"]
    return Field(name, kind, span, **values, **rest)  # type: ignore[arg-type]


def _apply(key: str, value: str, kind: FieldType, values: dict[str, object]) -> FieldType:
    if key == "points":
        return FieldType("ref", target=value)
    if key == "values":
        return FieldType("enum", values=tuple(value.split("\n"))) if value else kind
    if key == "range":
        values["minimum"], values["maximum"] = value.split()
    elif key == "default":
        values["default"] = None if value.lower() in ("null", "none") and kind.base != "enum" else value
    elif key == "on_delete":
        values["on_delete"] = _ON_DELETES[value]
    elif key in ("minimum", "maximum", "pattern"):
        values[key] = value
    elif key != "foreign":
        values[key] = True
    return kind


def from_pieces(name: str, text: Text, path: str, pieces: list[tuple[str, int]]) -> Found | None:
    """A field of `name` and the pieces behind it: a type, then constraints and words; None when there is no type."""
    head, at = spread(pieces[0][0]), pieces[0][1]
    kind, tail = typed(head)
    if kind is None:
        return None
    constraints: list[tuple[str, str]] = [("nullable", "")] if head.endswith(_MISSING) else []
    unread: list[tuple[str, int]] = []
    for piece, offset in [*([(tail, at + len(head) - len(tail))] if tail else []), *pieces[1:]]:
        found = read_constraints(piece)
        if found is None:
            unread.append((piece, offset))
        else:
            constraints += found
    return Found(
        make(name, kind, place(path, text), constraints, raw_type=head[: len(head) - len(tail)].strip()), tuple(unread)
    )


@lru_cache(4096)
def typed(head: str) -> tuple[FieldType | None, str]:
    """The type at the start of `head` and what follows it, as in `string required unique`."""
    kind = read_type(head)
    if kind is not None and kind.base != "unknown":
        return kind, ""
    for part, rest in _parted(head):
        shorter = read_type(part)
        if shorter is not None and shorter.base not in ("unknown", "ref") and read_constraints(rest):
            return shorter, rest
    return kind, ""


def _parted(head: str) -> Iterator[tuple[str, str]]:
    """Where the type may end: behind its bracket (`ENUM('a', 'b') DEFAULT 'a'`), else behind three words or fewer."""
    bracket = head.find(")")
    if bracket > 0 and head.count("(", 0, bracket) == 1 and head[bracket + 1 : bracket + 2] == " ":
        yield head[: bracket + 1], head[bracket + 2 :].strip()
    words = head.split()
    for count in (3, 2, 1):
        if count < len(words) and words[count - 1].lower() != "not":  # `INT NOT NULL DEFAULT 0`
            yield " ".join(words[:count]), " ".join(words[count:])


@lru_cache(1)
def _bullet() -> Callable[[str], re.Match[str] | None]:
    name = r"[`*]*([^\W\d][\w.-]*\??)[`*]*"
    return regex.compile(
        rf"{name}[ ]*(?:\(([^()]*(?:\([^()]*\)[^()]*)*)\)[ ]*[`*]*(?:(?:[:—–-]|//)[ ]*(.*))?$|[:][`*]*[ ]+(.+)$)"
    ).match


def from_bullet(text: Text, path: str) -> Found | None:
    """A field of `name: type, constraints` or of `name (type, constraints): words`; None for any other text."""
    found = _bullet()(text.text)
    if not found:
        return None
    name = found.group(1)
    inside, words, after = found.group(2), found.group(3), found.group(4)
    optional = name.endswith("?")
    body, at = (inside, found.start(2)) if inside is not None else (after, found.start(4))
    body, note = (_referred().sub(r"-> \1", body), words or "") if inside is not None else (body, "")
    within = in_brackets(body) if inside is None else None
    if within:
        body, note = within.type, within.note
    elif inside is None:
        body, note = _note(body)
    body, note = choices.spelled(body, note, bracketed=inside is not None)
    pieces = [(piece, at + offset) for piece, offset in constraint_pieces(body.replace("`", " "))]
    pieces += [(piece, at + offset) for piece, offset in within.constraints] if within else []
    plain = identifier(name) or name.rstrip("?")
    field = from_pieces(plain, text, path, _type_first(pieces)) if pieces else None
    misread = field is not None and field.field.type.base == "ref" and read_constraints(pieces[0][0])  # `(PK)`
    if field is None or misread or (field.field.type.base == "unknown" and not field.field.primary_key):
        field = _keyed(plain, text, path, pieces) or (_untyped(plain, text, path, pieces[0][0]) if misread else field)
    if field and inside is not None and field.field.type.base == "unknown" and _is_span(inside):
        field = field._replace(unread=((inside.strip(), at),))  # `place (`geography(Point)`)`: of a type that we lack
    elif field is None or (field.field.type.base == "unknown" and not (_plausible(field) or _is_foreign(pieces))):
        return None
    if name in LABELS and field.field.type.base in ("ref", "unknown"):
        return None
    made = _remarked(field.field, note) if note.startswith(_REFERS) or regex.has(note, _NAMED) else field.field
    if note and made.primary_key and made.type.base == "unknown":
        made = made._replace(type=_keyed_type(note))
    return field._replace(field=made._replace(description=note, nullable=made.nullable or optional))


@cache
def _referred() -> re.Pattern[str]:
    """`owner (User FK)`, `album (Album reference)`."""
    return regex.compile(r"^`?([A-Z]\w*)`? (?:FK|[Ff]oreign [Kk]ey|[Rr]ef(?:erence)?)(?=$|,)")


def _keyed_type(note: str) -> FieldType:
    """`id: Primary key (UUID)`, `id: Primary key (auto-generated UUID)`."""
    kind = read_type(regex.sub(r"^(?:auto[- ]?generated|generated|unique) ", "", note, flags=re.IGNORECASE))
    return kind if kind is not None and kind.base not in ("ref", "enum", "list") else UNKNOWN


def _is_span(text: str) -> bool:
    """Whether a text is one code span."""
    words = text.strip()
    return len(words) > 2 and words[0] == words[-1] == "`" and words.count("`") == 2


LABELS = frozenset({"Description", "Purpose", "Notes", "Usage", "설명", "용도", "목적", "비고"})
"""What stands behind them is said of the thing: in small letters they are fields."""
_REFERS = ("FK", "PK", "fk ", "foreign key", "primary key", "references ", "->", "→")
_NAMED = ("참조", "eference to")


def _remarked(field: Field, note: str) -> Field:
    """`ticket_id: UUID // FK -> Ticket, required`: a remark that says what a field refers to."""
    from groundplan.spec.fields import remarks

    return bound(field, remarks.constraints(note, field.type))


def bound(field: Field, found: Iterable[tuple[str, str]]) -> Field:
    """A field with what constraints beside it or below it add."""
    more = make(field.name, field.type, field.span, found)
    return narrowed(field, more)._replace(type=more.type, on_delete=field.on_delete or more.on_delete)


def _keyed(name: str, text: Text, path: str, pieces: list[tuple[str, int]]) -> Found | None:
    """`host_id: Foreign Key, references User(id)`: constraints alone, of which one is a key, and no type."""
    read = [read_constraints(piece) for piece, _ in pieces]
    if not read or not all(read):
        return None
    made = make(name, UNKNOWN, place(path, text), [pair for one in read if one for pair in one])
    said = made.primary_key or made.type.base == "ref" or (len(read) > 1 and (made.unique or made.required))
    return Found(made) if said or _is_foreign(pieces) else None


def _untyped(name: str, text: Text, path: str, constraint: str) -> Found:
    """`email (UNIQUE)`: what may be the name of a thing elsewhere is a constraint here."""
    return Found(make(name, UNKNOWN, place(path, text), read_constraints(constraint) or ()))


def _is_foreign(pieces: list[tuple[str, int]]) -> bool:
    """`pier_id (FK, nullable)`: of what, it does not say."""
    return any(kind == "foreign" for piece, _ in pieces for kind, _ in read_constraints(piece) or ())


class Bracketed(NamedTuple):
    """`UUID (FK → users.id, the author)`: a type, the constraints behind it with their offsets, and other words."""

    type: str
    constraints: tuple[tuple[str, int], ...]
    note: str


@lru_cache(4096)
def in_brackets(text: str) -> Bracketed | None:
    """A type with constraints in brackets behind a blank; None for any other text, as for `varchar (255)`."""
    found = None if _is_form(text) else _brackets()(text)
    kind = read_type(found.group(1).replace("`", " ")) if found else None
    if not found or kind is None or kind.base in ("unknown", "enum", "ref"):
        return None
    pieces = [(piece, found.start(2) + at) for piece, at in constraint_pieces(found.group(2).replace("`", " "))]
    known = tuple(one for one in pieces if read_constraints(one[0]) is not None)
    words = [piece for piece, _ in pieces if read_constraints(piece) is None]
    note = ", ".join((*words, *((found.group(3),) if found.group(3) else ())))
    return Bracketed(found.group(1), known, note) if known else None


@lru_cache(1)
def _brackets() -> Callable[[str], re.Match[str] | None]:
    return regex.compile(r"([^()]+?)[`*]*[ ]+\(([^()]+(?:\([^()]*\)[^()]*)*)\)(?:[ ]*[:—–-][ ]*(.+))?$").match


@lru_cache(1)
def _named() -> tuple[re.Pattern[str], re.Pattern[str]]:
    name = r"[`*]*[^\W\d][\w.]*\??[`*]*"
    return (
        regex.compile(rf"({name}(?:\s*[,/]\s*{name})+)(?:\s*\((.+)\)\s*|[:][*`]*\s+([A-Za-z][\w ]*))$"),
        regex.compile(r"`([^\W\d]\w*\??)`(?:\s*(?:[:—–-])\s*(.*))?$"),
    )


def from_names(text: Text, path: str) -> list[Field]:
    """`created_at, updated_at (timestamp)` is two fields; a lone name in a code span, with words or not, is one."""
    several, alone = _named()
    if len(text.text) > 400:
        return []
    found = several.match(text.text)
    if found:
        names_ = [one.strip().strip("`*") for one in regex.split(r"[,/]", found.group(1))]
        kind = found.group(2) or found.group(3).removesuffix("s")  # `createdAt / updatedAt: timestamps`
        made = [from_bullet(text._replace(text=f"{one} ({kind})"), path) for one in names_]
        known = [one.field._replace(span=place(path, text)) for one in made if one]
        return known if found.group(2) or all(one.type.base not in ("unknown", "ref") for one in known) else []
    one = alone.match(text.text)
    if not one:
        return []
    span = place(path, text, one.start(1), len(one.group(1)))
    missing = one.group(1).endswith("?")
    head, note = _note(one.group(2) or "")
    kind = read_type(head) if note else None  # `number - which boat`
    plain = kind is None or kind.base in ("unknown", "ref", "enum")
    found_type, words = (UNKNOWN, one.group(2) or "") if plain or kind is None else (kind, note)
    return [Field(one.group(1).rstrip("?"), found_type, span, nullable=missing, description=words)]


def bracketed(text: Text, path: str) -> list[Field]:
    """`[ id, name, current seats ]` as a whole bullet names fields."""
    if text.text[:1] != "[" or text.text[-1:] != "]" or len(text.text) > MAX_LISTED:
        return []
    found = names(text.text[1:-1])
    return [Field(name, UNKNOWN, place(path, text)) for name in found] if len(found) > 1 else []


def _is_form(body: str) -> bool:
    """`string (UUID)`: what stands in the brackets is the type, not a constraint."""
    kind = read_type(body) if body.endswith(")") and body[:8].lower() == "string (" else None
    return kind is not None and kind.base in ("uuid", "date", "datetime", "email", "url")


def _note(body: str) -> tuple[str, str]:
    if _is_form(body):
        return body, ""
    for mark in (" — ", " – ", " - ", " // "):
        if mark in body:
            head, _, note = body.partition(mark)
            return head, note.strip()
    if body.endswith(")") and " (" in body and not body.startswith("("):
        head, _, note = body.rpartition(" (")
        if note[:-1].replace(",", "").replace(" ", "").isdecimal():
            return body, ""  # `varchar (255)`
        if "(" not in note[:-1] and head.count("(") == head.count(")"):
            if read_constraints(note[:-1]) is not None:
                return (f"{head}, {note[:-1]}", "") if " " in head.strip() else (body, "")
            return head, note[:-1]
    return body, ""


def _type_first(pieces: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """`(required, string)` reads as `(string, required)`."""
    if len(pieces) > 1 and read_constraints(pieces[0][0]) is not None:
        for position, (piece, _) in enumerate(pieces):
            kind = read_type(piece)
            if kind is not None and kind.base != "unknown" and not (kind.base == "ref" and read_constraints(piece)):
                return [pieces[position], *pieces[:position], *pieces[position + 1 :]]
    return pieces


def _plausible(found: Found) -> bool:
    """An unknown word counts as a type only where constraints stand behind it: `Note: important` is no field."""
    field = found.field
    return not found.unread and (field.required or field.unique or field.primary_key or field.default is not None)


def names(text: str) -> list[str]:
    """The names in an attribute list such as `id, user_id, name?`; empty when it is no such list."""
    result = [identifier(part) for part, _ in split(text.rstrip("."))]
    return result if all(result) else []


def from_body(text: Text, path: str, start: int = 0) -> tuple[tuple[Field, ...], bool] | None:
    """The members of an inline body in `text` from `start`, and whether it is a list; None when malformed."""
    source = text.text[start:].strip()
    body = read_body(source)
    end = closing(source, 0) if body is None and source[:1] == "{" else 0
    if end and _more().match(source, end):
        body = read_body(source[:end])
    if body is None:
        return None
    offset = text.text.find(source, start)
    members = []
    for one in body.members:
        kind, constraints = _quoted(one.type.values[0]) if len(one.type.values) == 1 else (None, [])
        span = place(path, text, offset + one.offset, len(one.name))
        members.append(make(one.name, kind or one.type, span, [*one.constraints, *constraints]))
    return tuple(members), body.many


@cache
def _more() -> re.Pattern[str]:
    """What else is sent with a body, behind it: `{ item_id: uuid }`, header `Idempotency-Key`."""
    return regex.compile(r"(?:\[\])?[`*]*\s*(?:[,;+]|(?:with|plus|and)\b|및|와|과)")


@lru_cache(1024)
def _quoted(words: str) -> tuple[FieldType | None, list[tuple[str, str]]]:
    """A type where JSON has a value: `"name": "string(60), required"`; no type of what is one value of a choice."""
    if "|" in words and all(one.strip().isidentifier() for one in words.split("|")):
        return FieldType("enum", values=tuple(one.strip() for one in words.split("|"))), []
    head, *rest = (piece for piece, _ in constraint_pieces(words))
    kind = read_type(head)
    read = [read_constraints(piece) for piece in rest]
    if kind is None or kind.base in ("unknown", "ref", "enum", "list") or None in read:
        return None, []
    return kind, [pair for one in read for pair in one or ()]


def told(field: Field, words: str) -> Field:
    """A field without a type with what short words in brackets say: `(not null)`, `(nullable, in UTC)`."""
    read = [read_constraints(_pointing().sub("", piece)) for piece, _ in constraint_pieces(words.replace("`", " "))]
    return bound(field, [pair for one in read for pair in one or ()])


@cache
def _pointing() -> re.Pattern[str]:
    """`logical FK -> users.id`: how a key is kept, and not what it points at."""
    return regex.compile(r"^[a-z]{3,10} (?=FK\b)")


def is_true(text: str) -> bool | None:
    """A yes or no cell; None for any other words."""
    word = bare(text).lower()
    if word in _yes_no()[0]:
        return True
    return False if word in _yes_no()[1] else None


@lru_cache(1)
def _yes_no() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(vocabulary("yes")), frozenset(vocabulary("no"))
