"""`groundplan show`: the published form, the tables, and two documents that nobody here wrote."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from groundplan.cli import run
from groundplan.show.document import schema
from tests.conftest import ROOT, SHARED

EXAMPLES = sorted((ROOT / "examples").iterdir())


def shown(path: Path, capfd: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The JSON of `groundplan show`."""
    assert run(["show", str(path), "--format", "json"]) == 0
    document: dict[str, Any] = json.loads(capfd.readouterr().out)
    return document


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: str(path.name))
def test_the_document_keeps_its_schema(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    jsonschema.validate(shown(path, capfd), schema())


def test_every_fact_has_its_place_and_origin(capfd: pytest.CaptureFixture[str]) -> None:
    document = shown(ROOT / "examples" / "tasks", capfd)

    parts = (
        "endpoints",
        "entities",
        "relations",
        "requirements",
        "integrations",
        "targets",
        "rate_limits",
        "scenarios",
    )
    for part in parts:
        assert document[part], part
        for fact in document[part]:
            assert fact["file"].endswith("spec.md"), part
            assert fact["line"] > 1
            assert fact["origin"] in ("stated", "inferred")
    assert document["auth"] == ["jwt"]
    assert (document["framework"], document["database"]) == ("fastapi", "postgresql")
    assert document["unread"] == []


def test_endpoints_say_their_operation(capfd: pytest.CaptureFixture[str]) -> None:
    document = shown(ROOT / "examples" / "tasks", capfd)
    operations = {(one["method"], one["path"]): (one["operation"], one["auth"]) for one in document["endpoints"]}

    assert operations["GET", "/projects/{id}/tasks"] == ("list", "member")
    assert operations["PUT", "/tasks/{id}/labels/{label_id}"][0] == "link"
    assert operations["POST", "/tasks/{id}/assign"][0] == "action"
    assert operations["DELETE", "/comments/{id}"] == ("delete", "author, owner")


def test_tables_speak_the_language_of_the_spec(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["show", str(ROOT / "examples" / "bookstore-ko")]) == 0
    korean = capfd.readouterr().out
    assert run(["show", str(ROOT / "examples" / "bookstore-ko"), "--lang", "en"]) == 0
    english = capfd.readouterr().out

    assert "엔드포인트 (14)" in korean
    assert "Endpoints (14)" in english


LABELLED = ("moai__j2hwank__memo-everywhere__SPEC-BACKEND-001-spec", "kiro__MTNTek__tfmshop__ecommerce-backend-design")


@pytest.mark.parametrize("name", LABELLED)
def test_documents_of_others_give_what_a_reader_sees(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    if not SHARED.is_dir():
        pytest.skip("../shared is not beside this checkout")
    label = YAML(typ="safe").load((SHARED / "corpus" / "labels" / f"{name}.yaml").read_text(encoding="utf-8"))

    document = shown(SHARED / "corpus" / label["document"], capfd)

    seen = {(one["method"], _plain_path(one["path"])) for one in document["endpoints"]}
    assert seen == {(one["method"], _plain_path(one["path"])) for one in label["endpoints"]}
    fields = {_folded(one["name"]): {_folded(field["name"]) for field in one["fields"]} for one in document["entities"]}
    for entity in label["entities"]:
        if entity["fields"]:
            assert {_folded(field) for field in entity["fields"]} <= fields[_folded(entity["name"])], entity["name"]
    assert document["auth"] == label["auth"]
    assert _folded(label["framework"]).startswith(document["framework"])
    assert _folded(label["database"]) == document["database"]
    assert len(document["integrations"]) == len(label["integrations"])


def _plain_path(path: str) -> str:
    return re.sub(r"\{[^}]*\}|:\w+", "{}", path)


def _folded(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def test_requirements_say_what_became_of_them(capfd: pytest.CaptureFixture[str]) -> None:
    document = shown(ROOT / "examples" / "tasks", capfd)
    became = {one["requirement"]: (one["rule"], one["endpoints"]) for one in document["behaviours"]}
    unread = {one["id"]: one["status"] for one in document["unrecognised"]}

    assert became["REQ-006"] == ("BH010", ["PATCH /tasks/{id}", "POST /tasks/{id}/assign"])
    assert became["REQ-001"] == ("BH096", ["POST /auth/login"])
    assert became["REQ-003"] == ("BH099", ["POST /auth/refresh"])
    assert not unread


def test_requirements_that_no_rule_read_are_said(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["show", str(ROOT / "examples" / "bookstore-ko"), "--lang", "en"]) == 0
    said = capfd.readouterr().out.split("Requirements that no rule")[1].split("\n\n")[0]

    assert "REQ-SHOP-006" in said
    assert not [one for one in ("REQ-SHOP-002", "REQ-SHOP-003", "REQ-SHOP-005") if one in said]


def test_roles_are_listed_with_what_tells_of_them(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "spec.md").write_text("# Ferry\n\n## Actors\n\n- Skipper: steers\n- Mate: helps\n", encoding="utf-8")

    assert run(["show", str(tmp_path / "spec.md")]) == 0
    said = capfd.readouterr().out

    assert re.search(r"^Roles \(2\)$", said, re.MULTILINE)
    assert re.search(r"^  skipper +steers +stated +5$", said, re.MULTILINE)
