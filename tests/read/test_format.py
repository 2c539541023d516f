"""docs/spec-format.md: every example gives what the page says, in the tables of `groundplan show`."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT, Golden
from tests.read.reading import tables_of

PAGE = ROOT / "docs" / "spec-format.md"
EXAMPLE = re.compile(r"````markdown\n(.*?)\n````\n\n```text\n(.*?)```", re.DOTALL)


def test_every_example_gives_what_the_page_says(golden: Golden) -> None:
    page = PAGE.read_text(encoding="utf-8")

    made = EXAMPLE.sub(lambda found: _example(found.group(1)), page)

    golden(PAGE, made)


def _example(text: str) -> str:
    return f"````markdown\n{text}\n````\n\n```text\n{tables_of(text)}```"


def test_the_page_covers_both_languages() -> None:
    examples = [found.group(1) for found in EXAMPLE.finditer(PAGE.read_text(encoding="utf-8"))]

    assert len(examples) >= 20
    assert sum(1 for one in examples if re.search("[가-힣]", one)) >= 8


@pytest.mark.parametrize("mark", ["````markdown", "```text"])
def test_no_example_lacks_its_tables(mark: str) -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert len(re.findall(rf"^{mark}$", page, re.MULTILINE)) == len(EXAMPLE.findall(page))
