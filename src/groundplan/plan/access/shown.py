"""Whose rows an operation on many shows: those that a read of the same row would not refuse.

One rule for every list, search, count, export and clear. A list whose own line says that everybody or a role may
have it, or of accounts the one whose row they stand under, keeps what it says: that it shows more than the read is said
(PLN030).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from groundplan.plan.access.access import World, granted, owner_grant
from groundplan.plan.access.policies import Policies
from groundplan.plan.access.rows import lifted, may_see
from groundplan.plan.model.api import Operation
from groundplan.plan.model.rights import Access, Grant
from groundplan.plan.operations.operations import Classified
from groundplan.plan.operations.statements import is_mine
from groundplan.record import NamedTuple

MANY = ("list", "search", "export", "count", "clear")


class Wider(NamedTuple):
    """A list that shows rows which a read of them refuses, because its line says so."""

    operation: Operation


class Shown:
    """Settles `rows` of the operations of one service; `wider` collects the lists that say more than the reads."""

    def __init__(self, world: World, policies: Policies, operations: Iterable[Operation]) -> None:
        self._world = world
        self._policies = policies
        self._reads: dict[str, list[Access]] = {}
        self.wider: list[Wider] = []
        for one in operations:
            if one.kind == "read" and one.resource and not one.caller_column:
                self._reads.setdefault(one.resource, []).append(_read(one))

    def settled(self, one: Classified, made: Operation) -> Operation:
        """The operation with the filter of its rows; a guess that everybody may list ends where a read asks who."""
        if made.kind not in MANY or not made.resource or not self._world.account:
            return made
        reads = self._readers(one, made)
        if made.access.level == "public" and reads.level != "public":
            if made.access.spans or made.resource not in self._reads:
                return self._told(made, reads)
            made = self._asked(made)
        if made.access.by_role:
            return self._told(made, reads)
        return replace(made, rows=self._rows(one, made, reads))

    def _readers(self, one: Classified, made: Operation) -> Access:
        """Who may read a row: whoever one of the reads lets at it; where there is none, who may know of it.

        The line of a nested list says so too where it names somebody; "anyone signed in" says who may ask, not what
        they are shown.
        """
        resource = made.resource
        found = self._reads.get(resource)
        if found is None:
            note = one.endpoint.access
            only = made.parents and note and note.kind != "authenticated" and not self._policies.says(resource)
            return Access(level="public") if only else self._policies.visible(resource)
        for level in ("public", "authenticated"):
            if any(access.level == level for access in found):
                return Access(level=level, subject=resource)
        spans = tuple(span for access in found for span in access.spans)
        return granted(resource, [grant for access in found for grant in access.grants], spans)

    def _told(self, made: Operation, reads: Access) -> Operation:
        everybody = made.access.level == "public"
        enough = reads.level == "authenticated" or set(made.access.roles) <= set(reads.roles)
        if made.resource in self._reads and reads.level != "public" and (everybody or not enough):
            self.wider.append(Wider(made))
        return made

    def _asked(self, made: Operation) -> Operation:
        above = made.parents[-1].resource if made.parents else made.resource
        access = Access(level="authenticated", subject=above, inferred=True)
        visible = may_see(self._policies.visible(above), access) if made.parents else None
        return replace(made, access=access, visible=visible)

    def _rows(self, one: Classified, made: Operation, reads: Access) -> Access | None:
        led = (one.route.own or one.under) and not made.parents
        own = owner_grant(self._world, made.resource) if led else None
        if own is not None and made.access.level != "public":
            # `/me/orders` and `/cart/items` are the caller's, whoever else may read them.
            return granted(made.resource, [own], reads.spans)
        if reads.level != "granted":
            return None
        if is_mine(one):
            reads = _mine(reads, owner_grant(self._world, made.resource))
        passing = made.access if made.access.level == "granted" else made.visible
        parent = made.parents[-1] if made.parents else None
        if passing is None or passing.level != "granted" or parent is None or not parent.column:
            return reads
        if self._is_of_accounts(made, reads):
            self.wider.append(Wider(made))
            return None
        implied = [lifted(grant, parent, self._world) for grant in passing.grants]
        together = granted(reads.subject, [*reads.grants, *implied])
        return None if set(together.grants) == set(granted(reads.subject, list(reads.grants)).grants) else reads

    def _is_of_accounts(self, made: Operation, reads: Access) -> bool:
        """The members of a club for its owner: where people read only themselves, nobody else would be left."""
        itself = owner_grant(self._world, made.resource) if made.resource == self._world.account else None
        return itself is not None and all(one.kind == "role" or one == itself for one in reads.grants)


def _mine(reads: Access, own: Grant | None) -> Access:
    """Without the rows that are the caller's in another sense: `my bookings` of a host are those as a guest."""
    kept = [grant for grant in reads.grants if grant.kind != "owner" or grant == own]
    return granted(reads.subject, kept, reads.spans) if own in kept else reads


def _read(one: Operation) -> Access:
    """Who may read: who may call and, where that is anyone signed in, who may know of the row."""
    known = one.visible is not None and one.visible.level == "granted"
    return one.visible if known and one.visible and one.access.level == "authenticated" else one.access
