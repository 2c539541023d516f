"""Who may call, in words that are known for people only when the whole SPEC is read.

`POST /tools - staff only`, `메뉴 추가. 식당 주인만` beside a call, and sentences that let nobody else do something:
`Only supervisors may create and delete tags`, `강사와 관리자만 강의를 등록할 수 있다`. What a call says itself stays.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.callers import calling, opened
from groundplan.spec.model import AccessNote, Endpoint, Entity
from groundplan.spec.text.relative import ITS, SIGNED_IN, parts
from groundplan.spec.text.words import bare, same_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groundplan.spec.callers.people import People
    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Requirement

_LONG = 1_000
"""Letters of a sentence that says such a thing in one piece."""
_ACTS = {
    "GET": "read view see list get access 조회 열람 확인",
    "POST": "create add post open register submit upload write place book make 등록 생성 추가 작성 신청",
    "PATCH": "change update edit modify rename correct manage 수정 변경 관리",
    "DELETE": "delete remove manage 삭제 제거 관리",
}
_ACTS["PUT"] = _ACTS["PATCH"]
_METHODS = {
    word: [method for method, words in _ACTS.items() if word in words.split()]
    for word in " ".join(_ACTS.values()).split()
}
_METHODS["manage"] = _METHODS["관리"] = ["POST", "PATCH", "PUT", "DELETE"]


@cache
def _alone() -> re.Pattern[str]:
    """What ends or begins a clause of callers."""
    return regex.compile(
        r"^(?:only |for |by )|(?: only| can| may|만|만 가능|만 호출|만 호출 가능| 전용| 한정)$", re.IGNORECASE
    )


@cache
def _clause() -> re.Pattern[str]:
    return regex.compile(
        r"\.(?:\s+|$)|;| [-–—] |^\W*[-–—:]+\s*|[()]|(?<= only), |, (?=[^,.;()]{1,40} only$)", re.IGNORECASE
    )


def told(endpoints: tuple[Endpoint, ...], draft: Draft, entities: Iterable[Entity]) -> tuple[Endpoint, ...]:
    """The endpoints with who may call them, where clauses beside them or sentences say it."""
    if draft.opened:
        endpoints = opened.applied(endpoints, draft.opened)
    if not any(one.access is None or one.access.roles for one in endpoints):
        return endpoints
    from groundplan.spec.callers.people import people

    known = people(endpoints, draft, tuple(entities))
    endpoints = tuple(known.renamed(one) for one in endpoints)
    silent = [one for one in endpoints if one.access is None]
    vague = [one for one in endpoints if one.access and not _WHOSE.isdisjoint(one.access.roles)]
    notes = {id(one): note for one in silent if (note := _beside(one, known))}
    waiting = {id(one) for one in silent} - notes.keys()
    notes |= {id(one): note for one in vague if (note := _beside(one, known)) and _is_exact(note, one)}
    for one, note in _in_sentences(draft, endpoints, known) if waiting else ():
        if id(one) in waiting:
            notes.setdefault(id(one), note)
    return tuple(one._replace(access=notes[id(one)]) if id(one) in notes else one for one in endpoints)


def _in_sentences(draft: Draft, calls: tuple[Endpoint, ...], known: People) -> Iterator[tuple[Endpoint, AccessNote]]:
    """What requirements say, first those that let nobody else, and then what happens in them and in scenarios."""
    for said in draft.requirements:
        yield from _privileges(said, calls, known)
    for said in draft.requirements:
        if "/" in said.text and len(said.text) < _LONG:
            condition, _, outcome = said.text.partition(", ")
            yield from calling.happening(condition, outcome, said.span, calls, known)
    yield from calling.in_scenarios(draft.scenarios, calls, known)


_WHOSE = frozenset({"owner", "author"})
"""Roles of a row that some word before them may say to be another's: `식당 주인만`, `restaurant owner only`."""


def _is_exact(note: AccessNote, endpoint: Endpoint) -> bool:
    """Whether a clause names the same callers, and says what they own."""
    roles = endpoint.access.roles if endpoint.access else ()
    return note.roles != roles and tuple(role.rpartition(" ")[2] for role in note.roles) == roles


def _beside(endpoint: Endpoint, known: People) -> AccessNote | None:
    """A clause that is nothing but callers."""
    path = {same_name(part) for part in endpoint.path.split("/")}
    for text in (endpoint.summary, endpoint.description):
        groups = regex.findall(r"\(([^()]*: [^()]*)\)", text) if ": " in text else ()
        shares = known.shares(bare(text).split(". ")[0].strip(" .")) or next(
            filter(None, map(known.shares, groups)), ()
        )
        if shares:
            return calling.note(shares, endpoint.span)
        for clause in _clause().split(text):
            words = bare(clause).strip(" .:")
            said = _alone().sub("", _alone().sub("", words))
            if said and not (said == words and same_name(words) in path):
                found = known.callers(said) or known.acting(said) or known.heading(said)
                if found and not (found == (SIGNED_IN,) and _signs_in(endpoint)):
                    return calling.note(found, endpoint.span)
    return None


