# ruff: noqa: ARG002 - a mutant ignores what it should have looked at
"""Validation, writes and conflicts."""

from __future__ import annotations

import time
from typing import Any

from groundplan.plan.model.api import Operation
from groundplan.plan.model.data import Resource
from tests.verify.mutants.table import breaks
from tests.verify.service.http import Request, Response
from tests.verify.service.problems import Problem
from tests.verify.service.service import Service
from tests.verify.service.store import Row, Store

WINDOW = 0.1
"""Seconds between looking and inserting: on a busy machine requests at the same time are some way apart."""

# Validation


@breaks(
    "endpoints.unknown_id",
    "writes.deleted",
    "conflicts.on_delete",
    "access.stranger",
    "access.admin",
    "versions.hidden",
    "access.own_row",
)
class NotFoundIsEmpty(Service):
    """204 where 404 belongs."""

    def answer(self, request: Request) -> Response:
        response = super().answer(request)
        return (
            response._replace(status=204, body=None)
            if response.status == 404 and "no-such" not in request.path
            else response
        )


def _looser(part: str, **changes: Any) -> type[Service]:
    """A service whose request schemas lack a rule."""

    def validate(self: Service, operation: Operation, body: Any) -> None:
        name = operation.request
        schema = self.document["components"]["schemas"][name]
        known = self.document["components"]["schemas"]
        kept = {**self.document, "components": {"schemas": {**known, name: _without(schema, part)}}}
        strict, self.document = self.document, kept
        try:
            Service.validate(self, operation, body)
        finally:
            self.document = strict

    return type(f"Without_{part}", (Service,), {"validate": validate, **changes})


def _without(schema: Any, part: str) -> Any:
    if isinstance(schema, dict):
        return {key: _without(value, part) for key, value in schema.items() if key != part or key == "properties"}
    return schema


# Rows with names that are too long stay, and break the schema of the lists that show them.
breaks("validation.wrong_value", "pagination.form", "pagination.unknown_parameter")(_looser("maxLength"))
breaks("validation.wrong_value")(_looser("minimum"))
breaks("validation.wrong_value")(_looser("enum"))


@breaks("validation.unknown_property", "validation.read_only")
class IgnoresUnknownProperties(Service):
    """What the schema does not have is left out in silence; the role is not taken."""

    def validate(self, operation: Operation, body: Any) -> None:
        if isinstance(body, dict):
            known = {one.name for one in self.blueprint.schema(operation.request).properties}
            for name in [name for name in body if name not in known]:
                del body[name]
        super().validate(operation, body)


@breaks("validation.no_promotion", "validation.read_only")
class RegistersAdmins(Service):
    def validate(self, operation: Operation, body: Any) -> None:
        role = body.pop("role", "") if isinstance(body, dict) and operation.kind == "register" else ""
        super().validate(operation, body)
        if role:
            body["role"] = role

    def stored(self, operation: Operation, body: Row) -> Row:
        role = body.pop("role", "")
        return super().stored(operation, body) | ({"role": role} if role else {})


@breaks("validation.read_only")
class ProfilesThatPromote(Service):
    """Mass assignment: people change what only others may of their own account."""

    def validate(self, operation: Operation, body: Any) -> None:
        if isinstance(body, dict) and operation.kind == "me_update":
            body.pop("role", "")
        super().validate(operation, body)


# Writes


@breaks("writes.patch", "writes.patch_empty")
class PatchResets(Service):
    def run_update(self, operation: Operation, caller: Row | None, row: Row, *rest: Any) -> Response:
        if operation.resource == "Note":
            row.update({"stars": 1, "pinned": False, "body": None})
        return super().run_update(operation, caller, row, *rest)


@breaks("writes.null_clears")
class NullIsNothing(Service):
    def run_update(self, operation: Operation, caller: Row | None, row: Row, *rest: Any) -> Response:
        sent = {key: value for key, value in rest[1].items() if value is not None}
        return super().run_update(operation, caller, row, rest[0], sent, *rest[2:])


@breaks("writes.replace")
class PutMerges(Service):
    def run_replace(self, operation: Operation, caller: Row | None, row: Row | None, *rest: Any) -> Response:
        if row is None or operation.made:
            return super().run_replace(operation, caller, row, *rest)
        return self.run_update(operation, caller, row, *rest)


@breaks("writes.defaults")
class NoDefaults(Service):
    def defaults(self, resource: Resource) -> Row:
        found = super().defaults(resource)
        return found | {"stars": 1} if resource.table == "notes" else found


@breaks("endpoints.location")
class LocationOfNothing(Service):
    def created(self, operation: Operation, row: Row) -> Response:
        response = super().created(operation, row)
        return response._replace(headers={name: f"{place}x" for name, place in response.headers.items()})


@breaks("writes.generated")
class RandomIds(Store):
    def new_id(self) -> str:
        found = super().new_id()
        return f"{found[:14]}4{found[15:]}"


