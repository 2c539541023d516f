"""Documents of other people, all of them: whatever they say, each command has an answer, and what it makes is sound."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from groundplan.cli import run
from groundplan.scaffold.library import available
from tests.conftest import SHARED

OTHERS = sorted(path for path in (SHARED / "corpus").glob("*/*.md") if path.parent.name != "labels")

Capture = pytest.CaptureFixture[str]


def answer(capture: Capture, *arguments: str) -> tuple[int, str]:
    """The exit code and the output of a command; 2 is a bug or a fault of ours."""
    code = run(list(arguments))
    told = capture.readouterr()
    assert code in (0, 1), (arguments, told.err)
    return code, told.out


def test_there_are_documents() -> None:
    if not OTHERS:
        pytest.skip("../shared is not beside this checkout")
    assert len(OTHERS) >= 48


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: str(path.name))
def test_every_command_answers(path: Path, capsys: Capture) -> None:
    shown = json.loads(answer(capsys, "show", str(path), "--format", "json")[1])
    json.loads(answer(capsys, "lint", str(path), "--format", "json")[1])
    decided, document = answer(capsys, "decide", str(path), "--format", "json")
    code, contract = answer(capsys, "openapi", str(path), "--format", "json")

    assert decided == 0
    assert json.loads(document)
    assert (code == 0) == bool(shown["endpoints"] or shown["entities"])
    if code == 0 and path.parent.name != "apib":  # those are validated where they are compared
        assert not list(OpenAPIV31SpecValidator(json.loads(contract)).iter_errors())


@pytest.mark.slow
@pytest.mark.parametrize("path", OTHERS, ids=lambda path: str(path.name))
def test_every_one_with_endpoints_gives_a_project(path: Path, tmp_path: Path, capsys: Capture) -> None:
    framework = available()[OTHERS.index(path) % len(available())]
    shown = json.loads(answer(capsys, "show", str(path), "--format", "json")[1])

    code, _ = answer(capsys, "new", str(path), "--framework", framework, "--dry-run", "-o", str(tmp_path / "made"))
    assert (code == 0) == bool(shown["endpoints"] or shown["entities"])
