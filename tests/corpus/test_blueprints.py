"""API Blueprint and the OpenAPI that comes of it, case by case: every action, parameter, request and answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from groundplan import pipeline
from groundplan.emit.openapi import document
from tests.conftest import SHARED
from tests.corpus.blueprint import Action, Payload, actions

Json = dict[str, Any]

OURS = sorted((Path(__file__).parent / "blueprints").glob("*.md"))
OTHERS = sorted((SHARED / "corpus" / "apib").glob("*.md"))
LEAST = {"orders.md": (5, 10, 9), "media-ko.md": (3, 2, 5)}
"""Of our documents, how many actions, parameters and answers there are to compare."""


def emitted(path: Path) -> Json:
    understood = pipeline.understand(str(path))
    return document(pipeline.plan(understood, pipeline.decide(str(path), understood.spec, {})))


@pytest.mark.parametrize("path", [*OURS, *OTHERS], ids=lambda path: str(path.name))
def test_every_case_is_there(path: Path) -> None:
    contract = emitted(path)
    found = actions(path.read_text(encoding="utf-8"))

    assert found
    assert not list(OpenAPIV31SpecValidator(contract).iter_errors())
    assert not [problem for action in found for problem in missing(action, contract)]


def test_documents_of_other_people_are_compared() -> None:
    if not OTHERS:
        pytest.skip("../shared is not beside this checkout")
    assert len(OTHERS) >= 13


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.name))
def test_there_is_something_to_compare(path: Path) -> None:
    found = actions(path.read_text(encoding="utf-8"))

    parameters = sum(len(one.parameters) for one in found)
    assert (len(found), parameters, sum(len(one.responses) for one in found)) == LEAST[path.name]


@pytest.mark.parametrize("part", ["parameters", "responses"])
def test_what_is_left_out_is_seen(part: str) -> None:
    contract = emitted(OURS[-1])
    for item in contract["paths"].values():
        for operation in (one for one in item.values() if isinstance(one, dict)):
            operation[part] = type(operation.get(part, []))()

    found = actions(OURS[-1].read_text(encoding="utf-8"))
    assert [problem for action in found for problem in missing(action, contract)]


def missing(action: Action, contract: Json) -> Iterator[str]:
    """What a contract lacks of an action, in words."""
    told = f"{action.method} {action.path}"
    items = {re.sub(r"\{[^}]*\}", "{}", path): item for path, item in contract["paths"].items()}
    base = contract["servers"][0]["url"].rstrip("/")
    operation = items.get(action.path, items.get(action.path.removeprefix(base), {})).get(action.method.lower())
    if operation is None:
        yield f"{told}: no operation"
        return
    known = {(one["in"], one["name"]) for one in operation.get("parameters", [])}
    for name, inside in action.parameters.items():
        if ("path" if inside else "query", name) not in known:
            yield f"{told}: no parameter {name}"
    bodies = [operation.get("requestBody", {}), operation.get("x-stated", {}).get("requestBody", {})]
    for one in action.requests:
        if one.body and not any(holds(body.get("content", {}), one) for body in bodies):
            yield f"{told}: no request {one.media} {one.body[:40]}"
    for one in action.responses:
        yield from (f"{told}: {words}" for words in unanswered(one, operation["responses"], contract))


def unanswered(one: Payload, responses: Json, contract: Json) -> Iterator[str]:
    response = responses.get(str(one.status))
    if response is None:
        yield f"no answer {one.status}"
        return
    if "$ref" in response:
        response = contract["components"]["responses"][response["$ref"].rpartition("/")[2]]
    headers = {name.lower() for name in response.get("headers", {})} | {"content-type"}
    yield from (f"no header {name}" for name in one.headers if name.lower() not in headers)
    if one.body and not holds(response.get("content", {}), one):
        yield f"no body {one.status} {one.media} {one.body[:40]}"


def holds(content: Json, one: Payload) -> bool:
    """Whether the body is there in its media type, as the example or beside it."""
    named = [content[one.media]] if one.media in content else [] if one.media else list(content.values())
    beside = [stated for media in named for stated in media.get("x-stated", [])]
    shown = [media["example"] for media in (*named, *beside) if "example" in media]
    shown += [example["value"] for media in named for example in media.get("examples", {}).values()]
    try:
        return json.loads(one.body) in shown
    except ValueError:  # text, or JSON as people write it: what it means is told, without its comments
        return one.body in shown or any(isinstance(value, dict | list) for value in shown)
