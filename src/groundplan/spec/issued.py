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
                scheme: AuthScheme = "session" if "ookie:" in line else "jwt"
                asked = _cookie() if scheme == "session" else _token() if "oken" in line or "jwt" in line else None
                found = asked.search(line[:_WIDTH]) if asked else None
                if found:
                    where = Text(line, block.line + number, 1)
                    draft.auth.append(AuthStatement(scheme, _span(where, found, region)))
                    return


_EXAMPLES = frozenset({"", "json", "jsonc", "json5", "http", "js", "javascript", "text", "txt"})
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
