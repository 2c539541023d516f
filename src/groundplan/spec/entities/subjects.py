"""The one thing that a capability is about, by its title or folder, and what its requirements say of it in passing.

`# Comments Specification` is of comments where requirements make, change or delete them: ``SHALL set `editedAt` `` is
then of a comment, and so is ``a non-empty comment `text` ``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import compact, vocabulary
from groundplan.spec.draft import place, place_within
from groundplan.spec.fields import fields
from groundplan.spec.model import Entity
from groundplan.spec.outline import main_title
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.words import bare, singular

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Text
    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region

MAX_WORDS = 3
_FIELD = r"`(?P<{0}>[a-z]\w*)`"


@cache
def _kinds() -> frozenset[str]:
    return frozenset(vocabulary("capability_words"))


def of(region: Region) -> str:
    """What the document of a region is about: `comment` for `# Comments Specification`; empty where it is no thing."""
    title = main_title(region.document)
    path = region.document.path.split("/")
    if title is None:
        return _thing(path[-2].replace("-", " ")) if path[-1] == "spec.md" and path[-3:-2] == ["specs"] else ""
    words = bare(title.text)
    said = words.lower().rpartition(" ")[2] in _kinds() or path[-1] == "spec.md"
    return _thing(words.partition(":")[2] or words) if said else ""


def _thing(title: str) -> str:
    words = title.lower().split()
    managed = False
    while len(words) > 1 and words[-1] in _kinds():
        managed = managed or words[-1] in vocabulary("managing")
        words.pop()
    name = " ".join([*words[:-1], singular(words[-1])]) if words else ""
    last = compact(words[-1]) if words else ""
    many = managed or (words and singular(words[-1]) != words[-1])
    none = any(
        one in vocabulary(part)
        for one in (last, singular(last))
        for part in ("unkept", "containers", "messages", "displayed", "generic", "nothings")
    )
    plain = all(word.isalpha() for word in words)
    return name if many and plain and len(words) <= MAX_WORDS and not none and not is_message(name) else ""


@cache
def _acts() -> re.Pattern[str]:
    """Up to the thing that is made, changed or deleted."""
    verbs = "creat|add|post|submit|stor|sav|persist|delet|remov|cancel|edit|updat|renam|register|record"
    return regex.compile(
        rf"\b(?:{verbs})(?:e|es|s|ing|ed|d)?\b(?P<behind>(?:,? [\w'’-]+){{1,8}})"
        r"|\b(?:one|a|each|every) (?P<one>[a-z]+(?: [a-z]+)?) (?:SHALL|MUST) (?:only )?exist"
        r"|(?P<before>[가-힣]+(?: [가-힣]+)?)(?:을|를) (?:새로 )?(?:생성|저장|등록|작성|삭제|수정|추가|변경|취소)"
    )


@cache
def _shapes() -> re.Pattern[str]:
    """Fields in code spans: set, one of several that a thing hangs on, of the thing before it, or what a rule uses."""
    one = "|".join(
        (
            rf"\b(?:SHALL|MUST|shall|must) (?:also )?(?:set|update|stamp|populate) {_FIELD.format('set')}",
            rf"\b(?:via|using|through) an? {_FIELD.format('via')}",
            rf"(?:^|[.;] )(?:The|Its) {_FIELD.format('its')} (?:field|value|column|attribute) (?:SHALL|MUST|is)\b",
            rf"(?:^|[.;] ){_FIELD.format('starts')} (?:SHALL|MUST) (?:reference|store|hold|default|be)\b",
            rf"\b(?:the|each|a) (?P<whose>[a-z]+)['’]s {_FIELD.format('theirs')}",
            rf"`?\b(?P<owner>[A-Za-z][a-z]+)`? {_FIELD.format('own')}"
            r"(?! (?:endpoint|event|table|status|command|role|header)\b)",
        )
    )
    return regex.compile(one)


@cache
def _hangs() -> re.Pattern[str]:
    """``attach each note to exactly one of `boatId`, `berthId` or `pierId` ``."""
    return regex.compile(
        r"\b(?:attach|link|bind|associate|tie|relate)(?:es|s|ed)? (?:each|every|an?|the) (?P<thing>[a-z]+(?: [a-z]+)?) "
        r"(?:to|with) (?:exactly |only )?(?:one|either) of (?P<names>`[a-z]\w*`(?:,? (?:or |and )?`[a-z]\w*`)+)"
    )


def read(subject: str, text: str, lines: tuple[Text, ...], region: Region, draft: Draft) -> None:
    """What one sentence says of the thing that its document is about."""
    path = region.document.path
    if any(_names(subject, found) for found in _acted(text)):
        draft.subjects.append(Entity(subject, (), place(path, lines[0]), origin="inferred"))
    if "`" not in text:
        return
    for name, at, thing in _told(subject, text):
        where = place_within(path, lines, at, len(name))
        draft.added.append((thing, fields.make(name, fields.UNKNOWN, where, (), origin="inferred")))


def _acted(text: str) -> Iterator[str]:
    for one in _acts().finditer(text):
        yield one["behind"] or one["one"] or one["before"] or ""


def _names(subject: str, words: str) -> bool:
    """Whether some words end with a thing, one or many of them, or begin a phrase with it."""
    said = [singular(one) for one in regex.findall(r"[a-z]+|[가-힣]+", words.lower())]
    own = subject.split()
    return any(said[at : at + len(own)] == own for at in range(len(said)))


def _told(subject: str, text: str) -> Iterator[tuple[str, int, str]]:
    """The fields in code spans, where they stand and whose they are."""
    last = subject.split()[-1]
    for one in _shapes().finditer(text):
        group = one.lastgroup or ""
        if group == "own" and singular(one["owner"].lower()) != last:
            continue
        if group in ("set", "via", "starts") and not _spelled(one[group]):
            continue
        yield one[group], one.start(group), singular(one["whose"]) if group == "theirs" else subject
    for one in _hangs().finditer(text):
        for each in regex.compile(r"\w+").finditer(text, *one.span("names")):
            if each[0] not in ("or", "and"):
                yield each[0], each.start(), singular(one["thing"])


def _spelled(name: str) -> bool:
    """`editedAt`, `parent_id`: as only programs spell it."""
    return "_" in name or not name.islower()
