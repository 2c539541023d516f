"""Things to which requirements give one attribute after the other: ``THE Berth SHALL store a `depth` field``.

So do `THE Berth SHALL use a UUID primary key` and `THE Stay SHALL store a foreign key to Berth`; and `all berth fields
(id, name, depth)` says what these are.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import compact, vocabulary
from groundplan.spec.draft import place
from groundplan.spec.fields import fields, phrases
from groundplan.spec.fields.cells import read_type
from groundplan.spec.model import Entity, FieldType
from groundplan.spec.text.messages import is_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Text
    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Field
    from groundplan.spec.outline import Region

_HINTS = ("shall store", "shall use a", "shall have a", "shall include a", "shall contain a", "shall reference",
          "must store", "must use a", "must have a", "must include a", "must contain a", "must reference",
          " fields (", " attributes (", " properties (")  # fmt: skip
"""Of which one stands, in lower case, in each text that is read."""
_LEAST, _FEW = 2, 3


@cache
def _gives() -> re.Pattern[str]:
    """`THE Berth_Stay entity SHALL store `: a thing, up to what it has."""
    return regex.compile(
        r"(?:^|[.] |[*_]: ?)(?:THE|The|Each|Every|EACH|An?) `?(?P<name>[A-Z][A-Za-z\d]*(?:[_ ][A-Z][a-z\d]+)?)`?"
        r"(?: (?:entity|model|record|table|document))? (?:SHALL|MUST|shall|must) (?:also )?"
        r"(?P<verb>store|have|use|include|contain|reference|record|hold|persist) "
    )


@cache
def _spans() -> re.Pattern[str]:
    """``a `depth` decimal field``: the name, and its type where the next word is one."""
    return regex.compile(
        r"`(?P<name>[a-z]\w*)`(?: \((?P<told>[^()]+)\)| (?P<type>[a-z]+)(?= (?:field|column|value)\b))?"
    )


@cache
def _key() -> re.Pattern[str]:
    return regex.compile(r"\b(?:(?P<kind>UUID|uuid|integer|auto-increment(?:ing)?) )?primary key\b")


@cache
def _foreign() -> re.Pattern[str]:
    """`a foreign key reference to the Skipper (User)`, `foreign key to Pier`."""
    return regex.compile(r"\bforeign key(?: reference)? to (?:the |an? )?`?([A-Z][A-Za-z]*(?:_[A-Z][a-z]+)?)`?")


@cache
def _said() -> re.Pattern[str]:
    """What is said of a part behind it, in which spans are values or other parts."""
    bound = "constrained|restricted|limited|with (?:the )?values?|one of|default(?:s|ing)?"
    return regex.compile(
        rf"\b(?:{bound}|computed|calculated|equal|set to|when|where|if|for)\b|(?<=`) (?:of|from|among|being) "
    )


@cache
def _all() -> re.Pattern[str]:
    """`SHALL include all berth fields (id, name, depth)`."""
    return regex.compile(
        r"\ball (?P<name>(?!(?:required|optional|mandatory|necessary|relevant|input|form|other|request|response)\b)"
        r"[a-z]+(?: [a-z]+)?) (?:fields|attributes|properties) \((?P<parts>[^()]{5,300})\)"
    )


def read(region: Region, draft: Draft) -> None:
    """What the requirements of one region give to things."""
    said = draft.said(region.blocks)
    if not said.has(_HINTS):
        return
    path = region.document.path
    made: dict[str, list[Field]] = {}
    first: dict[str, Text] = {}
    for line in said.lines:
        one = _gives().search(line.text)
        if (
            one
            and not is_message(one["name"].replace("_", ""))
            and compact(one["name"]) not in vocabulary("containers")
        ):
            made.setdefault(one["name"], []).extend(_given(line, one.end(), path))
            first.setdefault(one["name"], line)
        for each in _all().finditer(line.text) if "s (" in line.text else ():
            own = phrases.read(line.text, (line,), path, *each.span("parts"), sure=True)
            if len(own) >= _FEW and each["name"] not in vocabulary("unkept"):
                draft.told.append(Entity(each["name"], tuple(own), place(path, line), origin="inferred"))
    for name, own in made.items():
        once = {one.name: one for one in own}
        if len(once) >= _LEAST:
            draft.told.append(
                Entity(name.replace("_", " "), tuple(once.values()), place(path, first[name]), origin="inferred")
            )


def _given(line: Text, start: int, path: str) -> Iterator[Field]:
    """The parts that one sentence names."""
    text = line.text
    said = _said().search(text, start)
    stop = said.start() if said else len(text)
    key = _key().search(text, start, stop)
    if key:
        kind = read_type((key["kind"] or "").lower()) or fields.UNKNOWN
        yield fields.make("id", kind, place(path, line, key.start(), 1), ())._replace(
            primary_key=True, origin="inferred"
        )
    for one in _foreign().finditer(text, start, stop):
        where = place(path, line, one.start(1), len(one[1]))
        name = regex.sub(r"(?<=[a-z])(?=[A-Z])", "_", one[1]).lower()
        yield fields.make(name, FieldType("ref", target=one[1]), where, (), origin="inferred")
    for one in _spans().finditer(text, start, stop):
        words = one["type"] or one["told"] or ""
        typed = read_type(words.split()[-1]) if words else None
        where = place(path, line, one.start("name"), len(one["name"]))
        told = fields.make(one["name"], typed or fields.UNKNOWN, where, (), origin="inferred")
        yield told._replace(nullable="optional" in text[start : one.start()][-12:])
