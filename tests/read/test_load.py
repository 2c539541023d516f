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


def _feature(root: Path, name: str) -> Path:
    return _write(root / "specs" / name, spec=SPEC, plan=SPEC)


def test_the_one_feature_of_a_repository_is_read_with_its_siblings(tmp_path: Path) -> None:
    feature = _feature(tmp_path, "001-lockers")
    feature.joinpath("contracts").mkdir()
    feature.joinpath("contracts", "api.md").write_bytes(SPEC)
    _write(tmp_path, README=SPEC, CHANGES=SPEC)

    expected = ["spec.md", "plan.md", "api.md"]
    given = (tmp_path, tmp_path / "specs", feature, feature / "plan.md", feature / "contracts" / "api.md")
    assert [_names(one) for one in given] == [expected] * len(given)
    assert load(str(tmp_path))[0].dialect == "spec-kit"


def test_of_several_features_one_is_to_be_given(tmp_path: Path) -> None:
    for name in ("001-lockers", "002-keys"):
        _feature(tmp_path, name)

    source, [fault] = load(str(tmp_path))

    assert source.files == ()
    assert fault.code == "GP002"
    assert "holds 2 SPECs" in fault.message
    assert fault.help == f"name one, as in `groundplan show {tmp_path.as_posix()}/specs/001-lockers`"


def test_capabilities_of_openspec_are_no_features(tmp_path: Path) -> None:
    for name in ("lockers", "keys"):
        _write(tmp_path / "specs" / name, spec=SPEC)

    assert _names(tmp_path) == ["spec.md", "spec.md"]
    assert load(str(tmp_path))[0].dialect == "openspec"


def test_a_folder_around_the_only_spec_is_that_spec(tmp_path: Path) -> None:
    _write(tmp_path / "backend" / ".do" / "specs" / "SPEC-X", spec=SPEC, plan=SPEC)
    tmp_path.joinpath("backend", "src").mkdir()

    assert _names(tmp_path) == ["spec.md", "plan.md"]


def test_what_a_feature_of_two_files_is_its_first_lines_tell(tmp_path: Path) -> None:
    feature = _feature(tmp_path, "001-lockers")
    feature.joinpath("spec.md").write_bytes(b"# A\n\n**Feature Branch**: `001-lockers`\n")

    assert load(str(feature))[0].dialect == "spec-kit"
