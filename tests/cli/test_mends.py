"""`lint --fix` and `lint --diff`: what is mended, where, and what stays as it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from groundplan import pipeline
from groundplan.check.rules import Rule, load
from groundplan.formatting.same import differences
from groundplan.gate.fixes import chosen, mend
from groundplan.source import Source, SourceFile
from tests.cli.test_cli import CASES
from tests.cli.test_gate import SLASH, lint
from tests.conftest import Golden

REFERENCE = (CASES / "TRC004-reference-broken" / "bad.md").read_text(encoding="utf-8")
MENDING = [rule for rule in load().rules if rule.replace or rule.rewrite or rule.mend]


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "spec.md"
    path.write_text(SLASH, encoding="utf-8", newline="")
    return path


def test_fix_mends_and_keeps_line_ends_and_mark(spec: Path) -> None:
    text = "\ufeff" + SLASH.replace("\n", "\r\n")
    spec.write_bytes(text.encode())
    spec.chmod(0o640)

    done = lint(spec, "--fix", "--strict")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "1 mend in 1 file\n")
    assert spec.read_bytes().decode() == text.replace("/books/`", "/books`")
    assert spec.stat().st_mode & 0o777 == 0o640
    assert lint(spec, "--fix").stderr == "nothing to mend\n"


def test_diff_shows_and_changes_nothing(spec: Path) -> None:
    done = lint(spec, "--diff")

    assert done.returncode == 1
    assert "-- `GET /books/`" in done.stdout
    assert "+- `GET /books`" in done.stdout
    assert spec.read_text(encoding="utf-8") == SLASH


def test_guesses_need_unsafe(spec: Path) -> None:
    spec.write_text(REFERENCE, encoding="utf-8")

    assert lint(spec, "--diff", select="TRC004").stdout == ""
    assert "+### Scenario: Order a book (REQ-001)" in lint(spec, "--diff", "--unsafe", select="TRC004").stdout


@pytest.mark.parametrize("rule", MENDING, ids=lambda rule: rule.id)
def test_every_mend_of_a_rule_leaves_nothing_to_mend(rule: Rule, tmp_path: Path, golden: Golden) -> None:
    mended = 0
    is_safe = rule.rewrite or (rule.mend.get("safe") and not rule.replace)
    options = [*(["--profile", rule.profile] if rule.profile else []), *([] if is_safe else ["--unsafe"])]
    for case in sorted((CASES / f"{rule.id}-{rule.name}").glob("bad*.md")):
        target = tmp_path / case.name
        shutil.copy(case, target)
        shown = lint(target, "--diff", *options, select=rule.id).stdout
        if shown:
            golden(case.with_suffix(".diff"), "".join(shown.splitlines(keepends=True)[2:]))
        assert bool(shown) == case.with_suffix(".diff").exists()
        done = lint(target, "--fix", *options, select=rule.id)
        mended += bool(shown)
        assert ("nothing" in done.stderr) != bool(shown)
        assert lint(target, "--diff", "--unsafe", *options[: 2 * bool(rule.profile)], select=rule.id).stdout == ""
    assert mended


@pytest.mark.parametrize("way", ["cells", "level"])
def test_a_safe_mend_keeps_what_is_said(way: str) -> None:
    rules = [rule for rule in MENDING if rule.mend.get("way") == way]
    cases = [case for rule in rules for case in (CASES / f"{rule.id}-{rule.name}").glob("bad*.md")]
    for case in cases:
        text = case.read_text(encoding="utf-8")
        source = Source("spec.md", (SourceFile("spec.md", tuple(text.split("\n"))),))
        before = pipeline.understood(source, [], selected=lambda code: code == rules[0].id)
        mended = mend({"spec.md": text}, chosen(before.diagnostics, unsafe=False))["spec.md"].text
        after = pipeline.understood(Source("spec.md", (SourceFile("spec.md", tuple(mended.split("\n"))),)), [])
        assert mended != text
        assert differences(before.spec, after.spec) == []


def test_what_a_comment_allows_and_nothing_needs_is_taken_out_of_it(spec: Path) -> None:
    text = (
        "# Shop\r\n\r\n## Requirements\r\n"
        "- REQ-001: The system SHALL answer in 200 ms. <!-- groundplan: allow vague-word -- agreed -->\r\n"
        "<!-- groundplan: allow subjective-quality, vague-word -- agreed -->\r\n"
        "- REQ-002: The system SHALL answer quickly.\r\n"
        "<!-- groundplan: allow vague-word -->\r\n"
        "- REQ-003: The system SHALL answer in 100 ms.\r\n"
    )
    spec.write_bytes(text.encode())

    assert lint(spec, "--fix", select="GP012,REQ").stderr == "3 mends in 1 file\n"
    left = text.replace(" <!-- groundplan: allow vague-word -- agreed -->", "").replace("subjective-quality, ", "")
    assert spec.read_bytes().decode() == left.replace("<!-- groundplan: allow vague-word -->\r\n", "")


@pytest.mark.parametrize(
    ("select", "before", "after"),
    [
        (
            "DOC001",
            "id: SPEC-SHOP-001\n\n# Shop: books\n",
            '---\nid: SPEC-001\ntitle: "Shop: books"\nversion: 0.1.0\nstatus: draft\n---\n\nid: SPEC-SHOP-001\n\n',
        ),
        ("DOC002", "---\nid: S-1\n---\n# Shop\n", "---\nid: S-1\nversion: 0.1.0\nstatus: draft\n---\n"),
    ],
)
def test_lines_that_are_added_end_as_those_of_the_file(select: str, before: str, after: str, spec: Path) -> None:
    heading = before.splitlines()[-1]
    spec.write_bytes(before.replace("\n", "\r\n").encode())
    lint(spec, "--fix", "--unsafe", select=select)
    assert spec.read_bytes().decode() == f"{after}{heading}\n".replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("- any: bool, default n", "- any: bool, default n"),  # the letter is looked for, and stands in the name
        ("- sold: bool, default n", "- sold: bool, default false"),
        ("- text_type: text, required", "- text_type: text, required"),
    ],
)
def test_a_mend_is_made_only_where_its_place_is_certain(line: str, mended: str, spec: Path) -> None:
    spec.write_text(f"# Shop\n\n## Data model\n\n### Book\n- id: uuid, primary key\n{line}\n", encoding="utf-8")
    lint(spec, "--fix", "--unsafe", select="DAT048,API026")
    assert spec.read_text(encoding="utf-8").splitlines()[-1] == mended
