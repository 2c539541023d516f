"""OpenAPI 3.0 and 3.1 as a Spec.

An object with a key of its own, that some operation answers with, is an entity; a page of them is a list; what a
create takes and an answer never shows is a field that is only written. Other bodies stay with their operation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.importing.limits import data_of
from groundplan.importing.links import linked
from groundplan.importing.model import BrokenError, Imported
from groundplan.importing.naming import NOWHERE, meta_of, referring
from groundplan.importing.operations import Operations
from groundplan.importing.schemas import Json, Schemas, members
from groundplan.importing.security import statements
from groundplan.spec.model import Entity, Fact, Field, Spec
from groundplan.spec.text.words import same_name

if TYPE_CHECKING:
    from groundplan.importing.operations import Call
    from groundplan.spec.model import Language

_VERSION = re.compile(r"3\.[01]\.\d+")


def read(path: str, text: str, language: Language) -> Imported:
    """The Spec of an OpenAPI document. Raises BrokenError."""
    document = data_of(text)
    version = document.get("openapi") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(version, str) or not _VERSION.match(version):
        found = "swagger 2.0" if isinstance(document, dict) and "swagger" in document else str(version or "")
        raise BrokenError("no-openapi", detail=found[:40])
    schemas = Schemas(document)
    operations = Operations(schemas)
    calls = operations.read()
    base = _base(document, schemas)
    info = members(document.get("info"))
    entities = tuple(_entity(name, schemas, calls) for name in schemas.entities)
    links = linked(calls, schemas)
    schemas.note("components", "silent")
    spec = Spec(
        meta_of(path, language, str(info.get("title") or ""), str(info.get("version") or "")),
        base_path=Fact(base, NOWHERE) if base else None,
        endpoints=tuple(operations.endpoint(one) for one in calls),
        entities=(*entities, *links.entities),
        relations=links.relations,
        auth=statements(document, schemas),
        roles=operations.roles(calls),
    )
    return Imported(spec, tuple(schemas.notes))


def _base(document: Json, schemas: Schemas) -> str:
    """The path of the first server; the host of it is where some service runs, not what the service is."""
    servers = document.get("servers")
    first = servers[0] if isinstance(servers, list) and servers and isinstance(servers[0], dict) else {}
    url = str(first.get("url") or "")
    found = re.fullmatch(r"(?:(https?://[^/\s]+))?((?:/[\w.~-]+)*)/?", url)
    if not found or found.group(1) or (isinstance(servers, list) and len(servers) > 1):
        schemas.note("servers", "server", url[:80])
    return found.group(2) if found else ""


def _entity(schema_name: str, schemas: Schemas, calls: list[Call]) -> Entity:
    """The fields of answers, and what only bodies of creates have."""
    name = schemas.entities[schema_name]
    where = f"components/schemas/{schema_name}"
    schema = schemas.shape({"$ref": f"#/{where}"}, where).schema
    sent = _sent(name, calls)
    fields = [_field(one, sent) for one in schemas.fields(schema, where)]
    known = {one.name for one in fields}
    hidden = [one._replace(write_only=True) for key, one in sent.items() if key not in known]
    others = {same_name(one): one for one in schemas.entities.values()}
    gone = _deleted(calls)
    return Entity(name, tuple(_own(one, others, gone) for one in referring((*fields, *hidden), others)), NOWHERE)


def _sent(name: str, calls: list[Call]) -> dict[str, Field]:
    """What is sent to create one: by the operations that answer 201, where there are such."""
    found = [one for one in calls if one.entity == name and one.method == "POST" and not (one.many or one.action)]
    creates = [one for one in found if "201" in one.statuses] or found
    return {field.name: field for one in reversed(creates) for field in one.body or ()}


def _deleted(calls: list[Call]) -> frozenset[str]:
    """The compared names of collections whose rows can be deleted whatever refers to them."""
    return frozenset(
        same_name(one.path.split("/")[-2])
        for one in calls
        if one.method == "DELETE" and one.path.endswith("}") and one.path.count("{") == 1 and "409" not in one.statuses
    )


def _field(field: Field, sent: dict[str, Field]) -> Field:
    """A field of an answer: whether it is required is said by what creates it; answers show all."""
    if field.name.lower() in ("id", "uuid"):
        return field._replace(primary_key=True, required=False, read_only=False)
    if not sent:
        return field
    body = sent.get(field.name)
    if body is None:
        return _begun(field) if field.required and not field.read_only else field._replace(required=False)
    return field._replace(
        required=body.required,
        default=field.default if field.default is not None else body.default,
        pattern=field.pattern or body.pattern,
        nullable=False,
    )


def _begun(field: Field) -> Field:
    """A value that is always shown and never sent at first: the service begins with one, the first that there is."""
    first = {"enum": field.type.values[:1], "bool": ("false",)}.get(field.type.base)
    if field.default is not None or not first:
        return field._replace(required=False)
    return field._replace(required=False, default=first[0], origin="inferred")


def _own(field: Field, others: dict[str, str], gone: frozenset[str]) -> Field:
    """A reference that the server sets is required; what it points to may go, and then its rows go too."""
    if field.type.base != "ref" or field.origin != "inferred" or field.nullable:
        return field
    goes = same_name(field.type.target) in gone
    by_name = field.read_only and same_name(field.name) in others
    return field._replace(
        required=field.required or field.read_only,
        read_only=field.read_only and not by_name,
        on_delete="cascade" if goes else None,
    )
