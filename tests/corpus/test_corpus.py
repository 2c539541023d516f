"""What `make corpus` counts, on a document of ours whose label differs from it in known places."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

TINY = Path(__file__).parent / "tiny"


def _corpus(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "tools" / "corpus.py"), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def _scores() -> dict[str, Any]:
    done = _corpus("--corpus", str(TINY), "--format", "json")
    assert done.returncode == 0, done.stderr
    return {one["kind"]: one for one in json.loads(done.stdout)["documents"]}


def test_facts_are_counted_once_and_differences_are_shown_with_their_lines() -> None:
    scores = _scores()

    counted = {kind: (one["wanted"], one["found"], one["right"]) for kind, one in scores.items()}
    assert counted == {
        "endpoints": (3, 3, 2),
        "entities": (2, 1, 1),  # Author is only mentioned: free to find
        "fields": (3, 3, 2),
        "auth": (2, 1, 1),
        "framework": (1, 1, 0),
        "database": (1, 1, 1),
        "integrations": (1, 0, 0),
        "targets": (2, 2, 1),  # a line counts once, however many numbers it gives
        "compliance": (0, 0, 0),
        "requirements": (2, 1, 1),
    }
    assert [one["shown"] for one in scores["endpoints"]["missed"]] == ["DELETE /books/:id"]
    assert [(one["shown"], one["line"]) for one in scores["endpoints"]["false"]] == [("GET /api/authors", 15)]
    assert [(one["shown"], one["line"]) for one in scores["fields"]["false"]] == [("Book.pages", 23)]
    assert (scores["fields"]["precision"], scores["compliance"]["recall"]) == (2 / 3, 1.0)


def test_the_table_sums_the_documents() -> None:
    done = _corpus("--corpus", str(TINY))

    assert "endpoints           3      3      2      0.667   0.667" in done.stdout.splitlines()
    assert "  missed      0  Reader" in done.stdout.splitlines()


def test_a_kind_that_no_label_gives_is_not_measured() -> None:
    assert "roles" not in _scores()


def test_nothing_to_measure_is_said(tmp_path: Path) -> None:
    done = _corpus("--corpus", str(tmp_path))

    assert (done.returncode, done.stdout) == (0, "")
    assert "skipped" in done.stderr
