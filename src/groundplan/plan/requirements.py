"""Which requirements speak of an action, and of an operation that no rule recognises."""

from __future__ import annotations

import re
from collections.abc import Iterable

from groundplan import regex
from groundplan.plan.data import Resource
from groundplan.plan.operations import Classified
from groundplan.spec.model import Requirement

_WORD = regex.compile(r"[a-z]{3,}|[가-힣]{2,}")


def mentioning(one: Classified, resource: Resource | None, requirements: Iterable[Requirement]) -> tuple[str, ...]:
    """The ids of requirements that name the thing and what is done to it.

    `POST /tasks/{id}/assign` is meant where a sentence has `task` and a word that begins with `assign`; so it is
    where the sentence has every word of the endpoint's own summary.
    """
    if one.kind not in ("action", "custom"):
        return ()
    action = [word.lower() for word in one.route.rest if word.isalpha()]
    things = [resource.name.human, resource.label] if resource else []
    summary = _WORD.findall(one.endpoint.summary.lower())
    return tuple(
        requirement.id
        for requirement in requirements
        if requirement.id and _speaks(f"{requirement.title} {requirement.text}".lower(), action, things, summary)
    )


def _speaks(text: str, action: list[str], things: list[str], summary: list[str]) -> bool:
    if len(summary) > 1 and all(word in text for word in summary):
        return True
    named = bool(action) and any(thing and thing in text for thing in things)
    return named and all(re.search(rf"\b{word}", text) for word in action)
