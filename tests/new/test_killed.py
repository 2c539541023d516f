"""SIGKILL spread over the whole life of `groundplan new`: the target is absent or complete."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.new.test_new import LIBRARY

KILLS = 20


def _start(target: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "groundplan", "new", str(LIBRARY), "-o", str(target), "--yes"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_killed_at_twenty_moments(tmp_path: Path) -> None:
    _start(tmp_path / "warm").wait()
    before = time.monotonic()
    assert _start(tmp_path / "whole").wait() == 0
    seconds = time.monotonic() - before
    complete = _content(tmp_path / "whole")
    place = tmp_path / "killed"
    place.mkdir()

    for kill in range(1, KILLS + 1):
        target = place / f"{kill}"
        running = _start(target)
        # The last kills come late, around and after the moment when the folder takes its name.
        time.sleep(seconds * kill / (KILLS - 2))
        running.kill()
        running.wait()
        assert not target.exists() or _content(target) == complete, (
            f"killed after {kill}/{KILLS - 2} of {seconds:.2f} s"
        )

    target = place / "1"
    assert _start(target).wait() == 0 or _content(target) == complete
    assert _content(target) == complete
