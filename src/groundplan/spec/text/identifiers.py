"""Requirement and scenario ids such as REQ-001, REQ-SHOP-001-01, FR-BE-001, NFR-3, AC-01, R-U1."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from groundplan import regex
from groundplan.spec.text.words import bare


@cache
def _pattern() -> re.Pattern[str]:
    return regex.compile(
        r"(?<![\w-])R\d{1,3}-\d{1,4}[a-z]?(?![\w-])|(?<![\w-])(?:[A-Z]{1,12}(?:\d[A-Z]{0,8})?-)+(?:[A-Z]{0,4}\d+[a-z]?|[A-Z]{1,8}\.\d+)(?:[-.]\d+[a-z]?)*(?![\w-])"
        r"|(?<![\w-])(?:REQ|FR|NFR)-(?:[a-z]{2,24}-){1,8}\d{1,4}(?![\w-])"
        r"|(?<![\w-])(?:REQ|NFR)-[A-Z][A-Z\d]{1,15}(?:-[A-Z\d]{2,24}){0,5}-(?:[A-Z]{2,24}|\d{1,4})(?![\w-])"
    )


@cache
def _range() -> re.Pattern[str]:
    return regex.compile(r"^\s*(?:~|-|–|to\b|부터)\s*(?:[A-Z-]*\d)")


_STANDARDS = ("SPEC-", "UTF-", "ISO-", "RFC-", "SHA-", "HMAC-", "AES-", "TLS-", "HTTP-", "CVE-", "ADR-")
_DEMANDS = frozenset({"REQ", "RQ", "R", "FR", "NFR", "NF", "UR", "BR", "SR", "TR", "FUNC"})
_CHECKS = frozenset({"SC", "AC", "TC", "ASM", "OQ", "US", "RISK"})


def names_requirement(identifier: str) -> bool:
    """Whether the id's own letters say that it is a requirement's: REQ-001, FR-BE-001, E-REQ-1, R-U1."""
    if not _DEMANDS.isdisjoint(identifier.split("-")) or _close().match(identifier):
        return True
    return bool(regex.fullmatch(r"R\d{1,3}-\d+[a-z]?|SPEC(?:-[A-Z]+\d*)+-\d+-\d+", identifier))


def names_check(identifier: str) -> bool:
    """Whether the id is one of a criterion, assumption, question or story: SC-001, AC-01, ASM-2."""
    return not _CHECKS.isdisjoint(identifier.split("-"))


@cache
def _close() -> re.Pattern[str]:
    """An id without a hyphen, of letters that say what it is, before the mark that ends it: `R1:`, `FR12.`."""
    return regex.compile(rf"{_LETTERS}(?=$|\s*:|[.)\]]?\s|\s[—–-]\s)")


_LETTERS = r"(?:R|RQ|REQ|FR|NFR|BR|UR|SR)\d{1,4}"


@cache
def _list_of_close() -> re.Pattern[str]:
    return regex.compile(rf"{_LETTERS}(?:\s*[,;/·]\s*{_LETTERS})*")


@cache
def _in_brackets() -> re.Pattern[str]:
    return regex.compile(rf"[(\[]({_LETTERS}(?:\s*[,;/·]\s*{_LETTERS})*)[)\]]")


def check_id(text: str) -> str:
    """The id that a criterion begins with, also without a hyphen: `AC1 (R6). Given ...`."""
    found = leading_id(text)
    close = None if found else _check().match(bare(text).lstrip("[(# "))
    return close.group() if close else found


@cache
def _check() -> re.Pattern[str]:
    return regex.compile(
        r"(?:AC|TC|AT)\d{1,3}(?=\s*[:.)\]([]|\s[—–-]\s)|[AST]\d{1,3}(?=\s*(?:[(\[][A-Z]|[:.] (?:Given|When)))"
    )


def _is_standard(identifier: str) -> bool:
    """An id of another document: SPEC-AUTH-001; its own SPEC-AUTH-001-02 is that of a requirement."""
    return identifier.startswith(_STANDARDS) and not names_requirement(identifier)


@lru_cache(16_384)
def leading_id(text: str) -> str:
    """The id that a line begins with; empty where it has none, or begins with a range of ids."""
    words = bare(text).lstrip("[(# ")
    if not words[:1].isupper():
        return ""
    if "-" not in words[:12]:
        close = _close().match(words)
        return close.group() if close else ""
    found = _pattern().match(words)
    if not found or _is_standard(found.group()):
        return ""
    rest = words[found.end() :]
    goes_on = rest[:2] in ("),", ");")  # `as told\n(FR-007), and the rest`
    return "" if goes_on or _range().match(rest) else found.group()


@cache
def _feature() -> re.Pattern[str]:
    return regex.compile(r"[A-Z][A-Z_-]{0,20}\d{1,5}(?:[-.]\d{1,4})?[a-z]?")


def feature_id(text: str) -> str:
    """The id that is all of a cell in a list of features: `F001`, `AUTH-01`, `[SGI-003]`; empty for any other text."""
    words = bare(text).strip("[]() ")
    known = _feature().fullmatch(words) is not None and not names_check(words)
    return words if known else ""


def behind(text: str, identifier: str) -> str:
    """What follows an id that a line begins with; the whole line where marks stand inside the id."""
    return text.split(identifier, 1)[-1]


@cache
def _numbers() -> re.Pattern[str]:
    """`1.2, 3.1`, and `4` for all below the heading of requirement 4."""
    number = r"\d{1,3}(?:\.\d{1,3})*"
    return regex.compile(rf"{number}(?:\s*(?:,|;|and|및)\s*{number})*")


@cache
def _numbered() -> re.Pattern[str]:
    return regex.compile(r"\brequirements? (\d{1,3}(?:\.\d{1,3})+)|요구 ?사항 (\d{1,3}(?:\.\d{1,3})+)", re.IGNORECASE)


def proved_ids(text: str) -> tuple[str, ...]:
    """The ids that a scenario names, where a number behind `requirement` is one too: `(Requirement 1.3)`, `(R6)`."""
    close = [one for found in _in_brackets().finditer(text) for one in _each_close(found[1])] if "R" in text else []
    if "equirement" not in text and "요구" not in text:
        return tuple(dict.fromkeys((*ids_in(text), *close)))
    numbered = (one[1] or one[2] for one in _numbered().finditer(text))
    return tuple(dict.fromkeys((*ids_in(text), *close, *numbered)))


def _each_close(text: str) -> list[str]:
    return regex.findall(_LETTERS, text)


def listed_ids(text: str) -> tuple[str, ...]:
    """The ids of a text that lists nothing else, where mere numbers are ids too: `1.2, 3.1`."""
    words = whole_ranges(bare(text))
    if _numbers().fullmatch(words):
        return tuple(regex.findall(r"[\d.]+", words))
    return close_ids(words) or ids_in(text)


def close_ids(words: str) -> tuple[str, ...]:
    """The ids of a list of nothing but ids without hyphens: `R1, R4`."""
    return tuple(_each_close(words)) if words[:1].isupper() and _list_of_close().fullmatch(words) else ()


@cache
def _whole_range() -> re.Pattern[str]:
    """`REQ-004~REQ-006`, `FR-1 to 3`: the letters, the first number and the last one."""
    head = r"(?:[A-Z][A-Z\d]{0,12}-){0,4}(?:[A-Z]{1,8}|\d{1,3}\.)?"
    between = r" ?(?:~|–|\.\.|-(?=[A-Z\d])|\bto\b|부터) ?"
    return regex.compile(
        rf"(?<![\w.-])(?P<head>{head})(?P<first>\d{{1,4}}){between}(?P<again>{head})(?P<last>\d{{1,4}})"
        r"(?!\.\d|\w|-\d)"
    )


_LONGEST = 30
"""More ids than that are no list of what one call serves."""


def whole_ranges(text: str) -> str:
    """A text in which ranges of ids name each of them: `REQ-004, REQ-005, REQ-006` for `REQ-004~REQ-006`."""
    if not any(mark in text for mark in ("~", "–", "..", " to ", "부터", "-REQ", "-FR", "-NFR")):
        return text
    return _whole_range().sub(_each, text)


def _each(found: re.Match[str]) -> str:
    head, first, last = found["head"], found["first"], found["last"]
    numbers = range(int(first), int(last) + 1)
    if found["again"] not in ("", head) or not head or not 1 < len(numbers) <= _LONGEST:
        return found[0]
    return ", ".join(f"{head}{number:0{len(first)}}" for number in numbers)


def ids_in(text: str) -> tuple[str, ...]:
    """Every id of a text, in its order."""
    if "-" not in text:
        return ()
    found = [one.group() for one in _pattern().finditer(text)]
    return tuple(dict.fromkeys(one for one in found if not _is_standard(one)))
