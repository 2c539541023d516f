"""The page of `groundplan report`: what it holds, that it is whole by itself, and that a SPEC stays text in it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from groundplan import catalogue, pipeline
from groundplan.cli import run
from groundplan.diagnostics import Diagnostic, Label
from groundplan.report import Options, page, render
from groundplan.report.page import MARK
from groundplan.source import Source, SourceFile, Span
from tests.conftest import ROOT, Golden
from tests.emit.blueprints import blueprint
from tests.page.pages import CASES, HOSTILE, Elements, made

TASKS = CASES["tasks"]
VOID = {"meta", "link", "input", "br", "img"}


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {name: made(path) for name, path in CASES.items()}


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_body_is_the_kept_one(language: str, golden: Golden) -> None:
    """Of a Blueprint by hand, so that it changes with the page only."""
    lines = ("# Task tracker", "", "## Acceptance", "### Scenario: REQ-001 works", "- Given a task", "- Then 200")
    source = Source("spec.md", (SourceFile("spec.md", lines),))
    spec = pipeline.read(pipeline.parse(source), source)
    found = [
        Diagnostic("X001", "x", "warning", "a finding", Label(Span("spec.md", 4, 5, 4, 13), "here"), (), "mend it")
    ]
    text = page.render(page.of_spec(found, source, Options(language), spec, blueprint()))
    body = re.search(r"<main.*</main>", text, re.DOTALL)
    assert body
    golden(Path(__file__).parent / "expected" / f"by-hand.{language}.html", body[0] + "\n")


@pytest.mark.parametrize("name", CASES)
def test_the_page_needs_nothing_else(name: str, pages: dict[str, str]) -> None:
    """Its own style and script by hash, anchors within, and no attribute that runs or loads anything."""
    found = Elements(pages[name])
    (policy,) = [one["content"] for one in found.all("meta") if one.get("http-equiv") == "Content-Security-Policy"]
    for tag in ("style", "script"):
        assert f"'sha256-{b64encode(sha256(found.raw[tag].encode()).digest()).decode()}'" in policy
        assert len(found.all(tag)) == 1
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    links = [one["href"] for one in found.all("a", "use")]
    assert [link for link in links if not link.startswith("#")] == []
    assert [one["href"][:5] for one in found.all("link")] == ["data:"]
    names = {name for attributes in found.all() for name in attributes}
    assert not names & {"src", "style", "srcset", "action", "formaction", "poster", "data", "srcdoc"}
    assert [name for name in names if name.startswith("on")] == []


@pytest.mark.parametrize("name", CASES)
def test_every_link_leads_somewhere_and_every_id_is_once(name: str, pages: dict[str, str]) -> None:
    found = Elements(pages[name])
    ids = [one["id"] for one in found.all() if "id" in one]
    assert len(ids) == len(set(ids))
    wanted = {one["href"][1:] for one in found.all("a", "use")}
    wanted |= {one for attributes in found.all() for one in attributes.get("aria-labelledby", "").split()}
    wanted |= {one[key] for one in found.all() for key in ("data-for", "data-open") if key in one}
    assert wanted <= set(ids)


@pytest.mark.parametrize("name", CASES)
def test_elements_are_closed_in_order_and_headings_step_down_by_one(name: str, pages: dict[str, str]) -> None:
    text = re.sub(r"<(style|script)>.*?</\1>", "", pages[name], flags=re.DOTALL)
    open_ones: list[str] = []
    for closing, tag, rest in re.findall(r"<(/?)([a-z][a-z0-9]*)([^>]*)>", text):
        if closing:
            assert open_ones.pop() == tag
        elif tag not in VOID and not rest.endswith("/"):
            open_ones.append(tag)
    assert open_ones == []
    levels = [int(tag[1]) for tag, _ in Elements(pages[name]).elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_hostile_spec_stays_text(pages: dict[str, str]) -> None:
    found = Elements(pages["hostile"])
    tags = {tag for tag, _ in found.elements}
    assert not tags & {"img", "iframe", "b-", "object", "embed", "base"}
    assert "alert(1)" not in found.raw["script"]
    words = "".join(found.words)
    for number in (1, 2, 3, 4, 5, 6, 8):
        assert f"alert({number})" in words
    assert "{{ config }}" in words
    assert "{{ 7*7 }}" in words
    assert not set("\u202e\u2066") & set(pages["hostile"])
    assert words.count("\ufffdturned\ufffd") >= 1


def test_the_parts_of_the_matrix(pages: dict[str, str]) -> None:
    rows = dict(re.findall(r'<tr id="(req-\d)"[^>]*>(.*?)</tr>', pages["tasks"], re.DOTALL))
    guard = rows["req-6"]
    assert "REQ-006" in guard
    assert 'href="#op-updateTask">PATCH /api/v1/tasks/{id}</a>' in guard
    assert "BH010" in guard
    assert "@TEST:REQ-006" in guard
    assert catalogue.text("page.status_generated", "en") in guard
    scenario = re.search(r'Scenario:</span>[^<]*<a class="place" href="#f1-(\d+)"', rows["req-1"])
    assert scenario
    line = (TASKS / "spec.md").read_text(encoding="utf-8").splitlines()[int(scenario[1]) - 1]
    assert "Scenario" in line


def test_marks_and_findings_stand_at_their_lines(pages: dict[str, str]) -> None:
    lines = (TASKS / "spec.md").read_text(encoding="utf-8").splitlines()
    found = re.findall(r'<li id="f1-(\d+)" class="found">.*?<mark class="\w+">(.*?)</mark>', pages["tasks"])
    assert found
    for number, marked in found:
        assert marked in lines[int(number) - 1].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize(("language", "word"), [("en", "Requirements"), ("ko", "요구사항")])
def test_it_speaks_the_language_asked_for(language: str, word: str) -> None:
    text = made(TASKS, language)
    assert f'<html lang="{language}">' in text
    assert f">{word}</h2>" in text


def test_every_file_of_a_folder_is_shown_under_its_own_name(pages: dict[str, str]) -> None:
    assert re.findall(r'<h4 id="f\d">([^< ]+)', pages["bookstore-ko"]) == ["spec.md", "plan.md", "acceptance.md"]


def test_overlapping_marks_and_places_beyond_the_text() -> None:
    source = Source("s.md", (SourceFile("s.md", ("abcdef",)),))
    found = [
        Diagnostic("X001", "x", "note", "m", Label(Span("s.md", 1, 1, 1, 5))),
        Diagnostic("X002", "y", "error", "m", Label(Span("s.md", 1, 3, 9, 1)), (Label(Span("s.md", 1, 1, 1, 2)),)),
        Diagnostic("X003", "z", "warning", "elsewhere", Label(Span("gone.md", 7))),
    ]
    text = render("html", found, source, Options())
    assert '<code><mark class="note">a</mark><mark class="note">b</mark><mark class="error">cd</mark>' in text
    assert '<mark class="error">ef</mark></code>' in text
    assert '<span class="place">gone.md:7</span>' not in text
    assert "elsewhere" in text.partition('<div id="texts">')[0]


# The command


def test_the_command_writes_a_page_and_keeps_files_of_others(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "report.html"
    assert run(["report", str(TASKS), "-o", str(target)]) == 0
    first = target.read_bytes()
    assert MARK.encode() in first.splitlines()[0]
    assert run(["report", str(TASKS), "-o", str(target)]) == 0
    assert target.read_bytes() == first
    target.write_text("mine", encoding="utf-8")
    assert run(["report", str(TASKS), "-o", str(target)]) == 2
    assert "--force" in capfd.readouterr().err
    assert target.read_text(encoding="utf-8") == "mine"
    assert run(["report", str(TASKS), "-o", str(target), "--force"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_overrides_and_configuration_hold(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    spec = str(shutil.copy(HOSTILE, tmp_path / "spec.md"))
    assert run(["report", spec, "--framework", "django", "-o", "-"]) == 0
    text = capfd.readouterr().out
    assert '<span class="chip">Django' in text
    assert 'id="rule-REQ001"' in text
    (tmp_path / "groundplan.toml").write_text('[lint]\nignore = ["REQ"]\n', encoding="utf-8")
    assert run(["report", spec]) == 0
    assert 'id="rule-REQ' not in capfd.readouterr().out
    assert run(["report", spec, "--framework", "djngo"]) == 2


def test_what_cannot_be_planned_is_shown_with_its_findings(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    spec = tmp_path / "spec.md"
    spec.write_text("# Nothing\n\nWords only.\n", encoding="utf-8")
    assert run(["report", str(spec)]) == 1
    text = capfd.readouterr().out
    assert catalogue.text("page.stopped", "en") in text
    link = re.search(r'<li><a href="#(n\d)">GP011 ', text)
    assert link
    assert f'class="finding warning" id="{link[1]}"' in text
    assert 'id="decisions"' not in text


def test_the_page_of_a_lint_is_the_findings_only(capfd: pytest.CaptureFixture[str]) -> None:
    run(["lint", str(HOSTILE), str(TASKS), "--format", "html", "--no-cache"])
    text = capfd.readouterr().out
    assert text.startswith("<!doctype html>")
    assert 'id="requirements"' not in text
    assert len(re.findall(r'<h4 id="f\d">', text)) == 2


def test_same_bytes_everywhere(tmp_path: Path) -> None:
    spec = tmp_path / "bookstore-ko"
    shutil.copytree(ROOT / "examples" / "bookstore-ko", spec)
    texts = []
    for seed, zone, folder, path in (
        ("1", "UTC", tmp_path, "bookstore-ko"),
        ("77", "Asia/Seoul", Path("/"), str(spec)),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "groundplan", "report", path],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LANG": "C"},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        texts.append(done.stdout)
    assert texts[0] == texts[1]
    assert str(tmp_path).encode() not in texts[0]
