"""Every rule against its folder in tests/lint: bad*.md gives exactly bad*.out, good*.md gives nothing of it."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from groundplan import pipeline, resources
from groundplan.check.rules import Rule, by_id, load
from groundplan.report import Options, render
from tests.conftest import ROOT, Golden

CASES = ROOT / "tests" / "lint"
BAD = sorted(CASES.glob("*/bad*.md"))
GOOD = sorted(CASES.glob("*/good*.md"))
RULES = [rule for rule in load().rules if rule.check["kind"] != "reported"]  # the others are tested where they are met


def name(path: Path) -> str:
    return str(path.relative_to(CASES))


def understand(path: Path, monkeypatch: pytest.MonkeyPatch) -> pipeline.Understood:
    monkeypatch.chdir(path.parent)  # reports show the path as given
    code = path.parent.name.split("-")[0]
    return pipeline.understand(path.name, selected=lambda one: one == code, profile=by_id()[code].profile)


@pytest.mark.parametrize("path", BAD, ids=name)
def test_bad(path: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    subject = understand(path, monkeypatch)

    assert subject.diagnostics, "a bad example must break its rule"
    language = subject.spec.meta.language
    assert (language == "ko") is path.name.endswith(".ko.md")
    golden(path.with_suffix(".out"), render("text", subject.diagnostics, subject.source, Options(language)))


@pytest.mark.parametrize("path", GOOD, ids=name)
def test_good(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subject = understand(path, monkeypatch)

    assert [one.message for one in subject.diagnostics] == []


def test_every_rule_has_its_folder_and_every_folder_its_rule() -> None:
    folders = [path.name for path in sorted(CASES.iterdir())]

    assert folders == [f"{rule.id}-{rule.name}" for rule in RULES]
    assert [path.stem for path in resources.files("rules", "lint", suffix=".yaml")] == [
        f"{rule.id}-{rule.name}" for rule in load().rules
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_examples_in_each_language_and_a_page(rule: Rule) -> None:
    folder = CASES / f"{rule.id}-{rule.name}"
    endings = {"en": "", "ko": ".ko"}
    expected = {f"{kind}{endings[language]}.md" for kind in ("bad", "good") for language in rule.languages}

    assert expected <= {path.name for path in folder.iterdir()}
    assert {path.stem for path in folder.glob("bad*.md")} == {path.stem for path in folder.glob("bad*.out")}
    assert (ROOT / "docs" / "rules" / f"{rule.id}.md").is_file()


def test_the_pages_are_up_to_date() -> None:
    generated = runpy.run_path(str(ROOT / "tools" / "docs.py"))["generated"]
    stale = [path for path, text in generated().items() if (ROOT / "docs" / path).read_text(encoding="utf-8") != text]

    assert stale == [], "run `make docs`"
    assert {path.name for path in (ROOT / "docs" / "rules").iterdir()} == {
        Path(path).name for path in generated() if path.startswith("rules/")
    }


def test_every_code_that_the_program_reports_can_be_explained() -> None:
    import re

    sources = sorted((ROOT / "src" / "groundplan").rglob("*.py"))
    used = {code for path in sources for code in re.findall(r'"([A-Z]{2,4}\d{3})"', path.read_text(encoding="utf-8"))}

    others = {code for code in used if code.startswith(("HS", "OP", "BH"))}  # signature algorithms; rows
    assert used - others - {rule.id for rule in load().rules} == set()
