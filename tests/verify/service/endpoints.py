"""The operations of the service, and who may run them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from groundplan.naming import Name
from groundplan.plan.model.api import Answer, Filter, Joining, Link, Listing, Operation, Parent, PathParameter, Sort
from groundplan.plan.model.data import Type
from groundplan.plan.model.demands import Ceiling, Condition, Draw, Effect, Guard, Transition
from groundplan.plan.model.rights import Access, Grant, Hop

UUID = Type(base="uuid")
ERRORS = (
    ("bad_request", 400),
    ("unauthorized", 401),
    ("forbidden", 403),
    ("not_found", 404),
    ("method_not_allowed", 405),
    ("conflict", 409),
    ("precondition_failed", 412),
    ("payload_too_large", 413),
    ("unsupported_media_type", 415),
    ("validation_error", 422),
    ("precondition_required", 428),
    ("rate_limited", 429),
    ("internal_error", 500),
    ("not_implemented", 501),
    ("unavailable", 503),
)

PUBLIC = Access(level="public")
SIGNED_IN = Access(level="authenticated")
ADMIN = Access(level="granted", grants=(Grant(kind="role", roles=("admin",)),))
SIGNED = Access(level="signature")


def members(subject: str, column: str, *roles: str) -> Access:
    """Members of the team that `column` of the subject's row names."""
    hop = Hop(column=column, table="memberships", key="team_id", resource="Membership")
    grant = Grant(kind="member", roles=roles, hops=(hop,), principal="user_id", role_column="role" if roles else "")
    return Access(level="granted", subject=subject, grants=(grant,))


def operation(
    name: str, kind: Any, method: str, path: str, status: int = 200, body: str = "", **more: Any
) -> Operation:
    of = more.get("resource", "")
    singles = {"id": of, "team_id": "Team", "tag_id": "Tag", "note_id": "Note", "category_id": "Category"}
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    parameters = tuple(PathParameter(name=one, type=UUID, resource=singles[one], column="id") for one in names)
    statuses = [401, 403, 404, 409, 422, 429, 400, 413, 415] + ([501] if kind == "custom" else [])
    statuses += [412, 428] if more.get("if_match") else []
    headers = (("Location",) if status == 201 else ()) + (("ETag",) if more.pop("etag", False) else ())
    codes = {value: code for code, value in ERRORS}
    return Operation(
        id=name,
        name=Name.of(name),
        kind=kind,
        method=method,
        path=path,
        tag=Name.of(of or "system"),
        summary=name,
        parameters=parameters,
        success=Answer(status=status, schema=body, headers=headers),
        errors=tuple(Answer(status=one, code=codes[one]) for one in statuses),
        **more,
    )


def operations() -> tuple[Operation, ...]:
    return (*_accounts(), *_badges(), *_teams(), *_notes(), *_tags(), *_categories(), *_shop(), *_others())


def _accounts() -> tuple[Operation, ...]:
    return (
        operation("health", "health", "GET", "/health", 200, "Health", access=PUBLIC, under_base=False, limit=""),
        operation(
            "register",
            "register",
            "POST",
            "/auth/register",
            201,
            "User",
            access=PUBLIC,
            resource="User",
            request="Register",
        ),
        operation(
            "login", "login", "POST", "/auth/login", 200, "Tokens", access=PUBLIC, request="Login", limit="login"
        ),
        operation("refresh", "refresh", "POST", "/auth/refresh", 200, "Tokens", access=PUBLIC, request="Refresh"),
        operation("logout", "logout", "POST", "/auth/logout", 204, access=SIGNED_IN),
        operation("me", "me_read", "GET", "/users/me", 200, "User", access=SIGNED_IN, resource="User"),
        operation(
            "updateMe",
            "me_update",
            "PATCH",
            "/users/me",
            200,
            "User",
            access=SIGNED_IN,
            resource="User",
            request="Profile",
        ),
        operation(
            "listUsers", "list", "GET", "/users", 200, "UserPage", access=ADMIN, resource="User", listing=listing()
        ),
    )


def _badges() -> tuple[Operation, ...]:
    mine: dict[str, Any] = {"resource": "Badge", "caller_column": "user_id", "access": SIGNED_IN}
    sent: dict[str, Any] = {**mine, "made": Answer(status=201, schema="Badge"), "request": "BadgeCreate"}
    return (
        operation("readBadge", "read", "GET", "/badge", 200, "Badge", **mine),
        operation("setBadge", "replace", "PUT", "/badge", 200, "Badge", **sent),
        operation("deleteBadge", "delete", "DELETE", "/badge", 204, **mine),
    )


