"""Laws of the house that no tool checks by itself."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCES = sorted((ROOT / "src").rglob("*.py"))
MAX_MODULE = 400
MAX_FUNCTION = 40
MODULES_OF_LINT = 200
"""Each costs a small SPEC a five-hundredth of its time: what is always wanted together stands together."""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    functions = [
        f"{node.name}: {(node.end_lineno or 0) - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > MAX_FUNCTION
    ]

    assert text.count("\n") <= MAX_MODULE
    assert not functions


def test_imports_go_one_way() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    if not linter.exists():
        pytest.skip("import-linter is not installed beside this Python")

    done = subprocess.run([str(linter)], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_version_needs_no_third_party_import() -> None:
    probe = (
        "import sys; sys.argv = ['groundplan', '--version']\n"
        "from groundplan.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'click', 'lark', 'pydantic', 'jinja2', 'cookiecutter', 'rich'} & sys.modules.keys()\n"
        "assert not heavy, heavy"
    )

    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_lint_needs_no_heavy_import() -> None:
    spec = ROOT / "examples" / "tasks" / "spec.md"
    probe = (
        f"import sys; from groundplan.cli import run; run(['lint', {str(spec)!r}])\n"
        "heavy = {'pydantic', 'jinja2', 'cookiecutter', 'rich', 'ruamel.yaml', 'httpx'} & sys.modules.keys()\n"
        "assert not heavy, heavy\n"
        "ours = [name for name in sys.modules if name.split('.')[0] == 'groundplan']\n"
        f"assert len(ours) <= {MODULES_OF_LINT}, len(ours)"
    )
    warm = [sys.executable, "-m", "groundplan", "lint", str(spec)]

    subprocess.run(warm, capture_output=True, check=False)  # the first run compiles grammars and rules
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_what_lint_reads_with_compiles_no_pattern_anew() -> None:
    """`groundplan.regex` keeps what a pattern of ours is compiled to; `re` is for patterns with words of a SPEC."""
    package = ROOT / "src" / "groundplan"
    folders = [package / name for name in ("check", "document", "grammar", "spec")]
    reading = [path for folder in folders for path in SOURCES if path.is_relative_to(folder)]
    assert reading
    calls = [
        (path.name, node)
        for path in reading
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args
    ]

    assert not [f"{name}: {call.lineno}" for name, call in calls if _is_ours(call.args[0])]


def _is_ours(pattern: ast.expr) -> bool:
    return isinstance(pattern, ast.Constant) or ast.unparse(pattern).isupper()
