"""Things with the attributes that requirements have shown of them: `SHALL display all berths with their name, depth and
status`, `SHALL show each berth's name, depth and price`, `WHEN returning berth data THEN the system SHALL include id,
name, and depth`.

What is shown is what is there; it counts where nothing defines fields, and where most names are those of attributes.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Paragraph
from groundplan.grammar import compact, vocabulary
from groundplan.spec.draft import place_within
from groundplan.spec.entities import loosely
from groundplan.spec.fields import phrases
from groundplan.spec.model import Entity
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.words import singular

if TYPE_CHECKING:
    from groundplan.document import Text
    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region

_MAX_TEXT = 1_000
_HINTS = ("display", "show", "return", "list", "include", "present")
_SHALL = "(?:SHALL|MUST|WILL|shall|must|should|will)"
_LEAST = 3


@cache
def _several() -> re.Pattern[str]:
    """`SHALL display a list of all berths with their `, up to the parts."""
    many = "(?:all|each|every|available|matching|existing|registered|active|current|recent|upcoming|their|the|own)"
    return regex.compile(
        rf"\b{_SHALL} (?:display|show|return|list|present|include) "
        r"(?:(?:an?|the) (?:[a-z-]+ ){0,2}(?:list|table|history|grid|catalogue?|array) of )?"
        rf"(?P<all>(?:{many} (?:of )?)*)(?P<thing>[A-Za-z]+(?:[ _][a-z]+)?) "
        r"(?:with|including|showing|containing|displaying)(?: at least)?(?: (?:their|its|the|each))*"
        r"(?: (?:following )?columns(?: for| of)?)?:? "
    )


@cache
def _each() -> re.Pattern[str]:
    """`SHALL show each berth's `, `SHALL display, for each berth, the `: up to the parts."""
    return regex.compile(
        rf"\b{_SHALL} (?:display|show|return|list|present|include)"
        r"(?: (?:each|every) (?P<thing>[a-z]+(?: [a-z]+)?)['’]s "
        r"|,? for (?:each|every) (?P<one>[a-z]+(?: [a-z]+)?)[,:]? (?:the |its )?)"
    )


@cache
def _about() -> re.Pattern[str]:
    """`WHEN returning berth data THEN the system SHALL include `, up to the parts."""
    return regex.compile(
        r"\b[Ww](?:hen|HEN) (?:returning|displaying|showing|viewing|storing|listing|creating) (?:an? |the |all |each )?"
        r"(?P<thing>[a-z]+(?: [a-z]+)??)(?: (?:data|details|information|records?|lists?|responses?|cards?))?,? "
        rf"(?:THEN |then )?[Tt](?:he|HE) [\w -]{{2,40}}? {_SHALL} (?:include|show|display|return|contain|store)"
        r"(?: (?:the|its|their|each))*:? "
    )


@cache
def _end() -> re.Pattern[str]:
    """Where the parts of a sentence end."""
    return regex.compile(
        r"[.;:]|,? (?:using|via|from|for|to|in|on|by|so|as|sorted|ordered|grouped|based|within|where|when|if|that|which"
        r"|after|before|along|fields?)\b"
    )


@cache
def _of_others() -> re.Pattern[str]:
    """`venue information`: another thing."""
    return regex.compile(r"(?:information|info|details?|data|options?|buttons?|links?|actions?|controls?|filters?)$")


def read(region: Region, draft: Draft) -> None:
    """What the sentences of one region have shown."""
    if not draft.said(region.blocks).has(_HINTS):
        return
    for block in region.blocks:
        if isinstance(block, Item | Paragraph):
            text = " ".join(one.text for one in block.lines)
            if len(text) <= _MAX_TEXT and regex.has(text, _HINTS):
                _sentence(text, block.lines, region.document.path, draft)


def _sentence(text: str, lines: tuple[Text, ...], path: str, draft: Draft) -> None:
    for shape in (_several(), _each(), _about()):
        for one in shape.finditer(text):
            groups = one.groupdict()
            name = (groups.get("thing") or groups.get("one") or "").replace("_", " ")
            counted = "all" not in groups or bool(groups["all"]) or singular(name) != name
            if not name or not counted or not _is_thing(name):
                continue
            end = _end().search(text, one.end())
            found = phrases.read(text, lines, path, one.end(), end.start() if end else len(text), sure=True)
            own = [each for each in found if not _of_others().search(each.name)]
            told = sum(map(loosely.is_attribute, (each.name.replace("_", " ") for each in own)))
            if len(own) >= _LEAST and 2 * told > len(own):
                where = place_within(path, lines, one.start(), 1)
                draft.told.append(Entity(singular(name), tuple(own), where, origin="inferred"))


def _is_thing(name: str) -> bool:
    last = compact(singular(name.rpartition(" ")[2]))
    parts = ("containers", "messages", "unkept", "generic", "no_things", "nothings", "attribute_words")
    return not is_message(name) and all(last not in vocabulary(part) for part in parts)
