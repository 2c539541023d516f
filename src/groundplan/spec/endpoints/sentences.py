"""Sentences below an endpoint that say what labels say elsewhere: `Returns 201 with the Order`, `Covers FR-1`."""

from __future__ import annotations

import re
from functools import cache

from groundplan import regex
from groundplan.spec.text.identifiers import listed_ids
from groundplan.spec.text.words import kind_of

_DIGITS = tuple("0123456789")


@cache
def answered() -> re.Pattern[str]:
    """A status and the thing that comes with it, and no more."""
    return regex.compile(
        r"(?:Returns|Responds|Answers)(?: with)? ([1-5]\d\d(?: with|,)? (?:an? |the )?"
        r"(?:(?:list|page|array) of )?[A-Z]\w*(?:\[\])?)\.?$"
    )


@cache
def labelled() -> re.Pattern[str]:
    """`Response 202`, `**Success response (200 OK):**`, `응답 (201)`: a label with its status."""
    return regex.compile(
        r"(?:success(?:ful)? |성공 ?)?(?:responses?|returns|응답|반환)(?: (?:body|example|예시|본문))?"
        r"[ (—–-]{1,4}(?:HTTP |status:? )?([1-5]\d\d)(?: OK| Created| Accepted| No Content)?[ :)]*$",
        re.IGNORECASE,
    )


def covered(text: str) -> tuple[str, ...]:
    """The requirements of `Covers FR-1, FR-4.`, a sentence of nothing else."""
    found: tuple[str, ...] = ()
    for sentence in text.rstrip(". ").split(". ") if regex.has(text, _DIGITS) else ():
        head, _, rest = sentence.strip().partition(" ")
        if rest[:1].isupper() and rest[-1:].isdigit() and kind_of("details", head) == "requirements":
            found += listed_ids(rest)
    return found
