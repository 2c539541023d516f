"""Comments that accept findings: where they hold, and what becomes of those that nothing needs."""

from __future__ import annotations

import pytest

from groundplan.check import check
from groundplan.source import Source, SourceFile, Span
from groundplan.spec.model import Meta, Requirement, Spec

ALLOW = "<!-- groundplan: allow {} -- agreed -->"
VAGUE = "- R-1: The system shall answer fast."


def found(*lines: str) -> list[str]:
    number = next(number for number, line in enumerate(lines, 1) if "fast" in line)
    span = Span("s.md", number, 1, number, len(lines[number - 1]) + 1)
    requirement = Requirement("R-1", "ubiquitous", "The system shall answer fast.", span)
    spec = Spec(Meta("A", "A", "1.0.0", "draft", "en", "x", Span("s.md", 1), (), True), requirements=(requirement,))
    source = Source("s.md", (SourceFile("s.md", lines),))
    return [one.code for one in check(spec, (), source, selected=lambda code: code in ("REQ001", "GP012"))]


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        (("# A", VAGUE), ["REQ001"]),
        (("# A", f"{VAGUE} {ALLOW.format('vague-word')}"), []),
        (("# A", f"{VAGUE} {ALLOW.format('REQ001')}"), []),
        (("# A", ALLOW.format("vague-word, REQ002"), "", VAGUE), []),
        (("# A", ALLOW.format("vague-word"), "text", VAGUE), ["GP012", "REQ001"]),
        ((ALLOW.format("vague-word"), "# A", "text", VAGUE), []),
        (("# A", f"{VAGUE} {ALLOW.format('escape-clause')}"), ["REQ001"]),
        (("# A", f"{VAGUE} {ALLOW.format('no-such-rule')}"), ["REQ001", "GP012"]),
    ],
)
def test_allowances(lines: tuple[str, ...], codes: list[str]) -> None:
    assert found(*lines) == codes
