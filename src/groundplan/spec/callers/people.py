"""Who and what a SPEC has names for, and the callers that words of it name."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.record import NamedTuple
from groundplan.spec.callers.roles import holds_roles
from groundplan.spec.model import Endpoint, Entity
from groundplan.spec.text.relative import ITS, SIGNED_IN, THE, parts, relative
from groundplan.spec.text.words import bare, kind_of, same_name, singular

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundplan.spec.draft import Draft


class People(NamedTuple):
    """Words that name callers: `roles` as the SPEC spells them by each name, `things` by what they are called.

    `states` are the words that rows may be in: who reads published courses does not read every course.
    """

    roles: dict[str, str]
    things: dict[str, str]
    states: frozenset[str]

    def callers(self, text: str) -> tuple[str, ...]:
        """The callers that all the words name, as access notes spell them; none where a word names nobody."""
        text = _while().sub("", text)
        text, narrowed = (text[: own.start()], True) if (own := _own().search(text)) else (text, False)
        found = [self._caller(piece) for piece in _between().split(text) if piece.strip()]
        if narrowed and all(one in self.roles for one in found):  # `tutor, own`: of the rows that are his
            found = [f"{ITS} {one}" for one in found]
        return tuple(dict.fromkeys(found)) if all(found) else ()

    def renamed(self, one: Endpoint) -> Endpoint:
        """The endpoint whose `관리자` is the role that the SPEC calls so, where it has no role `admin`."""
        note = one.access
        roles = tuple(self._own_name(role) for role in note.roles) if note else ()
        return one if note is None or roles == note.roles else one._replace(access=note._replace(roles=roles))

    def _own_name(self, role: str) -> str:
        if " " in role:
            thing, _, word = role.partition(" ")
            known = self._role(word) if self.things.get(same_name(thing)) and word in self.roles else ""
            return f"{self.things[same_name(thing)].lower()} {known}" if known and not role.isascii() else role
        if not role.isascii() and self.roles.get(role, role) != role:
            return self.roles[role]
        aliases = [(word, own) for word, own in self.roles.items() if word != own and not word.isascii()]
        called = {own for word, own in aliases if kind_of("roles", word) == role}
        return called.pop() if len(called) == 1 and role not in self.roles.values() else role

    def acting(self, text: str) -> tuple[str, ...]:
        """`agent adds a tag`, `librarians lend a copy`: who begins a clause and does something."""
        found = _deed().match(text)
        who = [one for one in _between().split(found["who"]) if one] if found else []
        words = [_article().sub("", one.lower()) for one in who]
        many = found is not None and not found["one"]
        known = [self.roles.get(one) or (self.roles.get(singular(one)) if many else "") for one in words]
        if not found or not all(known) or (many and len(words) == 1 and singular(words[0]) == words[0]):
            return ()
        return self.callers(found["who"])

    def heading(self, clause: str) -> tuple[str, ...]:
        """`librarians, CSV of overdue loans`: several of a role, before other words."""
        head, _, rest = clause.partition(", ")
        known = self.roles.get(singular(head.lower())) if head.isalpha() and singular(head) != head else None
        return (known,) if known and " " in rest and not self.callers(rest) else ()

    def shares(self, text: str) -> tuple[str, ...]:
        """`직원은 본인 것, 인사담당자는 전체`, `librarians see all, patrons their own`: who sees which rows."""
        pieces = [one for one in regex.split(r"[,;] ?", text) if one.strip()]
        found = list(takewhile(bool, (self._share(one.strip()) for one in pieces)))
        return tuple(dict.fromkeys(one for each in found for one in each)) if len(found) > 1 else ()

    def _share(self, piece: str) -> tuple[str, ...]:
        if _callers_own().search(piece):
            return ("owner",)
        found = next((one for shape in _rows() if (one := shape.fullmatch(piece))), None)
        who = self.callers(found["who"]) if found else ()
        if not found or not who:
            return ()
        if found["own"]:
            return ("owner",)
        return who if found["all"] else tuple(f"{found['some']} {one}" for one in who)

    def _caller(self, piece: str) -> str:
        said = bare(piece).strip(" .;:()[]").lower()
        held = _holding().fullmatch(said)
        words = next(filter(None, held.groups())) if held else _article().sub("", said)
        known = self._role(words)
        if known or not words:
            return f"{THE} {known}" if said.startswith(f"{THE} ") and known in self.roles else known
        told = relative(words)
        if told == SIGNED_IN or kind_of("access", words) == "authenticated":
            return SIGNED_IN
        thing, role = parts(told) or parts(words) or ("", "")
        thing = thing if thing == ITS else self.things.get(same_name(thing), "")
        known = self._role(role)
        if known and not thing and _alike().match(words):
            return words  # nobody here can tell who that is: better nobody than every manager
        return f"{thing.lower()} {known}" if thing and known else ""

    def _role(self, word: str) -> str:
        return (
            self.roles.get(word)
            or self.roles.get(singular(word))
            or self.roles.get(kind_of("people", word))
            or kind_of("roles", word)
        )


@cache
def _own() -> re.Pattern[str]:
    """Behind callers, that they may touch what is theirs: `tutor, own`, `강사, 본인 수업`."""
    return regex.compile(
        r"(?<=\w), (?:(?:their |his |her )?own(?: [\w-]+){0,2}|본인(?: ?[가-힣]+){0,2})$", re.IGNORECASE
    )


@cache
def _while() -> re.Pattern[str]:
    """`신청자, pending일 때만`, `the owner, after check-out`: in which state of the row, beside who."""
    return regex.compile(
        r", (?:[^,]{1,40}때만?|(?:only )?(?:while|when|if|before|after|until) [^,]{1,60})$", re.IGNORECASE
    )


@cache
def _alike() -> re.Pattern[str]:
    """`같은 부서 팀장`, `same-team manager`: people that the row and the caller have in common."""
    return regex.compile(r"(?:같은|동일한?|자기|소속) |same[ -]")


@cache
def _deed() -> re.Pattern[str]:
    who = r"(?P<who>(?:the |an? )?[a-z][\w-]*(?:(?:, | and | or )[a-z][\w-]*){0,3})"
    verb = r"[a-z]+?(?P<one>s)?"
    return regex.compile(rf"{who} {verb} (?:an? |the |all\b|every |own |it\b|their |others?\b)", re.IGNORECASE)


@cache
def _callers_own() -> re.Pattern[str]:
    return regex.compile(r"\bthe caller['’]s own\b|\byour own\b", re.IGNORECASE)


@cache
def _rows() -> tuple[re.Pattern[str], ...]:
    """Who sees which rows, in Korean and in English: own ones, all, or `some` that these words tell."""
    own, some = r"(?:본인|자기|자신)(?:의)? ?(?:것|거)?만?", "(?:자기|같은|소속) [가-힣]+"
    sees = r"(?:(?:can |may )?(?:see|get|read|view|list)s? )?"
    return (
        regex.compile(
            rf"(?P<who>[가-힣\w /]+?)(?:은|는) (?:(?P<own>{own})|(?P<all>전체|전부|모두)|(?P<some>{some}))",
            re.IGNORECASE,
        ),
        regex.compile(
            rf"(?P<who>[\w /]+?) {sees}(?:(?P<all>all|everything)|(?P<own>(?:only )?(?:their|his|her) own)"
            r"|(?P<some>(?:the )?same [\w ]+?))(?: [\w ]+)?",
            re.IGNORECASE,
        ),
        regex.compile(
            r"(?P<who>[\w가-힣 /]+?): (?:(?P<all>all|any|every|전체|모두)|(?P<own>(?:their )?own|본인(?: 것)?)"
            r"|(?P<some>(?:the )?same [\w ]+))",
            re.IGNORECASE,
        ),
    )


@cache
def _between() -> re.Pattern[str]:
    return regex.compile(r"\s*(?:,|/|;|\bor\b|\band\b|&|또는|혹은|이나(?= )|및)\s*|(?<=[가-힣a-z])(?:와|과) ")


@cache
def _holding() -> re.Pattern[str]:
    """`users with role keeper`, `a user whose role is keeper`, `keeper 역할을 가진 사용자`: the role alone."""
    return regex.compile(
        r"(?:an? |the |any |only |all )?[\w -]{0,24}\b\w*(?:users?|accounts?|callers?|members?|requesters?)"
        r" (?:with|having|holding|whose|in)(?: an?| the)? (?:roles? )?(?:is |of )?['\"]?(\w+)['\"]?(?: roles?)?"
        r"|['\"]?(\w+?)['\"]? ?(?:역할|권한)[을를의]? ?(?:가진|지닌|보유한|있는|보유)? ?(?:사용자|계정|회원|유저)"
        r"|(?:역할|권한|role)[이가]? ['\"]?(\w+?)['\"]?인 (?:사용자|계정|회원|유저)"
    )


@cache
def _article() -> re.Pattern[str]:
    return regex.compile(r"^(?:the|an?|any|every|each|all) (?=\w)")


def people(endpoints: Iterable[Endpoint], draft: Draft, entities: tuple[Entity, ...]) -> People:
    """Who and what this SPEC has names for."""
    names = {same_name(one.name) for one in entities}
    roles = {one.name.lower(): one.name.lower() for one in draft.roles}
    roles |= {one.role.lower(): one.role.lower() for one in draft.permissions}
    things = {same_name(word): one.name for one in entities for word in (one.name, one.label) if word}
    for entity in entities:
        for field in entity.fields:
            if holds_roles(field.name):
                roles |= {value.lower(): value.lower() for value in field.type.values}
            called = regex.sub(r"_?[iI]d$", "", field.name)
            if called and called != field.name and same_name(called) not in names:
                roles.setdefault(called.lower(), called.lower())
    for term in draft.glossary:  # `- 팀장(manager): ...`
        alias = regex.compile(r"([^()]+?) ?\(([^()]+)\)").fullmatch(term.term)
        if alias and alias[2].lower() in roles:
            roles.setdefault(alias[1].lower(), alias[2].lower())
    for one in draft.roles:  # `- customer: 손님. ...`: what the SPEC goes on calling them
        told = regex.split(r"[.,(:]", one.description, maxsplit=1)[0].split()
        if told and not one.description.isascii():
            roles.setdefault(told[-1], one.name.lower())
    values = (
        v.lower() for one in entities for field in one.fields if field.name not in roles for v in field.type.values
    )
    return People(roles, {**_headed(endpoints), **things}, frozenset(values))


def _headed(endpoints: Iterable[Endpoint]) -> dict[str, str]:
    """`식당 목록`, `식당 등록`: the word that what is said of `/restaurants` begins with, by several of its calls."""
    begun: dict[str, list[str]] = {}
    for one in endpoints:
        words = one.summary.split()
        if words and not words[0].isascii():
            begun.setdefault(named_by(one), []).append(words[0].rstrip(".,"))
    return {
        word: singular(thing)
        for thing, said in begun.items()
        for word in said
        if thing and said.count(word) * 2 > len(said) > 1
    }


def named_by(endpoint: Endpoint) -> str:
    """The last word of a path that names rows: `slots` of `/doctors/{id}/slots` and of `/slots/{id}`."""
    literal = [part for part in endpoint.path.split("/") if part and not part.startswith("{")]
    return literal[-1] if literal else ""
