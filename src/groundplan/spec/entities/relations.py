"""Relations, indexes and functional dependencies, by `grammar/relation.lark`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.document import Text
from groundplan.grammar import Token, grammar, keywords, lex
from groundplan.record import NamedTuple
from groundplan.spec.draft import place
from groundplan.spec.fields import fields
from groundplan.spec.model import (
    Cardinality,
    Dependency,
    Entity,
    Field,
    FieldType,
    Index,
    IndexColumn,
    OnDelete,
    Relation,
)
from groundplan.spec.text.words import bare, singular, split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.source import Span
    from groundplan.spec.draft import Draft


_LONGEST_NAME = 3  # words


class Link(NamedTuple):
    """A relation as a line states it, before its place."""

    source: str
    target: str
    cardinality: Cardinality
    through: str = ""
    on_delete: OnDelete | None = None


def read_line(line: Text, path: str, draft: Draft, subject: str, under: str = "") -> bool:
    """Takes a line that states a relation; `subject` stands in where it begins with `belongs to`. False for others.

    It may stand `under` the name of a thing: `선석과 다대다 관계`.
    """
    text = bare(line.text)
    drawn = _drawn(text) or _beside(text, under)
    head, inside, tail = (text, "", "") if drawn else _attributes(text)
    link = drawn or _linked(head + tail, subject) or _keys(text) or _linked(_remark().sub("", head + tail), subject)
    if link is None:
        return False
    members: tuple[Field, ...] = ()
    if inside:
        body = fields.from_body(Text("{" + inside + "}", line.line, line.column + max(line.text.find("("), 0)), path)
        if body is None:
            draft.miss(path, line, "attributes")
        else:
            members = body[0]
    span = place(path, line)
    draft.relations.append(
        Relation(link.source, link.target, link.cardinality, span, link.through, members, link.on_delete)
    )
    return True


def _linked(text: str, subject: str) -> Link | None:
    """A relation as it stands, or of `subject`: `belongs to Pier`, `Many-to-one with Pier`."""
    counted = _counted().fullmatch(text) if subject else None
    told = f"{subject} {counted['kind']} {counted['target']}" if counted else f"{subject} {text}"
    return read_link(text) or (read_link(told) if subject else None)


@cache
def _counted() -> re.Pattern[str]:
    return regex.compile(
        r"(?P<kind>(?:one|many)-to-(?:one|many))(?: relation(?:ship)?)? (?:with|to) (?P<target>[A-Z]\w*)", re.IGNORECASE
    )


@cache
def _remark() -> re.Pattern[str]:
    """`Boat N:1 Pier (where it lies)`: words behind the two."""
    return regex.compile(r" ?\([^():]*\)$")


def _drawn(text: str) -> Link | None:
    """`Boat ↔ Pier (1:N)`, `Boat ↔ Sailor (다대다, Crew를 통해)`: an arrow, and in brackets how many of each."""
    found = _arrow().fullmatch(text.rstrip(". ")) if "(" in text else None
    link = read_link(f"{found['source']} {found['kind']} {found['target']}") if found else None
    return link._replace(through=found["through"] or "") if found and link else None


def _beside(text: str, under: str) -> Link | None:
    """`선석과 다대다 관계`, `항로와 1:N 관계` below the name of a thing."""
    found = _with_another().fullmatch(text.rstrip(". ")) if "관계" in text and under else None
    link = read_link(f"{under} {found['kind']} X") if found else None
    return link._replace(target=found["target"]) if found and link else None


@cache
def _with_another() -> re.Pattern[str]:
    return regex.compile(
        r"(?P<target>[A-Za-z가-힣][\w]*(?: [가-힣\w]+)?)(?:과|와)의? (?P<kind>[1NM] ?: ?[1NM]|[일다]대[일다]) ?관계"
    )


@cache
def _arrow() -> re.Pattern[str]:
    name = r"[A-Za-z가-힣][\w가-힣]*"
    kind = r"[1NM]:[1NM]|[일다]대[일다]|(?:one|many)-to-(?:one|many)"
    through = rf"(?:, ?(?:(?:via|through) )?(?P<through>{name}?)(?:[를을] 통해|로 연결| 경유)?)?"
    return regex.compile(
        rf"(?P<source>{name}) ?(?:↔|⟷|<-{{1,2}}>|→|-{{1,2}}>|─+|—) ?(?P<target>{name}) ?\((?P<kind>{kind}){through}\)",
        re.IGNORECASE,
    )


def _keys(text: str) -> Link | None:
    """`berths.pier_id → piers.id (CASCADE)`: the key of another table is that of one row there."""
    found = _key().fullmatch(text) if "." in text and ("→" in text or "->" in text) else None
    if not found:
        return None
    said = found["note"].lower()
    deleted = next((one for one in _DELETES if one in said), None)
    return Link(found["source"], found["target"], "N:1", "", deleted)


def keyed(text: Text, path: str) -> Iterator[Entity]:
    """`` `berths.pier_id → piers.id` `` in any words: the column, of a table that is there."""
    for one in _pointing().finditer(text.text) if "→" in text.text or "->" in text.text else ():
        where = place(path, text, one.start("column"), len(one["column"]))
        own = fields.make(one["column"], FieldType("ref", target=one["target"]), where, ())
        yield Entity(one["source"], (own,), where, carrier="altered", origin="inferred")


@cache
def _pointing() -> re.Pattern[str]:
    return regex.compile(
        r"(?<![\w.`])`?(?P<source>[a-z_]\w*)\.(?P<column>[a-z]\w*_(?:id|no|code|key))`?\s*(?:→|-{1,2}>)\s*"
        r"`?(?P<target>[A-Za-z_]\w*)\.[A-Za-z_]\w*`?",
    )


@cache
def _key() -> re.Pattern[str]:
    columns = r"\.(?:[A-Za-z_]\w*|\([\w, ]+\))`?"
    return regex.compile(
        rf"`?(?P<source>[A-Za-z_]\w*){columns}\s*(?:→|-{{1,2}}>)\s*`?(?P<target>[A-Za-z_]\w*){columns}"
        r"(?P<note>\s*(?:[(,:—-].*)?|\s+on delete .*)",
        re.IGNORECASE,
    )


_DELETES: tuple[OnDelete, ...] = ("cascade", "set null", "restrict")


def _attributes(text: str) -> tuple[str, str, str]:
    """The text before, inside and behind the parentheses that hold attributes (they have a colon)."""
    start = text.find("(")
    if start < 0:
        return text, "", ""
    depth = 0
    for position in range(start, len(text)):
        depth += (text[position] == "(") - (text[position] == ")")
        if depth == 0:
            inside = text[start + 1 : position]
            return (text[:start], inside, text[position + 1 :]) if ":" in inside and " " in inside else (text, "", "")
    return text, "", ""


def several(line: Text, kind: str) -> list[Text]:
    """The lists of `(team, name), unique (slug)` and the relations of `User 1:N Order, Order 1:N Item`, each alone."""
    parts = split(line.text)
    apart = [part[-1:] == ")" or (kind == "relations" and ":" in part) for part, _ in parts]
    if len(parts) < 2 or kind not in ("indexes", "relations") or not all(apart):
        return [line]
    return [Text(part, line.line, line.column + at) for part, at in parts]


@lru_cache(4096)
def read_link(text: str) -> Link | None:
    """The relation that `text` states, or None."""
    tables = grammar("relation")
    tokens = [token for token in lex(tables, text, keywords("relation")) if token.kind != "_NOISE"]
    if len(tokens) < 3 or len(tokens) > 40:
        return None
    found = tables.run(tokens, "relation", _ACTIONS)
    return found if found.__class__ is Link else None


@lru_cache(4096)
def _index(text: str) -> tuple[tuple[IndexColumn, ...], bool] | None:
    tables = grammar("relation")
    found: tuple[tuple[IndexColumn, ...], bool] | None = tables.run(
        lex(tables, bare(text), keywords("relation")), "index", _ACTIONS
    )
    return found


@cache
def _stated() -> re.Pattern[str]:
    return regex.compile(
        r"(?:UNIQUE(?: INDEX| KEY)?|INDEX|KEY|(?:고유 ?|유니크 ?|복합 ?)?(?:인덱스|색인)|고유|유니크)\s*\([\w, ]+\)",
        re.IGNORECASE,
    )


def is_index(text: str) -> bool:
    """Whether a bullet among fields is an index: `UNIQUE(chain_id, address)`."""
    return _stated().match(text) is not None


def read_index(text: str, span: Span) -> Index | None:
    """An index such as `unique (team, name)` or `(project, priority desc)`; None for other text."""
    alone = _of_one().fullmatch(text.strip())
    if alone:
        return Index((IndexColumn(alone.group(1)),), span, alone.group(2).lower() == "unique")
    named = _kind_behind().fullmatch(text.strip().rstrip("."))
    if named:
        columns = tuple(IndexColumn(one.strip()) for one in named["columns"].split(","))
        return Index(columns, span, named["unique"] is not None)
    found = _index(text)
    return Index(found[0], span, found[1]) if found else None


@cache
def _kind_behind() -> re.Pattern[str]:
    """`` `pier` 단일 인덱스``, `` `(pier, day)` 복합 인덱스``, `` `code` unique index``: columns and what they have."""
    kinds = r"(?:(?:단일|복합|일반|single|composite|compound) ?)?(?P<unique>(?:유니크|고유|unique) ?)?"
    return regex.compile(
        rf"`?\(?(?P<columns>[^\W\d]\w*(?:, ?[^\W\d]\w*)*)\)?`?(?:에)? {kinds}(?:인덱스|색인|index)", re.IGNORECASE
    )


@cache
def _of_one() -> re.Pattern[str]:
    """`` `email` (unique) ``, `` `IDX_users_email` on `email` (unique) ``."""
    return regex.compile(r"(?:`?\w+`? on )?`?([^\W\d]\w*)`?\s*\((unique|index|indexed)\)", re.IGNORECASE)


def told_indexes(text: str, span: Span) -> tuple[Index, ...]:
    """The indexes of a sentence of nothing else: `Indexes on (a, b) and (c, d).`, `(a, b)에 고유 인덱스`."""
    text = text.replace("`", "").replace("*", "").strip(". ") if "(" in text else ""
    if not text or not _sentence().fullmatch(text):
        return ()
    unique = regex.search(r"unique|고유|유니크", text, re.IGNORECASE) is not None
    lists = (split(one) for one in regex.compile(r"\(([\w, ]+)\)").findall(text))
    return tuple(Index(tuple(_told(name.strip()) for name, _ in names), span, unique) for names in lists)


def _told(name: str) -> IndexColumn:
    """`made_at DESC`: a column and its order."""
    head, _, order = name.partition(" ")
    return IndexColumn(head, order.lower() == "desc") if order.lower() in ("asc", "desc") else IndexColumn(name)


@cache
def _sentence() -> re.Pattern[str]:
    columns = r"\([\w, ]+\)"
    many = "unique|composite|compound|natural"
    return regex.compile(
        rf"(?:(?:{many}) )+(?:key|index|constraint)(?: (?:key|index|constraint))?:?(?: on)? {columns}"
        rf"|(?:unique )?(?:index(?:es)?|unique|keys?)(?: on|:)? {columns}(?:(?:,| and|, and) {columns})*"
        rf"|(?:(?:고유|유니크|복합) ?)?(?:인덱스|색인|고유|유니크):? ?{columns}(?:(?:,| 및|와|과) {columns})*"
        rf"|{columns}(?:(?:,| 및|와|과) {columns})*에 ?(?:고유 ?|유니크 ?|복합 ?)?(?:인덱스|색인)",
        re.IGNORECASE,
    )


def read_dependency(text: str, span: Span) -> Dependency | None:
    """A functional dependency such as `FD: a, b -> c`; None for other text."""
    tables = grammar("relation")
    body = text.split(":", 1)[1] if ":" in text else text
    found = tables.run(lex(tables, bare(body), {}), "dependency", _ACTIONS)
    return Dependency(found[0], found[1], span) if found else None


_WORDS: dict[str, Cardinality] = {
    "MANY_TO_MANY": "N:M",
    "ONE_TO_MANY": "1:N",
    "MANY_TO_ONE": "N:1",
    "ONE_TO_ONE": "1:1",
    "HAS_MANY": "1:N",
    "HAS_ONE": "1:1",
    "BELONGS_TO": "N:1",
}


def _relation(children: list[Any]) -> Link | None:
    names = [child for child in children if child.__class__ is _Name]
    links: list[str] = [child for child in children if child.__class__ is str]
    if len(names) < 2 or not links or "" in links:
        return None
    verb = links[-1] if len(links) > 1 else links[0]
    through = next((child[1] for child in children if child.__class__ is tuple and child[0] == "through"), "")
    deleted = next((child[1] for child in children if child.__class__ is tuple and child[0] == "delete"), None)
    plural = any(
        child.__class__ is list and child[0].kind in ("HAS_MANY", "HAS_ONE", "BELONGS_TO") for child in children
    )
    first, second = (_without_article(one.text) for one in names[:2])
    if max(len(first.split()), len(second.split())) > _LONGEST_NAME:
        return None  # a sentence about things and no relation of two
    if plural:
        first, second = singular(first), singular(second)
    return Link(first, second, verb, through, deleted)  # type: ignore[arg-type]


class _Name(NamedTuple):
    text: str


_ARTICLES = frozenset({"a", "an", "the", "one", "each", "every", "many"})


def _without_article(name: str) -> str:
    """`Each Room` is Room; a name of one letter is no article."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in _ARTICLES else name


