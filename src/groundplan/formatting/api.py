"""The endpoints of the canonical SPEC: a table of those that a row says, a heading for each of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.formatting.data import field_table
from groundplan.formatting.facts import rows
from groundplan.spec.canonical.api import BODY, NOTE, NOTHING, PUBLIC, SCHEMA, SIGNED, UNNAMED, USER
from groundplan.spec.canonical.forms import CALLS, word
from groundplan.spec.canonical.words import member_words
from groundplan.spec.text.paths import shown_path

if TYPE_CHECKING:
    from groundplan.spec.model import Endpoint, Field, Response, Sample, Spec

_WIDEST = 100
"""A body that is longer stands in a table."""
_WORDS = {"public": PUBLIC, "authenticated": USER, "signature": SIGNED}


def endpoints(spec: Spec, language: str) -> list[str]:
    """The base path and every endpoint."""
    lines: list[str] = []
    if spec.base_path:
        mark = f" {word('inferred', language)}" if spec.base_path.origin == "inferred" else ""
        lines += [f"{word('line.base_path', language)}: {spec.base_path.value}{mark}", ""]
    detailed = [one for one in spec.endpoints if _is_detailed(one)]
    simple = [one for one in spec.endpoints if not _is_detailed(one)]
    lines += rows(CALLS, [_cells(one, spec, language) for one in simple], language)
    for one in detailed:
        lines += _headed(one, spec, language)
    return lines


def _is_detailed(one: Endpoint) -> bool:
    said = (one.description, one.parameters, one.request_entity, one.responses, one.filters, one.sorts, one.search)
    return any(said) or bool(one.requirements) or bool(one.samples) or one.request is not None


def _cells(one: Endpoint, spec: Spec, language: str) -> list[str]:
    mark = word("inferred", language) if one.origin == "inferred" else ""
    return [one.method, shown_path(one, spec), access_words(one, language), f"{one.summary} {mark}".strip()]


def access_words(one: Endpoint, language: str) -> str:
    """Who may call, as a cell."""
    if one.access is None:
        return ""
    mark = f" {word('inferred', language)}" if one.access.origin == "inferred" else ""
    return (_WORDS.get(one.access.kind) or ", ".join(one.access.roles)) + mark


def _headed(one: Endpoint, spec: Spec, language: str) -> list[str]:
    mark = f" {word('inferred', language)}" if one.origin == "inferred" else ""
    lines = ["", f"### {one.method} {shown_path(one, spec)}{mark}", ""]
    said = (("summary", one.summary), ("description", one.description), ("auth", access_words(one, language)))
    lines += [f"- {word(f'key.{name}', language)}: {value}" for name, value in said if value]
    if one.parameters:
        lines += [f"- {word('key.parameters', language)}:", "", *field_table(one.parameters, language)]
    if one.request is not None:
        lines += _request(one, one.request, language)
    for sample in one.samples:
        lines += _sample(sample, "request_sample", language)
    for answer in one.responses:
        lines += _response(answer, language)
        lines += _sample(answer.sample, "response_sample", language) if answer.sample else []
    for name in ("filters", "sorts", "search", "requirements"):
        if getattr(one, name):
            lines.append(f"- {word(f'key.{name}', language)}: {', '.join(getattr(one, name))}")
    return [*lines, ""]


def _request(one: Endpoint, fields: tuple[Field, ...], language: str) -> list[str]:
    key = word("key.request", language)
    if not fields:
        return [f"- {key}: {one.request_entity or NOTHING}"]
    inline = _inline(fields, language)
    if inline:
        return [f"- {key}: {f'{one.request_entity} {inline}'.strip()}"]
    return [f"- {key}: {one.request_entity}".rstrip(), "", *field_table(fields, language)]


def _response(one: Response, language: str) -> list[str]:
    inline = _inline(one.fields, language) if one.fields else ""
    held = inline or one.entity
    if one.many:
        held = f"[{inline}]" if inline else f"{one.entity}[]"
    line = f"- {word('key.response', language)} {one.status}" + (f": {held}" if held else "")
    line += f"{NOTE}{one.note}" if one.note else ""
    return [line] if inline or not one.fields else [line, "", *field_table(one.fields, language)]


def _sample(one: Sample, key: str, language: str) -> list[str]:
    """A body as it is shown: its media type, its headers, and the texts in fences that none of their lines ends."""
    lines = [f"- {word(f'key.{key}', language)}: {one.media or UNNAMED}"]
    lines += [f"- {word('key.header', language)}: {name}: {value}" for name, value in one.headers]
    for info, text in ((BODY, one.text), (SCHEMA, one.schema)):
        if text:
            mark = "`" * max(3, 1 + max((len(run) for run in regex.findall("`+", text)), default=0))
            lines += ["", f"{mark}{info}", text, mark, ""]
    return lines


def _inline(fields: tuple[Field, ...], language: str) -> str:
    """The body in one line; empty where it is long, or says of its fields what a line cannot."""
    if any(one.description or one.origin == "inferred" or one.raw_type for one in fields):
        return ""
    body = "{ " + ", ".join(member_words(one, language) for one in fields) + " }"
    return body if len(body) <= _WIDEST and NOTE not in body else ""
