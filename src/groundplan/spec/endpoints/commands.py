"""Commands in fences: `curl` states the method and path of a call, headers who sends it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.text.paths import METHODS, Mention, mentions, own_path
from groundplan.spec.text.words import key_value, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Fence


FENCES = ("", "http", "text", "plain", "plaintext", "rest", "txt", "mermaid", "ascii", "diagram")
SHELLS = ("bash", "sh", "shell", "curl", "console", "zsh", "")
CODE = (
    "python",
    "py",
    "ts",
    "typescript",
    "js",
    "javascript",
    "go",
    "java",
    "kotlin",
    "rust",
    "php",
    "ruby",
    "csharp",
)
"""Infos of fences: of requests and drawings, of commands, and of code."""


def is_comment(words: str, info: str) -> bool:
    """Whether a line of a fence of code is a comment."""
    return info in CODE and words.lstrip().startswith(("#", "//", "* "))


def commands(fence: Fence) -> Iterator[tuple[int, str]]:
    """Each command of a fence as one line, with the number of its first."""
    start = 0
    parts: list[str] = []
    for number, line in enumerate(fence.lines):
        if not parts:
            start = number
        words = line.rstrip()
        parts.append(words.removesuffix("\\"))
        if not words.endswith("\\"):
            yield start, " ".join(parts)
            parts = []
    if parts:
        yield start, " ".join(parts)


@cache
def _options() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        regex.compile(r"(?:^|[\s$(|;])curl\s"),
        regex.compile(r"(?:-X|--request)[ =]?['\"]?([A-Za-z]+)"),
        regex.compile(r"\s(?:-d|--data(?:-\w+)?|-F|--form|--json)[ =]"),
    )


def curl(command: str) -> Mention | None:
    """What a `curl` command calls, if that is the service itself."""
    name, request, data = _options()
    called = name.search(command)
    path = own_path(command[called.end() :]) if called else ""
    if not path:
        return None
    asked = request.search(command)
    method = asked.group(1).upper() if asked else "POST" if data.search(command) else "GET"
    return Mention((method,), path, 0, 0) if method in METHODS else None


HEADER = "Authorization: "


def names_callers(line: str) -> bool:
    """Whether a line of a request says who sends it: `인증: 필요`, `Authorization: Bearer {token}`."""
    key, value, _ = key_value(line) if ":" in line else ("", "", 0)
    return (bool(value) and kind_of("details", key) == "auth") or line.startswith(HEADER)


def sends_token(lines: tuple[str, ...], label: str) -> bool:
    """Whether a fence below an endpoint is of headers that are sent with a token: `Authorization: Bearer <token>`."""
    is_answer = regex.search(r"respon|return|응답|반환", label.lower()) is not None
    return not is_answer and not mentions(lines[0] if lines else "") and any(one.startswith(HEADER) for one in lines)
