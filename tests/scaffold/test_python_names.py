"""No name of a SPEC hides a word that generated code uses itself: the manifests reserve all those words."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from groundplan import pipeline
from groundplan.filetree import FileTree
from groundplan.plan.model.blueprint import Blueprint
from groundplan.scaffold import available, load
from groundplan.scaffold.python.operations import arguments, variable
from groundplan.scaffold.reserved import reserving
from tests.conftest import ROOT

SPECS = sorted([*(ROOT / "tests" / "generated" / "specs").iterdir(), *(ROOT / "examples").iterdir()])


class Code(NamedTuple):
    """A generated file, and the names in each of its functions."""

    path: str
    functions: tuple[frozenset[str], ...]


@pytest.mark.parametrize("framework", available())
def test_what_stands_beside_names_of_a_spec_is_reserved(framework: str) -> None:
    scaffold = load(framework)
    free: dict[str, str] = {}
    beside = set[str]()
    for spec in SPECS:
        blueprint = _blueprint(spec, framework)
        with reserving(scaffold):
            theirs = _of_spec(blueprint)
        calls = {operation.name.snake for operation in blueprint.operations}
        for code in _code(pipeline.generate(blueprint, scaffold)):
            for names in code.functions:
                if names & theirs:
                    beside |= names
                    free |= {name: f"{spec.name}: {code.path}" for name in names - theirs - calls if _is_word(name)}

    assert {"caller", "world"} <= beside
    missing = {name: place for name, place in sorted(free.items()) if name not in scaffold.reserved}
    assert not missing, f"write them under `reserved` of scaffolds/{framework}/scaffold.yaml or of a part it extends"


def _blueprint(spec: Path, framework: str) -> Blueprint:
    understood = pipeline.understand(str(spec))
    return pipeline.plan(understood, pipeline.decide(str(spec), understood.spec, {"framework": framework}))


def _of_spec(blueprint: Blueprint) -> set[str]:
    """What rows and path values are called."""
    rows = {variable(one.name.pascal) for one in blueprint.resources}
    return rows | {value.name for operation in blueprint.operations for value in arguments(operation)}


def _code(tree: FileTree) -> Iterator[Code]:
    """Views, services and their tests: where rows and path values have names."""
    for path, file in tree:
        if path.endswith(".py") and (path.startswith(("app/http/", "tests/")) or "/services/" in path):
            nodes = ast.walk(ast.parse(file.text))
            functions = (_names(node) for node in nodes if isinstance(node, ast.FunctionDef))
            yield Code(path, tuple(map(frozenset, functions)))


def _names(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.FunctionDef) and node is not function:
            yield node.name


def _is_word(name: str) -> bool:
    """Names of a SPEC are in lower case and do not begin with an underscore; Python's own are known."""
    return name.islower() and not name.startswith("_") and name != "self" and not hasattr(builtins, name)
