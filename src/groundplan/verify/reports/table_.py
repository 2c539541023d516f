"""The report for people: a row an area, then every failure with its evidence, then why something was skipped."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from groundplan.catalogue import text
from groundplan.columns import columns

if TYPE_CHECKING:
    from groundplan.verify.model import Exchange, Fault, Report, Result

_COLORS = {"passed": "32", "failed": "31", "skipped": "33"}
_OUTCOMES = ("passed", "failed", "skipped")
_BODY = 300


def render(report: Report, language: str, color: bool) -> str:
    """The whole report."""
    lines = [text("verify.title", language, service=report.service, url=report.url), ""]
    lines += _areas(report, language, color)
    lines += _failures(report, language, color)
    lines += _skips(report, language)
    counts = {outcome: report.count(outcome) for outcome in _OUTCOMES}  # type: ignore[arg-type]
    summary = text("verify.summary", language, **counts)
    worst = "failed" if counts["failed"] else "passed"
    lines += ["", _colored(summary, worst, color)]
    if not counts["passed"] and not counts["failed"]:
        lines.append(text("verify.nothing", language))
    return "\n".join(lines) + "\n"


def _areas(report: Report, language: str, color: bool) -> list[str]:
    heads = [text(f"verify.column.{name}", language) for name in ("area", *_OUTCOMES)]
    lines = ["  ".join([_padded(heads[0], 12), *(_padded(head, 8, left=True) for head in heads[1:])])]
    for area, results in groupby(report.results, key=lambda one: one.area):
        found = [one.outcome for one in results]
        counts = [(outcome, found.count(outcome)) for outcome in _OUTCOMES]  # type: ignore[arg-type]
        cells = [_colored(f"{count:>8}", name, color and bool(count)) for name, count in counts]
        lines.append("  ".join([f"{area:<12}", *cells]))
    return lines


def _failures(report: Report, language: str, color: bool) -> list[str]:
    failed = [one for one in report.results if one.outcome == "failed"]
    lines = ["", text("verify.failures", language)] if failed else []
    for result in failed:
        lines += ["", _colored(f"  {result.id}", "failed", color) + f"  {_subject(result, language)}"]
        lines.append(f"    {result.title.of(language)}")
        for fault in result.faults:
            lines += _fault(fault, language)
    return lines


def _subject(result: Result, language: str) -> str:
    return f"{result.endpoint} ({result.operation})" if result.operation else text("verify.whole", language)


def _fault(fault: Fault, language: str) -> list[str]:
    expected, got = (text(f"verify.{word}", language) for word in ("expected", "got"))
    lines = [f"    {expected}: {fault.expected.of(language)}", f"    {got}: {_printable(fault.got)}"]
    return lines + (_exchange(fault.exchange) if fault.exchange else [])


def _exchange(exchange: Exchange) -> list[str]:
    sent, came = (_printable(body)[:_BODY] for body in (exchange.request_body, exchange.response_body))
    return [
        f"      > {exchange.method} {exchange.path}" + (f"  {sent}" if sent else ""),
        f"      < {exchange.status}" + (f"  {came}" if came else ""),
    ]


def _printable(text: str) -> str:
    """In one line, and without what a terminal would obey: the service wrote it."""
    return "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text.split()))


def _skips(report: Report, language: str) -> list[str]:
    """Skipped checks, those of one check and one reason on one line."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for one in report.results:
        if one.reason:
            grouped.setdefault((one.id, one.reason.of(language)), []).append(one.endpoint)
    lines = ["", text("verify.skips", language)] if grouped else []
    for (name, reason), endpoints in grouped.items():
        where = ", ".join(filter(None, endpoints))
        lines.append(f"  {name}: {reason}" + (f" ({where})" if where else ""))
    return lines


def _padded(word: str, width: int, *, left: bool = False) -> str:
    space = " " * (width - columns(word))
    return space + word if left else word + space


def _colored(line: str, outcome: str, color: bool) -> str:
    return f"\x1b[{_COLORS[outcome]}m{line}\x1b[0m" if color else line
