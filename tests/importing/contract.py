"""OpenAPI documents compared as contracts: paths, methods, statuses, parameters and schemas, whatever their names."""

from __future__ import annotations

from typing import Any

_TOLD = frozenset({"description", "example", "examples", "title", "summary", "headers", "tags"})
_METHODS = ("get", "put", "post", "delete", "patch")


def contract(document: dict[str, Any]) -> dict[str, Any]:
    """Every operation, by method and path: its body, its answers by status, its parameters."""
    found: dict[str, Any] = {}
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                operation = item[method]
                found[f"{method.upper()} {path}"] = {
                    "body": _plain(document, operation.get("requestBody")),
                    "answers": {status: _plain(document, one) for status, one in operation["responses"].items()},
                    "parameters": _sorted(_plain(document, operation.get("parameters", []))),
                    "public": operation.get("security") == [],
                }
    return found


def _sorted(parameters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(parameters, key=lambda one: (one["in"], one["name"]))


def _plain(document: dict[str, Any], value: Any, within: tuple[str, ...] = ()) -> Any:
    """A part with its references followed, without words for people; `within` are those that lead here."""
    if isinstance(value, list):
        return [_plain(document, one, within) for one in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        if value["$ref"] in within:
            return "itself"
        target: Any = document
        for part in value["$ref"][2:].split("/"):
            target = target[part]
        return _plain(document, target, (*within, value["$ref"]))
    inside = value.get("type") == "object"
    return {
        key: sorted(one) if key == "required" and isinstance(one, list)
        else {name: _plain(document, inner, within) for name, inner in one.items()} if key == "properties"
        else _plain(document, one, within)
        for key, one in value.items()
        if inside or key not in _TOLD
        if key not in ("description", "title", "example")
    }  # fmt: skip
