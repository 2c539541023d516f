"""Sentences against the patterns of rules/behaviours.yaml: which row reads a requirement, and the words it found."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from groundplan import regex
from groundplan.plan.words import tables
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


def readings(requirement: Requirement, skipped: frozenset[str] = frozenset()) -> Iterator[Reading]:
    """Every way in which a row reads the whole requirement, in the order of the rows; effects are read by parts.

    Rows of the kinds in `skipped` are not tried.
    """
    for row in _rows(_keyword(requirement)):
        if row["kind"] == "effect" or row["kind"] in skipped:
            continue
        for condition in _conditions(row, requirement):
            for response in _responses(row, requirement):
                yield Reading(row, requirement, {**condition, **response})


def effect_readings(requirement: Requirement) -> Iterator[tuple[Reading, list[list[Words]]]]:
    """The rows of effects that read the requirement: with the words of the condition, and for each part of the
    response the ways in which it is read.
    """
    for row in _effects(requirement):
        parts = [_matches(row["response"], part, requirement.language) for part in _split(requirement)]
        if parts and all(parts):
            for condition in _conditions(row, requirement):
                yield Reading(row, requirement, condition), parts


def about(requirement: Requirement) -> list[Words]:
    """What a requirement says is done to which thing, whatever its response demands."""
    return [said for row in _effects(requirement) for said in _conditions(row, requirement)]


def _effects(requirement: Requirement) -> Iterator[dict[str, Any]]:
    return (row for row in _rows(_keyword(requirement)) if row["kind"] == "effect")


@cache
def _rows(keyword: str | None) -> tuple[dict[str, Any], ...]:
    """The rows that may read a requirement with this one condition, an empty word for none and None for several."""
    if keyword is None:
        return ()
    return tuple(row for row in tables.behaviour_rows() if keyword in (row["keywords"] if row["condition"] else ("",)))


def _keyword(requirement: Requirement) -> str | None:
    stated = [one.keyword for one in requirement.clauses if one.keyword in _CONDITIONS]
    return None if len(stated) > 1 else stated[0] if stated else ""


def _conditions(row: dict[str, Any], requirement: Requirement) -> list[Words]:
    """The ways in which the requirement's one condition is read; one without words where the row asks for none."""
    if not row["condition"]:
        return [{}]
    stated = next(one for one in requirement.clauses if one.keyword in _CONDITIONS)
    return _matches(row["condition"], plain(stated.text), requirement.language)


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
    found = [regex.compile(one).fullmatch(text) for one in patterns.get(language, ())]
    return [{name: words for name, words in one.groupdict().items() if words} for one in found if one]
