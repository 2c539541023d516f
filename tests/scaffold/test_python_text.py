"""Text of a SPEC in Python: whatever it holds, it stays text."""

from __future__ import annotations

import ast
import re

import pytest

from groundplan.naming import Name
from groundplan.plan.model.data import Type
from groundplan.scaffold.python.samples import matching, sample_json, sample_value
from groundplan.scaffold.python.text import attr, comment, doc, literal, module
from groundplan.scaffold.python.types import input_type

TEXTS = [
    "",
    "plain",
    'a "b"',
    "it's",
    'it\'s "both"',
    "back\\slash",
    "\\",
    "line\nend\t\r",
    "\x00\x1f\u202e\u200b",
    "한글 🙂",
    "{{ x }}",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_literal_is_the_text(text: str) -> None:
    code = literal(text)

    assert ast.literal_eval(code) == text
    assert code.isprintable()


@pytest.mark.parametrize("text", [*TEXTS, '"""', 'ends in "', "ends in \\"])
def test_a_docstring_and_a_comment_hold_the_text_in(text: str) -> None:
    parsed = ast.parse(f'def f():\n    """{doc(text)}"""\n\nx = 1  # {comment(text)}\n')

    assert len(parsed.body) == 2
    assert ast.get_docstring(parsed.body[0])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("title", "title"),
        ("class", "class_"),
        ("metadata", "metadata_"),
        ("model_dump", "model_dump_"),
        ("copy", "copy_"),
    ],
)
def test_attributes_avoid_names_that_are_taken(column: str, expected: str) -> None:
    assert attr(column) == expected


def test_modules_avoid_keywords() -> None:
    assert [module(Name.of(one)) for one in ("Class", "Task")] == ["class_", "task"]


@pytest.mark.parametrize(
    "pattern", ["^#[0-9a-f]{6}$", r"^\d{3}-(a|b)+x?\w*$", "[A-Z]{2,4}", "(ab|cd)", r"^[^\s@]+$", "."]
)
def test_a_sample_matches_its_pattern(pattern: str) -> None:
    assert re.search(pattern, matching(pattern))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Type(base="decimal", precision=6, scale=2, minimum="0.5"), '"1.00"'),
        (Type(base="decimal", precision=2, scale=2, maximum="0.25"), '"0.00"'),
        (Type(base="bool"), "True"),
        (Type(base="string", length=3, minimum_length=2), "text(2, 3)"),
        (Type(base="int", minimum="5", maximum="5"), "number(5, 5)"),
    ],
)
def test_a_sample_keeps_the_bounds(kind: Type, expected: str) -> None:
    assert sample_json(kind) == expected


def test_a_column_holds_typed_values() -> None:
    assert sample_value(Type(base="uuid")) == "uuid7()"
    assert sample_value(Type(base="decimal", precision=4, scale=1)) == 'Decimal("1.0")'


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("^[a-z]+$", 'Annotated[Text, Field(max_length=9, pattern="^[a-z]+$")]'),
        (r"^\d+$", r'Annotated[Text, Field(max_length=9, pattern=r"^\d+$")]'),
        ("^(?=.*[A-Z]).+$", r'Annotated[Text, Field(max_length=9, pattern=r"^(?=.*[A-Z]).+\Z")]'),
        ("([", "Annotated[Text, Field(max_length=9)]"),
    ],
)
def test_patterns_suit_the_engine_that_reads_them(pattern: str, expected: str) -> None:
    assert input_type(Type(base="string", length=9, pattern=pattern)) == expected


def test_a_sample_meets_a_pattern_that_looks_ahead() -> None:
    kind = Type(base="password", length=64, minimum_length=10, pattern=r"^(?=.*[A-Z])(?=.*\d)(?=.*[!@#$]).{10,}$")

    assert re.search(kind.pattern, ast.literal_eval(sample_json(kind)))
