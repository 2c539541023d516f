"""Types, constraints and inline bodies, by `grammar/field.lark`. Every text is parsed once: most cells repeat."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from groundplan import regex
from groundplan.grammar import Token, compact, grammar, keywords, lex, vocabulary
from groundplan.record import NamedTuple
from groundplan.spec.model import FieldType
from groundplan.spec.text.words import split

Constraint = tuple[str, str]
"""A field attribute and its value as text: `("required", "")`, `("minimum", "3")`."""


class Shape(NamedTuple):
    """A member of an inline body: the place is an offset in its text."""

    name: str
    type: FieldType
    raw_type: str
    constraints: tuple[Constraint, ...]
    offset: int


class Body(NamedTuple):
    """An inline body; `many` when the SPEC writes a list of it."""

    members: tuple[Shape, ...]
    many: bool = False


@lru_cache(8192)
def read_type(text: str) -> FieldType | None:
    """The type that `text` names; None when it is no type at all."""
    word = text.strip()
    base = _plain().get(word)
    if base is not None:
        return base
    base_name = keywords("types").get(compact(word)) if word.replace(" ", "").isidentifier() else None
    if base_name and base_name != "enum":
        return FieldType(base_name, item="unknown" if base_name == "list" else "")
    if word[:3] == "-> " and word[3:].isidentifier() and compact(word[3:]) not in keywords("field"):
        return FieldType("ref", target=word[3:])
    if word[:9].lower() == "unsigned ":
        return read_type(word[9:])
    maybe = _maybe().fullmatch(word)
    if maybe:
        return read_type(maybe.group(1))
    formatted = _formatted().fullmatch(word)
    if formatted:
        return FieldType(formatted.lastgroup or "string")
    found: FieldType | None = _run("type", _generic().sub(r"\1<\2>", word.replace("`", "")))
    return found


def known_type(text: str) -> FieldType | None:
    """The type of words that name one we know; None for a reference, which any name may be."""
    kind = read_type(text)
    return kind if kind and kind.base not in ("unknown", "ref") else None


@lru_cache(1)
def _maybe() -> re.Pattern[str]:
    """`Optional[int]` of Python, `Maybe<Int>`."""
    return regex.compile(r"(?:Optional|Maybe|Nullable)[\[<]([\w.]+(?:\([\d, ]+\))?)[\]>]")


@lru_cache(1)
def _formatted() -> re.Pattern[str]:
    """`string (UUID)`, `string (ISO 8601 date)`, `integer (int64)`: what has a form is of that type."""
    return regex.compile(
        r"(?:string|str|text) ?\((?:(?P<uuid>uuid(?: ?v?\d)?)|(?P<date>(?:iso[ -]?(?:8601)? )?date(?: only)?)"
        r"|(?P<email>email)|(?P<url>ur[il])|(?P<password>password)|(?P<binary>binary)"
        r"|(?P<datetime>(?:iso[ -]?8601 ?)?(?:date[- ]?time|timestamp)|iso[ -]?8601))\)"
        r"|(?:integer|int|number) ?[(<](?:(?P<bigint>int64|long)|(?P<int>int32)|(?P<float>double|float)"
        r"|(?P<decimal>decimal))[)>]",
        re.IGNORECASE,
    )


@lru_cache(1)
def _generic() -> re.Pattern[str]:
    """`list[str]` of Python, which is `List<String>` elsewhere."""
    return regex.compile(r"\b(list|array|set|sequence)\[(\w+)\]", re.IGNORECASE)


@lru_cache(8192)
def read_constraints(text: str) -> tuple[Constraint, ...] | None:
    """The constraints of one piece of a cell such as `min 1 max 80 unique`; None when a word is not known."""
    if "@" in text or text.startswith(("Min(", "Max(", "Size(", "Length(")):
        text = _annotated(text.strip(" `"))
    if (text[-1:].isdigit() or text[:5] == "epoch" or text in ("UTC", "minor units")) and _standard().fullmatch(text):
        return ()
    if text[-4:].lower() == "null" and _emptied().search(text):
        text = f"{text[:-4]}set null"  # `삭제 시 NULL`
    if text[-1:] == ")" and " in (" in text.lower():
        text = _checked().sub(r"\1", text)
    found = keywords("field").get(compact(text))
    if found in _FLAGS:
        return ((_FLAGS[found], ""),)
    result: list[Constraint] | None = _run("constraints", text.replace("`", ""))
    return None if result is None else tuple(result)


@cache
def _emptied() -> re.Pattern[str]:
    return regex.compile(r"(?:\bon delete|삭제 ?시)[:]? ?null$", re.IGNORECASE)


@cache
def _standard() -> re.Pattern[str]:
    """What a value is written by binds it no further here."""
    return regex.compile(
        r"UTC|minor units|epoch(?: (?:ms|millis|milliseconds|seconds))?"
        r"|E\.164|(?:ISO(?:/IEC)?|RFC|BCP)[ -]?\d{2,5}(?:-\d)?"
    )


@cache
def _checked() -> re.Pattern[str]:
    """`CHECK (state IN ('open', 'closed'))`, `state IN (OPEN, CLOSED)`: the values that bind the field beside it."""
    return regex.compile(r"^(?:CHECK ?)?\(?\w+ (IN \([^()]*\))\)?$", re.IGNORECASE)


def _annotated(text: str) -> str:
    """`@id`, `@default(now())` of Prisma and `@Size(max = 50)` of Java in words; any other text as it is."""
    found = _annotation().fullmatch(text)
    name, inside = (found.group(1).lower(), found.group(2) or "") if found else ("", "")
    if name == "default":
        return "auto increment" if inside == "autoincrement()" else f"default {inside}"
    if name in ("min", "max"):
        return f"{name} {inside.removeprefix('value').lstrip(' =')}"
    if name in ("size", "length"):
        bounds = dict(_bounds().findall(inside))
        return f"{bounds['min']}-{bounds['max']}" if len(bounds) == 2 else " ".join(map(" ".join, bounds.items()))
    return _ANNOTATIONS.get(name, text)


_ANNOTATIONS = {
    "id": "primary key", "updatedat": "auto", "index": "indexed", "unique": "unique", "notnull": "required",
    "notblank": "required", "notempty": "required", "nullable": "nullable",
}  # fmt: skip


@lru_cache(1)
def _annotation() -> re.Pattern[str]:
    return regex.compile(r"@{0,2}([A-Za-z]+)(?:\((.*)\))?")


@lru_cache(1)
def _bounds() -> re.Pattern[str]:
    return regex.compile(r"\b(min|max)\s*=\s*(\d+)")


@lru_cache(2048)
def read_body(text: str) -> Body | None:
    """An inline body such as `{ title: string(200) required, tags: [string] }`; None when it is malformed."""
    result: Body | None = _run("schema", spread(text.replace("`", "")))
    return result


def spread(text: str) -> str:
    """`string(10..72)` as `string(72) min 10`, `int(1..9)` as `int 1..9`."""
    return _spread().sub(_apart, text) if ".." in text or "~" in text else text


@cache
def _spread() -> re.Pattern[str]:
    return regex.compile(r"\b([A-Za-z]\w*)\((\d{1,9}) ?(?:\.\.|~) ?(\d{1,9})\)")


def _apart(found: re.Match[str]) -> str:
    name, least, most = found.groups()
    return (
        f"{name}({most}) min {least}" if keywords("types").get(compact(name)) in _LETTERS else f"{name} {least}..{most}"
    )


_LETTERS = ("string", "text", "password")


def constraint_pieces(text: str) -> list[tuple[str, int]]:
    """A constraint cell in the pieces that are read each for itself, with their offsets."""
    pieces: list[tuple[str, int]] = []
    for part, at in split(text.replace(";", ",").replace("<br>", ",   ")):
        pieces.append((part, at))
    return pieces


def _run(start: str, text: str) -> Any:
    tables = grammar("field")
    return tables.run(lex(tables, text, keywords("field")), start, _ACTIONS)


@lru_cache(1)
def _plain() -> dict[str, FieldType]:
    names = {kind for kinds in keywords("types").values() for kind in (kinds,)}
    return {name: FieldType(name) for name in sorted(names) if name not in ("enum", "list")}


_FLAGS = {
    "REQUIRED": "required",
    "OPTIONAL": "nullable",
    "UNIQUE": "unique",
    "PRIMARY": "primary_key",
    "INDEXED": "indexed",
    "READ_ONLY": "read_only",
    "WRITE_ONLY": "write_only",
    "COMPUTED": "computed",
    "AUTO": "read_only",
    "FOREIGN": "foreign",
}


def _text(token: Any) -> str:
    text = token.text if isinstance(token, Token) else str(token)
    return text[1:-1] if text[:1] in "\"'" and text[-1:] == text[:1] and len(text) > 1 else text


def _named(children: list[Any]) -> FieldType:
    """`string(80)`, `decimal(12,0)`, `enum(a, b)`, `double precision`, `Category`."""
    words = [child for child in children if child.__class__ is Token]
    arguments = tuple(child for child in children if child.__class__ is str)
    base = keywords("types").get(compact("".join(one.text for one in words)))
    if base is None:
        base = keywords("types").get(compact(words[0].text)) if len(words) > 1 or arguments else None
    if base is None:
        name = words[0].text
        if len(words) > 1 and compact(words[1].text) not in vocabulary("refers"):
            return FieldType("unknown")  # `Name of the album` in short: `title: Album name`
        is_name = name[:1].isupper() and name.isascii() and name.isidentifier()
        return FieldType("ref" if is_name else "unknown", target=name)
    if base == "enum":
        return FieldType("enum", values=arguments)
    if base == "list":
        return FieldType(
            "list", item=keywords("types").get(compact(arguments[0]), "unknown") if arguments else "unknown"
        )
    numbers = [int(one) for one in arguments if one.isdecimal() and len(one) < 10]
    if base == "decimal" and numbers:
        return FieldType(base, precision=numbers[0], scale=numbers[1] if len(numbers) > 1 else 0)
    if words[0].text.lower() == "number" and numbers:  # of Oracle, with its digits
        return FieldType("decimal", precision=numbers[0], scale=numbers[1]) if numbers[1:] else FieldType("int")
    if base == "text" and numbers:
        return FieldType("string", length=numbers[0])
    return FieldType(base, length=numbers[0] if numbers and base == "string" else None)


def _reference(children: list[Any]) -> FieldType:
    """Behind the words that point stands a name, which may be a keyword elsewhere: `-> List`, `FK Index`."""
    named = [
        child.text
        for child in children
        if child.__class__ is Token and (child.text[0].isalnum() or child.text[0] == "_")
    ]
    return FieldType("ref", target=named[-1])


def _value_type(children: list[Any]) -> FieldType:
    return FieldType("enum", values=(_text(children[0]),))


def _union(children: list[Any]) -> FieldType:
    types: list[FieldType] = [child for child in children if child.__class__ is FieldType]
    if len(types) == 1:
        return types[0]
    if all(one.base == "enum" for one in types):
        return FieldType("enum", values=tuple(value for one in types for value in one.values))
    real = [one for one in types if one.base not in ("unknown", "enum") or one.values]
    words = tuple(one.target for one in types)
    if all(one.base in ("unknown", "ref") and one.target.islower() for one in types):
        return FieldType("enum", values=words)
    return real[0] if real else types[0]


def _list(children: list[Any]) -> FieldType:
    types = [child for child in children if child.__class__ is FieldType]
    if not types:
        return FieldType("list", item="unknown")
    first = types[-1]
    if children[0].__class__ is Token and children[0].kind == "WORD":
        outer = keywords("types").get(compact(children[0].text), "")
        if outer != "list":
            return FieldType(outer or "json")
    return FieldType(
        "list", item="ref" if first.base == "ref" else first.base, target=first.target, values=first.values
    )


def _flag(children: list[Any]) -> Constraint:
    return _FLAGS[children[0].kind], ""


def _number(children: list[Any]) -> str:
    return "".join(child.text for child in children).replace(",", "")


def _bound(name: str) -> Any:
    def action(children: list[Any]) -> Constraint:
        return name, next(child for child in children if child.__class__ is str)

    return action


def _range(children: list[Any]) -> Constraint:
    low, high = [child for child in children if child.__class__ is str][:2]
    return "range", f"{low} {high}"


def _points(children: list[Any]) -> Constraint:
    return "points", _reference(children).target


def _names(children: list[Any]) -> Constraint:
    """`FK User`, `FK users.id`: a name, where `FK column` and `foreign key here` are words."""
    target, keyed = _reference(children).target, "" in children
    is_name = target.isascii() and target.isidentifier() and (keyed or target[:1].isupper() or "_" in target)
    return ("points", target) if is_name else ("foreign", "")


def _pattern(children: list[Any]) -> Constraint:
    token = children[-1]
    if token.kind != "STRING":
        return "pattern", token.text[1:-1]
    words = _text(token)
    return "pattern", f"^{_digits().sub(_digit, words)}$" if _dated().fullmatch(words) else words


@cache
def _dated() -> re.Pattern[str]:
    """`YYYY-MM`: how a date or a time is written, and no pattern of letters."""
    return regex.compile(r"(?=.*(?:YYYY|HH))(?:YYYY|MM|DD|HH|mm|ss|[-/:. T])+")


@cache
def _digits() -> re.Pattern[str]:
    return regex.compile(r"YYYY|MM|DD|HH|mm|ss|[/.]")


def _digit(found: re.Match[str]) -> str:
    return rf"\d{{{len(found[0])}}}" if found[0].isalpha() else f"\\{found[0]}"


def _call(children: list[Any]) -> str:
    return f"{children[0].text}()" if children else ""


_ON_DELETE = {"CASCADE": "cascade", "SET_NULL": "set null", "RESTRICT": "restrict"}


def _member(children: list[Any]) -> Shape:
    name, rest = children[0], children[1:]
    kind: FieldType | None = None
    constraints: list[Constraint] = []
    for child in rest:
        if child.__class__ is FieldType:
            kind = child
        elif child.__class__ is Body:
            kind = FieldType("list", item="json") if child.many else FieldType("json")
        elif child.__class__ is Token:
            constraints.append(("nullable", ""))
        else:
            constraints.append(child)
    return Shape(_text(name), kind or FieldType("unknown"), "", tuple(constraints), name.start)


_ACTIONS: dict[str, Any] = {
    "body": lambda children: Body(tuple(children)),
    "many": lambda children: next(one for one in children if one.__class__ is Body)._replace(many=True),
    "member": _member,
    "name": lambda children: children[0],
    "type": _union,
    "union": _union,
    "plain": _named,
    "value_type": _value_type,
    "reference": _reference,
    "list": _list,
    "argument": lambda children: "".join(_text(one) for one in children if one is not None),
    "constraints": lambda children: children,
    "constraint": _flag,
    "minimum": _bound("minimum"),
    "maximum": _bound("maximum"),
    "range": _range,
    "default": lambda children: ("default", children[-1]),
    "value": lambda children: _text(children[0]),
    "call": _call,
    "number": _number,
    "pattern": _pattern,
    "on_delete": lambda children: ("on_delete", children[0]),
    "cascades": lambda _: ("on_delete", "cascade"),
    "action": lambda children: _ON_DELETE[children[0].kind],
    "points": _points,
    "names": _names,
    "values": lambda children: ("values", "\n".join(child for child in children if child.__class__ is str)),
    "key": lambda _: "",
}
