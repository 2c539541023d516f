"""Access: role words become grants, paths are the shortest, and ties are settled the same way every time."""

from __future__ import annotations

from typing import Any

import pytest

from groundplan.plan import build
from groundplan.plan.model.blueprint import Blueprint
from groundplan.plan.model.rights import Access, Grant
from groundplan.plan.words import roles
from groundplan.spec.model import Endpoint, Entity, Permission, Relation, Requirement, Spec
from tests.plan import handmade
from tests.plan.handmade import HERE, endpoint, entity, field

USER = entity("User", "id: uuid, primary key", "email: email, required, unique", "password: password, required")
MEMBERSHIP = Relation("User", "Team", "N:M", HERE, "Membership", (field("role: enum(owner, editor, member)"),))


def _plan(*entities: Entity, **parts: Any) -> Blueprint:
    spec: Spec = handmade.spec(entities=(USER, *entities), **parts)
    return build(spec, handmade.decisions())


def _written(access: Access | None) -> list[str]:
    """A grant a line: `member[owner] team_id>memberships.team_id = user_id`."""
    return [_grant(one) for one in access.grants] if access else []


def _grant(one: Grant) -> str:
    roles = f"[{' '.join(one.roles)}]" if one.roles else ""
    hops = "".join(f" {hop.column}>{hop.table}.{hop.key}" for hop in one.hops)
    return f"{one.kind}{roles}{hops}" + (f" = {one.principal}" if one.principal else "")


def test_membership_is_reached_through_foreign_keys_and_skips_the_last_join() -> None:
    plan = build(handmade.tasks(), handmade.decisions())
    assert _written(plan.operation("getTask").access) == [
        "role[admin]",
        "member project_id>projects.id team_id>memberships.team_id = user_id",
    ]


def test_a_membership_role_wins_over_a_global_role_of_the_same_name() -> None:
    plan = build(handmade.tasks(), handmade.decisions())
    assert _written(plan.operation("updateProject").access) == ["member team_id>memberships.team_id = user_id"]


def test_who_may_see_but_not_act_gets_403_and_strangers_404() -> None:
    delete = build(handmade.tasks(), handmade.decisions()).operation("deleteTeam")
    assert _written(delete.access) == ["member[owner] id>memberships.team_id = user_id"]
    assert _written(delete.visible) == ["role[admin]", "member id>memberships.team_id = user_id"]
    assert {403, 404} <= {one.status for one in delete.errors}


def test_a_word_can_be_a_reference_to_the_account() -> None:
    delete = build(handmade.tasks(), handmade.decisions()).operation("deleteComment")
    assert _written(delete.access) == [
        "owner = author_id",
        "member[owner] task_id>tasks.id project_id>projects.id team_id>memberships.team_id = user_id",
    ]


def test_a_stronger_membership_role_may_what_a_weaker_one_may() -> None:
    plan = _plan(
        entity("Team", "name: string"),
        relations=(MEMBERSHIP,),
        endpoints=(endpoint("GET /teams/{id}", "member"), endpoint("PATCH /teams/{id}", "editor")),
    )
    assert _written(plan.operation("updateTeam").access) == ["member[owner editor] id>memberships.team_id = user_id"]


def test_who_makes_a_team_joins_it_with_the_strongest_role() -> None:
    joining = build(handmade.tasks(), handmade.decisions()).operation("createTeam").joining
    assert joining is not None
    assert (joining.join, joining.resource_column, joining.caller_column) == ("Membership", "team_id", "user_id")
    assert joining.values == (("role", "owner"),)


def test_the_shortest_path_wins() -> None:
    plan = _plan(
        entity("Team", "name: string"),
        entity("Board", "team: -> Team, required"),
        entity("Card", "board: -> Board, required", "team: -> Team"),
        relations=(MEMBERSHIP,),
        endpoints=(endpoint("GET /cards/{id}", "member"),),
    )
    assert _written(plan.operation("getCard").access) == ["member team_id>memberships.team_id = user_id"]


