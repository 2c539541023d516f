"""What a requirement keeps of a thing: `WHEN a user adds a berth, THE API SHALL store name, depth and price`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.messages import is_message_title

if TYPE_CHECKING:
    from collections.abc import Iterator

HINTS = (" store ", " save ", " accept ", " persist ", " record ", " capture ", " collect ", "저장")
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
def _korean() -> re.Pattern[str]:
    return regex.compile(
        r"(?P<thing>[가-힣]{1,12}?(?: [가-힣]{1,8}?)?)(?:을|를)? ?(?:생성|등록|추가|작성)(?:을 요청)?하면,?\s"
        r"[^.]{0,40}?(?:\bSHALL\s+|(?:은|는)\s)(?P<parts>[가-힣][가-힣\w ,·/]{2,120}?)(?: 등| 정보| 값)*[을를]\s+"
        r"(?:함께 )?저장"
    )


def kept(text: str) -> Iterator[tuple[str, str]]:
    """The things of a sentence that asks for their parts to be kept, and the words that list the parts."""
    if not any(hint in text for hint in HINTS):
        return
    for found in (_english().search(text), _korean().search(text)):
        words = found["thing"].split() if found else []
        name = " ".join(words[1:] if len(words) > 1 and words[0].endswith(_WHO) else words)
        if found and name and not is_message_title(name, modelled=False):
            yield name, found["parts"]


_WHO = ("이", "가", "은", "는", "새", "새로운", "신규")
"""How the word before a thing ends that says who makes it, or that it is new."""
