"""The score sheet of one question. Removals are a set and scores are a sum, so the order of rows is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundplan.decide.kinds import holds
from groundplan.decide.model import Cell, Fired, SheetRow, Words

if TYPE_CHECKING:
    from groundplan.decide.facts import Facts
    from groundplan.decide.kinds import Readings
    from groundplan.decide.tables import Table

Row = dict[str, Any]
Candidate = dict[str, Any]


def titled(candidate: Candidate, language: str) -> str:
    """How people write a candidate in `language`."""
    title: str = (candidate["title_ko"] if language == "ko" else "") or candidate["title"]
    return title


class Sheet:
    """Candidates in tie-break order, who was removed by which row, the cells and the rows that fired."""

    def __init__(self, table: Table, facts: Facts) -> None:
        self.candidates: list[Candidate] = table["candidates"]
        self.removed: dict[str, str] = {}
        self.cells: dict[str, list[Cell]] = {one["id"]: [] for one in self.candidates}
        self.fired: list[Fired] = []
        self._question: str = table["question"]
        self._facts = facts
        for row in table["rows"]:
            readings = holds(row["when"], facts) if row["stage"] != "setting" else None
            if readings is not None:
                self._apply(row, readings)

    @property
    def left(self) -> list[str]:
        """Candidates that no hard row removed, the best first; ties by their order in the table."""
        ids = [one["id"] for one in self.candidates if one["id"] not in self.removed]
        return sorted(ids, key=lambda one: -self.total(one))

    @property
    def evidence(self) -> int:
        """How many rows that read the SPEC or the repository removed or scored a candidate."""
        return sum(one.counts for one in self.fired)

    def total(self, candidate: str) -> int:
        """The sum of a candidate's points."""
        return sum(cell.points for cell in self.cells[candidate])

    def find(self, candidate: str) -> Candidate | None:
        """The table's entry of a candidate."""
        return next((one for one in self.candidates if one["id"] == candidate), None)

    def rows(self) -> tuple[SheetRow, ...]:
        """The sheet as it is shown: the best first, removed ones last."""
        order = [*self.left, *(one["id"] for one in self.candidates if one["id"] in self.removed)]
        titles = {one["id"]: titled(one, self._facts.spec.meta.language) for one in self.candidates}
        return tuple(
            SheetRow(one, titles[one], self.total(one), tuple(self.cells[one]), self.removed.get(one, ""))
            for one in order
        )

    def _apply(self, row: Row, readings: Readings) -> None:
        effect = row["then"]
        changed = False
        if "keep" in effect:
            kept = self._selected(effect["keep"])
            changed = self._remove([one["id"] for one in self.candidates if one["id"] not in kept], row)
        elif "remove" in effect:
            changed = self._remove(self._selected(effect["remove"]), row)
        elif "score" in effect:
            changed = self._score(effect["score"], row)
        self.fired.append(fired(row, readings, counts=changed and bool(readings)))

    def _remove(self, candidates: list[str], row: Row) -> bool:
        for one in candidates:
            self.removed.setdefault(one, row["id"])
        return bool(candidates)

    def _score(self, points: dict[str, Any], row: Row) -> bool:
        scored = False
        for one in self.candidates:
            sum_ = self._points(one, points)
            if sum_:
                self.cells[one["id"]].append(Cell(row["id"], sum_))
                scored = True
        return scored

    def _points(self, one: Candidate, points: dict[str, Any]) -> int:
        features = sum(weight * one["features"].get(name, 0) for name, weight in points["features"].items())
        languages: dict[str, int] = points["languages"]
        by_language = languages.get(one["language"], 0)
        if "stated" in languages and one["language"] in self._languages("stated"):
            by_language += languages["stated"]
        by_id: int = points["candidates"].get(one["id"], 0)
        return int(features) + by_language + by_id

    def _selected(self, selector: dict[str, Any]) -> list[str]:
        ids, languages = selector["candidates"], selector["languages"]
        if ids == "rejected":
            rejected = [one for one in self._facts.stated(self._question) if one.strength == "not"]
            ids = [self._facts.candidate(self._question, one.value) for one in rejected]
        if isinstance(languages, str):
            languages = self._languages(languages)
        return [one["id"] for one in self.candidates if one["id"] in ids or one["language"] in languages]

    def _languages(self, which: str) -> list[str]:
        facts = self._facts
        if which == "evidence":
            return [one.value for one in facts.found("language")]
        wanted = ("not",) if which == "rejected" else ("must", "should")
        return [facts.candidate("language", one.value) for one in facts.stated("language") if one.strength in wanted]


def fired(row: Row, readings: Readings, *, counts: bool = False) -> Fired:
    """A row that fired, as it is shown."""
    because = Words(row["because"]["en"], row["because"]["ko"])
    return Fired(row["id"], row["stage"], because, row["source"], readings, effect(row["then"]), counts)


def effect(then: dict[str, Any]) -> str:
    """What a row does, in the words of the table: `keep go, rust`, `contract x2, go +3`, `size, cap`."""
    for verb in ("keep", "remove"):
        if verb in then:
            names = [_names(then[verb][part]) for part in ("candidates", "languages")]
            return f"{verb} {', '.join(name for name in names if name)}"
    if "score" in then:
        points = then["score"]
        weights = [f"{name} x{weight}" for name, weight in points["features"].items()]
        return ", ".join(
            weights + [f"{k} {v:+d}" for part in ("candidates", "languages") for k, v in points[part].items()]
        )
    if "set" in then:
        return ", ".join(f"{key} = {_plain(value)}" for key, value in then["set"].items())
    verb, value = next(iter(then.items()))
    return verb if value is True else f"{verb} {value}"


def _names(value: Any) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
