"""Every scaffold that we ship: its manifests hold together, its templates compile, its skeletons are cookiecutter's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from groundplan import scaffold
from groundplan.decide import tables
from groundplan.plan.model.api import OPERATION_KINDS
from groundplan.scaffold.environment import PATH, environment
from groundplan.scaffold.skeleton import skeleton, variables
from tests.scaffold_engine.blueprints import blueprint

shipped = pytest.mark.parametrize("name", scaffold.available())


@shipped
def test_templates_compile_and_rows_name_them(name: str) -> None:
    made = scaffold.load(name)
    compiler = environment(made, {})

    for template in made.templates:
        compiler.get_template(template)
    for row in made.rows:
        compiler.get_template(row.template)
        compiler.get_template(PATH + row.to)


@shipped
def test_manifest_speaks_of_what_exists(name: str) -> None:
    made = scaffold.load(name)

    assert made.id == name
    assert {"setup", "migrate", "run", "test", "coverage", "check"} <= set(made.commands)
    assert set(made.operations) <= set(OPERATION_KINDS)
    for question, answers in made.supports.items():
        known = {candidate["id"] for candidate in tables.table(question)["candidates"]}
        assert set(answers) <= known, question


@shipped
def test_skeletons_are_plain_cookiecutter_templates(name: str, tmp_path: Path) -> None:
    """The `cookiecutter` command makes of each skeleton the bytes that we make of it."""
    made, plan = scaffold.load(name), blueprint("x")
    ours = {path: (file.text.encode(), file.executable) for path, file in skeleton(plan, made)}
    given = [f"{key}={value}" for key, value in variables(plan, made).items()]
    theirs = {}
    assert made.skeletons
    for number, folder in enumerate(made.skeletons):
        target = tmp_path / str(number)
        target.mkdir()
        command = [sys.executable, "-m", "cookiecutter", "--no-input", "-o", str(target), str(folder), *given]
        environ = {**os.environ, "HOME": str(tmp_path)}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environ)
        assert done.returncode == 0, done.stderr
        project = target / plan.service.name.kebab
        for path in project.rglob("*"):
            if path.is_file():
                theirs[path.relative_to(project).as_posix()] = (path.read_bytes(), os.access(path, os.X_OK))

    assert theirs == ours
