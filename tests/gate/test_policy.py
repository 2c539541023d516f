"""Which rules count where, and how much."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.gate.config import Config
from groundplan.gate.policy import Policy
from tests.gate.findings import finding

FILE = Config(
    path=Path("groundplan.toml"),
    select=("REQ", "API"),
    ignore=("REQ002",),
    severity=(("REQ", "note"), ("REQ001", "error"), ("API007", "off")),
    per_file_ignores=(("legacy/*", ("REQ",)),),
)


@pytest.mark.parametrize(
    ("policy", "chosen"),
    [
        (Policy(Config()), {"REQ001", "REQ002", "API007", "DOC001"}),
        (Policy(FILE), {"REQ001"}),
        (Policy(FILE, ignore=("REQ",)), set()),
        (Policy(FILE, select=("DOC", "REQ002", "API007")), {"REQ002", "API007", "DOC001"}),
        (Policy(FILE, select=("REQ",), ignore=("REQ001",)), {"REQ002"}),
    ],
)
def test_the_command_line_chooses_before_the_file(policy: Policy, chosen: set[str]) -> None:
    codes = ("REQ001", "REQ002", "API007", "DOC001")

    assert {code for code in codes if policy.selected(code)} == chosen


def test_the_longest_code_gives_the_severity() -> None:
    found = Policy(FILE).apply([finding("REQ001"), finding("REQ003"), finding("DOC001")])

    assert [one.severity for one in found] == ["error", "note", "warning"]


def test_files_may_be_left_out(tmp_path: Path) -> None:
    policy = Policy(FILE._replace(path=tmp_path / "groundplan.toml"))
    places = [str(tmp_path / "legacy" / "a.md"), str(tmp_path / "a.md")]
    found = [finding(code, path=place) for code in ("REQ001", "API001") for place in places]

    kept = [(one.code, one.primary.span.path) for one in policy.apply(found)]

    assert kept == [("REQ001", places[1]), ("API001", places[0]), ("API001", places[1])]
