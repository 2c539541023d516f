"""`.groundplan/lock.json`: what the project was made from, so that a later run can tell our lines from the user's."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from groundplan._version import __version__
from groundplan.filetree import File, FileTree

if TYPE_CHECKING:
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.scaffold.library import Scaffold

LOCK_PATH = ".groundplan/lock.json"
LOCK_FORMAT = 1


def lock(tree: FileTree, blueprint: Blueprint, scaffold: Scaffold) -> File:
    """The lock of every file in `tree`: no clock, no machine path, keys sorted."""
    data = {
        "format": LOCK_FORMAT,
        "groundplan": __version__,
        "spec": {"id": blueprint.service.id, "hash": blueprint.service.spec_hash},
        "scaffold": {"id": scaffold.id, "hash": scaffold.digest},
        "decisions": {one.question: _decision(one) for one in blueprint.decisions.decisions},
        "files": {path: _entry(file) for path, file in tree},
    }
    return File(json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n")


def file_hash(content: bytes) -> str:
    """The hash by which the lock knows a file's content."""
    return "sha256:" + sha256(content).hexdigest()


def _decision(one: Any) -> dict[str, Any]:
    return {"outcome": one.outcome, "stage": one.stage, "assumed": one.assumed}


def _entry(file: File) -> dict[str, Any]:
    entry: dict[str, Any] = {"hash": file_hash(file.text.encode()), "owner": file.owner}
    return {**entry, "executable": True} if file.executable else entry