def listing(
    filters: tuple[Filter, ...] = (), sorts: tuple[str, ...] = (), search: tuple[str, ...] = (), **more: Any
) -> Listing:
    return Listing(
        **more,
        filters=filters,
        sorts=tuple(Sort(name=one, column=one) for one in sorts),
        search=search,
        order=(Sort(name="id", column="id"),),
        default_limit=20,
        max_limit=100,
    )


def _teams() -> tuple[Operation, ...]:
    member, owner = members("Team", "id"), members("Team", "id", "owner")
    joining = Joining(
        join="Membership", resource_column="team_id", caller_column="user_id", values=(("role", "owner"),)
    )
    of: dict[str, Any] = {"resource": "Team", "visible": member}
    return (
        operation(
            "listTeams",
            "list",
            "GET",
            "/teams",
            200,
            "TeamPage",
            access=SIGNED_IN,
            resource="Team",
            rows=member,
            listing=listing(sorts=("name",)),
        ),
        operation(
            "createTeam",
            "create",
            "POST",
            "/teams",
            201,
            "Team",
            access=SIGNED_IN,
            resource="Team",
            request="TeamCreate",
            joining=joining,
            location="/teams/{id}",
            location_key="id",
        ),
        operation("readTeam", "read", "GET", "/teams/{id}", 200, "Team", access=member, **of),
        operation(
            "updateTeam", "update", "PATCH", "/teams/{id}", 200, "Team", access=owner, request="TeamUpdate", **of
        ),
        operation("deleteTeam", "delete", "DELETE", "/teams/{id}", 204, access=owner, **of),
    )


def _notes() -> tuple[Operation, ...]:
    above, own = members("Team", "id"), members("Note", "team_id")
    parents = (Parent(resource="Team", parameter="team_id", column="team_id"),)
    filters = (
        Filter(name="kind", column="kind", type=Type(base="enum", enum="Kind")),
        Filter(name="category", column="category_id", type=UUID),
        Filter(name="pinned", column="pinned", type=Type(base="bool")),
    )
    found = listing(filters, ("stars", "title", "due"), ("title",))
    nested: dict[str, Any] = {"resource": "Note", "access": above, "visible": above, "parents": parents}
    of: dict[str, Any] = {"resource": "Note", "access": own, "visible": own}
    kept: dict[str, Any] = {**of, "if_match": "required"}
    moves = (("draft", ("live",)), ("live", ("draft", "held")), ("held", ("draft",)))
    stepped: dict[str, Any] = {**kept, "transitions": (Transition(requirement="R-4", column="kind", moves=moves),)}
    return (
        operation("listNotes", "list", "GET", "/teams/{team_id}/notes", 200, "NotePage", listing=found, **nested),
        operation(
            "listCategoryNotes",
            "list",
            "GET",
            "/categories/{category_id}/notes",
            200,
            "NotePage",
            resource="Note",
            access=SIGNED_IN,
            rows=own,
            parents=(Parent(resource="Category", parameter="category_id", column="category_id"),),
            listing=listing(sorts=("title",)),
        ),
        *_among_notes(own),
        operation(
            "createNote",
            "create",
            "POST",
            "/teams/{team_id}/notes",
            201,
            "Note",
            request="NoteCreate",
            location="/notes/{id}",
            location_key="id",
            etag=True,
            **nested,
        ),
        operation("readNote", "read", "GET", "/notes/{id}", 200, "Note", etag=True, **of),
        operation(
            "updateNote", "update", "PATCH", "/notes/{id}", 200, "Note", request="NoteUpdate", etag=True, **stepped
        ),
        operation(
            "replaceNote", "replace", "PUT", "/notes/{id}", 200, "Note", request="NoteCreate", etag=True, **stepped
        ),
        operation("deleteNote", "delete", "DELETE", "/notes/{id}", 204, **kept),
        operation(
            "archiveNote",
            "action",
            "POST",
            "/notes/{id}/archive",
            200,
            "Note",
            effects=(Effect(column="pinned", source="literal", value="true"),),
            guards=(Guard(requirement="R-1", condition=Condition(resource="Note", column="kind", values=("live",))),),
            **of,
        ),
        operation("publishNote", "custom", "POST", "/notes/{id}/publish", 200, "Note", **of),
    )


