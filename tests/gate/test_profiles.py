"""Style guides: what each finds in a SPEC that is not of it, and nothing in one that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan import pipeline, resources
from groundplan.check.profiles import read
from groundplan.check.rules import load, of_profile, unknown_profile
from groundplan.report import Options, render
from tests.conftest import Golden

CASES = Path(__file__).parent / "profiles"
PROFILES = sorted(load().profiles)
STYLED = {code for wanted in load().profiles.values() for code in wanted}


def understand(name: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> pipeline.Understood:
    monkeypatch.chdir(CASES / name)
    return pipeline.understand(f"{kind}.md", selected=STYLED.__contains__, profile=name)


@pytest.mark.parametrize("name", PROFILES)
def test_a_spec_of_another_style(name: str, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    subject = understand(name, "bad", monkeypatch)

    wanted = set(load().profiles[name]) or {"API006", "DAT028"}
    assert {one.code for one in subject.diagnostics} == wanted
    golden(CASES / name / "bad.out", render("text", subject.diagnostics, subject.source, Options("en")))


@pytest.mark.parametrize("name", PROFILES)
def test_a_spec_of_its_style(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [one.message for one in understand(name, "good", monkeypatch).diagnostics] == []


def test_every_profile_has_its_cases() -> None:
    assert sorted(path.name for path in CASES.iterdir()) == PROFILES


def test_a_profile_changes_what_it_names_and_nothing_else() -> None:
    plain = {rule.id: rule for rule in of_profile("")}

    for name in PROFILES:
        for rule in of_profile(name):
            assert rule.id in load().profiles[name] or rule == plain[rule.id]


def test_every_rule_of_guides_is_in_one_and_its_example_profile_has_it() -> None:
    for rule in load().rules:
        assert not rule.profile or rule.id in load().profiles[rule.profile]


def test_every_entry_says_where_the_guide_says_so() -> None:
    for path in resources.files("rules", "profiles", suffix=".yaml"):
        assert all(one.says and one.source for one in read(path).entries)


def test_an_unknown_profile_is_told_with_the_nearest() -> None:
    assert unknown_profile("google") == ""
    assert "Did you mean 'zalando'?" in unknown_profile("zalanda")
