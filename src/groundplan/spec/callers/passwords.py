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
    from groundplan.document import Text
    from groundplan.spec.outline import Region

_ALGORITHMS = ("argon2id", "argon2", "bcrypt", "scrypt", "pbkdf2")


def read(line: Text, region: Region, draft: Draft, *, own: bool) -> None:
    """The rule of passwords; elsewhere than in sections of its own only where a number counts characters."""
    lower = digits(line.text.lower())
    if "password" not in lower and "비밀번호" not in lower and "암호" not in lower:
        return
    algorithm = next((name for name in _ALGORITHMS if name in lower), "") if own else ""
    found = (_shortest() if own else _counted()).search(lower)
    minimum = int(next(group for group in found.groups() if group)) if found else None
    if algorithm or minimum is not None:
        draft.passwords.append(PasswordPolicy(place(region.document.path, line), algorithm, minimum))


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
    return regex.compile(rf"(?:min(?:imum)?|at least|최소)(?: length)?[ :]*(\d{{1,4}})|{_COUNTED}")
