"""The configuration file: what it says, where it is looked for, and how a mistake in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.errors import ConfigError
from groundplan.gate import config
from groundplan.gate.config import Config

FULL = """
lang = "ko"

[lint]
select = ["doc", "API"]
ignore = ["REQ001"]
profile = "google"
strict = true
max-warnings = 10
baseline = "known.json"

[lint.severity]
API007 = "error"
PERF = "off"

[lint.per-file-ignores]
"legacy/**" = ["REQ", "DAT044"]
"""


def written(folder: Path, text: str, name: str = "groundplan.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_everything_that_it_may_say(tmp_path: Path) -> None:
    path = written(tmp_path, FULL)

    assert config.read(path) == Config(
        path=path,
        lang="ko",
        select=("DOC", "API"),
        ignore=("REQ001",),
        profile="google",
        strict=True,
        max_warnings=10,
        baseline="known.json",
        severity=(("API007", "error"), ("PERF", "off")),
        per_file_ignores=(("legacy/**", ("REQ", "DAT044")),),
    )


def test_a_table_of_pyproject_says_the_same(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n\n[tool.groundplan.lint]\nignore = ["REQ"]\n'

    assert config.read(written(tmp_path, text, "pyproject.toml")).ignore == ("REQ",)


def test_the_nearest_file_is_found_up_to_the_root_of_the_repository(tmp_path: Path) -> None:
    inner = tmp_path / "repository" / "specs" / "shop"
    inner.mkdir(parents=True)
    written(tmp_path, "")
    assert config.find(inner) == tmp_path / "groundplan.toml"

    (tmp_path / "repository" / ".git").mkdir()
    assert config.find(inner) is None

    written(tmp_path / "repository", '[project]\nname = "x"\n', "pyproject.toml")
    assert config.find(inner) is None

    near = written(tmp_path / "repository" / "specs", "[tool.groundplan]\n", "pyproject.toml")
    assert config.find(inner) == near


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ("[lint\n", "1:6", "not TOML"),
        ("[lint]\nselekt = []\n", "2:1", "Did you mean 'select'?"),
        ("\n[lnt]\n", "2:2", "Did you mean 'lint'?"),
        ('[lint]\nignore = ["REQ00", "RQE"]\n', "2:21", "there is no rule RQE"),
        ('[lint]\nignore = "REQ"\n', "2:1", "must be a list of rule codes"),
        ("[lint]\nstrict = 1\n", "2:1", "must be true or false"),
        ("[lint]\nmax-warnings = true\n", "2:1", "must be a whole number"),
        ("[lint]\nmax-warnings = -1\n", "2:1", "must not be negative"),
        ('[lint.severity]\nREQ001 = "fatal"\n', "2:1", "must be one of error, warning, note, off"),
        ('lang = "fr"\n', "1:1", "must be one of en, ko"),
        ('lint = "strict"\n', "1:1", "must be a table"),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, place: str, told: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)

    with pytest.raises(ConfigError) as fault:
        config.read(path)
    assert str(fault.value).startswith(f"{path}:{place}: "), fault.value
    assert told in str(fault.value)


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    path = tmp_path / "groundplan.toml"
    path.write_bytes(b"\xff\xfe")

    with pytest.raises(ConfigError, match="cannot be read"):
        config.read(path)
