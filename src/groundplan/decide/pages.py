"""The generated page `docs/decisions.md`: every table as the program has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundplan.decide import tables
from groundplan.decide.model import QUESTIONS
from groundplan.decide.phrases import phrase
from groundplan.decide.sheet import effect

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = """# Decision tables

Generated from `rules/decide/*.yaml` by `make docs`; edit those.

Every question runs five stages: **stated** (the SPEC or the command line), **evidence** (manifests in the repository
that holds the SPEC), **hard** (constraints that remove candidates), **score** (integer points), **margin** (ambiguous
when no rule that reads the SPEC or the repository fired, or when best minus second is below
`max(3, ceil(15 % of the best))`: then the tie-break, the order of the candidates, is taken and marked assumed).
Rows of the stage *setting* come after the outcome and give it its numbers; what the SPEC states wins over a default,
and rows that merge by `min` or `max` (regulation) win over both. `groundplan decide SPEC --why ID` shows what a row
read, and where.
"""


def page() -> str:
    """The text of the page."""
    parts = [
        _HEAD,
        *("\n".join(_table(question)) for question in QUESTIONS),
        "\n".join(_compat()),
        "\n".join(_sources()),
    ]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _table(question: str) -> Iterator[str]:
    table = tables.table(question)
    yield f"## {question}: {table['title']['en']}\n"
    if table["asks"]:
        yield "An assumed answer is worth a question to the author (ASK001).\n"
    yield from _candidates(table["candidates"])
    yield ""
    yield from _grid(["id", "stage", "when", "then", "because", "source"], [_row(row) for row in table["rows"]])


def _candidates(candidates: list[dict[str, Any]]) -> Iterator[str]:
    features = list(candidates[0]["features"])
    head = ["candidate", "id", *(["language"] if any(one["language"] for one in candidates) else []), *features]
    rows = []
    for one in candidates:
        levels = [str(one["features"][name]) for name in features]
        rows.append([one["title"], f"`{one['id']}`", *([one["language"]] if "language" in head else []), *levels])
    yield from _grid(head, rows)


def _row(row: dict[str, Any]) -> list[str]:
    merge = "" if row["merge"] == "first" else f" ({row['merge']})"
    return [
        f"<a id='{row['id'].lower()}'></a>{row['id']}",
        row["stage"],
        phrase(row["when"]),
        effect(row["then"]) + merge,
        row["because"]["en"],
        row["source"],
    ]


def _compat() -> Iterator[str]:
    yield "## What does not go together (CON010)\n"
    rows = [
        [one["id"], one["severity"], phrase(one["when"]), one["message"]["en"], one["help"]["en"], one["source"]]
        for one in tables.compat()
    ]
    yield from _grid(["id", "severity", "when", "message", "help", "source"], rows)


def _sources() -> Iterator[str]:
    yield "## Sources\n"
    for key, source in tables.sources().items():
        title = f"[{source['title']}]({source['url']})" if "url" in source else source["title"]
        yield f"- `{key}`: {title}"


def _grid(head: list[str], rows: list[list[str]]) -> Iterator[str]:
    for row in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
