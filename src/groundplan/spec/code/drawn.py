"""Relations as lines draw them: `Keeper ──< Berth >── Pier`, `Keeper --1:N--> Berth`, trees with `├── Berth (1:N)`."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.record import NamedTuple
from groundplan.spec.draft import place
from groundplan.spec.model import Cardinality, Entity, Relation
from groundplan.spec.text.messages import is_message

if TYPE_CHECKING:
    from groundplan.document import Fence
    from groundplan.spec.draft import Draft

MAX_LINE = 200
_LINES = "-─—"
_SIDE = r"[1NMnm*]|\([1NMnm*]\)"
_MANY = frozenset({"N", "M", "*", "<", ">"})
_CARDINALITIES: dict[tuple[bool, bool], Cardinality] = {
    (False, False): "1:1", (False, True): "1:N", (True, False): "N:1", (True, True): "N:M",
}  # fmt: skip
"""By whether there are many on the left and on the right."""


class Step(NamedTuple):
    """A line from one name to the next; `cardinality` empty where it says nothing of how many."""

    source: Text
    target: Text
    cardinality: Cardinality | None


def read(fence: Fence, path: str, draft: Draft) -> bool:
    """The things and relations of a drawing of nothing else, one line of which says how many; False for any other."""
    if not any(mark in line for line in fence.lines for mark in _LINES):
        return False
    lines = [
        Text(line.rstrip(), number, 1) for number, line in enumerate(fence.lines, fence.line) if line.strip(" │|\t")
    ]
    names: list[Text] = []
    steps: list[Step] = []
    for line in lines:
        found = _line(line, names) if len(line.text) <= MAX_LINE else None
        if found is None:
            return False
        names += found[0]
        steps += found[1]
    if not any(one.cardinality for one in steps) or any(is_message(one.text) for one in names):
        return False
    draft.code_entities += [Entity(one.text, (), place(path, one), carrier="code") for one in names]
    draft.relations += [
        Relation(one.source.text, one.target.text, one.cardinality, place(path, one.target))
        for one in steps
        if one.cardinality
    ]
    return True


def _line(line: Text, above: list[Text]) -> tuple[list[Text], list[Step]] | None:
    """The names of a line and the steps to them; None where it is no drawing."""
    text = line.text.replace("(many)", "(N)   ").replace("(one)", "(1)  ")
    text = _aside().sub(lambda one: " " * len(one[0]), text)
    branch = _branch().match(text) or _hanging().match(text)
    start = branch.end() if branch else len(text) - len(text.lstrip())
    whole = _chain().fullmatch(text, start)
    if not whole:
        return None
    found = list(_name().finditer(text, start, whole.end("chain")))
    names = [Text(one[0], line.line, one.start() + 1) for one in found]
    links = [_how_many(text[one.end() : after.start()]) for one, after in pairwise(found)]
    steps = [Step(*pair, how) for pair, how in zip(pairwise(names), links, strict=True)]
    if branch:
        parent = _parent(above, branch.start("corner") + 1)
        if parent is None:
            return None
        behind = _within().search(whole["note"] or "")
        how = _how_many(branch["line"]) or (_how_many(f"-{behind[1]}-") if behind else None)
        steps.insert(0, Step(parent, names[0], how))
    return names, steps


@cache
def _aside() -> re.Pattern[str]:
    """What is said of a name in brackets, `moorings (boat_id)`: all but how many there are."""
    return regex.compile(r"\((?![1NMnm*](?: ?: ?[1NMnm*])?\b[^()]*\)|\*\))[^()]*\)")


@cache
def _hanging() -> re.Pattern[str]:
    """`          1──N moorings` below the name that it begins behind."""
    return regex.compile(rf"\s+(?P<corner>)(?P<line>(?:{_SIDE})\s*[{_LINES}]{{2,}}[>→]?\s*(?:{_SIDE}))\s*(?=\w)")


def _parent(above: list[Text], column: int) -> Text | None:
    """The last name that a branch at `column` may hang from: it begins there or further left."""
    return next((one for one in reversed(above) if one.column <= column), None)


def _how_many(link: str) -> Cardinality | None:
    """Of `──<`, `>──<`, `1 ─── N`, `--1:N-->`; None of a plain line."""
    found = _link().fullmatch(link.strip())
    if not found:
        return None
    left, right = found["between"].split(":") if found["between"] else (found["left"], found["right"])
    sides = [(one or "").strip("() ").upper() for one in (left, right)]
    return _CARDINALITIES[sides[0] in _MANY, sides[1] in _MANY] if any(sides) else None


@cache
def _link() -> re.Pattern[str]:
    return regex.compile(
        rf"(?P<left>>|{_SIDE})?\s*[←<]?[{_LINES}]+\s*"
        rf"(?:(?P<between>[1NMnm*] ?: ?[1NMnm*])\s*(?:[{_LINES}]+>?|→|->)?|[>→]?\s*(?P<right><|{_SIDE})?)"
    )


@cache
def _name() -> re.Pattern[str]:
    return regex.compile(r"[A-Za-z가-힣]\w+")


@cache
def _chain() -> re.Pattern[str]:
    """Names with lines between them, and what is said behind the last."""
    line = rf"(?:[{_LINES}]{{2,}}|(?<=>)─|─(?=[<>→]))"
    behind = rf"(?:[1NMnm*] ?: ?[1NMnm*]\s*[{_LINES}]+>?|[>→]?\s*(?:<|{_SIDE})?)"
    link = rf"(?:\s*(?:>|{_SIDE})?\s*[←<]?{line}\s*{behind}\s*)"
    name = r"[A-Za-z가-힣]\w+"
    note = r"(?P<note>\s+(?:\([^()]*\)(?:\s*[-–—:].*)?|[#←].*|[-–—:]\s.*)|\s*)"
    return regex.compile(rf"(?P<chain>{name}(?:{link}{name})*){note}")


@cache
def _branch() -> re.Pattern[str]:
    return regex.compile(
        rf"[ \t│|]*(?P<corner>[├└+`])(?P<line>[{_LINES}]+"
        rf"(?:[1NMnm*] ?: ?[1NMnm*][{_LINES}]+>?| [1NMnm*] ?: ?[1NMnm*](?: ?→| ?->)?|<|>)?)[ \t]*"
    )


@cache
def _within() -> re.Pattern[str]:
    return regex.compile(r"\(([1NMnm*] ?: ?[1NMnm*])\b[^()]*\)")
