"""Diagnostics as text for people and machines: one module a format, each `render(diagnostics, source, options) -> str`.

Renderers decide nothing: what is found, how severe it is and what it says is in the diagnostics.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from groundplan.diagnostics import Diagnostic
    from groundplan.source import Source

FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit", "html")
DESCRIBING = frozenset({"sarif", "html"})
"""The formats that describe rules, for which `Options.rules` is filled in."""


class RuleText(NamedTuple):
    """What a format that describes rules says of one."""

    name: str
    severity: str
    summary: str
    why: str
    tags: tuple[str, ...]


class Options(NamedTuple):
    """`language` of our own words; `color` escapes for a terminal; `rules` by code."""

    language: str = "en"
    color: bool = False
    rules: Mapping[str, RuleText] = {}


def render(format_: str, diagnostics: Sequence[Diagnostic], source: Source, options: Options) -> str:
    """The report in one of `FORMATS`; ends with a newline unless empty."""
    # "_" keeps the standard library's `json` apart from ours.
    module = import_module(f"{__name__}.{format_}_")
    text: str = module.render(diagnostics, source, options)
    return text
