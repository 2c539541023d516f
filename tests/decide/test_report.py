"""Decisions as text and JSON, and the answer to why."""

from __future__ import annotations

import json

import jsonschema
import pytest

from groundplan.decide import decide
from groundplan.decide.evidence import Evidence
from groundplan.decide.model import QUESTIONS, Decisions
from groundplan.decide.report import document, explain, text, why
from groundplan.spec.model import AuthStatement, Integration, Lifetime
from tests.conftest import ROOT
from tests.decide.specs import at, constraints, fact, spec

FASTAPI_ONLY = frozenset({"fastapi"})


@pytest.fixture(scope="module")
def decisions() -> Decisions:
    stated = spec(
        frameworks=(fact("Spring Boot", line=7),),
        instances=fact("3", line=12),
        auth=(AuthStatement("jwt", at(20), (Lifetime("access", 600, at(21)),)),),
        integrations=(Integration("Billing", at(30), timeout_seconds=3.0),),
        constraints=constraints("Staff accounts live in LDAP."),
    )
    return decide(stated, Evidence(), {}, FASTAPI_ONLY)


def test_text_gives_outcome_reason_place_and_sheet(decisions: Decisions) -> None:
    lines = text(decisions).split("\n")
    assert lines[0] == "framework (Web framework): Spring Boot  [stated]"
    assert "the best that exists is fastapi" in lines[1]
    assert lines[2].endswith("(spec.md:7)")
    assert any(line.split() == ["candidate", "total", "FW30", "FW31", "FW46"] for line in lines)
    assert "    access_ttl_seconds = 600  (AU20, spec.md:21)" in lines
    assert "    retries[Billing] = 2  (RS21, assumed)" in lines
    assert "    removed by DB03: SQLite" in lines


def test_text_is_in_the_language_asked_for(decisions: Decisions) -> None:
    lines = text(decisions, language="ko").split("\n")
    assert lines[0] == "framework (웹 프레임워크): Spring Boot  [명시]"
    assert not any("assumed" in line for line in lines)


def test_the_document_holds_every_question_and_every_place(decisions: Decisions) -> None:
    data = json.loads(document(decisions))
    assert [one["question"] for one in data["decisions"]] == list(QUESTIONS)
    framework = data["decisions"][0]
    assert framework["candidates"][0]["points"]["FW46"] == 12
    (read,) = next(one for one in framework["rules"] if one["id"] == "FW01")["read"]
    assert read == {"path": "framework", "value": "Spring Boot", "file": "spec.md", "line": 7, "column": 1}
    sizes = [one for one in data["decisions"][9]["settings"] if one["key"] == "instances"]
    assert sizes == [
        {
            "key": "instances",
            "subject": "",
            "value": 3,
            "assumed": False,
            "rule": "PL30a",
            "file": "spec.md",
            "line": 12,
            "column": 1,
        }
    ]


def test_the_document_keeps_its_schema(decisions: Decisions) -> None:
    data = json.loads(document(decisions))
    jsonschema.validate(data, json.loads((ROOT / "docs" / "decide.schema.json").read_text(encoding="utf-8")))


def test_why_a_rule_shows_row_value_and_line(decisions: Decisions) -> None:
    told = why(decisions, "fw46")
    assert "FW46 [score]" in told
    assert "effect: enterprise x4, ecosystem x2" in told
    assert "read constraints: Staff accounts live in LDAP.  (spec.md:10)" in told


def test_why_a_question_shows_every_row(decisions: Decisions) -> None:
    told = why(decisions, "database")
    assert "DB03 [hard]" in told
    assert "SQLite: Appropriate Uses For SQLite <https://www.sqlite.org/whentouse.html>" in told


def test_why_a_silent_rule_shows_its_condition(decisions: Decisions) -> None:
    assert "condition: says mysql / mariadb / " in why(decisions, "DB12")


def test_why_of_nothing_is_refused(decisions: Decisions) -> None:
    with pytest.raises(KeyError):
        why(decisions, "FW99")


def test_findings_and_rows_are_explained_without_a_spec() -> None:
    assert all(explain(code, language) for code in ("ASK001", "con010", "CON011") for language in ("en", "ko"))
    told = explain("db03", "en")
    assert told is not None
    assert "condition: instances >= 2" in told
    assert explain("SEC001", "en") is None


def test_a_terminal_gets_the_same_numbers(decisions: Decisions) -> None:
    drawn = text(decisions, terminal=True)
    assert all(row.title in drawn for row in decisions.of("framework").candidates)
