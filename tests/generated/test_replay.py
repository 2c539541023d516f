"""The same requests get the same answers: on every framework and on both databases, ids, times and tokens apart.

The recording is what the first framework answers on SQLite; it is reviewed like any other golden.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.scaffold.library import available
from tests.conftest import Golden
from tests.support.matrix import Cell, with_admin
from tests.support.projects import SECRET, Project, serving
from tests.support.replay import Replay

pytestmark = pytest.mark.slow

RUNS = Path(__file__).parent / "replay"
ORIGIN = "https://replay.example"
RECORDING = "fastapi"
LEAST = 200


@pytest.mark.cells(replay=True)
def test_the_recorded_run_is_the_same(
    project: Project, cell: Cell, surroundings: dict[str, str], url: str, golden: Golden, request: pytest.FixtureRequest
) -> None:
    case = cell.case
    with_admin(project, case, "admin@replay.example", DATABASE_URL=url, **surroundings)
    secrets = {case.webhook: SECRET} if case.webhook else {}
    settings = {f"{name.upper()}_WEBHOOK_SECRET": secret for name, secret in secrets.items()}
    limits = {"RATE_LIMIT_DEFAULT": "1000000", "RATE_LIMIT_LOGIN": "1000000", "RATE_LIMIT_TOKEN": "1000000"}

    with serving(project, DATABASE_URL=url, CORS_ORIGINS=ORIGIN, **settings, **limits, **surroundings) as service:
        text = Replay(RUNS / case.replay, service.url, secrets).record()

    recorded = RUNS / f"{case.id}.golden"
    if (cell.framework, url[:6]) == (RECORDING, "sqlite") or request.config.getoption("--golden") == "check":
        golden(recorded, text)


def test_one_recording_is_long_enough() -> None:
    counts = [recording.read_text(encoding="utf-8").count("\n\n") + 1 for recording in RUNS.glob("*.golden")]

    assert max(counts) >= LEAST
    assert RECORDING in available()
