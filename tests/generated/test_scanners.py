"""What scanners say of generated projects: of the code, the Dockerfile, the workflow and the compose file.

The files beside the code hardly differ from SPEC to SPEC: they are scanned in the cases that are attacked.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import tools
from tests.support.projects import Project

pytestmark = pytest.mark.slow

RULES = Path(__file__).parent / "semgrep.yaml"
CODE = ("app", "config", "migrations", "manage.py")
FLAWED = """import hashlib


def f(db, name):
    db.execute(f"select {name}")
    return eval(name) + hashlib.md5(b"").digest()
"""


def _code(project: Project) -> list[str]:
    return [name for name in CODE if (project.folder / name).exists()]


def _clean(project: Project, name: str, *arguments: str) -> None:
    done = tools.run(project.folder, name, *arguments)
    assert done.returncode == 0, done.stdout[-4000:]


@pytest.mark.cells(light=False, document=False)
def test_bandit_finds_nothing_of_medium_severity(project: Project) -> None:
    _clean(project, "bandit", "-q", "-ll", "-r", *_code(project))


@pytest.mark.cells(light=False, document=False)
def test_semgrep_finds_nothing(project: Project) -> None:
    _clean(project, "semgrep", *_semgrep(), *_code(project))


def test_semgrep_would_find_something(tmp_path: Path) -> None:
    (tmp_path / "flawed.py").write_text(FLAWED, encoding="utf-8")

    done = tools.run(tmp_path, "semgrep", *_semgrep(), ".")

    assert done.returncode == 1, done.stdout
    assert all(name in done.stdout for name in ("sql-from-text", "code-from-text", "weak-secret"))


def _semgrep() -> list[str]:
    offline = ["--metrics", "off", "--disable-version-check", "--no-git-ignore", "--quiet", "--error"]
    return ["scan", *offline, "--config", str(RULES)]


@pytest.mark.cells(attacked=True)
def test_hadolint_has_nothing_against_the_dockerfile(project: Project) -> None:
    _clean(project, "hadolint", "Dockerfile")


@pytest.mark.cells(attacked=True)
def test_actionlint_has_nothing_against_the_workflow(project: Project) -> None:
    _clean(project, "actionlint", ".github/workflows/ci.yml")


@pytest.mark.cells(attacked=True)
@pytest.mark.parametrize(
    ("schema", "file"),
    [("vendor.compose-spec", "compose.yaml"), ("vendor.github-workflows", ".github/workflows/ci.yml")],
)
def test_files_for_others_keep_their_schema(project: Project, schema: str, file: str) -> None:
    _clean(project, "check-jsonschema", "--builtin-schema", schema, file)


@pytest.mark.cells(attacked=True)
def test_no_dependency_is_known_to_be_vulnerable(project: Project) -> None:
    done = tools.run(project.folder, "pip-audit", "--disable-pip", "--no-deps", "-r", "requirements.txt")

    if "could not be audited" in done.stdout or "ConnectionError" in done.stdout or "ServiceError" in done.stdout:
        pytest.skip("the source of advisories is not reachable")
    assert done.returncode == 0, done.stdout[-4000:]
