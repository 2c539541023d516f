"""Code that stands in no fence is kept as it stands, line by line, however often a SPEC is put in form."""

from __future__ import annotations

from groundplan import pipeline
from groundplan.source import Source, SourceFile

TEXT = "CREATE TABLE t (id UUID PRIMARY KEY);\n| Field | Type | Constraints |\nCREATE TABLE t (id UUID PRIMARY KEY);"


def _source(text: str) -> Source:
    return Source("spec.md", (SourceFile("spec.md", tuple(text.split("\n"))),))


def test_what_stands_around_code_without_a_fence_is_not_taken_for_its_marks() -> None:
    made = pipeline.formatted(_source(TEXT))

    assert made.text.count("| Field | Type | Constraints |\n") == 1
    assert pipeline.formatted(_source(made.text)).text == made.text
