"""The first errors that endpoints answer, in a SPEC that says nowhere what an error looks like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ()
OPTIONS = ()
PARTS = ("endpoints",)

_UNSAID = 401
"""Everybody answers it, with or without a body."""
_SHOWN = 4


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """One rule speaks of all of them, at the first places."""
    answers = (answer for one in facts.spec.endpoints for answer in one.responses)
    errors = (one for one in answers if 400 <= one.status < 500 and one.status != _UNSAID)
    first = list(islice(errors, _SHOWN))
    for item in items:
        for one in first:
            yield item, one.span, {}, ()
