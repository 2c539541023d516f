"""The report as JUnit XML, the form that CI servers read: a suite an area, a case a result."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from groundplan.verify.model import Fault, Report, Result

# Characters that XML 1.0 cannot hold in any spelling (section 2.2).
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report, language: str, color: bool) -> str:  # noqa: ARG001 - formats share a signature
    """The XML document."""
    counts = _counts(list(report.results))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites name={_attribute(report.service)} {counts}>"]
    for area, group in groupby(report.results, key=lambda one: one.area):
        results = list(group)
        lines.append(f"  <testsuite name={_attribute(area)} {_counts(results)}>")
        lines += [line for one in results for line in _case(one, language)]
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _counts(results: list[Result]) -> str:
    failed = sum(one.outcome == "failed" for one in results)
    skipped = sum(one.outcome == "skipped" for one in results)
    return f'tests="{len(results)}" failures="{failed}" skipped="{skipped}"'


def _case(result: Result, language: str) -> list[str]:
    name = f"{result.title.of(language)} {result.endpoint}".strip()
    opening = f"    <testcase classname={_attribute(result.id)} name={_attribute(name)}"
    if result.outcome == "passed":
        return [f"{opening}/>"]
    lines = [f"{opening}>"]
    if result.reason:
        lines.append(f"      <skipped message={_attribute(result.reason.of(language))}/>")
    for fault in result.faults:
        told = f"{fault.expected.of(language)}: {fault.got}"
        lines.append(f"      <failure message={_attribute(told)}>{_text(_evidence(fault))}</failure>")
    return [*lines, "    </testcase>"]


def _evidence(fault: Fault) -> str:
    seen = fault.exchange
    if seen is None:
        return fault.got
    return f"{seen.method} {seen.path}\n{seen.request_body}\n{seen.status}\n{seen.response_body}"


def _attribute(value: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", value))


def _text(value: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", value))
