"""The cache: it answers for what its sources are now, and does not grow for ever."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from groundplan import resources


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GROUNDPLAN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_what_was_compiled_is_not_compiled_again(tmp_path: Path) -> None:
    source = tmp_path / "one.yaml"
    source.write_text("a: 1", encoding="utf-8")

    assert resources.compiled("table", [source], lambda: ["first"]) == ["first"]
    assert resources.compiled("table", [source], lambda: ["second"]) == ["first"]


@pytest.mark.parametrize("change", ["text", "time", "place"])
def test_another_source_is_another_value(tmp_path: Path, change: str) -> None:
    source = tmp_path / "one.yaml"
    source.write_text("a: 1", encoding="utf-8")
    resources.compiled("table", [source], lambda: ["first"])
    if change == "text":
        source.write_text("a: 10", encoding="utf-8")
    elif change == "time":
        os.utime(source, (1, 1))
    else:
        source = source.rename(tmp_path / "two.yaml")

    assert resources.compiled("table", [source], lambda: ["second"]) == ["second"]


def test_the_oldest_compiled_go(tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "MOST_COMPILED", 4)
    source = tmp_path / "one.yaml"
    source.write_text("a: 1", encoding="utf-8")
    resources.compiled("other", [source], list)
    for number in range(1, 7):
        os.utime(source, (number, number))
        resources.compiled("table", [source], list)

    assert len(list(own_cache.rglob("table-*.bin"))) <= 4
    assert len(list(own_cache.rglob("other-*.bin"))) == 1


def test_files_come_in_the_order_of_their_places(tmp_path: Path) -> None:
    for name in ("b/x.yaml", "a/y.yaml", "c.yaml", "a/z.txt", "__pycache__/w.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")

    found = [os.path.relpath(place, tmp_path) for place, _, _ in resources.facts(str(tmp_path), ".yaml")]

    assert found == ["a/y.yaml", "b/x.yaml", "c.yaml"]
