"""The path that all endpoints lie below, and those that the endpoints of one section do."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from groundplan.record import NamedTuple
from groundplan.spec.endpoints.folding import completed
from groundplan.spec.model import Endpoint, Fact

if TYPE_CHECKING:
    from groundplan.spec.draft import Draft

DEFINING = frozenset({"table", "list", "heading", "crud"})
_INFRASTRUCTURE = ("/health", "/healthz", "/readyz", "/metrics", "/openapi", "/docs")
_OUTERMOST = 2
"""The level of heading from which a section may have a base path of its own: the title is that of the whole."""


class _Part(NamedTuple):
    """A base path, and the lines of the section that it stands in."""

    base: Fact
    first: int
    last: float

    def holds(self, path: str, line: int) -> bool:
        return path == self.base.span.path and self.first <= line < self.last


def _of_all(draft: Draft) -> Fact | None:
    """The base path of the whole, stated or as all paths begin."""
    if draft.base_paths:
        return draft.base_paths[0]
    own = [one for one in completed(draft.endpoints, DEFINING) if not one.path.startswith(_INFRASTRUCTURE)]
    prefixes = {_prefix(one.path) for one in own}
    prefix = prefixes.pop() if len(prefixes) == 1 else ""
    return Fact(prefix, own[0].span, "inferred") if prefix else None


def settled(draft: Draft) -> Fact | None:
    """The base path of the whole. Endpoints get that of their own section, which is then none of the whole."""
    parts = _of_sections(draft) if draft.base_paths else []
    if parts:
        local = {id(one.base) for one in parts}
        draft.base_paths = [one for one in draft.base_paths if id(one) not in local]
        draft.endpoints = [_below(one, parts) for one in draft.endpoints]
    return _of_all(draft)


def _below(one: Endpoint, parts: list[_Part]) -> Endpoint:
    part = next((each for each in parts if each.holds(one.span.path, one.span.line)), None)
    base = part.base.value if part else ""
    if not base or one.path == base or one.path.startswith((base + "/", "/api/")):
        return one
    return one._replace(path=(base + one.path).rstrip("/"))


def _of_sections(draft: Draft) -> list[_Part]:
    """The base paths of one section each: of several with endpoints of their own, or beside endpoints of others."""
    parts = [part for one in draft.base_paths if (part := _part(one, draft)) and _inside(part, draft)]
    inner = [one for one in parts if not any(_contains(one, other) for other in parts)]
    if len({one.base.value for one in inner}) > 1 and len({one.first for one in inner}) > 1:
        return inner
    if len(inner) < len(parts):
        outer = {one.base.value for one in parts if one not in inner}
        return [one for one in inner if one.base.value not in outer]
    return [one for one in inner if _has_others(one, draft)]


def _contains(outer: _Part, inner: _Part) -> bool:
    return outer.first < inner.first and outer.holds(inner.base.span.path, inner.first)


def _part(base: Fact, draft: Draft) -> _Part | None:
    own = [one for one in draft.sections if one.span.path == base.span.path]
    above = next((one for one in reversed(own) if one.span.line <= base.span.line), None)
    if above is None or above.level < _OUTERMOST:
        return None
    ends = (one.span.line for one in own if one.span.line > above.span.line and one.level <= above.level)
    return _Part(base, above.span.line, next(ends, float("inf")))


def _inside(part: _Part, draft: Draft) -> bool:
    defined = (one for one in draft.endpoints if one.carrier in DEFINING)
    return any(part.holds(one.span.path, one.span.line) for one in defined)


def _has_others(part: _Part, draft: Draft) -> bool:
    """Whether paths outside the section begin as its base path does, which ends in a noun, and go on otherwise."""
    base = part.base.value
    last = base.rpartition("/")[2]
    first = "/" + base.split("/")[1] + "/"
    if _is_general(last) or base + "/" == first:
        return False
    outside = (one for one in draft.endpoints if not part.holds(one.span.path, one.span.line))
    return any(one.path.startswith(first) and not f"{one.path}/".startswith(base + "/") for one in outside)


def _is_general(word: str) -> bool:
    return word == "api" or (word[:1] == "v" and word[1:].isdecimal())


@lru_cache(8192)
def _prefix(path: str) -> str:
    """`/api`, `/v1` or `/api/v1` at the start of a path: what a base path looks like where none is stated."""
    parts = path.strip("/").split("/")
    taken: list[str] = []
    for part in parts[:2]:
        if _is_general(part) and not (part == "api" and taken):
            taken.append(part)
        else:
            break
    return "/" + "/".join(taken) if taken and len(parts) > len(taken) else ""
