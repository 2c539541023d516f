"""Things whose parts Korean requirements list in clauses: `선석을 생성할 때 코드와 수심을 저장한다`,
`코드, 수심을 포함하는 선석을 저장한다`, `선석의 코드, 수심, 가격을 저장한다`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import vocabulary
from groundplan.spec.draft import place_within
from groundplan.spec.fields import bracketed, fields
from groundplan.spec.model import Entity
from groundplan.spec.text.messages import is_message_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Text
    from groundplan.spec.model import Field

_PARTS = r"(?P<parts>(?<![^\s])[가-힣A-Za-z`][^.;:()]{2,160}?)"
"""Any words up to what ends them: what is between their joints has to be names."""
_KEEPS = "(?:함께 )?(?:저장|기록|보관)"
_ALONG = rf"{_PARTS} ?(?:필드|속성|컬럼|항목)(?:와|과) 함께 (?:저장|기록|보관)"
"""`선석을 코드, 수심, 가격 필드와 함께 저장`."""
_THING = r"(?P<thing>[가-힣]{1,10}?(?: [가-힣]{2,8}?)?|`?[A-Z][A-Za-z]+`?)"
_WHO = r"(?:THE [\w-]+(?: [\w-]+){0,2} SHALL |[^.,]{0,30}?(?:은|는) )?(?:SHALL )?"
"""Who does it, before the parts."""
_FEW, _SEVERAL = 2, 3


_OWNED = (
    r"(?:^|[.] |(?<=, ))(?P<each>각 |각각의 |모든 )?"
    r"(?P<thing>[가-힣]{1,10}?(?: [가-힣]{2,8}?)?|`?[A-Z][A-Za-z]+`?) *(?:은|는) "
    rf"(?:SHALL |반드시 )?{_PARTS}(?: 등| 정보| 필드| 속성)*"
    r"(?:(?:을|를) (?:함께 |모두 )?(?:포함해야|가져야|갖춰야|보유해야|보존해야)|(?:으)?로 구성)"
)
"""`선석은 코드, 수심, 가격을 포함해야 한다`."""


@cache
def _shapes() -> tuple[tuple[re.Pattern[str], int], ...]:
    """Each with how many parts it needs at least."""
    thing = rf"(?:^|(?<=[\s,])){_THING}"
    # `선석을 생성할 때 코드와 수심을 저장`
    when = (
        rf"{thing}(?:을|를)? ?(?:생성|등록|추가|작성|저장)(?:할 때|하면|시|되면),? "
        rf"{_WHO}{_PARTS}(?: 등| 정보| 값)*(?:을|를) {_KEEPS}"
    )
    # `코드, 수심을 포함하는 선석을 저장`
    holding = (
        rf"{_PARTS}(?: 등| 정보| 값| 필드)*(?:을|를|이|가) (?:포함하는|포함한|포함된|가진|갖는|담은) (?:새로운 |새 )?"
        r"(?P<thing>[가-힣]{1,10}(?: [가-힣]{2,8})?|`?[A-Z][A-Za-z]+`?)(?:을|를) "
        r"(?:[가-힣]+에 )?(?:저장|생성|등록|기록)"
    )
    # `선석의 코드, 수심, 가격을 저장`
    of = rf"{thing}의 {_PARTS}(?: 등| 정보| 값)*(?:을|를) {_KEEPS}"
    # `각 선석에 코드, 수심, 가격을 포함하여 반환`
    called = " 등| 정보| 값| 필드| 목록"
    each = rf"(?:(?:^|(?<=[\s,]))|각 ){_THING}(?:에는?|마다) {_PARTS}(?:{called})*(?:을|를) (?:함께 )?포함"
    # `선석이 생성되면, THE API SHALL 코드, 수심, 가격을 반환`, `선석 ID로 조회하면, 코드, 수심, 가격을 반환`
    read = (
        rf"{thing}(?:(?:을|를|이|가) (?:성공적으로 |정상적으로 )?(?:생성|등록|조회|추가|작성)(?:되면|하면|할 때)"
        rf"| ?(?:ID|아이디)로 (?:요청|조회)하면),? {_WHO}{_PARTS}(?: 등| 정보| 값)*(?:을|를) (?:함께 )?(?:반환|응답)"
    )
    along = rf"{thing}(?:을|를) {_ALONG}"
    made = (
        (along, _FEW),
        (each, _SEVERAL),
        (read, _SEVERAL),
        (when, _FEW),
        (holding, _FEW),
        (of, _SEVERAL),
        (_OWNED, _SEVERAL),
    )
    return tuple((regex.compile(one), least) for one, least in made)


def things(text: str, lines: tuple[Text, ...], path: str) -> Iterator[Entity]:
    """The things of one text with their parts."""
    plain = _aside().sub(lambda found: " " * len(found[0]), text)
    for shape, least in _shapes():
        for one in shape.finditer(plain):
            name = _thing(one["thing"])
            whose = one["each"] if "each" in shape.groupindex else None
            parts = listed(plain, lines, path, *one.span("parts"), loose=bool(whose)) if name else ()
            own = [_bracketed(field, at, text) for field, at in parts]
            if len(own) >= least:
                yield Entity(name, tuple(own), place_within(path, lines, one.start("thing"), 1), origin="inferred")


def registered(text: str, lines: tuple[Text, ...], path: str) -> Iterator[Entity]:
    """`회원가입 폼에서 아이디, 비밀번호, 이메일 필드를 제공`: of a member."""
    for one in _signs_up().finditer(_aside().sub(lambda found: " " * len(found[0]), text)):
        found = listed(text, lines, path, *one.span("parts"))
        own = tuple(field for field, _ in found if not field.name.endswith("확인"))
        if len(own) >= _FEW:
            yield Entity("회원", own, place_within(path, lines, one.start(), 1), origin="inferred")


@cache
def _signs_up() -> re.Pattern[str]:
    return regex.compile(
        r"회원 ?가입 ?(?:폼|양식|화면|페이지|요청|정보|시)?(?:에서|에는?|으로|은|는)?,? (?:THE [\w-]+ SHALL )?"
        rf"{_PARTS} ?(?:필드|항목|정보|등)*(?:을|를) (?:제공|입력|받|요구|수집|포함|저장)"
    )


def stored(text: str, lines: tuple[Text, ...], path: str) -> Iterator[Entity]:
    """`선석을 데이터베이스에 저장`, `수집된 부표 데이터를 PostgreSQL에 저장`: things, whatever they hold."""
    for one in _in_store().finditer(text):
        name = plain(one["thing"] or one["data"])
        if text[: one.start()].rstrip()[-1:] == "," or name.endswith("된"):
            continue  # `코드, 수심 정보를 저장`, `바뀐 정보를 저장`
        if name and not name.endswith((*_SAID[:2], *vocabulary("attribute_ends"))):
            yield Entity(name, (), place_within(path, lines, one.start(), 1), origin="inferred")


def plain(words: str) -> str:
    """The thing that words name, without what stands before it: `수집된 조위`, `사용자가 선석`."""
    pieces = words.split()
    said = max((at + 1 for at, word in enumerate(pieces[:-1]) if word.endswith(_SAID)), default=0)
    return _thing(" ".join(pieces[said:]))


_SAID = ("은", "는", "가", "이", "된", "한", "의", "할", "운", "모든", "해당", "하고", "하여")
"""How words end that stand before a name."""


@cache
def _in_store() -> re.Pattern[str]:
    named = "|".join(re.escape(one) for one in vocabulary("databases"))
    return regex.compile(
        r"(?:^|(?<=[\s,]))(?P<thing>(?:[가-힣]+ ){0,2}[가-힣A-Za-z]+?)[을를] "
        rf"(?:데이터베이스|디비|[A-Z]\w*_(?:Database|DB|Store)|(?i:db|{named})(?![a-z]))에 "
        r"(?:[가-힣]+ )?(?:저장|생성|기록|추가)"
        r"|(?:^|(?<=[\s,]))(?P<data>(?:[가-힣]+ ){0,2}[가-힣A-Za-z]+?) (?:데이터|정보|레코드)[을를] "
        r"(?:[가-힣]+ )?저장(?:한다|합니다|해야|하고|하며|한 )"
    )


@cache
def _aside() -> re.Pattern[str]:
    """Brackets, and what marks words."""
    return regex.compile(r"\([^()]*\)|\*\*")


@cache
def _joint() -> re.Pattern[str]:
    return regex.compile(r", ?| ?· ?|(?<=[가-힣\w`])[와과] | 및 | 그리고 ")


def _thing(words: str) -> str:
    name = words.strip("` ")
    pieces = name.split()
    while len(pieces) > 1 and (pieces[0] in vocabulary("said_of_things") or pieces[0][-1] in "이가은는의을를에"):
        pieces.pop(0)
    while len(pieces) > 1 and pieces[-1] in vocabulary("given_forms"):
        pieces.pop()
    last = pieces[-1].lower()
    parts = ("unkept", "containers", "messages", "displayed", "acts", "generic", "given_forms")
    several = len(pieces) > 1 and last == "항목"  # `주문 항목`
    none = (any(last in vocabulary(part) for part in parts) and not several) or is_message_title(
        " ".join(pieces), modelled=False
    )
    return "" if none else " ".join(pieces)


def listed(
    text: str, lines: tuple[Text, ...], path: str, start: int, stop: int, *, loose: bool = False
) -> Iterator[tuple[Field, int]]:
    """The names of a list between two offsets, each with where it ends; nothing where one of them is a clause.

    Of `loose` lists one may be: there what stands before a name may say which it is: `그때 계산된 총 금액`.
    """
    found: list[tuple[str, int]] = []
    at = start
    for joint in (*_joint().finditer(text, start, stop), None):
        end = joint.start() if joint else stop
        if not found and (before := _doer().match(text, at, end)):
            at = before.end()
        words = _marks().sub("", text[at:end].strip())
        said = _which().match(words) if loose else None
        at += said.end() + len(text[at:end]) - len(text[at:end].lstrip()) if said else 0
        words = words[said.end() :] if said else words
        if (
            not words
            or _clause().search(words)
            or not _name().fullmatch(words)
            or (len(words.split()) > 3 and not loose)
        ):
            return
        found.append((words.strip("`").removeprefix("선택적 "), at))
        at = joint.end() if joint else stop
    for name, where in found:
        span = place_within(path, lines, where, len(name))
        yield fields.make(name, fields.UNKNOWN, span, (), origin="inferred"), where + len(name)


def _bracketed(field: Field, at: int, text: str) -> Field:
    """The field with what brackets right behind it say: `코드(문자열, 고유)`."""
    inside = regex.compile(r" ?\(([^()]{2,80})\)").match(text, at)
    return bracketed.said(field, inside[1]) if inside else field


@cache
def _marks() -> re.Pattern[str]:
    """`선장 번호 FK`: what is said of a column."""
    return regex.compile(r" (?:FK|PK|nullable|unique|필수|선택)$")


@cache
def _which() -> re.Pattern[str]:
    """`그리고 주문할 때 확정된 `, `하나의 `, before a name."""
    return regex.compile(r"(?:그리고 |및 |[^,]*[가-힣](?:된|한|할|있는|하는|의) )+")


@cache
def _name() -> re.Pattern[str]:
    return regex.compile(r"`?\w+`?(?: \w+){0,3}")


@cache
def _doer() -> re.Pattern[str]:
    """`시스템은 `, before the first part."""
    return regex.compile(r"[^,]*[은는] +(?:SHALL +)?")


@cache
def _clause() -> re.Pattern[str]:
    """`유효한 값`, `시스템은 코드`: more than a name."""
    return regex.compile(
        r"[가-힣](?:은|는|을|를|에서|에게|하여|하고|하면|된|한|할) |(?:^| )(?:다음|모든|해당|기존|같은|유효한)(?: |$)"
    )
