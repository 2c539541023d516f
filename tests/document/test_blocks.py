"""Any text is blocks with places: `grammar/document.lark`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan.document import Comment, Fence, FrontMatter, Heading, Item, Paragraph, Quote, Table, parse
from groundplan.document.model import Block
from groundplan.source import SourceFile


def blocks(text: str) -> tuple[Block, ...]:
    return parse(SourceFile("a.md", tuple(text.split("\n")))).blocks


KINDS = {
    "---\nid: A\n---": (FrontMatter,),
    "---\n## Boats\nBoats lie there.\n\n---": (Heading, Paragraph),
    "---\n# About\nid: A\n## More\nname: B\n---": (FrontMatter,),
    "---\nid: A": (Paragraph,),
    "# A\n## B #": (Heading, Heading),
    "A\n===": (Heading,),
    "A\nB\n===": (Paragraph,),
    "a\nb\n\nc": (Paragraph, Paragraph),
    "- a\n  b\n* c\n1. d": (Item, Item, Item),
    "| a | b |\n|---|---|\n| 1 | 2 |": (Table,),
    "a | b\n--- | ---\n1 | 2": (Table,),
    "```sql\nx\n```": (Fence,),
    "```\nnever closed": (Paragraph,),
    "> a\n> b": (Quote,),
    "<!-- a\nb -->": (Comment,),
    "": (),
}


@pytest.mark.parametrize("text", KINDS, ids=repr)
def test_lines_are_the_blocks_that_a_reader_sees(text: str) -> None:
    kinds = tuple(type(block) for block in blocks(text) if type(block).__name__ != "Break")

    assert kinds == KINDS[text]


def test_cells_have_their_columns_and_escaped_pipes() -> None:
    (table,) = blocks("| name | type |\n|---|---|\n|  a | enum(x\\|y) |")

    assert isinstance(table, Table)
    assert [cell.text for cell in table.header] == ["name", "type"]
    assert [(cell.text, cell.line, cell.column) for cell in table.rows[0]] == [("a", 3, 4), ("enum(x|y)", 3, 8)]


def test_items_keep_depth_and_the_place_of_their_words() -> None:
    first, second = blocks("- a\n    - `b`: c")

    assert isinstance(first, Item)
    assert isinstance(second, Item)
    assert (first.depth, second.depth) == (0, 4)
    assert (second.lines[0].text, second.lines[0].line, second.lines[0].column) == ("`b`: c", 2, 7)


@given(st.lists(st.text(alphabet="#|-*`>< \ta한1.:=~", max_size=30), max_size=30))
@settings(max_examples=300)
def test_any_text_is_blocks_and_no_line_is_lost(lines: list[str]) -> None:
    kept = repr(blocks("\n".join(lines)))

    assert kept.count("한") >= sum(1 for line in lines if "한" in line)


_WHOLE = "Here it is:\n\n````markdown\n# A\n\n## B\n\n```json\n{}\n```\n\n## C\n\nwords\n````\n\nAsk for more.\n"


def test_a_document_that_stands_in_a_fence_as_a_whole_is_read() -> None:
    found = blocks(_WHOLE)

    assert [type(one) for one in found] == [Paragraph, Heading, Heading, Fence, Heading, Paragraph, Paragraph]


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\n```markdown\n# B\n\n## C\n\n## D\n```\n",  # a sample below a heading
        "```markdown\n# B\n\nwords\n```\n",
        "```python\n# B\n# C\n# D\n```\n",
        "```markdown\n# B\n# C\n# D\n```\n" + "words\n\n" * 9,
    ],
)
def test_samples_in_fences_are_code(text: str) -> None:
    assert sum(isinstance(one, Fence) for one in blocks(text)) == 1
