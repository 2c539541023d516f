"""Tables and models that sentences say rows are written to, and what is written: ``a `Mooring` row with `state = 1` ``,
``kept in a `Berth` model``, `pier_logs 테이블에 기록(kind='DAY')`, `pier_logs 테이블의 read_at을 표시`.

Lower in rank than a data model: what is written counts where nothing states any fields.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Paragraph, Quote, Table
from groundplan.grammar import compact, keywords, vocabulary
from groundplan.record import NamedTuple
from groundplan.spec.draft import place_within, taken
from groundplan.spec.entities import introduced
from groundplan.spec.entities.bullets import is_spelled
from groundplan.spec.fields import fields
from groundplan.spec.model import Entity
from groundplan.spec.system import services
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.polarity import is_later
from groundplan.spec.text.words import singular

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Block, Text
    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Field
    from groundplan.spec.outline import Region

MAX_TEXT = 2_000
_ENGLISH = ("` table", "` model", "` collection", "` entity", "` row", "` record", "` entry", "` document")
_ROWS = ("records in ", "rows in ", "entries in ", "records to ", "rows to ", "entries to ", " into `")
_KOREAN = ("테이블", "레코드", "행을", "행이", "insert", "upsert")
_LISTED = ("` 모델", "` 테이블", "` 엔티티", "` models", "` tables", "` entities")
_THEIRS = ("테이블의 ", "모델의 ", "스키마의 ", "엔티티의 ")
_WRITES = ("기록", "생성", "저장", "추가", " 모델", " 테이블", " 엔티티")
_HINTS = ("`", *introduced.HINTS, *_KOREAN, *_ENGLISH, *_LISTED, *_THEIRS, *_WRITES)
"""One of these stands, in lower case, in each line that is read."""
_NAME = r"[A-Za-z][A-Za-z0-9_]{2,40}"


@cache
def _stored() -> re.Pattern[str]:
    """What is kept in a table or a model whose name is in a code span."""
    verbs = "stor(?:e|es|ed|ing)|persist(?:s|ed)?|sav(?:e|es|ed)|keeps?|kept|record(?:s|ed)?|writes?|written"
    into = r"(?:in|into|to) (?:an? |the )?(?:new )?"
    return regex.compile(
        rf"\b(?:{verbs}|inserts?|inserted|registered) (?:"
        rf"(?:[a-z][\w-]* ){{0,4}}?{into}`({_NAME})` (?:table|model|collection|entity)\b"
        rf"|(?:[a-z][\w-]* ){{1,3}}?(?:records|rows|entries) {into}`({_NAME})`"
        r"(?= (?:linked|tied|keyed|scoped|belonging|for|when|whenever)\b|[.,;]|$)"
        r"(?: (?:linked|tied|scoped) to (?:the |an? )?[a-z]+ (?:via|by|through|with) `?(?P<link>[a-z]+_id)\b)?)",
        re.IGNORECASE,
    )


@cache
def _assigned() -> re.Pattern[str]:
    """A row of something that is made with values: `` a `Mooring` row with `berthId = berth.id`, `state = OPEN` ``."""
    return regex.compile(
        rf"`({_NAME})` (?:row|record|entry|document)s? (?:[a-z]+ ){{0,2}}?(?:with|where|having|setting) "
        rf"((?:`{_NAME} ?=(?!=)[^`]{{1,80}}`(?:, and |,? and |, |)){{1,30}})"
    )


@cache
def _korean() -> re.Pattern[str]:
    """`pier_logs` 테이블에 기록, contract 레코드를 생성, `boats`에 insert; values may stand in a bracket behind."""
    adverbs, pair = (
        r"(?:\([A-Za-z_]\w*(?:, ?[A-Za-z_]\w*){1,12}\) ?)?(?:[가-힣\d]+ ){0,5}?",
        rf"`?{_NAME}`? ?=(?!=)[^()]{{1,40}}(?:\([^()]*\))?",
    )
    return regex.compile(
        rf"(?<![\w`./-])`?(?:(?P<table>{_NAME})`? ?테이블에 (?!대[한해]|의해|있|없|존재)"
        rf"{adverbs}(?:등록|저장|기록|추가|생성|적재|삽입|남[기긴겨])(?![가-힣]{{0,3}}지 ?(?:않|말|못))"
        rf"|(?P<from>(?<=`){_NAME})` ?테이블에서 "
        rf"|(?P<rows>(?<=`){_NAME})` ?(?:에 |의 )?(?:한 |새 |신규 )?행(?:을|이|을 한 개|으로)? ?(?:{adverbs})"
        r"(?:넣|추가|저장|삽입|기록|생성|삭제|갱신|조회|남[기긴겨])"
        rf"|(?P<row>{_NAME})`? ?(?:신규 |새 )?레코드[를가]? {adverbs}(?:생성|저장|추가|기록|삽입)"
        rf"|(?P<to>{_NAME})`?[에를을] (?i:insert|upsert)\b)"
        rf"(?: ?\((?P<given>{pair}(?:, {pair}){{0,20}})\))?"
    )


@cache
def _of_table() -> re.Pattern[str]:
    """`pier_logs 테이블의 read_at과 kinds[]를 표시`: columns by their names."""
    part = r"`?[A-Za-z_][A-Za-z0-9_]{0,40}(?:\[\])?`?"
    return regex.compile(
        rf"(?<![\w`./-])`?({_NAME})`? ?(?:테이블|모델|스키마|엔티티)의 "
        rf"({part}(?:(?:, |[와과] | 및 |·| ?/ ?){part}){{0,8}})"
        r"(?=[을를은는이가에로]| ?(?:컬럼|필드|값))"
    )


@cache
def _bracket() -> re.Pattern[str]:
    """`pier_logs 테이블에 (pier_id, kind, made_at) 기록`: columns by their names."""
    return regex.compile(r"\(([A-Za-z_]\w*(?:, ?[A-Za-z_]\w*){1,12})\)")


@cache
def _several() -> re.Pattern[str]:
    """`` `Mooring`, `Berth`, `Pilot` 모델 추가``, ``adds `Mooring` and `Berth` models``: types by their names."""
    name, more = r"`[A-Z][a-z]\w{1,40}`", r"(?:, |·| 및 |, and | and |[와과] )"
    return regex.compile(
        rf"(?P<korean>{name}(?:{more}{name}){{1,20}}) ?(?:모델|테이블|엔티티)(?:을|를|들을)? ?(?:추가|생성|신규|정의)"
        rf"|\b[Aa]dd(?:s|ing)? (?:the )?(?P<english>{name}(?:{more}{name}){{1,20}}) (?:models|tables|entities)\b"
    )


@cache
def _compound() -> re.Pattern[str]:
    """`BerthLog에 실패를 기록`, `BerthNote를 생성`, `BerthNote, BerthLog 모델 추가`: as only programs spell them."""
    name = r"[A-Z][a-z\d]+(?:[A-Z][a-z\d]+)+"
    return regex.compile(
        rf"(?<![\w/.<-])(?P<into>{name})`?에 (?:[가-힣]+[을를]? ){{0,4}}?(?:기록|저장|추가)"
        rf"|(?<![\w/.<-])(?P<made>{name})`?[을를] (?!통해|통하|이용|사용|거쳐)(?:[가-힣]+ ){{0,2}}?(?:생성|저장)"
        rf"|(?<![\w/.<-])(?P<several>{name}`?(?:, `?{name}`?){{1,12}}) ?(?:모델|테이블|엔티티)"
    )


@cache
def _left() -> re.Pattern[str]:
    """What stands before `=` in a list of values."""
    return regex.compile(rf"(?<=[(,` ])({_NAME}) ?=(?!=)")


@cache
def _word() -> re.Pattern[str]:
    return regex.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def read(region: Region, draft: Draft) -> None:
    """The tables that the sentences of one region write to, and their columns."""
    if not draft.said(region.blocks).has(_HINTS):
        return
    for lines in _wholes(region.blocks):
        text = " ".join(one.text for one in lines)
        low = text.lower() if len(text) <= MAX_TEXT else ""
        if regex.has(low, _HINTS):
            said = _Said(text, lines, region.document.path)
            draft.told += [one for one in _entities(said, low) if one]
            draft.outlined += [one for one in _rows(said) if one] if regex.has(low, _ROWS) else ()
            draft.told += _introduced(said) if regex.has(low, introduced.HINTS) else ()
            draft.told += [one for one in _compounds(said) if one] if regex.has(text, _WRITES) else ()
            draft.told += [one for one in _members(said) if one] if "`" in text else ()


def _wholes(blocks: tuple[Block, ...]) -> Iterator[tuple[Text, ...]]:
    """The lines that go on with each other, and each cell of a table."""
    for block in blocks:
        if isinstance(block, Item | Paragraph | Quote):
            yield block.lines
        elif isinstance(block, Table):
            yield from ((cell,) for row in taken(block) for cell in row)


class _Said(NamedTuple):
    """A text over `lines` of a file."""

    text: str
    lines: tuple[Text, ...]
    path: str


def _entities(said: _Said, low: str) -> Iterator[Entity | None]:
    text = said.text
    if regex.has(low, _ENGLISH):
        for one in _stored().finditer(text):
            if one[1]:
                yield _entity(one, 1, [], said)
        for one in _assigned().finditer(text):
            yield _entity(one, 1, _columns(_left(), said, one.span(2)), said)
    for one in _korean().finditer(text) if regex.has(low, _KOREAN) else ():
        group = next(key for key in ("table", "from", "rows", "row", "to") if one[key])
        listed = _bracket().search(text, *one.span()) if group == "table" and not one["given"] else None
        own = _columns(_left(), said, one.span("given")) if one["given"] else []
        yield _entity(one, group, _columns(_word(), said, listed.span(1)) if listed else own, said)
    for one in _several().finditer(text) if text.count("`") > 2 and regex.has(low, _LISTED) else ():
        for each in _word().finditer(text, *one.span("korean" if one["korean"] else "english")):
            yield _entity(each, 0, [], said) if each[0][:1].isupper() else None
    for one in _of_table().finditer(text) if regex.has(text, _THEIRS) else ():
        own = _columns(_word(), said, one.span(2))
        named = [f"`{each.name}" in one[2] or is_spelled(each.name) for each in own]
        if all(named) or (any(named) and len(named) > 1):
            yield _entity(one, 1, own, said)


def _rows(said: _Said) -> Iterator[Entity | None]:
    """``boat records in `boats` linked to piers via pier_id``: a table, wherever it stands."""
    for one in _stored().finditer(said.text):
        if one[2]:
            yield _entity(one, 2, _columns(_word(), said, one.span("link")) if one["link"] else [], said)


def _introduced(said: _Said) -> Iterator[Entity]:
    """The models that sentences over these lines say are made; those that are third parties are none of ours."""
    for several in introduced.names(said.text):
        for name in () if any(map(services.known, several)) else several:
            where = place_within(said.path, said.lines, max(said.text.find(name), 0), len(name))
            if not is_message(name):
                yield Entity(name, (), where, origin="inferred")


def _entity(found: re.Match[str], group: int | str, own: list[Field], said: _Said) -> Entity | None:
    """The table or model of a mention; none where the word names something else."""
    name, at = found[group], found.start(group)
    marked = said.text[at - 1 : at] == "`"
    if not _is_table(name, marked=marked, row=group == "row") or is_later(said.text, *found.span()):
        return None
    return Entity(name, tuple(own), place_within(said.path, said.lines, at, len(name)), origin="inferred")


def _compounds(said: _Said) -> Iterator[Entity | None]:
    for one in _compound().finditer(said.text):
        for each in _word().finditer(said.text, *one.span()):
            yield _entity(each, 0, [], said) if _hump().search(each[0]) and not _shown(each[0]) else None


def _members(said: _Said) -> Iterator[Entity | None]:
    for one in _dotted().finditer(said.text):
        if (_hump().search(one[2]) or "_" in one[2]) and one[1] not in _BUILT_IN and not _shown(one[1]):
            yield _entity(one, 1, _columns(_word(), said, one.span(2)), said)


@cache
def _dotted() -> re.Pattern[str]:
    """``set `Berth.lastVisit` ``, `` `Berth.pierId IS NULL` ``: a field of a model; no call and no file."""
    files = "js|ts|tsx|jsx|py|java|kt|go|md|json|yml|yaml|vue|sql|rs|cs|html|css"
    return regex.compile(rf"`([A-Z][a-z]+(?:[A-Z][a-z]+)*)\.(?!(?:{files})`)([a-z][A-Za-z_]+)(?: [A-Z][A-Z ]+)?`")


_BUILT_IN = frozenset({"Promise", "Object", "React", "Date", "Math", "Array", "String", "Number", "Intl", "Response"})
"""What languages and libraries define."""


@cache
def _hump() -> re.Pattern[str]:
    return regex.compile(r"[a-z\d][A-Z]")


def _shown(name: str) -> bool:
    """`BerthForm`, `PierPage`: what the last word says is a part of a screen or of the program."""
    last = regex.findall(r"[A-Z][a-z\d]+", name)[-1].lower()
    return last in vocabulary("displayed")


def _is_table(name: str, *, marked: bool, row: bool) -> bool:
    """Names of many things, those that are spelled as only programs do, and, as a row, one in small letters."""
    one = singular(compact(name))
    others = ("unkept", "containers", "messages", *(() if row else ("generic",)))
    if is_message(name) or any(one in vocabulary(part) for part in others):
        return False
    if any(compact(name) in keywords(part) for part in ("databases", "caches", "frameworks")) or name.isupper():
        return False
    return "_" in name or name[:1].isupper() or singular(name) != name or (row and (marked or len(name) > _SHORT))


_SHORT = 3
"""Letters of `dns`, `log`: what records are of, and no thing."""


def _columns(shape: re.Pattern[str], said: _Said, span: tuple[int, int]) -> list[Field]:
    """The names between two offsets of a text, each once."""
    found: dict[str, Field] = {}
    for one in shape.finditer(said.text, *span):
        name = one[shape.groups]
        where = place_within(said.path, said.lines, one.start(shape.groups), len(name))
        found.setdefault(name, fields.make(name, fields.UNKNOWN, where, (), origin="inferred"))
    return list(found.values())
