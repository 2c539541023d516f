"""Finding the files of a SPEC, and what is said of files that cannot be read."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from groundplan.load import MAX_BYTES, load

SPEC = b"# A\n\ntext\n"


def _write(folder: Path, **files: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        folder.joinpath(name.replace("__", "-") + ".md").write_bytes(content)
    return folder


def _names(path: Path) -> list[str]:
    source, faults = load(str(path))
    assert faults == []
    return [file.path.rsplit("/", 1)[-1] for file in source.files]


def test_a_folder_is_read_as_one_spec_in_order(tmp_path: Path) -> None:
    folder = _write(tmp_path / ".do" / "specs" / "SPEC-X", acceptance=SPEC, spec=SPEC, plan=SPEC, notes=SPEC)

    assert _names(folder) == ["spec.md", "plan.md", "acceptance.md"]
    assert _names(folder / "spec.md") == ["spec.md", "plan.md", "acceptance.md"]


def test_kiro_files_with_a_prefix_belong_together(tmp_path: Path) -> None:
    folder = _write(tmp_path, shop__design=SPEC, shop__requirements=SPEC, other__design=SPEC)

    assert _names(folder / "shop-design.md") == ["shop-requirements.md", "shop-design.md"]


def test_a_folder_with_one_markdown_file_is_that_file(tmp_path: Path) -> None:
    assert _names(_write(tmp_path, README=SPEC, api=SPEC)) == ["api.md"]


def test_a_file_alone_is_only_that_file(tmp_path: Path) -> None:
    assert _names(_write(tmp_path, api=SPEC, plan=SPEC) / "api.md") == ["api.md"]


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf# A\n\ntext\n", b"# A\r\n\r\ntext\r\n", b"# A\r\rtext\r"])
def test_marks_and_line_ends_end_here(tmp_path: Path, content: bytes) -> None:
    source, faults = load(str(_write(tmp_path, a=content) / "a.md"))

    assert faults == []
    assert source.files[0].lines == ("# A", "", "text", "")


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (b"# A\nab\xff\n", "GP003", (2, 3)),
        ("# 가\n나\x00".encode(), "GP005", (2, 2)),
        (b"a" * (MAX_BYTES + 1), "GP004", (1, 1)),
    ],
)
def test_what_is_no_text_is_said_with_its_place(
    tmp_path: Path, content: bytes, code: str, place: tuple[int, int]
) -> None:
    source, faults = load(str(_write(tmp_path, a=content) / "a.md"))

    assert source.files == ()
    assert [fault.code for fault in faults] == [code]
    assert (faults[0].primary.span.line, faults[0].primary.span.column) == place
    assert faults[0].help


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    assert [one.code for one in load(str(tmp_path / "no.md"))[1]] == ["GP001"]
    assert [one.code for one in load(str(tmp_path))[1]] == ["GP002"]
    assert [one.code for one in load(str(_write(tmp_path, a=SPEC, b=SPEC)))[1]] == ["GP002"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SPEC)))

    source, faults = load("-")

    assert faults == []
    assert [file.path for file in source.files] == ["<stdin>"]
