"""Things whose parts requirements in prose list: `users create a berth with a code, depth and price`, `each mooring
SHALL have a title and MAY have a note`, `store the code, depth and price of a berth`, ``saved in `berth_extras` with
their name and price``.

What a sentence says is stored is a thing wherever it stands; what somebody makes counts where nothing defines fields.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Paragraph
from groundplan.grammar import compact, vocabulary
from groundplan.record import NamedTuple
from groundplan.spec.draft import place_within
from groundplan.spec.entities import subjects
from groundplan.spec.fields import phrases
from groundplan.spec.model import Entity
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.words import singular, without_forms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Text
    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Field
    from groundplan.spec.outline import Region

MAX_TEXT = 1_500
_HINTS = (
    " with ", " with:", " including ", " containing ", " providing ", " specifying ", " shall have ", " must have ",
    " shall include ", " must include ", " shall contain ", " must contain ", " consist ", " store ", " persist ",
    " save ", " record ", " that stor", " that hold", " and stores ",
    "edit ", "update ", "change ", "modify ", " registration ", " sign-up ", " account ", " database", " postgres",
    "_database", "_store", "_db", " mysql", " mongodb", " sqlite", " firestore", " dynamodb",
)  # fmt: skip
"""Of which one stands, in lower case, in each sentence that is read."""
_KOREAN = ("저장", "기록", "생성", "등록", "포함", "가져야", "구성", "반환", "가입", "보유해야", "보존해야")
"""The same in Korean."""
TABLES_IN_KOREAN = ("저장", "기록", "보관", "관리", "캐시", "적재", "테이블")
"""Of which one stands where Korean sentences say what tables keep."""
_SHALL = "(?:SHALL|MUST|shall|must|should)"
_OWN = r"(?:[Aa]n?|[Tt]he|THE|[Ee]ach|[Ee]very|EACH|[Aa]ll|their|its|one|new)"
_ELSE = "with|including|containing|and|or|by|is|are|to|in|on|for|of|that"
_THING = rf"`?[A-Za-z][\w-]*`?(?: (?!(?:{_ELSE})\b)[a-z][\w-]*){{0,2}}"


class _Said(NamedTuple):
    """A text over `lines` of a file: as they are read, in brackets and marks of the same length."""

    text: str
    lines: tuple[Text, ...]
    path: str


@cache
def _made() -> re.Pattern[str]:
    """`allow users to create a berth with `, `WHEN a sailor submits the berth form with `: somebody makes one."""
    verbs = "(?:creat|sav)(?:e|es|ing)|(?:add|submit|post|register|insert)(?:s|t?ing)?"
    return regex.compile(
        rf"\b(?:{verbs}) (?:{_OWN} )?(?P<thing>{_THING})"
        r"(?: (?:linked|tied|assigned|belonging|related) to [^.;:()]{1,60}?)?"
        r",? (?:with|including|containing|(?:by )?providing|(?:by )?specifying)(?: at least)?"
        r"(?: (?:the )?(?:following )?(?:fields|attributes|properties) (?:for|of))?(?P<opens>:)? "
    )


@cache
def _owned() -> re.Pattern[str]:
    """`Each mooring SHALL have `, `A berth SHALL consist of `."""
    return regex.compile(
        rf"(?:^|[.;] |  |(?:THEN|AND|Then|And)[*_:]* +)"
        rf"(?P<own>[Ee]ach|[Ee]very|EACH|An?|THE|The) (?P<thing>{_THING}) {_SHALL} (?:also |always )?"
        r"(?P<verb>have|include|contain|consist of|comprise)(?: at least)?(?: the following(?: [a-z]+)?)?:? "
    )


@cache
def _kept() -> re.Pattern[str]:
    """`SHALL store the code, depth and price of a berth`: the parts before the thing."""
    return regex.compile(
        rf"\b{_SHALL} (?:store|persist|record|save|keep|capture) (?:the |each |an? |its )?(?P<parts>[^.;:()]{{5,160}}?)"
        rf" (?:of|for|on) (?:an?|each|every|the) (?:new )?(?P<thing>{_THING})(?=[.,;(]|$| (?:in|when|so|with|as|to)\b)"
    )


@cache
def _stored() -> re.Pattern[str]:
    """`Each reading SHALL be stored with `, `the berth is saved with `."""
    return regex.compile(
        rf"\b(?:[Aa]n?|[Tt]he|[Ee]ach|[Ee]very) (?P<thing>{_THING}) (?:is|{_SHALL} be|was) "
        r"(?:stored|saved|persisted|recorded|inserted)(?: [^,.;:()`]{1,40}?)?"
        r" (?:with|containing|including|together with|along with):? (?:the |its |their )?"
    )


@cache
def _table() -> re.Pattern[str]:
    """``stored in `berth_extras` with their ``: a name of many things, as only tables have it."""
    return regex.compile(
        r"\b(?:stored|saved|persisted|recorded|written|inserted|kept) (?:in|into|to) (?:the )?"
        r"`(?P<thing>[a-z]+_[a-z_]*s)`(?: table)?,?"
        r"(?: (?:together |along )?(?:with|including|containing)(?: (?:its|their|the))? )?"
    )


@cache
def _modelled() -> re.Pattern[str]:
    """``a `Berth` model that links ... and stores ``, `a mooring record that holds `."""
    return regex.compile(
        rf"\b(?:[Aa]n?|[Tt]he|[Ee]ach) (?P<thing>{_THING}) (?:model|table|entity|record)"
        r" (?:that|which)(?: [^.;:,]{1,80}? and)? (?:stor|hold|record|contain|captur|track)(?:e|es|s)?"
        r":? "
    )


@cache
def _edited() -> re.Pattern[str]:
    """`edit the mooring's pilot, notes and end date`, `update berth fields including code and depth`."""
    return regex.compile(
        rf"\b(?:edit|updat|chang|modif)(?:e|es|s|ing|y|ies|ying)? (?:{_OWN} )?(?P<thing>{_THING})"
        r"(?:['’]s|(?: fields| details),? (?:including|such as)) (?:own )?"
    )


@cache
def _over() -> re.Pattern[str]:
    """Where a list of parts goes over into what else is said."""
    verbs = "clicks?|submits?|presses|confirms?|returns?|responds?|sends?|redirects?|displays?|shows?|saves?|stores"
    return regex.compile(
        r"[.;](?:\s|$)|:\s|\s[—–-]\s|,? (?:and |then |and then )?"
        rf"(?:{verbs}|it|they|the (?:system|api|server|service|application|user|backend)"
        r"|the [\w-]+(?: [\w-]+){0,3} (?:shall|must|should|will)|is|are|was|were|shall|must"
        r"|should|will|can|for (?:the|an?|each|every)|when|whenever|if|unless|while|so|then|in order|before|after|upon"
        r"|based on|that|which|who|(?:linked|tied) (?:to|with)|where|via|through|using|because|at|without"
        r"|to (?:the|an?|each|be|its|their))\b"
        r"|,? and [a-z]+ (?:an?|the|it|its|their|them|each|all) ",
        re.IGNORECASE,
    )


@cache
def _denied() -> re.Pattern[str]:
    """What is said of a case, and no list of parts."""
    return regex.compile(
        r"\b(?:missing|invalid|duplicate|existing|wrong|malformed|unknown|no|not|default|same|another|other|more than"
        r"|less than|only|any|either)\b",
        re.IGNORECASE,
    )


@cache
def _bracket() -> re.Pattern[str]:
    """`valid fields (code, depth, price)`: the parts in a bracket behind their word."""
    return regex.compile(
        r"(?:all |the |an? )?(?:[a-z-]+ ){0,3}(?:fields|details|data|information|attributes|properties|values|inputs?)"
        r"(?:\s?\(|:\s)(?:e\.g\.,? )?(?P<inside>[^()]+)"
    )


@cache
def _marks() -> re.Pattern[str]:
    """What goes on with a list, and what is said of a part: blanks take its place."""
    values = r"`[\w-]+`(?:,? (?:or |and )?`[\w-]+`)*,? or `[\w-]+`"
    return regex.compile(
        rf"\*\*|(?<=,) and (?:MAY|may|SHALL|MUST|optionally) (?:have|include|contain)(?= )| (?:of|from|among) {values}"
        r"|\bvalid (?=[a-z])|,? (?:and|or) (?:MAY|may) (?:have|include|contain)(?= )|\([^()]*\)(?= (?:and|or)\b)"
    )


_FEATURES = ("등록", "생성", "추가", "작성", "접수", "저장")


def read(region: Region, draft: Draft) -> None:
    """What the requirements of one region list as parts of things."""
    said = draft.said(region.blocks)
    english, korean = said.having(_HINTS), said.has(_KOREAN)
    if said.has(TABLES_IN_KOREAN):
        from groundplan.spec.entities import kept_korean

        kept_korean.read(region, draft)
    if region.label and said.has(_FEATURES):
        from groundplan.spec.entities import featured

        featured.read(region, draft)
    subject = subjects.of(region)
    if not (english or korean or subject):
        return
    for block in region.blocks:
        if not isinstance(block, Item | Paragraph):
            continue
        text = " ".join(one.text for one in block.lines)
        if len(text) > MAX_TEXT:
            continue
        if english and regex.has(text.lower(), english):
            _english(_Said(_marks().sub(_blank, text), block.lines, region.document.path), draft)
        if korean:
            from groundplan.spec.entities import prose_korean

            draft.told += prose_korean.things(text, block.lines, region.document.path)
            draft.told += prose_korean.registered(text, block.lines, region.document.path)
            draft.subjects += prose_korean.stored(text, block.lines, region.document.path)
        if subject:
            subjects.read(subject, text, block.lines, region, draft)


def _blank(found: re.Match[str]) -> str:
    """Blanks of the same length; a comma where a list goes on."""
    words = found[0]
    joins = words.startswith((" and", ", ", "and", " or"))
    return ("," if joins else " ") + " " * (len(words) - 1)


def _english(said: _Said, draft: Draft) -> None:
    for one in _made().finditer(said.text):
        few = one["opens"] or _is_kept(one, said.text)
        _add(draft.told, one, _behind(said, one.end(), 2 if few else phrases.MIN_PARTS), said)
    for one in _edited().finditer(said.text):
        _add(draft.told, one, _behind(said, one.end(), 2), said)
    signed_up = list(_registered(said))
    draft.told += signed_up
    for one in () if signed_up else _in_store().finditer(said.text):
        name = thing(one["thing"])
        if name and not is_part(name):
            draft.subjects.append(_entity(name, [], one.start("thing"), said))
    for one in _owned().finditer(said.text):
        whole = one["own"] in ("Each", "each", "Every", "every", "EACH") or one["verb"] in ("have", "consist of")
        _add(draft.told, one, _behind(said, one.end(), 2) if whole else [], said)
    for one in _kept().finditer(said.text):
        found = phrases.read(said.text, said.lines, said.path, *one.span("parts"), sure=True, least=2)
        _add(draft.told, one, [] if _denied().search(one["parts"]) else found, said)
    for one in _stored().finditer(said.text):
        _add(draft.outlined, one, _behind(said, one.end(), 2), said)
    for one in _modelled().finditer(said.text):
        _add(draft.outlined, one, _behind(said, one.end(), 2), said)
    for one in _table().finditer(said.text):
        found = _behind(said, one.end(), 2) if one[0].endswith(" ") else []
        (draft.outlined if found else draft.told).append(_entity(one["thing"], found, one.start("thing"), said))


@cache
def _in_store() -> re.Pattern[str]:
    """`SHALL store the wish in the database`, `create a new pilot in PostgreSQL`: a thing, whatever it holds."""
    named = "|".join(re.escape(one) for one in vocabulary("databases"))
    return regex.compile(
        rf"\b(?:{_SHALL} (?:[a-z]+ and )?|and )(?:store|save|persist|create|insert|add|record|write)s? "
        rf"(?!all [\w ]+ (?:data|information)\b)(?:{_OWN} )?"
        rf"(?P<thing>{_THING}) (?:in|into|to) (?:the |an? )?(?:(?:database|db|data ?store)\b"
        rf"|[A-Z]\w*_(?:Database|DB|Store)\b|(?i:{named})(?!\w))"
    )


def is_part(name: str) -> bool:
    """`password`, `order status`, `operation`: what a thing has, or a word for anything."""
    last = name.lower().rpartition(" ")[2]
    return any(last in vocabulary(part) for part in ("attribute_words", "member_words", "nothings"))


def _registered(said: _Said) -> Iterator[Entity]:
    """`submits registration data (email, password, name), THE API SHALL create a new user account`: of a user."""
    found = _signs_up().search(said.text)
    made = _account().search(said.text, found.end()) if found else None
    if found and made:
        own = phrases.read(said.text, said.lines, said.path, *found.span("parts"), sure=True, least=2)
        name = singular(made["who"].lower())
        if own:
            yield _entity(name, own, made.start("who"), said)


@cache
def _signs_up() -> re.Pattern[str]:
    return regex.compile(
        r"\b(?:submits?|provides?|enters?|sends?) (?:an? |the |their |all )?(?:valid |required |complete |new )*\s*"
        r"(?:registration|sign-?up|account) (?:data|details|information|info|form|fields|request)? ?"
        r"\((?P<parts>[^()]+)\)"
    )


@cache
def _account() -> re.Pattern[str]:
    return regex.compile(
        rf"\b{_SHALL} (?:[a-z]+ (?:[a-z]+ )?and )?(?:create|register|store|save) (?:an? |the )?(?:new )?"
        r"(?P<who>(?!new\b)[A-Za-z]+)(?: account| record| profile)?\b"
    )


def _is_kept(one: re.Match[str], text: str) -> bool:
    """Whether a sentence says of the thing that somebody sends that it is stored: `SHALL store the wish`."""
    found = _stores().search(text, one.end())
    return found is not None and singular(found[1].lower()) == singular(one["thing"].lower())


@cache
def _stores() -> re.Pattern[str]:
    return regex.compile(
        rf"\b{_SHALL} (?:store|save|persist|record|create|insert|add) (?:an?|the|this|that) (?:new )?([\w-]+)"
    )


def _add(kept: list[Entity], one: re.Match[str], found: list[Field], said: _Said) -> None:
    name = thing(one["thing"])
    if name and found:
        kept.append(_entity(name, found, one.start("thing"), said))


def _entity(name: str, found: list[Field], at: int, said: _Said) -> Entity:
    return Entity(name, tuple(found), place_within(said.path, said.lines, at, len(name)), origin="inferred")


def _behind(said: _Said, start: int, least: int) -> list[Field]:
    """The parts that stand behind an offset, until something else is said."""
    start += len(said.text[start:]) - len(said.text[start:].lstrip())
    bracket = _bracket().match(said.text, start)
    begin, stop = bracket.span("inside") if bracket else (start, len(said.text))
    plain = phrases.masked(said.text)
    over = _over().search(plain, begin, stop)
    stop = over.start() if over else stop
    if _denied().search(plain, begin, stop):
        return []
    return phrases.read(said.text, said.lines, said.path, begin, stop, sure=True, least=least)


def thing(words: str) -> str:
    """The thing that words name; empty for a part of a screen, of a message or of the program, and for an act."""
    shown = words.startswith("`")
    pieces = words.replace("`", "").split()
    if not shown and "_" in words:  # `Berth_Record`, as glossaries of Kiro write the words of a term
        pieces = [part for one in pieces for part in (one.split("_") if one[:1].isupper() else (one,)) if part]
    if pieces and pieces[0].lower() in ("another", "other", "different"):
        return ""
    while len(pieces) > 1 and (pieces[0].lower() in vocabulary("said_of_things") or "-" in pieces[0]):
        pieces.pop(0)
    if len(pieces) > 1 and pieces[-1].lower() in ("account", "accounts") and pieces[-2].lower() in _HOLDERS:
        pieces.pop()  # `a new user account`
    pieces = without_forms(pieces, _FORMS)
    if len(pieces) > 1 and pieces[-1].lower() in ("creation", "editing"):
        pieces.pop()  # `the user creation form`
    last = compact(pieces[-1].rpartition("_")[2]) if pieces else ""
    if not last or last in vocabulary("said_of_things") or is_message(pieces[-1]):
        return ""
    others = ("unkept", "containers", "messages", "displayed", "acts", *(("generic",) if len(pieces) == 1 else ()))
    if any(word in vocabulary(part) for part in others for word in (last, singular(last))):
        return ""
    return pieces[0] if shown else " ".join([*pieces[:-1], singular(pieces[-1])])


_HOLDERS = frozenset({"user", "member", "customer"})
_FORMS = frozenset({"form", "entity", "model", "entry", "page", "resource"})
