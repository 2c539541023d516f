"""What each kind of operation does."""

from __future__ import annotations

import hashlib
import hmac
import time
from typing import TYPE_CHECKING, Any

from groundplan.emit.openapi.types import literal
from groundplan.plan.model.api import Operation, Property, Schema
from groundplan.plan.model.blueprint import Blueprint
from groundplan.plan.model.data import Resource
from groundplan.plan.model.demands import Draw
from tests.verify.service.accounts import Sessions
from tests.verify.service.http import Request, Response
from tests.verify.service.problems import Problem
from tests.verify.service.store import Row, Store

if TYPE_CHECKING:
    from groundplan.plan.model.api import Filter
    from groundplan.plan.model.rights import Access

Body = dict[str, Any]
REPLAY_SECONDS = 300


class Operations:
    """Mixed into Service: `run_<kind>(operation, caller, row, parameters, body, request)`."""

    blueprint: Blueprint
    store: Store
    sessions: Sessions

    def allows(self, access: Access, caller: Row | None, row: Row | None) -> bool:
        raise NotImplementedError

    # Rows

    def own_row(self, operation: Operation, caller: Row | None) -> Row | None:
        """The row that the caller has. A Problem where there is none and none is made."""
        table = self.blueprint.resource(operation.resource).table
        row = self.store.find(table, operation.caller_column, caller["id"] if caller else None)
        if row is None and operation.made is None:
            raise Problem(404)
        return row

    def subject(self, operation: Operation, parameters: dict[str, str]) -> Row | None:
        """The row that the path names: its own, else the parent. A Problem where there is none."""
        row = None
        for one in operation.parameters:
            found = self.store.find(self.blueprint.resource(one.resource).table, one.column, parameters[one.name])
            if found is None:
                raise Problem(404)
            row = row or found
        return row

    def shown(self, schema: Schema, row: Row) -> Body:
        return {
            one.name: self.parts(schema.resource, one, row) if one.schema else self.written(row[one.field])
            for one in schema.properties
        }

    def parts(self, whole: str, one: Property, row: Row) -> list[Body]:
        part = next(it for it in self.blueprint.resource(whole).parts if it.property == one.name)
        table = self.store.tables[self.blueprint.resource(part.resource).table]
        schema = self.blueprint.schema(one.schema)
        return [self.shown(schema, other) for other in table if other[part.column] == row["id"]]

    def written(self, value: Any) -> Any:
        return value

    def stored(self, operation: Operation, body: Body) -> Row:
        """The columns of a body."""
        names = {one.name: one for one in self.blueprint.schema(operation.request).properties if not one.schema}
        body = {name: value for name, value in body.items() if name in names}
        return {names[name].field: self.normal(names[name].type, value) for name, value in body.items()}

    def normal(self, kind: Any, value: Any) -> Any:
        if kind and kind.base == "email" and isinstance(value, str):
            return value.lower()
        return f"{float(value):.{kind.scale}f}" if kind and kind.base == "decimal" and value is not None else value

    def defaults(self, resource: Resource) -> Row:
        found: Row = {}
        for one in resource.fields:
            found[one.column] = literal(one.type, one.default) if one.default is not None else None
            if one.generation == "uuid7":
                found[one.column] = self.store.new_id()
            elif one.generation in ("created", "updated"):
                found[one.column] = self.store.now()
        return found

    # Kinds

    def run_health(self, *_: Any) -> Response:
        return Response(200, {"status": "ok", "checks": {"database": "ok"}})

    def run_custom(self, *_: Any) -> Response:
        raise Problem(501)

    def run_webhook_in(self, *_: Any) -> Response:
        return Response(202)

    def check_signature(self, request: Request) -> None:
        from tests.verify.service.service import SECRET

        stamp = request.headers.get("x-timestamp", "")
        signed = stamp.encode() + b"." + request.content
        expected = "sha256=" + hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
        if request.headers.get("x-signature") != expected or self.is_old(stamp):
            raise Problem(401)

    def is_old(self, stamp: str) -> bool:
        return abs(time.time() - int(stamp)) > REPLAY_SECONDS

    def run_register(self, operation: Operation, *rest: Any) -> Response:
        user = self.blueprint.resource("User")
        row = self.store.insert(user, {**self.defaults(user), **self.stored(operation, rest[3])})
        return self.created(operation, row)

    def created(self, operation: Operation, row: Row) -> Response:
        place = self.blueprint.service.base_path + operation.location.replace("{id}", row["id"])
        headers = {"Location": place} if operation.location else {}
        shown = self.shown(self.blueprint.schema(operation.success.schema), row)
        return Response(201, shown, {**headers, **self.tagged(row)})

    def run_login(self, _: Operation, *rest: Any) -> Response:
        body = rest[3]
        user = self.store.find("users", "email", body["email"].lower())
        if user is None or user["password"] != body["password"]:
            raise self.refusal(user)
        return Response(200, self.sessions.begin(user["id"]))

    def refusal(self, _user: Row | None) -> Problem:
        return Problem(401)

    def run_refresh(self, _: Operation, *rest: Any) -> Response:
        with self.store.lock:
            return Response(200, self.sessions.refresh(rest[3]["refresh_token"]))

    def run_logout(self, _: Operation, *rest: Any) -> Response:
        token = rest[4].headers["authorization"].partition(" ")[2]
        self.sessions.end(self.sessions.read(token)["sid"])
        return Response(204)

    def run_me_read(self, operation: Operation, caller: Row, *_: Any) -> Response:
        return Response(200, self.shown(self.blueprint.schema(operation.success.schema), caller))

    def run_me_update(self, operation: Operation, caller: Row, *rest: Any) -> Response:
        self.store.change(self.blueprint.resource("User"), caller, self.stored(operation, rest[2]))
        return self.run_me_read(operation, caller)

    def run_create(self, operation: Operation, caller: Row | None, row: Row | None, *rest: Any) -> Response:
        resource = self.blueprint.resource(operation.resource)
        columns = {**self.defaults(resource), **self.stored(operation, rest[1])}
        for parent in operation.parents:
            columns[parent.column] = row["id"] if row else None
        with self.store.lock:
            lines = self.lines(operation, columns, rest[1])
            self.draw(operation, lines)
            made = self.store.insert(resource, columns)
            for part, line in lines:
                self.store.insert(part, line)
        if operation.joining and caller:
            join = self.blueprint.resource(operation.joining.join)
            self.store.insert(join, {"user_id": caller["id"], "team_id": made["id"], **dict(operation.joining.values)})
        return self.created(operation, made)

    def lines(self, operation: Operation, columns: Row, body: Body) -> list[tuple[Resource, Row]]:
        """The rows of the parts of a body: checked before the first of them is stored."""
        found = []
        for part in self.blueprint.resource(operation.resource).parts:
            child = self.blueprint.resource(part.resource)
            names = {one.property: one.column for one in child.fields}
            for line in body.get(part.property, ()):
                row = {**self.defaults(child), **{names[name]: value for name, value in line.items()}}
                self.store.check_references(child, row)
                found.append((child, {**row, part.column: columns["id"]}))
        return found

    def draw(self, operation: Operation, lines: list[tuple[Resource, Row]]) -> None:
        for one in operation.draws:
            wanted: dict[str, int] = {}
            for _, line in lines:
                wanted[line[one.item]] = wanted.get(line[one.item], 0) + line[one.amount]
            table = self.blueprint.resource(one.stock).table
            rows = [(self.store.find(table, one.key, name), number) for name, number in wanted.items()]
            self.take(one, [(row, number) for row, number in rows if row])

    def take(self, draw: Draw, wanted: list[tuple[Row, int]]) -> None:
        if any(row[draw.column] < number for row, number in wanted):
            raise Problem(draw.status)
        for row, number in wanted:
            row[draw.column] -= number

    def run_read(self, operation: Operation, _caller: Row | None, row: Row, *rest: Any) -> Response:
        if rest and self.knows(rest[2], row):
            return Response(304, None, self.tagged(row))
        return Response(200, self.shown(self.blueprint.schema(operation.success.schema), row), self.tagged(row))

    def tagged(self, row: Row) -> dict[str, str]:
        return {"ETag": f'"{row["version"]}"'} if "version" in row else {}

    def knows(self, request: Request, row: Row) -> bool:
        return "version" in row and request.headers.get("if-none-match") == self.tagged(row)["ETag"]

    def check_version(self, operation: Operation, row: Row, request: Request) -> None:
        believed = request.headers.get("if-match", "")
        if operation.if_match and not believed:
            raise Problem(428)
        if operation.if_match and believed not in ("*", self.tagged(row)["ETag"]):
            raise Problem(412)

    def run_update(self, operation: Operation, caller: Row | None, row: Row, *rest: Any) -> Response:
        with self.store.lock:
            self.check_version(operation, row, rest[2])
            return self.stepped(operation, caller, row, self.stored(operation, rest[1]))

    def run_replace(self, operation: Operation, caller: Row | None, row: Row | None, *rest: Any) -> Response:
        sent = self.stored(operation, rest[1])
        resource = self.blueprint.resource(operation.resource)
        if operation.made and caller and row is None:
            made = self.store.insert(
                resource, {**self.defaults(resource), **sent, operation.caller_column: caller["id"]}
            )
            return self.run_read(operation, caller, made)._replace(status=operation.made.status)
        if row is None:
            raise Problem(404)
        kept = {one.column for one in resource.fields if one.server}
        fresh = {key: value for key, value in self.defaults(resource).items() if key not in kept}
        with self.store.lock:
            self.check_version(operation, row, rest[2])
            return self.stepped(operation, caller, row, {**fresh, **sent})

    def stepped(self, operation: Operation, caller: Row | None, row: Row, changes: Row) -> Response:
        self.check_steps(operation, row, changes)
        return self.changed(operation, caller, row, changes)

    def check_steps(self, operation: Operation, row: Row, changes: Row) -> None:
        for one in operation.transitions:
            now = row[one.column]
            wanted = str(changes.get(one.column, now))
            if wanted != now and now not in dict(one.moves).get(wanted, (now,)):
                raise Problem(one.status)

    def changed(self, operation: Operation, caller: Row | None, row: Row, changes: Row) -> Response:
        resource = self.blueprint.resource(operation.resource)
        if "updated_at" in row:
            changes = {**changes, "updated_at": self.store.now()}
        self.store.change(resource, row, changes)
        return self.run_read(operation, caller, row)

    def run_delete(self, operation: Operation, _caller: Row | None, row: Row, *rest: Any) -> Response:
        self.check_version(operation, row, rest[2])
        self.store.delete(self.blueprint.resource(operation.resource), row)
        return Response(204)

    def check_state(self, operation: Operation, row: Row) -> None:
        for one in operation.guards:
            if row[one.condition.column] in one.condition.values:
                raise Problem(one.status)

    def check_room(self, operation: Operation, row: Row) -> None:
        for one in operation.ceilings:
            table = self.store.tables[self.blueprint.resource(one.resource).table]
            if sum(other[one.column] == row[one.key] for other in table) >= one.maximum:
                raise Problem(one.status)

    def run_action(self, operation: Operation, caller: Row | None, row: Row, *_: Any) -> Response:
        self.check_state(operation, row)
        return self.changed(operation, caller, row, self.effects(operation))

    def effects(self, operation: Operation) -> Row:
        return {one.column: one.value == "true" for one in operation.effects}

    def run_link(self, operation: Operation, _caller: Row | None, row: Row, parameters: Any, *_: Any) -> Response:
        pair = {"note_id": parameters["id"], "tag_id": parameters["tag_id"]}
        if pair not in self.store.tables["note_tags"]:
            self.check_room(operation, row)
            self.store.tables["note_tags"].append(pair)
        return Response(204)

    def run_unlink(self, _operation: Operation, _caller: Row | None, _row: Row, parameters: Any, *_: Any) -> Response:
        pair = {"note_id": parameters["id"], "tag_id": parameters["tag_id"]}
        if pair in self.store.tables["note_tags"]:
            self.store.tables["note_tags"].remove(pair)
        return Response(204)

    # Lists

    def run_list(self, operation: Operation, caller: Row | None, row: Row | None, *rest: Any) -> Response:
        query = rest[2].query
        limit, offset = self.number(query, "limit", 20, 1, 100), self.number(query, "offset", 0, 0, 2**31)
        rows = self.sorted(operation, self.filtered(operation, self.rows(operation, caller, row), query), query)
        schema = self.blueprint.schema(operation.resource)
        if operation.listing and operation.listing.pagination == "cursor":
            return Response(200, self.cursor_page(schema, rows, query, limit))
        page = [self.shown(schema, one) for one in rows[offset : offset + limit]]
        return Response(200, {"items": page, "total": self.total(rows, page), "limit": limit, "offset": offset})

    def run_count(self, operation: Operation, caller: Row | None, row: Row | None, *_: Any) -> Response:
        return Response(200, {"count": len(self.rows(operation, caller, row))})

    def run_export(self, operation: Operation, caller: Row | None, row: Row | None, *_: Any) -> Response:
        schema = self.blueprint.schema(operation.resource)
        lines = [",".join(map(str, self.shown(schema, one).values())) for one in self.rows(operation, caller, row)]
        return Response(200, "\n".join([",".join(one.name for one in schema.properties), *lines, ""]))

    def cursor_page(self, schema: Schema, rows: list[Row], query: dict[str, str], limit: int) -> Body:
        place = self.place(rows, query) if "cursor" in query else 0
        page = rows[place : place + limit]
        more = place + limit < len(rows)
        return {"items": [self.shown(schema, one) for one in page], "next_cursor": self.cursor(rows, page, query, more)}

    def cursor(self, _rows: list[Row], page: list[Row], query: dict[str, str], more: bool) -> str | None:
        return self.signed(page[-1]["id"], query) if more else None

    def signed(self, place: str, query: dict[str, str]) -> str:
        return f"{place}.{hashlib.sha256(f'{place} {self.bound(query)}'.encode()).hexdigest()}"

    def bound(self, query: dict[str, str]) -> str:
        return query.get("sort", "")

    def place(self, rows: list[Row], query: dict[str, str]) -> int:
        place = query["cursor"].partition(".")[0]
        if query["cursor"] != self.signed(place, query):
            raise Problem(422, "cursor")
        return 1 + [row["id"] for row in rows].index(place)

    def total(self, rows: list[Row], _page: list[Body]) -> int:
        return len(rows)

    def rows(self, operation: Operation, caller: Row | None, row: Row | None) -> list[Row]:
        found = list(self.store.tables[self.blueprint.resource(operation.resource).table])
        for parent in operation.parents:
            found = [one for one in found if row and one[parent.column] == row["id"]]
        if operation.rows:
            found = [one for one in found if self.allows(operation.rows, caller, one)]
        return found

    def number(self, query: dict[str, str], name: str, default: int, low: int, high: int) -> int:
        text = query.get(name, str(default))
        if not text.lstrip("-").isdigit() or not low <= int(text) <= high:
            raise Problem(422, name)
        return int(text)

    def filtered(self, operation: Operation, rows: list[Row], query: dict[str, str]) -> list[Row]:
        listing = operation.listing
        for one in listing.filters if listing else ():
            if one.name in query:
                value = self.wanted(one, query[one.name])
                rows = [row for row in rows if row[one.column] == value]
        if listing and listing.search and "q" in query:
            rows = [row for row in rows if any(query["q"] in str(row[column]) for column in listing.search)]
        return rows

    def wanted(self, one: Filter, text: str) -> Any:
        if one.type.base == "bool":
            if text not in ("true", "false"):
                raise Problem(422, one.name)
            return text == "true"
        if one.type.base == "enum" and text not in self.blueprint.enum(one.type.enum).values:
            raise Problem(422, one.name)
        if one.type.base == "uuid" and len(text) != 36:
            raise Problem(422, one.name)
        return text

    def sorted(self, operation: Operation, rows: list[Row], query: dict[str, str]) -> list[Row]:
        columns = {one.name: one.column for one in operation.listing.sorts} if operation.listing else {}
        rows = sorted(rows, key=lambda row: row["id"])
        for term in reversed(list(filter(None, query.get("sort", "").split(",")))):
            name = term.removeprefix("-")
            if name not in columns:
                raise Problem(422, "sort")
            column = columns[name]
            present = [row for row in rows if row[column] is not None]
            present.sort(key=lambda row: row[column], reverse=term.startswith("-"))
            rows = present + [row for row in rows if row[column] is None]
        return rows
