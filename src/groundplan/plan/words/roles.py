"""Roles: which words of a SPEC are global roles, how strong they are, and the field that holds them."""

from __future__ import annotations

from collections.abc import Sequence

from groundplan.plan.words import tables
from groundplan.plan.words.names import key
from groundplan.spec.callers.roles import holder
from groundplan.spec.model import Entity, Field, FieldType, Spec
from groundplan.spec.text.relative import ITS, THE, parts

TEXTS = ("enum", "string", "text", "unknown")
"""What a role may be written as; a field whose type nobody says becomes a string."""


def role_field(fields: Sequence[Field]) -> Field | None:
    """The field that is called a role, or None."""
    return holder((one for one in fields if one.type.base in TEXTS), lambda one: one.name)


def with_role(fields: tuple[Field, ...], spec: Spec, entities: Sequence[Entity]) -> tuple[Field, ...]:
    """The account's fields, with a closed set of roles where the SPEC asks for global ones.

    A role that is free text gets its default and the words asked for as values; without a role, accounts get one.
    """
    asked = asked_globally(spec, entities)
    wanted = {tables.fold(word) for word in asked}
    known = role_field(fields) or next(
        (one for one in fields if {tables.fold(v) for v in one.type.values} & wanted), None
    )
    if known is None and not asked:
        return fields
    if known is None:
        values = tuple(dict.fromkeys(("user", *asked)))
        added = Field("role", FieldType("enum", values=values), spec.meta.span, default="user", origin="inferred")
        return (*fields, added)
    closed = _closed(known, asked)
    return tuple(closed if one is known else one for one in fields)


def _closed(role: Field, asked: tuple[str, ...]) -> Field:
    """A role has a closed set of values and starts as its default, or as the weakest of them."""
    if role.type.base != "enum" or not role.type.values:
        if not asked:
            return role
        usual = role.default or "user"
        role = role._replace(type=FieldType("enum", values=tuple(dict.fromkeys((usual, *asked)))), default=usual)
    return role if role.default in role.type.values else role._replace(default=weakest(role.type.values))


def asked_globally(spec: Spec, entities: Sequence[Entity]) -> tuple[str, ...]:
    """The role words of endpoints and of the matrix that mean nothing but a global role, in canonical form."""
    words = [role for one in spec.endpoints if one.access for role in one.access.roles]
    words = [word.removeprefix(f"{THE} ") for word in words] + [cell.role for cell in spec.permissions]
    words += _apart(spec)
    explained = {word for name in ("self", "member", "authenticated", "account") for word in tables.words(name)}
    explained |= {tables.fold(value) for one in spec.relations for field in one.fields for value in field.type.values}
    explained |= {tables.fold(field.name) for one in entities for field in one.fields if field.type.base == "ref"}
    names = {ITS, *(key(name) for one in entities for name in (one.name, one.label) if name)}
    words = [word for word in words if not _is_relative(word, names)]
    canonical = [tables.synonyms().get(tables.fold(word), word) for word in words]
    return tuple(dict.fromkeys(word for word in canonical if word and tables.fold(word) not in explained))


def _apart(spec: Spec) -> list[str]:
    """`admin` where some paths, but not all, are below `/admin/` and say of callers no more than that they sign in."""
    below = [one for one in spec.endpoints if "admin" in one.path.split("/")[:-1]]
    silent = any(one.access is None or one.access.kind == "authenticated" for one in below)
    return ["admin"] if silent and len(below) < len(spec.endpoints) else []


def _is_relative(word: str, names: set[str]) -> bool:
    """`restaurant owner` where there are restaurants: no role that an account has."""
    related = parts(word)
    return related is not None and (related[0] in names or key(related[0]) in names)


def strength(role: str) -> int:
    """How strong a role word is: 0 is the strongest; unknown words are the weakest."""
    order = tables.words("strength")
    folded = tables.fold(role)
    return order.index(folded) if folded in order else len(order)


def weakest(roles: tuple[str, ...]) -> str | None:
    """The weakest of the roles, the last of equals: one of everyday people before one that no list knows."""
    everyday = [one for one in roles if tables.fold(one) in tables.words("everyday")]
    return max(reversed(everyday or roles), key=strength) if roles else None


def strongest(roles: tuple[str, ...]) -> str | None:
    """The strongest of the roles, the first of equals."""
    return min(roles, key=strength) if roles else None
