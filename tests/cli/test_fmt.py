"""`groundplan fmt` from outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.cli import run
from tests.conftest import ROOT

CASE = ROOT / "tests" / "formatting" / "cases" / "shop-en"


def test_the_canonical_spec_goes_to_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["fmt", str(CASE / "in.md")]) == 0
    assert capfd.readouterr().out == (CASE / "out.md").read_text(encoding="utf-8")


def test_check_tells_what_is_canonical(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["fmt", "--check", str(CASE / "out.md")]) == 0
    assert run(["fmt", "--check", str(CASE / "in.md")]) == 1
    assert run(["fmt", "--check", str(CASE / "in.md"), "--lang", "ko"]) == 1
    output = capfd.readouterr()
    assert output.out == ""
    assert len(output.err.splitlines()) == 2


def test_a_file_is_written_and_the_author_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "spec.md"
    assert run(["fmt", str(ROOT / "examples" / "notes"), "-o", str(target)]) == 0

    said = capfd.readouterr()
    marks = target.read_text(encoding="utf-8").count("[inferred]")
    assert said.out == ""
    assert (f"{marks} inferred facts" in said.err) == bool(marks)


def test_what_cannot_be_read_is_no_spec(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.md"
    broken.write_bytes(b"# A\xff\n")

    assert run(["fmt", str(broken)]) == 1
    output = capfd.readouterr()
    assert output.out == ""
    assert "GP003" in output.err


def test_what_was_said_twice_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["fmt", str(ROOT / "tests" / "lint" / "CON017-version-conflict" / "bad.md")]) == 0
    assert "said twice" in capfd.readouterr().err
