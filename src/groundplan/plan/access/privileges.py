"""Fields of the account that its owner does not write: what gives rights, what moderates, what is owed or earned.

`is_admin`, `blocked`, `email_verified`, `balance` and a `status` of suspended people are in no body of a sign-up and
of the own account. Roles that may change accounts may set them: an operation that admins and the owner share refuses
them from the owner as it refuses an unknown property. What the SPEC says of such a field itself (`set by the owner
only`) stands. A field that must have a value and gets none so starts as the harmless one.
"""

from __future__ import annotations

from dataclasses import replace

from groundplan.plan.access import access
from groundplan.plan.access.access import World, granted
from groundplan.plan.access.policies import Policies
from groundplan.plan.model.data import Enum, Field, Resource
from groundplan.plan.model.rights import Access, Grant
from groundplan.plan.operations.operations import Classified
from groundplan.plan.words import tables
from groundplan.plan.words.names import key

_NUMBERS = ("int", "bigint", "float", "decimal")
_TIMES = ("date", "datetime")
_BEGUN = ("is", "has", "was")
_OWN = ("register", "me_update")
_CHANGES = ("update", "replace")
_WRITES = ("create", "upload", *_CHANGES)


def settled(
    resources: tuple[Resource, ...], world: World, policies: Policies, classified: tuple[Classified, ...],
    enums: tuple[Enum, ...],
) -> tuple[tuple[Resource, ...], World]:  # fmt: skip
    """The resources and the world that know which columns of the account only roles write, and which roles."""
    account = next((one for one in resources if one.name.pascal == world.account), None)
    if account is None:
        return resources, world
    rights = [policies.operation(one, world.account, world.account) for one in _writing(classified, account)]
    if not any(one.kind in _OWN for one in classified) and all(one.by_role for one in rights):
        return resources, world
    values = {one.name.pascal: one.values for one in enums}
    guarded = {one.column for one in account.fields if one.property != world.role_property and is_guarded(one, values)}
    if not guarded:
        return resources, world
    writers = _writers(rights, world.account)
    fields = tuple(_kept(one, writers, values) if one.column in guarded else one for one in account.fields)
    whole = tuple(replace(one, fields=fields) if one is account else one for one in resources)
    return whole, replace(access.shown(world, whole), guarded=frozenset(guarded))


def guarded(world: World) -> tuple[Field, ...]:
    """The fields of the account that only roles write."""
    fields = world.resources[world.account].fields if world.account else ()
    return tuple(one for one in fields if one.column in world.guarded)


def _writing(classified: tuple[Classified, ...], account: Resource) -> list[Classified]:
    return [one for one in classified if one.kind in _WRITES and key(one.entity) == key(account.name.pascal)]


def _writers(rights: list[Access], account: str) -> Access | None:
    """The roles that may change accounts, where some operation lets owners do so too; else nothing more is to say."""
    roles = tuple(dict.fromkeys(role for one in rights for role in one.roles))
    shared = any(one.roles and not one.by_role for one in rights)
    return granted(account, [Grant(kind="role", roles=roles)], inferred=True) if shared else None


def _kept(field: Field, writers: Access | None, values: dict[str, tuple[str, ...]]) -> Field:
    default = field.default
    if field.required and default is None:
        default = _harmless(field, values)
    return replace(field, writers=writers, default=default, required=field.required and default is None)


def _harmless(field: Field, values: dict[str, tuple[str, ...]]) -> str | None:
    """What a row starts with of which nobody says anything."""
    if field.type.base == "bool":
        return "true" if _is_called(field, "usual") else "false"
    if field.type.base in _NUMBERS:
        return field.type.minimum or "0"
    return next(iter(values.get(field.type.enum, ())), None)


def is_guarded(field: Field, values: dict[str, tuple[str, ...]]) -> bool:
    """Whether a field of the account is one that its owner does not write; one of which the SPEC says who is not."""
    if field.server or field.hidden or field.primary_key or field.writers or field.foreign_key:
        return False
    if field.type.base == "enum":
        said = {tables.fold(value) for value in values.get(field.type.enum, ())}
        return _is_called(field, "graded") or bool(said & set(tables.words("barred")))
    if field.type.base in _NUMBERS:
        return _is_called(field, "earned")
    flag = field.type.base == "bool" or field.type.base in _TIMES
    return flag and (_is_called(field, "privileges") or _bare(field).endswith(tables.words("moderated")))


def _is_called(field: Field, words: str) -> bool:
    return bool({_bare(field), tables.fold(field.label)} & set(tables.words(words)))


def _bare(field: Field) -> str:
    """`blocked` of `is_blocked` and `blocked_at`: a flag without its beginning, a time without its end."""
    words = list(field.name.words)
    words = words[1:] if len(words) > 1 and words[0] in _BEGUN else words
    return "".join(words[:-1] if len(words) > 1 and words[-1] in ("at", "on", "flag", "yn") else words)
