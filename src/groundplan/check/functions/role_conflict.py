"""Requirements that let a role do what the API lets others do: `A guest shall be able to remove rooms`.

A call is found by its path in the sentence, by a verb and its object (`create rooms`), by an action that ends its
path, or as it names the requirement. Roles with more rights than the lowest may do what the lowest may, so that is no
contradiction; but what only one role may do, no other may, and nobody without an account.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import RELATIVE_ROLES, Facts, Thing, fold, path_entities, role, singular
from groundplan.check.functions import Found
from groundplan.check.nodes import by_place, place
from groundplan.check.stems import stems
from groundplan.record import NamedTuple, new

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.memory import Piece
    from groundplan.source import Span
    from groundplan.spec.model import AccessNote, Endpoint, Entity, Requirement, Role

NODE = "requirement"
WORDS = ("call", "role", "roles")
OPTIONS = ()
PARTS = ("endpoints", "entities", "requirements", "roles", "permissions", "relations")

_VERBS = {
    "POST": r"create|add|register|등록|생성|추가",
    "PATCH": r"change|update|edit|modify|수정|변경",
    "DELETE": r"remove|delete|삭제",
    "GET": r"read|see|view|list|browse|조회|열람|보도록",
}
_VERBS["PUT"] = _VERBS["PATCH"]
_OBJECT_ENDS = r"(?:s|es)?(?= (?:of|with|in|for|that|which|through|by|when|if|and|or|from|at|to|until)\b|[.,;:]|$)"
"""What stands behind the object of a verb: a `book list` is no book."""
_EVERYBODY = {"public": "public", "authenticated": "user"}
"""Kinds of access that are no role's, and what stands for them."""
_MANY = 2
"""A requirement that differs from so many rows is itself the odd one."""


class Claim(NamedTuple):
    """Who may, in the sentence as it stands in lower case; `only`: nobody else; with its paths and its id."""

    role: str
    text: str
    only: bool
    paths: tuple[str, ...]
    id: str


class Terms(NamedTuple):
    """What decides whether a claim can contradict a call: few calls of a SPEC differ in it."""

    kind: str
    roles: tuple[str, ...]
    reads: bool
    own: bool


class Call(NamedTuple):
    """What a sentence may speak of and who may do it, in this line; the words are those of a summary not in English.

    It says nothing of columns: they change with each letter before them.
    """

    method: str
    path: str
    terms: Terms
    words: tuple[str, ...]
    line: tuple[str, int]


Calls = dict[str, list[Call]]
"""By path, by name and label of an entity, and by the ids of requirements behind `#`."""


@cache
def _subject() -> re.Pattern[str]:
    who = r"(?P<who>[a-z][\w-]*?)s?"
    article = r"(?:an? |the |any |every |each )?"
    return regex.compile(
        r"the \w+(?: \w+)? (?:(?:shall|must|will) (?:let|allow|permit|enable)|lets|allows|permits)"
        rf" (?P<only2>only )?{article}(?P<who2>[a-z][\w-]*?)s? "
        rf"|(?P<only>only )?{article}{who} (?:shall|may|can|must|should) (?!not\b|never\b)"
        rf"|when {article}(?P<who3>[a-z][\w-]*) (?!is |are |has )\w+s\b"
    )


@cache
def _other() -> re.Pattern[str]:
    """Whoever has a role is told by what happens to all others."""
    return regex.compile(r"\bwithout the role [`\"']?(?P<not>[\w-]+)|\bwho is not an? (?P<not2>[\w-]+)")


