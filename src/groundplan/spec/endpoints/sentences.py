"""Sentences below an endpoint that say what labels say elsewhere: `Returns 201 with the Order`, `Covers FR-1`."""

from __future__ import annotations

import re
from functools import cache

from groundplan import regex
from groundplan.document import Text
from groundplan.spec.callers.access import is_access
from groundplan.spec.endpoints.above import without_methods
from groundplan.spec.text.identifiers import close_ids, ids_in, listed_ids, whole_ranges
from groundplan.spec.text.words import bare, kind_of

_DIGITS = tuple("0123456789")
VERBS = ("Returns ", "Responds ", "Answers ", "응답", "반환")
"""With one of these a sentence says what a call answers."""


@cache
def answered() -> re.Pattern[str]:
    """A status alone, or with the thing that comes with it or with code, other statuses behind it, and no more."""
    thing = r"(?:an? |the )?(?:(?:new|created|updated|changed) )?(?:(?:list|page|array) of )?[A-Z]\w*(?:\[\])?"
    shown = r"`[^`]+`(?:(?:, | and )`[^`]+`)*"
    others = r"(?:(?:[;,]|,? or) ?[1-9]\d{1,4}(?: `[A-Z][A-Z_\d]+`)?)*"  # lint says that 4040 is no status
    korean = r"[1-5]\d\d(?:(?:과|와| 및|,) ?[A-Z][A-Za-z\d_]*(?:\[\]| 목록)?|(?:, ?[1-5]\d\d)+)?"
    return regex.compile(
        rf"(?:Returns|Responds|Answers)(?: with)? (?P<en>[1-5]\d\d(?:(?: with|,)? {thing}| with {shown})?{others})\.?$"
        rf"|(?:성공(?: ?시|하면)? )?(?P<ko>{korean})(?:을|를|으로|로)? ?(?:응답|반환)(?:한다|합니다|함)?\.?$"
    )


@cache
def codes() -> re.Pattern[str]:
    """Statuses and nothing else: how a call fails, whatever stands before them."""
    return regex.compile(r"[1-5]\d\d(?: `[A-Z][A-Z_\d]+`)?(?:[;,] ?[1-5]\d\d(?: `[A-Z][A-Z_\d]+`)?)+\.?")


@cache
def members() -> re.Pattern[str]:
    """`200 with id, email and role`: names without marks, of which one only programs spell so."""
    name = r"[a-z]\w*"
    return regex.compile(
        rf"[1-5]\d\d:? with (?=(?:[^.]*, | *)(?:id|[a-z]+_\w+)\b)({name}(?:, {name})*(?:,? (?:and )?{name}))\.?"
    )


@cache
def ends() -> re.Pattern[str]:
    """Behind a sentence: what follows begins another, which has a label or is an answer."""
    label = r"[A-Z가-힣][\w가-힣 ]{1,24}[*`]*:"
    return regex.compile(
        rf"\.\s+(?=[*`]*(?:{label}|(?:(?:Returns|Responds|Answers) (?:with )?)?[1-5]\d\d(?!\w*[\dA-Za-z])))"
    )


@cache
def labelled() -> re.Pattern[str]:
    """`Response 202`, `**Success response (200 OK):**`, `응답 (201)`, `성공 (200 OK)`: a label with its status."""
    return regex.compile(
        r"(?:(?:success(?:ful)? |성공 ?)?(?:responses?|returns|응답|반환)(?: (?:body|example|예시|본문))?"
        r"|success|failure|error|성공|실패|에러|오류)"
        r"[ (—–-]{1,4}(?:HTTP |status:? )?([1-5]\d\d)(?: (?:OK|Created|Accepted|No Content|Bad Request|Unauthorized"
        r"|Forbidden|Not Found|Conflict|Gone|Unprocessable \w+|Too Many Requests|Internal Server Error))?[ :)]*$",
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


def cited(rest: str) -> tuple[str, ...]:
    """The requirements in brackets behind an endpoint: `POST /orders (REQ-001, REQ-002)`."""
    ends = regex.compile(r"[(\[]([^()\[\]]*\d)[)\]](?=[. ]*$|\. |,)").findall(rest) if rest else ()
    return tuple(dict.fromkeys(one for words in ends for one in (ids_in(whole_ranges(words)) or close_ids(words))))


def is_status(word: str) -> bool:
    """Whether three digits are a status."""
    return len(word) == 3 and word.isascii() and word.isdecimal() and "100" <= word <= "599"


def told_answers(text: Text) -> list[Text]:
    """`201 with a, b and c, 400, 409 `TAKEN``: each status with its words, which may have commas of their own."""
    starts = [one.start(1) for one in _next().finditer(text.text)] if is_status(bare(text.text)[:3]) else []
    ends = [*starts, len(text.text)]
    parts = [(0, ends[0]), *zip(starts, ends[1:], strict=True)]
    return [Text(text.text[start:end].rstrip(",; "), text.line, text.column + start) for start, end in parts]


@cache
def _next() -> re.Pattern[str]:
    """A status behind a comma that nothing but a code follows: of `201 and 300 points` none."""
    return regex.compile(r"(?:[,;]|,? or) ?(?=([1-5]\d\d(?: `[A-Z][A-Z_\d]+`| \([^()]*\))?(?:[,;.]|$)))")


@cache
def spans() -> re.Pattern[str]:
    """`` `id`, `name` and `price` ``: the members of an answer, two or more."""
    return regex.compile(
        r"(?:[1-5]\d\d:? )?(?:with |includes:? )?(`[a-z]\w*`(?:(?:, and |, | and |와 |과 | 및 )`[a-z]\w*`)+)\.?"
    )


def rest(text: str, end: int) -> str:
    """The words behind a call that ends there, without marks that were opened before it."""
    words = without_methods(text[end:]).lstrip("`*").rstrip("* ")
    return (words.rstrip("`* ") if words.count("`") % 2 else words).strip()


def summary(rest: str) -> str:
    """What the words behind a call say of it, without who may call it in brackets."""
    words = bare(rest.lstrip(":-—– ").strip()) if rest else ""
    found = regex.compile(r"\s*\(([^()]*)\)$").search(words)
    return words[: found.start()] if found and is_access(found.group(1)) else words
