"""Errors: one body form for all of them, also where no operation is reached."""

from __future__ import annotations

import re

from groundplan.plan.model.api import Operation
from groundplan.plan.model.blueprint import Blueprint
from groundplan.verify import subjects
from groundplan.verify.client import Request
from groundplan.verify.model import skip
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check

METHODS = ("PUT", "PATCH", "DELETE", "POST")
_BRACES = re.compile(r"\{\w+\}")


@check("errors.unknown_route")
def unknown_route(probe: Probe) -> None:
    """A path that the SPEC does not have is 404 in the error form, under the base path and outside it."""
    for base in dict.fromkeys((probe.blueprint.service.base_path, "")):
        probe.error(probe.deliver(Request(method="GET", path=f"{base}/no-such-{probe.values.token()}")), 404)


def _first_of_path(blueprint: Blueprint) -> list[Operation]:
    found: dict[str, Operation] = {}
    for one in blueprint.operations:
        found.setdefault(one.path, one)
    return list(found.values())


@check("errors.method_not_allowed", over=_first_of_path)
def method_not_allowed(probe: Probe) -> None:
    """A method that a path does not have is 405 with Allow naming those it has."""
    path = _BRACES.sub(probe.values.uuid(), probe.operation.path)
    rivals = [one for one in probe.blueprint.operations if _matches(one, path)]
    free = [method for method in METHODS if method not in {one.method for one in rivals}]
    if not free:
        raise skip("all_methods")
    actor = probe.cast.alice() if probe.operation.access.level in ("authenticated", "granted") else None
    base = probe.cast.path(probe.operation).removesuffix(probe.operation.path)

    reply = probe.deliver(Request(method=free[0], path=base + path, headers=probe.cast.headers(actor)))

    if probe.error(reply, 405):
        allowed = {one.strip().upper() for one in reply.headers.get("Allow", "").split(",")}
        # A router may take `/users/me` for a row of `/users/{id}` too, or for a path of its own.
        own = {one.method for one in rivals if one.path == probe.operation.path}
        got = reply.headers.get("Allow", "-")
        probe.claim(own <= allowed and free[0] not in allowed, reply, "allow", got, methods=", ".join(sorted(own)))


def _matches(operation: Operation, path: str) -> bool:
    pattern = "".join(
        "[^/]+" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{\w+\})", operation.path)
    )
    return re.fullmatch(pattern, path) is not None


@check("errors.malformed_json", over=subjects.with_json)
def malformed_json(probe: Probe) -> None:
    """A body that is not JSON is 400."""
    for content in (b'{"a": ', b"\xff\xfe{}"):
        _post(probe, content, "application/json", 400)


@check("errors.not_an_object", over=subjects.with_json)
def not_an_object(probe: Probe) -> None:
    """A body that is JSON and no object is refused."""
    for content in (b"[]", b'"text"', b"null"):
        _post(probe, content, "application/json", 400, 422)


@check("errors.media_type", over=subjects.with_json)
def media_type(probe: Probe) -> None:
    """A body of another media type is 415."""
    _post(probe, b"a=1", "application/x-www-form-urlencoded", 415)
    _post(probe, b"<a/>", "application/xml", 415)


@check("errors.too_large", over=lambda blueprint: list(subjects.with_json(blueprint))[:1])
def too_large(probe: Probe) -> None:
    """A body over the limit is 413."""
    content = b'{"a": "' + b"a" * probe.blueprint.body_limit_bytes + b'"}'
    _post(probe, content, "application/json", 413)


def _post(probe: Probe, content: bytes, media: str, *statuses: int) -> None:
    operation = probe.operation
    row, path = probe.target(operation, probe.cast.anybody())
    caller = probe.caller(operation, row)
    reply = probe.send(operation, path, caller, content=content, headers=(("Content-Type", media),))
    probe.error(reply, *statuses)
