"""Words without their markdown, and small readings that every reader of lines needs."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import compact, keywords, vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection

_MARKUP = str.maketrans("", "", "`*")


@lru_cache(16_384)
def bare(text: str) -> str:
    """The words without bold, code and link marks."""
    if "](" in text:
        text = regex.sub(r"\[([^\][]*)\]\([^()]*\)", r"\1", text)
    if "`" in text or "*" in text:
        text = text.translate(_MARKUP)
    if "__" in text and text.startswith("__"):
        text = text.strip("_")
    return text.strip()


@cache
def _mark() -> re.Pattern[str]:
    return regex.compile(r"[`*]+|\[([^\][]*)\]\([^()]*\)")


def as_written(text: str, words: str) -> str:
    """The end of `text` that says `words`, with its marks; empty where it has none, or says them with others between.

    A mark that stands open where the words begin is opened again, so that what is kept is whole by itself.
    """
    plain = bare(text)
    if plain == text.strip() or not plain.endswith(words) or not words:
        return ""
    skipped, at, whole = len(plain) - len(words), 0, text.strip()
    while skipped > 0:
        found = _mark().match(whole, at)
        at = found.end() if found else at + 1
        skipped -= len(found.group(1) or "") if found else 1
    head, rest = whole[:at], whole[at:].strip()
    opened = "".join(mark for mark in ("**", "`") if head.count(mark) % 2)
    kept = rest.removeprefix(opened) if opened and rest.startswith(opened) else opened + rest
    return kept.strip() if bare(kept) == words and kept.strip() != words else ""


@lru_cache(4096)
def kind_of(part: str, word: str) -> str:
    """What `word` means in a part of the vocabulary; empty where it means nothing."""
    return keywords(part).get(compact(word), "")


def split(text: str, separator: str = ",") -> list[tuple[str, int]]:
    """The parts of `text` between separators outside brackets and quotes, stripped, with their offsets."""
    if separator not in text:
        return [(text.strip(), len(text) - len(text.lstrip()))] if text.strip() else []
    parts: list[tuple[str, int]] = []
    depth, start, quote = 0, 0, ""
    for position, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'" and _opens(text, position):
            quote = letter
        elif letter in "([{":
            depth += 1
        elif letter in ")]}":
            depth = max(0, depth - 1)
        elif letter == separator and not depth:
            parts.append((text[start:position], start))
            start = position + 1
    parts.append((text[start:], start))
    return [(part.strip(), at + len(part) - len(part.lstrip())) for part, at in parts if part.strip()]


def _opens(text: str, position: int) -> bool:
    """A quote mark opens only where a closing one follows and no letter stands before (user's)."""
    return not text[position - 1 : position].isalnum() and text.find(text[position], position + 1) > 0


def closing(text: str, start: int) -> int:
    """Behind the brace that closes the one at `start`."""
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] == "{") - (text[at] == "}")
        if not depth:
            return at + 1
    return len(text)


@lru_cache(16_384)
def key_value(text: str) -> tuple[str, str, int]:
    """`Key: value` (also `**Key**: value`) as key, value and the offset of the value; key empty where there is none."""
    colon = text.find(":")
    if colon <= 0 or colon > 80 or text.startswith("://", colon):
        return "", text, 0
    rest = text[colon + 1 :]
    while rest.startswith("*"):
        rest = rest[1:]
    value = rest.strip()
    return bare(text[:colon]), value, len(text) - len(rest.lstrip()) if value else len(text)


@cache
def _numbering() -> re.Pattern[str]:
    return regex.compile(
        r"(?:\d+(?:\.\d+)*[.)]?|\d{1,2}(?:-\d{1,2}){1,2}[.)]?|[①-⑳][.)]?|[IVX]{1,5}\.|[A-Z]\."
        r"|[가나다라마바사아자차카타파하][.)])[ \t]+(?=\S)"
    )


_MARKS = ("So", "Mn", "Sk")
"""Emoji and what belongs to them."""


@cache
def _labelled() -> re.Pattern[str]:
    """`회원(USER) 테이블`: the name in the other language stands before the word for what it is."""
    return regex.compile(
        r"([^()]{1,60}?)[ ]?\(([^()]{0,60})\)[ ]?(테이블|엔티티|모델|컬렉션|table|entity|model|collection)",
        re.IGNORECASE,
    )


