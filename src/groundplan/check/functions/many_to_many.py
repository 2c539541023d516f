"""Things that are N:M of each other and have no table between them: as relations, in drawings and in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import singular
from groundplan.check.functions import Found
from groundplan.source import Span

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.lines import Page
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("source", "target")
OPTIONS = ()

_PIECES = (
    "}o",
    "}|",
    "many-to-many",
    "many to many",
    "다대다",
    "n:m",
    "m:n",
    " many ",
    " several ",
    " multiple ",
    "여러",
)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """A relation names the table itself; beside a drawing or a sentence any entity does that refers to both."""
    relations = [
        one for one in facts.spec.relations if one.cardinality == "N:M" and not one.through and one.origin == "stated"
    ]
    for item in items:
        for relation in relations:
            yield item, relation.span, {"source": relation.source, "target": relation.target}, ()
        seen = {frozenset(map(singular, (one.source, one.target))) for one in facts.spec.relations}
        for span, source, target in (*_drawn(facts), *facts.said(_told)):
            one, other = (facts.entities.get(singular(name)) for name in (source, target))
            pair = frozenset(singular(each.name) for each in (one, other) if each)
            if one and other and one is not other and pair not in seen and not _is_joined(pair, facts):
                seen.add(pair)
                yield item, span, {"source": one.name, "target": other.name}, (one.span, other.span)


def _drawn(facts: Facts) -> Iterator[tuple[Span, str, str]]:
    """`BOAT }o--o{ SAILOR : sails` in a drawing of entities."""
    for path, lines in facts.lines.items() if facts.has_fences else ():
        for number, line in enumerate(lines, 1):
            found = _edge().match(line) if "}o" in line or "}|" in line else None
            if found:
                yield Span(path, number, 1, number, len(line) + 1), found["one"], found["two"]


@cache
def _edge() -> re.Pattern[str]:
    return regex.compile(r'\s*"?(?P<one>[\w-]+)"?\s+\}[o|](?:--|\.\.)[o|]\{\s+"?(?P<two>[\w-]+)')


def _is_joined(pair: frozenset[str], facts: Facts) -> bool:
    """Whether some entity refers to both."""
    targets = ([field.type.target for field in one.fields if field.type.target] for one in facts.spec.entities)
    names = (frozenset(singular(facts.entity_names.get(singular(one), one)) for one in some) for some in targets)
    return any(pair <= one for one in names)


def _told(page: Page) -> Iterator[tuple[Span, str, str]]:
    """Two names of which a line says it, and none by which they are joined."""
    for line in (page.things[number] for number in sorted(page.index.having(_PIECES))):
        pair = _pair(line.text.lower())
        if pair:
            yield line.span, *pair


def _pair(text: str) -> tuple[str, str] | None:
    if _table().search(text):
        return None
    for pattern in _shapes():
        found = pattern.search(text)
        if found and all(same is None or singular(same) == singular(found[name]) for name, same in _again(found)):
            return found["one"], found["two"]
    return None


def _again(found: re.Match[str]) -> Iterator[tuple[str, str | None]]:
    """What a sentence says again the other way round: a dog has many keepers, and a keeper has many dogs."""
    named = found.groupdict()
    return ((name, named.get(f"{name}_again")) for name in ("one", "two"))


@cache
def _table() -> re.Pattern[str]:
    """A line that names the table between the two, or says that they are not so."""
    return regex.compile(
        r"\b(?:through|via|join|junction|link|bridge|association|not|no|instead of)\b"
        r"|통해|연결 ?테이블|중간|교차|매핑|조인|아니|않|대신"
    )


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    kind = r"(?:many[- ]to[- ]many|n ?: ?m|m ?: ?n)"
    one, two, one_again, two_again = (
        rf"[`*]*(?P<{name}>[a-z][a-z_]*)[`*]*" for name in ("one", "two", "one_again", "two_again")
    )
    each, many = r"\b(?:an?|each|every|one)", r"\b(?:many|several|multiple)"
    return (
        regex.compile(rf"\b{one} and {two} (?:are|is|have|has|stand)\b[^.]{{0,20}}\b{kind}\b"),
        regex.compile(rf"\b{kind}(?: relation(?:ship)?)? between (?:the )?{one} and (?:the )?{two}"),
        regex.compile(rf"\b{one} (?:has|have) an? {kind}(?: relation(?:ship)?)? (?:with|to) {two}"),
        regex.compile(
            rf"{each} {one} [^.,]{{1,30}}?{many} {two}\b[^.]*?{each} {two_again} [^.,]{{1,40}}?{many} {one_again}\b"
        ),
        *_korean(),
    )


def _korean() -> tuple[re.Pattern[str], ...]:
    one, two, one_again, two_again = (
        rf"[`*]*(?P<{name}>[가-힣]+?)[`*]*" for name in ("one", "two", "one_again", "two_again")
    )
    each, many, object_ = r"(?:한|하나의)", r"여러 (?:개의 |명의 )?", r"(?:을|를|이|가|에|과|와)\b"
    subject = r"(?:은|는|도|이|가|에)?"
    return (
        regex.compile(rf"{one}(?:과|와) ?{two}(?:은|는|의|이|가)? ?(?:서로 )?(?:다대다|n ?: ?m|m ?: ?n)"),
        regex.compile(
            rf"{each} {one}{subject} [^.]{{0,12}}?{many}{two}{object_}"
            rf"[^.]*?{each} {two_again}{subject} [^.]{{0,12}}?{many}{one_again}{object_}"
        ),
    )
