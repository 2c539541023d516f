"""Two answers to a question that has one: two databases, two frameworks, at least one of them demanded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.grammar import keywords
from groundplan.source import Span
from groundplan.spec.model import Fact

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("one", "other")
OPTIONS = ("of", "rivals", "cue")

_APART = regex.compile(
    r"\b(?:not|no|never|instead|rather|migrat\w*|import\w*|from|like|such as|e\.g\.|compatib\w*|or)\b"
    r"|대신|아닌|않|이전|마이그레이션|호환|또는"
)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`of` names a list of facts of the Spec, `rivals` the values of which a service has one.

    Two in one line are a choice or a move from one to the other, and no contradiction, but where the value of a label
    is nothing but the two. `cue` is what a line about
    something else, such as a requirement, must have for a name in it to count.
    """
    rivals = frozenset(options["rivals"])
    named = [one for one in getattr(facts.spec, options["of"]) if one.value in rivals and one.strength != "not"]
    stated = [one for one in named if not _is_quoted(one, facts)]
    if not stated:
        return
    others = rivals - {one.value for one in stated}
    stated += [*_mentions(others, facts, options["cue"]), *_tested(others, rivals, facts, options["cue"])]
    stated.sort(key=lambda one: (list(facts.lines).index(one.span.path), one.span.line))
    if len({one.value for one in stated}) > 1 and _is_odd(stated[0], stated, facts):
        stated.append(stated.pop(0))
    for item in items:
        for one in stated[1:]:
            first = stated[0]
            apart = (first.span.path, first.span.line) != (one.span.path, one.span.line) or _are_all(first, one, facts)
            if apart and first.value != one.value and "must" in (first.strength, one.strength):
                yield item, one.span, {"one": one.value, "other": first.value}, (first.span,)


@cache
def _label() -> re.Pattern[str]:
    """What the service keeps all in."""
    return regex.compile(
        r"^[-*\s|]*(?:database|db|storage|데이터베이스|저장소)[*\s]*[:|][*\s]*([^|]+?)[|\s]*$", re.IGNORECASE
    )


def _are_all(one: Fact, other: Fact, facts: Facts) -> bool:
    """`- Database: PostgreSQL 16, MySQL 8`: both, with their versions and no word of what each is for."""
    found = _label().match(facts.line(one.span))
    if not found:
        return False
    rest = regex.sub(rf"{one.value}|{other.value}|\band\b|[\d.,+&/\s]|[와과]|및", "", found[1].lower())
    return not rest and "/" not in found[1]


def _is_odd(first: Fact, stated: list[Fact], facts: Facts) -> bool:
    """Whether what comes first is named once, and the one other name more often: then the first place is wrong.

    So it is where what comes first stands elsewhere, and the other in a section about the stack of the same file.
    """
    others = {one.value for one in stated} - {first.value}
    times = [facts.prose.text.count(name) for name in (first.value, *others)]
    beside = [one for one in stated if one.value != first.value and one.span.path == first.span.path]
    at_home = [_is_at_home(one.span, facts) for one in beside]
    return len(others) == 1 and (times[0] == 1 < times[1] or (any(at_home) and not _is_at_home(first.span, facts)))


def _is_at_home(span: Span, facts: Facts) -> bool:
    """Whether it is told where the stack is told."""
    heading = facts.heading_before(span.path, span.line)
    return heading is not None and heading.kind == "stack"


def _is_quoted(one: Fact, facts: Facts) -> bool:
    """Whether the name is a value that somebody may send: `sources: "postgres", "mysql"`."""
    line = facts.lines[one.span.path][one.span.line - 1]
    return line[one.span.column - 2 : one.span.column - 1] in ('"', "'")


def _mentions(names: frozenset[str], facts: Facts, cue: str) -> Iterator[Fact]:
    """Names that stand outside the sections from which facts are read."""
    prose = facts.prose
    rejected = {one.value for one in (*facts.spec.databases, *facts.spec.frameworks) if one.strength == "not"}
    for name in sorted(names - rejected - keywords("common_words").keys()):
        at = prose.find(name)
        line = prose.line(at) if at >= 0 else ""
        whole = not prose.text[at + len(name) : at + len(name) + 1].isalpha() or not line.isascii()
        if line and whole and re.search(cue, line) and not _APART.search(line):
            yield Fact(name, prose.span(at, at + len(name)))


def _tested(names: frozenset[str], rivals: frozenset[str], facts: Facts, cue: str) -> Iterator[Fact]:
    """The one name in a line of a section about tests, which else states nothing of the service."""
    for section, last in facts.sections():
        if section.kind != "testing":
            continue
        path, lines = section.span.path, facts.lines.get(section.span.path, ())
        for number in range(section.span.line + 1, last + 1):
            low = lines[number - 1].lower()
            found = [one for one in sorted(rivals) if one in low]
            if len(found) == 1 and found[0] in names and re.search(cue, low) and not _APART.search(low):
                at = low.find(found[0]) + 1
                yield Fact(found[0], Span(path, number, at, number, at + len(found[0])))