def _among_notes(own: Access) -> tuple[Operation, ...]:
    """What looks at the notes of every team below a category."""
    of: dict[str, Any] = {
        "resource": "Note",
        "access": SIGNED_IN,
        "rows": own,
        "parents": (Parent(resource="Category", parameter="category_id", column="category_id"),),
        "listing": listing(),
    }
    counted = operation(
        "countCategoryNotes", "count", "GET", "/categories/{category_id}/notes/count", 200, "Count", **of
    )
    exported = operation("exportCategoryNotes", "export", "GET", "/categories/{category_id}/notes/export", **of)
    return counted, replace(exported, success=replace(exported.success, media_type="text/csv"))


def _tags() -> tuple[Operation, ...]:
    above, own = members("Team", "id"), members("Tag", "team_id")
    parents = (Parent(resource="Team", parameter="team_id", column="team_id"),)
    nested: dict[str, Any] = {"resource": "Tag", "access": above, "visible": above, "parents": parents}
    link = Link(
        join="NoteTag", left_column="note_id", right_column="tag_id", right_parameter="tag_id", right_resource="Tag"
    )
    most = Ceiling(requirement="R-2", resource="NoteTag", column="note_id", owner="Note", key="id", maximum=3)
    linked: dict[str, Any] = {
        "resource": "Note",
        "access": members("Note", "team_id"),
        "visible": members("Note", "team_id"),
        "link": link,
    }
    return (
        operation(
            "listTags",
            "list",
            "GET",
            "/teams/{team_id}/tags",
            200,
            "TagPage",
            listing=listing(sorts=("name",), pagination="cursor"),
            **nested,
        ),
        operation(
            "createTag",
            "create",
            "POST",
            "/teams/{team_id}/tags",
            201,
            "Tag",
            request="TagCreate",
            location="/tags/{id}",
            location_key="id",
            **nested,
        ),
        operation("readTag", "read", "GET", "/tags/{id}", 200, "Tag", resource="Tag", access=own, visible=own),
        operation("linkTag", "link", "PUT", "/notes/{id}/tags/{tag_id}", 204, ceilings=(most,), **linked),
        operation("unlinkTag", "unlink", "DELETE", "/notes/{id}/tags/{tag_id}", 204, **linked),
    )


def _categories() -> tuple[Operation, ...]:
    of: dict[str, Any] = {"resource": "Category", "partial": True}
    admin: dict[str, Any] = {"resource": "Category", "access": ADMIN, "visible": PUBLIC}
    return (
        operation(
            "listCategories", "list", "GET", "/categories", 200, "CategoryPage", access=PUBLIC, listing=listing(), **of
        ),
        operation(
            "createCategory",
            "create",
            "POST",
            "/categories",
            201,
            "Category",
            request="CategoryCreate",
            location="/categories/{id}",
            location_key="id",
            **admin,
        ),
        operation("readCategory", "read", "GET", "/categories/{id}", 200, "Category", access=PUBLIC, **of),
        operation(
            "updateCategory",
            "update",
            "PATCH",
            "/categories/{id}",
            200,
            "Category",
            request="CategoryUpdate",
            access=SIGNED_IN,
            **of,
        ),
        operation("deleteCategory", "delete", "DELETE", "/categories/{id}", 204, **admin),
    )


def _shop() -> tuple[Operation, ...]:
    draw = Draw(
        requirement="R-3", lines="Line", tie="order_id", amount="quantity", item="thing_id", stock="Thing", key="id",
        column="stock",
    )  # fmt: skip
    thing: dict[str, Any] = {"resource": "Thing", "access": SIGNED_IN}
    order: dict[str, Any] = {"resource": "Order", "access": SIGNED_IN}
    return (
        operation(
            "createThing", "create", "POST", "/things", 201, "Thing", request="ThingCreate",
            retry="optional", location="/things/{id}", location_key="id",
            **thing,
        ),
        operation("readThing", "read", "GET", "/things/{id}", 200, "Thing", **thing),
        operation("listOrders", "list", "GET", "/orders", 200, "OrderPage", listing=listing(), **order),
        operation(
            "createOrder", "create", "POST", "/orders", 201, "Order", request="OrderCreate",
            location="/orders/{id}", location_key="id",
            draws=(draw,),
            retry="required", **order,
        ),
        operation("readOrder", "read", "GET", "/orders/{id}", 200, "Order", **order),
    )  # fmt: skip


def _others() -> tuple[Operation, ...]:
    return (operation("billing", "webhook_in", "POST", "/webhooks/billing", 202, request="Event", access=SIGNED),)
