"""A sentence on what a deletion takes along against the reference: `deleting a project keeps its tasks` and `on delete
cascade`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, singular
from groundplan.check.functions import Found
from groundplan.check.lines import Line, sentences

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Entity, Field

NODE = "spec"
WORDS = ("parent", "child", "rule")
OPTIONS = ()

_KEPT = (
    r"\b(?:keeps?|kept|leaves?|retains?|remain\w*|stay\w*|survives?|preserv\w+"
    r"|(?:does )?not (?:deleted?|removed?))\b|남|유지|보존"
)
_GONE = (
    r"\b(?:deletes?|removes?|takes?|drops?|cascades?|deleted|removed|gone|too|as well)\b"
    r"|함께|같이|모두 삭제|삭제(?:된|해|한)"
)
_RULES = {"cascade": "gone", "restrict": "kept", "set null": "kept", "no action": "kept"}


@cache
def _deletion() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is deleted, and the rest of the sentence."""
    return (
        regex.compile(
            r"\b(?:deleting|removing|when|if|once|after|deletion of|removal of) (?:an?|the|any|every)? ?"
            r"(?=([a-z]+(?: [a-z]+)?))[a-z]+"
            r"(?P<is> (?:is|are|gets?) (?:deleted|removed))?(?P<rest>.*)"
        ),
        regex.compile(
            r"([가-힣]+(?: [가-힣]+)??)[을를이가] 삭제(?:하면|되면|해도|되어도|하더라도|할 때|될 때)(?P<rest>.*)"
        ),
    )


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the sentence; the reference is the cause."""
    references = [(entity, field) for entity in facts.spec.entities for field in entity.fields if field.on_delete]
    if not references:
        return
    lines = [Line(one.text, one.span, "") for one in facts.spec.requirements]
    lines += sentences(one for one in facts.stated if _is_about(one.text))
    for item in items:
        for line in dict.fromkeys(lines):
            for child, field in references if _is_about(line.text) else ():
                parent = facts.entities.get(singular(field.type.target or ""))
                if parent is not None and _contradicts(line.text.lower(), parent, child, field):
                    words = {"parent": parent.name, "child": child.name, "rule": str(field.on_delete)}
                    yield item, line.span, words, (field.span,)


def _is_about(text: str) -> bool:
    return "삭제" in text or "elet" in text or "emov" in text


def _contradicts(low: str, parent: Entity, child: Entity, field: Field) -> bool:
    english, korean = _deletion()
    found = english.search(low) if low.isascii() else korean.search(low)
    if found is None or not _names(found[1], parent):
        return False
    if low.isascii() and not (
        found["is"] or low[found.start() :].startswith(("deleting", "removing", "deletion", "removal"))
    ):
        return False
    rest = found["rest"]
    if not _names(rest, child):
        return False
    told = "kept" if regex.search(_KEPT, rest) else "gone" if regex.search(_GONE, rest) else ""
    return bool(told) and _RULES.get(str(field.on_delete).replace("_", " "), told) != told


def _names(text: str, entity: Entity) -> bool:
    words = {singular(word) for word in regex.findall(r"[a-z]+", text)}
    return singular(entity.name) in words or bool(entity.label and entity.label in text)
