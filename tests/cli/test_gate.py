"""`groundplan lint` as a gate: configuration, baseline, changed lines, mends, many SPECs, what was found before."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_cli import CASES, groundplan

SLASH = (CASES / "API007-path-trailing-slash" / "bad.md").read_text(encoding="utf-8")


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "spec.md"
    path.write_text(SLASH, encoding="utf-8", newline="")
    return path


def lint(spec: Path, *arguments: str, select: str = "API007") -> subprocess.CompletedProcess[str]:
    return groundplan("lint", str(spec), "--format", "concise", *(["--select", select] if select else []), *arguments)


def codes(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [line.split()[1] for line in done.stdout.splitlines()]


def test_a_configuration_beside_the_spec_holds(spec: Path) -> None:
    settings = spec.with_name("groundplan.toml")
    settings.write_text('[lint]\nselect = ["API007"]\n[lint.severity]\nAPI007 = "error"\n', encoding="utf-8")

    assert codes(lint(spec, select="")) == ["API007"]
    assert lint(spec, select="").returncode == 1
    assert lint(spec, "--no-config").returncode == 0
    other = spec.with_name("other.toml")
    other.write_text('[lint]\nselect = ["API007"]\nmax-warnings = 0\n', encoding="utf-8")
    assert lint(spec, "--config", str(other), select="").returncode == 1


def test_a_mistake_in_it_is_one_line_and_2(spec: Path) -> None:
    spec.with_name("groundplan.toml").write_text("[lint]\nignored = []\n", encoding="utf-8")
    done = lint(spec)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "groundplan.toml:2:1: there is no setting `ignored` in [lint]. Did you mean 'ignore'?" in done.stderr


def test_warnings_fail_above_their_number(spec: Path) -> None:
    assert lint(spec, "--max-warnings", "1").returncode == 0
    assert lint(spec, "--max-warnings", "0").returncode == 1


def test_a_baseline_hides_what_was_there(spec: Path) -> None:
    known = spec.with_name("known.json")
    missing = lint(spec, "--baseline", str(known))
    assert (missing.returncode, missing.stdout) == (2, "")

    assert lint(spec, "--baseline", str(known), "--update-baseline").returncode == 0
    assert codes(lint(spec, "--baseline", str(known), "--strict")) == []
    assert lint(spec, "--baseline", str(known), "--strict").returncode == 0

    spec.write_text(SLASH + "- `GET /authors/` list authors\n", encoding="utf-8")
    done = lint(spec, "--baseline", str(known), "--strict")
    assert (done.returncode, codes(done)) == (1, ["API007"])


def test_only_changed_lines_are_told(spec: Path) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    who = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run(["git", "-C", str(spec.parent), *who, *arguments], check=True)

    assert codes(lint(spec, "--changed-since", "HEAD")) == []
    spec.write_text(SLASH + "- `GET /authors/` list authors\n", encoding="utf-8")
    assert codes(lint(spec, "--changed-since", "HEAD")) == ["API007"]
    assert lint(spec, "--changed-since", "nowhere").returncode == 2

    assert lint(spec, "--changed-since", "HEAD", "--fix").stderr == "1 mend in 1 file\n"
    assert spec.read_text(encoding="utf-8") == SLASH + "- `GET /authors` list authors\n"
    assert lint(spec, "--changed-since", "HEAD", "--diff").stdout == ""


@pytest.mark.parametrize("arguments", [["--unsafe"], ["--fix", "--diff"], ["--update-baseline"]])
def test_options_that_do_not_fit_are_usage_faults(arguments: list[str], spec: Path) -> None:
    assert lint(spec, *arguments).returncode == 2


@pytest.mark.parametrize("option", ["--fix", "--diff", "--watch"])
def test_standard_input_cannot_be_mended_or_watched(option: str) -> None:
    done = groundplan("lint", "-", option, text=SLASH)

    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_many_specs_are_linted_by_several_processes_in_their_order(tmp_path: Path) -> None:
    specs = []
    for number in range(20):
        specs.append(tmp_path / f"spec-{number:02}.md")
        specs[-1].write_text(SLASH.replace("books", f"books{number}"), encoding="utf-8")
    arguments = ["lint", *map(str, specs), "--format", "json", "--no-cache"]

    alone, together = groundplan(*arguments), groundplan(*arguments, "--jobs", "2")

    assert alone.stdout == together.stdout
    assert len(json.loads(together.stdout)["files"]) == 20


def test_a_folder_of_specs_is_each_of_them(tmp_path: Path) -> None:
    for name in (
        "b/spec.md",
        "a/deep/requirements.md",
        ".kiro/specs/c/design.md",
        ".git/d/spec.md",
        "flat/e.md",
        "flat/f.md",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(SLASH, encoding="utf-8")

    def files(folder: Path) -> list[str]:
        places = (Path(line.split(":")[0]) for line in lint(folder).stdout.splitlines())
        return [place.relative_to(tmp_path).as_posix() for place in places]

    assert files(tmp_path) == [".kiro/specs/c/design.md", "a/deep/requirements.md", "b/spec.md"]
    assert files(tmp_path / "flat") == ["flat/e.md", "flat/f.md"]


def test_files_of_one_spec_are_told_of_once(tmp_path: Path) -> None:
    requirements, design = tmp_path / "requirements.md", tmp_path / "design.md"
    requirements.write_text("# Shop\n\n## Requirements\n\n- REQ-001: The system SHALL list books.\n", encoding="utf-8")
    design.write_text(SLASH, encoding="utf-8")

    assert codes(lint(requirements, str(design))) == ["API007"]
    assert lint(requirements, str(design), "--fix").stderr == "1 mend in 1 file\n"
    assert lint(requirements, str(tmp_path / "none.md")).returncode == 2


def test_what_was_found_before_is_found_again_and_no_more_after_a_change(spec: Path, tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    first = groundplan("lint", str(spec), "--format", "json", GROUNDPLAN_CACHE=cache)
    again = groundplan("lint", str(spec), "--format", "json", GROUNDPLAN_CACHE=cache)
    assert first.stdout == again.stdout
    assert len(list(Path(cache).rglob("results/*.bin"))) == 1

    spec.write_text(SLASH.replace("/books/", "/books"), encoding="utf-8")
    changed = groundplan("lint", str(spec), "--format", "json", GROUNDPLAN_CACHE=cache)
    assert changed.stdout == groundplan("lint", str(spec), "--format", "json", "--no-cache").stdout
    assert changed.stdout != first.stdout


def test_watch_lints_again_after_a_change(spec: Path) -> None:
    command = [sys.executable, "-m", "groundplan", "lint", str(spec), "--select", "API007", "--watch"]
    process = subprocess.Popen(
        [*command, "--format", "concise"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, preexec_fn=_interruptible
    )
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        spec.write_text(SLASH + "- `GET /authors/` list authors\n", encoding="utf-8")
        second = [process.stdout.readline() for _ in range(2)]
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=60)
    finally:
        process.kill()
        process.communicate()

    assert b"API007" in first
    assert [b"API007" in line for line in second] == [True, True]
    assert code == 0


def test_watch_heeds_a_configuration_that_changes_and_outlives_a_broken_one(spec: Path) -> None:
    settings = spec.parent / "groundplan.toml"
    spec.write_text(SLASH + "- `POST /getBooks` list books\n", encoding="utf-8")
    command = [sys.executable, "-m", "groundplan", "lint", str(spec), "--watch", "--format", "concise"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, preexec_fn=_interruptible
    )
    try:
        assert process.stdout is not None
        told = []
        for text in ('[lint]\nselect = ["API007"]\n', "[lint\n", '[lint]\nselect = ["API004"]\n'):
            told.append(list(iter(process.stdout.readline, "Waiting for a change; Ctrl-C ends.\n")))
            settings.write_text(text, encoding="utf-8")
        told.append(list(iter(process.stdout.readline, "Waiting for a change; Ctrl-C ends.\n")))
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
    finally:
        process.kill()
        process.communicate()

    assert len(told[0]) > 1
    assert [line.split()[1] for line in told[1]] == ["API007"]
    assert "not TOML" in told[2][0]
    assert [line.split()[1] for line in told[3]] == ["API004"]


def _interruptible() -> None:
    """A job in the background of a script ignores interrupts, and so would its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
