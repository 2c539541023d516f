"""JSON Web Tokens (RFC 7519) as an attacker makes them: read without a key, changed, signed anew."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

GUESSES = ("", "secret", "changeme", "password", "development", "test", "your-256-bit-secret", "supersecret")
"""Keys that are tried against every service (the usual ones of tutorials)."""


def decode(token: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Header and claims of a token, None where it is no JWT."""
    parts = token.split(".")
    if len(parts) != 3:
        return None
    try:
        header, claims = (json.loads(_unpacked(part)) for part in parts[:2])
    except ValueError:
        return None
    return (header, claims) if isinstance(header, dict) and isinstance(claims, dict) else None


def encode(header: dict[str, Any], claims: dict[str, Any], key: str | None) -> str:
    """A token, signed with HMAC-SHA256 under `key`; with an empty signature when the key is None."""
    signed = f"{_packed(json.dumps(header).encode())}.{_packed(json.dumps(claims).encode())}"
    if key is None:
        return f"{signed}."
    return f"{signed}.{_packed(hmac.new(key.encode(), signed.encode(), hashlib.sha256).digest())}"


def with_claims(token: str, claims: dict[str, Any]) -> str:
    """The token with other claims under the signature that it had."""
    header, _, signature = token.split(".")
    return f"{header}.{_packed(json.dumps(claims).encode())}.{signature}"


def _packed(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _unpacked(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
