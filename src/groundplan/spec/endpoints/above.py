"""Paths that stand above endpoints, which go on from them: `#### AuthController (`/v1/auth`)`, `/orders` alone."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import compact, vocabulary
from groundplan.spec.callers.access import is_access
from groundplan.spec.text.paths import METHODS, Mention, mentions, normalised

if TYPE_CHECKING:
    from groundplan.document import Text
    from groundplan.spec.outline import Region


def of_heading(region: Region) -> str:
    """The path that `#### AuthController (`/v1/auth`)` gives to what stands under it."""
    return _behind(region.title.text)


def of_words(region: Region) -> str:
    """The path behind the words of `### Boats /boats`, which only `GET list` and `GET {id}` go on from."""
    title = region.title.text
    if "/" not in title or region.main or mentions(title):
        return ""
    found = regex.compile(r"(?:^|\s)[(`]*(/[a-z][\w/{}:.-]*)[)`]*$").search(title)
    return normalised(found.group(1))[0] if found else ""


def relative(text: str) -> tuple[Mention, ...]:
    """`GET list`, `POST: a new one`, `GET/PUT {id}` below a path: methods of all of it, or of what goes on from it."""
    found = _relative().match(text) if text.lstrip("`*").startswith(METHODS) else None
    if found is None:
        return ()
    word = found.group("word")
    if word and compact(word) not in vocabulary("of_collections"):
        return ()
    tail = found.group("tail") or ""
    methods = tuple(regex.findall("[A-Z]+", found.group("methods")))
    return (Mention(methods, f"/{tail}", 0, found.end("tail") if tail else found.end("methods")),)


def behind(text: str) -> tuple[Mention, ...]:
    """`` `/berths/` - all berths (GET)``, `/berths: one more (POST, harbour staff)`: methods in brackets at the end."""
    found = _methods_behind().match(text) if text[-1:] == ")" and text.lstrip("`*")[:1] == "/" else None
    if found is None:
        return ()
    return (Mention(tuple(regex.findall("[A-Z]+", found["methods"])), found["path"], 0, found.end("path")),)


@cache
def _methods_behind() -> re.Pattern[str]:
    return regex.compile(
        rf"[`*]{{0,3}}(?P<path>/[\w/{{}}:<>.-]*)[`*]{{0,3}}(?:\s*:|\s+[-–—])\s[^()]*(?:\([^()]*\)[^()]*)*"
        rf"\((?P<methods>{_ONE}(?:\s?[/,|]\s?{_ONE})*)(?:,\s?[^()]*)?\)$"
    )


def without_methods(rest: str) -> str:
    """The words behind a path without the methods in brackets at their end: `one more (POST, staff)`.

    Of what else stands there only who may call is kept: `(DELETE, owner, for good)`.
    """
    found = _bracketed().search(rest) if rest[-1:] == ")" else None
    if found is None:
        return rest
    pieces = found["who"].split(",") if found["who"] else []
    known = [one for one in pieces if is_access(one.strip())] or pieces[:1]
    return rest[: found.start()] + (f"({','.join(known).strip()})" if known else "")


@cache
def _bracketed() -> re.Pattern[str]:
    return regex.compile(rf"\({_ONE}(?:\s?[/,|]\s?{_ONE})*(?:,\s?(?P<who>[^()]*))?\)$")


_ONE = "(?:GET|POST|PUT|PATCH|DELETE)"


@cache
def _relative() -> re.Pattern[str]:
    item = r"(?:\{\w+\}|:[a-z]\w*|<\w+>)(?:/[\w{}:-]+)*"
    return regex.compile(
        rf"[`*]*(?P<methods>{_ONE}(?:\s?[/,|]\s?{_ONE})*)[`*]*"
        rf"(?:\s+[`*]*(?P<tail>{item})(?=[`*]*(?:$|[\s:,]))|\s*(?:$|[(:—–→]|- )|\s+(?P<word>\w+))"
    )


def of_line(text: str) -> str:
    """The path of `**AuthController** (`/v1/auth`)`, a line in bold over endpoints."""
    return _behind(text.rstrip("*: ")) if text.startswith("**") and _group().search(text) else ""


def _behind(title: str) -> str:
    found = regex.compile(r"(?:^|[\s(])[(`]{1,3}(/[\w/{}:.-]+)[)`]{1,3}$").search(title)
    return normalised(found.group(1))[0] if found and not mentions(title) else ""


@cache
def _group() -> re.Pattern[str]:
    """What endpoints are grouped as; the path of `**Login page** (`/login`)` is no such."""
    words = "controller|rout(?:e|er|es)|endpoints|module|api|resource"
    return regex.compile(rf"(?:{words})\b|컨트롤러|라우터|라우트|모듈", re.IGNORECASE)


def joined(prefix: str, path: str) -> str:
    """The path below a prefix; `/auth/login` below `/api/auth` says the last of it once more."""
    parts = [f"/{one}" for one in prefix.split("/")[1:]]
    tails = ("".join(parts[at:]) for at in range(len(parts)))
    tail = next((one for one in tails if path == one or path.startswith(one + "/")), "")
    return (prefix + path[len(tail) :]).rstrip("/")


def is_path(text: str) -> bool:
    """Whether a line is a path alone, which those below it go on from: `/orders` above `- GET /:id`."""
    return (
        text.startswith(("/", "`/", "*"))
        and regex.compile(r"[*`]*/[\w/{}:.-]*\w\}?[*`]*:?").fullmatch(text) is not None
    )


class Stems:
    """The paths of bullets that stand open: `- GET /:id` below `- /orders` goes on from it."""

    def __init__(self) -> None:
        self.open: list[tuple[int, str]] = []

    def below(self, depth: int, text: str, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """What a bullet mentions, with the path of the bullet that it stands below."""
        while self.open and self.open[-1][0] >= depth:
            self.open.pop()
        if not found and is_path(text):
            self.open.append((depth, normalised(text.strip("*`: "))[0]))
        stem = self.open[-1][1] if self.open else ""
        return tuple(
            one._replace(path=joined(stem, one.path)) if stem and (one.path == "/" or one.path[1:2] in ":{<[") else one
            for one in found
        )


def unchecked(line: Text) -> Text:
    """`[x] /orders` in a list of what is done without its box."""
    boxed = line.text[:4] in ("[x] ", "[X] ", "[ ] ")
    return line._replace(text=line.text[4:], column=line.column + 4) if boxed else line
