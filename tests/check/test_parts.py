"""The parts of the Spec that a rule says decide whether it finds anything are all that do: an editor relies on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan import pipeline
from groundplan.check.engine import of_outline
from groundplan.check.facts import Facts
from groundplan.check.kinds import KINDS, deciding, is_alone
from groundplan.check.nodes import Item
from groundplan.check.rules import Rule, load
from groundplan.check.selection import Selection
from groundplan.diagnostics import Diagnostic
from groundplan.source import Source
from groundplan.spec.model import Spec
from tests.conftest import ROOT

RULES = [rule for rule in load().rules if deciding(rule.check) is not None]
SPECS = sorted((ROOT / "tests" / "lint").glob("*/*.md"))


@pytest.fixture(scope="module")
def understood() -> list[tuple[Path, pipeline.Understood]]:
    return [(path, pipeline.understand(str(path), selected=lambda _: False)) for path in SPECS]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_nothing_else_decides(rule: Rule, understood: list[tuple[Path, pipeline.Understood]]) -> None:
    parts = deciding(rule.check) or ()
    for path, subject in understood:
        less = Spec(subject.spec.meta)._replace(**{part: getattr(subject.spec, part) for part in parts})
        items = Selection(less if rule.node == "spec" and parts else subject.spec).of(rule)
        if items:
            run = KINDS[rule.check["kind"]].run
            whole = any(True for _ in run(rule.check, items, Facts(subject.spec, subject.source)))
            part = any(True for _ in run(rule.check, items, Facts(less, Source("", ()))))
            assert whole == part, path


def test_the_outline_tells_what_the_whole_does(understood: list[tuple[Path, pipeline.Understood]]) -> None:
    codes, told = of_outline(""), set[str]()
    for path, (source, documents, spec, _) in understood:
        outlined = pipeline.outlined(documents, source, None, lambda code: True, "")  # noqa: ARG005
        assert outlined == pipeline.check(spec, documents, source, selected=codes.__contains__), path
        told |= {one.code for one in outlined}
    assert told == codes


def test_what_is_told_soon_is_not_taken_back(understood: list[tuple[Path, pipeline.Understood]]) -> None:
    parts = 0
    for path, (source, documents, spec, _) in understood:
        told: list[list[Diagnostic]] = []
        found = pipeline.check(spec, documents, source, soon=told.append)
        assert all(one in found for part in told for one in part), path
        parts += len(told)
    assert 2 * parts > len(understood)


@pytest.mark.parametrize("rule", [rule for rule in RULES if is_alone(rule.check)], ids=lambda rule: rule.id)
def test_no_other_node_decides(rule: Rule, understood: list[tuple[Path, pipeline.Understood]]) -> None:
    run = KINDS[rule.check["kind"]].run
    for path, subject in understood:
        items, facts = Selection(subject.spec).of(rule), Facts(subject.spec, subject.source)
        owners: dict[int, list[Item]] = {}
        for item in items:
            owners.setdefault(id(item.owner), []).append(item)
        apart = [finding for own in owners.values() for finding in run(rule.check, own, facts)]
        assert apart == list(run(rule.check, items, facts)), path
