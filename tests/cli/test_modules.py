"""Modules of ours come out of the cache as long as their sources stay the same, and as ever where they do not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import groundplan
from groundplan import modules
from groundplan.modules import Finder


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that has modules of the package too: `zz_one` and, in a package, `zz.two`."""
    folder = tmp_path / "groundplan"
    folder.joinpath("zz").mkdir(parents=True)
    folder.joinpath("zz", "__init__.py").write_text("WORD = 'whole'\n")
    folder.joinpath("zz", "two.py").write_text("WORD = 'two'\n")
    folder.joinpath("zz_one.py").write_text("WORD = 'one'\n")
    monkeypatch.setattr(groundplan, "__path__", [*groundplan.__path__, str(folder)])
    yield tmp_path
    forget()


def forget() -> None:
    """As at the begin of a run."""
    for name in [one for one in sys.modules if one.startswith("groundplan.zz")]:
        del sys.modules[name]


def run(root: Path, *names: str) -> list[ModuleType]:
    """Modules as a run of its own imports them."""
    forget()
    finder = Finder(root / "modules.bin", str(root))
    sys.meta_path.insert(0, finder)
    try:
        return [import_module(f"groundplan.{name}") for name in names]
    finally:
        sys.meta_path.remove(finder)
        finder.keep()


def is_kept(module: ModuleType) -> bool:
    return type(module.__loader__).__module__ == modules.__name__


def test_what_one_run_imports_the_next_takes_from_the_cache(root: Path) -> None:
    first = run(root, "zz_one", "zz.two")
    again = run(root, "zz_one", "zz.two", "zz")

    assert [is_kept(one) for one in (*first, *again)] == [False, False, True, True, True]
    assert [one.WORD for one in again] == ["one", "two", "whole"]
    assert [one.__file__ for one in first] == [one.__file__ for one in again[:2]]
    assert [one.__spec__ and one.__spec__.cached for one in first] == [
        one.__spec__ and one.__spec__.cached for one in again[:2]
    ]
    assert list(again[2].__path__) == [str(root / "groundplan" / "zz")]


def test_what_a_later_run_imports_is_kept_beside_it(root: Path) -> None:
    run(root, "zz_one")
    run(root, "zz.two")

    assert all(map(is_kept, run(root, "zz_one", "zz.two")))


def test_a_changed_module_is_imported_as_ever_and_then_kept(root: Path) -> None:
    run(root, "zz_one")
    root.joinpath("groundplan", "zz_one.py").write_text("WORD = 'another'\n")

    (changed,) = run(root, "zz_one")
    (again,) = run(root, "zz_one")

    assert (changed.WORD, is_kept(changed)) == ("another", False)
    assert (again.WORD, is_kept(again)) == ("another", True)


def test_a_module_that_is_gone_is_not_found(root: Path) -> None:
    run(root, "zz_one")
    root.joinpath("groundplan", "zz_one.py").unlink()

    with pytest.raises(ModuleNotFoundError):
        run(root, "zz_one")


@pytest.mark.parametrize("content", [b"", b"\0" * 40, b"\xff" * 9])
def test_a_broken_cache_costs_time_and_nothing_else(root: Path, content: bytes) -> None:
    run(root, "zz_one")
    root.joinpath("modules.bin").write_bytes(content)

    (module,) = run(root, "zz_one")

    assert module.WORD == "one"
    assert is_kept(*run(root, "zz_one"))


@pytest.mark.parametrize(("quiet", "kept"), [("", True), ("1", False)])
def test_the_program_keeps_modules_where_python_keeps_its_own(tmp_path: Path, quiet: str, kept: bool) -> None:
    spec = tmp_path / "spec.md"
    spec.write_text("# Boats\n\n## API\n\n- `GET /boats`\n")
    surroundings = {"GROUNDPLAN_CACHE": str(tmp_path), "PYTHONDONTWRITEBYTECODE": quiet, "PATH": ""}

    runs = [
        subprocess.run(
            [sys.executable, "-m", "groundplan", "lint", "--no-cache", str(spec)],
            env=surroundings, capture_output=True, text=True, check=False,
        )
        for _ in range(2)
    ]  # fmt: skip

    assert runs[0].stdout == runs[1].stdout != ""
    assert [one.stderr for one in runs] == ["", ""]
    assert bool([*tmp_path.rglob("modules-*.bin")]) == kept
