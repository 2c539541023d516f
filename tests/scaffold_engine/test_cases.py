"""Each folder of cases/ is a scaffold and what it makes of the hand-made Blueprint: `made.txt` or `error.txt`."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan import scaffold
from groundplan.errors import ResourceError
from groundplan.filetree import FileTree
from groundplan.scaffold.lock import LOCK_PATH
from tests.conftest import Golden
from tests.scaffold_engine.blueprints import blueprint

CASES = sorted((Path(__file__).parent / "cases").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, golden: Golden) -> None:
    """The files made, or the fault of the scaffold without machine paths."""
    try:
        text, name = _joined(scaffold.render(blueprint(), scaffold.load("", case / "scaffold"))), "made.txt"
    except ResourceError as fault:
        text, name = str(fault).replace(str(case), "<case>") + "\n", "error.txt"
    expected = [one for one in ("made.txt", "error.txt") if (case / one).exists()]
    assert expected in ([], [name]), text
    golden(case / name, text)


def _joined(tree: FileTree) -> str:
    heads = {path: f"//// {path}{' x' * file.executable}{' user' * (file.owner == 'user')}\n" for path, file in tree}
    return "".join(heads[path] + file.text for path, file in tree if path != LOCK_PATH)
