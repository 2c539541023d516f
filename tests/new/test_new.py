"""`groundplan new`: what it makes, tells, refuses and keeps."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from groundplan.check import rules
from groundplan.cli import run
from tests.conftest import ROOT

HERE = Path(__file__).parent
LIBRARY = HERE / "determinism" / "spec.md"
TINY = str(HERE / "tiny")

SMALL = """---
id: SPEC-SMALL-001
title: Small
{stack}---

# Small

{body}
## Data model

### Shelf
| Field | Type | Constraints |
|---|---|---|
| id | uuid | primary key |
| name | string(80) | required |

## API

| Method | Path | Auth | Description |
|---|---|---|---|
| GET | /shelves | none | |
| POST | /shelves | none | |
| GET | /shelves/{{id}} | none | |
| POST | /shelves/{{id}}/polish | none | Polish it until it shines |
"""


class Done(NamedTuple):
    """How a run ended and what it said."""

    code: int
    out: str
    err: str


Program = Callable[..., Done]


def names(folder: str) -> list[str]:
    """What is in `folder`."""
    return sorted(path.name for path in Path(folder).iterdir())


@pytest.fixture
def program(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Run `groundplan new` in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path) -> Done:
        code = run(["new", *map(str, arguments), "--yes"])
        return Done(code, *capfd.readouterr())

    return call


def spec(stack: str = "", body: str = "") -> Path:
    """A small SPEC in the working folder."""
    path = Path("small.md")
    path.write_text(SMALL.format(stack=f"stack:\n{stack}" if stack else "", body=body), encoding="utf-8")
    return path


def test_writes_the_project_and_tells_what_was_made(program: Program) -> None:
    done = program(LIBRARY, "-o", "out")

    assert done.code == 0, done.err
    assert {"openapi.json", "openapi.yaml", "docs", ".groundplan", "README.md", "Makefile"} <= set(names("out"))
    assert "도서관" in done.out
    assert "FastAPI" in done.out
    assert "cd out\n  make run\n" in done.out
    assert done.err == ""


def test_summary_names_custom_operations_and_assumptions(program: Program) -> None:
    done = program(spec(), "-o", "out", "--framework", "fastapi")

    assert done.code == 0, done.err
    assert "POST /shelves/{id}/polish" in done.out
    assert "Assumed" in done.out
    assert "Database" in done.out


def test_lock_has_every_file_with_its_hash(program: Program) -> None:
    from groundplan.scaffold.lock import LOCK_PATH, file_hash

    assert program(spec(), "-o", "out", "--scaffold", TINY).code == 0
    lock = json.loads(Path("out", LOCK_PATH).read_text(encoding="utf-8"))
    found = {p.relative_to("out").as_posix(): file_hash(p.read_bytes()) for p in Path("out").rglob("*") if p.is_file()}

    del found[LOCK_PATH]
    assert {path: entry["hash"] for path, entry in lock["files"].items()} == found
    assert {path for path, entry in lock["files"].items() if entry["owner"] == "user"} == {"own.txt"}
    assert lock["spec"]["id"] == "SPEC-SMALL-001"
    assert len(lock["spec"]["hash"]) >= 32


def test_dry_run_lists_the_same_files_and_writes_none(program: Program) -> None:
    dry = program(spec(), "-o", "out", "--scaffold", TINY, "--dry-run")
    assert not Path("out").exists()
    assert program(spec(), "-o", "out", "--scaffold", TINY).code == 0
    made = sorted(path.relative_to("out").as_posix() for path in Path("out").rglob("*") if path.is_file())

    assert dry.code == 0
    assert dry.out.splitlines()[:-1] == made


def test_json_is_one_document(program: Program) -> None:
    done = program(spec(), "-o", "out", "--scaffold", TINY, "--format", "json")
    data: dict[str, Any] = json.loads(done.out)

    assert (data["status"], data["target"], data["scaffold"]) == ("written", "out", "tiny")
    assert [one["path"] for one in data["not_implemented"]] == ["/shelves/{id}/polish"]
    assert "resources/shelf.txt" in data["files"]
    assert data["next"] == ["cd out", "./run", "./test"]


INSTEAD = "not supported by the Tiny scaffold yet; nothing was written; `--auth jwt` generates it with"


@pytest.mark.parametrize(("language", "words"), [("en", INSTEAD), ("ko", "`--auth jwt`")])
def test_stated_auth_that_cannot_be_made_is_refused_with_its_place(program: Program, language: str, words: str) -> None:
    path = spec(body="## Authentication\n- Session cookies, server-side sessions\n")
    done = program(path, "-o", "out", "--scaffold", TINY, "--lang", language)

    line = 1 + path.read_text().splitlines().index("- Session cookies, server-side sessions")
    assert done.code == 1
    assert f"small.md:{line}" in done.err
    assert words in done.err
    assert not Path("out").exists()
    assert program(path, "-o", "out", "--scaffold", TINY, "--auth", "jwt").code == 0


@pytest.mark.parametrize("opened", [True, False])
def test_next_steps_create_the_first_user_where_nobody_can_register(program: Program, opened: bool) -> None:
    register = "| POST | /auth/register | none | |\n"
    text = LIBRARY.read_text(encoding="utf-8")
    assert register in text
    Path("spec.md").write_text(text if opened else text.replace(register, ""), encoding="utf-8")
    done = program("spec.md", "-o", "out", "--scaffold", TINY)

    assert done.code == 0, done.err
    assert ("./create-user" in done.out) is not opened


def test_refusal_as_json(program: Program) -> None:
    path = spec(body="## Authentication\n- Session cookies, server-side sessions\n")
    data = json.loads(program(path, "-o", "out", "--scaffold", TINY, "--format", "json").out)

    assert data["status"] == "refused"
    assert "--auth jwt" in data["reasons"][0]


def test_framework_without_scaffold_names_the_best_that_exists(program: Program) -> None:
    done = program(spec("  framework: laravel\n"), "-o", "out")

    assert done.code == 1
    assert "Laravel is stated at small.md:" in done.err
    assert "`--framework fastapi` generates it with FastAPI" in done.err
    assert not Path("out").exists()


def test_pages_that_the_scaffold_does_not_write_are_refused_with_their_place(program: Program) -> None:
    Path("spec.md").write_text(spec().read_text().replace("title: Small\n", "title: Small\npagination: cursor\n"))
    shutil.copytree(ROOT / "scaffolds" / "fastapi", "mine")
    manifest = Path("mine/scaffold.yaml")
    manifest.write_text(manifest.read_text().replace("pagination: [offset, cursor]", "pagination: [offset]"))
    done = program("spec.md", "-o", "out", "--scaffold", "mine")

    assert done.code == 1
    assert "error[PLN010]: pages by cursor are stated" in done.err
    assert not Path("out").exists()


def test_gate_refuses_with_its_diagnostic(program: Program) -> None:
    Path("empty.md").write_text("# Nothing\n\nWe will build something great.\n")
    done = program("empty.md", "-o", "out", "--framework", "fastapi")

    assert done.code == 1
    assert any(f"[{rule.id}]" in done.err for rule in rules.load().rules if rule.gate)
    assert "nothing was written" in done.err
    assert not Path("out").exists()


def test_strict_refuses_assumptions(program: Program) -> None:
    Path("spec.md").write_text(LIBRARY.read_text().replace("  framework: fastapi\n", ""))
    done = program("spec.md", "-o", "out", "--strict")

    assert done.code == 1
    assert "ASK001" in done.err
    assert not Path("out").exists()


def test_findings_are_counted(program: Program) -> None:
    done = program(spec(), "-o", "out", "--scaffold", TINY)

    assert "groundplan lint small.md" in done.out


@pytest.mark.parametrize("option", ["--framework", "--database", "--auth"])
def test_unknown_answer_is_a_usage_error(program: Program, option: str) -> None:
    done = program(spec(), "-o", "out", option, "nonsense")

    assert done.code == 2
    assert "nonsense" in done.err
    assert not Path("out").exists()


def test_folder_with_files_is_refused_in_the_language_of_the_spec(program: Program) -> None:
    Path("out").mkdir()
    Path("out/mine").write_text("mine")
    english, korean = program(spec(), "-o", "out"), program(LIBRARY, "-o", "out")

    assert (english.code, korean.code) == (2, 2)
    assert "--force" in english.err
    assert "비어 있지 않습니다" in korean.err
    assert names("out") == ["mine"]


def test_force_keeps_the_users_files(program: Program) -> None:
    assert program(spec(), "-o", "out", "--scaffold", TINY).code == 0
    Path("out/mine").write_text("mine")
    Path("out/own.txt").write_text("edited")
    Path("out/note.txt").write_text("edited")
    done = program(spec(), "-o", "out", "--scaffold", TINY, "--force")

    assert done.code == 0, done.err
    assert Path("out/mine").read_text() == "mine"
    assert Path("out/own.txt").read_text() == "edited"
    assert Path("out/note.txt").read_text() == "Small\n"


def test_working_folder_as_target(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    path = spec().absolute()
    Path("here").mkdir()
    monkeypatch.chdir("here")
    done = program(path, "-o", ".", "--scaffold", TINY)

    assert done.code == 0, done.err
    assert 'cd "$PWD"' in done.out


def test_broken_scaffold_is_named_with_its_line(program: Program, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    (broken / "templates").mkdir(parents=True)
    (broken / "scaffold.yaml").write_text("id: b\ntitle: B\nlanguage: b\nfiles: [{template: a.j2, to: a}]\n")
    (broken / "templates/a.j2").write_text("one\n{{ nothing }}\n")
    done = program(spec(), "-o", "out", "--scaffold", broken)

    assert done.code == 2
    assert "a.j2:2: 'nothing' is undefined" in done.err
    assert not Path("out").exists()


def test_asks_on_a_terminal_and_uses_the_answer(tmp_path: Path) -> None:
    (tmp_path / "small.md").write_text(SMALL.format(stack="", body=""))
    main, terminal = pty.openpty()
    command = [sys.executable, "-m", "groundplan", "new", "small.md", "-o", "out"]
    running = subprocess.Popen(command, cwd=tmp_path, stdin=terminal, stdout=terminal, stderr=terminal)
    os.close(terminal)
    os.write(main, b"1\n")
    said = b""
    while True:
        try:
            part = os.read(main, 4096)
        except OSError:
            break
        if not part:
            break
        said += part
    os.close(main)

    assert running.wait(60) == 0, said.decode(errors="replace")
    assert "stack:" in (tmp_path / "small.md").read_text()
    assert (tmp_path / "out" / "openapi.json").exists()
