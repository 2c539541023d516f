"""Writes the generated pages below docs/. `make docs` runs it; tests compare the pages with what it makes."""

from __future__ import annotations

import json
import runpy
import sys
from pathlib import Path

from ruamel.yaml import YAML

from groundplan.check.pages import pages
from groundplan.check.profiles import page as profiles
from groundplan.decide.document import schema as decide_schema
from groundplan.decide.pages import page as decisions
from groundplan.plan.pages import page as operations
from groundplan.report.json_ import schema
from groundplan.show.document import schema as show_schema

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
ATTACKS = ROOT / "tests" / "attacks" / "catalogue.yaml"


def generated() -> dict[str, str]:
    """Every generated page by its path below docs/."""
    return {
        **pages(),
        "decisions.md": decisions(),
        "findings.md": findings(),
        "operations.md": operations(),
        "profiles.md": profiles(),
        "security.md": security(),
        "decide.schema.json": decide_schema(),
        "lint.schema.json": schema(),
        "show.schema.json": json.dumps(show_schema(), indent=2, ensure_ascii=False) + "\n",
    }


def findings() -> str:
    """What the rules find in documents of other people, and how right they are."""
    tool = runpy.run_path(str(ROOT / "tools" / "findings.py"))
    return str(tool["page"](tool["read"]()))


def security() -> str:
    """The attacks that the tests try on every generated service."""
    rows: list[dict[str, str]] = YAML(typ="safe").load(ATTACKS.read_text(encoding="utf-8"))
    lines = [
        "# Attacks",
        "",
        "What the tests try on every generated service, for each framework, against a running process.",
        "Generated from `tests/attacks/catalogue.yaml` by `make docs`.",
        "",
        "| attack | how | what comes of it | test |",
        "| --- | --- | --- | --- |",
    ]
    lines += [f"| {row['attack']} | {row['how']} | {row['refused']} | `{row['test']}` |" for row in rows]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write what changed and remove pages of rules that are gone."""
    made = generated()
    for name, text in made.items():
        target = DOCS / name
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
            sys.stdout.write(f"docs/{name}\n")
    for page in sorted((DOCS / "rules").glob("*.md")):
        if f"rules/{page.name}" not in made:
            page.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
