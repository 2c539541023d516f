"""What a requirement keeps of a thing: `WHEN a user adds a berth, THE API SHALL store name, depth and price`.

Or what it asks for to make one: `WHEN creating a berth, THE API SHALL require name, depth and port ID`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.text.messages import is_message_title

if TYPE_CHECKING:
    from collections.abc import Iterator

HINTS = (
    " store ", " save ", " accept ", " persist ", " record ", " capture ", " collect ", " require ",
    " form ", "저장", "기록", "받아", "받는",
)  # fmt: skip
"""Of which one stands in each such sentence."""


@cache
def _english() -> re.Pattern[str]:
    return regex.compile(
        r"\b(?:creates?|adds?|registers?|submits?|posts?|records?)\s+(?:an?|the|their|one)\s+(?:new\s+|valid\s+)?"
        r"(?P<thing>[a-z]+(?: [a-z]+)?)(?:\s+(?:with|via|through|in|to|for|from|on)\b[^,.]{0,60})?,?"
        r"\s+(?:THEN\s+|then\s+)?(?:[Tt]he|THE)\s[^.,]{1,40}?\s(?:SHALL|shall|MUST)\s+"
        r"(?:store|save|accept|persist|record|capture|collect)\s+(?P<parts>[^.;:()]+)"
    )


@cache
def _asked() -> re.Pattern[str]:
    """Names in small letters: `accept PDF, PNG and JPEG files` is of formats."""
    return regex.compile(
        r"\b[Ww](?:hen|HEN) (?:an? [a-z]+ )?(?:creat(?:es|ing)|add(?:s|ing)|register(?:s|ing)) (?:an? |the )?(?:new )?"
        r"(?P<thing>[a-z]+(?: [a-z]+)?),? (?:THEN |then )?(?:[Tt]he|THE) [^.,]{1,40}? (?:SHALL|shall|MUST|must) "
        r"(?:require|accept) (?:the |an? )?(?:(?:optional|required|following) )*"
        r"(?:(?:fields|values|properties):? (?:for )?)?"
        r"(?P<parts>[a-z][\w ,]{8,300}?)(?: fields| values| properties)?(?=[.;]|$| \()"
    )


@cache
def _entered() -> re.Pattern[str]:
    """`clicks add berth, THE Panel SHALL display a form with fields for code`, `THE berth form SHALL include`."""
    must = "(?:SHALL|shall|MUST|must)"
    parts = r"(?:input |the following )?fields (?:for|of) (?P<{0}>[a-z][\w ,]{{8,300}}?)(?=[.;]|$| \()"
    return regex.compile(
        r"\b(?:add|create|new|register)s? (?:an? |the )?(?:new )?(?P<thing>[a-z]+(?: [a-z]+)?),? (?:THEN |then )?"
        rf"(?:[Tt]he|THE) [^.,]{{1,40}}? {must} (?:display|show|provide|present) an? (?:[a-z]+ )?form with "
        + parts.format("parts")
        + r"|\b(?:[Tt]he|THE) (?!(?:search|login|registration|filter|contact|password|reset|payment|checkout|sign)\b)"
        rf"(?P<own>[a-z]+(?: (?!form\b)[a-z]+)?) form {must} (?:include|have|contain|display|provide) "
        + parts.format("entered")
    )


@cache
def _asked_in_korean() -> re.Pattern[str]:
    return regex.compile(
        r"(?P<thing>[가-힣]{1,12}?(?: [가-힣]{1,8}?)?)(?:을|를)? ?(?:생성|등록|추가|작성)(?: ?시|할 때|하려면),?\s"
        r"[^.,]{0,40}?(?:\bSHALL\s+|(?:은|는)\s)(?P<parts>[가-힣][가-힣\w ,·/]{2,120}?)(?: 등| 정보| 값)*[을를]\s+"
        r"(?:필수로 |반드시 |선택적으로 )?(?:입력 ?)?받(?:아야|는다)"
    )


@cache
def _korean() -> re.Pattern[str]:
    return regex.compile(
        r"(?P<thing>[가-힣]{1,12}?(?: [가-힣]{1,8}?)?)(?:을|를)? ?(?:생성|등록|추가|작성|배치)(?:[을를] 요청)?하면,?\s"
        r"[^.]{0,40}?(?:\bSHALL\s+|(?:은|는)\s)(?P<parts>[가-힣][가-힣\w ,·/]{2,120}?)(?: 등| 정보| 값)*[을를]\s+"
        r"(?:함께 )?저장"
        r"|(?P<made>[가-힣]{1,12}?(?: [가-힣]{1,8}?)?)[을를] (?:생성|등록|추가|작성)하(?:고|여|며),? "
        r"(?P<kept>[가-힣][가-힣\w ,·/]{2,120}?)(?: 등| 정보| 값)*[을를]\s+(?:함께 )?(?:저장|기록)"
    )


def kept(text: str) -> Iterator[tuple[str, str]]:
    """The things of a sentence that asks for their parts to be kept, and the words that list the parts."""
    if not any(hint in text for hint in HINTS):
        return
    shapes = (_asked, _english, _entered, _asked_in_korean, _korean)
    found = next((one for shape in shapes if (one := shape().search(text))), None)
    said = found.groupdict() if found else {}
    words = (said.get("thing") or said.get("own") or said.get("made") or "").split()
    name = " ".join(words[1:] if len(words) > 1 and words[0].endswith(_WHO) else words)
    if found and name and not is_message_title(name, modelled=False):
        yield name, said.get("parts") or said.get("entered") or said.get("kept") or ""


_WHO = ("이", "가", "은", "는", "새", "새로운", "신규")
"""How the word before a thing ends that says who makes it, or that it is new."""
