"""Attributes in one line: `email (unique), name (max 30), role (customer/owner), restaurant_id (Restaurant)`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import compact, keywords, vocabulary
from groundplan.spec.draft import place
from groundplan.spec.fields import choices
from groundplan.spec.fields.cells import constraint_pieces, read_constraints, read_type
from groundplan.spec.fields.fields import MAX_LISTED, UNKNOWN, Found, identifier, make
from groundplan.spec.fields.fields import typed as typed_of
from groundplan.spec.model import FieldType, Index, IndexColumn
from groundplan.spec.text.words import split

if TYPE_CHECKING:
    from groundplan.document import Text
    from groundplan.spec.model import Field

_FEWEST = 3


def typed(text: Text, path: str) -> tuple[Field, ...]:
    """The members of `email(email, required), day(date)`, every one with its type; none of any other text."""
    found = attributes(text, path, fewest=1)
    is_whole = found and not any(one.unread or one.field.type.base == "unknown" for one in found)
    return tuple(one.field for one in found) if is_whole else ()


def attributes(text: Text, path: str, fewest: int = _FEWEST) -> list[Found]:
    """The fields of such a list; none where a part of it is something else, or most brackets say nothing of a field."""
    if "(" not in text.text or len(text.text) > MAX_LISTED:
        return []
    whole = _tail().sub("", text.text)
    parts = [(_part().fullmatch(part), at) for part, at in split(whole)]
    found = [_field(one, text, path, at) for one, at in parts if one]
    told = sum(bool(one["inside"]) for one, _ in parts if one)
    unread = sum(bool(one.unread) for one in found)
    told += sum("_" in one.field.name or one.field.name == "id" for one in found)  # which only programs spell so
    return found if len(found) == len(parts) >= fewest and told > 2 * unread else []


@lru_cache(1)
def _part() -> re.Pattern[str]:
    return regex.compile(
        r"[`*]*(?P<name>[^\W\d]\w*)(?P<missing>\?)?[`*]* ?(?:\((?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\))?"
    )


def _field(part: re.Match[str], text: Text, path: str, at: int) -> Found:
    """What stands in the brackets is a type, values or constraints, in any order."""
    kind, constraints, unread = UNKNOWN, [("nullable", "")] if part["missing"] else [], []
    inside = part["inside"] or ""
    listed = _listed().fullmatch(inside)
    values = regex.split(r"\s*[,|/]\s*", listed[1]) if listed else choices.listed(inside) if inside[:1] == "`" else ()
    values = values or choices.named(part["name"], _words(inside))
    quoted = _quoted().match(inside) if inside[:4].lower() == "enum" else None
    values = regex.findall(r"[\w-]+", quoted[1]) if quoted else values
    if values:
        kind = FieldType("enum", values=tuple(values))
    listed = listed or quoted
    rest = listed.end(1) if listed else len(inside) if values else 0
    for piece, offset in constraint_pieces(inside[rest:].lstrip("; ")):
        bound, typed = read_constraints(piece), _type(piece)
        if bound is not None:
            constraints += bound
        elif typed is not None and kind is UNKNOWN:
            kind = typed
        else:
            unread.append((piece, at + part.start("inside") + offset))
    chosen = choices.named(part["name"], [piece for piece, _ in unread]) if kind is UNKNOWN else ()
    if chosen:
        kind, unread = FieldType("enum", values=chosen), []
    span = place(path, text, at + part.start("name"), len(part["name"]))
    return Found(make(part["name"], kind, span, constraints), tuple(unread))


def _words(inside: str) -> list[str]:
    """The pieces in brackets where none of them is a type or a constraint."""
    pieces = [piece for piece, _ in constraint_pieces(inside)]
    kinds = (read_type(one) if read_constraints(one) is None else UNKNOWN for one in pieces)
    return pieces if all(kind is None or kind.base == "ref" or kind.target for kind in kinds) else []


@lru_cache(1)
def _tail() -> re.Pattern[str]:
    return regex.compile(r" (?:—|–|--|-) (?P<words>[^—–]*)$")


def indexes(text: Text, path: str, found: list[Found]) -> list[Index]:
    """What stands behind the fields: `— (listing_id, buyer_id) unique`, `— 복합 PK` of those that refer."""
    tail = _tail().search(text.text)
    if tail is None:
        return []
    span = place(path, text, tail.start("words"), len(tail["words"]))
    named = regex.compile(
        r"\(([\w, ]+)\)\s*(?:(?:is |are |는 |은 )?(?:unique|유일|고유)|UNIQUE)|unique ?\(([\w, ]+)\)", re.I
    )
    one = named.match(tail["words"])
    columns = [part.strip() for part in (one[1] or one[2]).split(",")] if one else []
    if regex.match(r"복합 ?(?:PK|키|기본 ?키)|composite (?:PK|(?:primary )?key)", tail["words"], re.IGNORECASE):
        columns = [each.field.name for each in found if each.field.type.base == "ref"]
    known = {each.field.name for each in found}
    return [Index(tuple(map(IndexColumn, columns)), span, True)] if columns and known.issuperset(columns) else []


@lru_cache(1)
def _listed() -> re.Pattern[str]:
    return regex.compile(r"enum\s*:\s*(\w+(?:\s*[,|/]\s*\w+)+)(?:;.*)?", re.IGNORECASE)


@lru_cache(1)
def _quoted() -> re.Pattern[str]:
    """``ENUM `'open'`, `'shut'`, not null``: the values in quotes behind the type."""
    value = r"[`'\" ]{0,2}['\"`][\w-]+['\"`][`'\" ]{0,2}"
    return regex.compile(rf"enum:? ({value}(?:[,|/] ?{value})+)", re.IGNORECASE)


@lru_cache(1)
def _spaced() -> re.Pattern[str]:
    """`VARCHAR 80`: the size behind a blank."""
    return regex.compile(r"((?:n?var)?char|string) (\d{1,5})", re.IGNORECASE)


def _type(piece: str) -> FieldType | None:
    spaced = _spaced().fullmatch(piece)
    piece = f"{spaced[1]}({spaced[2]})" if spaced else piece
    values = tuple(one.strip() for one in piece.split("/"))
    if len(values) > 1 and all(one.replace("-", "_").isidentifier() for one in values):
        return FieldType("enum", values=values)
    kind = read_type(piece)
    return None if kind is None or kind.base == "unknown" else kind


_MOST = 4
_RELATED = (" relationship", " relationships", " relation", " relations", " 관계")
"""How a part ends that says which other things belong to it: `visits relationship`."""


def columns(line: Text, path: str, *, sure: bool = False, most: bool = False) -> list[Field]:
    """The fields behind `Columns:`: `id (PK), title (string), state`.

    None where a part is no name (one in four may be where `most` will do), or, where it is not `sure`, most brackets
    say nothing of a field.
    """
    parts = split(_ended().sub("", line.text)) if len(line.text) <= MAX_LISTED else []
    parts = [one for one in parts if not one[0].endswith(_RELATED) and one[0].strip("`") != "timestamps"]
    plain = not any(_is_technical(part) for part, _ in parts)
    found = [_column(part, line, path, at, plain=plain) for part, at in parts]
    told = [one for one in found if one and one[1] is not None]
    others = sum(one is None for one in found)
    if (others and not (most and _MOST * others <= len(found))) or (
        not sure and 2 * sum(bool(one[1]) for one in told) > max(len(told), 2)
    ):
        return []
    return [one[0] for one in found if one]


@lru_cache(1)
def _ended() -> re.Pattern[str]:
    """What stands behind the last name of a list: `이름, 주소 등`, `이름, 주소를 저장한다`, `a, b, etc.`."""
    forms = r"(?:정보|필드|컬럼|속성|항목|데이터|값)"
    kept = r"(?:저장|기록|보관|관리|보유|포함|입력|구성|가진|가집|갖|담)"
    then = rf"(?:[을를이가]|으?로) (?:[가-힣]+에 )?(?:함께 |모두 )?{kept}[가-힣 ]{{0,12}}"
    return regex.compile(rf"(?:(?: 등|,? etc\.?)(?:의? ?{forms})?(?:{then})?|(?: {forms})?{then})?\.?$")


_KEYED = frozenset({"pk", "fk", "not", "primary"})


def _is_technical(part: str) -> bool:
    """`id uuid`, `total DECIMAL(8, 2)`, `id PK`: behind the name stands a type that is no word of other use."""
    behind = part.partition("(")[0].lower().split()[1:]
    word = behind[0] if behind else ""
    return word in _KEYED or (compact(word) in keywords("types") and word not in vocabulary("member_words"))


def _column(part: str, line: Text, path: str, at: int, *, plain: bool) -> tuple[Field, bool | None] | None:
    """The field of a part, and whether something in its brackets is not known; None where it is no name."""
    behind = part.partition("(")[0].lower().split()[1:]
    worded = plain and any(word in vocabulary("member_words") for word in behind)
    stated = None if worded else _stated(part, line, path)
    if stated:
        return stated, None
    sized = _sized().fullmatch(part)
    if sized:
        return make(sized[1], UNKNOWN, place(path, line), ())._replace(raw_type=sized[2]), None
    words, mark, rest = part.partition("(")
    name = identifier(words)
    told = _part().fullmatch(f"{name.replace(' ', '_')}({rest}") if name and mark else None
    if told:
        found = _field(told, line, path, at)
        return found.field._replace(name=name), bool(found.unread)
    return (make(name, UNKNOWN, place(path, line), ()), None) if name else None


@lru_cache(1)
def _sized() -> re.Pattern[str]:
    """`embedding vector(768)`: a type that we lack, with its size."""
    return regex.compile(r"([a-z_]\w*) ([A-Za-z]\w*\(\d+(?:, ?\d+)?\))")


def _stated(part: str, line: Text, path: str) -> Field | None:
    """`id PK`, `name varchar(50) not null`: a name, and its type or constraints in words behind it."""
    name, _, behind = part.partition(" ")
    behind = behind.lstrip()  # where a code span was
    if not behind or behind[0] == "(" or not name.isidentifier():
        return None
    bounds = read_constraints(behind)
    kind, rest = (UNKNOWN, "") if bounds else typed_of(behind)
    if kind is None or (kind.base in ("unknown", "ref") and not bounds):
        return None
    return make(name, kind, place(path, line), bounds or read_constraints(rest) or ())


_PAIR = 2
"""Fewer names are an example."""


@lru_cache(1)
def _named() -> re.Pattern[str]:
    """`name`, `` `length`? ``, `memo (optional)`: a name as programs give it, and what is said of it in brackets."""
    return regex.compile(r"[`*]*([a-z_]\w*)[?*]?[`*]*(?:\[\])?[?*]?\s*(?:\([^()]*\))?")


def names(text: Text, path: str) -> tuple[Field, ...]:
    """The members of `name, length, memo (optional)`; none of any other words."""
    words = regex.sub(r"\s*<br ?/?>\s*|,? (?:and|및) ", ", ", text.text) if len(text.text) < MAX_LISTED else ""
    parts = [(_named().fullmatch(part), at) for part, at in split(words.strip("[]. "))]
    if len(parts) < _PAIR or not all(one for one, _ in parts):
        return ()
    span = place(path, text)
    told = [one for one, _ in parts if one and one[1] != "multipart"]  # which says how they are sent
    return tuple(_as_told(one, text, path) or make(one[1], UNKNOWN, span, ()) for one in told)


def _as_told(name: re.Match[str], text: Text, path: str) -> Field | None:
    """A member with what its bracket says where that is a file, or a type and what it is bound by."""
    if _media().search(name[0]):
        return make(name[1], _FILE, place(path, text), ())
    part = _part().fullmatch(name[0]) if "(" in name[0] else None
    found = _field(part, text, path, 0) if part else None
    typed = found is not None and not found.unread and found.field.type.base not in ("unknown", "ref")
    return found.field._replace(span=place(path, text)) if found and typed else None


_FILE = FieldType("binary")


@lru_cache(1)
def _media() -> re.Pattern[str]:
    """What a file may be of: `file (image/png, at most 4 MB)`."""
    return regex.compile(
        r"\b(?:image|audio|video|application|text)/[a-z*]|\d ?[KMG]B\b|\((?:\w+ )?files?\)|\((?:[가-힣]+ ?)?파일\)"
    )


def worded(text: Text, path: str) -> tuple[Field, ...]:
    """The members of `Name, email, home harbour (optional)`: as people call them, each in three words or fewer."""
    parts = split(text.text.rstrip(". ")) if len(text.text) < MAX_LISTED else []
    called = [identifier(part.partition("(")[0].strip()) for part, _ in parts]
    if len(called) < _FEWEST or not all(called) or any(_PHRASE.intersection(one.lower().split()) for one in called):
        return ()
    span = place(path, text)
    return tuple(make(one, UNKNOWN, span, ()) for one in called)


_PHRASE = frozenset({"the", "a", "an", "all", "any", "of", "for", "to", "with", "from", "and", "or", "etc", "등", "및"})
"""Words of what is described, where a member has a name."""


def single(text: Text, path: str) -> tuple[Field, ...]:
    """The one member that is all of a cell, as programs spell it: `invoice_no`, `` `note` ``."""
    found = regex.compile(r"`([a-z]\w*)`|([a-z]+(?:_[a-z\d]+)+)").fullmatch(text.text.strip())
    name = (found[1] or found[2]) if found else ""
    return (make(name, UNKNOWN, place(path, text), ()),) if name and name not in _FORMS else ()


_FORMS = frozenset({"form_data", "json", "json_body", "multipart", "none", "null", "empty", "body", "file"})
"""How something is sent, or that nothing is."""
