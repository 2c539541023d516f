"""Findings that were kept: the same as those found, and forgotten when anything that they follow from changes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from groundplan import pipeline
from groundplan.gate import results
from groundplan.gate.config import Config
from groundplan.gate.policy import Policy
from groundplan.source import Source, SourceFile
from tests.conftest import ROOT
from tests.gate.findings import source

SPEC = ROOT / "tests" / "lint" / "TRC004-reference-broken" / "bad.md"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GROUNDPLAN_CACHE", str(tmp_path))
    return tmp_path


def test_what_is_kept_comes_back_whole() -> None:
    found = pipeline.understand(str(SPEC)).diagnostics
    assert any(one.fix for one in found)

    results.keep("key", "en", found)

    assert results.recall("key") == ("en", found)
    assert results.recall("another") is None


def key(of: Source, language: str | None = None, select: tuple[str, ...] = ()) -> str:
    return results.key(of, [], Policy(Config(), select), language)


def test_the_key_follows_text_path_and_choices() -> None:
    contract = SourceFile("openapi.yaml", ("openapi: 3.1.0",))
    keys = {
        key(source("one")),
        key(source("two")),
        key(source("one", path="other.md")),
        key(source("one"), "ko"),
        key(source("one"), None, ("k", "o")),
        key(source("one"), None, ("ko",)),
        key(source("one", "")),
        key(source("one")._replace(contracts=(contract,))),
    }

    assert len(keys) == 8
    assert key(source("one")) in keys


def test_a_change_of_the_program_forgets_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    before = key(source("one"))
    monkeypatch.setattr(results, "program", lambda: "another")

    assert key(source("one")) != before


def test_a_broken_entry_is_none(own_cache: Path) -> None:
    results.keep("key", "en", [])
    (kept,) = own_cache.rglob("key.bin")
    kept.write_bytes(b"nonsense")

    assert results.recall("key") is None


def test_the_oldest_half_goes_when_there_are_too_many(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "MOST_ENTRIES", 4)
    for number in range(5):
        results.keep(f"{number}", "en", [])
        (path,) = own_cache.rglob(f"{number}.bin")
        os.utime(path, (number, number))
    results.keep("5", "en", [])

    assert sorted(path.stem for path in own_cache.rglob("*.bin")) == ["2", "3", "4", "5"]
