"""The program from outside: exit codes, hints, laziness, and where its output goes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from groundplan._version import __version__
from groundplan.cli import COMMANDS
from tests.conftest import ROOT

CASES = ROOT / "tests" / "lint"
BROKEN = CASES / "DAT042-field-duplicate" / "bad.md"
CLEAN = CASES / "DAT042-field-duplicate" / "good.md"
VAGUE = CASES / "REQ001-vague-word" / "bad.md"


def groundplan(*arguments: str, text: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "groundplan", *arguments],
        input=text,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )


def test_version_imports_nothing() -> None:
    probe = (
        "import sys; sys.argv = ['groundplan', '--version']; from groundplan.__main__ import main; code = main()\n"
        "assert code == 0 and 'click' not in sys.modules and 'groundplan.cli' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, f"groundplan {__version__}\n"), done.stderr


def test_help_lists_every_command_and_imports_none() -> None:
    probe = (
        "import sys; from groundplan.cli import run; run(['--help'])\n"
        "assert not [name for name in sys.modules if name.startswith('groundplan.cli.')]"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert [name for name in COMMANDS if f"  {name} " not in done.stdout] == []


def test_click_and_pathlib_do_without_what_they_hardly_use_and_work_as_ever() -> None:
    code = (
        "import sys\n"
        "from groundplan import standin\n"
        "with standin.standing_in():\n"
        "    from groundplan.cli import lint\n"
        "assert not {'inspect', 'tokenize', 'dis', 'platform', 'ipaddress', 'urllib.parse'} & sys.modules.keys()\n"
        "import pathlib, platform, uuid\n"
        "assert pathlib.PurePosixPath('/a b').as_uri() == 'file:///a%20b'\n"
        "assert uuid.UUID(int=1) and platform.system() and sys.modules['urllib.parse'].quote('a b') == 'a%20b'\n"
        "import click.core, inspect\n"
        "assert click.core.inspect is not inspect\n"
        "texts = ['', ' a ', '\\ta\\n\\n  b\\n    c\\n', 'a\\n']\n"
        "assert [click.core.inspect.cleandoc(one) for one in texts] == [inspect.cleandoc(one) for one in texts]\n"
        "assert click.core.inspect.isfunction(print) is False and click.core.inspect.isfunction(lint._codes)\n"
        "with standin.standing_in():\n"
        "    import inspect as again\n"
        "assert again is inspect\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_table_explains_itself(name: str) -> None:
    done = groundplan(name, "--help")

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"Usage: groundplan {name} ")


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["lnt", "x"], "Did you mean 'lint'?"),
        (["lint", "--frmat", "json", str(CLEAN)], "--format"),
        (["lint", "--select", "XYZ", str(CLEAN)], "groundplan rules"),
        (["lint", "--select", "DOCC001", str(CLEAN)], "Did you mean 'DOC001'?"),
        (["lint", "no-such-file.md"], "does not exist"),
        (["explain", "SEC0300"], "Did you mean 'SEC030'?"),
        (["explain", "vague-wrd"], "Did you mean 'vague-word'?"),
    ],
)
def test_usage_faults_exit_with_2_and_help(arguments: list[str], hint: str) -> None:
    done = groundplan(*arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert hint in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--select", "DAT042", str(BROKEN)], 1),
        (["--select", "DAT042", str(CLEAN)], 0),
        (["--select", "DAT042", str(CLEAN), str(BROKEN)], 1),
        (["--select", "REQ", str(VAGUE)], 0),
        (["--select", "REQ", "--strict", str(VAGUE)], 1),
        (["--select", "REQ", "--ignore", "REQ001", "--strict", str(VAGUE)], 0),
    ],
)
def test_lint_exit_codes(arguments: list[str], code: int) -> None:
    done = groundplan("lint", *arguments)

    assert done.returncode == code, done.stdout + done.stderr


def test_lint_reads_standard_input() -> None:
    done = groundplan("lint", "-", "--select", "DAT042", "--format", "concise", text=BROKEN.read_text(encoding="utf-8"))

    assert done.returncode == 1
    assert ": DAT042 " in done.stdout


def test_lint_writes_a_file_without_color(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    done = groundplan("lint", str(BROKEN), "--format", "json", "--color", "always", "-o", str(target))

    assert (done.returncode, done.stdout) == (1, "")
    assert json.loads(target.read_text(encoding="utf-8"))["summary"]["errors"] >= 1
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


def test_a_place_that_cannot_be_written_is_one_line_and_2(tmp_path: Path) -> None:
    done = groundplan("lint", str(CLEAN), "-o", str(tmp_path / "gone" / "report"))

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "environment", "colored"),
    [([], {}, False), (["--color", "always"], {"NO_COLOR": "1"}, True), (["--color", "never"], {}, False)],
)
def test_color_is_for_terminals_or_asked_for(arguments: list[str], environment: dict[str, str], colored: bool) -> None:
    done = groundplan("lint", str(BROKEN), *arguments, **environment)

    assert ("\x1b[" in done.stdout) is colored


def test_lint_speaks_the_language_asked_for_whatever_the_machine_speaks() -> None:
    done = groundplan("lint", str(BROKEN), "--lang", "ko", LANG="C", LC_ALL="C", PYTHONIOENCODING="ascii")

    assert "오류[DAT042]" in done.stdout


def test_a_reader_that_leaves_is_no_fault() -> None:
    command = f"{sys.executable} -m groundplan rules --format json | head -c 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)

    assert done.stderr == ""
    assert done.returncode in (0, 141)


def test_rules_lists_all_as_json() -> None:
    rows = json.loads(groundplan("rules", "--format", "json").stdout)["rules"]

    assert [row["code"] for row in rows] == sorted(
        path.stem.split("-")[0] for path in (ROOT / "rules/lint").glob("*.yaml")
    )


@pytest.mark.parametrize(("lang", "word"), [("en", "Why"), ("ko", "이유")])
def test_explain_shows_reason_examples_and_source(lang: str, word: str) -> None:
    done = groundplan("explain", "API001", "--lang", lang)

    assert done.returncode == 0, done.stderr
    assert word in done.stdout
    assert "[API001]" in done.stdout
    assert "OpenAPI 3.1" in done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str) -> None:
    done = groundplan("completion", shell)

    assert done.returncode == 0, done.stderr
    assert "_GROUNDPLAN_COMPLETE" in done.stdout


def test_completion_completes_commands() -> None:
    done = groundplan(_GROUNDPLAN_COMPLETE="bash_complete", COMP_WORDS="groundplan li", COMP_CWORD="1")

    assert done.stdout == "plain,lint\n"


def test_a_bug_is_a_traceback_and_2(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from groundplan import cli

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(cli.program, "main", fail)

    assert cli.run(["rules"]) == 2
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_an_interrupt_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    from groundplan import cli

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "import_module", interrupt)

    assert cli.run(["rules"]) == 130
