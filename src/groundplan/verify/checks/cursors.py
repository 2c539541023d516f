"""Cursors: pages go on where the last one ended, whatever is added meanwhile, and from no cursor but the list's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.plan.model.api import Operation
from groundplan.plan.model.blueprint import Blueprint
from groundplan.verify.listing import own_list
from groundplan.verify.model import skip
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check

if TYPE_CHECKING:
    from groundplan.verify.client import Reply
    from groundplan.verify.listing import Item, Listed

ROWS = 3
LIMIT = 100
_JUNK = ("x", "AAAA", "-1", "0", "%", "\u00e9")


def _cursor_lists(blueprint: Blueprint) -> list[Operation]:
    return [one for one in blueprint.operations if one.listing and one.listing.pagination == "cursor" and _paged(one)]


def _paged(operation: Operation) -> bool:
    return operation.kind in ("list", "search")


def _key(probe: Probe) -> str:
    resource = probe.blueprint.resource(probe.operation.resource)
    return resource.field(resource.primary_key[0]).property


def _cursor(probe: Probe, reply: Reply) -> str:
    """Where the list goes on; a fault, and Skip, where it tells no place though there are more rows."""
    found = reply.fields.get("next_cursor")
    if not probe.claim(isinstance(found, str) and bool(found), reply, "next_cursor", found):
        raise skip("no_cursor")
    return str(found)


@check("cursors.form", over=_cursor_lists)
def form(probe: Probe) -> None:
    """A page holds rows and where to go on, null after the last."""
    listed = own_list(probe, probe.operation, 2).listed
    first = listed.get(("limit", 1))
    if not probe.success(probe.operation, first):
        return
    probe.claim(len(first.items) == 1, first, "page_size", len(first.items))
    second = listed.get(("limit", 1), ("cursor", _cursor(probe, first)))
    if probe.success(probe.operation, second):
        key = _key(probe)
        probe.claim(first.items[0].get(key) != second.items[0].get(key), second, "each_once")
    last = listed.get(("limit", LIMIT))
    if len(last.items) < LIMIT:
        probe.claim(last.fields.get("next_cursor", "") is None, last, "last_page", last.fields.get("next_cursor"))


@check("cursors.refused", over=_cursor_lists)
def refused(probe: Probe) -> None:
    """What the list did not give, what was altered, and what was given in another order is 422."""
    listing = probe.operation.listing
    listed = own_list(probe, probe.operation, 2).listed
    cursor = _cursor(probe, listed.get(("limit", 1)))
    for value in (*_JUNK, *_altered(cursor)):
        _refuses(probe, listed.get(("limit", 1), ("cursor", value)), value)
    for sort in listing.sorts[:1] if listing else ():
        rising = _cursor(probe, listed.get(("limit", 1), ("sort", sort.name)))
        order = f"-{sort.name}"
        _refuses(probe, listed.get(("limit", 1), ("cursor", rising), ("sort", order)), f"sort={order}")


def _altered(cursor: str) -> tuple[str, ...]:
    middle = len(cursor) // 2
    other = "B" if cursor[middle] == "A" else "A"
    return cursor[:-4], cursor[:middle] + other + cursor[middle + 1 :], cursor + "AAAA"


def _refuses(probe: Probe, reply: Reply, told: str) -> None:
    if probe.claim(reply.status == 422, reply, "refused_value", f"{told}: {reply.short}", field="cursor"):
        probe.error(reply, 422, field="cursor")


@check("cursors.stable", over=_cursor_lists)
def stable(probe: Probe) -> None:
    """A row that is added while somebody reads page after page shifts no other: each comes once, and none is missed."""
    listing = probe.operation.listing
    orders = ["", *(f"{sign}{one.name}" for one in (listing.sorts[:1] if listing else ()) for sign in ("", "-"))]
    scope = own_list(probe, probe.operation, ROWS)
    before = {order: _keys(probe, scope.listed.all(("sort", order))) for order in orders}
    begun = {order: _begin(probe, scope.listed, order, _more_than_half(rows)) for order, rows in before.items()}
    added = scope.add().body.get(_key(probe))
    for order, (first, cursor) in begun.items():
        read = first + _rest(scope.listed, order, cursor, _key(probe))
        old = [one for one in read if one != added]
        probe.claim(old == before[order], None, "same_order", f"{before[order]} / {old}")


def _keys(probe: Probe, items: list[Item]) -> list[object]:
    return [item.get(_key(probe)) for item in items]


def _begin(probe: Probe, listed: Listed, order: str, size: int) -> tuple[list[object], str]:
    """The keys of a first page, and where the list goes on."""
    first = listed.get(("sort", order), ("limit", size))
    return _keys(probe, first.items), _cursor(probe, first)


def _more_than_half(rows: list[object]) -> int:
    """So many that a new row falls among them in an order or in its reverse, whatever its value."""
    return min(len(rows) // 2 + 1, LIMIT)


def _rest(listed: Listed, order: str, cursor: str, key: str) -> list[object]:
    """The keys of the rows behind a cursor."""
    reply = listed.get(("sort", order), ("limit", LIMIT), ("cursor", cursor))
    found = [item.get(key) for item in reply.items]
    following = reply.fields.get("next_cursor")
    return found + (_rest(listed, order, str(following), key) if following and reply.items else [])
