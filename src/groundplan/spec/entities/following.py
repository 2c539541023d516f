"""What a sentence says is kept of a thing, whose parts follow in it or below it: `store the following fields for each
pilot: ...`, `store the following crane attributes:`, `각 선박에 대해 다음 필드를 저장한다:`.
"""

from __future__ import annotations

import re
from functools import cache

from groundplan import regex
from groundplan.grammar import compact, vocabulary
from groundplan.record import NamedTuple
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.words import without_forms

HINTS = ("following ", "다음 ")
"""Of which one stands in each such sentence."""
_PARTS = "fields|attributes|columns|properties|data|information|details"
_KINDS = "table|entity|entities|record|records|document|documents|collection|model|row|rows|entry|entries"
_KOREAN = "필드|컬럼|속성|항목|정보|데이터"


class Opening(NamedTuple):
    """The thing, empty where the sentence before it names one, and where its parts begin."""

    name: str
    end: int


@cache
def _english() -> re.Pattern[str]:
    one = r"`(?P<{0}shown>\w+)`|(?P<{0}plain>(?!the\b|each\b|every\b)[A-Za-z]\w*(?: [a-z]+)?)"
    of, on = one.format("of"), one.format("on")
    return regex.compile(
        r"\b(?:stor|persist|record|sav|keep|captur|maintain|track)(?:e|es|s|ing)?(?: at least)? the following"
        rf" (?:(?:{of}) )?(?:{_PARTS})(?: and types)?"
        rf"(?: (?:for|on|of|in|about|to) (?:the |each |every |all |an? )?(?:{on})(?: (?:{_KINDS}))?)?\s*:"
    )


@cache
def _korean() -> re.Pattern[str]:
    thing = r"(?:`(?P<shown>\w+)`|(?P<plain>[A-Z][a-z]\w*|[가-힣]{1,12}))"
    return regex.compile(
        rf"(?:^|[.] |(?:각|모든|각각의) ){thing} ?"
        r"(?:테이블|엔티티|모델|레코드|문서)?(?:에 대해|마다|은|는|에는|의|에)? "
        r"다음(?:과 같은)? "
        rf"(?:{_KOREAN})[을를]? ?(?:저장|기록|보관|가져야|가진|포함|갖)[가-힣 ]*:"
    )


def opening(text: str, begin: int, stop: int) -> Opening | None:
    """The thing of one sentence whose parts follow, from `begin` to `stop` of the text."""
    found = _english().search(text, begin, stop) or _korean().search(text, begin, stop)
    if found is None:
        return None
    said = found.groupdict()
    shown = next((words for key, words in said.items() if words and key.endswith("shown")), "")
    plain = next((words for key in ("onplain", "ofplain", "plain") if (words := _thing(said.get(key) or ""))), "")
    name = shown or plain
    is_none = any(said.get(key) for key in ("onplain", "plain")) and not name
    return None if is_none or is_message(name) else Opening(name, found.end())


def _thing(words: str) -> str:
    """A thing of one or two words; empty for `additional`, for a form, and for what holds records of any kind."""
    pieces = without_forms([one for one in words.split() if one.lower() not in vocabulary("adjuncts")], _FORMS)
    last = compact(pieces[-1]) if pieces else ""
    none = last in vocabulary("unkept") or last in vocabulary("containers") or last in vocabulary("messages")
    return "" if none or last in _FORMS else " ".join(pieces)


_FORMS = frozenset(
    {"record", "records", "row", "rows", "entity", "object", "objects", "resource", "data", "information", "entry",
     "entries", "document", "documents"}
)  # fmt: skip
"""Words behind the name of a thing that name none alone."""
