"""`groundplan init`: a starter of every dialect, in both languages, that lints clean and can be planned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from groundplan.cli import run
from tests.conftest import ROOT

DIALECTS = ("groundplan", "do", "kiro", "spec-kit", "openspec")


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_starter_is_clean_and_whole(
    dialect: str, lang: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "notes"
    assert run(["init", str(folder), "--dialect", dialect, "--lang", lang]) == 0
    capfd.readouterr()

    assert run(["lint", str(folder), "--strict", "--format", "concise"]) == 0
    assert capfd.readouterr().out == ""
    assert run(["show", str(folder), "--format", "json"]) == 0
    document = json.loads(capfd.readouterr().out)
    assert document["meta"]["language"] == lang
    assert document["meta"]["dialect"] == ("canonical" if dialect == "groundplan" else dialect)
    assert document["unread"] == []
    assert (document["framework"], document["database"], document["auth"]) == ("fastapi", "postgresql", ["jwt"])
    assert {one["name"]: len(one["fields"]) for one in document["entities"]} == {"User": 4, "Note": 5}
    assert len(document["endpoints"]) == 9
    assert run(["openapi", str(folder), "-o", str(tmp_path / "openapi.json")]) == 0
    assert "501" not in json.loads((tmp_path / "openapi.json").read_text(encoding="utf-8"))["paths"]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_canonical_starter_is_canonical(lang: str, tmp_path: Path) -> None:
    assert run(["init", str(tmp_path), "--lang", lang]) == 0
    assert run(["fmt", "--check", str(tmp_path)]) == 0


def test_nothing_is_overwritten_unasked(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "plan.md"
    plan.write_text("mine\n", encoding="utf-8")

    assert run(["init", str(tmp_path), "--dialect", "do"]) == 1
    assert "plan.md" in capfd.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["plan.md"]
    assert plan.read_text(encoding="utf-8") == "mine\n"
    assert run(["init", str(tmp_path), "--dialect", "do", "--force"]) == 0
    assert plan.read_text(encoding="utf-8") != "mine\n"


def test_a_folder_that_cannot_be_made_is_one_line_and_2(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    tmp_path.joinpath("file").write_text("", encoding="utf-8")

    assert run(["init", str(tmp_path / "file" / "x")]) == 2
    assert len(capfd.readouterr().err.splitlines()) == 1


def test_the_starters_are_those_of_the_command() -> None:
    assert {one.name for one in (ROOT / "rules" / "starters").iterdir()} == set(DIALECTS) - {"groundplan"}
