"""What examples show that callers have: a JSON Web Token, or the cookie of a session."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Fence, Text
from groundplan.spec.draft import Draft, place
from groundplan.spec.model import AuthScheme, AuthStatement

if TYPE_CHECKING:
    from groundplan.source import Span
    from groundplan.spec.outline import Region


@cache
def _token() -> re.Pattern[str]:
    """`"accessToken": "eyJhbGci..."`: what an answer hands out, and not what a third party gave the caller."""
    name = r"(?:access|auth|jwt)?[_-]?token|jwt"
    return regex.compile(
        rf"[\"'](?:{name})[\"']\s*:\s*[\"'](?:Bearer )?<?(eyJ[\w.-]*|(?:[\w. -]{{0,20}}[ .-])?jwt(?:[ _.-]?token)?\b)",
        re.IGNORECASE,
    )


@cache
def _cookie() -> re.Pattern[str]:
    """`Cookie: session=abc`, `Set-Cookie: JSESSIONID=...`: what callers carry is the key of a session, and no token."""
    return regex.compile(
        r"\bcookie:\s*(?:JSESSIONID|PHPSESSID|connect\.sid|sid|session(?:[_-]?id)?)\s*=\s*(?!eyJ|<?jwt)", re.IGNORECASE
    )


def read(region: Region, draft: Draft) -> None:
    """An example that shows a JSON Web Token, or the cookie of a session, says that callers have one."""
    for block in region.blocks:
        if block.__class__ is Fence and block.info in _EXAMPLES:
            for number, line in enumerate(block.lines):
                scheme, found = _shown(line[:_WIDTH])
                if found:
                    where = Text(line, block.line + number, 1)
                    draft.auth.append(AuthStatement(scheme, _span(where, found, region)))
                    return


def _shown(line: str) -> tuple[AuthScheme, re.Match[str] | None]:
    """What a line of an example carries."""
    if "ookie:" in line:
        return "session", _cookie().search(line)
    if "-Key:" in line or "-KEY:" in line or "-key:" in line:
        return "api_key", _header().match(line)
    carried = _bearer().search(line) if "earer" in line else None
    if carried is None and "earer" in line and (key := _key().search(line)):
        return "api_key", key
    return "jwt", carried or (_token().search(line) if "oken" in line or "jwt" in line else None)


@cache
def _bearer() -> re.Pattern[str]:
    """`Authorization: Bearer <jwt>`, `Bearer eyJhbGci...`; `Bearer <token>` does not say what is borne."""
    return regex.compile(
        r"\bAuthorization:\s*Bearer\s+(?:eyJ\w|[<{$\[]{0,3}(?:your[_ -])?jwt\b|[<{$\[]{1,3}JWT_)", re.I
    )


@cache
def _key() -> re.Pattern[str]:
    """`Authorization: Bearer sk_your_api_key`."""
    return regex.compile(r"\bAuthorization:\s*Bearer\s+[<{$\[]{0,3}\w*api[_-]?key\b", re.IGNORECASE)


@cache
def _header() -> re.Pattern[str]:
    """`X-API-Key: <key>` of a request."""
    return regex.compile(r"\s*X-(?:API|Access|Auth|Service|Client)-Key:\s*\S", re.IGNORECASE)


_EXAMPLES = frozenset({"", "json", "jsonc", "json5", "http", "js", "javascript", "text", "txt", "bash", "sh", "curl"})
_WIDTH = 200


@cache
def _made() -> re.Pattern[str]:
    return regex.compile(r"\b(?:generates?|issues?|verif(?:y|ies)|signs?)\s+(?:a |the )?JWTs?\b", re.IGNORECASE)


def sketched(region: Region, draft: Draft) -> None:
    """`→ Compare hash → Generate JWT` in the steps of a fence."""
    for block in region.blocks:
        if isinstance(block, Fence) and block.info in ("", "text", "txt", "plaintext"):
            for number, words in enumerate(block.lines):
                found = _made().search(words[:_WIDTH]) if "JWT" in words else None
                if found:
                    where = Text(words, block.line + number, 1)
                    draft.auth.append(AuthStatement("jwt", _span(where, found, region)))
                    return


def _span(line: Text, found: re.Match[str], region: Region) -> Span:
    return place(region.document.path, line, found.start(), found.end() - found.start())
