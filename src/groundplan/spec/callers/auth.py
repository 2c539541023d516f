"""How callers prove who they are: schemes, lifetimes, stores, providers."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Table, Text
from groundplan.grammar import compact
from groundplan.providers import places
from groundplan.spec.callers import issued, passwords, social
from groundplan.spec.callers.identity import HINTS as IDENTITY_HINTS
from groundplan.spec.callers.identity import read as identity
from groundplan.spec.callers.lifetimes import lifetimes
from groundplan.spec.callers.nobody import is_whole, nobody
from groundplan.spec.callers.outward import is_outward
from groundplan.spec.draft import Draft, place
from groundplan.spec.model import AuthScheme, AuthStatement
from groundplan.spec.text.polarity import is_later, is_rejected, is_set_aside
from groundplan.spec.text.words import bare

if TYPE_CHECKING:
    from groundplan.source import Span
    from groundplan.spec.outline import Region

_OWN = frozenset({"auth", "security", "stack", "environment", "constraints", "nonfunctional"})
_SENTENCES = frozenset({"overview", "requirements", "assumptions", "architecture", "authorization", ""})
_HEADER = r"\bX-(?!Idempotency|Cache|Request|Surrogate|Partition|Sort)(?:\w+-)*Key\b"
"""The name of a header with the key of a caller."""
_BROWSER = r"\bsessions? (?:for|in) (?:the |a )?(?:browser|web ?(?:site|app|ui|client)?)s?\b"
_ASKED = (
    r"\brequires? an? (?:valid|active|authenticated) (?:\w+ )?sessions?\b"
    r"|\brequests? without an? (?:(?:valid|active|authenticated) )?session\b"
    r"|\b(?:valid|active|authenticated) sessions? (?:is |are )?(?:required|needed)\b"
    r"|(?:세션 ?(?:검증|인증|확인)|(?:인증된|유효한|활성화?된?|관리자|사용자|로그인) 세션)(?:이|은|을)? ?"
    r"(?:필수|필요|요구)"
)
_SCHEMES: tuple[tuple[AuthScheme, str], ...] = (
    (
        "jwt",
        r"(?<!-)\bJWTs?(?![A-Za-z\d_])|\bJWT(?:_(?:ACCESS_|REFRESH_)?(?:TOKEN|SECRET)|(?:Auth)?Guard)"
        r"|JSON Web Tokens?|제이더블유티",
    ),
    (
        "oauth2",
        r"(?<!/)\bOAuth ?2?(?:\.0)?(?![A-Za-z\d_])"
        r"(?!\.?\d?[^;]{0,24}?(?:client[- _]credentials?|클라이언트 자격 ?증명))"
        r"(?! (?:access |refresh )?tokens? (?:for|of|from|to) (?-i:(?:the )?(?!API\b|REST\b|HTTP\b)[A-Z]\w))"
        r"(?! (?:standard|specification|spec|form)\b| ?(?:표준|규격|명세|사양|폼))"
        r"|\bOIDC(?![A-Za-z\d_])|OpenID Connect|소셜 로그인|social login|single sign-on|\bSSO(?![A-Za-z\d_])"
        rf"|{social.PATTERN}",
    ),
    (
        "session",
        r"\b(?:server|backend)[- ](?:side|managed) sessions?\b|\bSESSION_SECRET\b"
        r"|\bsession(?:[- ](?:cookies?|based|auth\w*|id)|(?=/JWT\b))\b|(?<=keeps )sessions\b"
        r"|(?!.*\bJWT)\bsessions?\b(?=[^.;,]{0,30} in (?:an? )?(?:[\w-]+ ){0,3}cookies?\b)"
        r"|\bsessions?\b(?=[:(]| (?:(?:(?:is|are) )?(?:kept|stored|held)|lives? in)\b)"
        rf"|{_ASKED}|^\W*sessions?(?=\W*$| for\b)|{_BROWSER}|\bcookie[- ]based\b|session\w*[`*]*\s*쿠키"
        r"|\bsession(?=(?:/쿠키)? ?기반)"
        r"|세션(?!\s*(?:만료|관리))",
    ),
    ("client_credentials", r"\bclient[- _]credentials?\b|클라이언트 자격 ?증명"),
    ("api_key", rf"\bAPI[- ]keys?\b|{_HEADER}|API 키|\bpersonal access tokens?\b|개인 액세스 토큰"),
    (
        "basic",
        r"\bHTTP Basic(?![A-Za-z])|(?-i:\bBasic) 인증|베이직 인증"
        r"|(?-i:\bBasic [Aa]uth\w*\b)(?! (?:using|with) (?:bcrypt|passwords?|email|JWT))"
        r"|(?<!\bfor )(?<!\bneeded )(?<!\bthe )(?<!\bonly )(?<!\bsimple )\bbasic auth\b"
        r"|\b(?:uses?|using|with|by|over|via|supports?|requires?|through)\s+basic authentication\b",
    ),
)
_HINTS = (
    "jwt", "oauth", "oidc", "openid", "session", "cookie", "api key", "-key", "basic", "세션", "인증", "authenticat",
    "token", "토큰", "sso", "소셜", "web token", "password", "비밀번호", "암호", "api 키", "public",
    "client credential", "client_credential", "client-credential", "클라이언트 자격", "no auth ", *social.HINTS,
    *IDENTITY_HINTS,
)  # fmt: skip


def read(region: Region, draft: Draft) -> None:
    """Auth facts of one region: all schemes in sections of its own, stated ones in sentences elsewhere."""
    own = region.kind in _OWN
    issued.read(region, draft)
    if region.kind in ("auth", "security") and not region.main and _based_title().search(region.title.text):
        _schemes(region.title, region, draft)
    if region.kind == "data_model":
        _modelled(region, draft)
    if region.kind == "acceptance":
        _presented(region, draft)
    if not own and region.kind not in _SENTENCES and region.kind != "api":
        return
    if region.kind == "auth":
        issued.sketched(region, draft)
    else:
        _rows(region, draft)
    said = draft.said(region.blocks)
    hints = said.having(_HINTS)
    for line in said.lines if region.kind == "auth" or hints else ():
        lower = line.text.lower()
        if region.kind == "auth":
            draft.providers += _wanted(line.text)
        if not regex.has(lower, hints):
            continue
        _schemes(line, region, draft)
        identity(line, region, draft)
        draft.lifetimes += lifetimes(line, region.document.path)
        passwords.read(line, region, draft, own=own)


_ROWS = frozenset({"auth", "authentication", "인증", "인증방식"})


def _rows(region: Region, draft: Draft) -> None:
    """`| Auth | API key per newsletter |` in a table of choices is said of authentication."""
    for block in region.blocks:
        for row in block.rows if isinstance(block, Table) and len(block.header) <= _CHOICES else ():
            if len(row) > 1 and compact(bare(row[0].text)) in _ROWS:
                _schemes(row[1], region._replace(kind="auth"), draft)


_CHOICES = 3
"""Columns of a table that says what is taken for what, and why."""


@cache
def _based_title() -> re.Pattern[str]:
    """`JWT 기반 인증`, `API key authentication`: a heading that says how, and not what is compared."""
    return regex.compile(r"(?:기반(?:의)? ?인증|\bauthentication|[- ]based auth\w*)\s*(?:\([^()]*\))?$", re.IGNORECASE)


@cache
def _shown() -> re.Pattern[str]:
    return regex.compile(
        r"\b(?:valid|invalid|missing|expired|revoked)\s+`?(?:(?P<api_key>API[- ]keys?|X-API-Key)|JWTs?"
        r"|(?P<session>session cookies?))\b|\b(?P<kept>session(?: id)? in (?:an? )?(?:[\w-]+ ){0,2}cookies?)\b"
        r"|\bJWTs? (?:is|are|shall be|must be) (?:accepted|valid(?:ated)?|verified|checked|required)\b"
        r"|\b(?:issues?|returns?|generates?|revokes?|invalidates?|receives?)\s+(?:\w+\s+){0,3}?JWTs?\b",
        re.IGNORECASE,
    )


def _presented(region: Region, draft: Draft) -> None:
    """A scenario in which a caller has no valid API key says that callers show one."""
    for line in draft.said(region.blocks).lines:
        found = _shown().search(line.text) if regex.has(line.text, ("alid", "ing ", "d ", "JWT", "ookie")) else None
        if found and not _is_outbound(line.text):
            is_kept = found["session"] or found["kept"]
            scheme: AuthScheme = "api_key" if found["api_key"] else "session" if is_kept else "jwt"
            draft.auth.append(AuthStatement(scheme, _span(line, found, region)))


@cache
def _token() -> re.Pattern[str]:
    """`JWT Token`, `JWT 클레임` heads the parts of a token that callers have; `signed JWT` is one."""
    return regex.compile(r"^[\d.\s`*]*JWT\b|\b(?:[Ss]igned|[Ss]tateless|[Rr]efresh|서명된) (?:\w+ )?JWTs?\b")


def _modelled(region: Region, draft: Draft) -> None:
    """A data model that shows what a token holds says that callers have one."""
    said = draft.said(region.blocks)
    shown = (region.title, *(said.lines if said.has(("jwt",)) else ()))
    for line in shown:
        found = _token().search(line.text) if "JWT" in line.text else None
        if found and not _is_rejected(line.text, found):
            draft.auth.append(_statement("jwt", line, _span(line, found, region), region.document.path))
            break
    for line in said.lines if said.has(("oauth", "cookie", "쿠키")) else ():
        told = _signing_in().search(line.text)
        if told and not _is_rejected(line.text, told):
            scheme: AuthScheme = "oauth2" if told["oauth"] else "session"
            draft.auth.append(_statement(scheme, line, _span(line, told, region), region.document.path))


@cache
def _signing_in() -> re.Pattern[str]:
    """How people come in, beside what is kept of them: `registers via OAuth`, `the session id is sent as a cookie`."""
    return regex.compile(
        r"\b(?P<oauth>(?:registers?|signs? (?:in|up)|logs? in|authenticates?) (?:via|with|using|through) (?:\w+ )?OAuth"
        r"|OAuth(?:로|를 통해|으로) (?:가입|로그인|인증))"
        r"|\bsession (?:tokens?|ids?|keys?)\b[^.;]{0,30}\b(?:as|in|via)\b[^.;]{0,60}\bcookies?\b"
        r"|세션 ?(?:토큰|ID|키)[^.;]{0,20}쿠키(?:로|에)",
        re.IGNORECASE,
    )


def read_dependencies(region: Region, draft: Draft) -> None:
    """What the SPEC stands upon and its terms give no facts, but how callers are known: `JWT 토큰 기반 인증`."""
    for line in draft.said(region.blocks).lines:
        for scheme, pattern in _patterns():
            for found in pattern.finditer(line.text):
                if _based().match(line.text[found.end() :]) and not _is_rejected(line.text, found):
                    draft.auth.append(_statement(scheme, line, _span(line, found, region), region.document.path))


def read_remarks(region: Region, draft: Draft) -> None:
    """Remarks give no facts but that nobody is asked, `No authentication is currently enforced.`, or what all are."""
    for line in draft.said(region.blocks).lines:
        if _of_all().match(line.text):
            _schemes(line, region, draft)
        found = nobody(line.text, region) if "uthenticat" in line.text or "인증" in line.text else None
        if found:
            span = _span(line, found, region)
            draft.auth.append(AuthStatement("none", span))
            draft.nobody.append(span)


@cache
def _of_all() -> re.Pattern[str]:
    """`**Authentication**: All endpoints (except ...) require a valid JWT`."""
    calls = "(?:endpoint|route|request|call)s?"
    return regex.compile(rf"\W*(?:Authentication\W+)?(?:All|Every) {calls}\b[^.]{{0,80}}? requires? |\W*인증\W+모든 ")


@cache
def _based() -> re.Pattern[str]:
    return regex.compile(
        r"[`*]*(?:\s?(?:토큰|tokens?))?"
        r"(?:\s?기반(?:의)? (?:사용자 )?인증|(?:[- ]based)? auth| used (?:for|to) (?:\w+ )?authenticat)",
        re.IGNORECASE,
    )


@cache
def _patterns() -> tuple[tuple[AuthScheme, re.Pattern[str]], ...]:
    return tuple((scheme, regex.compile(pattern, re.IGNORECASE)) for scheme, pattern in _SCHEMES)


def _schemes(line: Text, region: Region, draft: Draft) -> None:
    if "NEEDS CLARIFICATION" in line.text:
        return  # a question settles nothing
    stated = False
    if region.kind in _OWN or _states(line.text.lower()):
        for scheme, pattern in _patterns():
            found = pattern.search(line.text)
            if scheme == "session" and "jwt" in line.text.lower() and _managed().search(line.text):
                continue
            if found and _is_scheme(scheme, line.text, region) and not _is_rejected(line.text, found):
                stated = True
                draft.auth.append(_statement(scheme, line, _span(line, found, region), region.document.path))
    if not stated:
        none = nobody(line.text, region)
        if none:
            span = _span(line, none, region)
            draft.auth.append(AuthStatement("none", span))
            draft.nobody += [span] if is_whole(line.text) else []


@cache
def _managed() -> re.Pattern[str]:
    """`JWT: safe session management`, `a JWT-based session cookie`: no second scheme."""
    return regex.compile(
        r"세션 ?관리|session (?:management|handling)|JWT(?:-based| ?기반의?) (?:session|세션)", re.IGNORECASE
    )


def _states(lower: str) -> bool:
    """Outside its own sections a scheme counts where the sentence is about authentication."""
    return (
        "authenticat" in lower
        or "인증" in lower
        or social.states(lower)
        or ("oauth" in lower and ("sign" in lower or "log" in lower or "로그인" in lower))
        or "token" in lower
        or "토큰" in lower
        or "session" in lower
        or "세션 검증" in lower
        or "쿠키" in lower
        or "jwt" in lower
        or "client credential" in lower
        or "client_credential" in lower
        or "클라이언트 자격" in lower
        or "http basic" in lower
        or "basic auth" in lower
        or "basic 인증" in lower
        or "identif" in lower
        or "소셜 로그인" in lower
        or "social login" in lower
        or ("key" in lower and ("header" in lower or "헤더" in lower))
    )


def _span(line: Text, found: re.Match[str], region: Region) -> Span:
    return place(region.document.path, line, found.start(), found.end() - found.start())


def _is_scheme(scheme: AuthScheme, text: str, region: Region) -> bool:
    """Words that also mean other things count in an auth section, or where a sentence says that they tell callers."""
    if scheme == "session":
        return region.kind == "auth" or bool(_session().search(text))
    if scheme == "client_credentials":
        return not _asks_elsewhere().search(text) and (region.kind == "auth" or bool(_grants().search(text)))
    if scheme not in ("api_key", "basic"):
        return True
    if _is_outbound(text) or (scheme == "basic" and is_outward(text)):
        return False
    return region.kind == "auth" or bool(_callers().search(text))


@cache
def _session() -> re.Pattern[str]:
    """A session is a scheme where a requirement hands one out; `that session` is not."""
    return regex.compile(
        r"서버 ?세션|세션을 (?:발급|생성)|세션 (?:기반 )?인증|(?:세션|session)(?:/쿠키)? ?기반"
        r"|세션 ?쿠키|session\w*[`*]*\s*쿠키"
        r"|(?:^|[^\w\s]\s*)세션(?:은|을)?:?\s[^.,]{0,20}에 (?:저장|보관|유지)"
        r"|(?:^|[^\w\s]\s*)(?:세션|sessions?)[*`]*:\s*(?:in )?(?:redis|the database|데이터베이스|서버)"
        r"|session cookie|(?:server|backend)[- ](?:side|managed) session|SESSION_SECRET"
        r"|session-based|\bsessions?\b[^.;,]{0,30} in (?:an? )?(?:[\w-]+ ){0,3}cookies?\b"
        rf"|{_ASKED}|{_BROWSER}|\bserver (?:keeps|stores|holds) (?:the )?sessions\b"
        r"|(?:create|issue|start|establish)s? a session"
        r"|(?:^|[^\w\s]\s*|\b(?:the|a|user|login|all)\s)sessions?:? "
        r"(?:(?:(?:is|are) )?(?:kept|stored|held)|lives? in\b)",
        re.IGNORECASE,
    )


_DETERMINERS = frozenset({
    "http", "rest", "the", "an", "a", "via", "valid", "x", "each", "every", "with", "by", "using", "or", "and", "your",
    "internal", "static", "shared", "secret", "private", "service", "client",
})  # fmt: skip


@cache
def _outbound() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        regex.compile(
            r"signature|webhook|서명|환경 ?변수|environment variable|\.env\b|\b(?!YOUR_)[A-Z]{2,}_[A-Z_]*KEY"
        ),
        regex.compile(r"\b([A-Z]\w+)(?:'s)? API[- ](?:key|키)"),
    )


def _is_outbound(text: str) -> bool:
    """A key that the service itself shows to others (`Stripe API key`), or a signed call."""
    words, named_key = _outbound()
    found = named_key.search(text)
    return bool(words.search(text)) or (found is not None and found.group(1).lower() not in _DETERMINERS)


@cache
def _callers() -> re.Pattern[str]:
    return regex.compile(
        r"authenticat\w*[^.]{0,80}(?:with|using|by|via|through|of|:|-)|(?:with|using|by|via|through)[^.]{0,60}authenticat"
        r"|\bauth(?:entication)?\b|인증|\bAPI[- ]keys? (?:identif|tell)|identified by (?:an? |their )?API[- ]key|"
        rf"{_HEADER}",
        re.IGNORECASE,
    )


@cache
def _grants() -> re.Pattern[str]:
    """Client credentials are how callers are known where a sentence calls them a grant, or says that they prove it."""
    return regex.compile(
        r"grant|(?:client[- _]credentials?|클라이언트 자격 ?증명)\W{0,3}(?:flow|tokens?|방식|토큰|흐름)"
        r"|authenticat|인증|/tokens?\b|machine[- ]to[- ]machine|서비스 간|\bservices?\b[^.]{0,40}\bcalls?\b",
        re.IGNORECASE,
    )


@cache
def _asks_elsewhere() -> re.Pattern[str]:
    """The service itself is a client of somebody: `a token from Keycloak`, `the bank's token endpoint`."""
    return regex.compile(
        r"(?i:\btokens?\s+from)\s+(?:(?i:the|its|an?)\s+)?(?!POST\b|API\b)[A-Z]\w|\w's (?i:token endpoint|API)\b"
    )


def _wanted(text: str) -> tuple[str, ...]:
    """The providers that a line names and does not turn down."""
    return tuple(one for one, start, end in places(text) if not is_rejected(text, start, end))


def _is_rejected(text: str, found: re.Match[str]) -> bool:
    start, end = found.span()
    return is_rejected(text, start, end) or is_later(text, start, end) or is_set_aside(text, start)


def _statement(scheme: AuthScheme, line: Text, span: Span, path: str) -> AuthStatement:
    lower = line.text.lower()
    rotating = True if regex.has(lower, _ROTATING) else None
    store = (
        "redis"
        if "redis" in lower
        else ("database" if "database" in lower or "데이터베이스" in lower or "db " in lower else "")
    )
    return AuthStatement(
        scheme, span, tuple(lifetimes(line, path)), rotating,
        store if scheme == "session" else "", _wanted(line.text) if scheme == "oauth2" else (),
    )  # fmt: skip


_ROTATING = (
    *("rotat", "token is replaced", "replaced at each use", "replaced on each use", "replaced on every use"),
    *("replaced at every", "single use", "single-use", "one-time use", "works once"),
    *("works only once", "used once", "used only once", "good for one use"),
    *("회전", "교체", "갱신마다", "한 번만 쓸", "1회용"),
)
