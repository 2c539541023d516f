"""Who may do what: role words become grants, and grants a path of joins from a row to the caller.

A word is, in this order: a reference to the account (author), a role of a membership table that the row leads to
(owner, member), a global role (admin), ownership (self), anyone signed in (user). A row leads to whatever its
foreign keys reach without passing the account; the shortest path wins, then required keys, then field order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from groundplan.plan.model.data import Enum, Field, Resource
from groundplan.plan.model.rights import Access, Grant, Hop
from groundplan.plan.words import tables
from groundplan.plan.words.names import key
from groundplan.plan.words.roles import strength, strongest
from groundplan.record import NamedTuple
from groundplan.source import Span
from groundplan.spec.callers.roles import holder
from groundplan.spec.text.relative import ITS, THE, parts

PUBLIC = Access(level="public")


class Membership(NamedTuple):
    """A join table between the account and something: `resource` is the something, `roles` of its role column."""

    join: Resource
    resource: str
    resource_column: str
    caller_column: str
    role_column: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What access is worked out from. `account` is empty where nobody signs in.

    `guarded` are columns of the account that only roles write: see `groundplan.plan.access.privileges`.
    """

    resources: dict[str, Resource]
    account: str
    role_property: str
    roles: tuple[str, ...]
    memberships: tuple[Membership, ...]
    guarded: frozenset[str] = frozenset()

    @property
    def account_key(self) -> str:
        """The key column of the account."""
        return self.resources[self.account].primary_key[0]


def world(resources: tuple[Resource, ...], enums: tuple[Enum, ...], account: str, role: Field | None) -> World:
    """The resources by name, with the memberships among them."""
    values = {one.name.pascal: one.values for one in enums}
    found = (_membership(one, account, values) for one in resources if one.kind == "join" and account)
    return World(
        resources={one.name.pascal: one for one in resources},
        account=account,
        role_property=role.property if role else "",
        roles=values.get(role.type.enum, ()) if role else (),
        memberships=tuple(one for one in found if one is not None),
    )


def shown(world: World, resources: Iterable[Resource]) -> World:
    """The same world, with fields that say who may see them; its resources have their indexes."""
    fields = {one.name.pascal: one.fields for one in resources}
    return replace(world, resources={name: replace(one, fields=fields[name]) for name, one in world.resources.items()})


def _membership(join: Resource, account: str, values: dict[str, tuple[str, ...]]) -> Membership | None:
    sides = [field for field in join.fields if field.foreign_key][:2]
    mine = next((one for one in sides if one.foreign_key and one.foreign_key.resource == account), None)
    other = next((one for one in sides if one.foreign_key and one.foreign_key.resource != account), None)
    if mine is None or other is None or other.foreign_key is None:
        return None
    role = holder(join.fields, lambda one: one.label or one.property)
    roles = values.get(role.type.enum, ()) if role else ()
    column = role.column if role else ""
    return Membership(join, other.foreign_key.resource, other.column, mine.column, column, roles)


def member_path(world: World, subject: str) -> tuple[tuple[Hop, ...], Membership] | None:
    """The hops from a row of `subject` to the membership rows it leads to, None where it leads to none."""
    for hops, resource in paths(world, subject):
        for one in world.memberships:
            if hops and resource == one.join.name.pascal:
                return hops, one
            if resource == one.resource and _can_carry(one):
                return _onto(hops, one, world.resources[resource]), one
    return None


def _can_carry(one: Membership) -> bool:
    """Favourites tie callers to rows too, and let nobody in: membership has a role, or is called so, or has no name."""
    named = key(one.join.name.pascal)
    ends = ("membership", "member", "participant", "participation", "collaborator", "enrollment", "access")
    return bool(one.role_column) or named.endswith(ends) or one.join.inferred


def _onto(hops: tuple[Hop, ...], one: Membership, reached: Resource) -> tuple[Hop, ...]:
    """From a row to its membership rows; a foreign key to the row is used directly instead of joining the row."""
    join = one.join
    target = next(field.foreign_key for field in join.fields if field.column == one.resource_column)
    last = hops[-1] if hops else None
    if target and last and last.key == target.key:
        return (
            *hops[:-1],
            Hop(column=last.column, table=join.table, key=one.resource_column, resource=join.name.pascal),
        )
    column = target.key if target else reached.primary_key[0]
    return (*hops, Hop(column=column, table=join.table, key=one.resource_column, resource=join.name.pascal))


