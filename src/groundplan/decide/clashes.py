"""Facts that cannot both hold (CON010) and facts that differ (CON011)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.decide import tables
from groundplan.decide.kinds import holds
from groundplan.decide.model import Clash, Reading, Words

if TYPE_CHECKING:
    from groundplan.decide.engine import Pick
    from groundplan.decide.facts import Facts, Said
    from groundplan.decide.sheet import Sheet


def against_hard(question: str, said: Said, candidate: str, sheet: Sheet) -> Clash:
    """What the SPEC states was removed by a hard row: an error for `must`, a note for `should`."""
    row = next(one for one in sheet.fired if one.id == sheet.removed[candidate])
    message = Words(
        f"`{said.value}` is stated, but {row.id} rules it out: {row.because.en}",
        f"`{said.value}`이(가) 지정되었지만 {row.id}이(가) 배제한다: {row.because.ko}",
    )
    help_ = Words("relax one of the two", "둘 중 하나를 완화한다")
    readings = (Reading(question, said.value, said.span), *row.readings)
    return Clash("CON010", question, "error" if said.strength == "must" else "note", message, help_, readings, row.id)


def two_stated(question: str, outcome: str, stated: list[Said], facts: Facts) -> list[Clash]:
    """Two different answers are demanded: the first is taken, and said."""
    demanded = [one for one in stated if one.strength == "must"]
    others = [one for one in demanded if facts.candidate(question, one.value) not in ("", outcome)]
    if not others:
        return []
    message = Words(
        f"the SPEC names `{others[0].value}` too; `{outcome}` is taken for {question}",
        f"SPEC이 `{others[0].value}`도 말한다. {question}은(는) `{outcome}`(으)로 정한다",
    )
    help_ = Words(f"state one {question} in the front matter", f"머리말에 {question}을(를) 하나만 지정한다")
    readings = tuple(Reading(question, one.value, one.span) for one in (*others, *stated[:1]))
    return [Clash("CON010", question, "warning", message, help_, readings)]


def against_manifest(question: str, pick: Pick, facts: Facts) -> list[Clash]:
    """The repository says something else than the SPEC: the SPEC wins, and the author is told."""
    found = facts.found(question)
    if pick.stage != "stated" or not found or pick.outcome in {one.value for one in found}:
        return []
    first = found[0]
    said = facts.stated(question)
    message = Words(
        f"the SPEC states `{pick.outcome}`, but `{first.path}` has `{first.text}`",
        f"SPEC은 `{pick.outcome}`을(를) 지정하지만 `{first.path}`에는 `{first.text}`이(가) 있다",
    )
    help_ = Words("the SPEC wins; change one of them", "SPEC이 우선한다. 둘 중 하나를 고친다")
    readings = (
        *(Reading(question, one.value, one.span) for one in said[:1]),
        Reading(f"{first.path}:{first.line}", first.text),
    )
    return [Clash("CON011", question, "warning", message, help_, readings)]


def nothing_left(question: str, sheet: Sheet, facts: Facts) -> Clash:
    """The hard rows together leave no candidate."""
    rules = list(dict.fromkeys(sheet.removed.values()))
    readings = tuple(reading for row in sheet.fired if row.id in rules for reading in row.readings)
    message = Words(
        f"no candidate for {question} is left after {', '.join(rules)}",
        f"{', '.join(rules)} 이후 {question} 후보가 남지 않는다",
    )
    help_ = Words("relax one of these constraints", "이 제약 중 하나를 완화한다")
    place = facts.spec.meta.span
    return Clash("CON010", question, "error", message, help_, readings or (Reading(question, "", place),), rules[0])


def incompatible(facts: Facts) -> list[Clash]:
    """The rows of `rules/decide/compat.yaml` that hold once everything is decided."""
    clashes = []
    for row in tables.compat():
        readings = holds(row["when"], facts)
        if readings is not None:
            message, help_ = Words(**row["message"]), Words(**row["help"])
            clashes.append(Clash("CON010", row["question"], row["severity"], message, help_, readings, row["id"]))
    return clashes
