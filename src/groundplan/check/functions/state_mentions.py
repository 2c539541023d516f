"""Requirements and scenarios with a state that no enum has: `with status `created``, `a task with status shut`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts
from groundplan.check.functions import Found
from groundplan.check.typos import nearest

if TYPE_CHECKING:
    from groundplan.check.lines import Page
    from groundplan.check.nodes import Item
    from groundplan.source import Span
    from groundplan.spec.model import Entity, Field, Requirement, Scenario, Spec

NODE = "spec"
WORDS = ("value", "field", "known", "nearest")
OPTIONS = ()

_STATES = ("status", "state", "상태")
_HTTP = r"\b(?:http|responds?|response|returns?|answers?|code)\b|응답"
"""Beside these an unmarked word behind `status` is an answer's."""


@cache
def _mention() -> re.Pattern[str]:
    """A value in marks beside the word: before it in Korean, behind it in both."""
    value = r"[`\"']([a-z][a-z0-9_-]*|[A-Z][A-Z0-9_]+)[`\"']"
    return regex.compile(
        rf"\b(?:status|state)[`\"']?(?: of (?:the |an? )?\w+)?(?: (?:is|to|as|becomes|of|back to|from))? {value}"
        rf"|상태[를을가는]? {value}|{value} ?상태"
        r"|`([A-Z]+)`(?:이|가|로|으로) (?:된|바꾸|바꿔|변경|유지|남|전이|되돌)"
        r"|\b(?:becomes|remains|stays) `([A-Z]+)`"
    )


@cache
def _becoming() -> re.Pattern[str]:
    """A value in small letters that something becomes or is left in, which may be of any enum; also one of two."""
    moved = r"\b(?:becomes|remains|stays|left|leave(?:s)? (?:it|the \w+)|sets? (?:it|the \w+) to)"
    return regex.compile(
        r"`([a-z][a-z_]+)`(?:이|가|로|으로) (?:된|되|바꾸|바꿔|바꾼|바뀌|변경|유지|남|전이)"
        r"|`([a-z][a-z_]+)`(?: 또는|나|이나|이거나) `([a-z][a-z_]+)`(?:이|가|로|으로) "
        r"(?:된|되|바꾸|바꿔|바꾼|바뀌|변경|남)"
        rf"|{moved} `([a-z][a-z_]+)`(?: or `([a-z][a-z_]+)`)?"
    )


