"""Counts what every lint rule finds in SPECs that people wrote, and keeps what a reader judged of a sample.

    python tools/findings.py FOLDER             the table as docs/findings.md has it
    python tools/findings.py FOLDER --sample    samples of the noisiest rules, with the lines around each finding
    python tools/findings.py FOLDER --update    write counts and samples into tools/findings.yaml; judgements stay

A sample is every k-th finding. In the file `right` is true or false where somebody has read the finding in its
document, and empty where nobody has; a rule that is wrong more than once in ten is mended, demoted or removed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from groundplan import pipeline, resources
from groundplan.check.rules import Rule, by_id, load
from groundplan.diagnostics import Diagnostic

DATA = Path(__file__).with_suffix(".yaml")
NOISIEST, SAMPLE = 20, 10
_AROUND = 2

Found = dict[str, list[Diagnostic]]


def main() -> int:
    """Print the table or the samples, or renew the file."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--sample", action="store_true")
    arguments.add_argument("--update", action="store_true")
    options = arguments.parse_args()
    data = _data(options.folder, read())
    if options.update:
        _write(data)
    sys.stdout.write(_sample(data, options.folder) if options.sample else page(data))
    return 0


def read() -> dict[str, Any]:
    """The counts and judgements as they were written last."""
    data: dict[str, Any] = YAML(typ="safe").load(DATA.read_text(encoding="utf-8"))
    return data


def _write(data: dict[str, Any]) -> None:
    yaml = YAML()
    yaml.width = 120
    yaml.dump(data, DATA)


def noisiest(data: dict[str, Any]) -> list[str]:
    """The rules that find most, the loudest first."""
    return sorted(data["rules"], key=lambda code: (-data["rules"][code]["findings"], code))[:NOISIEST]


def digest(rule: Rule) -> str:
    """What a rule finds follows from this: judgements of another one are judgements of another rule."""
    lists = [load().lexicons[name] for name in rule.check.get("lists", ())]
    parts: list[object] = [
        rule.node,
        rule.where,
        rule.named,
        rule.unnamed,
        rule.needs,
        rule.matching,
        rule.excluding,
        rule.given,
    ]
    parts += [
        rule.unless,
        rule.said,
        rule.unsaid,
        rule.unwritten,
        rule.check,
        lists,
        *((rule.told, rule.untold) if rule.told else ()),
    ]
    if rule.check["kind"] == "function":
        name = rule.check["name"]
        parts.append(Path(resources.__file__).with_name("check").joinpath("functions", f"{name}.py").read_text("utf-8"))
    return blake2b(json.dumps(parts, ensure_ascii=False).encode(), digest_size=6).hexdigest()


def _data(folder: Path, before: dict[str, Any]) -> dict[str, Any]:
    documents = sorted(path for path in folder.rglob("*.md") if path.parent.name != "labels")
    found = _found(documents)
    known = before.get("rules", {})
    rules = {
        rule.id: {
            "findings": len(own),
            "documents": len({one.primary.span.path for one in own}),
            "rule": digest(rule),
            "was": known.get(rule.id, {}).get("was", ""),
            "done": known.get(rule.id, {}).get("done", ""),
            "sample": _judged([_place(one, folder) for one in _every(own)], known.get(rule.id, {}).get("sample", ())),
        }
        for rule in load().rules
        if (own := found[rule.id])
    }
    data = {"documents": len(documents), "mended": before.get("mended", {}), "rules": rules}
    for code in set(rules) - set(noisiest(data)):
        del rules[code]["sample"], rules[code]["was"], rules[code]["done"]
    return data


def _found(documents: list[Path]) -> Found:
    """Findings by rule, each place once: a file is also read with its sibling."""
    found: Found = defaultdict(list)
    seen: set[tuple[str, ...]] = set()
    for path in documents:
        for one in pipeline.understand(str(path), "en").diagnostics:
            span = one.primary.span
            key = (one.code, span.path, str(span.line), str(span.column))
            if key not in seen:
                seen.add(key)
                found[one.code].append(one)
    return found