def test_of_equal_paths_the_required_key_wins_then_the_first_field() -> None:
    teams = (entity("Team", "name: string"), entity("Board", "team: -> Team, required"))
    more = entity("List", "team: -> Team, required")
    optional_first = entity("Card", "board: -> Board", "list: -> List, required")
    both = entity("Card", "board: -> Board, required", "list: -> List, required")
    shown: dict[str, Any] = {"relations": (MEMBERSHIP,), "endpoints": (endpoint("GET /cards/{id}", "member"),)}
    first = _plan(*teams, more, optional_first, **shown).operation("getCard").access
    second = _plan(*teams, more, both, **shown).operation("getCard").access
    assert _written(first) == ["member list_id>lists.id team_id>memberships.team_id = user_id"]
    assert _written(second) == ["member board_id>boards.id team_id>memberships.team_id = user_id"]


def test_paths_never_pass_the_account() -> None:
    plan = _plan(
        entity("Team", "name: string"),
        entity("Card", "reviewer: -> User, required"),
        relations=(MEMBERSHIP,),
        endpoints=(endpoint("GET /cards/{id}", "member"),),
    )
    assert plan.operation("getCard").access.level != "public"
    assert "memberships" not in str(_written(plan.operation("getCard").access))


def test_favourites_let_nobody_in() -> None:
    plan = _plan(
        entity("Article", "title: string"),
        relations=(Relation("User", "Article", "N:M", HERE, "Favorite"),),
        endpoints=(endpoint("GET /articles/{id}", "user"), endpoint("POST /articles/{id}/favorite", "user")),
    )
    assert plan.operation("getArticle").access.level == "authenticated"
    link = plan.operation("favoriteArticle").link
    assert link is not None
    assert (link.join, link.left_column, link.right_column, link.right_parameter) == (
        "Favorite",
        "article_id",
        "user_id",
        "",
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The system SHALL let users see only their own orders."),
        ("en", "The system SHALL return the caller's orders."),
        ("en", "The system SHALL show orders of the signed-in user."),
        ("ko", "시스템은 회원이 자신의 주문만 조회하도록 해야 한다."),
        ("ko", "시스템은 본인의 주문만 조회하게 해야 한다."),
    ],
)
def test_sentences_about_own_rows_make_owners(language: str, text: str) -> None:
    order = entity("Order", "buyer: -> User, required", "note: text", label="주문")
    spec = handmade.spec(
        language=language,
        entities=(USER, order),
        requirements=(Requirement("R-1", "ubiquitous", text, HERE),),
        endpoints=tuple(endpoint(one, "user") for one in ("GET /orders", "POST /orders", "GET /orders/{id}")),
    )
    plan = build(spec, handmade.decisions())
    assert plan.resource("Order").field("buyer").generation == "caller"
    assert _written(plan.operation("listOrders").rows) == ["owner = buyer_id"]
    assert plan.operation("listOrders").access.level == "authenticated"
    assert _written(plan.operation("getOrder").access) == ["owner = buyer_id"]
    assert "buyer" not in [one.name for one in plan.schema("OrderCreate").properties]


def test_rows_below_the_caller_are_the_callers() -> None:
    plan = _plan(
        entity("Address", "user: -> User, required", "city: string"),
        endpoints=(endpoint("GET /users/addresses"), endpoint("POST /users/addresses")),
    )
    assert _written(plan.operation("listAddresses").rows) == ["owner = user_id"]


ORDER = entity("Order", "customer: -> User, required", "note: text")
ORDERS = (
    endpoint("GET /users/{userId}/orders"),
    endpoint("GET /orders/{id}"),
    endpoint("PATCH /orders/{id}"),
    endpoint("DELETE /orders/{id}"),
)


CLERKS = (endpoint("GET /clerk/orders"), endpoint("POST /clerk/notices", "clerk"))


@pytest.mark.parametrize("more", [(), (endpoint("GET /admin/orders"),), (endpoint("GET /orders", "admin"),), CLERKS])
def test_rows_that_only_lists_below_an_account_show_are_that_accounts(more: tuple[Endpoint, ...]) -> None:
    plan = _plan(ORDER, endpoints=(*ORDERS, *more))
    assert _written(plan.operation("listUserOrders").access) == ["owner = id"]
    assert plan.operation("listUserOrders").rows is None
    for operation in ("getOrder", "updateOrder", "deleteOrder"):
        access = plan.operation(operation).access
        assert _written(access) == ["owner = customer_id"]
        assert access.inferred


@pytest.mark.parametrize("more", [(endpoint("GET /orders"),), (endpoint("GET /orders/search"),)])
def test_rows_that_a_list_shows_to_everybody_are_not(more: tuple[Endpoint, ...]) -> None:
    plan = _plan(ORDER, endpoints=(*ORDERS, *more))
    assert plan.operation("getOrder").access.level == "authenticated"


