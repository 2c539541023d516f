"""How callers prove who they are: schemes, lifetimes, stores, providers, passwords."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan.document import Text
from groundplan.providers import named
from groundplan.spec.draft import Draft, place
from groundplan.spec.durations import durations
from groundplan.spec.model import AuthScheme, AuthStatement, Lifetime, PasswordPolicy
from groundplan.spec.stack import lines

if TYPE_CHECKING:
    from groundplan.source import Span
    from groundplan.spec.outline import Region

_OWN = frozenset({"auth", "security", "stack", "environment", "constraints", "nonfunctional"})
_SENTENCES = frozenset({"overview", "requirements", "assumptions", "architecture", "authorization", ""})
_SCHEMES: tuple[tuple[AuthScheme, str], ...] = (
    ("jwt", r"\bJWTs?\b|JSON Web Tokens?|제이더블유티"),
    ("oauth2", r"\bOAuth ?2?(?:\.0)?\b|\bOIDC\b|OpenID Connect|소셜 로그인|social login|single sign-on|\bSSO\b"),
    (
        "session",
        r"\bserver[- ]side sessions?\b|\bsession (?:cookies?|based|auth\w*|id)\b|\bsessions?\b(?=[:(])"
        r"|\bcookie[- ]based\b|세션(?!\s*만료)",
    ),
    ("api_key", r"\bAPI[- ]keys?\b|\bX-API-Key\b|API 키"),
    ("basic", r"\bHTTP Basic\b|\bBasic auth\w*\b|베이직 인증"),
)
_NONE = r"\b(?:no|without) authentication\b|\bauthentication: none\b|\b인증(?:이|은)? ?(?:없음|없이|불필요|하지 않)"
_REJECTING = re.compile(r"^\s*(?:대신|이 아닌|가 아닌|는 제외|은 제외|is not|not used|를 사용하지|을 사용하지|없이)")
_HINTS = ("jwt", "oauth", "oidc", "openid", "session", "cookie", "api key", "api-key", "basic", "세션", "인증",
          "authentication", "token", "토큰", "sso", "소셜", "web token", "password", "비밀번호", "암호")  # fmt: skip


def read(region: Region, draft: Draft) -> None:
    """Auth facts of one region: all schemes in sections of its own, stated ones in sentences elsewhere."""
    own = region.kind in _OWN
    if not own and region.kind not in _SENTENCES and region.own != "api":
        return
    for line in lines(region.blocks):
        lower = line.text.lower()
        if region.kind == "auth":
            draft.providers += named(lower)
        if not any(hint in lower for hint in _HINTS):
            continue
        if own or _states(lower):
            _schemes(line, region, draft)
        _lifetimes(line, region.document.path, draft)
        if region.kind in ("auth", "security") or own:
            _password(line, region.document.path, draft)


def _states(lower: str) -> bool:
    """Outside its own sections a scheme counts where the sentence is about authentication."""
    return (
        "authenticat" in lower
        or "인증" in lower
        or "token" in lower
        or "토큰" in lower
        or "session" in lower
        or "jwt" in lower
    )


@cache
def _patterns() -> tuple[tuple[AuthScheme, re.Pattern[str]], ...]:
    return tuple((scheme, re.compile(pattern, re.IGNORECASE)) for scheme, pattern in _SCHEMES)


def _schemes(line: Text, region: Region, draft: Draft) -> None:
    path = region.document.path
    integration = "signature" in line.text.lower() or "webhook" in line.text.lower()
    found_any = False
    for scheme, pattern in _patterns():
        if scheme == "session" and not _is_session(line.text, region):
            continue
        if scheme in ("api_key", "basic") and (region.kind != "auth" or integration):
            continue
        found = pattern.search(line.text)
        if found and not _rejected(line.text, found):
            found_any = True
            span = place(path, line, found.start(), found.end() - found.start())
            draft.auth.append(_statement(scheme, line, span, path))
    none = re.search(_NONE, line.text, re.IGNORECASE)
    if none and not found_any and region.kind in ("auth", "security"):
        draft.auth.append(AuthStatement("none", place(path, line, none.start(), none.end() - none.start())))


def _is_session(text: str, region: Region) -> bool:
    """A session is a scheme in an auth section or where a requirement hands one out; `that session` is not."""
    if region.kind == "auth":
        return True
    return bool(
        re.search(
            r"세션을 (?:발급|생성)|session cookie|server-side session|(?:create|issue|start)s? a session",
            text,
            re.IGNORECASE,
        )
    )


def _rejected(text: str, found: re.Match[str]) -> bool:
    before = text[: found.start()].lower().rstrip("*` ")
    return before.endswith((" not", "no", "instead of", "without", "rather than")) or bool(
        _REJECTING.match(text[found.end() :])
    )


def _statement(scheme: AuthScheme, line: Text, span: Span, path: str) -> AuthStatement:
    lower = line.text.lower()
    rotating = True if ("rotat" in lower or "회전" in lower or "갱신마다" in lower) else None
    store = (
        "redis"
        if "redis" in lower
        else ("database" if "database" in lower or "데이터베이스" in lower or "db " in lower else "")
    )
    return AuthStatement(
        scheme, span, tuple(_lifetimes_in(line, path)), rotating,
        store if scheme == "session" else "", named(lower) if scheme == "oauth2" else (),
    )  # fmt: skip


_NAMES = (
    ("refresh", ("refresh", "리프레시", "갱신 토큰", "재발급")),
    ("access", ("access", "액세스", "접근 토큰")),
    ("idle", ("idle", "inactiv", "유휴", "미사용")),
    ("absolute", ("absolute", "절대", "maximum session", "최대 세션")),
)


def _lifetimes(line: Text, path: str, draft: Draft) -> None:
    draft.lifetimes += _lifetimes_in(line, path)


def _lifetimes_in(line: Text, path: str) -> list[Lifetime]:
    """Each length of time takes the nearest name before it, or the one right behind it."""
    found: list[Lifetime] = []
    lower = line.text.lower()
    begin = 0
    for one in durations(line.text):
        name = _nearest(lower[begin : one.start]) or _nearest(lower[one.end : one.end + 30])
        if name and not any(word in lower[begin : one.start] for word in ("within", "timeout", "rate")):
            span = place(path, line, one.start, one.end - one.start)
            found.append(Lifetime(name, int(one.seconds), span))
        begin = one.end
    return found


def _nearest(text: str) -> str:
    best, where = "", -1
    for name, words in _NAMES:
        at = max(text.rfind(word) for word in words)
        if at > where:
            best, where = name, at
    return best


_ALGORITHMS = ("argon2id", "argon2", "bcrypt", "scrypt", "pbkdf2")


def _password(line: Text, path: str, draft: Draft) -> None:
    lower = line.text.lower()
    if "password" not in lower and "비밀번호" not in lower and "암호" not in lower:
        return
    algorithm = next((name for name in _ALGORITHMS if name in lower), "")
    found = re.search(
        r"(?:min(?:imum)?|at least|최소)(?: length)?[ :]*(\d{1,4})"
        r"|(?<!\d)(\d{1,4})[ ]?(?:자|글자|char\w*)[ ]?(?:이상|or more)",
        lower,
    )
    minimum = int(next(group for group in found.groups() if group)) if found else None
    if algorithm or minimum is not None:
        draft.passwords.append(PasswordPolicy(place(path, line), algorithm, minimum))
