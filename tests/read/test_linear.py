"""Twice the text costs twice the work: calls are counted, so that the machine and its load do not matter."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.read.reading import spec_of

FOLDER = Path(__file__).parent
SHAPES: list[dict[str, Any]] = [
    shape
    for name in ("entities.yaml", "endpoints.yaml")
    for shape in YAML(typ="safe").load(FOLDER.joinpath(name).read_text(encoding="utf-8"))
]
SHAPES += [
    {
        "shape": "values below a table",
        "text": "### Boat\n\n| Field | Type |\n|---|---|\n| id | uuid |\n| rig | text |\n\n> `rig`: `SLOOP` | `KETCH`",
    },
    {
        "shape": "records in an interface",
        "text": "```java\npublic interface Boats {\n"
        + "".join(f"    record Sail{number}(String id, String rig) {{}}\n" for number in range(9))
        + "}\n```",
    },
]
ONCE, TWICE = 12, 24
MOST = 2.3
"""Times the calls: a little more than two, for what is looked up in lists that grow."""


def calls(text: str) -> int:
    """How many functions reading `text` calls, built-in ones too."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:  # noqa: ARG001
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        spec_of(text)
    finally:
        sys.setprofile(before)
    return count


def repeated(text: str, times: int) -> str:
    """A text with other numbers in it each time, so that nothing is remembered of the time before."""
    return "# Service\n\n" + "\n".join(f"{text}\n\nAnd {number} more.\n" for number in range(times))


@pytest.mark.parametrize("shape", SHAPES, ids=[one["shape"] for one in SHAPES])
def test_twice_the_text_is_twice_the_work(shape: dict[str, Any]) -> None:
    spec_of(repeated(shape["text"], TWICE))  # what is compiled once, and remembered of words, is there for both

    once, twice = (calls(repeated(shape["text"], times)) for times in (ONCE, TWICE))

    assert once < twice <= MOST * once