def _side(token: Token) -> str:
    if token.kind == "NUMBER":
        return "1" if token.text in ("1", "0") else ""
    return "N" if token.kind == "MANY" else "1"


def _cardinality(children: list[Any]) -> str:
    if len(children) == 1:
        return children[0] if children[0].__class__ is str else ""
    tokens = [child for child in children if child.kind != "DASH"]
    left, right = _side(tokens[0]), _side(tokens[-1])
    if not left or not right:
        return ""
    return "N:M" if left == right == "N" else f"{left}:{right}"


def _column(children: list[Any]) -> IndexColumn:
    return IndexColumn(children[0].text, len(children) > 1 and children[1].kind == "DESC")


def _read_index(children: list[Any]) -> tuple[tuple[IndexColumn, ...], bool]:
    columns = tuple(child for child in children if child.__class__ is IndexColumn)
    return columns, any(child.__class__ is Token and child.kind == "UNIQUE" for child in children)


_ON_DELETE: dict[str, OnDelete] = {"CASCADE": "cascade", "SET_NULL": "set null", "RESTRICT": "restrict"}

_ACTIONS: dict[str, Any] = {
    "relation": _relation,
    "name": lambda children: _Name(" ".join(child.text for child in children)),
    "cardinality": _cardinality,
    "word": lambda children: _WORDS[children[0].kind],
    "verb": lambda children: _WORDS[children[0].kind],
    "through": lambda children: ("through", children[0].text),
    "on_delete": lambda children: ("delete", _ON_DELETE[children[0].kind]),
    "column": _column,
    "index": _read_index,
    "names": lambda children: tuple(child.text for child in children),
    "dependency": lambda children: (children[0], children[-1]),
}