def test_rows_of_rows_are_seen_by_who_sees_these() -> None:
    plan = _plan(
        entity("Order", "user: -> User, required", "note: text"),
        entity("OrderItem", "order: -> Order, required", "quantity: int"),
        endpoints=(
            endpoint("GET /orders/{id}", summary="Get the user's order"),
            endpoint("GET /order-items"),
            endpoint("GET /order-items/{id}"),
        ),
    )
    assert _written(plan.operation("listOrderItems").rows) == ["owner order_id>orders.id = user_id"]
    assert _written(plan.operation("getOrderItem").access) == ["owner order_id>orders.id = user_id"]


def test_only_the_owner_changes_a_row_that_anyone_reads() -> None:
    plan = _plan(
        entity("Post", "author: -> User, required, read-only", "body: text, required"),
        endpoints=(endpoint("GET /posts/{id}", "none"), endpoint("PATCH /posts/{id}", "user")),
    )
    assert plan.operation("getPost").access.level == "public"
    assert _written(plan.operation("updatePost").access) == ["owner = author_id"]
    assert plan.operation("updatePost").visible is None


def test_a_nested_list_hides_what_a_read_would_refuse() -> None:
    plan = _plan(
        entity("Post", "body: text"),
        entity("Draft", "post: -> Post, required", "author: -> User, required, read-only"),
        permissions=(Permission("user", "Draft", (), HERE, ("read",)),),
        endpoints=(endpoint("GET /posts/{id}", "none"), endpoint("GET /posts/{id}/drafts", "user")),
    )
    assert _written(plan.operation("listPostDrafts").rows) == ["owner = author_id"]


def _pinned(*endpoints: Endpoint) -> Blueprint:
    """Notes of a team, which boards of everybody show too."""
    return _plan(
        entity("Team", "name: string"),
        entity("Note", "team: -> Team, required", "text: string"),
        entity("Board", "name: string"),
        relations=(MEMBERSHIP, Relation("Note", "Board", "N:M", HERE)),
        endpoints=(endpoint("GET /teams/{id}", "member"), endpoint("GET /boards/{id}", "none"), *endpoints),
    )


NOTED = ["member team_id>memberships.team_id = user_id"]


def test_who_may_ask_what_is_below_a_row_is_not_shown_the_rows_of_others() -> None:
    plan = _pinned(endpoint("GET /boards/{id}/notes", "user"))
    listed = plan.operation("listBoardNotes")
    assert listed.access.level == "authenticated"
    assert _written(listed.rows) == NOTED


@pytest.mark.parametrize("kind", ["count", "search", "export"])
def test_what_looks_at_rows_tied_by_a_join_looks_at_those_only(kind: str) -> None:
    plan = _pinned(endpoint(f"GET /boards/{{id}}/notes/{kind}", "user"))
    found = next(one for one in plan.operations if one.kind == kind)
    assert (found.parents[-1].resource, found.across and found.across.join) == ("Board", "NoteBoard")
    assert _written(found.rows) == NOTED


@pytest.mark.parametrize("kind", ["count", "search", "export"])
def test_what_looks_at_rows_below_another_states_that_they_refer_to_it(kind: str) -> None:
    plan = _plan(
        entity("Depot", "name: string"),
        entity("Parcel", "weight: int"),
        endpoints=(endpoint("GET /depots/{id}", "none"), endpoint(f"GET /depots/{{id}}/parcels/{kind}", "user")),
    )
    found = next(one for one in plan.operations if one.kind == kind)
    assert [(one.resource, one.column) for one in found.parents] == [("Depot", "depot_id")]


def _bookings(*endpoints: Endpoint) -> Blueprint:
    return _plan(
        entity("Restaurant", "owner: -> User, required, read-only", "name: string"),
        entity("Booking", "restaurant: -> Restaurant, required", "guest: -> User, required, read-only", "at: datetime"),
        endpoints=(endpoint("GET /restaurants", "none"), *endpoints),
    )


