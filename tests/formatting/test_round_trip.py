"""The canonical SPEC says what the SPEC said that it was made of, and stays as it is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from groundplan import pipeline
from groundplan.document import parse
from groundplan.formatting.same import differences
from groundplan.plan.operations.operations import classify
from groundplan.show.document import document
from groundplan.source import Source, SourceFile
from groundplan.spec.canonical.sentences import BOLD
from groundplan.spec.model import Spec
from groundplan.spec.read import read
from tests.conftest import ROOT, SHARED, Golden
from tests.read.test_dialects import CASES as FOLDERS
from tests.read.test_dialects import place

CASES = sorted((Path(__file__).parent / "cases").iterdir())
OWN = [
    *sorted((ROOT / "examples").iterdir()),
    *sorted(ROOT.glob("tests/lint/*/*.md")),
    *(one / "in.md" for one in CASES),
    *(place(case) for case in FOLDERS),
]
OTHERS = sorted((SHARED / "corpus").glob("*/*.md")) if SHARED.is_dir() else []


def rewritten(path: Path) -> list[str]:
    """What is wrong with the canonical form of the SPEC at `path`."""
    source, _ = pipeline.load(str(path))
    made = pipeline.formatted(source)
    before = pipeline.read(pipeline.parse(source), source)
    file = SourceFile("spec.md", tuple(made.text.split("\n")))
    after = read((parse(file),))
    wrong = [f"the model: {one}" for one in differences(before, after)]
    if _marked(before) != _marked(after):
        wrong.append("the marks of requirements")
    if _shown(before) != _shown(after):
        wrong.append("what `show` says of endpoints")
    if pipeline.formatted(Source("spec.md", (file,))).text.rstrip("\n") != made.text.rstrip("\n"):
        wrong.append("written again, it is another text")
    return wrong


def _marked(spec: Spec) -> Counter[tuple[str, str]]:
    """Requirements as their authors wrote them; bold before a colon would be an id where there is none."""
    return Counter((one.id, "" if BOLD.match(one.raw) and not one.id else one.raw) for one in spec.requirements)


def _shown(spec: object) -> list[tuple[str, ...]]:
    """Operations, their rules and who may call, whatever their order."""
    assert hasattr(spec, "endpoints")
    rows = document(spec, classify(spec))["endpoints"]  # type: ignore[arg-type]
    return sorted(tuple(str(one[key]) for key in ("method", "path", "operation", "rule", "auth")) for one in rows)


@pytest.mark.parametrize("path", OWN, ids=lambda path: "/".join(path.parts[-2:]))
def test_our_own_specs_come_back_whole(path: Path) -> None:
    assert rewritten(path) == []


def test_documents_of_other_people_come_back_whole() -> None:
    if not OTHERS:
        pytest.skip("../shared is not beside this checkout")

    wrong = {path.name: found for path in OTHERS if (found := rewritten(path))}

    assert len(OTHERS) >= 48
    assert not wrong, f"{len(wrong)} of {len(OTHERS)}: {wrong}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_the_text_is_as_expected(case: Path, golden: Golden) -> None:
    source, _ = pipeline.load(str(case / "in.md"))

    golden(case / "out.md", pipeline.formatted(source).text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_a_difference_is_seen(case: Path) -> None:
    source, _ = pipeline.load(str(case / "in.md"))
    spec = pipeline.read(pipeline.parse(source))
    part = next(name for name in ("entities", "endpoints", "requirements", "targets") if getattr(spec, name))

    assert differences(spec, spec._replace(**{part: getattr(spec, part)[1:]})) == [f"{part}: 1 lost, 0 new"]
