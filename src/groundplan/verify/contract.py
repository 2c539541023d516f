"""What an answer must look like: its body by the emitted OpenAPI document, an error by the error contract."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.verify.client import Reply

# RFC 3339, section 5.6, in UTC.
_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")
_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def is_utc(value: object) -> bool:
    """Whether a value is a time in UTC as RFC 3339 writes it."""
    if not isinstance(value, str) or not _UTC.fullmatch(value):
        return False
    return _reads(datetime.fromisoformat, value.replace("Z", "+00:00"))


def _is_date(value: object) -> bool:
    return isinstance(value, str) and bool(_FULL_DATE.fullmatch(value)) and _reads(date.fromisoformat, value)


def _is_uuid(value: object) -> bool:
    return isinstance(value, str) and len(value) == 36 and _reads(UUID, value)


def _reads(parse: Any, value: str) -> bool:
    try:
        parse(value)
    except ValueError:
        return False
    return True


class Contract:
    """The emitted document and the error catalogue of one Blueprint."""

    def __init__(self, blueprint: Blueprint) -> None:
        from groundplan.emit.openapi import document

        self._blueprint = blueprint
        self.document = document(blueprint)
        self._formats = format_checker()

    def body_fault(self, operation: Operation, reply: Reply) -> str:
        """What is wrong with the body of a success, in the words of the schema; empty when nothing is."""
        if not operation.success.schema:
            return "" if not reply.text or operation.success.status != 204 else "a body"
        if reply.json is None:
            return f"no JSON ({reply.headers.get('content-type', 'no content type')})"
        return self._schema_fault(f"#/components/schemas/{operation.success.schema}", reply.json)

    def _schema_fault(self, reference: str, value: Any) -> str:
        from jsonschema import Draft202012Validator
        from jsonschema.exceptions import best_match

        schema = {"$ref": reference, "components": self.document["components"]}
        found = best_match(Draft202012Validator(schema, format_checker=self._formats).iter_errors(value))
        return f"{found.json_path}: {found.message}" if found else ""

    def error_fault(self, reply: Reply, status: int) -> str:
        """What is wrong with an error body; empty when nothing is."""
        if self._blueprint.error_format == "problem":
            return _problem_fault(reply, status)
        codes = {one.code for one in self._blueprint.errors if one.status == status}
        body = reply.json
        if not isinstance(body, dict):
            return f"no JSON object ({reply.headers.get('content-type', 'no content type')})"
        if set(body) != {"error", "message", "details", "timestamp"}:
            return f"keys {', '.join(sorted(body))}"
        if not isinstance(body["error"], str) or (codes and body["error"] not in codes):
            return f"error {body['error']!r}"
        if not isinstance(body["message"], str) or not body["message"]:
            return f"message {body['message']!r}"
        if not is_utc(body["timestamp"]):
            return f"timestamp {body['timestamp']!r}"
        return _details_fault(body["details"])

    def named_fields(self, reply: Reply) -> set[str]:
        """The fields that an error body names."""
        key = "errors" if self._blueprint.error_format == "problem" else "details"
        details = reply.fields.get(key)
        found = [one for one in details if isinstance(one, dict)] if isinstance(details, list) else []
        return {part.strip() for one in found for part in str(one.get("field", "")).split(",")}


def _problem_fault(reply: Reply, status: int) -> str:
    """RFC 9457, section 3."""
    kind = reply.headers.get("content-type", "").partition(";")[0]
    if kind != "application/problem+json":
        return f"content type {kind!r}"
    body = reply.fields
    if body.get("status") != status or not body.get("title") or not body.get("type"):
        return f"type {body.get('type')!r}, title {body.get('title')!r}, status {body.get('status')!r}"
    return _details_fault(body.get("errors", []))


def _details_fault(details: Any) -> str:
    if not isinstance(details, list):
        return f"details {details!r}"
    for one in details:
        keys = ("field", "code", "message")
        if not isinstance(one, dict) or not all(isinstance(one.get(key), str) for key in keys):
            return f"details with {one!r}"
    return ""


def format_checker() -> Any:
    """The formats that the emitted schemas use, as strictly as the contract says."""
    from jsonschema import FormatChecker

    checker = FormatChecker(formats=())
    checker.checks("uuid")(_is_uuid_or_other)
    checker.checks("date-time")(_is_utc_or_other)
    checker.checks("date")(_is_date_or_other)
    return checker


def _is_uuid_or_other(value: object) -> bool:
    return not isinstance(value, str) or _is_uuid(value)


def _is_utc_or_other(value: object) -> bool:
    return not isinstance(value, str) or is_utc(value)


def _is_date_or_other(value: object) -> bool:
    return not isinstance(value, str) or _is_date(value)