def test_a_caller_is_told_by_what_he_is_to_the_row_above() -> None:
    plan = _bookings(
        endpoint("PATCH /restaurants/{id}", "restaurant owner"),
        endpoint("PATCH /bookings/{id}", "restaurant owner or its guest"),
        endpoint("DELETE /bookings/{id}", "booking guest"),
    )
    assert _written(plan.operation("updateRestaurant").access) == ["owner = owner_id"]
    assert _written(plan.operation("updateBooking").access) == [
        "owner restaurant_id>restaurants.id = owner_id",
        "owner = guest_id",
    ]
    assert _written(plan.operation("deleteBooking").access) == ["owner = guest_id"]
    assert not plan.auth.roles


def test_whom_a_club_is_of_sees_its_people_who_read_only_themselves() -> None:
    from groundplan.plan import problems

    plan = _plan(
        entity("User", "email: email, required", "password: password, required", "club: -> Club"),
        entity("Club", "owner: -> User, required, read-only"),
        endpoints=(endpoint("GET /users/{id}", "own"), endpoint("GET /clubs/{id}/users", "owner")),
    )
    people = plan.operation("listClubUsers")
    assert (_written(people.access), people.rows) == (["owner = owner_id"], None)
    assert [one.code for one in problems(plan) if one.code == "PLN030"] == ["PLN030"]


def test_whose_a_row_is_may_stand_in_the_row_above() -> None:
    plan = _plan(
        entity("User", "email: email, required", "role: enum(keeper, admin), required"),
        entity("Log", "keeper: -> User, required, read-only", "name: string"),
        entity("Page", "log: -> Log, required", "text: text"),
        endpoints=(endpoint("DELETE /pages/{id}", "its keeper"), endpoint("DELETE /logs/{id}", "its keeper")),
    )
    assert _written(plan.operation("deletePage").access) == ["owner log_id>logs.id = keeper_id"]
    assert _written(plan.operation("deleteLog").access) == ["owner = keeper_id"]


def test_a_nested_list_that_says_whose_rows_adds_to_who_sees_them() -> None:
    plan = _bookings(
        endpoint("GET /bookings", "user", summary="my bookings"),
        endpoint("GET /restaurants/{id}/bookings", "restaurant owner"),
    )
    assert _written(plan.operation("listBookings").rows) == ["owner = guest_id"]
    assert _written(plan.operation("listRestaurantBookings").access) == ["owner = owner_id"]
    assert plan.operation("listRestaurantBookings").rows is None


def test_what_no_row_leads_to_admits_nobody_and_is_said() -> None:
    plan = _bookings(endpoint("PATCH /bookings/{id}", "warehouse owner"))
    assert _written(plan.operation("updateBooking").access) == ["role[warehouse owner]"]


def test_an_admin_role_is_made_where_endpoints_ask_for_one() -> None:
    plan = _plan(entity("Book", "title: string"), endpoints=(endpoint("POST /books", "관리자"),))
    assert plan.auth.roles == ("user", "admin")
    assert _written(plan.operation("createBook").access) == ["role[admin]"]
    assert "role" not in [one.name for one in plan.schema("UserRegister").properties]


def test_an_unknown_word_admits_nobody_and_is_said() -> None:
    from groundplan.plan import problems

    account = entity("User", "email: email", "password: password", "role: enum(user, admin), default user")
    spec = handmade.spec(
        entities=(account, entity("Book", "title: string")), endpoints=(endpoint("POST /books", "librarian"),)
    )
    plan = build(spec, handmade.decisions())
    assert plan.operation("createBook").access.level == "granted"
    assert plan.operation("createBook").access.grants == ()
    assert ("PLN001", "error") in [(one.code, one.severity) for one in problems(plan)]


def test_what_only_access_says_is_of_somebody_refers_to_who_makes_it() -> None:
    from groundplan.plan import problems

    book = entity("Book", "title: string")
    plan = _plan(book, endpoints=(endpoint("POST /books", "own"), endpoint("PATCH /books/{id}", "own or hr")))
    owner = plan.resource("Book").field("owner_id")
    assert plan.operation("createBook").access.level == "authenticated"
    assert _written(plan.operation("updateBook").access) == ["role[hr]", "owner = owner_id"]
    assert (owner.generation, owner.nullable, owner.inferred) == ("caller", False, True)
    assert [one.code for one in problems(plan) if one.code in ("PLN001", "PLN040")] == ["PLN040"]


