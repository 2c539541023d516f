"""What the access of a row says of other rows: of many, of the one that a caller has, and of those below it."""

from __future__ import annotations

from dataclasses import replace

from groundplan.plan.access import access as grants_of
from groundplan.plan.access.access import World, granted
from groundplan.plan.model.api import Parent
from groundplan.plan.model.rights import Access, Grant, Hop
from groundplan.plan.words import tables


def lifted(grant: Grant, parent: Parent, world: World) -> Grant:
    """A grant on the row above, as one on the rows below it."""
    above = world.resources[parent.resource]
    hop = Hop(column=parent.column, table=above.table, key=above.primary_key[0], resource=parent.resource)
    return lift(grant, hop)


def lift(grant: Grant, hop: Hop) -> Grant:
    """The same grant, one row further down; a key that the next join repeats is not joined for."""
    if grant.kind == "role":
        return grant
    if not grant.hops and grant.principal == hop.key:
        return replace(grant, principal=hop.column)
    first = grant.hops[0] if grant.hops else None
    if first is not None and first.column == hop.key:
        return replace(grant, hops=(replace(first, column=hop.column), *grant.hops[1:]))
    return replace(grant, hops=(hop, *grant.hops))


def for_collection(access: Access, *, creates: bool, resource: str, world: World) -> Access:
    """The access of a plain list or create: there is no row yet, so only global roles can refuse beforehand.

    A create by membership of something above (`team` in the body) stays: it is checked on the new row.
    """
    if creates and resource == world.account:
        access = _for_accounts(access, world)
    if access.level != "granted":
        return access
    others = [one for one in access.grants if one.kind != "role"]
    if not others or (creates and all(_needs_row(one, resource, world) for one in others)):
        return access
    return Access(level="authenticated", subject=access.subject, spans=access.spans, inferred=access.inferred)


def of_own_row(access: Access, own: Grant, *, makes: bool) -> tuple[Access, Access | None]:
    """The access of an operation on the row that the caller has, and who may know of it: nobody else's is ever found.

    One that `makes` it where there is none is refused by role only.
    """
    stated = access if access.by_role else None
    if makes:
        return stated or replace(access, level="authenticated", grants=()), None
    owner = granted(access.subject, [own], access.spans, inferred=access.inferred)
    return stated or owner, replace(owner, subject=access.subject)


def _for_accounts(access: Access, world: World) -> Access:
    """Who makes accounts of others: nobody is an account that is not there, so admins, or anyone where there is none.

    People make their own with the register operation.
    """
    itself = grants_of.owner_grant(world, world.account)
    kept = tuple(one for one in access.grants if one != itself)
    if kept or itself not in access.grants:
        return replace(access, grants=kept)
    admin = tuple(role for role in world.roles if tables.fold(role) == "admin")
    if admin:
        return replace(access, grants=(Grant(kind="role", roles=admin),), inferred=True)
    return Access(level="authenticated", subject=access.subject, inferred=True)


def _needs_row(grant: Grant, resource: str, world: World) -> bool:
    if grant.kind == "owner":
        own = grants_of.owner_field(world, resource)
        return not (own is not None and own.column == grant.principal and not grant.hops)
    path = grants_of.member_path(world, resource)
    return path is None or path[1].resource != resource


def may_see(visible: Access, access: Access) -> Access | None:
    """Who may know of the row: who may see it, and who may call the operation. None for everyone that can call."""
    if visible.level != "granted" or access.level in ("public", "signature"):
        return None
    if access.by_role:
        return None if not access.subject else _union(visible, access)
    return _union(visible, access) if access.level == "granted" else visible


def _union(visible: Access, access: Access) -> Access:
    if visible.subject != access.subject:
        return visible
    merged = granted(visible.subject, [*visible.grants, *access.grants])
    return replace(visible, grants=merged.grants)
