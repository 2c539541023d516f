"""Writing a tree: new folders, folders with files under `force`, and every target that is refused."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from groundplan import write as writing
from groundplan.errors import OutputError
from groundplan.filetree import File, FileTree
from groundplan.scaffold.lock import LOCK_PATH, file_hash
from groundplan.write import RefusalError, disk, write


def tree(**files: str) -> FileTree:
    """A FileTree: `a__b` is a/b."""
    made = FileTree()
    for name, text in files.items():
        made.add(name.replace("__", "/"), File(text, executable=text.startswith("#!")))
    return made


def content(folder: Path) -> dict[str, str]:
    """Every file below `folder`; links as `-> where`."""
    return {
        path.relative_to(folder).as_posix(): f"-> {path.readlink()}" if path.is_symlink() else path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def names(folder: Path) -> list[str]:
    """What is in `folder`, hidden or not."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(params=["exchange", "two renames"])
def _swapping(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "two renames":
        monkeypatch.setattr(disk, "exchange", lambda *_: False)


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_new_folder_has_fixed_modes_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        report = write(tree(a__b__c="text\n", run="#!/bin/sh\n"), tmp_path / "out")
    finally:
        os.umask(before)

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "out", *tmp_path.rglob("out/**/*"))}
    assert modes == {"out": 0o755, "a": 0o755, "b": 0o755, "c": 0o644, "run": 0o755}
    assert report.written == ("a/b/c", "run")
    assert names(tmp_path) == ["out"]


def test_text_is_utf8_with_its_own_line_ends(tmp_path: Path) -> None:
    write(tree(a="한글\nline\n"), tmp_path / "out")

    assert (tmp_path / "out/a").read_bytes() == "한글\nline\n".encode()


def test_empty_folder_is_used_and_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o700)
    write(tree(a="new"), tmp_path / "out")

    assert content(tmp_path / "out") == {"a": "new"}
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700


@pytest.mark.usefixtures("_swapping")
def test_force_replaces_ours_and_keeps_everything_else(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for name, text in {"a": "old", "same": "same", "mine/deep/note": "mine", ".git/HEAD": "ref"}.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text)
    (out / "link").symlink_to("/etc/passwd")
    (out / "mine/empty").mkdir()
    (out / "mine/deep/note").chmod(0o600)
    report = write(tree(a="new", same="same", b="b"), out, force=True)

    assert content(out) == {
        "a": "new", "same": "same", "b": "b", "mine/deep/note": "mine", ".git/HEAD": "ref", "link": "-> /etc/passwd",
    }  # fmt: skip
    assert (out / "mine/empty").is_dir()
    assert stat.S_IMODE((out / "mine/deep/note").stat().st_mode) == 0o600
    assert report.written == ("a", "b")
    assert report.replaced == ("a",)
    assert report.kept == (".git/HEAD", "link", "mine/deep/note", "mine/empty", "same")
    assert names(tmp_path) == ["out"]


def test_force_copies_where_links_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine").write_text("mine")
    (tmp_path / "out/mine").chmod(0o640)
    (tmp_path / "out/link").symlink_to("nowhere")
    monkeypatch.setattr(os, "link", no_links)
    write(tree(a="new"), tmp_path / "out", force=True)

    assert content(tmp_path / "out") == {"a": "new", "mine": "mine", "link": "-> nowhere"}
    assert stat.S_IMODE((tmp_path / "out/mine").stat().st_mode) == 0o640


def test_force_removes_what_an_earlier_run_made_and_nobody_changed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    entries = ", ".join(
        f'"{path}": {{"hash": "{file_hash(b"old")}", "owner": "{owner}"}}'
        for path, owner in [("stale/same", "tool"), ("changed", "tool"), ("given", "user")]
    )
    write(
        tree(
            stale__same="old",
            changed="old",
            given="old",
            **{LOCK_PATH.replace("/", "__"): f'{{"files": {{{entries}}}}}'},
        ),
        out,
    )
    (out / "changed").write_text("edited")
    report = write(tree(a="new"), out, force=True)

    assert report.removed == ("stale/same",)
    assert report.kept == (LOCK_PATH, "changed", "given")
    assert not (out / "stale").exists()


def test_force_leaves_files_that_were_handed_to_the_user(tmp_path: Path) -> None:
    made = FileTree()
    made.add("config", File("default", owner="user"))
    write(made, tmp_path / "out")
    (tmp_path / "out/config").write_text("edited")
    report = write(made, tmp_path / "out", force=True)

    assert content(tmp_path / "out") == {"config": "edited"}
    assert report.kept == ("config",)


