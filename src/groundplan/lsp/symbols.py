"""The outline of a file: its headings, with the entities, endpoints and requirements below them."""

from __future__ import annotations

from typing import Literal

from groundplan.lsp.analysis import Analysis
from groundplan.record import NamedTuple
from groundplan.source import Span

Kind = Literal["section", "entity", "endpoint", "requirement"]


class Symbol(NamedTuple):
    """A node of the outline; `last` is the last line that belongs to it."""

    name: str
    kind: Kind
    span: Span
    last: int
    children: tuple[Symbol, ...]


class _Node(NamedTuple):
    level: int
    name: str
    kind: Kind
    span: Span


_DEEPEST = 99


def outline(analysis: Analysis, path: str) -> list[Symbol]:
    """The symbols of a file in the order of the text."""
    file = analysis.source.file(path)
    nodes = sorted(_nodes(analysis, path), key=lambda node: (node.span.line, node.level))
    return _nested(nodes, len(file.lines) if file else 0)


def _nodes(analysis: Analysis, path: str) -> list[_Node]:
    spec = analysis.spec
    named: list[tuple[str, Kind, Span]] = [(one.name, "entity", one.span) for one in spec.entities]
    named += [(f"{one.method} {one.path}", "endpoint", one.span) for one in spec.endpoints]
    declared = {one.name: one.span for one in analysis.names if one.kind == "requirement" and one.declares}
    named += [
        (f"{one.id} {one.title}".strip() or "?", "requirement", declared.get(one.id, one.span))
        for one in spec.requirements
    ]
    headed = {span.line: (name, kind) for name, kind, span in named if span.path == path}
    nodes: list[_Node] = []
    for section in spec.sections:
        if section.span.path == path:
            name, kind = headed.pop(section.span.line, (section.title, "section"))
            nodes.append(_Node(section.level, name or section.title or "?", kind, section.span))
    lines = set(headed)
    return nodes + [_Node(_DEEPEST, name, kind, span) for name, kind, span in named if _alone(span, path, lines)]


def _alone(span: Span, path: str, lines: set[int]) -> bool:
    return span.path == path and span.line in lines


def _nested(nodes: list[_Node], end: int) -> list[Symbol]:
    """The nodes as a tree: what follows one of a lower level belongs to it."""
    found: list[Symbol] = []
    at = 0
    while at < len(nodes):
        node = nodes[at]
        after = next((other for other in range(at + 1, len(nodes)) if nodes[other].level <= node.level), len(nodes))
        last = nodes[after].span.line - 1 if after < len(nodes) else end
        last = max(last, node.span.line)
        found.append(Symbol(node.name, node.kind, node.span, last, tuple(_nested(nodes[at + 1 : after], last))))
        at = after
    return found
