"""Resources as Python declares them: pydantic, SQLModel, SQLAlchemy, Django models, dataclasses, typed dictionaries."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.spec.code import views
from groundplan.spec.draft import place
from groundplan.spec.fields.codetypes import code_type
from groundplan.spec.model import Entity, Field, FieldType
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.words import same_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Fence
    from groundplan.spec.draft import Draft

_BASES = (
    "BaseModel", "SQLModel", "Base", "DeclarativeBase", "Model", "Document", "TypedDict", "NamedTuple", "Entity",
    "AbstractUser", "AbstractBaseUser",
)  # fmt: skip
_NO_BASES = ("Enum", "Exception", "Error", "Protocol", "ABC", "Event", "Service", "Repository")
_SKIPPED = frozenset({"model_config", "Config", "Meta", "objects", "metadata", "query"})
DJANGO = {
    "char": "string", "text": "text", "integer": "int", "positiveinteger": "int", "smallinteger": "int",
    "biginteger": "bigint", "decimal": "decimal", "float": "float", "boolean": "bool", "date": "date",
    "datetime": "datetime", "time": "time", "uuid": "uuid", "email": "email", "url": "url", "json": "json",
    "slug": "string", "auto": "int", "bigauto": "bigint", "file": "string", "image": "string", "binary": "binary",
    "bool": "bool", "int": "int", "positiveint": "int",
}  # fmt: skip


@cache
def _opening() -> re.Pattern[str]:
    return regex.compile(r"class\s+(\w+)\s*(?:\(([^)]*)\))?\s*:")


@cache
def _annotated() -> re.Pattern[str]:
    return regex.compile(r"(\w+)\s*:\s*([^=#]+?)\s*(?:=\s*(.*?))?\s*(?:#\s*(.*))?$")


@cache
def _assigned() -> re.Pattern[str]:
    return regex.compile(r"(\w+)\s*=\s*((?:\w+\.)*(?:Column|mapped_column|\w+Field|ForeignKey|OneToOneField))\((.*)$")


def read(fence: Fence, path: str, draft: Draft, *, modelled: bool) -> None:
    """The resources that a fence of Python declares; `modelled` in a data model, where a class needs no base."""
    above = ""
    bases: dict[str, tuple[Field, ...]] = {}
    for number, line in enumerate(fence.lines):
        found = _opening().match(line)
        abstract = found is not None and _is_abstract(fence.lines, number + 1)
        if found and (abstract or found.group(1).endswith(("Base", "Mixin")) or is_message(found.group(1))):
            bases[found.group(1)] = tuple(_fields(fence, number + 1, path))
        if abstract:
            continue
        stored = found is not None and _is_stored(found.group(2) or "")
        plain = modelled and found is not None and not found.group(2)
        heads = found.group(2) or "" if found else ""
        if found and (plain or heads.strip() in bases or _is_resource(heads, above)):
            fields = _inherited(tuple(_fields(fence, number + 1, path)), heads, bases)
            where = Text(found.group(1), fence.line + number, found.start(1) + 1)
            one = Entity(found.group(1), fields, place(path, where), carrier="" if stored else "code")
            if fields and not stored and is_message(one.name) and not views.is_kept(one.name, fields):
                views.tell(one, draft)
            elif fields:
                draft.code_entities.append(one)
                if stored:
                    draft.schema.add(same_name(one.name))
        above = line.strip() if line.strip().startswith("@") else ""


def read_added(fence: Fence, title: str, path: str, draft: Draft) -> None:
    """The columns without a class around them, of the one that a comment names, or the heading: `Fee Model Changes`."""
    if any(_opening().match(line) for line in fence.lines):
        return
    name = ""
    made: dict[str, list[Field]] = {}
    heading = _changed().match(title)
    for number, words in enumerate(fence.lines):
        named = _added().match(words) if words[:1] == "#" else None
        name = named[1] if named else name
        found = _assigned().match(words)
        owner = name or (heading[1] if heading else "")
        if found and owner:
            where = Text(words, fence.line + number, 1)
            made.setdefault(owner, []).append(_column(found[1], found[2].split(".")[-1], found[3], where, path))
    draft.code_entities += [
        Entity(owner, tuple(own), own[0].span, carrier="altered") for owner, own in made.items() if len(owner) > 1
    ]


@cache
def _added() -> re.Pattern[str]:
    """`# Add to existing Receipt model`."""
    begins = r"#\s*(?:[Aa]dd|[Aa]dded|[Aa]dditions?|[Nn]ew (?:fields|columns))"
    return regex.compile(rf"{begins} (?:to|for|in) (?:the )?(?:existing )?([A-Z]\w*)\b")


@cache
def _changed() -> re.Pattern[str]:
    return regex.compile(
        r"(?:[\d.]+\s+)?(?:Enhanced |Extended |Updated |Modified )?`?([A-Z]\w*)`? "
        r"(?:Model |Table |Entity )?(?:Enhancement|Extension|Update|Change|Addition|Modification)s?$"
    )


def _inherited(own: tuple[Field, ...], heads: str, bases: dict[str, tuple[Field, ...]]) -> tuple[Field, ...]:
    """The fields of a class with those of the bases that stand above it: `class Drug(DrugBase, table=True)`."""
    names = {one.name for one in own}
    above = [one for head in heads.split(",") for one in bases.get(head.strip(), ()) if one.name not in names]
    return (*own, *above) if own else ()


def _is_resource(bases: str, above: str) -> bool:
    words = [
        regex.split(r"[.\[]", one.strip().removeprefix("db.").removeprefix("models."))[-1] for one in bases.split(",")
    ]
    if any(word.endswith(_NO_BASES) for word in words):
        return False
    return (
        "dataclass" in above or any(word.endswith(_BASES) for word in words) or "table=True" in bases.replace(" ", "")
    )


def _is_abstract(lines: tuple[str, ...], start: int) -> bool:
    """Whether a class says that there are no rows of it: others begin with it."""
    body = takewhile(lambda line: not line.strip() or line[:1].isspace(), lines[start:])
    return any(line.strip().replace(" ", "") in ("abstract=True", "__abstract__=True") for line in body)


def _is_stored(bases: str) -> bool:
    plain = bases.replace(" ", "")
    return plain in ("Base", "DeclarativeBase", "db.Model", "models.Model") or "table=True" in plain


def _fields(fence: Fence, start: int, path: str) -> Iterator[Field]:
    """The members of a class: those at the indent of the first, until the class ends."""
    indent = -1
    for number, words in _statements(fence.lines, start):
        line = fence.lines[number]
        depth = len(line) - len(line.lstrip())
        if depth == 0 or line.lstrip().startswith("def "):
            return
        indent = depth if indent < 0 else indent
        if depth != indent:
            continue
        where = Text(line.strip(), fence.line + number, depth + 1)
        field = _field(words.strip(), where, path)
        if field and field.name not in _SKIPPED and not field.name.startswith("_"):
            yield field


def _statements(lines: tuple[str, ...], start: int) -> Iterator[tuple[int, str]]:
    """Lines with the brackets that they open closed again, as one; docstrings and decorators are passed over."""
    number, quoted = start, False
    while number < len(lines):
        line = lines[number].rstrip()
        marks = line.count('"""')
        if quoted or marks or not line or line.lstrip().startswith(("#", "@")):
            quoted = quoted != (marks % 2 == 1)
            number += 1
            continue
        first, words = number, line
        while words.count("(") + words.count("[") > words.count(")") + words.count("]") and number + 1 < len(lines):
            if number - first > 40:
                break
            number += 1
            words = f"{words} {lines[number].strip()}"
        yield first, words
        number += 1


