"""Endpoints as programs route them: `router.get('/x', ...)`, `@app.post("/x")`, `@GetMapping("/x")`, `@Get(':id')`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.spec.text.paths import METHODS, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Fence

MAX_LINE = 400
_HINTS = ("router", "Router", "app.", "fastify", "server.", "bp.", "Mapping(", "Mapping", "Controller", "HandleFunc",
          "mux.", "@Get", "@Post", "@Put", "@Patch", "@Delete", "@router", "@api", "r.", "e.", ".route(")  # fmt: skip
_VERBS = "get|post|put|patch|delete"
_TEXT = r"[\"'`]([^\"'`\s]*)[\"'`]"


@cache
def _called() -> re.Pattern[str]:
    """What routers are called in code; `client.get`, `axios.get` and their like are calls to somebody."""
    return regex.compile(
        rf"^\s*(?:@|\w+\s*=\s*)?(?:app|router|server|fastify|mux|bp|r|e|\w+[rR]outer|\w+_bp|(?<=@)\w+)\s*\."
        rf"({_VERBS}|{_VERBS.upper()})\(\s*{_TEXT}"
    )


@cache
def _annotated() -> re.Pattern[str]:
    return regex.compile(
        rf"^\s*@(Get|Post|Put|Patch|Delete)(?:Mapping)?(?:\(\s*(?:(?:value|path)\s*=\s*)?(?:\{{\s*)?(?:{_TEXT})?[^)]*\)(?:\s+\S.*)?)?\s*$"
    )


@cache
def _flask() -> re.Pattern[str]:
    return regex.compile(rf"^\s*@\w+\.route\(\s*{_TEXT}(?:.*methods\s*=\s*\[([^\]]*)\])?")


@cache
def _handled() -> re.Pattern[str]:
    return regex.compile(rf"HandleFunc\(\s*\"({'|'.join(METHODS)})\s+(/[^\"\s]*)\"")


@cache
def _routed() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """`.route("/x", get(list).post(add))`, `.route('/x').get(list).post(add)`."""
    return (
        regex.compile(rf"\.route\(\s*{_TEXT}\s*[,)]"),
        regex.compile(rf"(?:[.,\s]|routing::|web::)({_VERBS})\("),
    )


@cache
def _prefixed() -> re.Pattern[str]:
    return regex.compile(
        rf"@(?:RequestMapping|Controller)\(\s*(?:(?:value|path)\s*=\s*)?{_TEXT}|\b(?:url_)?prefix\s*=\s*{_TEXT}"
    )


def called(fence: Fence) -> Iterator[tuple[Mention, Text]]:
    """The endpoints that a fence of code routes, each below the prefix that stands above it."""
    if not any(hint in line for line in fence.lines for hint in _HINTS):
        return
    prefix = ""
    for number, line in enumerate(fence.lines):
        if len(line) > MAX_LINE:
            continue
        found = _prefixed().search(line)
        prefix = _joined("", found[1] or found[2] or "") if found else prefix
        for methods, path, start, end in _routes(line):
            whole = _joined(prefix, path)
            if whole and (path[:1] == "/" or prefix):
                yield Mention(methods, whole, start, end), Text(line, fence.line + number, 1)


def _routes(line: str) -> Iterator[tuple[tuple[str, ...], str, int, int]]:
    if found := _handled().search(line):
        yield (found[1],), found[2], found.start(1), found.end(2)
    elif found := _flask().match(line):
        methods = tuple(one for one in METHODS if one in (found[2] or "GET"))
        yield methods, found[1], found.start(1), found.end(1)
    elif found := _routed()[0].search(line):
        methods = tuple(dict.fromkeys(one.upper() for one in _routed()[1].findall(line[found.end() :])))
        if methods:
            yield methods, found[1], found.start(1), found.end(1)
    elif found := _called().match(line) or _annotated().match(line):
        yield (found[1].upper(),), found[2] or "", max(found.start(2), 0), max(found.end(2), len(found[0]))


def _joined(prefix: str, path: str) -> str:
    parts = [part for part in f"{prefix}/{path}".split("/") if part]
    return "/" + "/".join(parts) if parts else ""