_SIGNING = frozenset(
    {"session", "sessions", "signin", "sign-in", "login", "log-in", "token", "tokens", "auth", "authenticate", "oauth",
     "sso", "로그인"}
)  # fmt: skip


def _signs_in(endpoint: Endpoint) -> bool:
    """`POST /auth/login - 로그인`: what it does, not who may."""
    return endpoint.method == "POST" and not _SIGNING.isdisjoint(endpoint.path.lower().split("/"))


@cache
def _only() -> re.Pattern[str]:
    return regex.compile(r"\bonly\s+(?=[a-z])|\bby\s+(?:only\s+)?(?=[a-z])", re.IGNORECASE)


@cache
def _may() -> re.Pattern[str]:
    return regex.compile(
        r"^(?:themselves )?(?:(?:must|shall|may|can|should|will|are|is|to|be|able|allowed|permitted)\b\s*)*",
        re.IGNORECASE,
    )


@cache
def _passive() -> re.Pattern[str]:
    """`Tags can only be created by supervisors`, `Tags can be deleted only by supervisors`."""
    return regex.compile(
        r"^(?:[\w-]+: )?(?P<thing>[^.;,]+?) (?:can|may|must|shall|should|are|is)(?: to)? (?P<one>only )?be "
        r"(?P<acts>[\w, ]+?) "
        r"(?P<two>only )?by (?P<who>[^.;]+)",
        re.IGNORECASE,
    )


@cache
def _korean() -> re.Pattern[str]:
    """`강사와 관리자만 강의를 등록할 수 있다`; the thing of a later clause is that of the one before."""
    return regex.compile(
        r"(?P<who>[가-힣a-z][가-힣a-z ,]*?)만 (?:(?P<thing>[가-힣a-z ]+?)[을를] )?"
        r"(?P<acts>[가-힣]+(?:(?:, ?|하고 |하거나 | 및 |·)[가-힣]+)*?)(?:할 수|하도록|한다|가능)",
        re.IGNORECASE,
    )


def _privileges(said: Requirement, calls: tuple[Endpoint, ...], known: People) -> Iterator[tuple[Endpoint, AccessNote]]:
    """The calls that one sentence gives to its callers, and to nobody else."""
    text = said.text if len(said.text) < _LONG else ""
    for one in _public(text, calls, known):
        yield one, AccessNote("public", said.span)
    if "만 " in text:
        yield from _given(_in_korean(text, said.title, known), said, calls, known)
    elif regex.search(r"\bonly\b", text, re.IGNORECASE):
        yield from _given(_in_english(text, known), said, calls, known)
    if "/" in text:
        yield from calling.stated(text, said.span, calls, known)


@cache
def _anyone() -> re.Pattern[str]:
    return regex.compile(
        r"\b(?:anyone|everyone|anybody)(?: to| can| may| must be able to| shall be able to)? (?P<acts>[^.;]+)"
        r"|누구나 (?:로그인 없이 |인증 없이 )?(?P<thing>[가-힣a-z ]+?)[을를] (?P<done>[가-힣]+?)(?:할 수|하도록)",
        re.IGNORECASE,
    )


def _public(text: str, calls: tuple[Endpoint, ...], known: People) -> Iterator[Endpoint]:
    """What anybody may read; who may change something is never told so."""
    found = _anyone().search(text)
    if found is None or regex.search(r"signed|logged|registered|authenticated", text, re.IGNORECASE):
        return
    acts, thing = _acts(found["acts"].lower()) if found["acts"] else ([found["done"]], found["thing"])
    if "상태" in thing or known.states & set(regex.findall(r"\w+", thing)):
        return
    for act in acts:
        yield from (one for one in _meant(act, thing, calls, known) if one.method == "GET")


@cache
def _everything() -> re.Pattern[str]:
    """`agents and supervisors see all tickets`."""
    return regex.compile(
        r"(?:^|[;,.] |\bthen )(?P<who>[a-z][\w -]*?) (?:can |may |must |shall )?(?:see|read|list|view|access)s? "
        r"(?:all|every) "
        r"(?P<thing>[^.;,]+)",
        re.IGNORECASE,
    )


