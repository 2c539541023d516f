"""Which requirements speak of an action, and of an operation that no rule recognises."""

from __future__ import annotations

import re
from collections.abc import Iterable

from groundplan import regex
from groundplan.plan.model.data import Resource
from groundplan.plan.operations.operations import Classified
from groundplan.spec.model import Requirement

_REFUSES = regex.compile(
    r"\b(?:shall|must|should|will)\s+(?:reject|refuse|deny|decline|block)\b|(?:거절|거부|차단)(?:해야|하여야|한다|합니다)"
)
"""What the system does to a request: no act of somebody on a row."""
_WORD = regex.compile(r"[a-z]{3,}|[가-힣]{2,}")


class Spoken:
    """The sentences of requirements that have an id, asked again and again for the words of one operation each."""

    def __init__(self, requirements: Iterable[Requirement]) -> None:
        """The sentences of all requirements."""
        stated = [one for one in requirements if one.id]
        self._ids = [one.id for one in stated]
        self._texts = [_REFUSES.sub(" ", f"{one.title} {one.text}".lower()) for one in stated]
        self._named: dict[tuple[str, ...], list[int]] = {}

    def mentioning(self, one: Classified, resource: Resource | None) -> tuple[str, ...]:
        """The ids of requirements that name the thing and what is done to it.

        `POST /tasks/{id}/assign` is meant where a sentence has `task` and a word that begins with `assign`; so it is
        where the sentence has every word of the endpoint's own summary.
        """
        if one.kind not in ("action", "custom"):
            return ()
        action = [word.lower() for word in one.route.rest if word.isalpha()]
        things = (resource.name.human, resource.label) if resource else ()
        summary = _WORD.findall(one.endpoint.summary.lower())
        found = self._having(summary) if len(summary) > 1 else []
        found += self._done(action, self._naming(things)) if action else []
        return tuple(self._ids[at] for at in sorted(set(found)))

    def _having(self, words: list[str]) -> list[int]:
        texts, found = self._texts, list(range(len(self._texts)))
        for word in words:
            found = [at for at in found if word in texts[at]]
        return found

    def _naming(self, things: tuple[str, ...]) -> list[int]:
        if things not in self._named:
            given = [thing for thing in things if thing]
            self._named[things] = [at for at, text in enumerate(self._texts) if any(thing in text for thing in given)]
        return self._named[things]

    def _done(self, action: list[str], places: list[int]) -> list[int]:
        begun = [re.compile(rf"\b{word}") for word in action]
        return [at for at in places if all(one.search(self._texts[at]) for one in begun)]
