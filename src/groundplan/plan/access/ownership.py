"""Which references the server fills in: with the caller, or with the row that the path names."""

from __future__ import annotations

from dataclasses import replace

from groundplan.plan.access.access import is_owner_word
from groundplan.plan.data.fields import Ownership
from groundplan.plan.model.data import Field as Column
from groundplan.plan.model.data import Resource
from groundplan.plan.operations.completion import Draft, Drafts
from groundplan.plan.operations.operations import Classified
from groundplan.plan.operations.statements import Statement
from groundplan.plan.words import tables
from groundplan.plan.words.names import key
from groundplan.plan.words.roles import role_field
from groundplan.plan.words.singles import is_alone, references
from groundplan.spec.model import Field
from groundplan.spec.text.relative import THE

_MAKES = ("create", "upload")
_AGENTS = ("er", "or", "ant", "ist")


def ownership(
    drafts: Drafts, classified: tuple[Classified, ...], statements: tuple[Statement, ...], auth: bool
) -> Ownership:
    """The references of every draft that clients do not send."""
    nested = frozenset(place for draft in drafts.drafts for place in _nested(draft, drafts, classified))
    owned = {one.entity for one in statements if one.own}
    makers = _makers(classified)
    single = {key(one.entity) for one in classified if one.own_row and one.kind in ("create", "replace")}
    single |= unmade(classified)
    mine = (
        _single(draft, drafts)
        if key(draft.entity.name) in single
        else _owner(draft, drafts, draft.entity.name in owned, makers.get(key(draft.entity.name), frozenset()))
        for draft in drafts.drafts
        if auth
    )
    return Ownership(frozenset(one for one in mine if one is not None) - nested, nested)


def unmade(classified: tuple[Classified, ...]) -> set[str]:
    """What every caller has one row of, found by who calls, and no operation makes."""
    led = {key(one.under or one.entity) for one in classified if one.own_row or one.under}
    return led - {key(one.entity) for one in classified if one.kind in (*_MAKES, "replace")}


def named_otherwise(resources: tuple[Resource, ...], account: str) -> tuple[Column, ...]:
    """The references that are whoever calls although they are called neither owner nor user: sellers, senders."""
    mine = [field for one in resources for field in one.fields if field.generation == "caller" and field.relation]
    return tuple(one for one in mine if one.relation and not is_owner_word(one.relation.snake, account))


def on_demand(
    resources: tuple[Resource, ...], drafts: Drafts, classified: tuple[Classified, ...]
) -> tuple[Resource, ...]:
    """The resources, those marked whose row the first call that needs it can make: nothing in it must be told."""
    named = {draft.name for draft in drafts.drafts if key(draft.entity.name) in unmade(classified)}
    return tuple(
        replace(one, on_demand=True) if one.name in named and all(map(_fills_itself, one.fields)) else one
        for one in resources
    )


def _fills_itself(field: Column) -> bool:
    known = field.nullable or field.default is not None
    return known or field.generation not in ("", "parent")


def _makers(classified: tuple[Classified, ...]) -> dict[str, frozenset[str]]:
    """By entity the roles that make its rows, where all its creates say the same: `POST /appointments` of patients."""
    found: dict[str, set[frozenset[str]]] = {}
    for one in classified:
        if one.kind == "create" and one.endpoint.access:
            roles = frozenset(tables.fold(role.removeprefix(f"{THE} ")) for role in one.endpoint.access.roles)
            found.setdefault(key(one.entity), set()).add(roles)
    return {entity: roles.pop() for entity, roles in found.items() if len(roles) == 1}


def _nested(draft: Draft, drafts: Drafts, classified: tuple[Classified, ...]) -> list[tuple[str, str]]:
    """References that every create of the entity takes from its path."""
    creates = [one for one in classified if one.kind in _MAKES and key(one.entity) == key(draft.entity.name)]
    parents = {key(one.route.parent.entity if one.route.parent else one.under) for one in creates}
    if len(parents) != 1 or "" in parents:
        return []
    target = drafts.find(parents.pop())
    found = (field for field in draft.entity.fields if target and _points(field, target, drafts))
    first = next(found, None)
    return [(draft.entity.name, first.name)] if first else []


def _points(field: Field, target: Draft, drafts: Drafts) -> bool:
    return field.type.base == "ref" and drafts.find(field.type.target) is target


def _single(draft: Draft, drafts: Drafts) -> tuple[str, str] | None:
    """The reference by which a row is its caller's, who makes it."""
    found = references(draft.entity, drafts.account)
    return next(((draft.entity.name, one.name) for one in found if is_alone(one, draft.entity)), None)


def _owner(draft: Draft, drafts: Drafts, stated: bool, makers: frozenset[str]) -> tuple[str, str] | None:
    """The reference to the account that says whose row it is.

    A read-only one; else, where the SPEC speaks of own rows, the one called so or the only one; else a required
    one that is called so, or as the one role is that makes such rows; else one that is called as who makes such a
    thing is (seller, sender, the reviewer of a review). Rows of a join name both sides in the open.
    """
    account = drafts.find(drafts.account)
    if draft.kind == "join" or account is None or draft is account:
        return None
    references = [field for field in draft.entity.fields if _points(field, account, drafts)]
    others = [field for field in references if _is_another(field, makers, account)]
    kept = tables.words("recorders") if others else ()
    references = [field for field in references if field.read_only or not others or _called(field) in kept]
    called = [field for field in references if _is_called_owner(field, drafts.account)]
    doing = _doing(references, draft, makers)
    if makers and makers <= set(tables.words("staff")):
        called = [field for field in called if _called(field) not in tables.words("account")]
    fixed = [field for field in called + references if field.read_only]
    own = (called or doing or references) if stated else []
    required = [field for field in called if field.required]
    required += [field for field in references if makers == {_called(field)}]
    chosen = next(iter(fixed + own + required + doing), None)
    return (draft.entity.name, chosen.name) if chosen else None


def _doing(references: list[Field], draft: Draft, makers: frozenset[str]) -> list[Field]:
    """The references called as who makes such a row, that must be there when it is made; the likeliest first."""
    present = [field for field in references if field.required or not field.nullable]
    recorders, doers = tables.words("recorders"), tables.words("doers")
    found = [field for field in present if _called(field) in recorders]
    if makers and makers <= set(tables.words("staff")):
        return found
    found += [field for field in present if _makes(_called(field), draft)]
    return found + sorted((one for one in present if _called(one) in doers), key=lambda one: doers.index(_called(one)))


def _makes(word: str, draft: Draft) -> bool:
    """Whether a word is made of the thing's own: the reviewer of a review, the applicant of an application."""
    if word in tables.words("others") or not word.endswith(_AGENTS):
        return False
    thing = draft.name.words[-1]
    return word.startswith(thing[: max(3, len(thing) - 5)])


def _is_another(field: Field, makers: frozenset[str], account: Draft) -> bool:
    """`patron_id` of loans that librarians make, where patrons are another role: whoever lends says to whom."""
    role = role_field(account.entity.fields)
    known = {tables.fold(value) for value in role.type.values} if role else set()
    return bool(makers) and makers <= known and _called(field) in known - makers


def _is_called_owner(field: Field, account: str) -> bool:
    return is_owner_word(field.name, account) or is_owner_word(_called(field), account)


def _called(field: Field) -> str:
    """What a reference says that it is to the row: the patient of `patient_id`."""
    return tables.fold(field.name).removesuffix("id")