def paths(world: World, subject: str) -> list[tuple[tuple[Hop, ...], str]]:
    """Every resource that foreign keys lead to, nearest first, with the hops to it; never through the account."""
    found: list[tuple[tuple[Hop, ...], str]] = [((), subject)]
    seen = {subject, world.account}
    for hops, name in found:
        keys = [field for field in world.resources[name].fields if field.foreign_key]
        for field in sorted(keys, key=lambda one: one.nullable):
            reference = field.foreign_key
            if reference is None or reference.resource in seen:
                continue
            seen.add(reference.resource)
            hop = Hop(column=field.column, table=reference.table, key=reference.key, resource=reference.resource)
            found.append(((*hops, hop), reference.resource))
    return found


def owner_grant(world: World, subject: str, column: str = "") -> Grant | None:
    """Ownership of a row: by `column`, else by the nearest reference to the account that the server sets."""
    if subject == world.account:
        return Grant(kind="owner", principal=world.account_key)
    if column:
        return Grant(kind="owner", principal=column)
    for hops, name in paths(world, subject):
        owner = owner_field(world, name)
        if owner is not None:
            return Grant(kind="owner", hops=hops, principal=owner.column)
    return None


def owner_field(world: World, resource: str) -> Field | None:
    """The reference to the account that says whose row it is: one the server sets, else the only one named so.

    Where there is but one, it may be called as a role of accounts is: the patron of a loan that librarians make. Who
    records a row of somebody else (`issued_by`) has it no more than that.
    """
    mine = [
        field
        for field in world.resources[resource].fields
        if field.foreign_key and field.foreign_key.resource == world.account
    ]
    set_by_server = next((field for field in mine if field.generation == "caller"), None)
    if world.resources[resource].kind == "join":
        return set_by_server
    words = {field.column: field.relation.snake for field in mine if field.relation}
    for_another = set_by_server and tables.fold(words.get(set_by_server.column, "")) in tables.words("recorders")
    if set_by_server and not for_another:
        return set_by_server
    others = [one for one in mine if one is not set_by_server]
    named = [one for one in others if one.column in words and is_owner_word(words[one.column], world.account)]
    roles = {tables.fold(one) for one in world.roles} if len(others) == 1 else set()
    called = (one for one in [*named, *others] if one in named or tables.fold(words.get(one.column, "")) in roles)
    return next(called, set_by_server)


def single_column(world: World, resource: str) -> str:
    """The reference by which a row is the only one of its account."""
    one = world.resources[resource]
    alone = {index.columns[0].column for index in one.indexes if index.unique and len(index.columns) == 1}
    alone |= set(one.primary_key) if len(one.primary_key) == 1 else set()
    mine = [key.column for key in one.foreign_keys if key.resource == world.account]
    return next(column for column in mine if column in alone)


def single_grant(world: World, resource: str) -> Grant:
    """Ownership of such a row."""
    return Grant(kind="owner", principal=single_column(world, resource))


def is_owner_word(relation: str, account: str) -> bool:
    """Whether a reference to the account, so called, says whose row it is: owner, author, user, member."""
    word = tables.fold(relation)
    return word in (*tables.words("self"), *tables.words("account"), tables.fold(account))


def member_grant(world: World, subject: str, role: str = "") -> Grant | None:
    """Membership; with `role`, that role of the membership table and every stronger one."""
    path = member_path(world, subject)
    if path is None:
        return None
    hops, one = path
    roles = _at_least(role, one.roles)
    column = one.role_column if roles else ""
    return Grant(kind="member", roles=roles, hops=hops, principal=one.caller_column, role_column=column)


def _at_least(role: str, roles: tuple[str, ...]) -> tuple[str, ...]:
    """The roles that are as strong as `role`; none (any row will do) when that is all of them."""
    if not role or role not in roles:
        return ()
    enough = tuple(one for one in roles if one == role or strength(one) < strength(role))
    return () if len(enough) == len(roles) else enough


def grants(world: World, subject: str, word: str, *, own: bool = False) -> tuple[Grant, ...] | None:
    """The grants of one role word on rows of `subject`: empty when anyone signed in will do, None when unknown."""
    folded = tables.fold(word)
    canonical = tables.synonyms().get(folded, folded)
    if own:
        return _only(owner_grant(world, subject) or member_grant(world, subject))
    related = parts(word)
    if related is not None and related[0] == THE:
        near = _nearest(world, subject, tables.fold(related[1]))
        return _only(near) if near else grants(world, subject, related[1])
    if related is not None and global_role(world, canonical) is None:
        return _only(_related(world, subject, *related)) or _parties(world, subject, related[1])
    field = _account_reference(world, subject, folded)
    if field is not None:
        return _only(owner_grant(world, subject, field.column))
    return _member_role(world, subject, canonical) or global_role(world, canonical) or _other(world, subject, folded)


def _parties(world: World, subject: str, word: str) -> tuple[Grant, ...] | None:
    """`order participant`: everybody whom the row refers to, where it refers to several."""
    keys = world.resources[subject].foreign_keys if tables.fold(word) in tables.words("parties") else ()
    found = tuple(Grant(kind="owner", principal=one.column) for one in keys if one.resource == world.account)
    return found if len(found) > 1 else None


