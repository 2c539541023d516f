"""What the answers to GET in a document show of its resources: the only definition where there is no data model."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan.document import Fence, Heading, Item, Paragraph, Text
from groundplan.spec import representation
from groundplan.spec.examples import example
from groundplan.spec.paths import mentions, normalised
from groundplan.spec.words import bare

if TYPE_CHECKING:
    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region

_INFOS = ("json", "jsonc", "json5", "js", "javascript", "http", "")


@cache
def _labels() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words before an example that is no good answer, and those of one that made something."""
    other = r"request|요청|\bbody\b|error|에러|오류|fail|실패|\b[45]\d\d\b|schema|스키마|payload"
    return re.compile(other, re.IGNORECASE), re.compile(r"response|응답|returns|반환|\b20\d\b", re.IGNORECASE)


def read(region: Region, draft: Draft) -> None:
    """The resources that the JSON fences of one region show."""
    method, path = _mentioned(region.title.text) or _mentioned(region.above) or ("", "")
    label = region.title.text
    for block in region.blocks:
        if isinstance(block, Paragraph | Item | Heading):
            text = block.text if isinstance(block, Heading) else block.lines[-1]
            label = bare(text.text)
            method, path = _mentioned(label) or (method, path)
        elif isinstance(block, Fence) and block.info in _INFOS:
            found = _mentioned(block.lines[0]) if block.lines else None
            method, path = found or (method, path)
            if method == "GET" and _is_answer(label):
                _example(block, path, region.title, region.document.path, draft)


def _mentioned(text: str) -> tuple[str, str] | None:
    found = mentions(text)
    return (found[0].methods[0], normalised(found[0].path)[0]) if found else None


def _is_answer(label: str) -> bool:
    other, answer = _labels()
    return not other.search(label) or (answer.search(label) is not None and not re.search(r"\b[45]\d\d\b", label))


def _example(fence: Fence, path: str, where: Text, file: str, draft: Draft) -> None:
    lines = [Text(words, fence.line + at, 1) for at, words in enumerate(fence.lines)]
    start = next((at for at, one in enumerate(lines) if one.text.lstrip()[:1] in ("{", "[")), -1)
    value = example(lines[start:]) if start >= 0 else None
    if value is not None and value.get("error") is None:
        draft.shown += [one._replace(file=file) for one in representation.shown(value, path, where)]