@cache
def _plain() -> re.Pattern[str]:
    """A value without marks, which must look like one: a word alone that ends as a state does."""
    return regex.compile(r"\b(?:with|has|have|in|into) (?:the |a )?(?:status|state) ([a-z]+(?:_[a-z]+)*)(?=[ ,.;]|$)")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Only where every state of the SPEC is an enum: elsewhere the value may be of any of them."""
    fields: list[tuple[Entity, Field]] = facts.each("entities", _states)
    if not fields or not all(one.type.values for _, one in fields):
        return
    shouted = all(value.isupper() for _, one in fields for value in one.type.values)
    known = {value.casefold() for _, one in fields for value in one.type.values}
    for item in items:
        for text, span, values in chain(_mentioned(facts), _moved(facts.spec, fields), _listed(facts, fields)):
            for value in values:
                if value.casefold() not in known and (value.islower() or shouted):
                    entity, field = _nearest(text, fields)
                    states = field.type.values
                    words = {"value": value, "field": f"{entity.name}.{field.name}", "known": ", ".join(states)}
                    near = nearest(value, states)
                    words["nearest"] = "" if near in regex.findall(r"\w+", text) else near  # of a list all are meant
                    yield item, facts.place(span, value), words, (field.span,)


def _texts(some: Iterable[Requirement]) -> Iterator[tuple[str, Span]]:
    return ((one.text, one.span) for one in some if _speaks(one.text))


def _steps(some: Iterable[Scenario]) -> Iterator[tuple[str, Span]]:
    return ((step.text, step.span) for one in some for step in one.steps if _speaks(step.text))


def _speaks(text: str) -> bool:
    english = "stat" in text or "becomes" in text or "remains" in text or "stays" in text or "lea" in text
    korean = "상태" in text or "된" in text or "되" in text or "바" in text or "변경" in text or "남" in text
    return english or korean or " to " in text


def _mentioned(facts: Facts) -> Iterator[tuple[str, Span, Iterable[str]]]:
    told = chain(facts.each("requirements", _texts), facts.each("scenarios", _steps))
    for text, span in told:
        marked = facts.text(span) or text
        yield text, span, _values(marked)
        moves = _becoming().finditer(marked) if "`" in marked else ()
        strange = (name for one in moves for name in one.groups() if name)
        yield text, span, [one for one in strange if not facts.names.in_model(one) and one not in _TRUTHS]


@cache
def _list() -> re.Pattern[str]:
    """`The status is one of open, shut or lost`, `상태는 open, shut, lost 세 가지이다`."""
    name = r"[`\"']?[a-z_]+[`\"']?"
    names = rf"{name}(?:(?:,? (?:or|and) |, ?|·|/| 또는 ){name}){{2,12}}"
    ends = r" ?(?:(?:[두세네]|다섯|여섯|\d) ?가지|중 하나|이다|로 나뉜|로 구분|[이가] 있|[.;]|$)"
    return regex.compile(
        r"\b(?:status|state)(?:es|s)?(?: of (?:an? |the )?\w+)? (?:is|are|can be|may be|must be)(?: one of)?:? "
        rf"(?P<one>{names})(?=[.;]|$)|상태(?:는|값은|값:|:) ?(?P<two>{names})(?={ends})"
    )


def _lists(page: Page) -> Iterator[tuple[str, Span, tuple[str, ...]]]:
    """Sentences that list states, with what they list."""
    for line in (page.things[number] for number in sorted(page.index.having(_STATES))):
        found = _list().search(line.text) if "|" not in line.text else None
        names = regex.findall(r"[a-z_]{2,}", found["one"] or found["two"]) if found else []
        told = tuple(one for one in names if one not in ("or", "and"))
        if len(told) > _SOME:
            yield line.text, line.span, told


def _listed(facts: Facts, fields: list[tuple[Entity, Field]]) -> Iterator[tuple[str, Span, Iterable[str]]]:
    """Lists of the states of one field in a sentence, of which all but one are known."""
    told = facts.said(_lists)
    own = {(one.span.path, one.span.line) for _, one in fields} if told else set()
    having: dict[str, list[Field]] = {}
    for field in (one for _, one in fields) if told else ():
        for value in field.type.values:
            having.setdefault(value, []).append(field)
    for text, span, names in told:
        alike = [one for name in names[:_SOME] for one in having.get(name, ())[:_SOME]]
        strange = min(([name for name in names if name not in one.type.values] for one in alike), key=len, default=[])
        if len(strange) == 1 and (span.path, span.line) not in own:
            yield text, span, strange


_SOME = 2


_TRUTHS = frozenset({"true", "false", "null", "none"})


def _moved(spec: Spec, fields: list[tuple[Entity, Field]]) -> Iterator[tuple[str, Span, Iterable[str]]]:
    """The ends of steps whose other end is known: elsewhere the steps may be of something that has no field."""
    known = {value for _, one in fields for value in one.type.values}
    for one in spec.moves:
        ends = [end for end in (one.source, one.target) if end != "*"]
        if not known.isdisjoint(ends):
            yield one.about, one.span, ends


def _values(text: str) -> Iterator[str]:
    for found in _mention().finditer(text):
        yield next(one for one in found.groups() if one)
    for found in _plain().finditer(text) if not regex.search(_HTTP, text) else ():
        if found[1] not in _FOLLOWING:
            yield found[1]


_FOLLOWING = frozenset(
    {"of", "is", "was", "and", "or", "that", "which", "to", "as", "set", "machine", "codes", "changes"}
)


def _states(entities: Iterable[Entity]) -> Iterator[tuple[Entity, Field]]:
    return ((entity, one) for entity in entities for one in entity.fields if one.name.lower().endswith(_STATES))


def _nearest(text: str, fields: list[tuple[Entity, Field]]) -> tuple[Entity, Field]:
    """The field of the entity that the sentence names, else the first."""
    low = text.lower()
    named = (one for one in fields if one[0].name.lower() in low or (one[0].label and one[0].label in low))
    return next(named, fields[0])
