"""A report as text: one module a format, each `render(report, language, color) -> str` ending in a newline."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundplan.verify.model import Report

FORMATS = ("table", "json", "junit")


def render(form: str, report: Report, language: str = "en", *, color: bool = False) -> str:
    """The report in one of `FORMATS`."""
    # "_" keeps the standard library's `json` apart from ours.
    module = import_module(f"{__name__}.{form}_")
    text: str = module.render(report, language, color)
    return text
