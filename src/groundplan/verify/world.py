"""The rows of a run: made by the create operations of the API, with whatever they need above them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from groundplan.plan.contract.retries import HEADER
from groundplan.verify import forms, states
from groundplan.verify.client import Client, Reply, Request
from groundplan.verify.model import Skip, skip
from groundplan.verify.policy import allows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundplan.plan.model.api import Operation, Property, Schema
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.model.data import Field, Resource
    from groundplan.verify.actors import Actor, Cast
    from groundplan.verify.policy import Columns, Known
    from groundplan.verify.values import Values

ANY_VERSION = ("If-Match", "*")
NEEDED = ("If-Match", HEADER)
"""Headers that some operations are refused without."""
PLENTY = 1000
"""What there is to take from, where creates take something."""
_TRIES = 3
_PARAMETER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row that the suite made: `columns` by column, `body` what create answered, `sent` what was sent."""

    resource: str
    columns: dict[str, Any]
    body: dict[str, Any]
    sent: dict[str, Any]
    maker: Actor


Given = dict[str, Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to run a create, with the rows that stand above the new one."""

    operation: Operation
    maker: Actor
    path: str
    body: dict[str, Any]
    rows: Given


def made_by(operation: Operation) -> tuple[int, ...]:
    """What an operation answers that has made a row, or replaced the one that its caller has."""
    return tuple(one.status for one in (operation.success, operation.made) if one)


class World:
    """Makes rows. Raises Skip where the API offers no way."""

    def __init__(self, blueprint: Blueprint, client: Client, cast: Cast, values: Values, known: Known) -> None:
        self._blueprint = blueprint
        self._client = client
        self._cast = cast
        self._values = values
        self.known = known
        self._shared: dict[tuple[str, str], Row] = {}

    def row(self, resource: str, actor: Actor, given: Given | None = None) -> Row:
        """A row of `resource` that `actor` has; the same one each time, except under `given` rows."""
        if given and resource in given:
            return given[resource]
        place = (resource, actor.name)
        if given or place not in self._shared or (self.is_single(resource) and self._is_remade(resource)):
            row = self._made(resource, actor, given, {})
            if given:
                return row
            self._shared[place] = row
        return self._shared[place]

    def fresh(
        self, resource: str, actor: Actor, given: Given | None = None, values: Mapping[str, Any] | None = None
    ) -> Row:
        """A new row of `resource`, under `given` rows where they fit, with those of `values` that create takes.

        It is that of a new user where `actor` can have one only.
        """
        return self._made(resource, self._without(resource, actor), given, values or {})

    def _made(self, resource: str, actor: Actor, given: Given | None, values: Mapping[str, Any]) -> Row:
        if self._blueprint.resource(resource).kind == "account":
            return self._account(resource, actor)
        if self._blueprint.resource(resource).on_demand:
            return self._there(resource, actor)
        operation = self.creator(resource)
        for _ in range(_TRIES):
            plan = self._prepared(operation, actor, given, full=False)
            taken = {one.name for one in self._blueprint.schema(operation.request).properties}
            plan.body.update({name: value for name, value in values.items() if name in taken})
            reply = self.send(operation, plan.maker, plan.path, plan.body)
            if reply.status in made_by(operation):
                return self.remember(plan, reply)
            if reply.status != 409:
                break
        raise skip("cannot_create", resource=resource, got=reply.short)

    def _account(self, resource: str, actor: Actor) -> Row:
        if not actor.id:
            raise skip("no_identity")
        account = self._blueprint.resource(resource)
        found = self.known.where(account.table, account.primary_key[0], actor.id)
        return Row(resource=resource, columns=found[0], body=self._profile(actor), sent={}, maker=actor)

    def _profile(self, actor: Actor) -> dict[str, Any]:
        """The account as it is now: other checks change the same one."""
        me = next((one for one in self._blueprint.operations if one.id == self._blueprint.auth.me), None)
        reply = self.send(me, actor, self._cast.path(me), None) if me else None
        return reply.fields if reply is not None and reply.status == 200 else actor.profile

    def _there(self, resource: str, actor: Actor) -> Row:
        """The row that every account has from the beginning. Raises Skip where nothing shows it."""
        own = (one for one in self._blueprint.operations if one.caller_column and one.resource == resource)
        read = next((one for one in own if one.kind == "read"), None)
        reply = self.send(read, actor, self._cast.path(read), None) if read else None
        if reply is None or reply.status != 200:
            raise skip("no_create", resource=resource)
        whole = self._blueprint.resource(resource)
        columns = self._columns(whole, actor, {}, reply.fields)
        self.known.add(whole.table, columns)
        return Row(resource=resource, columns=columns, body=reply.fields, sent={}, maker=actor)

    def creator(self, resource: str) -> Operation:
        """The operation that creates rows of `resource`: the one that stands under the fewest parents."""
        found = [one for one in self._blueprint.operations if one.makes_row and one.resource == resource]
        if not found:
            raise skip("no_create", resource=resource)
        return min(found, key=lambda one: len(one.parents))

    def _without(self, resource: str, actor: Actor) -> Actor:
        """`actor`, or a new user where `actor` may have a row already and can have no other."""
        if not (self.is_single(resource) and actor.id):
            return actor
        try:
            return self._cast.fresh()
        except Skip:
            if self._is_remade(resource):
                return actor
            raise

    def _is_remade(self, resource: str) -> bool:
        """Whether making the row once more replaces it, or finds it."""
        return self._blueprint.resource(resource).on_demand or self.creator(resource).made is not None

    def is_single(self, resource: str) -> bool:
        """Whether a caller makes one row of `resource` at most."""
        made = self._blueprint.resource(resource)
        callers = {one.column for one in made.fields if one.generation == "caller"}
        return any(one.unique and {column.column for column in one.columns} <= callers for one in made.indexes)

    def prepare(self, operation: Operation, actor: Actor, given: Given | None = None, *, full: bool = False) -> Plan:
        """How to run a create: who may, its path and a new valid body; `full` fills optional properties too."""
        return self._prepared(operation, self._without(operation.resource, actor), given, full=full)

    def _prepared(self, operation: Operation, actor: Actor, given: Given | None, *, full: bool) -> Plan:
        rows = {**self._unshared(operation.resource, actor, given or {}), **(given or {})}
        for parent in operation.parents[-1:]:
            rows[parent.resource] = self.row(parent.resource, actor, rows)
            states.meet(self, self._blueprint, operation, rows[parent.resource], 1)
        return Plan(
            operation=operation,
            maker=self.caller(operation, actor, rows.get(operation.access.subject)),
            path=self.path(operation, actor, rows),
            body=self.body(operation, actor, rows, full=full),
            rows=rows,
        )

    def stands_once(self, resource: str) -> bool:
        """Whether a row may stand only once under the same rows."""
        return bool(self._above_once(resource))

    def _unshared(self, resource: str, actor: Actor, given: Given) -> Given:
        """New rows above a resource that may stand only once under the same ones, but for what `actor` has one of."""
        above = [one for one in self._above_once(resource) if one not in given and not self.is_single(one)]
        return {one: self.fresh(one, actor) for one in above if self._blueprint.resource(one).kind != "account"}

    def _above_once(self, resource: str) -> list[str]:
        keys = {one.column: one.resource for one in self._blueprint.resource(resource).foreign_keys}
        for index in self._blueprint.resource(resource).indexes:
            above = [keys.get(one.column, "") for one in index.columns]
            if index.unique and all(above):
                return above
        return []

    def caller(self, operation: Operation, actor: Actor, row: Row | None) -> Actor:
        """`actor`, or the admin, whoever may run the operation on `row`. Raises Skip when neither may."""
        columns = row.columns if row else None
        for one in (actor, self._cast.admin()):
            if one and allows(operation.access, one, columns, self.known):
                return one
        raise skip("no_role", roles=", ".join(operation.access.roles) or operation.access.level)

    def path(self, operation: Operation, actor: Actor, given: Given | None = None, row: Row | None = None) -> str:
        """The path of an operation for `row`, its own row, with the parents of that row in their places."""
        above = self._above(operation, actor, given or {}, row)
        values: dict[str, str] = {}
        for one in operation.parameters:
            if not one.resource:
                values[one.name] = str(self._values.valid(one.type))
            elif row and one.resource == row.resource:
                values[one.name] = str(row.columns.get(one.column))
            else:
                columns = above.get(one.name) or self.row(one.resource, actor, given).columns
                values[one.name] = str(columns.get(one.column))
        return fill(self._cast.path(operation), values)

    def _above(self, operation: Operation, actor: Actor, given: Given, row: Row | None) -> dict[str, Columns]:
        """The rows that a path stands under, by parameter: each is the one that the next row down refers to."""
        found: dict[str, Columns] = {}
        below = row.columns if row else None
        for parent in reversed(operation.parents):
            known = self._referred(parent.resource, below.get(parent.column)) if below else None
            below = known or self.row(parent.resource, actor, given).columns
            found[parent.parameter] = below
        return found

    def _referred(self, resource: str, key: Any) -> Columns | None:
        above = self._blueprint.resource(resource)
        return next(iter(self.known.where(above.table, above.primary_key[0], key)), None)

    def body(self, operation: Operation, actor: Actor, given: Given, *, full: bool = False) -> dict[str, Any]:
        """A valid body of an operation: what it requires, and with `full` all that it takes."""
        schema = self._blueprint.schema(operation.request)
        return self._object(schema, operation.resource, actor, given, full=full)

    def _object(self, schema: Schema, resource: str, actor: Actor, given: Given, *, full: bool) -> dict[str, Any]:
        body: dict[str, Any] = {}
        for one in schema.properties:
            asked = full and not self.is_reserved(schema, one)
            if not (one.required or asked or self._is_drawn(schema, one) or self._is_given(schema, one, given)):
                continue
            try:
                body[one.name] = self.value(one, schema.resource or resource, actor, given)
            except Skip:
                if one.required:
                    raise
        return body

    def value(self, one: Property, resource: str, actor: Actor, given: Given, *, other: bool = False) -> Any:
        """A valid value of a property; `other` than the first choice where there are two."""
        if one.schema:
            inner = self._object(self._blueprint.schema(one.schema), "", actor, given, full=False)
            return [inner] if one.items else inner
        field = self.field(resource, one.field)
        if field and field.foreign_key:
            target = self.row(field.foreign_key.resource, actor, given)
            return target.columns.get(field.foreign_key.key)
        if field and self._drawn(resource, field.column):
            return PLENTY
        if field and field.default and not other and self._is_stepped(resource, field.column):
            return field.default
        value = self._values.valid(one.type, other=other) if one.type else {"a": 1}
        if value is None:
            raise skip("no_value", property=one.name)
        return [value] if one.items else value

    def is_reserved(self, schema: Schema, one: Property) -> bool:
        """Whether not everybody may write a property who may send the body."""
        field = self.field(schema.resource, one.field)
        return field is not None and field.writers is not None and not one.required

    def _is_given(self, schema: Schema, one: Property, given: Given) -> bool:
        """Whether a property refers to a row that the new one is to stand under."""
        field = self.field(schema.resource, one.field)
        return bool(field and field.foreign_key and field.foreign_key.resource in given)

    def _is_drawn(self, schema: Schema, one: Property) -> bool:
        """Whether creates take from the column that a property fills: then there must be something to take."""
        return bool(one.field) and self._drawn(schema.resource, one.field)

    def _drawn(self, resource: str, column: str) -> bool:
        draws = (draw for one in self._blueprint.operations for draw in one.draws)
        return any((one.stock, one.column) == (resource, column) for one in draws)

    def _is_stepped(self, resource: str, column: str) -> bool:
        """Whether a column is a status with steps: a row that is new has its default, and may keep that."""
        own = (one for one in self._blueprint.operations if one.resource == resource)
        return any(table.column == column for one in own for table in one.transitions)

    def field(self, resource: str, column: str) -> Field | None:
        """The field of a column, None where the property fills none."""
        if not resource or not column:
            return None
        return next((one for one in self._blueprint.resource(resource).fields if one.column == column), None)

    def send(self, operation: Operation, actor: Actor | None, path: str, body: Mapping[str, Any] | None) -> Reply:
        """Run an operation as `actor`."""
        filed = forms.is_form(operation, body)
        return self._client.send(
            Request(
                method=operation.method,
                path=path,
                headers=(*self._cast.headers(actor), *self.needed(operation), *((forms.HEADER,) if filed else ())),
                body=body,
                has_body=body is not None,
                content=forms.form(operation, body) if filed and body is not None else None,
                rule=operation.limit,
            )
        )

    def tie(self, listing: Operation, row: Row, given: Given) -> None:
        """Tie `row` to the one above, where a list finds rows through a join. Raises Skip where nothing can."""
        across = listing.across
        if across is None:
            return
        above = given.get(listing.parents[-1].resource)
        left = {across.column: above, across.other: row}
        made = ((one, one.link) for one in self._blueprint.operations if one.kind == "link" and one.link)
        found = [
            (one, left.get(link.left_column)) for one, link in made if link.join == across.join and link.right_parameter
        ]
        operation, own = found[0] if found else (None, None)
        if operation is None or own is None or above is None:
            raise skip("no_link")
        path = self.path(operation, row.maker, {row.resource: row, above.resource: above}, own)
        reply = self.send(operation, self.caller(operation, row.maker, own), path, None)
        if reply.status != operation.success.status:
            raise skip("no_link")

    def needed(self, operation: Operation) -> tuple[tuple[str, str], ...]:
        """The headers without which the operation is refused."""
        version = (ANY_VERSION,) if operation.if_match == "required" else ()
        return (*version, *(((HEADER, self._values.token()),) if operation.retry == "required" else ()))

    def remember(self, plan: Plan, reply: Reply) -> Row:
        """Take note of a row that a create answered, and of the row that joins its maker to it."""
        operation = plan.operation
        resource = self._blueprint.resource(operation.resource)
        columns = self._columns(resource, plan.maker, plan.body, reply.fields)
        for parent in operation.parents[-1:]:
            target = resource.field(parent.column).foreign_key
            columns[parent.column] = plan.rows[parent.resource].columns.get(target.key if target else "id")
        self.known.add(resource.table, columns)
        self._join(operation, plan.maker, columns[resource.primary_key[0]])
        return Row(resource=operation.resource, columns=columns, body=reply.fields, sent=plan.body, maker=plan.maker)

    def _columns(
        self, resource: Resource, maker: Actor, sent: dict[str, Any], answered: dict[str, Any]
    ) -> dict[str, Any]:
        columns = {one.column: answered.get(one.property, sent.get(one.property)) for one in resource.fields}
        for one in resource.fields:
            if one.generation == "caller" and columns[one.column] is None:
                columns[one.column] = maker.id
        return columns

    def _join(self, operation: Operation, maker: Actor, key: Any) -> None:
        if operation.joining:
            joining = operation.joining
            table = self._blueprint.resource(joining.join).table
            columns = {joining.resource_column: key, joining.caller_column: maker.id, **dict(joining.values)}
            self.known.add(table, columns)


def fill(template: str, values: Mapping[str, str]) -> str:
    """`template` with its parameters in place, escaped."""
    return _PARAMETER.sub(lambda match: quote(values[match[1]], safe=""), template)
