"""`groundplan decide`: what it prints, what it exits with, and when it asks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from groundplan.cli import decide as module

SILENT = "---\nid: SPEC-P-001\ntitle: Parcels\n---\n\n# Parcels\n\n## API\n\n- `GET /parcels`\n"
STATED = SILENT.replace("title: Parcels\n", "title: Parcels\nstack:\n  framework: koa\n  database: mysql\n")


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "spec.md"
    path.write_text(SILENT, encoding="utf-8", newline="\n")
    return path


def run(*arguments: str, answer: str = "") -> Result:
    return CliRunner().invoke(module.command, list(arguments), input=answer, standalone_mode=False)


def test_an_assumed_framework_warns_and_strict_fails(spec: Path) -> None:
    loose = run(str(spec))
    assert loose.return_value == 0
    assert "ASK001" in loose.stderr
    assert loose.stdout.startswith("framework (Web framework): FastAPI")
    assert run(str(spec), "--strict").return_value == 1


def test_a_stated_one_does_not(spec: Path) -> None:
    spec.write_text(STATED, encoding="utf-8", newline="\n")
    result = run(str(spec), "--strict", "--format", "json")
    assert (result.return_value, result.stderr) == (0, "")
    framework = json.loads(result.stdout)["decisions"][0]
    assert (framework["outcome"], framework["stage"]) == ("koa", "stated")
    assert framework["rules"][0]["read"][0]["line"] == 5


def test_an_override_wins_and_an_unknown_one_is_a_usage_error(spec: Path) -> None:
    spec.write_text(STATED, encoding="utf-8", newline="\n")
    assert "Gin  [stated]" in run(str(spec), "--framework", "Gin").stdout
    refused = run(str(spec), "--framework", "fastpi")
    assert "Did you mean 'fastapi'?" in str(refused.exception)


def test_why_shows_the_row_and_the_line(spec: Path) -> None:
    spec.write_text(STATED, encoding="utf-8", newline="\n")
    shown = run(str(spec), "--why", "DB01").stdout
    assert "spec.md:6)" in shown
    assert "questions: framework, database" in str(run(str(spec), "--why", "nothing").exception)


def test_the_answer_is_written_and_settles_the_next_run(spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "at_terminal", lambda: True)
    result = run(str(spec), answer="5\n2\n")
    chosen = result.stdout.split("\n")[0]
    assert chosen.endswith("[stated]")
    assert "  framework: fastify  # answered\n" in spec.read_text(encoding="utf-8")
    assert not list(spec.parent.glob("*.partial"))
    before = spec.read_bytes()
    again = run(str(spec), answer="")
    assert again.stdout.split("\n")[0] == chosen
    assert spec.read_bytes() == before


def test_nobody_is_asked_without_a_terminal_or_with_yes(spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = spec.read_bytes()
    assert run(str(spec), answer="1\n").return_value == 0
    monkeypatch.setattr(module, "at_terminal", lambda: True)
    assert run(str(spec), "--yes", answer="1\n").return_value == 0
    assert spec.read_bytes() == before


def test_a_manifest_that_cannot_be_read_is_a_note(spec: Path) -> None:
    (spec.parent / "package.json").write_text("{")
    result = run(str(spec))
    assert result.return_value == 0
    assert "package.json" in result.stderr
