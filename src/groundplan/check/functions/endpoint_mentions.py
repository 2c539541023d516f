"""Requirements, scenarios and other sentences that call an endpoint which the API section does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.source import Span
    from groundplan.spec.model import Endpoint

NODE = ("requirement", "spec")
WORDS = ("call", "nearest")
OPTIONS = ("kinds",)

_DECLARING = ("table", "list", "heading", "crud", "fence")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """Of requirements, or of the Spec what sections of these `kinds` say besides.

    Quiet where the sentences are where most endpoints are declared.
    """
    endpoints = facts.spec.endpoints
    declared = [one for one in endpoints if one.carrier in _DECLARING]
    hooks = {one.webhook for one in facts.spec.integrations}
    loose = [one for one in endpoints if one.carrier == "sentence" and one.path not in hooks and not _is_of_docs(one)]
    if not loose or len(declared) < 2 * len(loose):
        return
    known = [f"{other.method} {other.path}" for other in declared]
    of = _of_sections(items, options["kinds"], facts) if options else _of_requirements(items)
    for one in loose:
        item = of.get((one.span.path, one.span.line))
        if item is not None:
            call = f"{one.method} {one.path}"
            words = {"call": call, "nearest": facts.nearest(call, known)}
            yield item, facts.place(one.span, one.raw or one.path), words, _likely(declared, words["nearest"])


def _of_requirements(items: Iterable[Item]) -> dict[tuple[str, int], Item]:
    return {(item.span.path, line): item for item in items for line in range(item.span.line, item.span.end_line + 1)}


def _of_sections(items: Iterable[Item], kinds: list[str], facts: Facts) -> dict[tuple[str, int], Item]:
    item = next(iter(items))
    said = {(one.span.path, one.span.line): item for one in facts.stated if one.kind in kinds}
    for one in facts.spec.requirements:
        said.pop((one.span.path, one.span.line), None)
    return said


def _is_of_docs(endpoint: Endpoint) -> bool:
    """Whether it serves what frameworks serve by themselves, `GET /openapi.json`: no API section has it."""
    return (
        regex.search(r"/(?:docs|redoc|documentation|swagger(?:-ui)?|api-docs|openapi)(?:[/.].*)?$", endpoint.path)
        is not None
    )


def _likely(declared: list[Endpoint], near: str) -> tuple[Span, ...]:
    """The endpoint that is meant, where one is alike."""
    return tuple(other.span for other in declared if f"{other.method} {other.path}" == near)[:1]
