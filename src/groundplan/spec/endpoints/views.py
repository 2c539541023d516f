"""What bodies show of things that other bodies show whole: profiles, rankings of them, and the items of a cart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.endpoints.representation import Rank
from groundplan.spec.text.words import same_name

if TYPE_CHECKING:
    from groundplan.spec.endpoints.body import Body
    from groundplan.spec.endpoints.representation import Shown


def without(shown: list[tuple[Shown, Body]]) -> list[tuple[Shown, Body]]:
    """Without what more is shown of a thing: `/boats/{id}/profile` beside `/boats/{id}`, `boatId` at its head."""
    plain = {same_name(thing.name) for thing, body in shown if body.method == "GET" and not _view(body, thing)}
    return [(thing, body) for thing, body in shown if thing.rank is Rank.PART or _view(body, thing) not in plain]


def _view(body: Body, thing: Shown) -> str:
    """The thing that `GET /boats/{id}/profile`, `/home/profile/{boatId}` views, and `/top-boats` by their `boatId`."""
    parts = [part for part in body.path.split("/") if part]
    plain = [part for part in parts if part[0] != "{"]
    if body.method != "GET" or not plain:
        return ""
    ends = parts[-1] if parts[-1][0] == "{" else ""
    if plain[-1].lower() in VIEWS:
        return same_name(stem(ends[1:-1] if ends else item_of("/".join(parts[:-1]))))
    first = thing.value.members[0].name if thing.value.members else ""
    known = same_name(stem(first)) if first.lower().endswith("id") else ""
    own = same_name(thing.name)
    return known if known and own != known and own.endswith(known) and first.lower() != "id" else ""


def stem(name: str) -> str:
    """`user` of `userId`, `user_id`."""
    return regex.sub(r"_?[Ii]d$", "", name)


VIEWS = frozenset({"profile", "detail", "details", "summary", "overview", "info"})


def held(found: list[Shown]) -> list[Shown]:
    """The items that a write answers of a cart are cart items, where these are the only ones."""
    names = {same_name(one.name): one.name for one in found}
    longer = {name: [more for more in names if more != name and more.endswith(name)] for name in HELD & names.keys()}
    full = {name: names[more[0]] for name, more in longer.items() if len(more) == 1}
    return [one._replace(name=full.get(same_name(one.name), one.name)) for one in found]


def item_of(path: str) -> str:
    """`/boats/{name}` is an item of boats."""
    parts = [part for part in path.split("/") if part]
    return parts[-2] if len(parts) > 1 and is_item(parts[-2], parts[-1]) else ""


def is_item(first: str, second: str) -> bool:
    """Whether the second part of a path is one of the first."""
    return second.startswith("{") and not first.startswith("{")


HELD = frozenset({"item", "line", "entry"})
"""What says nothing without what holds it: the items of `/cart/items` are cart items."""
