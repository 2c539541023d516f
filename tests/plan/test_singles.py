"""Of which things every account has one: stated by a reference, a relation or a sentence, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from groundplan.plan import build
from groundplan.plan.words.singles import singles
from groundplan.spec.model import Entity, Relation, Requirement, Spec
from tests.plan import handmade
from tests.plan.handmade import HERE, endpoint, entity

USER = entity("User", "id: uuid, primary key", "email: email, required, unique", "password: password", label="회원")
CART = entity("Cart", "note: string", label="장바구니")

SAID = (
    "Each user has one cart.",
    "Every user has exactly one cart, which is empty at first.",
    "A user may only have one cart.",
    "There is one cart per user.",
    "회원은 하나의 장바구니를 가진다.",
    "회원마다 장바구니가 하나 있다.",
    "사용자별로 장바구니는 한 개만 존재한다.",
)
NOT_SAID = (
    "Each user has one cart item for each book.",
    "Each cart has one user.",
    "One open cart per user is kept.",
    "Users see one cart at a time.",
    "회원은 하나의 장바구니상품을 가진다.",
    "장바구니마다 회원이 하나 있다.",
    "회원은 장바구니를 여러 개 가진다.",
)


def _spec(*entities: Entity, text: str = "", relations: tuple[Relation, ...] = (), **more: Any) -> Spec:
    said = (Requirement("REQ-001", "ubiquitous", text, HERE),) if text else ()
    return handmade.spec(entities=(USER, *entities), requirements=said, relations=relations, **more)


@pytest.mark.parametrize("text", SAID)
def test_a_sentence_says_that_there_is_one(text: str) -> None:
    assert singles(_spec(CART, text=text), "User") == {"Cart"}


@pytest.mark.parametrize("text", NOT_SAID)
def test_a_sentence_about_something_else(text: str) -> None:
    assert singles(_spec(CART, text=text), "User") == set()


def test_a_unique_reference_or_a_relation_says_it() -> None:
    told = (
        entity("Alone", "user: -> User, unique"),
        entity("Keyed", "user: -> User, primary key"),
        entity("Indexed", "user: -> User", indexes=("unique user",)),
        entity("Paired", "name: string"),
        entity("Many", "user: -> User"),
        entity("Together", "user: -> User", "day: date", indexes=("unique user,day",)),
        entity("Backwards", "name: string"),
        entity("Two", "user: -> User", "judge: -> User"),
    )
    pairs = (
        Relation("User", "Paired", "1:1", HERE),
        Relation("Backwards", "User", "1:1", HERE),
        Relation("User", "Two", "1:1", HERE),
    )
    assert singles(_spec(*told, relations=pairs), "User") == {"Alone", "Keyed", "Indexed", "Paired"}


def test_the_database_keeps_one_and_only_the_server_says_whose() -> None:
    ends = (endpoint("GET /cart", "user"), endpoint("PUT /cart", "user"), endpoint("GET /carts/{id}", "owner"))
    plan = build(_spec(CART, text="Each user has one cart.", endpoints=ends), handmade.decisions())
    cart = plan.resource("Cart")

    assert ["user_id"] in [[column.column for column in one.columns] for one in cart.indexes if one.unique]
    assert cart.field("user_id").generation == "caller"
    assert {"note"} == {one.name for one in plan.schema("CartReplace").properties}
    put = plan.operation("replaceCart")
    assert (put.success.status, put.made and put.made.status, put.caller_column) == (200, 201, "user_id")
    assert {404, 409} & {one.status for one in put.errors} == {409}


def test_rows_below_it_are_its_owners() -> None:
    item = entity("CartItem", "cart: -> Cart, required", "book: string")
    ends = (endpoint("GET /cart", "user"), endpoint("PATCH /items/{id}", "user"), endpoint("GET /cart/items", "user"))
    plan = build(_spec(CART, item, text="Each user has one cart.", endpoints=ends), handmade.decisions())

    listed = next(one for one in plan.operations if one.kind == "list")
    assert listed.rows is not None
    assert [(one.kind, one.principal, len(one.hops)) for one in listed.rows.grants] == [("owner", "user_id", 1)]


def test_a_row_is_made_below_that_of_who_calls() -> None:
    item = entity("CartItem", "cart: -> Cart, required", "book: string")
    made = (endpoint("PUT /cart", "user"), endpoint("POST /cart/items", "user"))
    plan = build(_spec(CART, item, text="Each user has one cart.", endpoints=made), handmade.decisions())

    create = plan.operation("createCartItem")
    assert [(one.resource, one.parameter, one.column, one.caller_column) for one in create.parents] == [
        ("Cart", "", "cart_id", "user_id")
    ]
    assert {one.name for one in plan.schema(create.request).properties} == {"book"}
    assert create.access.level == "granted"
    assert (404 in {one.status for one in create.errors}, create.on_demand) == (True, False)


def test_what_nothing_makes_is_there_from_the_beginning() -> None:
    item = entity("CartItem", "cart: -> Cart, required", "book: string")
    ends = (endpoint("GET /cart", "user"), endpoint("POST /cart/items", "user"))
    plan = build(_spec(CART, item, text="Each user has one cart.", endpoints=ends), handmade.decisions())
    told = entity("Cart", "note: string, required", label="장바구니")
    needy = build(_spec(told, item, text="Each user has one cart.", endpoints=ends), handmade.decisions())

    for one, found in (("getCart", 200), ("createCartItem", 201)):
        operation = plan.operation(one)
        assert (operation.on_demand, operation.success.status) == (True, found)
        assert operation.access.level == "authenticated"
        assert 404 not in {error.status for error in operation.errors}
        assert not needy.operation(one).on_demand
        assert 404 in {error.status for error in needy.operation(one).errors}


def test_without_callers_it_waits_to_be_written() -> None:
    ends = (endpoint("GET /cart"),)
    plan = build(_spec(CART, text="Each user has one cart.", endpoints=ends), handmade.decisions(auth="none"))

    assert next(one for one in plan.operations if one.path == "/cart").kind == "custom"
