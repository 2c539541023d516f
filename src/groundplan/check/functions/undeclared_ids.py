"""Ids of requirements in sentences, cells and lists that no requirement has: `(REQ-021)`, `| pay | REQ-012 |`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import fold
from groundplan.check.functions import Found
from groundplan.source import Span
from groundplan.spec.text.identifiers import leading_id

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.lines import Line, Page
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("name", "first", "last")
OPTIONS = ()

_FEWEST = 3
"""Declared ids of one beginning: fewer are examples."""
_APART = ("spec-", ".md", "http", "spec ", "문서")
"""Beside these an id may be another document's."""


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Scenarios are left to the rule on them where requirements have ids; else their titles are read as well."""
    declared = _declared(facts)
    own = facts.kept(_begins, tuple(declared))
    found = [*(_strange(facts, own, declared) if own else ()), *_numbered(facts, declared), *_headed(facts)]
    for item in items:
        for name, span in found:
            is_number = name[0].isdigit()
            if name.isdecimal() and _headings(facts):
                numbers = sorted(map(int, _headings(facts)))
                yield item, span, {"name": name, "first": str(numbers[0]), "last": str(numbers[-1])}, ()
                continue
            alike = (key for key in declared if key[0].isdigit() == is_number)
            own_ids = [declared[key] for key in alike if is_number or _begin(key) == _begin(name.lower())]
            yield item, span, {"name": name, "first": own_ids[0], "last": own_ids[-1]}, ()


def _begins(names: tuple[str, ...]) -> list[str]:
    """How the ids of this SPEC begin."""
    begins = Counter(map(_begin, names))
    return sorted(
        begin for begin, count in begins.items() if count >= _FEWEST and begin[0].isalpha() and begin[-1] in "-."
    )


def _begin(name: str) -> str:
    return name.rstrip("0123456789")


def _declared(facts: Facts) -> dict[str, str]:
    """Ids in lower case -> as written: requirements, constraints, criteria, and headings."""
    spec = facts.spec
    names = [*facts.requirement_ids.values(), *(one.id for one in spec.scenarios)]
    names += [leading_id(one.title) for one in spec.sections if "-" in one.title]
    return {name.lower(): name for name in names if name}


def _strange(facts: Facts, begins: list[str], declared: dict[str, str]) -> Iterator[tuple[str, Span]]:
    """Ids with one of the beginnings that nothing declares, wherever they stand."""
    shapes = [re.compile(rf"{re.escape(begin)}\d+(?![A-Za-z0-9_-])") for begin in begins]
    unknown = set(facts.said(_tokens, *shapes)) - declared.keys()
    told = (
        {} if facts.requirement_ids else {key.lower(): one for one in facts.spec.scenarios for key in one.requirements}
    )
    unknown |= {name for name in told if _begin(name) in begins and name not in declared}
    numbers = {_plain(name) for name in declared} if unknown else ()
    scenarios = {(one.span.path, one.span.line) for one in facts.spec.scenarios if not one.id}
    for token in sorted(one for one in unknown if _plain(one) not in numbers):
        if token in told:
            yield token.upper(), facts.place(told[token].span, token.upper())
        places = list(_places(token, facts))
        if not any(_declares(line, at) for line, at in places if (line.span.path, line.span.line) not in scenarios):
            for line, at in places:
                name, column = line.text[at : at + len(token)], line.span.column + at
                yield name, line.span._replace(column=column, end_column=column + len(token))


def _tokens(page: Page, *shapes: re.Pattern[str]) -> Iterator[str]:
    return (token for shape in shapes for token in page.index.found(shape))


def _numbered(facts: Facts, declared: dict[str, str]) -> Iterator[tuple[str, Span]]:
    """Numbers such as `4.9` that an endpoint names, where requirements are numbered so."""
    yield from _close(facts, declared)
    if sum(key[0].isdigit() for key in declared) < _FEWEST:
        return
    known = declared.keys() | {key.partition(".")[0] for key in declared} | _headings(facts)
    for endpoint in facts.spec.endpoints:
        for name in endpoint.requirements:
            if name[0].isdigit() and name.lower() not in known and fold(name) not in facts.displaced_ids:
                below = facts.passages(endpoint)
                lines = ((Span(path, number, 1, number, len(text) + 1), text) for path, number, text in below)
                at = next((span for span, text in lines if name in text), endpoint.span)
                yield name, facts.place(at, name)
    for line in facts.stated_with(("requirements:", "요구사항:")):
        listed = regex.compile(_LISTED).match(line.text.lower())
        if listed is None:
            continue
        for found in regex.finditer(r"\d+(?:\.\d+)?", listed[1]):
            if found[0] not in known and fold(found[0]) not in facts.displaced_ids:
                column = line.span.column + listed.start(1) + found.start()
                yield found[0], line.span._replace(column=column, end_column=column + len(found[0]))


def _close(facts: Facts, declared: dict[str, str]) -> Iterator[tuple[str, Span]]:
    """Ids without a hyphen (`R17`) that an endpoint names, where several requirements begin so."""
    begins = Counter(map(_begin, declared))
    for endpoint in facts.spec.endpoints:
        for name in endpoint.requirements:
            low = name.lower()
            if low.isalnum() and low not in declared and begins[_begin(low)] >= _FEWEST and _begin(low):
                below = facts.passages(endpoint)
                lines = [(Span(path, number, 1, number, len(text) + 1), text) for path, number, text in below]
                at = next((span for span, text in lines if regex.search(rf"\b{name}\b", text)), endpoint.span)
                yield name, facts.place(at, name)


_LISTED = r"[\s*_-]*(?:requirements|요구사항):[*_]* ((?:\d+(?:\.\d+)?(?:, ?|(?=[_*\s]*$)))+)[_*\s]*$"
"""A line of nothing but numbers: `_Requirements: 1.2, 3.1_` below a task."""
_HEADED = r"(?:requirement|요구사항) (\d{1,3})(?!\d|\.\d)"


def _headings(facts: Facts) -> frozenset[str]:
    """The numbers of `### Requirement 4: Release`."""
    found = (regex.compile(_HEADED).match(one.title.lower()) for one in facts.spec.sections)
    return frozenset(one[1] for one in found if one)


def _headed(facts: Facts) -> Iterator[tuple[str, Span]]:
    """`Requirement 9` in a line, where requirements are headings with numbers."""
    known = _headings(facts)
    if len(known) < _FEWEST:
        return
    for line in facts.stated_with(("requirement", "요구사항")):
        for found in regex.compile(_HEADED).finditer(line.text.lower()):
            if found[1] not in known and not any(one in line.text.lower() for one in _APART):
                column = line.span.column + found.start(1)
                yield found[1], line.span._replace(column=column, end_column=column + len(found[1]))


def _plain(name: str) -> str:
    """An id whose number has no zeros before it."""
    begin = _begin(name)
    return begin + name[len(begin) :].lstrip("0")


def _places(token: str, facts: Facts) -> Iterator[tuple[Line, int]]:
    told = {(one.span.path, one.span.line): one.requirements for one in facts.spec.scenarios}
    for line in facts.stated_with((token,)):
        low = line.text.lower()
        at = low.find(token)
        whole = not (low[:at][-1:].isalnum() or low[:at].endswith(("_", "-", "/", "#")))
        by_scenario = any(token == one.lower() for one in told.get((line.span.path, line.span.line), ()))
        if whole and not by_scenario and not any(one in low for one in _APART):
            yield line, at


def _declares(line: Line, at: int) -> bool:
    """Whether a line, a bullet or a cell begins with it."""
    before = line.text[:at].replace("[x]", "").replace("[ ]", "").rstrip("*`[( ")
    return not before.strip("-+| ")