@lru_cache(4096)
def heading(title: str) -> tuple[str, str]:
    """A heading without numbering, emoji, `*(mandatory)*` and colon: its words and those in its parentheses."""
    words = bare(title)
    if words.endswith(")_"):  # `_(mandatory)_`, as formatters write `*(mandatory)*`
        words = words[:-1].replace(" _(", " (")
    if "（" in words:
        words = words.replace("（", " (").replace("）", ")")
    for note in ("(mandatory)", "(optional)", "(required)"):
        words = words.replace(note, "") if note in words.lower() and words.lower().rstrip().endswith(note) else words
    while words and not (words[0].isalnum() or words[0] in "/{[(_\"'<"):
        words = words[1:].lstrip("️⃣ ")
    words = words.replace("️⃣", ".")
    found = _numbering().match(words)
    if found:
        words = words[found.end() :]
    words = words.strip().rstrip(":.").strip()
    while words and not words.isascii() and unicodedata.category(words[-1]) in _MARKS:
        words = words[:-1].rstrip()
    marked = _labelled().fullmatch(words) if ")" in words else None
    if marked:
        return f"{marked.group(1).strip()} {marked.group(3)}", marked.group(2).strip()
    if words.endswith(")") and "(" in words[1:]:
        start = words.rindex("(")
        return words[:start].strip(), words[start + 1 : -1].strip()
    return words, ""


def is_korean(text: str) -> bool:
    """True where Hangul syllables stand."""
    return not text.isascii() and any("가" <= letter <= "힣" for letter in text)


_NO_PLURALS = ("series", "species", "news")
_IES = ("movies", "cookies", "calories", "selfies", "hoodies", "smoothies")
"""Plurals of words in -ie."""
_US = ("menus", "skus", "cpus", "gpus")
"""Plurals of words in -u: `status` is none."""


def singular(word: str) -> str:
    """The singular of an English plural that is regular, or children or people; any other word as it is."""
    lower = word.lower()
    if lower.endswith(_NO_PLURALS):
        return word
    if lower.endswith("children"):
        return word[:-3]
    if lower == "people":
        return word[0] + "erson"
    if lower.endswith("quizzes"):
        return word[:-3]
    if lower.endswith("ies") and len(word) > 4:
        return word[:-1] if lower.endswith(_IES) else word[:-3] + "y"
    if lower.endswith(
        (
            "sses",
            "shes",
            "xes",
            "tches",
            "nches",
            "rches",
            "oaches",
            "buses",
            "tuses",
            "nuses",
            "puses",
            "ruses",
            "zzes",
        )
    ):
        return word[:-2]
    if lower.endswith(_US):
        return word[:-1]
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is")) and len(word) > 2:
        return word[:-1]
    return word


@lru_cache(8192)
def same_name(name: str) -> str:
    """A name as merging compares it: without case, separators and plural."""
    return singular(compact(name))


def in_english(name: str) -> str:
    """What paths and types call a thing that many SPECs keep: 댓글 is a comment; empty for any other name."""
    return next(iter(english_names(name)), "")


def english_names(name: str) -> tuple[str, ...]:
    """All that they may call it: 예약 is a reservation, a booking or an appointment."""
    return () if name.isascii() else tuple(vocabulary("english_things").get(compact(name), ()))


def without_forms(words: list[str], more: Collection[str] = ()) -> list[str]:
    """The words of a name without those behind it that say only what holds it: `booking record`, `회원 정보`."""
    forms, end = vocabulary("given_forms"), len(words)
    while end > 1 and (words[end - 1].lower() in forms or words[end - 1] in more):
        end -= 1
    return words[:end]


def tells_whose(text: str) -> bool:
    """`보호자, 교사, 원장의 계정`: words about what is listed, and no names of fields."""
    shape = r",[^,]*[가-힣]의 [가-힣]+\.?$|, (?:and )?[a-z]+ (?:accounts?|users?|people)\.?$"
    return "," in text and regex.search(shape, text) is not None