@cache
def _korean() -> re.Pattern[str]:
    return regex.compile(
        r"^(?:시스템은 )?(?P<who>[가-힣a-z][가-힣a-z ]*?)(?:(?P<only>만)[은이]?|[은는이가]) (?!.*(?:못하|않|없)도록)"
        r"(?=.*(?:[가-힣] 수 있|하도록))"
        r"|^(?:when )?(?P<who3>[가-힣]{2,8})[이가] (?=[^,]*(?:면|때)(?:,| 시스템))"
    )


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the later of the two places; where several rows say otherwise, at the requirement."""
    spec = facts.spec
    names = facts.kept(names_of, facts.declared_roles, spec.roles)
    guarded = facts.kept(_by_key, facts.each("endpoints", _guarded, given=(names, facts.things)))
    if not guarded:
        return
    lowest = facts.kept(_lowest, spec.entities)
    claims: list[tuple[Requirement, Claim]] = facts.each("requirements", claims_of, given=(names,))
    claimed = tuple(sorted({(claim.role, claim.only) for _, claim in claims}))
    given = (names, guarded, facts.kept(_contradicting, guarded, claimed, lowest), facts.things)
    unlike = facts.each("requirements", _against, given=given)
    own = by_place(items, {one.span for one, _, _ in unlike}) if unlike else {}
    for requirement, claim, others in unlike:
        if item := own.get(place(requirement)):
            yield from _found(item, claim, others, facts)


def claims_of(requirements: Iterable[Requirement], names: dict[str, str]) -> Iterator[tuple[Requirement, Claim]]:
    """Requirements that tell who may do what."""
    return ((one, claim) for one in requirements if (claim := claim_of(one, names)))


def _against(
    requirements: Piece[Requirement],
    names: dict[str, str],
    guarded: Calls,
    contradicting: dict[tuple[str, bool], Calls],
    things: dict[str, Thing],
) -> Iterator[tuple[Requirement, Claim, list[Call]]]:
    """Requirements that claim something, with the endpoints that say otherwise."""
    for one, claim in requirements.found(claims_of, given=(names,)):
        unlike = contradicting[claim.role, claim.only]
        named = _things(claim, guarded, unlike) if unlike else ()
        near = {id(call): call for thing in named for call in unlike.get(thing, ())}
        others = [call for call in near.values() if named == [claim.id] or _speaks_of(claim, call, things)]
        others += [call for call in guarded.get(claim.id, ()) if call not in others and _is_of_others(claim, call)]
        if others:
            yield one, claim, others


def _is_of_others(claim: Claim, call: Call) -> bool:
    """Whether anybody may read what the requirement gives to whom it belongs: `reads his own donations`."""
    return call.terms.kind == "public" and call.terms.reads and _own().search(claim.text) is not None


@cache
def _own() -> re.Pattern[str]:
    return regex.compile(r"\b(?:his|her|their|its) own\b|자신의|본인의|자기의")


def _contradicting(guarded: Calls, claimed: tuple[tuple[str, bool], ...], lowest: str) -> dict[tuple[str, bool], Calls]:
    """Those calls that a claim contradicts, by its role and whether it shuts others out."""
    terms = {call.terms for calls in guarded.values() for call in calls}
    found: dict[tuple[str, bool], Calls] = {}
    for name, only in claimed:
        unlike = {one for one in terms if _contradicts(name, one, lowest, only=only)}
        some = {key: [one for one in calls if one.terms in unlike] for key, calls in guarded.items() if unlike}
        found[name, only] = {key: calls for key, calls in some.items() if calls}
    return found


def _guarded(
    endpoints: Iterable[Endpoint], names: dict[str, str], things: dict[str, Thing]
) -> Iterator[tuple[str, Call]]:
    """Public endpoints and those of declared roles by path, and by name and label of the entity that it ends with."""
    for one in endpoints:
        if one.access is not None and _known(one.access, names):
            words = () if one.summary.isascii() else tuple(one.summary.split())
            line = (one.span.path, one.span.line)
            terms = new(Terms, (one.access.kind, one.access.roles, one.method == "GET", "me" in one.path.split("/")))
            serves = tuple(f"#{fold(name)}" for name in one.requirements)
            call = new(Call, (one.method, one.path, terms, words, line))
            last = path_entities(one.path, things)[-1:]
            keys = [one.path.lower(), *(key for thing in last for key in (singular(thing.name), thing.label) if key)]
            yield from ((key, call) for key in dict.fromkeys((*keys, *serves)))


def _by_key(guarded: list[tuple[str, Call]]) -> Calls:
    found: Calls = {}
    for key, one in guarded:
        found.setdefault(key, []).append(one)
    return found


def _things(claim: Claim, guarded: Calls, unlike: Calls) -> list[str]:
    """Which of these a sentence names: the path of a call, or else entities of calls that it contradicts."""
    called = [path for path in claim.paths if path in guarded]
    if claim.id in unlike and not called and not _is_bounded().search(claim.text):
        writes = [one for one in guarded[claim.id] if not one.terms.reads]
        if len(writes) == len(unlike[claim.id]):
            return [claim.id]
    if called or not claim.text.isascii():
        return called or [key for key in unlike if key in claim.text]
    return [key for key in _words(claim.text) if key in unlike]


@cache
def _is_bounded() -> re.Pattern[str]:
    """`must let a skipper rent at most 3 boats`: how many he may have, whoever makes the call."""
    return regex.compile(r"\b(?:let|allow|permit|enable)s? .*\b(?:at most|no more than|up to|only (?:one|\d+)) ")


def _words(text: str) -> tuple[str, ...]:
    """The words of a text in the singular, alone and two in a row."""
    words = [singular(word) for word in regex.findall(r"[a-z]+", text)]
    return tuple(dict.fromkeys([*words, *map("".join, pairwise(words))]))


def _found(item: Item, claim: Claim, others: list[Call], facts: Facts) -> Iterator[Found]:
    first = others[0]
    roles = ", ".join(first.terms.roles or (_EVERYBODY[first.terms.kind],))
    words = {"call": f"{first.method} {first.path}", "role": claim.role, "roles": roles, "id": item.node.id}
    spans = facts.kept(_accesses, facts.spec.endpoints)
    rows = tuple(facts.place(spans[one.line, one.method, one.path], (*one.terms.roles, "")[0]) for one in others)
    later = facts.order(rows[0]) > facts.order(item.span)
    if len(rows) < _MANY and later and not _is_told(claim, first, facts):
        yield item, rows[0], words, (item.span,)
    else:
        yield item, item.span, words, rows


def _is_told(claim: Claim, call: Call, facts: Facts) -> bool:
    """Whether the list of roles has those of the call do what the requirement has another do: then that is odd."""
    told = {role(one.name): stems(one.description.lower()) for one in facts.spec.roles if one.description}
    deed = stems(claim.text) - stems(claim.role)
    theirs = max((len(deed & told.get(role(name), frozenset())) for name in call.terms.roles), default=0)
    return theirs > len(deed & told.get(claim.role, frozenset())) and theirs >= _SHARED


_SHARED = 2
"""Words of what is done: its object and the verb."""


def names_of(declared: dict[str, str], roles: Iterable[Role]) -> dict[str, str]:
    """What a sentence may call a role -> the role: its name, and the words that its list gives for it."""
    names = {key: key for key in declared}
    for one in roles:
        key, words = role(one.name), regex.split(r"[.,(:]", one.description, maxsplit=1)[0].split()
        if words and not one.description.isascii():
            names |= {fold(one.description): key, fold(words[-1]): key}
    return names


def _accesses(endpoints: Iterable[Endpoint]) -> dict[tuple[tuple[str, int], str, str], Span]:
    """Where it is said who may call what."""
    told = [(one, one.access.span) for one in endpoints if one.access]
    return {((one.span.path, one.span.line), one.method, one.path): span for one, span in told}


def _known(access: AccessNote, names: dict[str, str]) -> bool:
    roles = access.roles
    return access.kind in _EVERYBODY or (bool(roles) and all(role(one) in names.values() for one in roles))


def _lowest(entities: Iterable[Entity]) -> str:
    """The role that an account has at first."""
    fields = (field for entity in entities for field in entity.fields)
    return next((role(one.default) for one in fields if one.default and "role" in one.name and one.type.values), "")


def claim_of(requirement: Requirement, names: dict[str, str]) -> Claim | None:
    """Who may do what a requirement tells of, by the names of roles (`names_of`)."""
    text = requirement.text.lower()
    found = _subject().match(text) or _other().search(text) if text.isascii() else _korean().search(text)
    if found is None:
        return None
    told = {name: words for name, words in found.groupdict().items() if words}
    who = next((words for name, words in told.items() if not name.startswith("only")), "")
    key = names.get(fold(who)) or names.get(role(who))
    only = not told.keys().isdisjoint({"only", "only2", "not", "not2"})
    if "who3" in told:  # what the system does then is not what the role does
        text = regex.split(r", | 시스템[은이] ", text)[0]
    if not key or (key in RELATIVE_ROLES and not only):
        return None
    return Claim(key, text, only, _paths(text), f"#{fold(requirement.id)}")


def _paths(text: str) -> tuple[str, ...]:
    return tuple(regex.findall(r"/[\w/{}.:-]+", text)) if "/" in text else ()


def _contradicts(name: str, terms: Terms, lowest: str, *, only: bool) -> bool:
    """Of what is public, or everybody's with an account, or its owner's, only a claim that shuts others out differs."""
    if terms.kind == "authenticated":
        return only and bool(lowest) and name != lowest and not terms.own
    roles = {role(one) for one in terms.roles}
    if not only and (not roles or terms.reads or not roles.isdisjoint(RELATIVE_ROLES)):
        return False
    return name not in roles and (only or lowest not in roles)


def _speaks_of(claim: Claim, call: Call, things: dict[str, Thing]) -> bool:
    text = claim.text
    if "`" in text or regex.search(r"\b(?:post|put|patch|delete|get) /", text):
        return call.method.lower() in text and any(path.endswith(call.path.lower()) for path in claim.paths)
    last = call.path.rsplit("/", 1)[-1]
    if call.method == "POST" and "}/" in call.path:
        does = _does(text, last, call, things)
        if does or singular(last) not in things:
            return does
    named = path_entities(call.path, things)
    verbs = _VERBS.get(call.method)
    if not named or not verbs or (call.method != "GET" and last.startswith("{") is (call.method == "POST")):
        return False
    thing = named[-1]
    if text.isascii():
        name = re.escape(regex.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", thing.name).lower())
        whose = r"(?:an? |the )?(?:list of (?:the )?)?"
        listed = rf"(?:{verbs})(?:s|es)?(?:,? (?:and |or )?\w+){{0,3}} {whose}(?:{name}|{singular(thing.name)})"
        return re.search(rf"\b{listed}{_OBJECT_ENDS}", text) is not None
    return (
        bool(thing.label)
        and re.search(rf"{thing.label}(?: ?(?:목록|정보|내역))?[을를] (?:[^을를]|[을를](?! ))*?(?:{verbs})", text)
        is not None
    )


def _does(text: str, action: str, call: Call, things: dict[str, Thing]) -> bool:
    """An action on one row: `retires a device` for `/devices/{id}/retire`, `예약을 확정` for `예약 확정`."""
    named = path_entities(call.path.removesuffix(f"/{action}"), things)
    if not named:
        return False
    if text.isascii():
        name = singular(named[-1].name)
        verb = re.escape(action.removesuffix("s"))
        return re.search(rf"\b{verb}s? (?:an? |the )?{name}{_OBJECT_ENDS}", text) is not None
    words = [word.removesuffix("기") for word in call.words if not word.isascii()]
    return len(words) > 1 and words[0] == named[-1].label and bool(re.search(rf"{words[0]}[을를] {words[1]}", text))
