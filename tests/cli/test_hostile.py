"""Lint of what nobody should have written: findings, never a traceback, and output that does not act on a terminal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_cli import groundplan
from tests.conftest import ROOT

INJECTION = """---
id: "{{ 7*7 }}"
title: {0.__class__}
version: %s
status: '"; DROP TABLE'
---
# \u202eevil\u202c \x1b[31m

## Data model

### ../../x
- id: uuid, primary key
- class: -> {{ config }}
- `"; DROP TABLE users; --`: string
- \u200bzero\u200b: "quote'

## API
| Method | Path | Auth | Description |
|---|---|---|---|
| GET | /../../etc/{pass wd} | {{x}} | `rm` |
| GET | /a/{__class__} | \u202eadmin | x |
"""
TEXTS = {
    "injection": INJECTION.encode(),
    "long line": b"# A\n\n## Requirements\n- REQ-1: The system shall be " + b"fast and " * 100_000 + b"\n",
    "deep list": b"# A\n\n" + b"".join(b"  " * depth + b"- GET /a%d\n" % depth for depth in range(200)),
    "unknown names": b"# A\n\n## Data model\n\n### E\n" + b"".join(b"- f%d: -> T%d\n" % (n, n) for n in range(1000)),
    "unclosed front matter": b"---\nid: x\n",
    "empty": b"",
    "not utf-8": b"# A\n\nab\xff\xfe\n",
    "not text": b"# A\0\n",
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("format_", ["text", "concise", "github", "html"])
def test_hostile(name: str, format_: str, tmp_path: Path) -> None:
    spec = tmp_path / "spec.md"
    spec.write_bytes(TEXTS[name])

    done = groundplan("lint", str(spec), "--format", format_)

    assert done.returncode in (0, 1), done.stderr
    assert done.stderr == ""
    assert not {"\x1b", "\u202e", "\x07"} & set(done.stdout)
    assert [path.name for path in tmp_path.iterdir()] == ["spec.md"]


@pytest.mark.parametrize("format_", ["text", "json", "sarif"])
def test_the_same_bytes_under_any_seed_zone_locale_and_place(format_: str, tmp_path: Path) -> None:
    spec = str(ROOT / "tests" / "lint" / "CON002-permission-conflict" / "bad.ko.md")
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "groundplan", "lint", spec, "--format", format_],
            capture_output=True,
            cwd=cwd,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "LANG": locale, "GROUNDPLAN_CACHE": str(tmp_path / seed)},
            check=False,
        ).stdout
        for seed, zone, locale, cwd in (("0", "UTC", "C", ROOT), ("7", "Asia/Seoul", "ko_KR.UTF-8", tmp_path))
    }

    assert len(outputs) == 1
    assert b"CON002" in outputs.pop()
