"""Pagination: pages fit together, the order is total, filters filter, and bad values are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundplan.plan.model.api import Operation
from groundplan.plan.model.blueprint import Blueprint
from groundplan.verify.listing import Item, Listed, Scope, own_list
from groundplan.verify.model import Skip, skip
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check
from groundplan.verify.values import NUMBERS, same

if TYPE_CHECKING:
    from groundplan.plan.model.api import Filter, Listing, Sort
    from groundplan.plan.model.data import Field

ROWS = 4


def _lists(blueprint: Blueprint) -> list[Operation]:
    return [one for one in blueprint.operations if one.listing and one.kind in ("list", "search")]


def _offset_lists(blueprint: Blueprint) -> list[Operation]:
    return [one for one in _lists(blueprint) if one.listing and one.listing.pagination == "offset"]


def _listing(probe: Probe) -> Listing:
    if probe.operation.listing is None:
        raise skip("no_list")
    return probe.operation.listing


def _listed(probe: Probe, rows: int) -> Listed:
    """The list with rows in it where the API can make some, as it is otherwise."""
    try:
        return own_list(probe, probe.operation, rows).listed
    except Skip:
        return own_list(probe, probe.operation, 0).listed


@check("pagination.form", over=_offset_lists)
def form(probe: Probe) -> None:
    """A page tells its limit, its offset and the total; the defaults are the stated ones."""
    listing = _listing(probe)
    listed = _listed(probe, 2)

    first = listed.get()
    if probe.success(probe.operation, first):
        told = {key: first.fields.get(key) for key in ("limit", "offset")}
        probe.claim(told == {"limit": listing.default_limit, "offset": 0}, first, "page_defaults", told)
    page = listed.get(("limit", 1), ("offset", 1))
    if probe.success(probe.operation, page):
        told = {key: page.fields.get(key) for key in ("limit", "offset")}
        probe.claim(told == {"limit": 1, "offset": 1}, page, "page_told", told)
        probe.claim(len(page.items) <= 1, page, "page_size", len(page.items))
        total = (first.fields.get("total"), page.fields.get("total"))
        probe.claim(isinstance(total[0], int) and total[0] <= (total[1] or 0), page, "total", total)


@check("pagination.bad_values", over=_lists)
def bad_values(probe: Probe) -> None:
    """Limits, offsets and orders that the contract does not have are 422."""
    listing = _listing(probe)
    listed = _listed(probe, 0)
    bad: list[tuple[str, object]] = [("limit", value) for value in (0, -1, listing.max_limit + 1, "many", "1.5")]
    if listing.pagination == "offset":
        bad += [("offset", value) for value in (-1, "many")]
    if listing.sorts:
        bad += [("sort", "no_such_field"), ("sort", f"{listing.sorts[0].name},-no_such_field")]
    for name, value in bad:
        reply = listed.get((name, value))
        if probe.claim(reply.status == 422, reply, "refused_value", f"{name}={value}: {reply.short}", field=name):
            probe.error(reply, 422, field=name)
    probe.status(listed.get(("limit", listing.max_limit)), 200)


@check("pagination.unknown_parameter", over=_lists)
def unknown_parameter(probe: Probe) -> None:
    """A query parameter that the contract does not have is ignored."""
    probe.success(probe.operation, _listed(probe, 0).get(("no_such_parameter", "1")))


@check("pagination.complete", over=_lists)
def complete(probe: Probe) -> None:
    """Pages of any size hold each row once, in the same order, and as many as the total says."""
    scope = own_list(probe, probe.operation, ROWS)
    listed, rows = scope.listed, scope.rows
    whole = listed.all()
    if not all(isinstance(one.get(_key(probe).property), str | int) for one in whole):
        raise skip("no_key_shown")
    keys = [one[_key(probe).property] for one in whole]

    probe.claim(len(keys) == len(set(keys)), None, "each_once", f"{len(keys)} / {len(set(keys))}")
    mine = {row.body.get(_key(probe).property) for row in rows}
    probe.claim(mine <= set(keys), None, "own_listed", f"{len(mine & set(keys))} / {len(mine)}")
    if len(keys) <= 3 * ROWS:
        paged = [one[_key(probe).property] for one in listed.all(size=3)]
        probe.claim(paged == keys, None, "same_order", f"{keys} / {paged}")
    page = listed.get(("limit", 1))
    if _listing(probe).pagination == "offset":
        probe.claim(page.fields.get("total") == len(keys), page, "total", page.fields.get("total"))


def _key(probe: Probe) -> Field:
    resource = probe.blueprint.resource(probe.operation.resource)
    return resource.field(resource.primary_key[0])


@check("pagination.order", over=_lists)
def order(probe: Probe) -> None:
    """`sort` orders by each field that it takes, both ways."""
    listing = _listing(probe)
    if not listing.sorts:
        raise skip("no_sort")
    listed = own_list(probe, probe.operation, ROWS).listed
    for one in listing.sorts:
        up, down = listed.all(("sort", one.name)), listed.all(("sort", f"-{one.name}"))
        _ordered(probe, one, up, down)


def _ordered(probe: Probe, sort: Sort, up: list[Item], down: list[Item]) -> None:
    field = probe.blueprint.resource(probe.operation.resource).field(sort.column)
    rising = [one[field.property] for one in up if one.get(field.property) is not None]
    falling = [one[field.property] for one in down if one.get(field.property) is not None]
    probe.claim(rising == falling[::-1], None, "both_ways", f"{rising[:5]} / {falling[:5]}", field=sort.name)
    if field.type.base in (*NUMBERS, "date"):
        wanted = sorted(rising, key=_comparable)
        probe.claim(rising == wanted, None, "sorted", f"{rising[:8]}", field=sort.name)


def _comparable(value: Any) -> Any:
    from decimal import Decimal, InvalidOperation

    try:
        return (0, Decimal(str(value)), "")
    except InvalidOperation:
        return (1, Decimal(0), str(value))


@check("pagination.filters", over=_lists)
def filters(probe: Probe) -> None:
    """Each filter gives the rows with that value and no other."""
    listing = _listing(probe)
    if not listing.filters:
        raise skip("no_filter")
    scope = own_list(probe, probe.operation, 0)
    for one in listing.filters:
        _filter(probe, scope, one)


def _filter(probe: Probe, scope: Scope, one: Filter) -> None:
    """Two rows that differ in the field: the filter keeps one of them."""
    field = probe.blueprint.resource(probe.operation.resource).field(one.column)
    if field.hidden:
        return
    try:
        row, _ = (scope.add({field.property: value}) for value in _two(probe, field))
    except Skip:
        return
    value = row.body.get(field.property)
    if value is None:
        return
    shown = str(value).lower() if isinstance(value, bool) else value
    found = scope.listed.all((one.name, shown))
    others = [item for item in found if not same(one.type, value, item.get(field.property))]
    probe.claim(not others, None, "filtered", f"{one.name}={shown}: {others[:1]}", field=one.name)
    key = _key(probe).property
    there = row.body.get(key) in [item.get(key) for item in found]
    probe.claim(there, None, "filter_keeps", f"{one.name}={shown}: {len(found)}", field=one.name)


def _two(probe: Probe, field: Field) -> tuple[Any, Any]:
    """Two values of a field; of an optional reference, one and none."""
    if field.foreign_key is None:
        return probe.values.valid(field.type), probe.values.valid(field.type, other=True)
    target = probe.world.row(field.foreign_key.resource, probe.cast.anybody())
    value = target.columns.get(field.foreign_key.key)
    return value, None if field.nullable else value


@check("pagination.bad_filters", over=_lists)
def bad_filters(probe: Probe) -> None:
    """A filter value of the wrong type is 422."""
    listed = _listed(probe, 0)
    for one in _listing(probe).filters:
        for value in _bad(one):
            reply = listed.get((one.name, value))
            told = f"{one.name}={value}: {reply.short}"
            if probe.claim(reply.status == 422, reply, "refused_value", told, field=one.name):
                probe.error(reply, 422, field=one.name)


def _bad(one: Filter) -> tuple[str, ...]:
    if one.type.base in ("string", "text", "json", "email", "url"):
        return ()
    return ("no such value",)


@check(
    "pagination.search", over=lambda blueprint: [one for one in _lists(blueprint) if one.listing and one.listing.search]
)
def search(probe: Probe) -> None:
    """`q` finds a row by what stands in it, and nothing by what stands nowhere."""
    scope = own_list(probe, probe.operation, 1)
    listed, rows = scope.listed, scope.rows
    resource = probe.blueprint.resource(probe.operation.resource)
    key = _key(probe).property
    for column in _listing(probe).search:
        text = rows[0].body.get(resource.field(column).property)
        if isinstance(text, str) and text:
            found = [item.get(key) for item in listed.all(("q", text))]
            probe.claim(rows[0].body.get(key) in found, None, "found", f"q={text}: {len(found)}", field=column)
    nothing = listed.all(("q", probe.values.token()))
    probe.claim(not nothing, None, "found_nothing", len(nothing))
