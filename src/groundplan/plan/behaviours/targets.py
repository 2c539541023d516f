"""Which operations a phrase means: "changes to it", "cancellation requests", "deletion of its tasks", "취소 요청"."""

from __future__ import annotations

from groundplan.plan.behaviours.facts import Facts, last_word
from groundplan.plan.model.api import Operation
from groundplan.plan.model.data import Resource
from groundplan.plan.words import meanings
from groundplan.record import NamedTuple


class Target(NamedTuple):
    """An operation; with `moving`, only where it sets the status to one of these values."""

    operation: Operation
    moving: tuple[str, ...] = ()


class _Phrase(NamedTuple):
    """The verbs and acts of a phrase, and the resource that it names besides."""

    verbs: tuple[str, ...]
    acts: tuple[str, ...]
    resource: Resource | None


def targets(phrase: str, thing: Resource, column: str, facts: Facts) -> list[Target] | None:
    """The operations that a phrase about `thing` means; None where a word of it means nothing here.

    `column` is the status that acts move, empty where there is none.
    """
    read = _read(phrase, thing, column, facts)
    if read is None or not (read.verbs or read.acts):
        return None
    resource = read.resource or thing
    found = [Target(one) for verb in read.verbs for one in _of_verb(verb, resource, thing, facts)]
    for act in read.acts:
        meant = _of_act(act, resource, column if resource is thing else "", facts)
        if not meant:
            return None
        found += meant
    return list({one.operation.id: one for one in found}.values())


def _read(phrase: str, thing: Resource, column: str, facts: Facts) -> _Phrase | None:
    verbs: list[str] = []
    acts: list[str] = []
    named: dict[str, Resource] = {}
    states = [value for one in thing.fields if one.column == column for value in facts.values(one)]
    for word in meanings.without(meanings.tokens(phrase), "filler"):
        verb = next((one for one in ("change", "delete", "create", "link") if meanings.is_one_of(word, one)), "")
        resource = facts.thing(word)
        if verb:
            verbs.append(verb)
        elif resource is not None:
            named.setdefault(resource.name.pascal, resource)
        elif meanings.nearest(word, states) or any(meanings.same(word, last_word(one)) for one in facts.changes(thing)):
            acts.append(word)
        else:
            return None
    named.pop(thing.name.pascal, None)
    return _Phrase(tuple(verbs), tuple(acts), next(iter(named.values()), None)) if len(named) <= 1 else None


def _of_verb(verb: str, resource: Resource, thing: Resource, facts: Facts) -> list[Operation]:
    if verb == "link":
        joins = facts.between(thing, resource)
        return list(facts.links(joins[0])) if joins else []
    made = {"change": facts.changes, "delete": facts.deletes, "create": facts.creates}
    return list(made[verb](resource))


def _of_act(act: str, resource: Resource, column: str, facts: Facts) -> list[Target]:
    """The actions of that name or effect, and the changes that can do the same."""
    field = next((one for one in resource.fields if one.column == column), None)
    value = meanings.nearest(act, facts.values(field)) if field else ""
    found = []
    for one in facts.changes(resource):
        moves = any(effect.column == column and effect.value == value for effect in one.effects) if value else False
        if moves or meanings.same(act, last_word(one)):
            found.append(Target(one))
        elif value and facts.sends(one, column):
            found.append(Target(one, (value,)))
    return found
