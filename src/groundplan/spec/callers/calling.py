"""Who may make the calls that a sentence or a scenario names by method and path.

`The system SHALL let a keeper add a berth with `POST /berths``, `` The `GET /berths` route SHALL be restricted to users
with role `keeper` ``, `WHEN a keeper sends a GET request to `/berths`, THE API SHALL return 200`, `` 관리자만 `POST
/berths`를 호출할 수 있다``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.callers.roles import GUEST
from groundplan.spec.model import AccessNote
from groundplan.spec.text.paths import mentions, normalised, shape
from groundplan.spec.text.relative import SIGNED_IN
from groundplan.spec.text.words import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groundplan.source import Span
    from groundplan.spec.callers.people import People
    from groundplan.spec.model import Endpoint, Scenario
    from groundplan.spec.text.paths import Mention

    Given = Iterator[tuple[Endpoint, AccessNote]]

LONGEST = 12
"""Words of callers in a sentence."""


def note(found: tuple[str, ...], span: Span) -> AccessNote:
    """The callers as a note: whoever has signed in may be anybody of them."""
    return AccessNote("authenticated", span) if SIGNED_IN in found else AccessNote("roles", span, found)


def stated(text: str, span: Span, calls: tuple[Endpoint, ...], known: People) -> Given:
    """The calls that the sentences of a requirement name, and let their callers make or nobody else."""
    for sentence in regex.split(r"[.;:] ", bare(text)):
        named = mentions(sentence)
        if named:
            yield from _let_make(sentence, named, span, calls, known)
            who = _restricted(sentence, named, known)
            yield from _each(named if who else (), who, span, calls)


def happening(text: str, outcome: str, span: Span, calls: tuple[Endpoint, ...], known: People) -> Given:
    """The calls that somebody makes in a condition, with success: `WHEN a keeper sends a GET request to `/berths``."""
    if _fails().search(outcome) or _fails().search(text):
        return
    who: tuple[str, ...] = ()
    end = 0
    for named in mentions(text):
        if not (who and _joint().fullmatch(text[end : named.start])):
            told = _from().match(text[named.end :])
            who = _coming(text[named.end + told.end() :], known) if told else _doing(text[: named.start], known)
        end = named.end
        for call, found in _each((named,), who, span, calls):
            if GUEST not in found.roles and not (_OWNING.intersection(found.roles) and "{" not in call.path):
                yield call, found._replace(origin="inferred")


_OWNING = frozenset({"owner", "author"})
"""To whom a row belongs, where a call has one: a new one and a list belong to nobody."""


@cache
def _joint() -> re.Pattern[str]:
    return regex.compile(r"[`*\s]*(?:,|or|and|또는|및|과|와|나|이나)[`*\s]*")


def in_scenarios(told: Iterable[Scenario], calls: tuple[Endpoint, ...], known: People) -> Given:
    """The calls of scenarios that end well, each for all who make it in one."""
    made: dict[int, tuple[Endpoint, Span, dict[str, None]]] = {}
    for one in told:
        outcome = " ".join(step.text for step in one.steps if step.keyword == "then")
        for step in one.steps if outcome else ():
            if step.keyword == "when" and "/" in step.text:
                for call, found in happening(step.text, outcome, step.span, calls, known):
                    kept = made.setdefault(id(call), (call, step.span, {}))
                    kept[2].update(dict.fromkeys(found.roles or (SIGNED_IN,)))
    yield from ((call, note(tuple(roles), span)._replace(origin="inferred")) for call, span, roles in made.values())


@cache
def _let() -> tuple[re.Pattern[str], ...]:
    """`The system SHALL let an organizer create a show with ...`, `The organizer SHALL get the sales with ...`."""
    return (
        regex.compile(
            r"\b(?:let|lets|allow|allows|permit|permits) (?:an? |the )?(?:signed-in |logged-in )?", re.IGNORECASE
        ),
        regex.compile(
            r"^(?:the |any |every |an? )?(?P<whole>[a-z][\w ]*?) (?:shall|must|may|can) (?!be |not |receive )",
            re.IGNORECASE,
        ),
    )


@cache
def _way() -> re.Pattern[str]:
    return regex.compile(r" (?:with|through|via|using|by|calling|call)$")


def _let_make(
    sentence: str, found: tuple[Mention, ...], span: Span, calls: tuple[Endpoint, ...], known: People
) -> Given:
    """The calls by which callers are let do something."""
    named = [one for one in found if _way().search(sentence[: one.start].rstrip(" `"))]
    opening = next((one for shape_ in _let() if (one := shape_.search(sentence))), None) if named else None
    whole = opening.groupdict().get("whole") if opening else ""
    who = known.callers(whole) if whole else ()
    who = who or (_first_callers(sentence[opening.end() : named[0].start], known) if opening and not whole else ())
    begin = 0
    for each in named if who else ():
        own = regex.search(r"\bown\b", sentence[begin : each.start])
        if not begin or "{" not in each.path:  # `and add seats with` the path of a venue: whose is not said
            yield from ((call, note(("owner",) if own else who, span)) for call in _called(each, calls))
        begin = each.end


@cache
def _kept() -> re.Pattern[str]:
    """`SHALL be restricted to`, `is only available to`, `SHALL require`: who comes behind is who may."""
    return regex.compile(
        r"(?<!not )(?<!not be )(?:\b(?:restricted|limited|available|accessible|open|callable|exposed)"
        r"(?: only)? (?:to|for|by) (?:only )?"
        r"|\brequires? (?=.{0,30}\b(?:roles?|permissions?|rights|authori[sz]ation|authentication)\b))",
        re.IGNORECASE,
    )


@cache
def _proof() -> re.Pattern[str]:
    return regex.compile(r"(?:[a-z]+[- ]){0,2}authentication\b", re.IGNORECASE)


@cache
def _korean() -> re.Pattern[str]:
    """`관리자만 ...`, `관리자 역할이 필요하다`, `관리자 권한을 요구한다`."""
    called = r"(?:호출|접근|사용|이용|요청|실행)"
    return regex.compile(
        rf"(?P<only>[가-힣A-Za-z_][가-힣\w ,/]*?)만(?=[ `].*?{called})"
        r"|(?P<asked>[가-힣A-Za-z_][가-힣\w ,/]*?) ?(?:권한|역할)[이가을를]? ?(?:있어야|필요|요구)"
    )


def _restricted(sentence: str, named: tuple[Mention, ...], known: People) -> tuple[str, ...]:
    """Whom alone a sentence lets make the calls that it is about."""
    behind = sentence[named[-1].end :]
    who: tuple[str, ...] = ()
    for found in _kept().finditer(behind):
        words = behind[found.end() :]
        who = _first_callers(words, known) or who or ((SIGNED_IN,) if _proof().match(words) else ())
    if who or sentence.isascii():
        return who
    for part in (behind, f"{sentence[: named[0].start]}{behind}"):
        told = _korean().search(part)
        who = _last_callers(told["only"] or told["asked"], known) if told else ()
        if who:
            break
    return who


@cache
def _from() -> re.Pattern[str]:
    """Behind a call that comes in: ``WHEN a `GET /berths` request is received from a keeper``."""
    return regex.compile(
        r"[`* ]*(?:requests? |call )?(?:is |are )?(?:received|made|sent|arrives|comes in) (?:from|by) "
    )


@cache
def _doer() -> re.Pattern[str]:
    """Before a call that somebody makes: `an admin sends a`, `관리자가`."""
    verb = "sends?|makes?|issues?|submits?|calls?|requests?|performs?|invokes?|accesses|gets?"
    return regex.compile(
        rf"^[\W_]*(?:when )?(?P<who>[\w' -]{{2,60}}?) (?:{verb})(?: an?| the)?(?: valid| new)?$"
        r"|(?:^|, )(?P<korean>[가-힣A-Za-z_`][가-힣\w ]{1,30}?)(?:이|가|은|는)$",
        re.IGNORECASE,
    )


def _coming(behind: str, known: People) -> tuple[str, ...]:
    return () if _everybody().match(behind) else _first_callers(behind, known)


def _doing(before: str, known: People) -> tuple[str, ...]:
    found = _doer().search(before.rstrip(" `*"))
    words = (found["who"] or found["korean"]).strip() if found else ""
    if not words or _everybody().fullmatch(words):
        return ()
    return _last_callers(words, known) if found and found["korean"] else known.callers(words)


@cache
def _everybody() -> re.Pattern[str]:
    """Whoever calls: told apart from nobody."""
    return regex.compile(
        r"(?:an? |the |any )?(?:users?|clients?|callers?|사용자|이용자|유저|회원|클라이언트)"
        r"(?! (?:with|who|whose|having|in)\b)",
        re.IGNORECASE,
    )


@cache
def _fails() -> re.Pattern[str]:
    """What is refused says nothing of who may: nor does a request that is wrong."""
    return regex.compile(
        r"\b4\d\d\b|\b(?:reject|deny|denies|denied|refuse|forbid|error|fail|unauthori[sz]ed|invalid|without|another|other)"
        r"|거부|거절|차단|오류|에러|실패|없이|없는|아닌|다른",
        re.IGNORECASE,
    )


def _first_callers(text: str, known: People) -> tuple[str, ...]:
    """The callers that the words begin with, as many words as name some."""
    words = text.lower().split()
    counts = range(min(LONGEST, len(words)), 0, -1)
    return next((who for count in counts if (who := known.callers(" ".join(words[:count])))), ())


def _last_callers(text: str, known: People) -> tuple[str, ...]:
    """The callers that the words end with, as few words left out as will do."""
    words = text.lower().split()
    return next((who for at in range(len(words)) if (who := known.callers(" ".join(words[at:])))), ())


def _each(named: Iterable[Mention], who: tuple[str, ...], span: Span, calls: tuple[Endpoint, ...]) -> Given:
    if who:
        yield from ((call, note(who, span)) for one in named for call in _called(one, calls))


def _called(named: Mention, calls: tuple[Endpoint, ...]) -> list[Endpoint]:
    """The calls of a path, also where it is written with the base path that they go without."""
    path = shape(normalised(named.path)[0])
    found = [(one, shape(one.path)) for one in calls if one.method in named.methods]
    longest = max((len(own) for _, own in found if path.endswith(own)), default=0)
    return [one for one, own in found if longest and len(own) == longest and path.endswith(own)]
