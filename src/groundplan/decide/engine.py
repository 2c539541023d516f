"""Settling one question: stated, evidence, hard constraints, scores, margin.

Ambiguous means: no evidence, or best minus second below max(3, ceil(15 % of the best)). Integers only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.decide.clashes import against_hard, against_manifest, nothing_left, two_stated
from groundplan.decide.compute import COMPUTATIONS
from groundplan.decide.facts import Said
from groundplan.decide.kinds import holds
from groundplan.decide.model import Clash, Decision, Fired, Reading, Setting, Stage, Words
from groundplan.decide.sheet import Sheet, fired, titled
from groundplan.decide.words import fold
from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.decide.facts import Facts
    from groundplan.decide.kinds import Readings
    from groundplan.decide.sheet import Row
    from groundplan.decide.tables import Table

_OFFERED = 4


class Pick(NamedTuple):
    """A candidate (or an unknown word) and the stage that chose it."""

    outcome: str
    stage: Stage
    version: str = ""


def settle(table: Table, facts: Facts, override: str, scaffolds: frozenset[str]) -> tuple[Decision, list[Clash]]:
    """The decision on one table and the clashes met; the decision is entered into `facts` for later questions."""
    question = table["question"]
    _learn(table, facts)
    sheet = Sheet(table, facts)
    stated = _stated(table, facts, override)
    clashes: list[Clash] = []
    pick = _from_stated(table, stated, sheet, facts, clashes) or _from_evidence(question, sheet, facts)
    if pick is None:
        pick = _from_sheet(question, sheet, facts, clashes)
    if override:
        sheet.fired.insert(0, _overridden(question, override))
    decision = _decision(table, sheet, pick, facts, scaffolds)
    clashes += against_manifest(question, pick, facts)
    facts.decided[question] = decision
    return _with_settings(table, decision, facts), clashes


def threshold(best: int) -> int:
    """The margin that a best score needs: 3, or 15 % of it rounded up."""
    return max(3, (15 * best + 99) // 100)


def _learn(table: Table, facts: Facts) -> None:
    question = table["question"]
    spellings = facts.spellings.setdefault(question, {})
    for one in table["candidates"]:
        for spelling in (one["id"], one["title"], *one["aliases"]):
            spellings.setdefault(fold(spelling), one["id"])
    words = [one["aliases"] or [one["title"]] for one in table["candidates"]]
    facts.mentions[question] = [word.casefold() for group in words for word in group]


def _stated(table: Table, facts: Facts, override: str) -> list[Said]:
    """What may settle the question, the strongest first; known words go before unknown ones."""
    if override:
        return [Said(override, facts.spec.meta.span, "must")]
    if not any(row["then"].get("choose") == "stated" for row in table["rows"]):
        return []
    ranks = {one["id"]: rank for rank, one in enumerate(table["candidates"], 1)}

    beside = {one["id"] for one in table["candidates"] if one["beside"]}

    def key(one: Said) -> tuple[bool, bool, bool, bool, int]:
        candidate = facts.candidate(table["question"], one.value)
        rank = ranks.get(candidate, 0)
        ranked = rank if table["several"] == "ranked" else 0
        return one.strength != "must", candidate == "none", not rank, candidate in beside, ranked

    return sorted((one for one in facts.stated(table["question"]) if one.strength != "not"), key=key)


def _from_stated(table: Table, stated: list[Said], sheet: Sheet, facts: Facts, clashes: list[Clash]) -> Pick | None:
    question = table["question"]
    for one in stated:
        candidate = facts.candidate(question, one.value)
        if not candidate or candidate not in sheet.removed:
            outcome = candidate or one.value.strip().casefold()
            clashes += two_stated(question, outcome, stated, facts) if not table["several"] else []
            return Pick(outcome, "stated", _version(question, candidate, facts))
        clashes.append(against_hard(question, one, candidate, sheet))
        if one.strength == "must":
            return Pick(candidate, "stated", _version(question, candidate, facts))
    return None


def _version(question: str, candidate: str, facts: Facts) -> str:
    """The first version that the SPEC gives the candidate, in its own field or behind its name."""
    for one in facts.stated(question):
        if candidate and facts.candidate(question, one.value) == candidate:
            tail = one.value.strip().rpartition(" ")[2].lstrip("v")
            version = one.version or (tail if tail[:1].isdigit() else "")
            if version:
                return version
    return ""


def _from_evidence(question: str, sheet: Sheet, facts: Facts) -> Pick | None:
    values = {one.value for one in facts.found(question)} - set(sheet.removed)
    known = [one["id"] for one in sheet.candidates if one["id"] in values]
    return Pick(known[0], "evidence") if len(known) == 1 else None


def _from_sheet(question: str, sheet: Sheet, facts: Facts, clashes: list[Clash]) -> Pick:
    left = sheet.left
    if not left:
        clashes.append(nothing_left(question, sheet, facts))
        return Pick("none", "hard")
    if len(left) == 1:
        return Pick(left[0], "hard")
    return Pick(left[0], "margin" if _ambiguous(sheet) else "score")


def _margin(sheet: Sheet) -> int:
    left = sheet.left
    return sheet.total(left[0]) - sheet.total(left[1]) if len(left) > 1 else 0


def _needed(sheet: Sheet) -> int:
    left = sheet.left
    return threshold(sheet.total(left[0])) if len(left) > 1 else 0


def _ambiguous(sheet: Sheet) -> bool:
    return len(sheet.left) > 1 and (sheet.evidence == 0 or _margin(sheet) < _needed(sheet))


def _decision(table: Table, sheet: Sheet, pick: Pick, facts: Facts, scaffolds: frozenset[str]) -> Decision:
    known = sheet.find(pick.outcome)
    supported = known is not None and (table["question"] != "framework" or pick.outcome in scaffolds)
    return Decision(
        question=table["question"],
        outcome=pick.outcome,
        title=titled(known, facts.spec.meta.language) if known else pick.outcome,
        stage=pick.stage,
        outcome_version=pick.version,
        assumed=pick.stage == "margin",
        candidates=sheet.rows(),
        fired=tuple(sheet.fired),
        margin=_margin(sheet),
        needed=_needed(sheet),
        ambiguous=pick.stage == "margin",
        alternatives=_alternatives(table, sheet, facts),
        supported=supported,
        best_supported="" if supported else _best_supported(table["question"], sheet, scaffolds),
        language=known["language"] if known else "",
        asks=table["asks"],
    )


def _alternatives(table: Table, sheet: Sheet, facts: Facts) -> tuple[str, ...]:
    """Candidates to offer: those that the repository names, then the usual four, or the best of what is left."""
    left = sheet.left
    found = [one.value for one in facts.found(table["question"]) if one.value in left]
    narrowed = any(row.effect.startswith(("keep", "remove")) for row in sheet.fired)
    usual = left if narrowed or not table["offer"] else table["offer"]
    return tuple(dict.fromkeys([*found, *usual]))[:_OFFERED]


def _best_supported(question: str, sheet: Sheet, scaffolds: frozenset[str]) -> str:
    ordered = [row.candidate for row in sheet.rows()]
    if question != "framework":
        return ordered[0]
    return next((one for one in ordered if one in scaffolds), "")


def _overridden(question: str, override: str) -> Fired:
    because = Words("asked for on the command line", "명령줄에서 지정했다")
    return Fired("CLI", "stated", because, "brief", (Reading(f"--{question}", override),), "choose stated")


def _with_settings(table: Table, decision: Decision, facts: Facts) -> Decision:
    settings: dict[tuple[str, str], Setting] = {}
    for row in table["rows"]:
        readings = holds(row["when"], facts) if row["stage"] == "setting" else None
        if readings is None:
            continue
        for one in _settings(row, readings, facts):
            _merge(settings, one, row["merge"])
        decision = decision._replace(settings=tuple(settings.values()), fired=(*decision.fired, fired(row, readings)))
        facts.decided[decision.question] = decision
    return decision


def _settings(row: Row, readings: Readings, facts: Facts) -> Iterator[Setting]:
    """What a row sets: worked out, or as it stands; assumed unless the row read it in the SPEC or the repository."""
    effect = row["then"]
    if "compute" in effect:
        yield from COMPUTATIONS[effect["compute"]](facts, row["id"])
    place = next((one.span for one in readings if one.span), None)
    for key, value in effect.get("set", {}).items():
        yield Setting(key, value, row["id"], assumed=not readings, span=place)


def _merge(settings: dict[tuple[str, str], Setting], one: Setting, how: str) -> None:
    key = (one.key, one.subject)
    if key not in settings or _stricter(one, settings[key], how):
        settings[key] = one


def _stricter(one: Setting, before: Setting, how: str) -> bool:
    if isinstance(one.value, str) or isinstance(before.value, str):
        return False
    return one.value < before.value if how == "min" else how == "max" and one.value > before.value
