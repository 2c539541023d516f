"""The Code Quality report of GitLab, which shows findings in a merge request.

Source of the form: GitLab documentation, "Code Quality", "Code Quality report format".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from groundplan.diagnostics import cause

if TYPE_CHECKING:
    from groundplan.diagnostics import Diagnostic
    from groundplan.report import Options
    from groundplan.source import Source

_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def render(diagnostics: Sequence[Diagnostic], source: Source, options: Options) -> str:  # noqa: ARG001
    """A list with one entry a finding."""
    import json

    lines = {file.path: file.lines for file in source.files}
    seen: Counter[str] = Counter()
    entries = [_entry(one, lines, seen) for one in diagnostics]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def _entry(one: Diagnostic, lines: dict[str, tuple[str, ...]], seen: Counter[str]) -> dict[str, Any]:
    span = one.primary.span
    return {
        "description": _description(one),
        "check_name": one.code,
        "fingerprint": _fingerprint(one, lines, seen),
        "severity": _SEVERITIES[one.severity],
        "location": {"path": span.path, "lines": {"begin": span.line}},
    }


def _description(one: Diagnostic) -> str:
    other = cause(one)
    said = f"{one.message} [{other}]" if other else one.message
    return f"{said}: {one.help}" if one.help else said


def _fingerprint(one: Diagnostic, lines: dict[str, tuple[str, ...]], seen: Counter[str]) -> str:
    """The same for a finding whose line has only moved, another for the next like it."""
    from hashlib import sha256

    span = one.primary.span
    text = " ".join("".join(lines.get(span.path, ())[span.line - 1 : span.line]).split())
    key = "\0".join((span.path, one.code, text))
    seen[key] += 1
    return sha256(f"{key}\0{seen[key]}".encode(errors="surrogatepass")).hexdigest()
