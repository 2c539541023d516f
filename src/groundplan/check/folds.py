"""What makes two values one: the same name, path, calls, or words in any order."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from groundplan import regex
from groundplan.check.facts import fold, singular
from groundplan.check.stems import root
from groundplan.grammar import keywords
from groundplan.spec.text.numerals import plain


@lru_cache(8192)
def _path_shape(value: str) -> str:
    return regex.compile(r"\{[^}]*\}").sub("{}", value).casefold()


_FEW_WORDS = 3
_COMMON = frozenset(
    {"the", "a", "an", "its", "of", "to", "and", "is", "be", "that", "this", "it", "they", "them", "their", "was"}
    | {"were", "been", "by", "are", "는", "은", "을", "를"}
)


@lru_cache(8192)
def _words(value: str) -> str:
    """The words and paths of a statement whatever their order, without articles and marks."""
    words = regex.compile(r"/[\w/:{}-]+|\w+").findall(plain(value))
    return " ".join(sorted({_plainly(word) for word in words if word not in _COMMON}))


@lru_cache(8192)
def _plainly(word: str) -> str:
    """A word as the first of those that say the same: `passages` is `passage`, and `removed` is `delete`."""
    if not word.isascii():
        bare = _PARTICLE.sub("", word)
        return next((kind for kind, stems in _korean_verbs() if bare.startswith(stems)), bare)
    known = keywords("same_verbs")
    return known.get(word) or known.get(root(word)) or (singular(word) if word.isalpha() else word)


@cache
def _korean_verbs() -> list[tuple[str, tuple[str, ...]]]:
    """What Korean verbs begin with, by what they say."""
    kinds: dict[str, list[str]] = {}
    for word, kind in keywords("same_verbs").items():
        if not word.isascii():
            kinds.setdefault(kind, []).append(word)
    return [(kind, tuple(words)) for kind, words in kinds.items()]


_PARTICLE = regex.compile(r"(?<=[가-힣]{2})(?:과|와|을|를|이|가|은|는)$")


@lru_cache(8192)
def _numbers(value: str) -> str:
    """The words in their order with their one number left out, statuses kept; nothing for others and for few words."""
    words = regex.compile(r"\b(?!(?:20|4\d|5\d)\d\b)\d[\d.,]*").sub("#", value.casefold())
    return words if words.count("#") == 1 and len(words.split()) >= _FEW_WORDS else ""


_CALLS = frozenset({"all", "api", "call", "endpoint", "operation", "query", "request", "response"})


@lru_cache(2048)
def _calls(value: str) -> str:
    """Which calls words tell of: `list requests` and `lists` are the same."""
    words = regex.findall(r"[^\W_]+", value.casefold())
    plain = [one for one in map(singular, words) if one not in _CALLS]
    return " ".join(plain) or fold(value)


FOLDS: dict[str, Callable[[str], str]] = {
    "calls": _calls,
    "none": str,
    "name": fold,
    "path": _path_shape,
    "words": _words,
    "numbers": _numbers,
}
"""Ways to write a value so that those that say the same are one."""
