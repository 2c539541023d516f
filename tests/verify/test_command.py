"""The command: usage, a service that is not there, and the whole way from a SPEC to a report."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.cli import run as groundplan
from tests.support.ports import free_port
from tests.verify.service.http import serving
from tests.verify.service.service import Service

SPEC = """# Notes

- `GET /notes` - list notes
- `POST /notes` - create a note
- `GET /notes/{id}`
- `PATCH /notes/{id}`
- `DELETE /notes/{id}`

| Field | Type |
|---|---|
| title | string |
| done | boolean |
"""


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "spec.md"
    path.write_text(SPEC, encoding="utf-8")
    return path


def test_nothing_there_is_one_clear_line(spec: Path, capfd: pytest.CaptureFixture[str]) -> None:
    url = f"http://127.0.0.1:{free_port()}"

    assert groundplan(["verify", str(spec), "--url", url]) == 2
    written = capfd.readouterr()
    assert written.out == ""
    assert written.err.startswith(f"groundplan: nothing answers at {url}: ")
    assert written.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["--url", "127.0.0.1:8000"],
        ["--url", "http://x", "--only", "nothing"],
        ["--url", "http://x", "--login", "a@x.example"],
        ["--url", "http://x", "--webhook-secret", "billing"],
        ["--url", "http://x", "--pid", "1"],
        [],
    ],
)
def test_wrong_usage_is_2(spec: Path, arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert groundplan(["verify", str(spec), *arguments]) == 2
    assert "Traceback" not in capfd.readouterr().err


def test_a_spec_without_auth_is_verified(spec: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from groundplan.cli.verify import _blueprint

    plan = _blueprint(str(spec), {"auth": "none"})
    report = tmp_path / "report.xml"
    with serving(Service(plan)) as url:
        options = ["verify", str(spec), "--auth", "none", "--url", url, "--skip", "limits"]
        found = groundplan([*options, "--format", "junit", "-o", str(report)])
        written = capfd.readouterr()
        assert (found, written.out, written.err) == (0, "", ""), report.read_text(encoding="utf-8")
        assert 'failures="0"' in report.read_text(encoding="utf-8")
        assert groundplan([*options, "--only", "cors", "--cors-origin", "https://other.example"]) == 1
        assert "https://other.example" in capfd.readouterr().out
