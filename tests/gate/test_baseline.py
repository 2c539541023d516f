"""What a baseline knows, and what it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.errors import ConfigError
from groundplan.gate import baseline
from tests.gate.findings import finding, source

TEXT = ("the service should be fast", "it should be fast", "the service should be fast")


def kept(folder: Path) -> Path:
    found = [finding("REQ001", 1), finding("REQ001", 3), finding("REQ002", 2)]
    path = folder / "known.json"
    path.write_text(baseline.write([(source(*TEXT), found)], folder), encoding="utf-8")
    return path


def test_what_was_there_is_not_told_wherever_its_line_went(tmp_path: Path) -> None:
    known = baseline.read(kept(tmp_path))
    moved = source("", "new", *TEXT)
    found = [finding("REQ001", 2), finding("REQ001", 3), finding("REQ002", 4), finding("REQ001", 5)]

    assert [one.primary.span.line for one in baseline.unknown(moved, found, known, tmp_path)] == [2]


def test_one_more_of_a_kind_is_told(tmp_path: Path) -> None:
    known = baseline.read(kept(tmp_path))
    grown = source(*TEXT, TEXT[0])
    found = [finding("REQ001", line) for line in (1, 3, 4)]

    assert [one.primary.span.line for one in baseline.unknown(grown, found, known, tmp_path)] == [4]


def test_another_rule_and_another_text_are_told(tmp_path: Path) -> None:
    known = baseline.read(kept(tmp_path))
    changed = source("the service should be faster", *TEXT[1:])

    found = [finding("REQ001", 1), finding("REQ003", 2)]
    assert baseline.unknown(changed, found, known, tmp_path) == found


def test_it_is_the_same_text_whatever_the_order(tmp_path: Path) -> None:
    found = [finding("REQ002", 2), finding("REQ001", 3), finding("REQ001", 1)]

    assert baseline.write([(source(*TEXT), found)], tmp_path) == kept(tmp_path).read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 9, "findings": []}', '{"version": 1, "findings": [{}]}'])
def test_what_is_no_baseline_is_told(text: str, tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigError, match=r"known\.json: .*baseline"):
        baseline.read(path)
