"""How services tell of errors in bodies that look like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.grammar import compact

if TYPE_CHECKING:
    from groundplan.spec.fields.examples import Value


def sound(value: Value | None) -> Value | None:
    """A value that tells of no error and is no part of a token; `"error": null` says that there is none."""
    if value is not None and (_is_fault(value) or _is_token(value)):
        return None
    fault = value.get("error", "errors") if value is not None else None
    return value if fault is None or fault.text in ("null", "None") else None


_FAULT = frozenset({"timestamp", "status", "statuscode", "code", "error", "errorcode", "message", "path", "details"})


def _is_fault(value: Value) -> bool:
    """`{ timestamp, status, code, message, path }`: how a service tells of any error."""
    names = {compact(one.name) for one in value.members}
    return "message" in names and len(names) >= MIN_FAULT and names <= _FAULT and "code" in {one[-4:] for one in names}


def _is_token(value: Value) -> bool:
    """`{ alg, typ }`, `{ sub, iat, exp }`: the parts of a JSON Web Token."""
    names = {compact(one.name) for one in value.members}
    return {"alg", "typ"} <= names or ("exp" in names and not _CLAIMS.isdisjoint(names))


_CLAIMS = frozenset({"sub", "iat", "iss", "aud", "nbf", "jti"})


MIN_FAULT = 4
"""Fewer may be the envelope of an answer."""
