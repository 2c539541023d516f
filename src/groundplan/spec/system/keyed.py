"""Third parties by the settings that hold their keys: `OPENAI_API_KEY` in a table, a list or a fence of settings."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Fence, Text
from groundplan.spec.draft import Draft, place
from groundplan.spec.model import Integration
from groundplan.spec.system.services import spellings
from groundplan.spec.text.polarity import is_rejected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.spec.outline import Region

_FENCES = frozenset({"", "env", "dotenv", "bash", "sh", "shell", "ini", "properties", "yaml", "yml"})
_SECTIONS = frozenset(
    {"", "environment", "stack", "deployment", "integrations", "architecture", "requirements", "assumptions"}
)
_ENDS = ("_key", "_token", "_secret")


@cache
def _setting() -> re.Pattern[str]:
    return regex.compile(
        r"\b([A-Z][A-Z\d]*(?:_[A-Z\d]+)*?)_(?:API_KEY|API_TOKEN|API_SECRET|SECRET_KEY|WEBHOOK_SECRET|AUTH_TOKEN)\b"
    )


@cache
def _services() -> dict[str, str]:
    """`OPENAI` and `TOSS_PAYMENTS` to the service's first name."""
    return {name.upper().replace(" ", "_"): first for name, first in spellings().items() if name.isascii()}


def read(region: Region, draft: Draft) -> None:
    """The services whose keys are among the settings of one region."""
    if region.kind not in _SECTIONS:
        return
    for line in _lines(region, draft):
        for found in _setting().finditer(line.text):
            service = _services().get(found[1])
            if service and not is_rejected(line.text, found.start(), found.end()):
                span = place(region.document.path, line, found.start(), found.end() - found.start())
                draft.services.append((service, Integration(service, span)))


def _lines(region: Region, draft: Draft) -> Iterator[Text]:
    if draft.said(region.blocks).has(_ENDS):
        yield from (line for line in draft.said(region.blocks).lines if "_" in line.text)
    for block in region.blocks:
        if isinstance(block, Fence) and block.info in _FENCES:
            for number, words in enumerate(block.lines):
                if "_" in words and not words.lstrip().startswith("#"):
                    yield Text(words, block.line + number, 1)