def test_a_column_called_as_the_caller_is_becomes_the_reference() -> None:
    loan = entity("Loan", "readerId: int", "book: string")
    plan = _plan(loan, endpoints=(endpoint("POST /loans", "user"), endpoint("DELETE /loans/{id}", "its reader")))
    assert _written(plan.operation("deleteLoan").access) == ["owner = reader_id"]
    assert [field.column for field in plan.resource("Loan").fields if field.foreign_key] == ["reader_id"]


def test_what_anyone_makes_is_of_nobody() -> None:
    from groundplan.plan import problems

    book = entity("Book", "title: string")
    plan = _plan(book, endpoints=(endpoint("POST /books", "none"), endpoint("PATCH /books/{id}", "own or hr")))
    assert _written(plan.operation("updateBook").access) == ["role[hr]"]
    assert [one.severity for one in problems(plan) if one.code == "PLN001"] == ["warning"]


def test_a_row_that_leads_to_the_account_over_others_gets_no_owner() -> None:
    plan = _plan(
        entity("Shop", "seller: -> User, required, read-only"),
        entity("Ware", "shop: -> Shop, required"),
        endpoints=(endpoint("POST /wares", "user"), endpoint("DELETE /wares/{id}", "own")),
    )
    assert _written(plan.operation("deleteWare").access) == ["owner shop_id>shops.id = seller_id"]
    assert "owner_id" not in {field.column for field in plan.resource("Ware").fields}


@pytest.mark.parametrize("role", ["role: unknown", "role: enum", "role: string"])
def test_a_role_whose_values_nobody_says_has_those_that_are_asked_for(role: str) -> None:
    account = entity("User", "email: email", "password: password", role)
    fields = roles.with_role(account.fields, handmade.spec(endpoints=(endpoint("POST /books", "admin"),)), (account,))
    assert [one.type.values for one in fields if one.name == "role"] == [("user", "admin")]


@pytest.mark.parametrize("role", ["role: unknown", "role: enum", "role: string"])
def test_a_role_that_nobody_asks_for_is_left_as_it_is(role: str) -> None:
    account = entity("User", "email: email", "password: password", role)
    assert roles.with_role(account.fields, handmade.spec(), (account,)) == account.fields


_ROUTES = ("GET /books", "GET /admin/books", "POST /admin/books", "PATCH /admin/users/{id}", "GET /admin/stats")


def test_paths_of_admins_are_theirs_though_no_account_has_a_role() -> None:
    told = [endpoint(one) for one in _ROUTES] + [endpoint("DELETE /admin/books/{id}", "user")]
    plan = _plan(entity("Book", "title: string"), endpoints=tuple(told))
    assert plan.auth.roles == ("user", "admin")
    apart = [one.access for one in plan.operations if one.path.startswith("/admin")]
    assert [_written(one) for one in apart] == [["role[admin]"]] * 5
    assert "role" not in [one.name for one in plan.schema("UserRegister").properties]
    assert not plan.operation("listBooks").access.grants


def test_where_all_paths_are_of_admins_nothing_sets_them_apart() -> None:
    plan = _plan(entity("Book", "title: string"), endpoints=tuple(endpoint(one) for one in _ROUTES[1:]))
    assert plan.auth.roles == ()


def test_a_role_before_the_thing_is_who_may_call_unless_everybody_has_it() -> None:
    account = entity("User", "email: email", "password: password", "role: enum(member, organizer), default member")
    paths = ("GET /events", "POST /organizer/events", "GET /member/events", "GET /venues/{id}/events")
    things = (account, entity("Event", "title: string", "venue: -> Venue"), entity("Venue", "name: string"))
    spec = handmade.spec(entities=things, endpoints=tuple(endpoint(one) for one in paths))
    plan = build(spec, handmade.decisions())
    asked = {one.path: _written(one.access) for one in plan.operations if one.path in paths or "events" in one.path}
    assert asked.pop("/organizer/events") == ["role[organizer]"]
    assert not any(asked.values())


def test_without_authentication_everything_is_public() -> None:
    plan = build(handmade.tasks(), handmade.decisions(auth="none"))
    assert {one.access.level for one in plan.operations} <= {"public", "signature"}


def test_signed_in_callers_read_accounts_but_change_only_their_own() -> None:
    plan = _plan(endpoints=(endpoint("GET /users/{id}", "user"), endpoint("PATCH /users/{id}", "user")))
    assert plan.operation("getUser").access.level == "authenticated"
    assert _written(plan.operation("updateUser").access) == ["owner = id"]


