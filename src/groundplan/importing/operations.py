"""Operations of an OpenAPI document as endpoints."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from groundplan.importing.naming import NOWHERE, plain_line
from groundplan.importing.schemas import members
from groundplan.importing.security import access
from groundplan.record import NamedTuple
from groundplan.spec.model import Endpoint, Field, Response, Role
from groundplan.spec.text.paths import METHODS, normalised
from groundplan.spec.text.words import same_name

if TYPE_CHECKING:
    from groundplan.importing.schemas import Json, Schemas

_PAGING = frozenset({"limit", "offset", "page", "per_page", "perpage", "page_size", "pagesize", "size", "cursor",
                     "after", "before", "skip", "take"})  # fmt: skip
_SORTING = frozenset({"sort", "sort_by", "sortby", "order_by", "orderby", "order"})
_SEARCHING = frozenset({"q", "query", "search"})
_OF_THE_SERVER = frozenset({400, 401, 413, 415, 422, 429, 500, 503})
"""What any service answers to what it cannot read or bear: not a statement of an operation."""
_WELL_KNOWN = frozenset({"/health", "/healthz", "/livez", "/readyz", "/metrics"})
_ACTION = re.compile(r"\}/[^{}/]+$")


class Call(NamedTuple):
    """An operation whose bodies are read: `entity` is what it answers with, `many` a list of them."""

    method: str
    path: str
    operation: Json
    entity: str = ""
    many: bool = False
    body: tuple[Field, ...] | None = None
    body_name: str = ""

    @property
    def statuses(self) -> frozenset[str]:
        """The statuses that it states."""
        return frozenset(str(one) for one in members(self.operation.get("responses")))

    @property
    def action(self) -> bool:
        """A word behind a key that does not name what is answered: something done to one row."""
        found = _ACTION.search(self.path)
        return bool(found) and same_name(self.path.rpartition("/")[2]) != same_name(self.entity)


class Operations:
    """The operations of one document."""

    def __init__(self, schemas: Schemas) -> None:
        self.schemas = schemas
        self.document = schemas.document

    def read(self) -> list[Call]:
        """Every operation; what it answers with makes entities."""
        paths = self.document.get("paths")
        calls = []
        for path, value in paths.items() if isinstance(paths, dict) else ():
            item, _ = self.schemas.deref(value, f"paths/{path}")
            for method in METHODS:
                operation = item.get(method.lower())
                if isinstance(operation, dict) and self._is_own(str(path), item, operation):
                    shared = item.get("parameters")
                    own = operation.get("parameters")
                    joined = [*(shared if isinstance(shared, list) else ()), *(own if isinstance(own, list) else ())]
                    calls.append(Call(method, str(path), {**operation, "parameters": joined}))
        for call in calls:
            self._declare(call)
        return [self._read(call) for call in calls]

    def _is_own(self, path: str, item: Json, operation: Json) -> bool:
        """Health and metrics beside the base path are every generated service's own."""
        if not path.startswith("/") or " " in path:
            self.schemas.note(f"paths/{path}", "path")
            return False
        if "callbacks" in operation:
            self.schemas.note(f"paths/{path}", "keyword", "callbacks")
        return not (path in _WELL_KNOWN and ("servers" in item or not self.document.get("servers")))

    def _declare(self, call: Call) -> None:
        for status, schema, where in self._answers(call):
            if status < 300 and schema is not None:
                _, name, shape = self._held(schema, where)
                self._declare_whole(name, shape, where)

    def _declare_whole(self, name: str, schema: Json, where: str) -> None:
        """An entity, and those that it shows lists of: they are its parts."""
        if not name or self.schemas.entity_of(name) or not self.schemas.is_entity(schema, name):
            return
        self.schemas.declare(name)
        for value in members(schema.get("properties")).values():
            listed = self.schemas.shape(value, where).schema
            if listed.get("type") == "array":
                inner = self.schemas.shape(listed.get("items"), where)
                self._declare_whole(inner.name, inner.schema, where)

    def _answers(self, call: Call) -> list[tuple[int, Any, str]]:
        """Status, schema and place of every answer."""
        found = []
        responses = call.operation.get("responses")
        for status, value in responses.items() if isinstance(responses, dict) else ():
            where = f"{call.method} {call.path} {status}"
            if not re.fullmatch(r"[1-5]\d\d", str(status)):
                self.schemas.note(where, "status", str(status)[:20])
                continue
            answer, _ = self.schemas.deref(value, where)
            found.append((int(status), self._content(answer, where), where))
        return found

    def _content(self, holder: Json, where: str) -> Any:
        """The schema of the JSON that a body or answer holds; None for no body."""
        content = holder.get("content")
        if not isinstance(content, dict) or not content:
            return None
        for media, value in content.items():
            if "json" in str(media).lower() and isinstance(value, dict):
                return value.get("schema") or {}
        self.schemas.note(where, "media", ", ".join(str(one) for one in content)[:80])
        value = next(iter(content.values()))
        return value.get("schema") if isinstance(value, dict) else None

    def _held(self, schema: Any, where: str) -> tuple[bool, str, Json]:
        """Whether a list (or a page) of something is answered, its name and its schema."""
        shape = self.schemas.shape(schema, where)
        items = shape.schema.get("items") if shape.schema.get("type") == "array" else self._paged(shape.schema, where)
        if items is None:
            return False, shape.name, shape.schema
        inner = self.schemas.shape(items, where)
        return True, inner.name, inner.schema

    def _paged(self, schema: Json, where: str) -> Any:
        """What a page holds: an object of one array of objects, and plain values beside it."""
        if self.schemas.is_entity(schema, ""):
            return None
        arrays, others = [], []
        for value in members(schema.get("properties")).values():
            inner = self.schemas.shape(value, where).schema
            if inner.get("type") == "array" and isinstance(inner.get("items"), dict) and "$ref" in inner["items"]:
                arrays.append(inner["items"])
            else:
                others.append(inner.get("type"))
        plain = all(one in ("integer", "string", "boolean", "number") for one in others)
        return arrays[0] if len(arrays) == 1 and plain else None

    def _read(self, call: Call) -> Call:
        entity, many = "", False
        for status, schema, where in self._answers(call):
            if status < 300 and schema is not None and not entity:
                many, name, _ = self._held(schema, where)
                entity = self.schemas.entity_of(name)
        body, _ = self.schemas.deref(call.operation.get("requestBody"), f"{call.method} {call.path}")
        where = f"{call.method} {call.path} body"
        schema = self._content(body, where)
        if schema is None:
            return call._replace(entity=entity, many=many)
        shape = self.schemas.shape(schema, where)
        if shape.schema.get("type") == "array":
            self.schemas.note(where, "list-body")
        fields = self.schemas.fields(shape.schema, where)
        return call._replace(entity=entity, many=many, body=fields, body_name=shape.name)

    def endpoint(self, call: Call) -> Endpoint:
        """The endpoint of an operation."""
        path, _ = normalised(call.path)
        operation = call.operation
        made = Endpoint(
            call.method, path, NOWHERE, call.path,
            summary=plain_line(str(operation.get("summary") or operation.get("operationId") or "")),
            access=access(operation, self.document, self.schemas),
            request=self._request(call),
            request_entity=self.schemas.entity_of(call.body_name),
            responses=tuple(self._response(*one) for one in self._answers(call) if self._is_stated(call, one[0])),
            carrier="heading",
        )  # fmt: skip
        return self._queried(made, call)

    def _request(self, call: Call) -> tuple[Field, ...] | None:
        """The body as it stands; a whole entity is named instead."""
        if call.body is None:
            return None
        return () if self.schemas.entity_of(call.body_name) else call.body

    def _is_stated(self, call: Call, status: int) -> bool:
        return status not in _OF_THE_SERVER and not (status == 404 and "{" in call.path)

    def _response(self, status: int, schema: Any, where: str) -> Response:
        if schema is None or status >= 300:
            return Response(status, NOWHERE)
        many, name, held = self._held(schema, where)
        entity = self.schemas.entity_of(name)
        if entity:
            return Response(status, NOWHERE, entity, many)
        return Response(status, NOWHERE, "", many, self.schemas.fields(held, where))

    def _queried(self, endpoint: Endpoint, call: Call) -> Endpoint:
        """Filters, sorts and what else stands in the query."""
        filters: list[str] = []
        for value in call.operation["parameters"]:
            one, _ = self.schemas.deref(value, f"{call.method} {call.path}")
            name, where = str(one.get("name") or ""), one.get("in")
            if where in ("header", "cookie"):
                self.schemas.note(f"{call.method} {call.path}", "parameter", name)
            if where != "query" or not name.isidentifier() or name.lower() in _PAGING:
                continue
            if name.lower() in _SORTING:
                endpoint = endpoint._replace(sorts=self._sorts(one))
            elif name.lower() in _SEARCHING:
                endpoint = endpoint._replace(search=_searched(one))
            else:
                filters.append(name)
        return endpoint._replace(filters=tuple(filters))

    def _sorts(self, parameter: Json) -> tuple[str, ...]:
        """The fields that the values of a sort parameter name."""
        schema = self.schemas.shape(parameter.get("schema"), "sort").schema
        listed = re.search(r"-\?\(([\w|]+)\)", str(schema.get("pattern") or ""))
        values = listed.group(1).split("|") if listed else [str(one) for one in schema.get("enum") or ()]
        return tuple(dict.fromkeys(name for one in values if (name := one.lstrip("+-")).isidentifier()))

    def roles(self, calls: list[Call]) -> tuple[Role, ...]:
        """The roles that operations name."""
        notes = [access(one.operation, self.document, self.schemas) for one in calls]
        names = dict.fromkeys(role for note in notes if note for role in note.roles)
        return tuple(Role(name, NOWHERE) for name in names)


def _searched(parameter: Json) -> tuple[str, ...]:
    """The fields that the description of a search parameter lists at its end or at its beginning."""
    words = str(parameter.get("description") or "")
    found = re.search(r"\bin:? ((?:\w+, )*\w+)\.?$", words) or re.match(r"((?:[a-z]\w*, )*[a-z]\w*)에서", words)
    return tuple(found.group(1).split(", ")) if found else ()
