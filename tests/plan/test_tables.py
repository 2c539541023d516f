"""The tables of planning: what is malformed is refused with its reason when they are compiled."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest

from groundplan.errors import ResourceError
from groundplan.plan.words import tables
from groundplan.plan.words.tables_schema import validated
from tests.conftest import ROOT


def _row(**changes: Any) -> dict[str, Any]:
    return {"id": "OP001", "kind": "list", "when": {}, "because": {"en": "so", "ko": "그래서"}} | changes


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([_row(kind="dance")], "unknown kind"),
        ([_row(), _row()], "same id"),
        ([_row(when={"moon": "full"})], "moon"),
        ([_row(when={"shape": ["round"]})], "shape"),
        ([_row(id="X1")], "id"),
        ([_row(because={"en": "so"})], "ko"),
    ],
)
def test_a_malformed_row_is_refused(rows: list[dict[str, Any]], told: str) -> None:
    with pytest.raises(ResourceError, match=told):
        validated("operations", {"rules": rows, "words": {}})


def test_words_are_folded() -> None:
    made = validated("operations", {"rules": [_row(when={"last": ["Sign-Up"]})], "words": {"self": ["Log In"]}})
    assert made["rules"][0]["when"]["last"] == ["signup"]
    assert made["words"]["self"] == ["login"]


def test_the_catalogue_of_errors_is_that_of_the_contract() -> None:
    assert [row["status"] for row in tables.error_rows()] == [
        400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428, 429, 500, 501, 503,
    ]  # fmt: skip


def test_a_plan_does_not_depend_on_the_order_of_sets() -> None:
    script = (
        "from tests.plan import handmade; from groundplan.plan import build, problems;"
        "plan = build(handmade.tasks(), handmade.decisions()); print(plan, problems(plan))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LANG": language},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone, language in (("1", "UTC", "C"), ("77", "Asia/Seoul", "ko_KR.UTF-8"))
    }
    assert len(outputs) == 1
