"""Sessions of the service: signed access tokens, rotating refresh tokens in families."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from typing import Any

from groundplan.verify import tokens
from tests.verify.service.problems import Problem

KEY = "the key of the service, which nobody guesses"
SECONDS = 900


class Sessions:
    """Which refresh tokens live. A method a promise, so that a mutant can break one."""

    def __init__(self) -> None:
        self.live: dict[str, tuple[str, str]] = {}
        self.used: dict[str, str] = {}
        self.ended: set[str] = set()

    def begin(self, user: str, family: str = "") -> dict[str, Any]:
        family = family or secrets.token_hex(8)
        refresh = secrets.token_urlsafe(24)
        self.live[refresh] = (user, family)
        now = int(time.time())
        claims = {"sub": user, "iat": now, "exp": now + SECONDS, "iss": "notes", "aud": "notes", "sid": family}
        claims["jti"] = secrets.token_hex(8)
        access = tokens.encode({"alg": "HS256", "typ": "JWT"}, claims, KEY)
        return {"access_token": access, "refresh_token": refresh, "token_type": "bearer", "expires_in": SECONDS}

    def refresh(self, token: str) -> dict[str, Any]:
        if token in self.used:
            self.reused(self.used[token])
        user, family = self.live.pop(token, ("", ""))
        if not user or family in self.ended:
            raise Problem(401)
        self.used[token] = family
        return self.begin(user, family)

    def reused(self, family: str) -> None:
        self.end(family)
        raise Problem(401)

    def end(self, family: str) -> None:
        self.ended.add(family)

    def read(self, token: str) -> dict[str, Any]:
        """The claims of an access token; a Problem for any other."""
        parts = tokens.decode(token)
        if parts is None or not self.is_signed(token, parts[0]):
            raise Problem(401)
        claims = parts[1]
        if self.is_late(claims) or not self.is_ours(claims) or claims["sid"] in self.ended:
            raise Problem(401)
        return claims

    def is_signed(self, token: str, header: dict[str, Any]) -> bool:
        if header.get("alg") != "HS256":
            return False
        return any(hmac.compare_digest(signature(token, key), token.rpartition(".")[2]) for key in self.keys())

    def keys(self) -> list[str]:
        return [KEY]

    def is_late(self, claims: dict[str, Any]) -> bool:
        return not isinstance(claims.get("exp"), int) or claims["exp"] < time.time()

    def is_ours(self, claims: dict[str, Any]) -> bool:
        return "sub" in claims and claims.get("iss") == "notes" and claims.get("aud") == "notes"


def signature(token: str, key: str) -> str:
    import base64

    signed = token.rpartition(".")[0].encode()
    return base64.urlsafe_b64encode(hmac.new(key.encode(), signed, hashlib.sha256).digest()).rstrip(b"=").decode()
