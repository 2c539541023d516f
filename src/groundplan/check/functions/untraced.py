"""Endpoints of which no requirement speaks: neither by id, nor by path, nor by the name of what they are about.

Where most endpoints name the requirements that they fulfil, one that names none is a finding whatever its words are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, path_names, singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint, Requirement

NODE = "endpoint"
WORDS = ()
OPTIONS = ()
PARTS = ("entities", "requirements")

_USUAL = (
    r"(?:^|[/_-])(?:auth|login|logout|sign-?\w+|register|refresh|tokens?|me|health\w*|readyz|livez|metrics|docs"
    r"|webhooks?)(?:[/_-]|$)"
)
_DOING = frozenset({"목록", "상세", "조회", "등록", "생성", "수정", "변경", "삭제", "취소", "추가", "검색", "확인"})
_OF = 4  # one of so many may be silent; where more are, the SPEC does not trace


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Quiet in a SPEC whose requirements do not speak of most endpoints, and about sign-in, health and the like."""
    said = facts.each("requirements", _said)
    text, words = "\n".join(one for one, _ in said), frozenset[str]().union(*(own for _, own in said))
    subject = [item for item in items if not _is_usual(item.node.path)]
    silent = [item for item in subject if not _spoken_of(item.node, words, text, facts)]
    few = len(silent) * _OF <= len(subject) or (len(silent) == 1 and len(subject) > 2)
    for item in _unnamed(subject) or (silent if few else ()):
        yield item, facts.place(item.span, item.node.raw or item.node.path), {}, ()


def _said(requirements: Iterable[Requirement]) -> Iterator[tuple[str, frozenset[str]]]:
    """The texts of some requirements, and their words."""
    told = "\n".join(f"{one.title} {one.text}".lower() for one in requirements)
    yield told, _words_of(told)


def _unnamed(subject: list[Item]) -> list[Item]:
    """Those without an id in a SPEC that traces by ids."""
    silent = [item for item in subject if not item.node.requirements]
    return silent if len(silent) * _OF <= len(subject) and len(subject) >= _OF else []


@lru_cache(8192)
def _is_usual(path: str) -> bool:
    return regex.compile(_USUAL).search(path) is not None


def _words_of(text: str) -> frozenset[str]:
    return frozenset(map(singular, set(regex.compile(r"[a-z]+").findall(text))))


@lru_cache(8192)
def _words_in(path: str) -> frozenset[str]:
    return _words_of(path)


def _spoken_of(endpoint: Endpoint, words: frozenset[str], text: str, facts: Facts) -> bool:
    if endpoint.requirements or not words.isdisjoint(path_names(endpoint)):
        return True
    if not words.isdisjoint(_words_in(endpoint.path.lower())):
        return True
    labels = [one.label.lower() for one in facts.path_entities(endpoint) if one.label]
    told = [word for word in endpoint.summary.split() if not word.isascii() and word not in _DOING]
    return any(word in text for word in (endpoint.path.lower(), *labels, *told))