def _nearest(world: World, subject: str, word: str) -> Grant | None:
    """`the doctor`: whom a row that this one leads to refers to by that word, or whose own row is called so."""
    for hops, name in paths(world, subject):
        field = _account_reference(world, name, word)
        profile = owner_field(world, name) if tables.fold(world.resources[name].name.snake) == word else None
        found = field or profile
        if found is not None:
            return Grant(kind="owner", hops=hops, principal=found.column)
    return None


def _related(world: World, subject: str, thing: str, role: str) -> Grant | None:
    """`restaurant owner`: the caller is so called by a row that `thing` names and this one leads to."""
    for hops, name in paths(world, subject):
        resource = world.resources[name]
        if thing != ITS and key(thing) not in (key(resource.name.pascal), key(resource.label)):
            continue
        field = _account_reference(world, name, tables.fold(role))
        if field is not None:
            return Grant(kind="owner", hops=hops, principal=field.column)
        found = _member_role(world, name, tables.synonyms().get(tables.fold(role), tables.fold(role)))
        own = owner_field(world, name) if thing == ITS or tables.fold(role) in tables.words("self") else None
        if not hops and found:
            return found[0]
        if own or thing != ITS:
            return Grant(kind="owner", hops=hops, principal=own.column) if own else None
    return None


def _only(grant: Grant | None) -> tuple[Grant, ...] | None:
    return None if grant is None else (grant,)


def _account_reference(world: World, subject: str, word: str) -> Field | None:
    """`author` where the row has a reference of that name to the account, and membership has no such role."""
    for field in world.resources[subject].fields:
        reference = field.foreign_key
        mine = reference is not None and reference.resource == world.account
        if mine and is_called(field, word) and not _member_role(world, subject, word):
            return field
    return None


def is_called(field: Field, word: str) -> bool:
    """Whether a reference says by its name, or as the SPEC spells it, that what it refers to is the folded `word`."""
    if field.relation is None or not word:  # a word without a letter names nobody
        return False
    return word in (tables.fold(field.relation.snake), tables.fold(field.label))


def _member_role(world: World, subject: str, word: str) -> tuple[Grant, ...] | None:
    path = member_path(world, subject)
    if path is None:
        return None
    role = next((one for one in path[1].roles if tables.fold(one) == word), "")
    if role or word in tables.words("member"):
        return _only(member_grant(world, subject, role))
    return None


def global_role(world: World, word: str) -> tuple[Grant, ...] | None:
    """The role of accounts that a folded word names, None where they have no such role."""
    canonical = {tables.synonyms().get(tables.fold(one), tables.fold(one)): one for one in reversed(world.roles)}
    role = next((one for one in world.roles if tables.fold(one) == word), canonical.get(word, ""))
    return (Grant(kind="role", roles=(role,)),) if role else None


def _other(world: World, subject: str, word: str) -> tuple[Grant, ...] | None:
    owned = owner_grant(world, subject) if word in tables.words("self") else None
    if owned is not None:
        return (owned,)
    anyone = (*tables.words("authenticated"), *tables.words("account"), tables.fold(world.account))
    return () if word in anyone else None


def granted(subject: str, found: list[Grant], spans: tuple[Span, ...] = (), *, inferred: bool = False) -> Access:
    """Access by any of the grants; roles are put into one, and what another grant includes is left out."""
    roles = tuple(dict.fromkeys(role for one in found if one.kind == "role" for role in one.roles))
    others = [one for one in dict.fromkeys(found) if one.kind != "role"]
    kept = [one for one in others if not any(_includes(other, one) for other in others)]
    merged = ((Grant(kind="role", roles=roles),) if roles else ()) + tuple(kept)
    return Access(level="granted", subject=subject, grants=merged, spans=spans, inferred=inferred)


def _includes(wide: Grant, narrow: Grant) -> bool:
    same = replace(wide, roles=(), role_column="") == replace(narrow, roles=(), role_column="")
    return same and wide != narrow and (not wide.roles or (bool(narrow.roles) and set(narrow.roles) < set(wide.roles)))


def joining(
    world: World, visible: Access | None, resource: str
) -> tuple[Membership, tuple[tuple[str, str], ...]] | None:
    """The membership that a creator gets: rows that only members see would else be lost to who made them."""
    if visible is None or not any(one.kind == "member" and len(one.hops) == 1 for one in visible.grants):
        return None
    path = member_path(world, resource)
    if path is None or path[1].resource != resource:
        return None
    one = path[1]
    top = strongest(one.roles)
    return one, ((one.role_column, top),) if top else ()
