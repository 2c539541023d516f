"""Paths that stand above endpoints, which go on from them: `#### AuthController (`/v1/auth`)`, `/orders` alone."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.paths import mentions, normalised

if TYPE_CHECKING:
    from groundplan.spec.outline import Region


def of_heading(region: Region) -> str:
    """The path that `#### AuthController (`/v1/auth`)` gives to what stands under it."""
    return _behind(region.title.text)


def of_line(text: str) -> str:
    """The path of `**AuthController** (`/v1/auth`)`, a line in bold over endpoints."""
    return _behind(text.rstrip("*: ")) if text.startswith("**") and _group().search(text) else ""


def _behind(title: str) -> str:
    found = regex.compile(r"(?:^|[\s(])[(`]+(/[\w/{}:.-]+)[)`]+$").search(title)
    return normalised(found.group(1))[0] if found and not mentions(title) else ""


@cache
def _group() -> re.Pattern[str]:
    """What endpoints are grouped as; the path of `**Login page** (`/login`)` is no such."""
    words = "controller|rout(?:e|er|es)|endpoints|module|api|resource"
    return regex.compile(rf"(?:{words})\b|컨트롤러|라우터|라우트|모듈", re.IGNORECASE)


def is_path(text: str) -> bool:
    """Whether a line is a path alone, which those below it go on from: `/orders` above `- GET /:id`."""
    return (
        text.startswith(("/", "`/", "*"))
        and regex.compile(r"[*`]*/[\w/{}:.-]*\w\}?[*`]*:?").fullmatch(text) is not None
    )
