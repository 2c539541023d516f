"""Folders of every dialect: which files are one SPEC, what tells it, and where each fact stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from groundplan.cli import run
from groundplan.dialects import DIALECTS, NAMES
from tests.conftest import Golden
from tests.read.reading import spec_of

FOLDER = Path(__file__).parent / "dialects"
PLACES = {
    "do": ".do/specs/SPEC-X",
    "openspec-change": "openspec/changes/returns",
    "openspec-change-ko": "openspec/changes/반품",
}
CASES = sorted(one.name for one in FOLDER.iterdir() if one.is_dir())


def place(case: str) -> Path:
    """The SPEC in the folder of a case."""
    return FOLDER / case / PLACES.get(case, "")


def _shown(capfd: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run(["show", *arguments, "--format", "json"]) == 0
    document: dict[str, Any] = json.loads(capfd.readouterr().out)
    return document


@pytest.mark.parametrize("case", CASES)
def test_a_folder_is_oneplace(case: str, golden: Golden, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["show", str(place(case)), "--lang", "en"]) == 0

    golden(FOLDER / f"{case}.out", capfd.readouterr().out.replace(FOLDER.as_posix() + "/", ""))


@pytest.mark.parametrize("case", CASES)
def test_every_fact_has_its_file_and_line(case: str, capfd: pytest.CaptureFixture[str]) -> None:
    document = _shown(capfd, str(place(case)))

    facts = [*document["endpoints"], *document["entities"], *document["requirements"]]
    assert facts
    for fact in facts:
        lines = Path(fact["file"]).read_text(encoding="utf-8").splitlines()
        words = fact.get("name") or fact.get("path", "").rpartition("/")[2] or fact["text"]
        assert words[:12] in lines[fact["line"] - 1].replace("`", "") or fact["file"].endswith((".yaml", ".graphql")), (
            fact
        )


def test_every_dialect_has_a_folder(capfd: pytest.CaptureFixture[str]) -> None:
    read = {_shown(capfd, str(place(case)))["meta"]["dialect"] for case in CASES}

    assert {one.name for one in DIALECTS} | {"free-form"} <= read


@pytest.mark.parametrize("dialect", NAMES)
def test_the_dialect_can_be_stated(dialect: str, capfd: pytest.CaptureFixture[str]) -> None:
    document = _shown(capfd, str(place("look-alike") / "spec.md"), "--dialect", dialect)

    assert document["meta"]["dialect"] == dialect
    assert [one["path"] for one in document["endpoints"]] == ["/votes"]


@pytest.mark.parametrize("command", ["lint", "decide", "openapi", "architecture", "fmt", "new"])
def test_every_command_takes_the_dialect(command: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    more = {"new": ["-o", str(tmp_path / "out"), "--dry-run"], "architecture": ["-o", "-"]}.get(command, [])

    assert run([command, str(place("kiro")), "--dialect", "api-blueprint", *more]) != 0  # it has no such file
    told = capfd.readouterr()
    assert "GP00" in told.out + told.err
    assert run([command, str(place("kiro")), "--dialect", "nothing", *more]) == 2


def test_a_stated_dialect_takes_its_files(capfd: pytest.CaptureFixture[str]) -> None:
    kiro = _shown(capfd, str(place("kiro")), "--dialect", "free-form")["meta"]

    assert [Path(one).name for one in kiro["files"]] == ["design.md", "requirements.md"]
    assert run(["show", str(place("kiro")), "--dialect", "api-blueprint"]) == 1


def test_facts_of_a_contract_stand_in_it(capfd: pytest.CaptureFixture[str]) -> None:
    document = _shown(capfd, str(place("spec-kit-contracts")))
    places = {f"{one['method']} {one['path']}": (Path(one["file"]).name, one["line"]) for one in document["endpoints"]}
    order = next(one for one in document["entities"] if one["name"] == "Order")

    assert places["GET /orders"] == ("orders.yaml", 6)
    assert places["POST /orders"] == ("orders.yaml", 12)
    assert {one["name"]: Path(one["file"]).name for one in order["fields"]} == {
        "id": "data-model.md",
        "note": "data-model.md",
        "total": "orders.yaml",
    }


def test_a_contract_that_cannot_be_read_is_said(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    tmp_path.joinpath("contracts").mkdir()
    tmp_path.joinpath("spec.md").write_text("# A\n\n## API\n- `GET /a`\n", encoding="utf-8")
    tmp_path.joinpath("contracts", "a.yaml").write_text("openapi: 3.1.0\nx: [\n", encoding="utf-8")

    assert run(["lint", str(tmp_path), "--format", "concise", "--select", "GP"]) == 1
    assert "contracts/a.yaml:3:1: GP020" in capfd.readouterr().out


JOINING = """FORMAT: 1A

# Boats

## Accounts [/]

### Sign up [POST {path}]

+ Request (application/json)

        {body}

+ Response 201 (application/json)

        {{ "message": "welcome" }}
"""


def test_whom_a_blueprint_lets_sign_up_is_a_user() -> None:
    def found(path: str, body: str) -> list[tuple[str, list[str]]]:
        spec = spec_of(JOINING.format(path=path, body=body))
        return [(one.name, [field.name for field in one.fields]) for one in spec.entities]

    body = '{ "username": "ann", "password": "x", "password_confirm": "x", "rank": "mate" }'
    assert found("/auth/signup/", body) == [("user", ["username", "password", "rank"])]
    assert found("/auth/login/", body) == []
    assert found("/auth/signup/", '{ "code": "x", "rank": "mate" }') == []
