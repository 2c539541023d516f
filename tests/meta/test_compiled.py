"""Compiled tables are as new as the code that checks them: another form of the rows is another cache."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from groundplan import grammar, providers, resources
from groundplan.check import rules
from groundplan.decide import tables as decide_tables
from groundplan.plan.words import tables as plan_tables
from groundplan.scaffold import library

LOADERS: dict[str, Callable[[], Any]] = {
    "build.py": grammar._compiled.__wrapped__,
    "manifest.py": lambda: library.load("fastapi"),
    "providers.py": providers._table.__wrapped__,
    "schema.py decide": decide_tables._compiled.__wrapped__,
    "schema.py lint": rules.load.__wrapped__,
    "tables_schema.py": plan_tables._compiled.__wrapped__,
}


@pytest.mark.parametrize("form", LOADERS)
def test_the_code_that_checks_a_table_is_part_of_its_key(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled, seen = resources.compiled, []

    def note(name: str, sources: list[Path | resources.Known], build: Callable[[], Any]) -> Any:
        places = (source[0] if isinstance(source, tuple) else source for source in sources)
        seen.append((name, [Path(place).name for place in places]))
        return compiled(name, sources, build)

    monkeypatch.setattr(resources, "compiled", note)
    LOADERS[form]()

    assert any(form.split()[0] in names for _, names in seen), seen
