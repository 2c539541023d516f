"""Lists, read to their end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groundplan.verify.model import skip

if TYPE_CHECKING:
    from groundplan.plan.model.api import Operation
    from groundplan.verify.actors import Actor, Pairs
    from groundplan.verify.client import Reply
    from groundplan.verify.probe import Probe
    from groundplan.verify.world import Row

MOST_PAGES = 12
Item = dict[str, Any]


class Listed:
    """A list operation at one path, as one actor sees it."""

    def __init__(self, probe: Probe, operation: Operation, path: str, actor: Actor | None) -> None:
        self._probe = probe
        self.operation = operation
        self._path = path
        self._actor = actor

    def get(self, *query: tuple[str, object]) -> Reply:
        """One page."""
        pairs = tuple((name, str(value)) for name, value in query)
        return self._probe.send(self.operation, self._path, self._actor, query=pairs)

    def all(self, *query: tuple[str, object], size: int = 0) -> list[Item]:
        """Every row, page by page. Raises Skip for more than a dozen full pages."""
        listing = self.operation.listing
        size = size or (listing.max_limit if listing else 100)
        cursor: Pairs = ()
        found: list[Item] = []
        for _ in range(MOST_PAGES):
            paged = listing is not None and listing.pagination == "cursor"
            place = cursor if paged else (("offset", str(len(found))),)
            reply = self.get(*query, ("limit", size), *place)
            if not self._probe.status(reply, 200):
                return found
            found += reply.items
            following = reply.fields.get("next_cursor")
            if len(reply.items) < size and not following:
                return found
            if paged:
                if not following:
                    return found
                cursor = (("cursor", str(following)),)
        raise skip("too_many_rows", rows=len(found))


@dataclass(frozen=True, slots=True)
class Scope:
    """A list, and rows of ours in it."""

    probe: Probe
    listed: Listed
    path: str
    maker: Actor
    given: dict[str, Row]
    rows: list[Row]

    def add(self, values: dict[str, Any] | None = None) -> Row:
        """One row more, with `values` by property: one more account is a new user. Raises Skip where none is made."""
        account = self.probe.blueprint.resource(self.listed.operation.resource).kind == "account"
        return self.put(self.probe.cast.fresh() if account else self.maker, values)

    def put(self, maker: Actor, values: dict[str, Any] | None = None) -> Row:
        """The account of `maker`, or a new row that he makes."""
        row = self.probe.world.fresh(self.listed.operation.resource, maker, self.given, values)
        self.probe.world.tie(self.listed.operation, row, self.given)
        self.rows.append(row)
        return row


def own_list(probe: Probe, operation: Operation, rows: int) -> Scope:
    """The list in a scope as small as the API allows, with that many rows of ours in it."""
    actor = probe.cast.anybody()
    given = {one.resource: probe.world.fresh(one.resource, actor) for one in operation.parents[-1:]}
    path = probe.world.path(operation, actor, given)
    subject = given.get(operation.access.subject) or next(iter(given.values()), None)
    caller = None if operation.access.level == "public" else probe.world.caller(operation, actor, subject)
    listed = Listed(probe, operation, path, caller)
    scope = Scope(probe, listed, path, actor, given, [])
    for _ in range(rows):
        scope.put(actor)
    return scope
