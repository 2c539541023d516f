"""OpenAPI 3.1 of a Blueprint: the contract that a generated service keeps, serves and is tested against.

https://spec.openapis.org/oas/v3.1.1
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from groundplan.emit import yaml
from groundplan.emit.access import label
from groundplan.emit.openapi.answers import shared_headers, shared_responses
from groundplan.emit.openapi.bodies import schemas
from groundplan.emit.openapi.context import Context
from groundplan.emit.openapi.operations import paths, security_schemes
from groundplan.emit.text import one_line, prose

if TYPE_CHECKING:
    from groundplan.plan.model.blueprint import Blueprint

Json = dict[str, Any]

VERSION = "3.1.0"


def render(blueprint: Blueprint, form: str = "yaml") -> str:
    """The document as text: `yaml` or `json`."""
    found = document(blueprint)
    if form == "json":
        return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    return yaml.dumps(found)


def document(blueprint: Blueprint) -> Json:
    """The document as ordered plain data."""
    context = Context(blueprint)
    items = paths(context)
    components = _components(items, context)
    return {
        "openapi": VERSION,
        "info": _info(context),
        "servers": [{"url": blueprint.service.base_path or "/", "description": context.words("openapi.server")}],
        "tags": _tags(context),
        "paths": items,
        "components": {name: part for name, part in components.items() if part},
    }


def _info(context: Context) -> Json:
    service = context.blueprint.service
    told = [
        prose(service.summary) if service.summary != service.title else "",
        context.words("openapi.made", id=prose(service.id or service.title)),
    ]
    return {
        "title": one_line(service.title),
        "version": service.version,
        "description": "\n\n".join(text for text in told if text),
        "contact": {"name": one_line(service.title)},
        "license": {"name": context.words("openapi.license"), "identifier": "LicenseRef-Proprietary"},
    }


def _tags(context: Context) -> list[Json]:
    resources = {one.name.kebab: one for one in context.blueprint.resources}
    found: dict[str, Json] = {}
    for operation in context.blueprint.operations:
        name = operation.tag.kebab
        if name not in found:
            resource = resources.get(name) or resources.get(operation.tag.singular.kebab)
            labelled = resource is not None and resource.label and context.language == "ko"
            shown = label(resource, name, "ko") if labelled else operation.tag.human
            found[name] = {"name": name, "description": context.words("openapi.tag", name=prose(shown))}
    return list(found.values())


def _components(items: Json, context: Context) -> Json:
    answers = shared_responses(items, context)
    mentioned = {
        header["$ref"]
        for response in _responses(items, answers)
        for header in response.get("headers", {}).values()
        if "$ref" in header
    }
    return {
        "schemas": schemas(context),
        "responses": answers,
        "headers": shared_headers(context, mentioned),
        "securitySchemes": security_schemes(context),
    }


def _responses(items: Json, answers: Json) -> list[Json]:
    own = [
        response
        for item in items.values()
        for operation in item.values()
        if isinstance(operation, dict)
        for response in operation["responses"].values()
    ]
    return own + list(answers.values())