def test_accounts_are_not_shown_to_others_where_the_spec_is_silent() -> None:
    plan = _plan(endpoints=(endpoint("GET /users/{id}"),))
    assert _written(plan.operation("getUser").access) == ["owner = id"]


def test_deeper_paths_name_every_row_above() -> None:
    plan = _plan(
        entity("Team", "name: string"),
        entity("Board", "team: -> Team, required"),
        entity("Card", "board: -> Board, required", "title: string"),
        relations=(MEMBERSHIP,),
        endpoints=(
            endpoint("GET /teams/{id}/boards/{board_id}/cards", "member"),
            endpoint("GET /teams/{id}/boards/{board_id}/cards/{id}", "member"),
        ),
    )
    listed, read = plan.operation("listBoardCards"), plan.operation("getCard")
    parents = [("Team", "id", "team_id"), ("Board", "board_id", "board_id")]
    assert [(one.resource, one.parameter, one.column) for one in listed.parents] == parents
    assert [(one.resource, one.parameter, one.column) for one in read.parents] == parents
    assert read.path == "/teams/{id}/boards/{board_id}/cards/{card_id}"
    assert read.key is not None
    assert (read.key.name, read.key.resource) == ("card_id", "Card")
    assert _written(listed.access) == ["member team_id>memberships.team_id = user_id"]


def test_a_caller_may_join_what_only_members_see() -> None:
    plan = _plan(
        entity("Team", "name: string"),
        relations=(MEMBERSHIP,),
        endpoints=(endpoint("GET /teams/{id}", "member"), endpoint("POST /teams/{id}/join", "user")),
    )
    join = plan.operation("joinTeam")
    assert (join.access.level, join.visible) == ("authenticated", None)


def test_members_are_made_by_the_strongest_role_only() -> None:
    plan = _plan(
        entity("Team", "name: string"),
        relations=(MEMBERSHIP,),
        endpoints=(endpoint("GET /teams/{id}", "member"), endpoint("POST /teams/{id}/members", "user")),
    )
    assert _written(plan.operation("createTeamMembership").access) == ["member[owner] id>memberships.team_id = user_id"]


@pytest.mark.parametrize(("name", "guest"), [("역할", "게스트"), ("회원 등급", "guest"), ("systemRole", "guest")])
def test_a_role_by_any_of_its_names_is_asked_for(name: str, guest: str) -> None:
    account = entity("User", "email: email", "password: password", f"{name}: enum({guest}, host)")
    spec = handmade.spec(
        entities=(account, entity("Book", "title: string")), endpoints=(endpoint("POST /books", "guest"),)
    )
    plan = build(spec, handmade.decisions())
    assert plan.auth.roles == (guest, "host")
    assert _written(plan.operation("createBook").access) == [f"role[{guest}]"]


def test_a_membership_role_by_its_korean_name() -> None:
    korean = MEMBERSHIP._replace(fields=(field("역할: enum(owner, editor, member)"),))
    changed = endpoint("PATCH /teams/{id}", "owner")
    plan = _plan(entity("Team", "name: string"), relations=(korean,), endpoints=(changed,))
    assert _written(plan.operation("updateTeam").access) == ["member[owner] id>memberships.team_id = user_id"]


@pytest.mark.parametrize("word", ["order participant", "order party"])
def test_who_takes_part_is_everybody_whom_the_row_refers_to(word: str) -> None:
    order = entity("Order", "buyer: -> User, required", "grower: -> User, required", "note: text")
    plan = _plan(order, endpoints=(endpoint("GET /orders/{id}", word), endpoint("GET /orders", "user")))
    assert _written(plan.operation("getOrder").access) == ["owner = buyer_id", "owner = grower_id"]


@pytest.mark.parametrize(
    ("login", "beside"),
    [
        ("/v2/auth/login", "/v2/auth"),
        ("/auth/login", "/auth"),
        ("/sign-in", "/auth"),
        ("/users/login", "/auth"),
    ],
)
def test_what_a_scheme_needs_stands_beside_the_login(login: str, beside: str) -> None:
    paths = {
        one.path for one in _plan(endpoints=(endpoint(f"POST {login}", "none"), endpoint("GET /users"))).operations
    }

    assert {f"{beside}/refresh", f"{beside}/logout", f"{beside}/me"} <= paths
