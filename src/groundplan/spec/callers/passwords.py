"""The rule of passwords: how long they are at least, and what they are kept by."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.draft import Draft, place
from groundplan.spec.model import PasswordPolicy
from groundplan.spec.text.numerals import digits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.document import Text
    from groundplan.spec.outline import Region

_ALGORITHMS = ("argon2id", "argon2", "bcrypt", "scrypt", "pbkdf2")


def read(line: Text, region: Region, draft: Draft, *, own: bool) -> None:
    """The rule of passwords; elsewhere than in its own sections only what counts characters or says how to hash."""
    lower = digits(line.text.lower())
    if "password" not in lower and "비밀번호" not in lower and "암호" not in lower:
        return
    algorithm = next((name for name in _ALGORITHMS if name in lower), "")
    if algorithm and not own and not _hashed().search(lower):
        algorithm = ""
    rounds = _rounds_of(lower) if algorithm == "bcrypt" else None
    found = (_shortest() if own else _counted()).search(lower)
    minimum = int(next(group for group in found.groups() if group)) if found else None
    if algorithm or minimum is not None:
        draft.passwords.append(PasswordPolicy(place(region.document.path, line), algorithm, minimum, rounds))


def merged(stated: Sequence[PasswordPolicy]) -> PasswordPolicy | None:
    """One rule of all that were stated: the first hash and the first length, at the place of the first."""
    if not stated:
        return None
    hashed = next((one for one in stated if one.algorithm), stated[0])
    minimum = next((one.minimum for one in stated if one.minimum is not None), None)
    return PasswordPolicy(stated[0].span, hashed.algorithm, minimum, hashed.rounds)


def _rounds_of(lower: str) -> int | None:
    """The rounds of bcrypt, where they are any: `cost factor 12`, `10 salt rounds`."""
    found = _rounds().search(lower)
    rounds = int(next(group for group in found.groups() if group)) if found else 0
    return rounds if 4 <= rounds <= 31 else None


@cache
def _rounds() -> re.Pattern[str]:
    return regex.compile(
        r"(?:\bcost(?: factor)?|\bwork factor|\brounds?|라운드|비용(?: ?계수)?|코스트)"
        r"(?: ?[:=≥]| of)? ?(?:at least )?(\d{1,2})(?![\d.])"
        r"|(?<![\d.])(\d{1,2}) ?(?:(?:salt )?rounds?\b|라운드)"
    )


_NAMES = "|".join(_ALGORITHMS)
_HASHED = (
    rf"(?<!not )(?<!never )\b(?:hash|hashes|hashed|hashing|stored?|kept|encrypt(?:s|ed)?)\b[^.;]{{0,60}}?"
    rf"\b(?:with|using|by|via|as|in|through) (?:an? |the )?(?:salted |strong |secure )*\(?(?:{_NAMES})"
    rf"|\b(?:{_NAMES})[^\s.;]{{0,12}} ?(?:hash(?:es|ed|ing)?\b|(?:해시|해싱|암호화|단방향)"
    r"(?![^.;]{0,12}(?:않|금지|안 된)))"
    rf"|(?:해시|해싱|암호화)(?: ?저장)? ?[:(] ?(?:{_NAMES})"
)
"""How a sentence says what passwords are hashed with; others name the hash of something else, or refuse it."""


@cache
def _hashed() -> re.Pattern[str]:
    return regex.compile(_HASHED)


_CHARACTERS = r"(?:자|글자|char\w*|letters|symbols)"
_COUNTED = (
    rf"(?:at least|minimum(?: of)?|min|no fewer than|최소) *(\d{{1,3}}) ?{_CHARACTERS}"
    rf"|(?<!\d)(\d{{1,3}}) ?{_CHARACTERS} ?(?:이상|or (?:more|longer)|minimum|at least)"
    rf"|(?:shorter|fewer|less) than *(\d{{1,3}}) ?{_CHARACTERS}|(?<!\d)(\d{{1,3}}) ?{_CHARACTERS} ?미만"
)


@cache
def _counted() -> re.Pattern[str]:
    return regex.compile(_COUNTED)


@cache
def _shortest() -> re.Pattern[str]:
    return regex.compile(
        rf"(?:min(?:imum)?|at least|최소)(?: length)?[ :]*(\d{{1,4}})|{_COUNTED}"
        rf"|(?:passwords?|비밀번호)[^.;|]{{0,40}}?(?<!\d)(\d{{1,3}}) ?(?:-|–|~|to|and) ?\d{{1,4}} ?{_CHARACTERS}"
    )
