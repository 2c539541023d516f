"""Who may call: words such as `none`, `admin only`, `작성자 또는 관리자`, `member`, `signature`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import vocabulary
from groundplan.spec.callers import marks
from groundplan.spec.callers.guards import let_in
from groundplan.spec.model import AccessNote
from groundplan.spec.text.relative import ITS, SIGNED_IN, THE, person, relative
from groundplan.spec.text.words import bare, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from groundplan.source import Span

_SEPARATORS = regex.compile(r",|/|\+|\||\bor\b|\band\b|&|또는|혹은|이나|및|와 |과 ")
_ONLY = (" only", "만", " 전용", " 한정", "전용")
_HINTS = (
    "(",
    "[",
    "only",
    "만",
    "인증",
    "auth",
    "Authorization:",
    "공개",
    "누구나",
    "public",
    "Public",
    "anyone",
    "Anyone",
    "everyone",
    "Everyone",
    "로그인",
    "protected",
    "Protected",
    "🔒",
    "🔐",
    "🔓",
    "👑",
    "signed",
    "서명",
    "equire",
    "valid ",
)


@lru_cache(4096)
def _kinds(text: str, strict: bool) -> tuple[str, tuple[str, ...]] | None:
    """The kind of access and the roles; None for other words. `strict`: a word that no vocabulary knows is no role."""
    roles: list[str] = []
    kinds: list[str] = []
    for piece in _SEPARATORS.split(text):
        words = _demanded(_stripped(piece))
        if not words:
            continue
        kind, role = _kind(words), kind_of("roles", words)
        if role:
            roles.append(role)
        elif kind and kind != "only":
            kinds.append(kind)
        elif roles and _narrowed().fullmatch(words):
            roles[-1] = f"{ITS} {roles[-1]}"
        elif words.lower().partition(" ")[0] == "own":  # `Own or HR`: whose row it is
            roles.append("owner")
        elif told := _told(piece):
            kinds += () if told[1] else (told[0],)
            roles += told[1]
        elif not strict and (named := _role(words, roles)):
            roles.append(named)
        else:
            return None
    if roles and not (_OWNING.isdisjoint(roles) and _anybody().search(text)):
        return "roles", tuple(dict.fromkeys(roles))
    return (kinds[0], ()) if kinds else None


def _told(piece: str) -> tuple[str, tuple[str, ...]] | None:
    """`로그인 (본인)`, `a signed-in user`, `the author of the post`, `the doctor`."""
    told = relative(piece.strip(" .;[]"))
    if told == SIGNED_IN:
        return "authenticated", ()
    name = told or _the(piece)
    return ("roles", (name,)) if name else _explained(piece.strip())


@cache
def _narrowed() -> re.Pattern[str]:
    """Behind a role the rows that it may touch: `skipper, own entries`, `주민, 본인 예약`."""
    return regex.compile(
        r"(?:their |his |her )?own(?: [\w-]+){0,2}|(?:본인|자신|자기|담당|소속|관할)(?:의)?(?: ?[가-힣]+){0,2}"
    )


def _kind(words: str) -> str:
    """The kind of access, also of `signature of the station` and `signed by the carrier`."""
    head = words.replace(" by ", " of ").partition(" of ")[0]
    return kind_of("access", words) or ("signature" if kind_of("access", head) == "signature" else "")


def _role(words: str, others: list[str]) -> str:
    """A role that no vocabulary knows; behind others also with a remark: `owner (own), inspector (shared)`."""
    if _is_role(words):
        return words.lower()
    head, _, remark = words.partition(" (")
    return head.lower() if others and remark and head.isidentifier() else ""


_OWNING = frozenset({"owner", "author"})
"""Beside these a user is the one whose row it is."""


@cache
def _anybody() -> re.Pattern[str]:
    """`USER, ADMIN`, `회원/관리자`: among those who may call the role that all have; `JWT + admin` are both asked."""
    user = r"(?:(?:ROLE_)?users?|사용자|회원)"
    return regex.compile(rf"(?:^|[,/|]|\bor\b|또는)[ `]*{user}[` ]*(?=$|[,/|]|\bor\b|또는)", re.IGNORECASE)


def _the(piece: str) -> str:
    """`the doctor` among callers: the one that the row has, if it has one."""
    found = regex.compile(r"the ([a-z][a-z-]{2,30})", re.IGNORECASE).fullmatch(bare(piece).strip(" .;()[]"))
    return f"{THE} {found.group(1).lower()}" if found else ""


def _stripped(piece: str) -> str:
    words = _carried().sub(r"\1", bare(piece).strip(" .;()[]"))
    for ending in _ONLY:
        is_so = len(words) > len(ending) and words.lower().endswith(ending)
        words = words[: -len(ending)] if is_so else words
    words = words.removeprefix("role:").removeprefix("roles:").removeprefix("ROLE_").strip()
    return _permitted(_article().sub("", words))


def _permitted(words: str) -> str:
    """`IsAuthenticated`, `IsAdminUser`, `IsBuyer`: a class that lets callers of that kind in."""
    found = regex.compile(r"Is((?:[A-Z][a-z]+)+?)(?:User)?").fullmatch(words)
    return regex.compile(r"(?<=[a-z])(?=[A-Z])").sub(" ", found.group(1)).lower() if found else words


@lru_cache(4096)
def _demanded(words: str) -> str:
    """`JWT required`, `requires admin role`, `관리자 계정 필요`: who is asked for, where that is known."""
    if kind_of("access", words):
        return words
    if _proof().fullmatch(words):
        return "token"
    found = _demand().fullmatch(words)
    if not found:
        told = _rank().sub("", words)
        named = told.isupper() or words.lower().endswith((" role", "역할")) or kind_of("roles", told)
        return told if told and named else words
    asked = next(filter(None, found.groups()))
    told = _rank().sub("", asked)
    return next((one for one in (asked, told) if kind_of("access", one) or kind_of("roles", one)), words)


@cache
def _demand() -> re.Pattern[str]:
    return regex.compile(
        r"(?:requires?|needs?)\s+(?:an?\s+)?(.{2,40})|(.{2,40}?)\s+(?:is\s+)?(?:required|needed)|(.{2,20}?)\s*(?:필요|필수)",
        re.IGNORECASE,
    )


@cache
def _proof() -> re.Pattern[str]:
    """`a valid bearer token`, `Refresh 쿠키`: what somebody who has signed in sends along, and no role."""
    held = r"(?:bearer|access|refresh|session|jwt|auth|인증|세션)"
    return regex.compile(
        rf"(?:an? )?(?:valid |active |유효한 )?{held}(?: {held})? ?(?:tokens?|cookies?|쿠키|토큰)|access|refresh"
        r"|(?:an? )?(?:valid|active) (?:tokens?|jwt|session|session cookie)|유효한 ?(?:토큰|세션|JWT)",
        re.IGNORECASE,
    )


@cache
def _rank() -> re.Pattern[str]:
    return regex.compile(
        r"\s+(?:role|account|access|permissions?|privileges?|rights)$|\s*(?:권한|계정|역할)$", re.IGNORECASE
    )


@cache
def _carried() -> re.Pattern[str]:
    """`Bearer <access_token>`, `Bearer {token}`: what stands for the token says nothing."""
    return regex.compile(r"^(?:Authorization: )?(Bearer)(?: token)? ?[<{]\w[^<>{}]*[>}]$", re.IGNORECASE)


@cache
def _article() -> re.Pattern[str]:
    return regex.compile(r"^(?:an?|the) (?=\w)", re.IGNORECASE)


def _is_role(words: str) -> bool:
    pieces = words.split()
    return len(pieces) <= 2 and all(piece.replace("-", "_").isidentifier() for piece in pieces)


def read_access(text: str, span: Span) -> AccessNote | None:
    """The access that a cell or value states; unknown single words are roles, longer unknown text is None."""
    words = marks.guard().sub("", marks.answer().sub("", text.strip()))
    if marks.signature().search(words):
        return AccessNote("signature", span, ())
    found = (
        _explained(words) or _kinds(words, False) or (("authenticated", ()) if marks.header().match(words) else None)
    )
    return AccessNote(found[0], span, found[1]) if found else None  # type: ignore[arg-type]


def _explained(text: str) -> tuple[str, tuple[str, ...]] | None:
    """`Yes (valid bearer token).`, `필요 (관리자)`: an answer, and in brackets how or for whom."""
    head, _, rest = text.rstrip(". ").partition(" (")
    kind = kind_of("access", bare(head)) if rest[-1:] == ")" else ""
    if kind not in ("authenticated", "public") or "optional" in rest or "선택" in rest:
        return None
    words = rest[:-1]
    inside = None
    if kind == "authenticated":
        inside = _guarded(words) or _kinds(words, True) or _alone(words) or _beside(words)
    return inside if inside and inside[0] == "roles" else (kind, ())


def _guarded(words: str) -> tuple[str, tuple[str, ...]] | None:
    """`requireRole(['TEACHER', 'HEAD'])`: the roles that a guard of code lets in."""
    names = dict.fromkeys(name for name, _, _ in let_in(words)) if "ole" in words else ()
    return ("roles", tuple(names)) if names else None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        regex.compile(r"[(\[]([^()\[\]]{2,60})[)\]]"),
        regex.compile(r"([^\s,.()]+(?:\s+(?:or|또는)\s+[^\s,.()]+)?)(?:\s+only\b|만\b|만 )", re.IGNORECASE),
        regex.compile(
            r"\b(?:no|without) authentication\b|\bno auth\b"
            r"|\bpublicly (?:accessible|available|readable|visible|open|callable)\b"
            r"|(?<!non-)(?<!not )\bpublic (?:api|endpoint|route|access|url)\b"
            r"|\b(?:endpoint|route|api|call|it) is public\b"
            r"|(?<!비)공개 ?(?:API|엔드포인트|라우트|접근)|(?<!비)공개(?:되어|돼) 있"
            r"|인증(?:이|은)? ?(?:없이|불필요|없음|필요 ?없|안 ?함)|로그인(?:하지 않고| ?없이)",
            re.IGNORECASE,
        ),
    )


_OPEN = "public anyone everyone anonymous unauthenticated 공개 누구나 비회원 비로그인"
_ANYBODY = frozenset(_OPEN.split())
"""Whole clauses that open an endpoint. `a public gist`, `강의 공개` and `공개된 글` tell what is made or shown."""


@cache
def _required() -> re.Pattern[str]:
    """`Requires JWT or API key`, `with a valid session cookie`: not a token that was sent by mail."""
    proof = r"(?:jwt|bearer|api[- ]key|access token|session|authentication)\b"
    return regex.compile(rf"\b(?:requires?|with|given)\W* (?:an? )?(?:valid )(?:{proof})|\brequires? (?:an? )?{proof}")


@cache
def _signing() -> Callable[[str], re.Match[str] | None]:
    return regex.compile(r"/(?:log-?in|sign-?in|sessions?)[`*]*\s*$").search


@cache
def _clause() -> re.Pattern[str]:
    return regex.compile(r"\.(?:\s+|$)|[;,()]| [-–—|] |^\W*[-–—:]+\s*")


def _is_open(text: str) -> bool:
    """Whether one of several clauses is nothing but who may call: anybody."""
    clauses = [bare(one).lower() for one in _clause().split(text)]
    stated = [one for one in clauses if one]
    # `공개` that begins several clauses may be what is done, and `public, private` are values.
    first = stated[0] in _ANYBODY and stated[0].isascii() and "private" not in stated if stated else False
    return first or any(one in _ANYBODY for one in (stated[1:] or stated))


@lru_cache(4096)
def _in_words(text: str) -> tuple[str, tuple[str, ...]] | None:
    inside, only, public = _patterns()
    for found in inside.finditer(text):
        kinds = _kinds(found.group(1), True) or _alone(found.group(1)) or _beside(found.group(1))
        if kinds:
            return kinds
    for found in only.finditer(text):
        kinds = _kinds(found.group(1), True)
        if kinds:
            return kinds
    marked = marks.found(text)
    if marked:
        return _kinds(marked, True)
    if public.search(text) or _is_open(text):
        return "public", ()
    lower = text.lower()
    protected = _protected().match(text)
    if protected:
        return _kinds(protected.group(1).strip(" *"), False) or ("authenticated", ())
    if (
        "authorization: bearer" in lower
        or "authentication required" in lower
        or "인증 필요" in text
        or "🔒" in text
        or _required().search(lower)
    ):
        return "authenticated", ()
    return None


_WAYS = (
    "read write get post put patch delete internal external beta json xml test dev debug staging production server"
    " backend mobile web local https header body query optional once this first last past future active new"
    " 읽기 쓰기 조회 내부 외부 개발 테스트 모바일 웹 서버 운영 본문 헤더"
)
_NOT_PEOPLE = frozenset(_WAYS.split())
"""What else stands before `only` in brackets: how, where and when, but not who."""


def _alone(words: str) -> tuple[str, tuple[str, ...]] | None:
    """Whom a word in brackets names, though no vocabulary knows it: `(steward only)`, `(사서만)`, or known people."""
    people = [person(one.strip(" `*")) for one in _SEPARATORS.split(words)]
    if all(people):
        return "roles", tuple(dict.fromkeys(people))
    found = _single().fullmatch(words.strip())
    name = next(filter(None, found.groups()), "") if found else ""
    return ("roles", (name.lower(),)) if name and name.lower() not in _NOT_PEOPLE else None


def _beside(words: str) -> tuple[str, tuple[str, ...]] | None:
    """`(organizer/admin)`: beside a role that everyone knows, a single word is one too."""
    names = [one.strip(" `*").lower() for one in regex.split(r"[/,|]|\bor\b|또는", words)]
    roles = [kind_of("roles", name) for name in names]
    others = [name for name, role in zip(names, roles, strict=True) if not role]
    if len(names) < 2 or not any(roles) or not all(map(_is_people, others)):
        return None
    return "roles", tuple(dict.fromkeys(role or name for name, role in zip(names, roles, strict=True)))


def _is_people(name: str) -> bool:
    return (
        name.isalpha()
        and len(name) > (2 if name.isascii() else 1)
        and name not in _NOT_PEOPLE
        and not kind_of("actions", name)
    )


@cache
def _single() -> re.Pattern[str]:
    return regex.compile(
        r"([A-Za-z][a-z_-]{2,20}[a-rt-z])s?(?: role)? only|([가-힣]{2,8}?)(?:만| ?전용)", re.IGNORECASE
    )


@cache
def _protected() -> re.Pattern[str]:
    """`**Protected — vendor or admin**`."""
    return regex.compile(r"\W*protected\b[*\s]*(?:[—–:-]+\s*([^.;]{2,60}))", re.IGNORECASE)


def access_in(text: str, span: Span, method: str = "GET") -> AccessNote | None:
    """The access that a description states beside other words: `List users (admin only)`, `관리자만`.

    `공개` alone beside a call that changes something is what it does: it publishes.
    """
    if not regex.has(text, _HINTS):
        return None
    if method != "GET" and bare(text).strip(" -–—:.") == "공개":
        return None
    found = _kinds(callers, False) if (callers := marks.owned(text)) else _in_words(text)
    return AccessNote(found[0], span, found[1]) if found else None  # type: ignore[arg-type]


def in_brackets(text: str, start: int, end: int, near: tuple[int, int]) -> str:
    """What stands in brackets beside a call from `start` to `end` in a sentence, no further than `near`.

    `Change the label (operator, admin): PATCH /a`, `POST /a creates one (admin only)`: of its own clause, once.
    """
    before = regex.split(r"[.;] ", text[near[0] : start])[-1]
    behind = regex.split(r"[.;](?: |$)", text[end : near[1]], maxsplit=1)[0]
    found = [one[0] for part in (before, behind) for one in regex.finditer(r"\([^()]{2,60}\)|\[[^\[\]]{2,60}\]", part)]
    if len(found) == 1 and _signing()(text[start:end]) and found[0][1:-1].strip().lower() in vocabulary("acts"):
        return ""  # `POST /users/login (login)`: what it does; of others it is who may
    return found[0] if len(found) == 1 else ""


def is_access(text: str) -> bool:
    """Whether all the words say who may call."""
    return known(text) is not None


def known(text: str) -> tuple[str, tuple[str, ...]] | None:
    """The kind of access and the roles that words say, all of which a vocabulary knows."""
    return _kinds(text, True)
