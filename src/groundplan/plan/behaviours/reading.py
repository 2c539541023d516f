"""Sentences against the patterns of rules/behaviours.yaml: which row reads a requirement, and the words it found."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from groundplan import regex
from groundplan.plan import tables
from groundplan.record import NamedTuple
from groundplan.spec.model import Requirement

LONGEST = 300
"""Clauses with more characters are not read: a rule that long says more than any pattern here."""
_QUOTES = regex.compile(r"[`\"“”‘*]")
_ARROWS = regex.compile(r"\s*(?:->|→|=>|➔|⇒)\s*")
_SPACE = regex.compile(r"\s+")
_PARTS = {"en": regex.compile(r",? and (?=\w)|, (?=\w)"), "ko": regex.compile(r"(?<=[하며])(?<=고|며),? ")}
_CONDITIONS = ("when", "while", "where", "if")

Words = dict[str, str]


class Reading(NamedTuple):
    """One way in which a row reads a requirement: the words of its groups, those of the condition first."""

    row: dict[str, Any]
    requirement: Requirement
    words: Words


@lru_cache(8192)
def plain(text: str) -> str:
    """A clause as patterns see it: lower case, without quotes, single spaces, `->` for every arrow."""
    return _SPACE.sub(" ", _ARROWS.sub(" -> ", _QUOTES.sub("", text.lower()))).strip(" .,;:")


def readings(requirement: Requirement) -> Iterator[Reading]:
    """Every way in which a row reads the whole requirement, in the order of the rows; effects are read by parts."""
    for row in tables.behaviour_rows():
        if row["kind"] == "effect":
            continue
        for condition in _conditions(row, requirement):
            for response in _responses(row, requirement):
                yield Reading(row, requirement, {**condition, **response})


def effect_readings(requirement: Requirement) -> Iterator[tuple[Reading, list[list[Words]]]]:
    """The rows of effects that read the requirement: with the words of the condition, and for each part of the
    response the ways in which it is read.
    """
    for row in tables.behaviour_rows():
        if row["kind"] != "effect":
            continue
        parts = [_matches(row["response"], part, requirement.language) for part in _split(requirement)]
        if parts and all(parts):
            for condition in _conditions(row, requirement):
                yield Reading(row, requirement, condition), parts


def about(requirement: Requirement) -> list[Words]:
    """What a requirement says is done to which thing, whatever its response demands."""
    rows = (row for row in tables.behaviour_rows() if row["kind"] == "effect")
    return [said for row in rows for said in _conditions(row, requirement)]


def _conditions(row: dict[str, Any], requirement: Requirement) -> list[Words]:
    """The ways in which the requirement's one condition is read; one without words where neither has a condition."""
    stated = [one for one in requirement.clauses if one.keyword in _CONDITIONS]
    if not row["condition"]:
        return [{}] if not stated else []
    if len(stated) != 1 or stated[0].keyword not in row["keywords"]:
        return []
    return _matches(row["condition"], plain(stated[0].text), requirement.language)


def _responses(row: dict[str, Any], requirement: Requirement) -> list[Words]:
    said = response(requirement)
    if row["allowing"] and not requirement.clauses:
        said = plain(requirement.text)
    return _matches(row["response"], said, requirement.language)


def response(requirement: Requirement) -> str:
    """What the system shall do, as patterns see it; empty for several demands in one requirement."""
    stated = [one for one in requirement.clauses if one.keyword == "shall"]
    return plain(stated[0].text) if len(stated) == 1 else ""


def _split(requirement: Requirement) -> list[str]:
    return [part.strip() for part in _PARTS[requirement.language].split(response(requirement)) if part.strip()]


def _matches(patterns: dict[str, list[str]], text: str, language: str) -> list[Words]:
    if not text or len(text) > LONGEST:
        return []
    found = (regex.compile(one).fullmatch(text) for one in patterns.get(language, ()))
    return [{name: words for name, words in one.groupdict().items() if words} for one in found if one]
