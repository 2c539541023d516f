"""What operations are called: operationIds and summaries."""

from __future__ import annotations

import pytest

from groundplan.plan import build
from tests.plan import handmade
from tests.plan.handmade import endpoint, entity


def _ids(*paths: str, summaries: str = "") -> list[tuple[str, str]]:
    spec = handmade.spec(
        entities=(entity("Order", "status: string"), entity("OrderItem", "order: -> Order, required")),
        endpoints=tuple(endpoint(path, summary=summaries) for path in paths),
    )
    made = build(spec, handmade.decisions("none")).operations
    return [(one.id, one.summary) for one in made if not one.inferred]


@pytest.mark.parametrize(
    ("path", "name", "summary"),
    [
        ("GET /orders", "listOrders", "List orders"),
        ("POST /orders", "createOrder", "Create an order"),
        ("GET /orders/{id}/items", "listOrderItems", "List order items"),
        ("POST /orders/{id}/cancel", "cancelOrder", "Cancel order"),
        ("GET /orders/{id}/invoice", "getOrderInvoice", "Get order invoice"),
        ("PATCH /orders/{id}/status", "updateOrderStatus", "Change an order"),
        ("GET /reports/weekly", "getReportsWeekly", "Get reports weekly"),
        ("POST /auth/forgot-password", "forgotPassword", "Forgot password"),
        ("POST /sync", "runSync", "Run sync"),
        ("POST /webhooks/courier", "receiveCourierWebhook", "Receive an event"),
    ],
)
def test_names(path: str, name: str, summary: str) -> None:
    assert _ids(path) == [(name, summary)]


def test_the_second_of_a_name_is_told_by_its_prefix() -> None:
    assert [name for name, _ in _ids("GET /orders", "GET /admin/orders")] == ["listOrders", "listAdminOrders"]


def test_the_words_of_the_spec_win_unless_they_say_who() -> None:
    assert _ids("GET /orders", summaries="Everything ordered") == [("listOrders", "Everything ordered")]
    assert _ids("GET /orders", summaries="(admin only)") == [("listOrders", "List orders")]


@pytest.mark.parametrize(
    ("name", "summary"),
    [
        ("User", "Create a user"),
        ("Unit", "Create a unit"),
        ("UsageReport", "Create a usage report"),
        ("Event", "Create an event"),
        ("UniformityCheck", "Create a uniformity check"),
        ("Umbrella", "Create an umbrella"),
        ("UninstallJob", "Create an uninstall job"),
    ],
)
def test_an_article_goes_by_sound(name: str, summary: str) -> None:
    spec = handmade.spec(entities=(entity(name, "name: string"),), endpoints=(endpoint(f"POST /{name.lower()}s"),))
    assert [one.summary for one in build(spec, handmade.decisions("none")).operations if not one.inferred] == [summary]
