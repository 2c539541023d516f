"""The patterns of rules/behaviours.yaml written out: `<name>` becomes a part of the language or a group of words.

A group takes a few words only, and only sentences of bearable length are read, so that no text makes matching slow.
"""

from __future__ import annotations

import re
from typing import Any

from groundplan import regex
from groundplan.errors import ResourceError
from groundplan.plan.words.tables import fold

_NAME = regex.compile(r"<(\w+)>")
_WORD = r"\w[\w'’-]*?"
_FEW = r"{word}(?: {word}){{0,{more}}}?"
_DEPTH = 6


def _words(more: int, word: str = _WORD) -> str:
    return _FEW.format(word=word, more=more)


GROUPS = {
    **dict.fromkeys(
        ("thing", "one", "many", "actor", "who", "field", "state", "except", "feature", "amount"), _words(3)
    ),
    "things": _words(7, r"\w[\w'’,-]*?"),
    "what": _words(7, r"\w[\w'’,-]*?"),
    "verbs": _words(5, r"\w[\w'’,-]*?"),
    "chain": r"[\w-]+(?: -> [\w-]+){1,11}",
    **dict.fromkeys(("from", "into"), r"[\w-]+(?:(?:,|,? or|,? and|이나|또는| 또는) [\w-]+){0,5}?"),
    "keys": r"\w[\w ,'’-]{1,80}?",
    "path": r"/[\w/{}:.-]{0,120}",
    "fields": r"\w[\w-]*(?:(?:,|,? and|와|과| 및) (?:an? |the )?\w[\w-]*){0,9}?",
    "crud": r"\w+(?:(?:,|,? and|,? or|하고| 및|·) \w+){0,5}?",
    **dict.fromkeys(("life", "refreshlife"), r"\d{1,5}[ -]?(?:seconds?|minutes?|min|hours?|days?|초|분|시간|일)"),
    "session": "session|세션",
    "made": r"2\d\d",
    "count": r"\d{1,9}",
    "status": r"4\d\d",
    **dict.fromkeys(("seconds", "minutes", "hours"), r"\d{1,6}"),
}


def patterns_written_out(plain: dict[str, Any]) -> dict[str, Any]:
    """The table with whole patterns and folded words. Raises ResourceError for what does not compile."""
    rows = {row["id"]: row for row in plain["behaviours"]}
    if len(rows) != len(plain["behaviours"]):
        raise ResourceError("behaviours.yaml: two rows have the same id")
    for row in plain["behaviours"]:
        for clause in ("condition", "response"):
            if isinstance(row[clause], str):
                row[clause] = _shared(rows, row, clause)
    for row in plain["behaviours"]:
        for clause in ("condition", "response"):
            row[clause] = _written(row[clause], plain["parts"], row["id"])
    plain["words"] = {name: sorted({fold(word) for word in words}) for name, words in plain["words"].items()}
    plain["meanings"] = [[fold(word) for word in words] for words in plain["meanings"]]
    return plain


def _shared(rows: dict[str, Any], row: dict[str, Any], clause: str) -> Any:
    other = rows.get(row[clause])
    if other is None or not isinstance(other[clause], dict):
        raise ResourceError(f"behaviours.yaml: {row['id']}: no row {row[clause]!r} with a {clause} of its own")
    return other[clause]


def _written(patterns: Any, parts: dict[str, dict[str, str]], row: str) -> dict[str, list[str]]:
    if patterns is None:
        return {}
    return {
        language: [_whole(one, parts[language], row) for one in patterns[language]] for language in sorted(patterns)
    }


def _whole(pattern: str, parts: dict[str, str], row: str) -> str:
    text = pattern
    for _ in range(_DEPTH):
        text = _NAME.sub(lambda found: parts.get(found[1], found[0]), text)
    try:
        written = _NAME.sub(lambda found: f"(?P<{found[1]}>{GROUPS[found[1]]})", text)
        regex.compile(written)
    except (KeyError, re.error) as fault:
        raise ResourceError(f"behaviours.yaml: {row}: {pattern!r}: {fault}") from fault
    return written
