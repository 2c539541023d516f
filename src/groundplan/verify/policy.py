"""Who may do what, worked out from the Blueprint over the rows that the suite has made: the suite's own reading.

A service answers the same questions with joins; here a grant is followed hop by hop through known rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundplan.plan.model.rights import Access, Grant
    from groundplan.verify.actors import Actor

Columns = dict[str, Any]


class Known:
    """The rows that the suite has made, by table: column to value as JSON shows it."""

    def __init__(self) -> None:
        self._tables: dict[str, list[Columns]] = {}

    def add(self, table: str, row: Columns) -> None:
        """Remember a row."""
        self._tables.setdefault(table, []).append(row)

    def where(self, table: str, column: str, value: Any) -> list[Columns]:
        """The rows of `table` with that value; none for a value of None."""
        if value is None:
            return []
        return [row for row in self._tables.get(table, ()) if str(row.get(column)) == str(value)]


def allows(access: Access, actor: Actor | None, row: Mapping[str, Any] | None, known: Known) -> bool:
    """Whether `actor` (None: nobody signed in) has `access` to `row` of its subject.

    Without a row only roles can be judged: ways that need one count as open to anyone signed in.
    """
    if access.level == "public":
        return True
    if access.level == "signature" or actor is None or not actor.signed_in:
        return False
    if access.level == "authenticated":
        return True
    return any(_grants(grant, actor, row, known) for grant in access.grants)


def _grants(grant: Grant, actor: Actor, row: Mapping[str, Any] | None, known: Known) -> bool:
    if grant.kind == "role":
        return actor.role in grant.roles
    if row is None:
        return True
    reached: list[Mapping[str, Any]] = [row]
    for hop in grant.hops:
        reached = [found for one in reached for found in known.where(hop.table, hop.key, one.get(hop.column))]
    own = [one for one in reached if actor.id and str(one.get(grant.principal)) == actor.id]
    return any(not grant.role_column or str(one.get(grant.role_column)) in grant.roles for one in own)
