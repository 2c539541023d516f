"""Hostile SPECs: a diagnostic or correct, escaped output; never a traceback, a file outside, or SPEC text as code."""

from __future__ import annotations

import ast
import json
import py_compile
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from groundplan.cli import run

HERE = Path(__file__).parent
WRITTEN = sorted((HERE / "hostile").glob("*.md"))
MARK = "PWNED"

TABLE = "# Long\n\n| Field | Type |\n|---|---|\n| name | string |\n\n"


def _long_line() -> bytes:
    return (TABLE + "- `GET /names` " + "x" * 10_000_000 + "\n").encode()


def _long_cell() -> bytes:
    return (TABLE + "| " + "a(" * 2_000_000 + " | string |\n- `GET /names`\n").encode()


def _nested() -> bytes:
    bullets = "".join(f"{'  ' * level}- level {level}: {{{{ x }}}}\n" for level in range(200))
    quotes = "> " * 200 + "GET /names\n"
    braces = "- `POST /names` Request: " + "{ a: " * 200 + "string" + " }" * 200 + "\n"
    headings = "".join(f"{'#' * (1 + level % 6)} Heading {level}\n" for level in range(200))
    return (TABLE + bullets + quotes + braces + headings + "- `GET /names`\n").encode()


def _nested_front_matter() -> bytes:
    return ("---\nid: " + "[" * 5000 + "\nstack: " + "{a: " * 200 + "\n---\n" + TABLE).encode()


def _bombs() -> bytes:
    lines = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    return (f"---\n{lines}python: !!python/object/apply:os.system ['{MARK}']\n---\n" + TABLE).encode()


def _not_utf8() -> bytes:
    return TABLE.encode() + b"- `GET /names` \xff\xfe\xc3\x28 \xed\xa0\x80 \xf0\x28\x8c\x28\n"


def _nul() -> bytes:
    return TABLE.encode() + b"- `GET /na\0mes` \0\r\r\n\x0b\x0c\x85\n"


def _utf16() -> bytes:
    return (TABLE + "- `GET /names`\n").encode("utf-16")


def _binary() -> bytes:
    return bytes(range(256)) * 64


def _empty() -> bytes:
    return b""


GENERATED: tuple[Callable[[], bytes], ...] = (
    _long_line, _long_cell, _nested, _nested_front_matter, _bombs, _not_utf8, _nul, _utf16, _binary, _empty,
)  # fmt: skip

Place = tuple[Path, Path]


def _cases() -> Iterator[object]:
    for path in WRITTEN:
        yield pytest.param(path.read_bytes(), id=path.stem)
    for make in GENERATED:
        yield pytest.param(make, id=make.__name__.strip("_"))


@pytest.fixture(params=_cases())
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A folder of its own with the SPEC in it, and the folder that may be written."""
    content = request.param() if callable(request.param) else request.param
    home = tmp_path / "home"
    home.mkdir()
    (home / "spec.md").write_bytes(content)
    return home / "spec.md", home / "out"


@pytest.mark.parametrize("command", [["lint"], ["show"], ["decide", "--yes"], ["openapi"], ["architecture", "-o", "-"]])
def test_reading_never_fails(place: Place, command: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    spec, _ = place
    code = run([command[0], str(spec), *command[1:]])
    captured = capfd.readouterr()

    assert code in (0, 1), captured.err[-4000:]
    assert "Traceback" not in captured.err
    assert "\x1b[31m" not in captured.out + captured.err
    assert [path.name for path in spec.parent.iterdir()] == ["spec.md"]


def test_new_refuses_or_makes_what_compiles(place: Place, capfd: pytest.CaptureFixture[str]) -> None:
    spec, out = place
    code = run(["new", str(spec), "-o", str(out), "--yes", "--framework", "fastapi", "--auth", "none"])
    captured = capfd.readouterr()

    assert code in (0, 1), captured.err[-4000:]
    assert "Traceback" not in captured.err
    assert "\x1b[31m" not in captured.out + captured.err
    assert out.exists() == (code == 0)
    assert captured.err or code == 0
    assert {path.name for path in spec.parent.iterdir()} <= {"spec.md", "out"}
    assert {path.name for path in spec.parent.parent.iterdir()} == {"home"}
    for path in sorted(out.rglob("*")):
        if path.is_file():
            _sound(path)


def test_the_end_of_a_long_line_is_said_to_be_unread(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "spec.md").write_bytes(_long_line())
    code = run(["lint", str(tmp_path / "spec.md"), "--format", "concise"])

    assert code == 0
    assert "spec.md:7:65536: GP006" in capfd.readouterr().out


@pytest.mark.parametrize("name", ["quotes", "templates", "sql", "reserved", "invisible"])
def test_new_makes_these(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    spec = HERE / "hostile" / f"{name}.md"
    code = run(["new", str(spec), "-o", str(tmp_path / "out"), "--yes", "--framework", "fastapi", "--auth", "none"])

    assert code == 0, capfd.readouterr().err


def _sound(path: Path) -> None:
    """The file parses in its own language, and no word of the SPEC became a name in it."""
    text = path.read_text(encoding="utf-8")
    assert "\r" not in text
    if path.suffix == ".py":
        py_compile.compile(str(path), cfile=str(path) + "c", doraise=True)
        names = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
        assert MARK not in names
    elif path.suffix == ".json":
        json.loads(text)
    elif path.suffix == ".toml":
        tomllib.loads(text)
    elif path.suffix in (".yaml", ".yml"):
        _yaml(text)


def _yaml(text: str) -> None:
    from ruamel.yaml import YAML

    list(YAML(typ="safe", pure=True).load_all(text))