@pytest.mark.parametrize("lock", ["", "[]", "{", '{"files": []}', '{"files": {"mine": 1}}', "[" * 100_000])
def test_damaged_lock_removes_nothing(tmp_path: Path, lock: str) -> None:
    write(tree(mine="mine", **{LOCK_PATH.replace("/", "__"): lock}), tmp_path / "out")
    report = write(tree(a="new"), tmp_path / "out", force=True)

    assert report.removed == ()
    assert content(tmp_path / "out")["mine"] == "mine"


def _file(out: Path) -> None:
    out.write_text("mine")


def _link(out: Path) -> None:
    (out.parent / "elsewhere").mkdir()
    out.symlink_to("elsewhere")


def _dangling(out: Path) -> None:
    out.symlink_to("nowhere")


def _link_to_folder_inside(out: Path) -> None:
    (out.parent / "elsewhere").mkdir()
    out.mkdir()
    (out / "app").symlink_to("../elsewhere")


def _link_to_file_inside(out: Path) -> None:
    (out.parent / "elsewhere").write_text("mine")
    (out / "app").mkdir(parents=True)
    (out / "app/main").symlink_to("../../elsewhere")


def _folder_against_file(out: Path) -> None:
    (out / "app/main").mkdir(parents=True)


def _file_against_folder(out: Path) -> None:
    out.mkdir()
    (out / "app").write_text("mine")


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (_file, "write.file"), (_link, "write.link"), (_dangling, "write.link"),
        (_link_to_folder_inside, "write.clash"), (_link_to_file_inside, "write.clash"),
        (_folder_against_file, "write.clash"), (_file_against_folder, "write.clash"),
    ],
)  # fmt: skip
def test_refused_even_with_force_and_nothing_changes(tmp_path: Path, make: object, key: str) -> None:
    make(tmp_path / "out")  # type: ignore[operator]
    before = content(tmp_path)
    with pytest.raises(RefusalError) as caught:
        write(tree(app__main="new"), tmp_path / "out", force=True)

    assert caught.value.key == key
    assert caught.value.text("ko") != caught.value.text("en")
    assert content(tmp_path) == before


def test_folder_with_files_is_refused_without_force(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine").write_text("mine")
    with pytest.raises(RefusalError, match="has files in it; --force"):
        write(tree(a="new"), tmp_path / "out")
    with pytest.raises(RefusalError, match="has files in it; --force"):
        writing.check(tmp_path / "out", force=False)

    assert content(tmp_path) == {"out/mine": "mine"}


@pytest.mark.parametrize(("target", "words"), [("no/out", "there is no folder"), ("/", "is the root")])
def test_impossible_places_are_refused(tmp_path: Path, target: str, words: str) -> None:
    with pytest.raises(RefusalError, match=words):
        write(tree(a="new"), tmp_path / target)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_unwritable_parent_is_refused(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(RefusalError, match="is not writable"):
        write(tree(a="new"), tmp_path / "closed/out")


def test_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left on device"):
        write(tree(a="new"), tmp_path / "out")

    assert names(tmp_path) == []


def test_failed_second_rename_puts_the_old_folder_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = disk.rename

    def fail_for_new(source: Path, target: Path) -> None:
        if "new-" in source.name:
            raise OSError(errno.EIO, "broken")
        rename(source, target)

    write(tree(a="old"), tmp_path / "out")
    monkeypatch.setattr(disk, "exchange", lambda *_: False)
    monkeypatch.setattr(disk, "rename", fail_for_new)
    with pytest.raises(OutputError, match="broken"):
        write(tree(a="new"), tmp_path / "out", force=True)

    assert content(tmp_path) == {"out/a": "old"}


def test_another_run_in_the_same_folder_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_LOCK_SECONDS", 0.1)
    with disk.locked(tmp_path), pytest.raises(RefusalError, match="another groundplan"):
        write(tree(a="new"), tmp_path / "out")


def test_paths_with_any_characters(tmp_path: Path) -> None:
    target = tmp_path / ("폴더 'x' $(y) " + "z" * 60)
    write(tree(a="new"), target)
    write(tree(a="newer"), target, force=True)

    assert content(target) == {"a": "newer"}
    assert names(tmp_path) == [target.name]