def _given(
    found: Iterable[tuple[tuple[str, ...], list[str], str]],
    said: Requirement,
    calls: tuple[Endpoint, ...],
    known: People,
) -> Iterator[tuple[Endpoint, AccessNote]]:
    for who, acts, thing in found:
        for act in acts:
            for one in _meant(act, thing, calls, known):
                yield one, calling.note(who, said.span)


def _in_english(text: str, known: People) -> Iterator[tuple[tuple[str, ...], list[str], str]]:
    """Callers, what they do and to what."""
    passive = _passive().search(text)
    if passive and (passive["one"] or passive["two"]):
        who = known.callers(passive["who"])
        if who:
            yield who, _active(passive["acts"]), passive["thing"].lower()
        return
    whole = _everything().search(text)
    who = known.callers(whole["who"]) if whole else ()
    if whole and who:
        yield (("owner", *who) if regex.search(r"\bown\b", text) else who), ["read"], whole["thing"].lower()
    for found in _only().finditer(text):
        words = regex.split(r"[.;:]", text[found.end() :], maxsplit=1)[0].lower().split()
        for count in range(min(calling.LONGEST, len(words) - 1), 0, -1):
            who = known.callers(" ".join(words[:count]))
            if who:
                rest = _may().sub("", " ".join(words[count:]))
                acts, thing = _acts(rest)
                told = next((whose for one in who if (whose := (parts(one) or ("",))[0]) not in ("", ITS)), "")
                yield who, acts, told if thing in ("it", "them") else thing
                break


def _acts(rest: str) -> tuple[list[str], str]:
    """`create, change and delete tools` as verbs and what stands behind them."""
    found = regex.compile(r"([a-z-]+)((?:(?:, | and | or |, and |, or )[a-z-]+(?= |,))*) (.+)").match(rest)
    if not found:
        return [], ""
    more = [one for one in regex.split(r", and |, or |, | and | or ", found.group(2)) if one]
    return [found.group(1), *more], found.group(3)


def _active(text: str) -> list[str]:
    """`created and deleted` as verbs."""
    words = [one.strip() for one in regex.split(r",|\band\b|\bor\b", text.lower()) if one.strip()]
    known = [word for word in _METHODS if word.isascii()]
    return [
        next((verb for verb in known if word in (f"{verb}d", f"{verb}ed", _PAST.get(verb))), word) for word in words
    ]


_PAST = {"read": "read", "see": "seen", "write": "written", "make": "made", "modify": "modified", "submit": "submitted"}


def _in_korean(text: str, title: str, known: People) -> Iterator[tuple[tuple[str, ...], list[str], str]]:
    thing = title
    for found in _korean().finditer(text):
        thing = found["thing"] or thing
        who = known.callers(
            regex.sub(r"^(?:.*(?:있고|있으며|하고|하며),|시스템은|그리고) ", "", found["who"].strip(" ,"))
        )
        if who:
            yield who, [one for one in regex.split(r", ?|하고 |하거나 | 및 |·", found["acts"]) if one], thing.lower()


def _meant(act: str, thing: str, calls: tuple[Endpoint, ...], known: People) -> Iterator[Endpoint]:
    """The calls that do this to that, by the shortest path: `delete tags` takes none off a ticket."""
    from groundplan.spec.callers.people import named_by

    named = _named(thing, known)
    about = [one for one in calls if same_name(named_by(one)) == named]
    for rows in (True, False):
        alike = [one for one in about if one.path.endswith("}") is rows]
        shortest = min((one.path.count("/") for one in alike), default=0)
        near = [one for one in alike if one.path.count("/") == shortest and one.method in _METHODS.get(act, ())]
        yield from (one for one in near if _does(one))
    for one in calls:
        literal = one.path.split("/")
        acted = len(literal) > 3 and literal[-2].startswith("{") and same_name(literal[-3]) == named
        word = literal[-1].replace("-", "").lower()
        if (
            acted
            and one.method != "GET"
            and (word == act.replace("-", "") or (not act.isascii() and act in one.summary))
        ):
            yield one


def _does(one: Endpoint) -> bool:
    """Whether a method does to rows what it is called: POST makes one in a collection, the others take one or all."""
    return one.method == "GET" or one.path.endswith("}") is (one.method != "POST")


def _named(thing: str, known: People) -> str:
    """The resource that the words of a sentence begin with."""
    words = [word for word in regex.split(r"[^\w가-힣]+", thing) if word]
    pairs = [f"{first}{second}" for first, second in pairwise(words)]
    for word in [each for pair in zip(words, [*pairs, ""], strict=False) for each in (pair[1], pair[0]) if each]:
        found = known.things.get(same_name(word))
        if found:
            return same_name(found)
    return ""
