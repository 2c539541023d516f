"""Any text comes back whole from the canonical form, or what is lost is said; and the canonical form stays as it is."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from groundplan import pipeline
from groundplan.formatting.same import differences
from groundplan.source import Source, SourceFile
from tests.read.test_any_text import lines


def _source(text: str) -> Source:
    return Source("spec.md", (SourceFile("spec.md", tuple(text.split("\n"))),))


@given(st.lists(lines, max_size=40).map("\n".join))
@example("```sql\n\n## Data model\n```json")
@settings(max_examples=150)
def test_any_text_in_the_canonical_form_says_the_same(text: str) -> None:
    source = _source(text.replace("\r", ""))

    made = pipeline.formatted(source)

    again = _source(made.text)
    spec = pipeline.read(pipeline.parse(source), source)
    assert made.lost or differences(spec, pipeline.read(pipeline.parse(again), again)) == []
    if not made.lost:
        assert pipeline.formatted(again).text == made.text
