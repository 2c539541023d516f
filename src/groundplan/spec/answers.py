"""What the answers to GET in a document show of its resources: the only definition where there is no data model."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Fence, Heading, Item, Paragraph, Text
from groundplan.spec import representation
from groundplan.spec.commands import commands, curl
from groundplan.spec.draft import place
from groundplan.spec.entities import heading_entity
from groundplan.spec.examples import example, fields_of, is_schema
from groundplan.spec.model import Entity
from groundplan.spec.paths import mentions, normalised
from groundplan.spec.words import bare, same_name

if TYPE_CHECKING:
    from groundplan.spec.draft import Draft
    from groundplan.spec.examples import Value
    from groundplan.spec.outline import Region

_SHELLS = ("bash", "sh", "shell", "curl", "console", "zsh")
_INFOS = ("json", "jsonc", "json5", "js", "javascript", "http", "")


@cache
def _labels() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words before an example that is no good answer, and those of one that made something."""
    other = r"request|요청|\bbody\b|error|에러|오류|fail|실패|\b[45]\d\d\b|schema|스키마|payload"
    return regex.compile(other, re.IGNORECASE), regex.compile(r"response|응답|returns|반환|\b20\d\b", re.IGNORECASE)


def read(region: Region, draft: Draft) -> None:
    """The resources that the JSON fences of one region show."""
    method, path = _mentioned(region.title.text) or _mentioned(region.above) or ("", "")
    label = region.title.text
    for block in region.blocks:
        if isinstance(block, Paragraph | Item | Heading):
            text = block.text if isinstance(block, Heading) else block.lines[-1]
            label = bare(text.text)
            method, path = _mentioned(label) or (method, path)
        elif isinstance(block, Fence) and block.info in _SHELLS:
            method, path = _called(block) or (method, path)
        elif isinstance(block, Fence) and block.info in _INFOS:
            found = _mentioned(block.lines[0]) if block.lines else None
            method, path = found or (method, path)
            if method in ("GET", "POST") and _is_answer(label):
                _example(block, method, path, region, draft)
            elif not method and _is_model(region):
                _model(block, region, draft)


def _mentioned(text: str) -> tuple[str, str] | None:
    found = mentions(text)
    return (found[0].methods[0], normalised(found[0].path)[0]) if found else None


def _called(fence: Fence) -> tuple[str, str] | None:
    """What the one `curl` command of a fence calls."""
    found = [one for _, words in commands(fence) if (one := curl(words))]
    return (found[0].methods[0], normalised(found[0].path)[0]) if len(found) == 1 else None


def _is_answer(label: str) -> bool:
    other, answer = _labels()
    return not other.search(label) or (answer.search(label) is not None and not re.search(r"\b[45]\d\d\b", label))


def _is_model(region: Region) -> bool:
    """A section about objects, and no endpoint's: `JSON objects returned by the API`, `데이터 모델`."""
    return region.kind == "data_model" or _objects().search(f"{region.above} {region.title.text}") is not None


@cache
def _objects() -> re.Pattern[str]:
    return regex.compile(
        r"\b(?:json|api|response|data) (?:objects?|resources?|models?)\b|\bresource objects?\b|응답 객체", re.IGNORECASE
    )


def _value(fence: Fence) -> Value | None:
    lines = [Text(words, fence.line + at, 1) for at, words in enumerate(fence.lines)]
    start = next((at for at, one in enumerate(lines) if one.text.lstrip()[:1] in ("{", "[")), -1)
    value = example(lines[start:]) if start >= 0 else None
    return value if value is not None and value.get("error", "errors") is None else None


def _example(fence: Fence, method: str, path: str, region: Region, draft: Draft) -> None:
    """What GET shows is a resource; what POST answers may add fields to one."""
    value = _value(fence)
    if value is not None:
        found = representation.shown(value, path, region.title)
        made = method == "POST"
        draft.shown += [
            one._replace(file=region.document.path, adds=made)
            for one in found
            if not made or same_name(one.name) == same_name(path.rpartition("/")[2])
        ]


def _model(fence: Fence, region: Region, draft: Draft) -> None:
    """An object in a data model is the one that its heading names; under a key it is that."""
    value = _value(fence)
    if value is None:
        return
    path = region.document.path
    name, label = heading_entity(region) if region.kind == "data_model" else ("", "")
    keyed = len(value.members) == 1 and value.members[0].value.kind in ("object", "list")
    if not name or (keyed and not is_schema(value)):
        found = representation.shown(value, "", region.title)
        draft.shown += [one._replace(file=path) for one in found]
        return
    own = fields_of(value if is_schema(value) else representation.payload(value), path)
    if own:
        draft.code_entities.append(Entity(name, own, place(path, region.title), label, origin="inferred"))