@breaks("writes.linked")
class LinkTwiceFails(Service):
    def run_unlink(self, operation: Operation, caller: Row | None, row: Row, parameters: Any, *rest: Any) -> Response:
        pair = {"note_id": parameters["id"], "tag_id": parameters["tag_id"]}
        if pair not in self.store.tables["note_tags"]:
            raise KeyError(pair)
        return super().run_unlink(operation, caller, row, parameters, *rest)


@breaks(
    "endpoints.success",
    "auth.let_in",
    "auth.claims",
    "auth.rotation",
    "limits.headers",
    "writes.profile",
)
class ShowsPasswords(Service):
    def run_me_read(self, operation: Operation, caller: Row, *rest: Any) -> Response:
        response = super().run_me_read(operation, caller, *rest)
        return response._replace(body={**response.body, "password": caller["password"]})


# Conflicts


@breaks("conflicts.unique")
class TakenIsUnnamed(Store):
    def taken(self, resource: Resource, columns: list[str]) -> list[str]:
        return ["body"]


@breaks("conflicts.race", "conflicts.own_race")
class Racing(Store):
    """Looks first and inserts later, as a service without a unique constraint does."""

    def insert(self, resource: Resource, row: Row) -> Row:
        self.check_unique(resource, row)
        self.check_references(resource, row)
        time.sleep(WINDOW if any(one.unique for one in resource.indexes) else 0)
        self.tables[resource.table].append(row)
        return row


@breaks("conflicts.own_race")
class TwoBadges(Store):
    """A user gets a badge by each of several requests at once."""

    def insert(self, resource: Resource, row: Row) -> Row:
        if resource.table != "badges":
            return super().insert(resource, row)
        time.sleep(WINDOW)
        self.tables[resource.table].append(row)
        return row


@breaks("conflicts.race", "conflicts.own_race")
class RacingToAnError(Store):
    """Looks first; what the constraint says later is not understood."""

    def insert(self, resource: Resource, row: Row) -> Row:
        self.check_unique(resource, row)
        time.sleep(WINDOW if any(one.unique for one in resource.indexes) else 0)
        with self.lock:
            try:
                self.check_unique(resource, row)
            except Problem as problem:
                raise RuntimeError("IntegrityError") from problem
            return super().insert(resource, row)


@breaks("conflicts.foreign_key", "deletions.unreferred")
class DanglingReferences(Store):
    def check_references(self, resource: Resource, row: Row) -> None:
        pass


@breaks("conflicts.on_delete")
class DeletesAnything(Store):
    """Restrict is not kept."""

    def below(self, resource: Resource, row: Row) -> list[tuple[Resource, Row, str, str]]:
        found = super().below(resource, row)
        return [
            (child, other, "cascade" if rule == "restrict" else rule, column) for child, other, rule, column in found
        ]


@breaks("conflicts.on_delete")
class LeavesOrphans(Store):
    """Set null is not kept."""

    def delete(self, resource: Resource, row: Row) -> None:
        if resource.table == "categories":
            self.tables["categories"].remove(row)
            return
        super().delete(resource, row)


@breaks("validation.extremes")
class FiveStarsAreTooMany(Service):
    """Off by one at the edge."""

    def validate(self, operation: Operation, body: Any) -> None:
        super().validate(operation, body)
        if body.get("stars") == 5:
            raise Problem(422, "stars")


@breaks("writes.stored")
class CutsTexts(Service):
    """Text is cut when it is created: what the client sent is lost in silence."""

    def run_create(self, operation: Operation, caller: Row | None, row: Row | None, *rest: Any) -> Response:
        if rest[1].get("body"):
            rest[1]["body"] = rest[1]["body"][:3]
        return super().run_create(operation, caller, row, *rest)


@breaks("writes.parts", "behaviours.drawn")
class MakesOneLine(Service):
    """Of the rows that a create lists only the first is made."""

    def lines(self, operation: Operation, columns: Row, body: Any) -> list[tuple[Resource, Row]]:
        return super().lines(operation, columns, body)[:1]


@breaks("conflicts.unique_update")
class UniqueOnlyAtFirst(Store):
    """A change may take what is taken."""

    def check_unique(self, resource: Resource, row: Row, itself: Row | None = None) -> None:
        if itself is None:
            super().check_unique(resource, row)


@breaks("deletions.unlisted")
class ListsTheDeleted(Service):
    """Rows that stay when they are deleted are still listed."""

    def rows(self, operation: Operation, caller: Row | None, row: Row | None) -> list[Row]:
        return super().rows(operation, caller, row) + self.store.gone[self.blueprint.resource(operation.resource).table]


@breaks("deletions.freed")
class DeletedRowsKeepTheirValues(Store):
    """What is unique is taken for ever."""

    def check_unique(self, resource: Resource, row: Row, itself: Row | None = None) -> None:
        super().check_unique(resource, row, itself)
        for other in self.gone[resource.table]:
            if other["name"] == row["name"]:
                raise Problem(409, "name")


@breaks("deletions.unreferred")
class RefersToTheDeleted(Store):
    """A row that stays when it is deleted can still be referred to."""

    def check_references(self, resource: Resource, row: Row) -> None:
        gone = {other["id"] for rows in self.gone.values() for other in rows}
        super().check_references(resource, {column: value for column, value in row.items() if value not in gone})
