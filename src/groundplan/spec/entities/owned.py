"""Things that a sentence says have parts: `A club has a name, a city and a year`, `회원은 이름, 이메일을 가진다`.

In a data model such a sentence defines what nothing else defines; elsewhere it tells of a thing in passing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import vocabulary
from groundplan.record import NamedTuple
from groundplan.spec.draft import place
from groundplan.spec.entities import demanded
from groundplan.spec.entities.headed import ATTRIBUTES
from groundplan.spec.fields import fields, inline
from groundplan.spec.text.messages import is_message_title
from groundplan.spec.text.titles import is_more_fields
from groundplan.spec.text.words import singular

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Text
    from groundplan.spec.model import Field

MIN_DEFINED = 2
MIN_TOLD = 3
"""Parts that make a thing in a data model, and elsewhere."""
MAX_LINE = 600
MAX_WORDS = 3
"""Of a thing's name: more are a sentence."""

HINTS = (
    " has ", " have ", " consists of ", " is made of ", " carries ", " carry ", " stores ", " records ", " holds ",
    "진다", "집니다", "는다", "습니다", "한다", "합니다", "있다", *demanded.HINTS,
)  # fmt: skip
"""Of which one stands in each line that tells of parts."""


LABELS = (" 정보", " 항목", " 속성", " 필드", " 컬럼", " 데이터", " fields", " attributes", " columns", " properties")
"""Of which one stands in each line that lists parts behind a name."""


class Thing(NamedTuple):
    """A thing of a sentence and its parts; without parts where the sentence lists some that are no names."""

    name: str
    fields: tuple[Field, ...]


@cache
def _english() -> re.Pattern[str]:
    return regex.compile(
        r"(?:^|[.;:]\s+)(?:(?:An?|Each|Every|The)\s+(?P<one>[a-z]+(?: (?!shall|must|should|will|may|can)[a-z]+)?)\s+"
        r"(?:also |belongs to (?:an?|one|the) [a-z]+ and )?"
        r"(?:has|consists of|is made of|carries|(?P<kept>stores|records|holds))"
        r"|(?P<many>(?!shall|must|should|will|may|can\b)[a-z]+"
        r"(?: (?!shall|must|should|will|may|can)[a-z]+)?)\s+(?:have|carry))\s+"
        r"(?P<parts>(?:an?|the|its|their|one|several|many|zero or more|at least one)\s[^.;:()`*|]{8,300})(?=[.;]|$)",
        re.IGNORECASE,
    )


@cache
def _attributes() -> re.Pattern[str]:
    """`Each boat has basic attributes such as ID, name and length`."""
    return regex.compile(
        r"(?:^|[.;:]\s+)(?:An?|Each|Every)\s+(?P<one>[a-z]+(?: [a-z]+)?)\s+has\s+(?:[a-z]+\s+){0,2}"
        r"(?:attributes|fields)\s+(?:such as|like|including):?\s+(?P<parts>[^.;:()`*|]{8,300})(?=[.;]|$)",
        re.IGNORECASE,
    )


@cache
def _korean() -> re.Pattern[str]:
    held = r"가진다|가집니다|갖는다|갖습니다|지닌다|지닙니다|포함한다|포함합니다|있다|있습니다"
    kept = r"저장한다|저장합니다|기록한다|기록합니다|보관한다|보관합니다|담는다|담습니다|둔다|둡니다"
    name = r"[가-힣]{1,12}?(?: [가-힣]{1,12}?)?"
    return regex.compile(
        r"(?:^|[.;]\s+)(?:(?:각|각각의|모든|하나의|한)\s+)?"
        rf"(?:(?P<of>{name})(?: 정보)?에는?|(?P<who>{name})(?: 정보)?[은는])\s+"
        r"(?P<parts>[가-힣A-Za-z][가-힣\w ,·/]{2,200}?)(?: 등| 정보| 필드| 컬럼| 속성| 항목)?[을를이가]\s+"
        rf"(?:{held}|(?P<kept>{kept}))(?=[.\s]|$)"
    )


@cache
def _between() -> re.Pattern[str]:
    """`이름과 나이`: a particle joins behind two syllables; `결과 코드` is one name."""
    return regex.compile(r",\s*(?:and\s+|그리고\s*)?|\s*·\s*|\s+and\s+|\s+및\s+|(?<=[가-힣]{2})[와과]\s+")


