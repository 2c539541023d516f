"""Events: what must be reported to an integration once an operation has been committed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from groundplan import regex
from groundplan.naming import Name
from groundplan.plan.behaviours.facts import Addition, Facts, last_word
from groundplan.plan.model.api import Operation
from groundplan.plan.model.blueprint import Integration
from groundplan.plan.model.data import ForeignKey, Resource
from groundplan.plan.model.demands import Event
from groundplan.plan.words import meanings, tables
from groundplan.plan.words.reading import Reading

_BETWEEN = regex.compile(r",? (?:or|and) |, |하거나 |되거나 |이나 |또는 ")
_UNITS = {"seconds": 1, "minutes": 60, "hours": 3600}
Change = tuple[str, str, str]
"""An operation that makes the event happen, the column of its own row that holds the key of the subject, and what
happens in one word.
"""
_HAPPENS = {"made": "created", "changed": "changed", "deleted": "deleted"}


def events(reading: Reading, facts: Facts) -> list[Addition]:
    """The operations after which somebody is told, each with its event; none where a word is not understood."""
    said = reading.words
    told, subject = _integration(said["who"], facts), facts.thing(said["thing"])
    verbs = [tables.fold(one) for one in _BETWEEN.split(said["verbs"])]
    if told is None or subject is None:
        return []
    actor = facts.thing(said["actor"]) if "actor" in said else None
    join = _join(actor, subject, facts) if actor else None
    changes = _joined(verbs, subject, join, facts) if join else [] if actor else _changed(verbs, subject, facts)
    event = _event(reading, told, subject, join, facts)
    if not changes or event is None:
        return []
    named = {operation: (key, event.name or f"{subject.name.snake}.{word}") for operation, key, word in changes}
    return [Addition(one, events=(replace(event, key=key, name=name),)) for one, (key, name) in named.items()]


def _integration(phrase: str, facts: Facts) -> Integration | None:
    wanted = tables.fold(phrase)
    return next((one for one in facts.integrations if wanted in (tables.fold(one.title), one.name.snake)), None)


def _join(actor: Resource, subject: Resource, facts: Facts) -> tuple[Resource, ForeignKey] | None:
    found = facts.between(subject, actor)
    return found if found and found[0].kind == "join" else None


def _event(
    reading: Reading, told: Integration, subject: Resource, join: tuple[Resource, ForeignKey] | None, facts: Facts
) -> Event | None:
    """The event without its key and, where nothing is counted, its name; None for a count that is not understood."""
    said = meanings.without(meanings.tokens(reading.words.get("what", "")), "filler")
    what = meanings.without(said, "count")
    counting = len(what) < len(said)
    counted = _counted(what, subject, join, facts) if counting else None
    if counting and counted is None:
        return None
    of = Name.of(what[0]).snake if what else counted[0].name.snake if counted else ""
    return Event(
        requirement=reading.requirement.id,
        name=f"{subject.name.snake}.{of}_count" if counting else "",
        subject=subject.name.pascal,
        key="",
        integration=told.name.pascal,
        call=told.operations[0] if len(told.operations) == 1 else "",
        within_seconds=sum(int(reading.words.get(unit, 0)) * size for unit, size in _UNITS.items()),
        counts=counted[0].name.pascal if counted else "",
        count_column=counted[1].column if counted else "",
        span=reading.requirement.span,
    )


def _counted(
    said: list[str], subject: Resource, join: tuple[Resource, ForeignKey] | None, facts: Facts
) -> tuple[Resource, ForeignKey] | None:
    """What a count counts: the named thing, else whatever joins and leaves (a seat is a member by another name)."""
    named = [found for one in said if (found := facts.thing(one)) is not None]
    return facts.between(subject, named[0]) if named else join


def _joined(
    verbs: list[str], subject: Resource, join: tuple[Resource, ForeignKey] | None, facts: Facts
) -> list[Change]:
    """The operations that put rows into the join table and take them out, as the verbs say; none for another verb."""
    if join is None or not all(meanings.is_one_of(one, "joins") or meanings.is_one_of(one, "leaves") for one in verbs):
        return []
    found: list[Change] = []
    if any(meanings.is_one_of(one, "joins") for one in verbs):
        found += _into(subject, *join, facts)
    if any(meanings.is_one_of(one, "leaves") for one in verbs):
        found += _out_of(subject, *join, facts)
    return found


def _into(subject: Resource, join: Resource, key: ForeignKey, facts: Facts) -> Iterator[Change]:
    for one in facts.operations:
        joins = one.joining is not None and one.joining.join == join.name.pascal
        if joins and one.resource == subject.name.pascal:
            yield one.id, key.key, "joined"
        elif one.kind == "link" and one.link and one.link.join == join.name.pascal:
            yield from _linked(one, "joined", subject, key)
        elif one.kind == "create" and one.resource == join.name.pascal:
            yield one.id, key.column, "joined"


def _out_of(subject: Resource, join: Resource, key: ForeignKey, facts: Facts) -> Iterator[Change]:
    for one in facts.operations:
        if one.kind == "unlink" and one.link and one.link.join == join.name.pascal:
            yield from _linked(one, "left", subject, key)
        elif one.kind == "delete" and one.resource == join.name.pascal:
            yield one.id, key.column, "left"
        elif one.kind == "delete" and one.resource == subject.name.pascal and _cascades(join, subject):
            yield one.id, key.key, "left"


def _linked(operation: Operation, word: str, subject: Resource, key: ForeignKey) -> Iterator[Change]:
    """Of a link the own row is the one that it starts from: where that is not the subject, its key is not at hand."""
    if operation.resource == subject.name.pascal:
        yield operation.id, key.key, word


def _cascades(join: Resource, subject: Resource) -> bool:
    return any(one.resource == subject.name.pascal and one.on_delete == "cascade" for one in join.foreign_keys)


def _changed(verbs: list[str], subject: Resource, facts: Facts) -> list[Change]:
    """The operations that do to rows of the subject what the verbs say; none for a verb that nothing here does."""
    key = subject.primary_key[0]
    found: list[Change] = []
    for verb in verbs:
        meant = list(_doing(verb, subject, facts))
        if not meant:
            return []
        happens = next((word for name, word in _HAPPENS.items() if meanings.is_one_of(verb, name)), Name.of(verb).snake)
        found += [(one, key, happens) for one in meant]
    return found


def _doing(verb: str, subject: Resource, facts: Facts) -> Iterator[str]:
    if meanings.is_one_of(verb, "made"):
        yield from (one.id for one in facts.creates(subject))
    elif meanings.is_one_of(verb, "changed"):
        yield from (one.id for one in facts.changes(subject))
    elif meanings.is_one_of(verb, "deleted"):
        yield from (one.id for one in facts.deletes(subject))
    else:
        yield from _acts(verb, subject, facts)


def _acts(verb: str, subject: Resource, facts: Facts) -> Iterator[str]:
    """The actions of that name, as long as no other operation can do the same unseen."""
    statuses = [field for field in subject.fields if meanings.nearest(verb, facts.values(field))]
    able = [one for one in facts.changes(subject) if any(facts.sends(one, field.column) for field in statuses)]
    if not able:
        yield from (one.id for one in facts.changes(subject) if meanings.same(verb, last_word(one)))
