"""Fields that a Korean list calls in both languages: `이름(name): 문자열`, `면허 (licence)`, `code(번호)`."""

from __future__ import annotations

import re
from functools import cache

from groundplan import regex
from groundplan.document import Text
from groundplan.grammar import compact, vocabulary
from groundplan.spec.fields.cells import read_constraints, read_type

_NAMES = frozenset({"name", "email", "phone", "address"})
"""Kinds of values that are rather called so: `이름(name)`."""


@cache
def _called() -> re.Pattern[str]:
    korean = r"[가-힣]+(?: [가-힣]+){0,2}"
    latin = r"[a-z_][A-Za-z\d_]*"
    return regex.compile(
        rf"[`*]*(?:(?P<korean>{korean})(?<!다)(?<!하기)[`*]* ?\(`?(?P<name>{latin})`?\)"
        rf"|(?P<first>{latin})[`*]* ?\((?P<gloss>{korean})\))"
        r"[`*]*(?P<rest>\s*[:：].*)?"
    )


def in_code(line: Text) -> Text:
    """The line by the name that programs use, where both stand; `접수하다 (receive)`, `배 테이블 (boats)` are none."""
    found = _called().fullmatch(line.text) if ")" in line.text else None
    inside = (found["name"] or found["gloss"]) if found else ""
    if found is None or _says(inside) or compact((found["korean"] or "").rpartition(" ")[2]) in vocabulary("named"):
        return line
    name, gloss = found["name"] or found["first"], found["gloss"]
    rest = found["rest"] or (f": {gloss}" if gloss else "")
    at = found.start("name") if found["name"] else found.start("first")
    return Text(f"`{name}`{rest}", line.line, line.column + at)


def _says(words: str) -> bool:
    """Whether the words of a bracket are a type or a constraint: `이름(string)`, `이메일(unique)`, `code(필수)`."""
    kind = read_type(words) if words not in _NAMES else None
    return (kind is not None and kind.base not in ("unknown", "ref")) or bool(read_constraints(words))
