"""The compiled tables of `rules/decide`, as plain data from the cache."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from groundplan import resources
from groundplan.decide.model import QUESTIONS
from groundplan.errors import ResourceError

Table = dict[str, Any]
_FORM = Path(__file__).with_name("schema.py")


@cache
def _compiled() -> dict[str, Any]:
    sources = resources.files("rules", "decide", suffix=".yaml")
    data: dict[str, Any] = resources.compiled("decide", [*sources, _FORM], lambda: _build(sources))
    return data


def _build(sources: list[Any]) -> dict[str, Any]:
    from groundplan.decide import schema

    documents = {source.stem: resources.read_yaml(source) for source in sources}
    missing = sorted({*QUESTIONS, "compat", "sources", "manifests"} - set(documents))
    if missing:
        raise ResourceError(f"rules/decide lacks {', '.join(missing)}")
    known = documents["sources"]
    tables = {name: schema.validated_table(f"{name}.yaml", documents[name]) for name in QUESTIONS}
    compat = schema.validated_compat("compat.yaml", documents["compat"])
    for row in [row for table in tables.values() for row in table["rows"]] + compat:
        if row["source"] not in known:
            raise ResourceError(f"{row['id']}: the source {row['source']!r} is not in sources.yaml")
    return {"tables": tables, "compat": compat, "sources": known, "manifests": documents["manifests"]}


def table(question: str) -> Table:
    """The table of one question. Raises ResourceError for malformed tables."""
    found: Table = _compiled()["tables"][question]
    return found


def compat() -> list[dict[str, Any]]:
    """The rows of what does not go together."""
    rows: list[dict[str, Any]] = _compiled()["compat"]
    return rows


def sources() -> dict[str, dict[str, str]]:
    """Source key -> title and, where it has one, url."""
    found: dict[str, dict[str, str]] = _compiled()["sources"]
    return found


def manifests() -> dict[str, Any]:
    """What a dependency, an image or a file in the repository tells: see `rules/decide/manifests.yaml`."""
    found: dict[str, Any] = _compiled()["manifests"]
    return found
