"""Word lists (`rules/lexicon/`) searched in the text of nodes.

English words are looked up token by token: one dictionary access a word, no large pattern to compile at start.
Phrases are found as text. Patterns serve Korean, where a stem takes endings; they are compiled when a Korean
text comes first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.index import MARKS, Index, of_texts
from groundplan.check.lines import sentences
from groundplan.check.nodes import Item
from groundplan.memory import pieces
from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.lines import Line, Page
    from groundplan.memory import Memory

_WORD_SHAPE = r"[a-z]+(?:['-][a-z]+)*"
# A number with its unit: what makes a vague word measurable.
_MEASURE = (
    r"\d[\d,.]*\s*(?:ms|s|m|h|d|%|x|rps|tps|qps|kb|mb|gb|tb|sec|second|minute|min|hour|day|week|month|year|byte|char|item|"
    r"row|record|request|user|time|attempt|percent|밀리초|초|분|시간|일|주|개월|년|건|개|명|회|번|배|자|바이트|퍼센트|원)"
)
_SPEEDS = ("fast", "quick", "rapid", "swift", "speed", "prompt", "instant", "빠르", "빠른", "빨리", "신속")
_LOAD = r"\d[\d,.]*\s*(?:[rtq]ps\b|requests? ?(?:/|per |a )\w+)|초당 ?\d[\d,.]* ?[건회]|\d[\d.]* ?% of\b|\d[\d.]* ?%의"
_LONGEST = 20_000  # characters: nobody reads a longer statement, and a hostile one must not cost a square of it
_NEAR = 24  # characters: about four words


class Lexicon(NamedTuple):
    """One list in one language, ready to search.

    `heads` are the first words of phrases, `skip` is a key of `_SKIPS`, `anchors` are as in the file.
    """

    words: frozenset[str]
    phrases: tuple[str, ...]
    heads: frozenset[str]
    pattern: re.Pattern[str] | None
    skip: Callable[[str, int, int], bool]
    anchors: tuple[str, ...]

    def may_occur(self, low: str, words: frozenset[str]) -> bool:
        """Whether a text in lower case, of these words, can have anything of the list."""
        if not (self.heads.isdisjoint(words) and self.words.isdisjoint(words)):
            return True
        return self.pattern is not None and (not self.anchors or regex.has(low, self.anchors))


Words = Iterator[tuple[Item, str]]


def search(names: tuple[str, ...], items: tuple[Item, ...], memory: Memory | None = None) -> Words:
    """Each item with each listed word of its text, once, as written there."""
    if memory is None:
        yield from _search(names, items)
        return
    for at, some in pieces(items, _TOGETHER):
        place = "words", names, type(some[0].node), at
        yield from memory.recall(place, some, partial(_list, names, some))


_TOGETHER = 64
"""Texts that are searched again for one that changed."""


def found(check: dict[str, Any], items: tuple[Item, ...], facts: Facts) -> Words:
    """What the lists of a check find in the items and, in a SPEC that demands something, in its other sections."""
    lists, sections = tuple(check["lists"]), frozenset(check["sections"])
    yield from search(lists, items, facts.memory)
    if "*" in sections or (sections and facts.spec.requirements):
        told = frozenset(check["told"])
        some = _elsewhere(tuple(check["elsewhere"]) or lists, sections, items, facts)
        yield from (
            one for one in some if (one[0].node.kind or "requirements") not in told or _is_told(one[0].node.text)
        )


def _elsewhere(lists: tuple[str, ...], sections: frozenset[str], items: tuple[Item, ...], facts: Facts) -> Words:
    """What stands in the sentences and cells of these sections, or of all under `*`, that are in no item's lines.

    Only lines that have a word of the lists at all are taken apart.
    """
    candidates = _where_demanded(facts.said(_candidates, lists, sections), sections, facts)
    if not candidates:
        return
    parts = (facts.kept(_lines_of, some, place=(lists, sections, at)) for at, some in pieces(items, _TOGETHER))
    own = set[tuple[str, int]]().union(*parts)
    others: set[tuple[str, int]] = set()
    apart = [one for one in candidates if (one.span.path, one.span.line) not in own]
    lines = (one for one in apart if not _is_of(own, others, one, facts))
    told = (one for one in lines if _may_tell(lists, one.text))
    shared = (one for one in candidates if _is_paragraph(one) and (one.span.path, one.span.line) in own)
    beside = _beside((one for one in shared if _may_tell(lists, one.text)), items)
    said = (one for one in chain(sentences(told), beside) if "*" in sections or _is_demand(one))
    yield from _search(lists, tuple(Item(one, one, one.span) for one in said))


def _is_paragraph(line: Line) -> bool:
    return not line.text.lstrip().startswith(_OPENING)


def _beside(lines: Iterable[Line], items: Iterable[Item]) -> Iterator[Line]:
    """The sentences of lines that have items, but those that are items."""
    said = list(sentences(lines))
    taken: dict[tuple[str, int], list[tuple[int, int]]] = {(one.span.path, one.span.line): [] for one in said}
    for span, node in ((one.span, one.node) for one in items if (one.span.path, one.span.line) in taken):
        taken[span.path, span.line].append((span.column, span.column + len(getattr(node, "raw", "") or node.text)))
    for line in said:
        at = line.span
        if not any(start <= at.column < end for start, end in taken[at.path, at.line]):
            yield line


def _lines_of(items: Iterable[Item]) -> frozenset[tuple[str, int]]:
    return frozenset((one.span.path, line) for one in items for line in range(one.span.line, one.span.end_line + 1))


def _candidates(page: Page, lists: tuple[str, ...], sections: frozenset[str]) -> Iterator[Line]:
    """The lines of these sections that may have something of the lists: with a word of theirs, or not in English.

    Where those of requirements are among them, lines of sections whose headings do not tell of what they are, too.
    """
    known = _having([_lexicon(name, "en") for name in lists], page.index) | page.index.foreign
    lines = (page.things[number] for number in sorted(known))
    kinds = sections | {""} if "requirements" in sections else sections
    return (one for one in lines if "*" in sections or (one.kind in kinds and _is_demand(one)))


def _where_demanded(lines: list[Line], sections: frozenset[str], facts: Facts) -> list[Line]:
    """Without those of sections of no kind that state no requirement: what stands beside one is about the same."""
    if "*" in sections or all(one.kind for one in lines):
        return lines
    demanding = {facts.heading_before(*place) for place in facts.requirement_lines}
    return [one for one in lines if one.kind or facts.heading_before(one.span.path, one.span.line) in demanding]


def _is_demand(line: Line) -> bool:
    """Whether a line may ask for something: no story, and in an overview one that binds."""
    return not _is_story(line.text) and (line.kind != "overview" or _binds().search(line.text) is not None)


def _is_told(text: str) -> bool:
    """Whether a text is a whole sentence, and no note of what is done on what."""
    whole = text.rstrip(" |)*_`")
    return whole.endswith((".", "다", "요")) and len(whole.split()) >= _SENTENCE


_SENTENCE = 3
"""Words of the shortest sentence."""


@cache
def _binds() -> re.Pattern[str]:
    return regex.compile(r"\b(?:must|shall)\b|(?:해야|어야|여야)\s*(?:한|하|합)", re.IGNORECASE)


def _is_story(text: str) -> bool:
    """Whether a line is what somebody wants, which the criteria below it state."""
    low = text.lstrip("-*_# ").lower()
    return low.startswith(_STORIES) or ", i want " in low


_STORIES = ("user story", "as a ", "as an ", "사용자 스토리", "유저 스토리")


@lru_cache(8192)
def _may_tell(lists: tuple[str, ...], text: str) -> bool:
    """Whether a text has something of the lists, excused or not."""
    low, words = _folded(text)
    return any(
        lexicon.may_occur(low, words) and next(_hits(text, low, words, lexicon), None) is not None
        for lexicon in (_lexicon(*one) for one in _lists(lists, text))
    )


def _is_of(own: set[tuple[str, int]], others: set[tuple[str, int]], line: Line, facts: Facts) -> bool:
    """Whether a line is one of `own` or continues one; both sets keep what was seen, so that no line is twice."""
    path, number = line.span.path, line.span.line
    between = []
    while (path, number) not in own and (path, number) not in others:
        between.append((path, number))
        text = facts.lines[path][number - 1].lstrip()
        if number == 1 or not text or text.startswith(_OPENING):
            others.add((path, number))
        else:
            number -= 1
    is_own = (path, number) in own
    (own if is_own else others).update(between)
    return is_own


_OPENING = ("-", "*", "+", "|", ">", *"0123456789")
"""What begins a bullet, an item or a row."""


def _list(names: tuple[str, ...], items: tuple[Item, ...]) -> list[tuple[Item, str]]:
    return list(_search(names, items))


def _search(names: tuple[str, ...], items: tuple[Item, ...]) -> Words:
    texts = tuple(item.node.text[:_LONGEST] for item in items)
    if len(texts) >= _MANY:
        known = {name: _having([_lexicon(name, "en")], of_texts(texts)) for name in names}
    else:
        known = {name: {at for at, text in enumerate(texts) if _may(text, _lexicon(name, "en"))} for name in names}
    foreign = {number for number, text in enumerate(texts) if not text.isascii()}
    for number in sorted(foreign.union(*known.values())):
        item, text = items[number], texts[number]
        for name, language in _lists(names, text):
            if number in foreign or number in known[name]:
                yield from ((item, word) for word in _words_in(text, name, language))


_MANY = 64
"""So many texts are looked through as one."""


def _may(text: str, lexicon: Lexicon) -> bool:
    return lexicon.may_occur(*_folded(text))


def _having(lexicons: list[Lexicon], index: Index) -> set[int]:
    """The numbers of the texts that may have something of the lists; a pattern without anchors may stand in any."""
    pieces: set[str] = set()
    for one in lexicons:
        if one.pattern and not one.anchors:
            return set(range(len(index)))
        pieces.update(one.words & index.words, one.anchors, () if one.heads.isdisjoint(index.words) else one.phrases)
    return index.having(sorted(pieces))


def _lists(names: tuple[str, ...], text: str) -> list[tuple[str, str]]:
    """The lists in the languages of a text."""
    languages = ("en",) if text.isascii() else ("ko", "en")
    return [(name, language) for language in languages for name in names]


@lru_cache(32_768)
def _words_in(text: str, name: str, language: str) -> tuple[str, ...]:
    lexicon = _lexicon(name, language)
    if lexicon.skip is _bound and _bound(text.lower(), 0, 0):
        return ()
    low, words = _folded(text)
    if not lexicon.may_occur(low, words):
        return ()
    found: dict[str, None] = {}
    for start, end in _hits(text, low, words, lexicon):
        if not lexicon.skip(low, start, end):
            found[text[start:end]] = None
    return tuple(found)


@lru_cache(16_384)
def _folded(text: str) -> tuple[str, frozenset[str]]:
    """A text in lower case and its words: many lists look at the same statement."""
    low = text.lower()
    return low, frozenset(low.translate(MARKS).split())


def _hits(text: str, low: str, words: frozenset[str], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    if not lexicon.words.isdisjoint(words):
        yield from (match.span() for match in regex.finditer(_WORD_SHAPE, low) if match.group() in lexicon.words)
    for phrase in () if lexicon.heads.isdisjoint(words) else lexicon.phrases:
        start = low.find(phrase)
        if start >= 0 and not (low[max(0, start - 1) : start].isalnum() or low[start + len(phrase) :][:1].isalnum()):
            yield start, start + len(phrase)
    if lexicon.pattern is not None:
        yield from (match.span() for match in lexicon.pattern.finditer(text))


@cache
def _lexicon(name: str, language: str) -> Lexicon:
    from groundplan.check.rules import load

    data: dict[str, Any] = load().lexicons[name]
    entry = data[language]
    pattern = regex.compile("|".join(entry["patterns"])) if entry["patterns"] else None
    return Lexicon(
        frozenset(entry["words"]),
        tuple(entry["phrases"]),
        _heads(entry["phrases"]),
        pattern,
        _SKIPS[data["skip"]],
        tuple(entry["anchors"]),
    )


def _heads(phrases: Iterable[str]) -> frozenset[str]:
    """The first words of phrases: where none of them stands, no phrase does."""
    return frozenset((phrase.translate(MARKS).split() or [phrase])[0] for phrase in phrases)


def _never(low: str, start: int, end: int) -> bool:  # noqa: ARG001 - one signature for all
    return False


def _measured(low: str, start: int, end: int) -> bool:
    """The sentence of the word gives a number with a unit, or the word itself is about a number.

    How many come at once, or how many of them, does not say how fast each is answered.
    """
    first = 0
    if low.startswith(_SPEEDS, start):
        low = regex.sub(_LOAD, lambda load: " " * len(load[0]), low)
    if low[end : end + 2].strip()[:1].isdigit():
        return True
    for stop in regex.finditer(r"[.!?。]\s", low):
        if stop.start() >= end:
            return bool(_measure().search(low, first, stop.start()))
        first = stop.end()
    return bool(_measure().search(low, first))


@cache
def _time() -> re.Pattern[str]:
    return regex.compile(
        r"\d ?(?:ms|s|m|h|d|sec|min|second|minute|hour|day|week|month|year|초|분|시간|일|주|개월|달|년)"
    )


@cache
def _measure() -> re.Pattern[str]:
    return regex.compile(_MEASURE)  # only when a vague word was found


def _numbered(low: str, start: int, end: int) -> bool:
    """A number stands within about four words, or the word asks for one (`how many`), or is of a relation."""
    return low[:start].endswith(("how ", "own ", "have ", "has ")) or any(
        char.isdigit() for char in low[max(0, start - _NEAR) : start] + low[end : end + _NEAR]
    )


def _timed(low: str, start: int, end: int) -> bool:
    """How long stands within about four words; how often does not say it."""
    return _time().search(low, max(0, start - _NEAR), end + _NEAR) is not None


def _explained(low: str, start: int, end: int) -> bool:
    """Measured, or a mere purpose (`an index for efficient queries`), or told in the list or brackets that follow."""
    told = low.endswith(":") or "(" in low[end : end + _NEAR]
    return told or low[:start].endswith("for ") or _measured(low, start, end)


def _bound(low: str, start: int, end: int) -> bool:  # noqa: ARG001
    """Something in the text binds."""
    return "shall" in low or "must" in low


def _opened(low: str, start: int, end: int) -> bool:
    """`a second order that is still open`, `while a dispute remains open`: a state, and nothing to be decided."""
    return low.endswith("open", start, end) and regex.search(_CLAUSE, low[:start]) is not None


_CLAUSE = r"\b(?:(?:that|which) (?:(?:is|are) )?|(?:whose|while|if|when|until|unless|because|as long as)\b[^.;:]*)$"


_SKIPS: dict[str, Callable[[str, int, int], bool]] = {
    "none": _never,
    "state": _opened,
    "measure": _measured,
    "number": _numbered,
    "time": _timed,
    "explained": _explained,
    "binding": _bound,
}
