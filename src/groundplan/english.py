"""What code calls what a Korean SPEC calls (`rules/names.yaml`): `가입일시` is `joined at`, `결제 여부` `is paid`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from groundplan import resources
from groundplan.errors import ResourceError
from groundplan.record import NamedTuple

_LONGEST = 8  # syllables of a word in the table
_TOKEN = re.compile(r"[가-힣]+|[^가-힣]+")
_OF = "의"


class _Table(NamedTuple):
    """`done` holds what was done and its noun; `begins` and `ends` stand beside another word of the same token only."""

    words: dict[str, str]
    begins: dict[str, str]
    ends: dict[str, str]
    done: dict[str, list[str]]
    moments: frozenset[str]
    whether: frozenset[str]

    def has(self, word: str, *, whole: bool) -> bool:
        """Whether `word` says something; one syllable, like 방, says too little as a part of a token."""
        known = word in self.words or word in self.done or word in self.moments or word in self.whether
        return known and (whole or len(word) > 1)

    def fits(self, word: str, *, first: bool, last: bool) -> bool:
        """Whether `word` says something as the first, the last or another part of a token."""
        at_the_end = last and not first and (word in self.ends or word in self.moments)
        return self.has(word, whole=False) or at_the_end or (first and not last and word in self.begins)


@lru_cache(8192)
def english(text: str) -> str:
    """`text` with its Korean words in English, those that are not in the table as they are.

    Raises ResourceError when the table is malformed.
    """
    if text.isascii():
        return text
    parts = [part for token in _TOKEN.findall(text) for part in _parts(token)]
    words = [word for said in _said(parts) for word in said.split()]
    if len(parts) > 1 and parts[-1] in _table().whether:
        words.insert(0, "is")
    return " ".join(word for word, before in zip(words, ["", *words], strict=False) if word != before)


def _said(parts: list[str]) -> Iterator[str]:
    table = _table()
    spoken = [part for part in parts if not part.isspace()]
    for before, part, after in zip(["", *spoken], spoken, [*spoken[1:], ""], strict=False):
        if part in table.whether and before:
            continue
        done = table.done.get(part, [""])
        if part in table.moments and before in table.done:
            yield "at"
        elif part in table.done and (after in table.moments or after in table.whether):
            yield done[0]
        elif before and not after and part in table.ends:
            yield table.ends[part]
        else:
            yield table.words.get(part) or done[-1 if before or after else 0] or table.begins.get(part) or part


def _parts(token: str) -> list[str]:
    """The words of a token without spaces, the longest first; a token that they do not fill is one part."""
    found = _filled(token) or (token.endswith(_OF) and _filled(token[:-1]))
    return found or [token]


def _filled(token: str) -> list[str]:
    """The words that fill `token` from its end to its beginning, so that each place is looked at once."""
    table = _table()
    if not "가" <= token[0] <= "힣":
        return []
    if table.has(token, whole=True):
        return [token]
    size = len(token)
    behind = [0] * size + [size]  # where the longest word from here ends of which the rest is filled, 0 for none
    for start in range(size - 1, -1, -1):
        for end in range(min(size, start + _LONGEST), start, -1):
            if behind[end] and table.fits(token[start:end], first=start == 0, last=end == size):
                behind[start] = end
                break
    found, at = [], 0
    while behind[at] and at < size:
        found.append(token[at : behind[at]])
        at = behind[at]
    return found


def sources() -> tuple[Path, Path]:
    """The files that what `english` gives depends on."""
    return resources.folder("rules", "names.yaml"), Path(__file__)


@cache
def _table() -> _Table:
    found = sources()
    data: dict[str, Any] = resources.compiled("names", found, lambda: _checked(resources.read_yaml(found[0])))
    listed = (frozenset(data[name]) for name in ("moments", "whether"))
    return _Table(data["words"], data["begins"], data["ends"], data["done"], *listed)


def _checked(data: dict[str, Any]) -> dict[str, Any]:
    """The table as it is. Raises ResourceError for a word that is no Korean or too long, or no English for it."""
    for korean, said in (row for name in ("words", "begins", "ends", "done") for row in data[name].items()):
        spoken = said if isinstance(said, list) else [said]
        plain = all(isinstance(one, str) and re.fullmatch(r"[a-z]+( [a-z]+)*", one) for one in spoken)
        if not plain or not re.fullmatch(rf"[가-힣]{{1,{_LONGEST}}}", korean):
            raise ResourceError(f"names.yaml: {korean}: {said}")
    return data
