"""The editors of docs/editors.md, headless, with the set-up that stands there: a SPEC that is opened has findings."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

BIN = Path(sys.executable).parent
SPEC = """\
---
id: SPEC-SHOP-001
title: Shop
version: v1
status: draft
---

# Shop

## Requirements

- REQ-001: The system SHALL answer quickly.
"""
EXPECTED = {(3, "DOC004"), (11, "REQ001")}
WAIT = 60


def documented(section: str, number: int) -> str:
    """A block of code of docs/editors.md."""
    text = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
    part = text.split(f"\n## {section}\n")[1].split("\n## ")[0]
    blocks: list[str] = re.findall(r"```\w+\n(.*?)```", part, re.DOTALL)
    return blocks[number]


def run(command: list[str], folder: Path, timeout: int = 3 * WAIT) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "HOME": str(folder)}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=timeout, check=False
    )


def found(output: str) -> set[tuple[int, str]]:
    """The lines `4 DOC004` of what an editor printed, its own messages around them."""
    return {(int(line), code) for line, code in re.findall(r"^(\d+) ([A-Z]+\d+)$", output, re.MULTILINE)}


def required(command: str) -> str:
    path = shutil.which(command)
    if path is None:
        pytest.skip(f"{command} is not installed")
    return path


def test_neovim(tmp_path: Path) -> None:
    neovim = required("nvim")
    minor = int(re.findall(r"v0\.(\d+)", run([neovim, "--version"], tmp_path).stdout)[0])
    (tmp_path / "spec.md").write_text(SPEC, encoding="utf-8")
    (tmp_path / "init.lua").write_text(documented("Neovim", 0 if minor >= 11 else 1))
    (tmp_path / "wait.lua").write_text(f"""
        vim.wait({WAIT}000, function() return #vim.diagnostic.get(0) > 0 end, 50)
        for _, one in ipairs(vim.diagnostic.get(0)) do
          io.stdout:write(one.lnum .. ' ' .. (one.code or one.user_data.lsp.code) .. '\\n')
        end
        vim.cmd('qa!')
    """)
    told = run([neovim, "--headless", "-u", "init.lua", "spec.md", "-c", "luafile wait.lua"], tmp_path)
    assert found(told.stdout) >= EXPECTED, told.stderr


def test_emacs(tmp_path: Path) -> None:
    emacs = required("emacs")
    (tmp_path / "spec.md").write_text(SPEC, encoding="utf-8")
    (tmp_path / "init.el").write_text(f"""
        (package-initialize)
        (unless (and (require 'eglot nil t) (require 'markdown-mode nil t)) (princ "absent") (kill-emacs))
        {documented("Emacs", 0)}
        (find-file "spec.md")
        (apply #'eglot--connect (eglot--guess-contact))
        (let ((end (+ (float-time) {WAIT})))
          (while (and (< (float-time) end) (not (flymake-diagnostics)))
            (accept-process-output nil 0.1)))
        (dolist (one (flymake-diagnostics))
          (string-match "\\\\[\\\\([A-Z0-9]+\\\\)\\\\]" (flymake-diagnostic-text one))
          (princ (format "%d %s\\n" (1- (line-number-at-pos (flymake-diagnostic-beg one)))
                         (match-string 1 (flymake-diagnostic-text one)))))
        (eglot-shutdown-all)
    """)
    told = run([emacs, "--batch", "-l", "init.el"], tmp_path)
    if told.stdout.endswith("absent"):
        pytest.skip("Emacs has no eglot or no markdown-mode")
    assert found(told.stdout) >= EXPECTED, told.stderr