def _every(own: list[Diagnostic]) -> list[Diagnostic]:
    size = min(SAMPLE, len(own))
    return [own[position * len(own) // size] for position in range(size)]


def _place(one: Diagnostic, folder: Path) -> str:
    span = one.primary.span
    return f"{Path(span.path).relative_to(folder)}:{span.line}:{span.column}"


def _judged(places: list[str], before: Any) -> list[dict[str, Any]]:
    known = {one["at"]: one for one in before}
    return [{"at": place, "right": known.get(place, {}).get("right")} for place in places]


def _sample(data: dict[str, Any], folder: Path) -> str:
    lines: list[str] = []
    for code in noisiest(data):
        lines.append(f"##### {code}")
        for one in data["rules"][code]["sample"]:
            path, line, _ = one["at"].rsplit(":", 2)
            text = (folder / path).read_text(encoding="utf-8-sig").splitlines()
            first = max(0, int(line) - 1 - _AROUND)
            lines += [
                f"--- {one['at']} {one['right']}",
                *(f"    {row[:240]}" for row in text[first : int(line) + _AROUND]),
            ]
    return "\n".join(lines) + "\n"


def page(data: dict[str, Any]) -> str:
    """docs/findings.md."""
    loud = noisiest(data)
    rest = sorted(data["rules"].keys() - set(loud), key=lambda code: (-data["rules"][code]["findings"], code))
    tables = [
        _table("rule, severity, findings, documents, judged, precision, before, what was done", map(_loud, loud), data),
        ["", "Among the noisiest before, and no more:", ""],
        _table("rule, findings before, precision before, what was done", map(_mended, data["mended"]), data),
        ["", "The others that find anything:", ""],
        _table("rule, severity, findings, documents", map(_quiet, rest), data),
    ]
    return _HEAD.format(documents=data["documents"]) + "\n".join(line for table in tables for line in table) + "\n"


Row = Callable[[dict[str, Any]], list[Any]]


def _table(heads: str, rows: Iterable[Row], data: dict[str, Any]) -> list[str]:
    names = heads.split(", ")
    cells = [names, ["---"] * len(names), *(row(data) for row in rows)]
    return [f"| {' | '.join(map(str, one))} |" for one in cells]


def _title(code: str) -> str:
    return f"{code} {by_id()[code].name}"


def _quiet(code: str) -> Row:
    def row(data: dict[str, Any]) -> list[Any]:
        one = data["rules"][code]
        return [_title(code), by_id()[code].severity, one["findings"], one["documents"]]

    return row


def _loud(code: str) -> Row:
    def row(data: dict[str, Any]) -> list[Any]:
        one = data["rules"][code]
        judged = [row["right"] for row in one["sample"] if row["right"] is not None]
        precision = f"{sum(judged) / len(judged):.2f}" if judged else ""
        return [*_quiet(code)(data), len(judged), precision, one["was"], one["done"]]

    return row


def _mended(code: str) -> Row:
    def row(data: dict[str, Any]) -> list[Any]:
        one = data["mended"][code]
        return [_title(code), one["findings"], one["was"], one["done"]]

    return row


_HEAD = """# What the lint rules find in SPECs that people wrote

Findings of each rule in {documents} public SPEC documents (API Blueprint, free form, Kiro, MoAI, OpenSpec, spec-kit),
each place once. Of each of the twenty noisiest rules ten findings, every k-th, were read in their documents and judged:
right is what a reviewer would say too. `before` is the precision of the rule as it was when the reading began.

Generated from `tools/findings.yaml` by `make docs`. `python tools/findings.py FOLDER --update` counts anew and keeps
the judgements; a test holds that each of the twenty is judged as it is now. The documents are not part of this
repository.

"""


if __name__ == "__main__":
    sys.exit(main())
