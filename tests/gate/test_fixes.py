"""Mends in the text as it is: only what they say is touched."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from groundplan.diagnostics import Fix
from groundplan.gate import fixes
from tests.gate.findings import finding, fix


def mended(text: str, *made: Fix) -> str:
    found = fixes.mend({"spec.md": text}, made)
    return found["spec.md"].text if found else text


def test_line_ends_of_every_kind_stay() -> None:
    text = "one\r\ntwo\rthree\nfour"

    assert mended(text, fix((2, 1, 4, "TWO")), fix((4, 1, 5, "FOUR"))) == "one\r\nTWO\rthree\nFOUR"


def test_a_mend_is_made_whole_or_not_at_all() -> None:
    first, second = fix((1, 1, 4, "ONE")), fix((1, 3, 6, "x"), (2, 1, 4, "TWO"))

    assert mended("one two\ntwo", first, second) == "ONE two\ntwo"
    assert mended("one two\ntwo", second, first) == "onxwo\nTWO"


def test_two_insertions_at_one_place_are_two_rounds() -> None:
    assert mended("ab", fix((1, 2, 2, "-")), fix((1, 2, 2, "+"))) == "a-b"


def test_guesses_are_made_only_when_asked() -> None:
    sure, guess = fix((1, 1, 2, "a")), fix((2, 1, 2, "b"), safe=False)
    found = [finding("X001")._replace(fix=sure), finding("X002")._replace(fix=guess), finding("X003")]

    assert fixes.chosen(found, unsafe=False) == [sure]
    assert fixes.chosen(found, unsafe=True) == [sure, guess]


@given(st.text("ab\r\n주", max_size=40), st.data())
def test_what_stands_outside_the_edits_is_the_same(text: str, data: st.DataObject) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    number = data.draw(st.integers(1, len(lines)))
    column = data.draw(st.integers(1, len(lines[number - 1]) + 1))
    end = data.draw(st.integers(column, len(lines[number - 1]) + 1))

    result = mended(text, fix((number, column, end, "<new>")))

    before, _, after = result.partition("<new>")
    assert text.startswith(before)
    assert text.endswith(after)
    assert len(before) + (end - column) + len(after) == len(text)
