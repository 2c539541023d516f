"""Tables that Korean sentences name with what is kept in each: `` `piers(id, name)` 테이블``,
``부두(`piers`: 이름, 수심)``, ``선장, 시각을 `logs` 테이블에 기록``, `` `logs`에 (선장, 시각)을 기록``.

Lower in rank than a data model, but for names written as functions are: those define.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Paragraph, Quote, Text
from groundplan.grammar import keywords
from groundplan.record import NamedTuple
from groundplan.spec.draft import place_within
from groundplan.spec.entities import prose_korean, signatures
from groundplan.spec.entities.prose import TABLES_IN_KOREAN
from groundplan.spec.fields import choices, fields
from groundplan.spec.fields.cells import read_type
from groundplan.spec.model import Entity, FieldType
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.words import singular

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Field
    from groundplan.spec.outline import Region

MAX_TEXT = 2_000
_NAME = r"[a-z][a-z\d_]{2,40}"
_KEEPS = "(?:저장|기록|보관|적재|남[기긴겨])"
_KEPT = rf"(?:[가-힣]+ ){{0,2}}?{_KEEPS}"
_TABLE = rf"`(?P<name>{_NAME})` ?(?:테이블|컬렉션)"
_FEW = 2


class _Said(NamedTuple):
    """A text over `lines` of a file."""

    text: str
    lines: tuple[Text, ...]
    path: str


def read(region: Region, draft: Draft) -> None:
    """The tables that the sentences of one region keep things in."""
    for block in region.blocks:
        lines = block.lines if isinstance(block, Item | Paragraph | Quote) else ()
        text = " ".join(one.text for one in lines)
        if "`" in text and len(text) <= MAX_TEXT and regex.has(text, TABLES_IN_KOREAN):
            said = _Said(text, lines, region.document.path)
            draft.code_entities += _signed(said)
            draft.outlined += (*_bracketed(said), *_put(said))
            draft.code_entities += (one._replace(carrier="altered") for one in (*_typed(said), *_set(said)))
            draft.told += _several(said)


def _signed(said: _Said) -> Iterator[Entity]:
    """`` `piers(id, name, depth)` 테이블로``."""
    for one in _signature().finditer(said.text):
        where = place_within(said.path, said.lines, one.start(1), len(one[1]))
        found = signatures.signature(Text(one[1], where.line, where.column), said.path)
        if found:
            yield found


@cache
def _signature() -> re.Pattern[str]:
    return regex.compile(rf"`({_NAME} ?\([^()`]{{5,400}}\))` ?(?:테이블|컬렉션)(?!에서)")


def _bracketed(said: _Said) -> Iterator[Entity]:
    """``부두 정보(`piers`: 이름, 수심)``."""
    for one in _named().finditer(said.text):
        if regex.has(_around(said.text, one), TABLES_IN_KOREAN):
            yield from _listed(one, said)


def _around(text: str, one: re.Match[str]) -> str:
    """The sentence around a match."""
    stop = text.find(". ", one.end())
    return text[text.rfind(". ", 0, one.start()) + 1 : stop if stop >= 0 else len(text)]


@cache
def _named() -> re.Pattern[str]:
    return regex.compile(rf"(?<=[가-힣A-Za-z]) ?\(`(?P<name>{_NAME}s)`: (?P<parts>[^()`]{{3,200}})\)")


def _put(said: _Said) -> Iterator[Entity]:
    """``선장, 시각을 `logs` 테이블에 기록``, `` `logs`에 (선장, 시각)을 기록``, `` `pier_logs`에 시각을 저장``."""
    plain = _aside().sub(lambda found: " " * len(found[0]), said.text)
    counted = regex.compile(r"\d+ ?[가-힣]")  # `정확히 한 줄과 행 1개`: how many rows, and no parts
    for one in (*_before().finditer(plain), *_inside().finditer(said.text), *_behind().finditer(plain)):
        if not counted.search(one["parts"]):
            yield from _listed(one, said)


def _listed(one: re.Match[str], said: _Said) -> Iterator[Entity]:
    """The table of a match with the parts that it lists, of which a few make one."""
    own = [field for field, _ in prose_korean.listed(one.string, said.lines, said.path, *one.span("parts"))]
    if len(own) >= _FEW:
        yield from _entity(one["name"], one.start("name"), own, said)


@cache
def _aside() -> re.Pattern[str]:
    return regex.compile(r"\([^()]*(?:\(\)[^()]*)?\)")


@cache
def _before() -> re.Pattern[str]:
    parts = r"(?P<parts>[가-힣A-Za-z`](?:(?![은는] )[^.;:]){2,120}?)"
    return regex.compile(rf"(?:^|(?<=[은는] )){parts}[을를] {_TABLE}에 {_KEPT}")


@cache
def _inside() -> re.Pattern[str]:
    return regex.compile(rf"{_TABLE}?에 \((?P<parts>[^()]{{3,200}})\) ?[을를] {_KEPT}")


@cache
def _behind() -> re.Pattern[str]:
    return regex.compile(
        rf"`(?P<name>{_NAME}_{_NAME})` ?(?:테이블|컬렉션)?에는? "
        rf"(?P<parts>[가-힣A-Za-z`][^.;:]{{2,120}}?)[을를] (?:함께 )?{_KEEPS}"
    )


def _several(said: _Said) -> Iterator[Entity]:
    """``세 영역(학력 `degrees`, 경력 `jobs`, 저서 `books`)을 분리 보관``: names of many things."""
    for one in _group().finditer(said.text):
        for each in regex.finditer(r"`(\w+)`", one[0]):
            yield from _entity(each[1], one.start() + each.start(1), [], said)

    for one in _new().finditer(said.text):
        yield from _entity(one["name"], one.start("name"), [], said)


@cache
def _new() -> re.Pattern[str]:
    """`` `pier_kinds` 시드 테이블``, `` `pier_notes` 신규 테이블``."""
    return regex.compile(rf"`(?P<name>{_NAME}s)` ?(?:시드|신규|새|매핑|이력) 테이블")


@cache
def _group() -> re.Pattern[str]:
    each = rf"[가-힣]+(?: [가-힣]+)? `{_NAME}s`"
    return regex.compile(rf"\({each}(?:, {each}){{2,20}}\)[을를] [^.]{{0,40}}(?:저장|보관|관리)")


def _typed(said: _Said) -> Iterator[Entity]:
    """`` `piers` 테이블에 저장하며, `kind` enum(`a` | `b`)으로 ...``: columns by what stands behind their names."""
    for one in _stored().finditer(said.text):
        own = [_column(each, said) for each in _kind().finditer(said.text, one.end(), one.end("rest"))]
        if own:
            yield from _entity(one["name"], one.start("name"), own, said)


@cache
def _stored() -> re.Pattern[str]:
    return regex.compile(rf"`(?P<name>{_NAME}s)` ?(?:테이블|컬렉션)에 {_KEPT}[가-힣]*,? ?(?=(?P<rest>[^.]*))")


@cache
def _kind() -> re.Pattern[str]:
    kinds = r"(?P<kind>FK|PK|UUID|uuid|boolean|text|integer|timestamptz?|date|jsonb?|numeric|bigint|컬럼|필드)"
    return regex.compile(rf"`(?P<field>{_NAME})` ?(?:enum ?\((?P<values>[^()]+)\)|{kinds}(?![A-Za-z]))")


def _set(said: _Said) -> Iterator[Entity]:
    """`` `piers` 테이블에 신규 레코드를 생성`` and what is behind it: `` `owner_id`는 ..., `state`는 '접수'로 설정``,
    `` `piers` 테이블의 해당 레코드를 `open=true`, `closed_at=now()`로 갱신``.
    """
    for one in _filled().finditer(said.text):
        own = [_plain(each, said) for each in _pair().finditer(said.text, *one.span("pairs"))]
        yield from _entity(one["name"], one.start("name"), own, said)
    for one in _row().finditer(said.text):
        stop = one.end("pairs") if one["pairs"] else len(said.text)
        start = one.start("pairs") if one["pairs"] else one.end()
        shape = _pair() if one["pairs"] else _given()
        own = [_plain(each, said) for each in shape.finditer(said.text, start, stop)]
        if one["pairs"] or len(own) >= _FEW:
            yield from _entity(one["name"], one.start("name"), own, said)


@cache
def _filled() -> re.Pattern[str]:
    """`` `pier_logs`에 `state='failed'`, `level=0`으로 기록``."""
    pair = r"`[a-z]\w* ?=(?!=) ?[^`]{1,40}`"
    return regex.compile(
        rf"`(?P<name>{_NAME})` ?(?:테이블|컬렉션)?에 (?P<pairs>{pair}(?:, {pair}){{0,20}})으?로 "
        "(?:[가-힣]+ )?(?:기록|저장|삽입|생성|추가)"
    )


@cache
def _row() -> re.Pattern[str]:
    pair = r"`[a-z]\w* ?=(?!=) ?[^`]{1,40}`"
    return regex.compile(
        rf"{_TABLE}(?:에 (?:[가-힣]+ )?(?:레코드|행)를? (?:생성|저장|추가|삽입)"
        rf"|의 (?:해당 |그 )?(?:레코드|행)[을를] (?P<pairs>{pair}(?:, {pair}){{0,20}})(?:으?로)? "
        "(?:갱신|설정|변경|수정))"
    )


@cache
def _pair() -> re.Pattern[str]:
    return regex.compile(r"(?<=`)(?P<field>[a-z]\w*)(?= ?=)")


@cache
def _given() -> re.Pattern[str]:
    """`` `owner_id`는 요청자의 번호``, up to the next."""
    return regex.compile(
        r"(?<=`)(?P<field>[a-z][a-z\d_]*)(?=`[은는] [^`.]{1,40}(?:`[^`]{1,30}`\))?(?:, `|[^`.]*(?:설정|저장)))"
    )


def _plain(one: re.Match[str], said: _Said, kind: FieldType = fields.UNKNOWN) -> Field:
    where = place_within(said.path, said.lines, one.start("field"), len(one["field"]))
    return fields.make(one["field"], kind, where, (), origin="inferred")


def _column(one: re.Match[str], said: _Said) -> Field:
    values = choices.listed(one["values"]) if one["values"] else ()
    kind = FieldType("enum", values=tuple(values)) if values else read_type((one["kind"] or "").lower())
    return _plain(one, said, kind if kind and kind.base not in ("unknown", "ref") else fields.UNKNOWN)


def _entity(name: str, at: int, own: list[Field], said: _Said) -> Iterator[Entity]:
    """The table, where the name is of one: none of messages, caches and databases."""
    none = is_message(name) or name in keywords("caches") or name in keywords("databases")
    if not none and ("_" in name or singular(name) != name):
        yield Entity(name, tuple(own), place_within(said.path, said.lines, at, len(name)), origin="inferred")
