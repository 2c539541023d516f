"""The report as one JSON document: `{service, url, summary, results: [...]}`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from groundplan.verify.model import Exchange, Fault, Report, Result


def render(report: Report, language: str, color: bool) -> str:  # noqa: ARG001 - formats share a signature
    """The document, indented."""
    document: dict[str, Any] = {
        "service": report.service,
        "url": report.url,
        "summary": {name: report.count(name) for name in ("passed", "failed", "skipped")},
        "results": [_result(one, language) for one in report.results],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _result(result: Result, language: str) -> dict[str, Any]:
    return {
        "id": result.id,
        "title": result.title.of(language),
        "area": result.area,
        "operation": result.operation,
        "endpoint": result.endpoint,
        "outcome": result.outcome,
        "reason": result.reason.of(language) if result.reason else "",
        "faults": [_fault(one, language) for one in result.faults],
    }


def _fault(fault: Fault, language: str) -> dict[str, Any]:
    return {
        "expected": fault.expected.of(language),
        "got": fault.got,
        "exchange": _exchange(fault.exchange) if fault.exchange else None,
    }


def _exchange(exchange: Exchange) -> dict[str, Any]:
    return {
        "method": exchange.method,
        "path": exchange.path,
        "request_headers": dict(exchange.request_headers),
        "request_body": exchange.request_body,
        "status": exchange.status,
        "response_headers": dict(exchange.response_headers),
        "response_body": exchange.response_body,
    }