def _field(words: str, where: Text, path: str) -> Field | None:
    found = _assigned().match(words)
    if found:
        return _column(found.group(1), found.group(2).split(".")[-1], found.group(3), where, path)
    found = _annotated().match(words)
    if not found or not found.group(1).isidentifier() or found.group(1) in ("return", "else", "try"):
        return None
    name, kind, value = found.group(1), found.group(2), found.group(3) or ""
    if kind.startswith("ClassVar") or "elationship(" in value:
        return None
    shown, missing = code_type(kind)
    key = regex.search(r"ForeignKey\(\s*[\"']([\w.]+)|foreign_key\s*=\s*[\"']([\w.]+)", value)
    if key:
        shown = FieldType("ref", target=(key.group(1) or key.group(2)).split(".")[-2 if "." in key.group() else -1])
    return _made(name, shown, value, where, path)._replace(
        nullable=missing, required=not missing, raw_type=kind, description=(found.group(4) or "").strip()
    )


def _column(name: str, call: str, rest: str, where: Text, path: str) -> Field:
    """`name = Column(String(80), nullable=False)`, `name = models.CharField(max_length=80)`."""
    key = regex.search(r"ForeignKey\(\s*[\"']([\w.]+)", rest)
    target = regex.match(r"\s*[\"']?([\w.]+)", rest)
    if key:
        kind = FieldType("ref", target=key.group(1).split(".")[-2] if "." in key.group(1) else key.group(1))
    elif call in ("ForeignKey", "OneToOneField"):
        kind = FieldType("ref", target=target.group(1).split(".")[-1] if target else "")
    elif call.endswith("Field"):
        kind = FieldType(DJANGO.get(call.removesuffix("Field").lower(), "unknown"))
    else:
        named = regex.match(r"\s*(?:\w+\.)*(?:Enum|ENUM)\(\s*([A-Z]\w*)", rest)
        if named:
            return _made(name, FieldType("ref", target=named.group(1)), rest, where, path)
        kind, _ = code_type(regex.split(r"[(,)]", target.group(1).split(".")[-1] if target else "")[0])
        kind = FieldType("unknown") if kind.base == "ref" else kind
    chosen = regex.search(r"\bchoices\s*=\s*([A-Za-z_]\w*)", rest)
    kind = FieldType("ref", target=chosen.group(1)) if chosen and kind.base == "string" else kind
    plain = rest.replace(" ", "")
    missing = "null=True" in plain or "nullable=True" in plain
    needed = "nullable=False" in plain or (call.endswith(("Field", "ForeignKey")) and not missing)
    return _made(name, kind, rest, where, path)._replace(nullable=missing, required=needed)


def _made(name: str, kind: FieldType, value: str, where: Text, path: str) -> Field:
    plain = value.replace(" ", "")
    length = regex.search(r"max_length=(\d{1,9})|String\((\d{1,9})\)", plain)
    size = int(length.group(1) or length.group(2)) if length and kind.base == "string" else None
    return Field(
        name,
        kind._replace(length=size),
        place(path, where, 0, len(name)),
        unique="unique=True" in plain,
        primary_key="primary_key=True" in plain,
        indexed="index=True" in plain,
    )
