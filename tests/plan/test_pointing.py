"""References that only names state, and what is called alike and is none."""

from __future__ import annotations

from groundplan.plan import build
from groundplan.plan.access.access import is_called
from groundplan.plan.model.blueprint import Blueprint
from tests.plan import handmade
from tests.plan.handmade import endpoint, entity

USER = entity("User", "id: uuid, primary key", "email: email, required, unique", "password: password, required")
BOAT = entity("Boat", "id: uuid, primary key", "name: string, required")


def _plan(*fields: str, auth: str = "jwt", boat: str = "uuid") -> Blueprint:
    boats = entity("Boat", f"id: {boat}, primary key", "name: string, required")
    trip = entity("Trip", "id: uuid, primary key", *fields)
    calls = (endpoint("GET /trips"), endpoint("POST /trips"))
    return build(handmade.spec(entities=(USER, boats, trip), endpoints=calls), handmade.decisions(auth))


def _points(plan: Blueprint) -> dict[str, str]:
    return {one.column: one.foreign_key.resource for one in plan.resource("Trip").fields if one.foreign_key}


def test_a_column_named_after_a_key_refers_to_the_thing() -> None:
    plan = _plan("boat_id: uuid, required", "userId: string", "parent_id: uuid, required")
    assert _points(plan) == {"boat_id": "Boat", "user_id": "User", "parent_id": "Trip"}
    assert plan.resource("Trip").field("parent_id").nullable


def test_whoever_calls_owns_what_has_such_a_column() -> None:
    plan = _plan("user_id: uuid, required", "note: text")
    assert plan.resource("Trip").field("user_id").generation == "caller"
    assert "user_id" not in [one.name for one in plan.schema("TripCreate").properties]


def test_other_types_and_other_names_refer_to_nothing() -> None:
    assert _points(_plan("boat_id: uuid", "captain_id: uuid", "boat: string", boat="int")) == {}
    assert _points(_plan("boat_id: int", "parent_id: uuid", "parent_type: string")) == {}


def test_numbers_refer_to_what_is_numbered() -> None:
    assert _points(_plan("boat_id: bigint", boat="int")) == {"boat_id": "Boat"}


def test_where_nobody_signs_in_users_are_only_what_the_spec_has() -> None:
    alone = handmade.spec(entities=(entity("Trip", "user_id: uuid"),), endpoints=(endpoint("GET /trips"),))
    assert _points(build(alone, handmade.decisions("none"))) == {}
    assert _points(build(alone, handmade.decisions())) == {"user_id": "User"}


def test_the_key_of_a_thing_without_one_is_a_number_where_others_hold_numbers() -> None:
    things = (entity("Boat", "name: string"), entity("Trip", "id: uuid, primary key", "boatId: int"))
    plan = build(handmade.spec(entities=things, endpoints=(endpoint("POST /boats/{id}/trips"),)), handmade.decisions())
    assert _points(plan) == {"boat_id": "Boat"}
    assert plan.resource("Boat").field("id").type.base == "int"
    assert [one.column for one in plan.operation("createBoatTrip").parents] == ["boat_id"]


def test_the_key_may_be_called_as_the_thing() -> None:
    things = (entity("Boat", "boat_id: int", "name: string"), entity("Trip", "id: uuid, primary key", "boat_id: int"))
    plan = build(handmade.spec(entities=things, endpoints=(endpoint("GET /boats/{id}"),)), handmade.decisions())
    assert plan.resource("Boat").primary_key == ("boat_id",)
    assert _points(plan) == {"boat_id": "Boat"}


def test_what_people_sign_in_with_is_no_key() -> None:
    user = entity("User", "userId: string", "password: password")
    plan = build(handmade.spec(entities=(user,), endpoints=(endpoint("POST /auth/login"),)), handmade.decisions())
    assert plan.resource("User").primary_key == ("id",)
    assert plan.auth.login_property == "userId"


def test_rows_below_an_account_are_changed_by_it() -> None:
    things = (USER, entity("Trip", "id: uuid, primary key", "note: text"))
    calls = (endpoint("POST /users/{id}/trips", "user"), endpoint("DELETE /users/{id}/trips/{tripId}", "user"))
    plan = build(handmade.spec(entities=things, endpoints=calls), handmade.decisions())
    assert [one.principal for one in plan.operation("deleteTrip").access.grants] == ["user_id"]


def _below(*fields: str, boat: str = "int") -> Blueprint:
    things = (
        entity("Boat", f"id: {boat}, primary key", "boat_id: string", "name: string"),
        entity("Trip", "id: int, primary key", *fields),
    )
    calls = (endpoint("GET /boats/{id}/trips"), endpoint("POST /trips"))
    return build(handmade.spec(entities=things, endpoints=calls), handmade.decisions())


def test_a_number_that_is_called_as_the_thing_above_is_its_key() -> None:
    plan = _below("boat: int", "note: string")
    assert _points(plan) == {"boat_id": "Boat"}
    assert [one.column for one in plan.operation("listBoatTrips").parents] == ["boat_id"]
    assert "boat" in [one.name for one in plan.schema("TripCreate").properties]


def test_a_number_painted_on_the_boat_is_beside_its_key() -> None:
    plan = _below("boat_id: string", "boat: int")
    assert _points(plan) == {"boat_id_2": "Boat"}
    assert [one.column for one in plan.operation("listBoatTrips").parents] == ["boat_id_2"]
    assert {"boat_id", "boat"} <= {one.name for one in plan.schema("TripCreate").properties}


def test_a_name_of_the_boat_is_no_key_of_it() -> None:
    plan = _below("boat: string", "note: string")
    assert _points(plan) == {"parent_boat_id": "Boat"}
    assert [one.column for one in plan.operation("listBoatTrips").parents] == ["parent_boat_id"]


def test_a_word_without_a_letter_names_nobody() -> None:
    owner = _plan("user_id: uuid, required").resource("Trip").field("user_id")
    assert is_called(owner, "user")
    assert not is_called(owner, "")
