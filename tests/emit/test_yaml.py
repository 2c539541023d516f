"""The YAML printer: what is read back is what was written, by YAML 1.2 and 1.1 readers alike."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from groundplan.emit.yaml import dumps
from tests.emit.blueprints import HOSTILE

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.sampled_from(
        ["on", "No", "y", "~", "null", "0x1F", "1_000", "1e3", ".5", "12:30", "2026-01-01", "=", "<<", "- a"]
    ),
    st.sampled_from(
        ["a: b", "a #b", "#a", "'", '"', "a\nb", "a\n\n b", "a \nb", "\na", "a\n", "\ta", "%a", "@a", "`a", "|", ">-"]
    ),
)
SCALARS = st.one_of(TEXTS, st.integers(), st.booleans(), st.none(), st.floats(allow_nan=False, allow_infinity=False))
DATA = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=12)


def _read(text: str, version: tuple[int, int]) -> Any:
    reader = YAML(typ="safe", pure=True)
    reader.version = version
    return reader.load(text)


@pytest.mark.parametrize("version", [(1, 2), (1, 1)], ids=["1.2", "1.1"])
@given(data=DATA)
def test_what_is_read_is_what_was_written(version: tuple[int, int], data: Any) -> None:
    assert _read(dumps(data), version) == data


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("on", '"on"\n'),
        ("3.1.0", "3.1.0\n"),
        ("1.10", '"1.10"\n'),
        ("회원", '"회원"\n'),
        ("a\u202eb\u200b", '"a\\u202eb\\u200b"\n'),
        ("two\n\nlines", "|-\n  two\n\n  lines\n"),
        ({"$ref": "#/a", "k": [{"x": []}]}, '$ref: "#/a"\nk:\n  - x: []\n'),
    ],
)
def test_forms(value: Any, written: str) -> None:
    assert dumps(value) == written


def test_hostile_text_stays_text() -> None:
    assert _read(dumps({HOSTILE: [HOSTILE]}), (1, 2)) == {HOSTILE: [HOSTILE]}


def test_other_data_is_refused() -> None:
    with pytest.raises(TypeError):
        dumps({"a": object()})
    with pytest.raises(ValueError, match="Out of range"):
        dumps(float("nan"))
