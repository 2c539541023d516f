"""Each format over the same findings, and the text form's care for widths and for text of strangers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from groundplan.diagnostics import Diagnostic, Edit, Fix, Label
from groundplan.report import FORMATS, Options, RuleText, render
from groundplan.report.width import shown, width
from groundplan.source import Source, SourceFile, Span
from tests.conftest import Golden

HERE = Path(__file__).parent
TEXT = ("# Orders", "", "- auth: jwt", "- DELETE /orders/{id}: remove 100%, an order")
OTHER = ("| 필드 | 타입 |", "| 주문\t번호 | 정숫 |")
SOURCE = Source("spec", (SourceFile("spec/spec.md", TEXT), SourceFile("spec/plan.md", OTHER)))

FOUND = [
    Diagnostic(
        "SEC002",
        "endpoint-auth-unstated",
        "warning",
        "endpoint `DELETE /orders/{id}` has no auth line",
        Label(Span("spec/spec.md", 4, 3, 4, 22), "nothing says who may call this"),
        (
            Label(Span("spec/spec.md", 3, 9, 3, 12), "the spec names a scheme here"),
            Label(Span("spec/plan.md", 1, 3, 1, 5), "표"),
        ),
        "add `- auth: <role>`, or `- auth: public`",
    ),
    Diagnostic(
        "DAT002",
        "field-type-missing",
        "error",
        "type `정숫` is not known",
        Label(Span("spec/plan.md", 2, 11, 2, 13), "정수?"),
        fix=Fix("write `정수`", (Edit(Span("spec/plan.md", 2, 11, 2, 13), "정수"),), safe=False),
    ),
    Diagnostic("GP001", "unread-line", "note", "this line was not understood", Label(Span("spec/spec.md", 1))),
]


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_format(format_: str, language: str, golden: Golden) -> None:
    golden(HERE / "expected" / f"{format_}.{language}.out", render(format_, FOUND, SOURCE, Options(language)))


def test_color_changes_nothing_but_escapes() -> None:
    import re

    colored = render("text", FOUND, SOURCE, Options(color=True))

    assert "\x1b[1;33mwarning[SEC002]" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == render("text", FOUND, SOURCE, Options())


def test_nothing_found() -> None:
    texts = {form: render(form, [], SOURCE, Options()) for form in FORMATS}

    assert texts["text"] == "spec: 0 errors, 0 warnings\n"
    assert (texts["concise"], texts["github"], texts["gitlab"]) == ("", "", "[]\n")
    assert json.loads(texts["json"])["diagnostics"] == []
    assert json.loads(texts["sarif"])["runs"][0]["results"] == []
    assert [suite.get("failures") for suite in ElementTree.fromstring(texts["junit"])] == ["0", "0"]


def test_junit_holds_what_xml_cannot() -> None:
    found = [Diagnostic("X001", "x", "error", "a\x00b\x1b<&\ud800", Label(Span("a\x01.md", 1)))]

    (suite,) = ElementTree.fromstring(render("junit", found, Source("a", ()), Options()))

    assert suite[0][0].get("message") == "a\ufffdb\ufffd<&\ufffd"


def test_gitlab_tells_alike_findings_apart_and_knows_moved_ones() -> None:
    def fingerprints(*lines: str) -> list[str]:
        source = Source("s.md", (SourceFile("s.md", lines),))
        found = [Diagnostic("X001", "x", "note", "m", Label(Span("s.md", n))) for n, one in enumerate(lines, 1) if one]
        return [one["fingerprint"] for one in json.loads(render("gitlab", found, source, Options()))]

    first = fingerprints("same", "same")

    assert len(set(first)) == 2
    assert fingerprints("", "  same", "", "same") == first


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("주문", 4),
        ("a\tb", 6),
        ("e\u0301", 1),
        ("a\u200bb", 2),
        ("ｱ", 1),
        ("Ａ", 2),
        ("\x1b[0m", 4),
        ("\u202e", 1),
    ],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


def test_escapes_and_direction_marks_do_not_reach_the_terminal() -> None:
    assert shown("a\x1b[2Jb\u202ec\x07") == "a\ufffd[2Jb\ufffdc\ufffd"


def test_a_line_of_ten_million_characters_is_cut_around_the_place() -> None:
    source = Source("s.md", (SourceFile("s.md", ("x" * 5_000_000 + "HERE" + "y" * 5_000_000,)),))
    found = [Diagnostic("X001", "x", "error", "m", Label(Span("s.md", 1, 5_000_001, 1, 5_000_005), "this"))]

    lines = render("text", found, source, Options()).splitlines()

    at = next(number for number, line in enumerate(lines) if "HERE" in line)
    assert len(lines[at]) < 200
    assert lines[at + 1].index("^^^^ this") == lines[at].index("HERE")


def test_a_place_beyond_the_text_shows_no_excerpt() -> None:
    found = [Diagnostic("X001", "x", "error", "m", Label(Span("gone.md", 7)))]

    assert "gone.md:7:1" in render("text", found, SOURCE, Options())


def test_github_escapes_what_would_end_a_command() -> None:
    found = [Diagnostic("X001", "x", "error", "50%\n::stop::", Label(Span("a,b:c.md", 1)))]

    assert render("github", found, SOURCE, Options()) == (
        "::error file=a%2Cb%3Ac.md,line=1,col=1,title=X001 x::50%25%0A::stop::\n"
    )


def test_many_notes_of_a_kind_are_counted_in_the_text_and_listed_elsewhere() -> None:
    notes = [Diagnostic("GP001", "n", "note", "m", Label(Span("spec/spec.md", 1, column))) for column in range(1, 9)]

    assert render("text", notes, SOURCE, Options()).count("note[GP001]") == 5
    assert "3 more notes of GP001" in render("text", notes, SOURCE, Options())
    assert len(render("concise", notes, SOURCE, Options()).splitlines()) == 8


def test_json_keeps_its_published_schema() -> None:
    import jsonschema

    schema = json.loads((HERE.parents[1] / "docs" / "lint.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(render("json", FOUND, SOURCE, Options())), schema)


def test_sarif_keeps_the_schema_of_oasis() -> None:
    import jsonschema

    schema = json.loads((HERE / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    options = Options(
        rules={"SEC002": RuleText("endpoint-auth-unstated", "warning", "a summary", "a reason", ("security",))}
    )
    jsonschema.validate(json.loads(render("sarif", FOUND, SOURCE, options)), schema)


def test_sarif_says_what_the_standard_asks() -> None:
    """SARIF 2.1.0 sections 3.18, 3.27 and 3.30, what a schema cannot say: indices that resolve, columns from 1."""
    log = json.loads(render("sarif", FOUND, SOURCE, Options()))

    (run,) = log["runs"]
    assert (log["version"], run["columnKind"], run["tool"]["driver"]["name"]) == (
        "2.1.0",
        "unicodeCodePoints",
        "groundplan",
    )
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        _check_location(result["locations"][0]["physicalLocation"])


def _check_location(location: dict[str, Any]) -> None:
    assert location["artifactLocation"]["uri"].isascii()
    assert all(number >= 1 for number in location["region"].values())