def things(line: Text, path: str, *, defines: bool) -> Iterator[Thing]:
    """The things of one line with their parts, in a section that `defines` things or in any other."""
    if not any(hint in line.text for hint in HINTS):
        return
    least = MIN_DEFINED if defines or line.text.count("`") >= 2 * MIN_DEFINED else MIN_TOLD  # marked, two will do
    text = line.text.replace("**", "").replace("`", "")
    text = _aside().sub("", text) if "(" in text else text
    for found in _english().finditer(text):
        several = _between().split(found["parts"])
        articles = sum(_article().match(one) is not None for one in several)
        if (defines or not found["kept"]) and articles in (1, len(several)):  # not `a look, a think and decides`
            yield from _thing(found["one"] or singular(found["many"]), several, line, path, least)
    for found in _attributes().finditer(text) if " attributes" in text or " fields" in text else ():
        yield from _thing(found["one"], _between().split(found["parts"]), line, path, least)
    for found in _korean().finditer(text):
        if found["of"] or not found["kept"]:  # not `가게는 이름과 나이를 저장한다`: who stores, and not what
            yield from _thing(found["of"] or found["who"], _between().split(found["parts"]), line, path, least)
    for name, parts in demanded.kept(text):
        several = [one for one in _between().split(parts.strip()) if _noun(one)]  # not `and money per 5 turns`
        yield from _thing(name, several, line, path, MIN_TOLD)


@cache
def _aside() -> re.Pattern[str]:
    """`a role (buyer, seller)`: what is said of a part in brackets."""
    return regex.compile(r"[ ]?\([^()]*\)")


@cache
def _labelled() -> re.Pattern[str]:
    """`회원 정보: 이메일, 이름, 학과`, `Post fields: title, body, price`."""
    return regex.compile(
        r"[*_]*(?P<name>[가-힣]{1,12}|[A-Z][a-z]+(?: [a-z]+)?)"
        r" (?:정보|항목|속성|필드|컬럼|데이터|fields|attributes|columns|properties)"
        r"[*_]*\s*[:：][*_]*\s*(?P<parts>[^:：]+)$"
    )


def labelled(line: Text, path: str) -> Thing | None:
    """The thing whose parts a line lists behind its name and a word for parts."""
    found = _labelled().match(line.text) if len(line.text) < MAX_LINE else None
    if not found or is_message_title(found["name"], modelled=False) or is_more_fields(f"{found['name']} fields"):
        return None
    if found["name"].lower() in vocabulary("containers"):
        return None
    own = inline.columns(line._replace(text=found["parts"], column=line.column + found.start("parts")), path)
    made = tuple(one._replace(origin="inferred") for one in own)
    return Thing(found["name"], made) if len(made) >= MIN_TOLD else None


def _thing(name: str, several: list[str], line: Text, path: str, least: int) -> Iterator[Thing]:
    last = name.split()[-1].lower()
    if last in vocabulary("containers") or last.removesuffix("으로") in ATTRIBUTES or len(several) < least:
        return  # `속성은 이름, 주소를 포함한다` is of what stands before
    named = [_noun(one) for one in several]
    if _is_of_values(several):
        yield Thing(name, ())
    elif all(named):
        where = place(path, line)
        made = (fields.make(one, fields.UNKNOWN, where, (), origin="inferred") for one in dict.fromkeys(named))
        yield Thing(name.strip(), tuple(made))


def _is_of_values(several: list[str]) -> bool:
    """`주문은 대기, 완료 상태를 가진다`, `관리자는 조회, 삭제 권한을 가진다`: what the last word may be."""
    first, _, last = _article().sub("", several[-1].strip()).rpartition(" ")
    return bool(first) and last in vocabulary("ranges")


@cache
def _article() -> re.Pattern[str]:
    return regex.compile(
        r"^(?:an?|the|its|their|one|several|many|some|optional|unique|zero or more|at least one)\s+", re.IGNORECASE
    )


def _noun(words: str) -> str:
    """`an email address that is unique` is email address; empty where the words are no name."""
    words = _article().sub("", _article().sub("", words.strip()))
    further = r"\s+(?:that|which|who|of|they|it|for|in|to|with|from|on|indicating)\b"
    name = regex.split(further, words, maxsplit=1)[0].strip()
    pieces = name.split()
    return name if 0 < len(pieces) <= MAX_WORDS and all(piece.isidentifier() for piece in pieces) else ""
