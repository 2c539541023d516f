"""A sentence that bounds a field otherwise than its declaration does: `memo가 300자를 넘으면` of a `string(500)`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import fold, singular
from groundplan.check.functions import Found
from groundplan.check.mentions import SENTENCES
from groundplan.spec.text.numerals import digits
from groundplan.spec.text.words import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from groundplan.check.facts import Facts
    from groundplan.check.lines import Line
    from groundplan.check.nodes import Item
    from groundplan.source import Span
    from groundplan.spec.model import Endpoint, Entity, Field, Requirement

NODE = "spec"
WORDS = ("one", "name", "other")
OPTIONS = ()

_SAID = SENTENCES | {"constraints", "performance", "security"}

_HINTS = (
    *("at most", "er than", "up to", "more than", "above", "below", "exceed", "maximum", " from ", "between "),
    *("최대", "넘", "이하", "초과", "까지"),
)
_MEASURES = frozenset({"kg", "g", "km", "m", "cm", "mm", "mb", "kb", "degrees", "도", "℃", "square", "㎡", "제곱미터"})
_MEASURES |= {"eur", "usd", "gbp", "euros", "dollars"}
"""Units that tell what is measured."""
_REACH = 34
"""Letters between a name and its bound."""
_NEAREST = 4
"""Words before a bound that may be its name."""


@cache
def _bound() -> re.Pattern[str]:
    """The most that something may be, with its unit; in Korean with the name before it."""
    most = (
        r"(?:at most|(?:longer|larger|greater|higher) than|up to|more than|above|not exceed|exceeds?|over"
        r"|(?:a )?maximum (?:of|is)|(?:from|between|of) \d+ (?:to|and))"
    )
    units = "자|글자|개월|개|명|점|원|도|℃|㎡|제곱미터|시간|[일분주년박]|(?:kg|g|km|cm|mm|m|mb|kb)(?![a-z])"
    return regex.compile(
        rf"\b{most} (?P<n1>\d+(?:,\d{{3}})*)(?:\.00)?(?![.:]?\d)"
        r"(?: ?(?P<u1>(?!(?:for|and|or|when)\b)[a-z]+(?:[23]\b)?))?"
        r"|`?(?<![\w/.])(?P<name>[a-z][a-z0-9_]{1,40})`?(?:이|가|은|는|을|를|의)? ?(?:길이(?:는|가|를)? ?)?"
        r"(?:최대 ?)?(?P<n2>\d+(?:,\d{3})*) ?(?P<u2>자|글자|개|건|명|회)?"
        r"(?:를|을|까지|로)? ?(?:이하|넘|초과|까지|제한)"
        rf"|(?<![\w.])(?P<n3>\d+(?:,\d{{3}})*) ?(?P<u3>{units})(?:를|을|까지|으?로)? ?(?:이하|넘|초과|까지|제한)"
        rf"|(?<=최대 )(?P<n4>\d+(?:,\d{{3}})*) ?(?P<u4>{units})(?=이|여|로|까|만|동|$|[ ,.])"
    )


@cache
def _korean_name() -> re.Pattern[str]:
    """The noun that a number is said of: `무게가 `, `신청 금액이 최대 `."""
    return regex.compile(r"([가-힣]{2,10}?)(?:이|가|은|는|을|를|의)? (?:길이(?:는|가|를)? )?(?:최대 ?)?$")


@cache
def _korean_range() -> re.Pattern[str]:
    """The noun behind two bounds: `1점부터 5점까지의 점수를`."""
    return regex.compile(r"의 ([가-힣]{2,8}?)(?=[을를이가은는만로으]|[ ,.]|$)")


@cache
def _refused() -> re.Pattern[str]:
    """What makes a number the bound of what is taken, and no threshold of something else."""
    return regex.compile(r"\breject|\brefus|\b4\d\d\b|at most|exceed|maximum|거부|거절|넘을 수 없|최대|이하|제한")


@cache
def _changes() -> re.Pattern[str]:
    """By how much something changes is no bound of it."""
    return regex.compile(
        r"\b(?:falls?|drops?|rises?|grows?|changes?|differs?|deviates?|gains?|loses?|increases?|decreases?)\b"
        r"|줄|늘|변화|차이"
    )


@cache
def _between() -> re.Pattern[str]:
    """What begins another clause."""
    return regex.compile(r" (?:and|or|while|which|that|then|than)\b|[.,;|]")


_LETTERS = ("character", "characters", "chars", "letters", "자", "글자", "")
_COUNTED = ("", "items", "pieces", "points", "stars", "개", "건", "명", "회", "점")
_UNITS = {
    ("eur", "cents"): 100, ("usd", "cents"): 100, ("gbp", "pence"): 100, ("euros", "cents"): 100,
    ("dollars", "cents"): 100, ("won", "krw"): 1, ("kg", "grams"): 1000, ("kg", "g"): 1000, ("km", "m"): 1000,
    ("hours", "minutes"): 60, ("minutes", "seconds"): 60, ("hours", "seconds"): 3600, ("mb", "kb"): 1024,
    ("mb", "bytes"): 1024 * 1024, ("kb", "bytes"): 1024, ("percent", "percent"): 1, ("원", "krw"): 1, ("원", "won"): 1,
    ("degrees", "c"): 1, ("degrees", "celsius"): 1, ("도", "c"): 1, ("도", "celsius"): 1, ("℃", "c"): 1,
    ("℃", "celsius"): 1, ("square", "m2"): 1, ("square", "sqm"): 1, ("㎡", "m2"): 1, ("제곱미터", "m2"): 1,
    ("l", "ml"): 1000, ("litres", "ml"): 1000, ("liters", "ml"): 1000, ("ml", "ml"): 1,
    ("m", "cm"): 100, ("m", "mm"): 1000, ("cm", "mm"): 10,
}  # fmt: skip
"""So many of the unit that a field's name ends with are one of the unit of a sentence."""


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Of fields that the SPEC bounds everywhere alike.

    At the sentence; at the field where other lines have the number of the sentence and none that of the field.
    """
    for item in items:
        fields = facts.kept(_lists, facts.spec.endpoints, facts.spec.entities)
        fields = {**fields, **facts.kept(_fields, facts.spec.entities)}
        taken = facts.kept(_taken, facts.spec.requirements, facts.spec.endpoints, facts.spec.entities)
        for line in facts.stated_with(_HINTS) if fields else ():
            if line.kind in _SAID or _place(line) in facts.requirement_lines:
                yield from _in_line(item, line, fields, taken, facts)


def _fields(entities: Iterable[Any]) -> dict[str, Field]:
    """The one of each name, where all of that name have the same bound; also by its name without a unit."""
    entities = tuple(entities)
    named: dict[str, list[Field]] = {}
    units = {unit for pair in _UNITS for unit in pair}
    for field in [field for one in entities for field in one.fields]:
        name = field.name.lower()
        named.setdefault(name, []).append(field)
        head, _, unit = name.rpartition("_")
        if head and unit in units:
            named.setdefault(head, []).append(field)
        if field.description and _label()(field.description):
            named.setdefault(field.description, []).append(field)
    for entity in entities:  # `the memo of a crate`: what several entities have
        for field in (one for one in entity.fields if one.maximum or one.type.length):
            named.setdefault(f"{singular(entity.name)}_{field.name.lower()}", []).append(field)
            if entity.label and field.description and _label()(field.description):
                named.setdefault(f"{entity.label} {field.description}", []).append(field)
    for entity in entities:  # `one score from 0 to 20`: the one number in a score that has two ends
        ranged = [one for one in entity.fields if one.minimum and one.maximum and one.type.base in _NUMBERS]
        if len(ranged) == 1 and singular(entity.name) not in named:
            named[f"{singular(entity.name)} from"] = ranged
    return {name: some[0] for name, some in named.items() if len({(one.maximum, one.type.length) for one in some}) == 1}


def _lists(endpoints: Iterable[Endpoint], entities: tuple[Entity, ...]) -> dict[str, Field]:
    """Lists that a body may have so many of, by name and by the last word of what their rows are called."""
    bodies = [one for call in endpoints for one in call.request or () if one.type.base == "list" and one.maximum]
    found = {one.name.lower(): one for one in bodies}
    by_name = {singular(one.name): number for number, one in enumerate(bodies)}
    for one in entities if bodies else ():
        name, label = fold(one.name), one.label.split()[-1:]
        ends = [by_name[name[at:]] for at in range(len(name)) if name[at:] in by_name]
        found |= {word: bodies[max(ends)] for word in label if ends and not word.isascii()}
    return found


@cache
def _label() -> Callable[[str], re.Match[str] | None]:
    """What people call a field in Korean, where that is all that is said of it."""
    return regex.compile(r"[가-힣]{2,8}").fullmatch


_NUMBERS = frozenset({"int", "bigint", "decimal", "float"})


def _in_line(item: Item, line: Line, fields: dict[str, Field], taken: Taken, facts: Facts) -> Iterator[Found]:
    low = digits(line.text.lower())
    for found in _bound().finditer(low):
        written = found["n1"] or found["n2"] or found["n3"] or found["n4"]
        unit = found["u1"] or found["u2"] or found["u3"] or found["u4"] or ""
        field = _field(found, low, fields) or _measured(unit, low, found.end(), facts)
        sent = taken.get(_place(line), ())
        field = field or _sent(unit, sent) or _ranged(low, sent)
        most = _most(field, written.replace(",", ""), unit) if field else None
        if field and most and most[0] != most[1] and line.span.line != field.span.line:
            asked = f"{written} {unit}".strip()
            said, declared = facts.place(line.span, written), field.span
            measured = unit not in (*_LETTERS, *_COUNTED)
            odd = measured and _is_repeated(int(most[0]) // _factor(field, unit), unit, line.span, facts)
            here, there = ((most[1], declared), (asked, said)) if odd else ((asked, said), (most[1], declared))
            yield item, here[1], {"one": here[0], "name": field.name, "other": there[0]}, (there[1],)


def _field(found: re.Match[str], low: str, fields: dict[str, Field]) -> Field | None:
    """The one that stands by its name before the bound, in Korean by its label or by what such fields are called."""
    if found["n3"] or found["n4"]:
        before = low[max(0, found.start() - _REACH) : found.start()]
        is_range = before.endswith(("부터 ", "이상 "))
        noun = _korean_range().match(low, found.end()) if is_range else _korean_name().search(before)
        names = [noun[1], kind_of("field_nouns", noun[1])] if noun else []
        owner = _owner().search(before[: noun.start()]) if noun and not is_range else None
        names = [f"{owner[1]} {names[0]}", *names] if owner else names
    else:
        unit = found["u1"] or ""
        if unit in fields and fields[unit].type.base == "list":  # `at most 30 items`
            return fields[unit]
        names = [found["name"]] if found["name"] else [*_before(low[: found.start()]), unit]
    ends = [f"{name} from" for name in names if found[0].startswith("from")]
    return next((fields[name] for name in (*names, *ends) if name in fields), None)


def _measured(unit: str, low: str, end: int, facts: Facts) -> Field | None:
    """Of a thing in a sentence that refuses, the one field which is measured in that unit: `weighs more than 25 kg`."""
    if unit not in _MEASURES or not _refused().search(low) or _changes().search(low):
        return None
    told = low[:end].replace("-", "")  # a top-up
    things = {id(one): one for name, one in facts.entities.items() if name in told}.values()
    found = [one for thing in things for one in thing.fields if one.maximum and _unit_fits(one, unit)]
    return found[0] if len(found) == 1 else None


Taken = dict[tuple[str, int], tuple["Field", ...]]
"""What the calls that fulfil a requirement are sent, by its file and line."""


def _place(line: Line) -> tuple[str, int]:
    return line.span.path, line.span.line


def _sent(unit: str, some: tuple[Field, ...]) -> Field | None:
    """The one field in that unit among those that are sent; letters are of the one text."""
    ends = {unit, *_KOREAN.get(unit, ())} - {""}
    if unit and unit in _LETTERS:
        texts = [one for one in some if one.type.base in ("string", "text")]
        return texts[0] if len(texts) == 1 else None
    found = [one for one in some if one.name.lower().rpartition("_")[2] in ends]
    return found[0] if len(found) == 1 else None


def _ranged(low: str, some: tuple[Field, ...]) -> Field | None:
    """The one number among those that are sent whose least the sentence says too, or that one call may have."""
    least = _least().search(low) if some else None
    numbers = [one for one in some if one.type.base in _NUMBERS and one.maximum]
    if least:
        number = (least[1] or least[2]).replace(",", "")
        numbers = [one for one in numbers if one.minimum == number]
    elif not _at_once().search(low):
        return None
    return numbers[0] if len(numbers) == 1 else None


@cache
def _least() -> re.Pattern[str]:
    number = r"(\d+(?:,\d{3})*)"
    return regex.compile(rf"\b(?:below|less than|fewer than|under) {number}\b|(?<![\d.]){number} ?[가-힣]{{0,2}} ?미만")


@cache
def _at_once() -> re.Pattern[str]:
    return regex.compile(r"\b(?:at once|per order|in one order)\b|한 ?번에|주문당")


def _taken(
    requirements: tuple[Requirement, ...], endpoints: tuple[Endpoint, ...], entities: tuple[Entity, ...]
) -> Taken:
    """As the data model bounds it."""
    declared: dict[str, list[tuple[str, Field]]] = {}
    for entity in entities:
        for field in (one for one in entity.fields if one.maximum or one.type.length):
            declared.setdefault(field.name.lower(), []).append((singular(entity.name), field))
    sent: dict[str, dict[str, Field]] = {}
    for call in endpoints:
        names = [one.name.lower() for one in call.request or ()] if call.requirements else []
        if not names:
            continue
        thing = singular(next((part for part in reversed(call.path.split("/")) if part[:1] not in ("", "{")), ""))
        found = {name: _of_thing(declared.get(name, []), thing) for name in names}
        known = {name: field for name, field in found.items() if field}
        for name in call.requirements if known else ():
            sent.setdefault(fold(name), {}).update(known)
    told = ((one, sent.get(fold(one.id), {})) for one in requirements if one.id)
    return {(one.span.path, one.span.line): tuple(fields.values()) for one, fields in told if fields}


def _of_thing(declared: list[tuple[str, Field]], thing: str) -> Field | None:
    """The one field of a name, or of several that of the thing which the path ends with."""
    own = declared if len(declared) == 1 else [one for one in declared if one[0] == thing]
    return own[0][1] if len(own) == 1 else None


_KOREAN = {
    "일": ("days", "day"), "시간": ("hours", "hour"), "분": ("minutes", "minute"), "개월": ("months", "month"),
    "주": ("weeks", "week"), "년": ("years", "year"), "박": ("nights",), "원": ("krw", "won"),
}  # fmt: skip
"""What names of fields end with that are measured so."""


def _unit_fits(field: Field, unit: str) -> bool:
    end = field.name.lower().rpartition("_")[2]
    return field.type.base in _NUMBERS and (unit == end or (unit, end) in _UNITS)


def _before(text: str) -> list[str]:
    """The last words of a clause, the nearest first."""
    ends = [one.end() for one in _between().finditer(text[-_REACH:])]
    clause = text[-_REACH:][ends[-1] if ends else 0 :].replace("'s ", " ")
    whole = len(text) <= _REACH or bool(ends)
    of = _of().search(clause)
    if of:
        return [f"{of[2]}_{of[1]}", *_forms(of[1])]
    words = regex.findall(r"(?<![\w/.-])[a-z][a-z0-9_]*", clause if whole else clause.partition(" ")[2])[-_NEAREST:]
    found = [f"{one}_{other}" for one, other in pairwise(words)] + [name for word in words for name in _forms(word)]
    return found[::-1]


@cache
def _of() -> re.Pattern[str]:
    """`the memo of a crate shall be `: a field and whose it is."""
    return regex.compile(
        r"(?<![\w/.-])([a-z][a-z0-9_]*) of (?:an?|the|each|every|any) ([a-z]+)"
        r"(?: (?:is|are|be|shall|must|may|can|should|will|not))* ?$"
    )


@cache
def _owner() -> re.Pattern[str]:
    """`상자의 `, `상자 `, before the name of a field."""
    return regex.compile(r"([가-힣]{2,10}?)의? $")


def _forms(word: str) -> tuple[str, ...]:
    """`titles of at most 80 letters`: a title."""
    return (word[:-1], word) if word.endswith("s") else (word,)


def _most(field: Field, number: str, unit: str) -> tuple[str, str] | None:
    """The number and the most that the field may be, both in its unit, where that is one of its kind."""
    if field.type.base in ("string", "text"):
        most = field.maximum or (str(field.type.length) if field.type.length else None)
        return (number, most) if most and unit in _LETTERS else None
    if field.maximum is None or (field.type.base == "list" and unit not in (field.name.lower(), *_COUNTED)):
        return None
    if field.type.base == "list":
        return number, field.maximum
    factor = _factor(field, unit)
    return (str(int(number) * factor), field.maximum) if factor else None


def _factor(field: Field, unit: str) -> int:
    """How many of the field's unit one of the sentence's is; 0 where that is not known."""
    name = field.name.lower()
    parts = {*name.split("_")}
    if unit in _COUNTED or unit in parts or not parts.isdisjoint(_KOREAN.get(unit, ())):
        return 1
    return _UNITS.get((unit, name.rpartition("_")[2]), 0)


def _is_repeated(number: int, unit: str, said: Span, facts: Facts) -> bool:
    """Whether another line has the number of the sentence, or the next one, with its unit: then the field is odd."""
    shown = "|".join(dict.fromkeys(text for one in (number, number + 1) for text in (str(one), f"{one:,}")))
    return any(line != facts.line(said) for line in facts.written(_having, shown, unit))


def _having(lines: Iterable[str], numbers: str, unit: str) -> Iterator[str]:
    shown = regex.compile(rf"(?<![\d.,:])(?:{numbers}) ?{unit}(?![a-z])", re.IGNORECASE)
    return (line for line in lines if unit in line.lower() and shown.search(line))
