"""People that a SPEC tells of in passing: they are its roles where nothing says which there are.

Glossaries define them (`- **Skipper**: A user who charters boats`, `- **선장**: 배를 빌리는 사용자`), stories are
told by them (`As an admin, I want`, `관리자로서`), and requirements let them do something (`MUST allow admins to`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import compact
from groundplan.spec.callers.roles import GUEST
from groundplan.spec.draft import place
from groundplan.spec.model import Role
from groundplan.spec.text.relative import person
from groundplan.spec.text.words import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from groundplan.document import Text
    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Term
    from groundplan.spec.outline import Region

_HINTS = ("as a", "로서", " allow", " let", " only ", " able to ", "when a", " 수 있", "야 한다", "야 합니다")
_MAX_LINE = 2_000
_MAX_WORDS = 3
_USERS = frozenset({"user", "users", "person", "사용자", "이용자", "유저", "회원"})
"""Everybody with an account: by themselves they tell no roles apart."""


@cache
def _told() -> re.Pattern[str]:
    """Who tells a story, or is let do something: whoever may sign in is everybody, and told apart from nobody."""
    who = r"(?P<{0}>[A-Za-z]+)"
    return regex.compile(
        rf"\b[Aa]s an? (?:(?!(?:system|database|network) )[A-Za-z]+ ){{0,2}}?{who.format('teller')},? I\b"
        r"|(?:^|[:：*] ?)(?P<korean>[가-힣]{2,8}?)(?:으로서|로서)\b"
        rf"|\b(?:MUST|SHALL|must|shall|should|SHOULD) (?:only )?(?:allow|let|permit|enable)(?: only)?"
        rf"(?: an?| the| each| every)?(?: authenticated| authorized| registered)? {who.format('let')}"
        r"(?! (?:to )?(?:sign[- ]?(?:in|up)|log[- ]?in|register|authenticate)\b)(?: to\b| [a-z])"
        rf"|(?:^|: |\. )(?:Only )?{who.format('able')} (?:MUST|SHALL|must|shall|should|SHOULD) (?:only )?be able to\b"
        rf"|\b[Ww](?:hen|HEN) an? {who.format('doing')} (?:[a-z]+s) "
        r"|(?:^|: |\. )(?P<can>[가-힣]{2,8}?)(?:는|은|만|가|이) [^.]{2,80}"
        r"(?: 수 있(?:어야|다|습니다)|야 (?:한다|합니다))"
    )


def read(region: Region, draft: Draft) -> None:
    """The lines of one region that may tell of somebody: who it is is asked where nothing else names roles."""
    said = draft.said(region.blocks)
    if region.kind not in _NOT_TOLD and said.has(_HINTS):
        draft.met.append((region.document.path, said.lines))


def told(lines: Iterable[tuple[str, Sequence[Text]]]) -> list[Role]:
    """Whom lines tell of, by the path of their document."""
    return [
        Role(name, place(path, line, start, length), origin="inferred")
        for path, said in lines
        for line in said
        for name, start, length in _people_in(line.text)
    ]


@lru_cache(8192)
def _people_in(text: str) -> tuple[tuple[str, int, int], ...]:
    """The roles that a line names, with where and how long their words are."""
    if len(text) > _MAX_LINE or not regex.has(text.lower(), _HINTS):
        return ()
    groups = [(one, one.lastgroup) for one in _told().finditer(text)]
    found = [(_known(one[group]), one.start(group), len(one[group])) for one, group in groups if group]
    return tuple(one for one in found if one[0])


_NOT_TOLD = frozenset({"api", "data_model", "stack", "architecture", "client", "errors"})


def _known(word: str) -> str:
    """The role that a word is known to name of itself; empty for users, owners and guests."""
    name = kind_of("roles", word) or person(word)
    return "" if name in _RELATIVE else name


_RELATIVE = frozenset({"owner", "author", "member", GUEST})


def defined(terms: Iterable[Term]) -> list[Role]:
    """The terms of a glossary that are people, where they are told apart."""
    found = [Role(_called(one.term), one.span, one.meaning, origin="inferred") for one in terms if _is_person(one)]
    apart = [one for one in found if compact(one.name) not in _USERS]
    return apart if len(apart) > 1 else found if apart else []  # one beside everybody: an admin and users


def _called(term: str) -> str:
    """`Admin User` is an admin."""
    words = term.replace("_", " ").lower().split()
    known = kind_of("roles", " ".join(words)) or kind_of("roles", " ".join(words[:-1]))
    return known or "_".join(words)


def _is_person(one: Term) -> bool:
    words = one.term.replace("_", " ").split()
    if len(words) > _MAX_WORDS or compact(one.term) in _STRANGERS or not "".join(words).isalnum():
        return False
    return _person().match(one.meaning) is not None or _korean_person().match(one.meaning) is not None


_STRANGERS = frozenset({"guest", "visitor", "anonymoususer", "developer", "게스트", "비회원", "방문자", "개발자"})


@cache
def _person() -> re.Pattern[str]:
    """`A registered user with the role ...`, `The person who ...`: people, and what tells them from others."""
    noun = (
        "users?|persons?|people|individuals?|someone|anyone|members?|employees?|staff(?: members?)?|customers?|clients?"
        "|administrators?|admins?|managers?|operators?|workers?|students?|teachers?|officers?|owners?"
    )
    between = r"(?:(?!(?:of|for|by|to|from|in|on|with|that|which|who|whose|and|or)\b)[A-Za-z'-]+ ){0,3}?"
    behind = "who|whose|whom|that|with|without|responsible|assigned|granted|authori[sz]ed|registered|having|using"
    return regex.compile(
        rf"(?:(?:an?|the|any|each) )?{between}(?:{noun})(?: account)?"
        rf"(?=(?: (?:{behind}|(?:of|in|at|from) (?:an?|the) [\w -]+? (?:who|with))\b|,? ?\((?:role|역할)))",
        re.IGNORECASE,
    )


@cache
def _korean_person() -> re.Pattern[str]:
    """`배를 빌리는 사용자`, `예약을 승인하는 직원 (사무실)`: the sentence ends with who it is."""
    noun = "사용자|사람|회원|이용자|유저|고객|직원|관리자|운영자|담당자|작업자|구매자|판매자|구성원|멤버"
    return regex.compile(
        rf"[^.(]{{2,60}}(?:는|은|한|된|인|을|할|진|있는|가진) (?:[가-힣]{{1,6}} )?(?:{noun})(?:이?다|입니다)?\.?"
        r"(?: ?\([^()]*\))?(?:$|\. )"
    )
