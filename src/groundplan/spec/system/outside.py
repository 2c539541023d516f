"""Third parties that a diagram draws outside of the service: `subgraph "External Services"` around `P[Kantal API]`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Fence, Text
from groundplan.grammar import vocabulary
from groundplan.spec.draft import place
from groundplan.spec.model import Integration
from groundplan.spec.outline import section_kind
from groundplan.spec.system.services import is_purpose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region

_SUFFIX = " API"


def read(region: Region, draft: Draft) -> None:
    """The named APIs among what the diagrams of one region draw outside."""
    for block in region.blocks:
        if isinstance(block, Fence) and block.info == "mermaid":
            for node in _nodes(block):
                if _is_named(node.text):
                    draft.integrations.append(Integration(node.text, place(region.document.path, node)))


@cache
def _opening() -> re.Pattern[str]:
    return regex.compile(r"\s*subgraph\s+(?:\w+\s*\[)?\"?([^\"\[\]]{2,60})\"?\]?\s*$")


@cache
def _node() -> re.Pattern[str]:
    return regex.compile(r"\s*\w+[\[({]{1,2}\"?([^\[\](){}\"|<>]{2,60})\"?[\])}]{1,2}\s*$")


def _nodes(diagram: Fence) -> Iterator[Text]:
    """The labels of the nodes in groups of what is outside."""
    inside = False
    for number, words in enumerate(diagram.lines):
        opens = _opening().match(words)
        found = _node().match(words) if inside and not opens else None
        if opens:
            title = opens[1].strip()
            inside = section_kind(title) == "integrations" or title.lower() in vocabulary("outside")
        elif words.strip() == "end":
            inside = False
        elif found:
            yield Text(found[1].strip(), diagram.line + number, found.start(1) + 1)


def _is_named(label: str) -> bool:
    """`Orange Money API`; not `Payment API`, which may be anybody's, nor `Mail/SMS API`."""
    name = label.removesuffix(_SUFFIX)
    return name != label and "/" not in name and not is_purpose(name)
