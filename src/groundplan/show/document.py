"""The Spec as the published document: plain data in the form of `groundplan.show.model`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundplan.catalogue import unread
from groundplan.spec.text.paths import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.operations.operations import Classified
    from groundplan.source import Span
    from groundplan.spec.model import Endpoint, Entity, Fact, Field, Response, Sample, Spec

Data = dict[str, Any]

_DROPPED = frozenset({"span", "carrier", "absolute", "raw", "raw_type", "access", "indexed", "computed"})


def document(spec: Spec, classified: Sequence[Classified] = (), plan: Blueprint | None = None) -> Data:
    """What was understood, with the operation of each endpoint and, with its plan, what requirements became.

    Keys are those of `groundplan.show.model.Document`.
    """
    stated = [one for one in spec.frameworks if one.strength != "not"]
    stores = [one for one in spec.databases if one.strength != "not"]
    return {
        "format": "groundplan-show-1",
        "meta": _meta(spec),
        "base_path": _word(spec.base_path) if spec.base_path else None,
        "endpoints": _endpoints(spec, classified),
        "entities": [_entity(one) for one in spec.entities],
        "relations": [_plain(one) | {"fields": _fields(one.fields)} | _place(one.span) for one in spec.relations],
        "auth": [one.scheme for one in spec.auth],
        "auth_details": [_nested(one, "lifetimes") for one in spec.auth],
        "roles": _all(spec.roles),
        "permissions": _all(spec.permissions),
        "framework": stated[0].value if stated else None,
        "database": stores[0].value if stores else None,
        "stack": _stack(spec),
        "moves": _all(spec.moves),
        "requirements": [_requirement(one) for one in spec.requirements],
        "behaviours": _behaviours(plan) if plan else [],
        "unrecognised": _unrecognised(plan) if plan else [],
        "integrations": _all(spec.integrations),
        "targets": _all(spec.targets),
        "rate_limits": _all(spec.rate_limits),
        "cors": [_word(one) for one in spec.cors],
        "compliance": _all(spec.compliance),
        "scenarios": [_nested(one, "steps") for one in spec.scenarios],
        "glossary": _all(spec.glossary),
        "exclusions": _all(spec.exclusions),
        "assumptions": _all(spec.assumptions),
        "constraints": _all(spec.constraints),
        "settings": [_word(one) for one in spec.settings],
        "unread": _all([one._replace(name=unread(one.name, spec.meta.language)) for one in spec.unread]),
    }


def files(spec: Spec) -> list[str]:
    """The files that gave facts, in reading order."""
    return list(dict.fromkeys([spec.meta.span.path, *(section.span.path for section in spec.sections)]))


def _place(span: Span) -> Data:
    return {"file": span.path, "line": span.line}


def _plain(node: Any) -> Data:
    """The fields of a node that are text, numbers and lists of text; nodes in it are left to the caller."""
    shown: Data = {"origin": "stated"}
    for name, value in node._asdict().items():
        if name in _DROPPED:
            continue
        shown[name] = list(value) if value.__class__ is tuple else value
    return shown | _place(node.span)


def _all(nodes: Iterable[Any]) -> list[Data]:
    return [_plain(one) for one in nodes]


def _nested(node: Any, name: str) -> Data:
    return _plain(node) | {name: _all(getattr(node, name))}


def _word(fact: Fact) -> Data:
    return _plain(fact)


def _meta(spec: Spec) -> Data:
    meta = spec.meta
    return {
        "id": meta.id,
        "title": meta.title,
        "version": meta.version,
        "status": meta.status,
        "language": meta.language,
        "dialect": meta.dialect,
        "files": files(spec),
        "fields": {name: value for name, value, _ in meta.fields},
        "origin": "stated",
    } | _place(meta.span)


def _stack(spec: Spec) -> dict[str, list[Data]]:
    return {
        "frameworks": [_word(one) for one in spec.frameworks],
        "databases": [_word(one) for one in spec.databases],
        "caches": [_word(one) for one in spec.caches],
        "languages": [_word(one) for one in spec.languages],
        "instances": [_word(spec.instances)] if spec.instances else [],
    }


def _fields(fields: Iterable[Field]) -> list[Data]:
    shown = []
    for one in fields:
        kind = one.type
        narrowed = {
            "type": kind.base,
            "length": kind.length,
            "precision": kind.precision,
            "scale": kind.scale,
            "values": list(kind.values),
            "target": kind.target,
            "item": kind.item,
        }
        shown.append(_plain(one) | narrowed)
    return shown


def _entity(entity: Entity) -> Data:
    indexes = [
        {"columns": [f"{c.field} desc" if c.descending else c.field for c in one.columns], "unique": one.unique}
        | {"origin": "stated"}
        | _place(one.span)
        for one in entity.indexes
    ]
    return _plain(entity) | {
        "fields": _fields(entity.fields),
        "indexes": indexes,
        "dependencies": _all(entity.dependencies),
    }


def _requirement(node: Any) -> Data:
    return _plain(node) | {"clauses": [{"keyword": one.keyword, "text": one.text} for one in node.clauses]}


def endpoint_words(identifiers: Iterable[str], plan: Blueprint) -> list[str]:
    """`POST /orders` for each operation."""
    found = (plan.operation(one) for one in identifiers)
    return [f"{one.method} {one.path}" for one in found]


def _behaviours(plan: Blueprint) -> list[Data]:
    return [
        {
            "requirement": one.requirement,
            "rule": one.rule,
            "kind": one.kind,
            "because": one.because,
            "endpoints": endpoint_words(one.operations, plan),
            "origin": "stated",
        }
        | _place(one.span)
        for one in plan.behaviours
        if one.span
    ]


def _unrecognised(plan: Blueprint) -> list[Data]:
    return [
        {
            "id": one.id,
            "text": one.text,
            "status": one.status,
            "endpoints": endpoint_words(one.operations, plan),
            "origin": "stated",
        }
        | _place(one.span)
        for one in plan.unrecognised
        if one.span
    ]


def access_words(endpoint: Endpoint) -> str | None:
    """public, authenticated, signature, or roles joined by commas; None where nothing is stated."""
    if endpoint.access is None:
        return None
    return ", ".join(endpoint.access.roles) if endpoint.access.kind == "roles" else endpoint.access.kind


def _endpoints(spec: Spec, classified: Sequence[Classified]) -> list[Data]:
    found = {id(one.endpoint): one for one in classified}
    shown = []
    for one in spec.endpoints:
        operation = found.get(id(one))
        shown.append(
            _plain(one)
            | {
                "path": shown_path(one, spec),
                "operation": operation.kind if operation else "",
                "rule": operation.rule if operation else "",
                "auth": access_words(one),
                "request": None if one.request is None else _fields(one.request),
                "parameters": _fields(one.parameters),
                "samples": [_sample(sample) for sample in one.samples],
                "responses": [_response(answer) for answer in one.responses],
            }
        )
    return shown


def _response(one: Response) -> Data:
    sample = None if one.sample is None else _sample(one.sample)
    return _plain(one) | {"fields": _fields(one.fields), "sample": sample}


def _sample(one: Sample) -> Data:
    headers = [list(pair) for pair in one.headers]
    return {"media": one.media, "text": one.text, "json_schema": one.schema, "headers": headers}


def schema() -> Data:
    """The JSON Schema of the document (draft 2020-12)."""
    from groundplan.show.model import Document

    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | Document.model_json_schema()
