"""Draws: what a create takes from what there is, and the refusal where there is not enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from groundplan.plan.behaviours.facts import Addition, Facts, last_word
from groundplan.plan.data.indexes import find
from groundplan.plan.model.api import Operation
from groundplan.plan.model.data import Field, ForeignKey, Resource
from groundplan.plan.model.demands import Draw
from groundplan.plan.words import meanings, tables
from groundplan.plan.words.reading import Reading

_NUMBERS = ("int", "bigint")


def draws(reading: Reading, facts: Facts) -> list[Addition]:
    """The creates that take something, each with its draw; none where a word is not understood."""
    thing = facts.thing(reading.words["thing"])
    if thing is None or not _makes(reading.words["verbs"], thing, facts):
        return []
    found = [draw for lines, tie in _lines(thing, facts) for draw in _draws(lines, tie, reading, facts)]
    if len(found) != 1:
        return []
    return [Addition(one.id, draws=(found[0],)) for one in facts.creates(thing) if _makes_lines(one, found[0], facts)]


def shortages(reading: Reading, facts: Facts) -> list[Addition]:
    """The draws that the requirement is about, refused as it says."""
    said = reading.words
    named = [facts.thing(said[group]) for group in ("thing", "one") if group in said]
    if None in named:
        return []
    names = {one.name.pascal for one in named if one}
    return [
        Addition(one.id, draws=tuple(_refused(draw, reading) for draw in one.draws))
        for one in facts.operations
        if one.draws
        and all(_is_short(draw, said, facts) and names <= {one.resource, draw.lines, draw.stock} for draw in one.draws)
    ]


def _refused(draw: Draw, reading: Reading) -> Draw:
    return replace(draw, refusal=reading.requirement.id, status=int(reading.words.get("status", draw.status)))


def _is_short(draw: Draw, said: dict[str, str], facts: Facts) -> bool:
    stock, lines = facts.world.resources[draw.stock], facts.world.resources[draw.lines]
    of_stock = _is_stock(stock.field(draw.column), said["field"], stock)
    return of_stock and ("amount" not in said or _is_amount(lines.field(draw.amount), said["amount"], lines, facts))


def _makes(verbs: str, thing: Resource, facts: Facts) -> bool:
    """Whether what is done makes the row: it is called so, and neither an operation nor a status has that name."""
    for verb in meanings.tokens(verbs):
        if _is_any(verb, "made"):
            continue
        named = any(meanings.same(verb, last_word(one)) for one in facts.changes(thing))
        status = any(meanings.nearest(verb, facts.values(field)) for field in thing.fields)
        if named or status or not _is_any(verb, "placed"):
            return False
    return True


def _lines(thing: Resource, facts: Facts) -> Iterator[tuple[Resource, str]]:
    """The rows that say how much: the parts of a thing, each with its key to it, or the thing itself."""
    for part in thing.parts:
        yield facts.world.resources[part.resource], part.column
    yield thing, ""


def _makes_lines(operation: Operation, draw: Draw, facts: Facts) -> bool:
    body = facts.schemas.get(operation.request)
    if body is None:
        return False
    if not draw.tie:
        return {draw.amount, draw.item} <= {one.field for one in body.properties}
    inner = [facts.schemas[one.schema] for one in body.properties if one.schema]
    sent = [{prop.field for prop in one.properties} for one in inner if one.resource == draw.lines]
    return any({draw.amount, draw.item} <= fields for fields in sent)


def _draws(lines: Resource, tie: str, reading: Reading, facts: Facts) -> Iterator[Draw]:
    said = reading.words
    named = {group: facts.thing(said[group]) for group in ("many", "one") if group in said}
    if "many" in named and named["many"] is not lines:
        return
    amounts = [one for one in lines.fields if not one.server and _is_amount(one, said["amount"], lines, facts)]
    for key in lines.foreign_keys if len(amounts) == 1 else ():
        stock = facts.world.resources[key.resource]
        field = _stock(stock, said["field"])
        if key.column == tie or field is None or named.get("one", stock) is not stock:
            continue
        yield _draw(reading, lines, tie, amounts[0], key, field)


def _draw(reading: Reading, lines: Resource, tie: str, amount: Field, key: ForeignKey, stock: Field) -> Draw:
    return Draw(
        requirement=reading.requirement.id,
        lines=lines.name.pascal,
        tie=tie,
        amount=amount.column,
        item=key.column,
        stock=key.resource,
        key=key.key,
        column=stock.column,
        span=reading.requirement.span,
    )


def _stock(resource: Resource, phrase: str) -> Field | None:
    found = [one for one in resource.fields if _is_stock(one, phrase, resource)]
    return found[0] if len(found) == 1 else None


def _is_stock(field: Field, phrase: str, resource: Resource) -> bool:
    return _is_number(field) and _is_called(field, phrase, "stock", resource)


def _is_amount(field: Field, phrase: str, lines: Resource, facts: Facts) -> bool:
    """Whether the phrase names the number: "quantity", "ordered quantity", "주문 수량"."""
    if not _is_number(field):
        return False
    said = meanings.without(meanings.tokens(phrase), "filler")
    rest = [one for one in said if not _is_any(one, "placed") and not _names_rows(one, lines, facts)] or said
    return any(_is_called(field, one, "amount", lines) for one in (phrase, " ".join(rest)))


def _names_rows(word: str, lines: Resource, facts: Facts) -> bool:
    return facts.thing(word) is not None or any(meanings.same(word, part) for part in lines.name.words)


def _is_any(word: str, name: str) -> bool:
    return any(meanings.same(word, one) for one in tables.behaviour_words(name))


def _is_number(field: Field) -> bool:
    return field.type.base in _NUMBERS and not field.primary_key and field.foreign_key is None


def _is_called(field: Field, phrase: str, kind: str, resource: Resource) -> bool:
    wanted = tables.fold(phrase)
    if find(resource, phrase) is field or wanted in (tables.fold(field.description), tables.fold(field.label)):
        return True
    return meanings.is_one_of(wanted, kind) and any(meanings.is_one_of(part, kind) for part in field.name.words)
