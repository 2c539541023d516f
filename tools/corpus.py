"""How well documents of other people are read: precision and recall against hand-made labels, and every difference.

`make corpus` measures the labelled documents beside this checkout. A label is YAML of the facts that a careful
reader finds in one document; what groundplan reads of it is compared fact by fact.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

from groundplan import pipeline
from groundplan.grammar import compact
from groundplan.load import load
from groundplan.source import Source, SourceFile
from groundplan.spec.model import Spec
from groundplan.spec.system.stack import canonical
from groundplan.spec.text.paths import normalised, shape
from groundplan.spec.text.words import bare, same_name

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
Label = dict[str, Any]


class Fact(NamedTuple):
    """`key` is what is compared, `shown` what a reader sees, `line` where it stands (0 where that is not known)."""

    key: str
    shown: str
    line: int


class Score(NamedTuple):
    """One kind of fact in one document; `wanted` of the label, `found` by us, `right` of them both."""

    document: str
    kind: str
    wanted: int
    found: int
    right: int
    missed: tuple[Fact, ...] = ()
    false: tuple[Fact, ...] = ()


class Read(NamedTuple):
    """One labelled document or folder, the lines of its files without bold, and what was read of it."""

    name: str
    label: Label
    files: dict[str, tuple[str, ...]]
    spec: Spec

    def lines(self) -> Iterator[tuple[str, int, str]]:
        """Each line of each file, with the file and its number."""
        for path, lines in self.files.items():
            for number, line in enumerate(lines, 1):
                yield path, number, line

    def line_of(self, *words: str) -> int:
        """The first line that has all the words; 0 where none has."""
        wanted = [word.lower() for word in words]
        return next((at for _, at, line in self.lines() if all(word in line.lower() for word in wanted)), 0)


def _key(path: str, base: str) -> str:
    plain = shape(normalised(path)[0])
    inside = base and (plain == base or plain.startswith(base + "/"))
    return (plain[len(base) :] or "/") if inside else plain


def _endpoints(one: Read) -> tuple[list[Fact], list[Fact]]:
    """Whole paths; where the label's are relative to a base URL, ours are compared without it."""
    address = str(one.label.get("base_path") or "").partition("://")[2] or str(one.label.get("base_path") or "")
    base = address[address.find("/") :] if "/" in address else ""
    stated = one.spec.base_path.value if one.spec.base_path else ""
    wanted = [
        Fact(f"{row['method']} {_key(row['path'], base)}", f"{row['method']} {row['path']}", one.line_of(row["path"]))
        for row in one.label["endpoints"]
    ]
    found = []
    for endpoint in one.spec.endpoints:
        path = stated + endpoint.path if endpoint.absolute else endpoint.path
        found.append(Fact(f"{endpoint.method} {_key(path, base)}", f"{endpoint.method} {path}", endpoint.span.line))
    return wanted, found


def _mentioned(one: Read) -> set[str]:
    """Entities that a label names without a definition: right to find, no fault to leave."""
    return {same_name(name) for name in one.label.get("entities_mentioned", ())}


def _entities(one: Read) -> tuple[list[Fact], list[Fact]]:
    wanted = [Fact(same_name(row["name"]), row["name"], one.line_of(row["name"])) for row in one.label["entities"]]
    free = _mentioned(one)
    found = [Fact(same_name(entity.name), entity.name, entity.span.line) for entity in one.spec.entities]
    return wanted, [fact for fact in found if fact.key not in free]


def _fields(one: Read) -> tuple[list[Fact], list[Fact]]:
    wanted = [
        Fact(f"{same_name(row['name'])}.{compact(field)}", f"{row['name']}.{field}", one.line_of(field))
        for row in one.label["entities"]
        for field in row["fields"]
    ]
    free = _mentioned(one)
    found = [
        Fact(f"{same_name(entity.name)}.{compact(field.name)}", f"{entity.name}.{field.name}", field.span.line)
        for entity in one.spec.entities
        if same_name(entity.name) not in free
        for field in entity.fields
    ]
    return wanted, found


def _listed(key: str, ours: Callable[[Spec], Iterable[tuple[str, int]]]) -> Callable[[Read], Any]:
    """Facts that a label gives as words, compared as the vocabulary knows them."""

    def facts(one: Read) -> tuple[list[Fact], list[Fact]]:
        stated = one.label[key]
        words = stated if isinstance(stated, list) else [stated] if stated else []
        wanted = [Fact(compact(canonical(str(word))[0]), str(word), one.line_of(str(word))) for word in words]
        found = [Fact(compact(canonical(word)[0]), word, line) for word, line in ours(one.spec)]
        return wanted, found

    return facts


def _integrations(one: Read) -> tuple[list[Fact], list[Fact]]:
    """A name that has the other's words in it is the same service: Whisper, OpenAI Whisper API.

    A label counts whom people sign in with too, which is read as a provider of OAuth 2.0.
    """
    wanted = [Fact(compact(name), name, one.line_of(name)) for name in one.label["integrations"]]
    found = [Fact(compact(name), name, auth.span.line) for auth in one.spec.auth for name in auth.providers]
    for integration in one.spec.integrations:
        key = compact(integration.name)
        same = next((fact.key for fact in wanted if min(len(key), len(fact.key)) > 3 and _within(key, fact.key)), key)
        found.append(Fact(same, integration.name, integration.span.line))
    return wanted, found


def _within(left: str, right: str) -> bool:
    return left in right or right in left


def _targets(one: Read) -> tuple[list[Fact], list[Fact]]:
    """By line: a label quotes a document's words, of which we may make several numbers."""
    places: dict[tuple[str, int], str] = {}
    wanted = []
    for text in one.label["performance_targets"]:
        places |= {(path, number): text for path, number, line in one.lines() if text in line}
        wanted.append(Fact(text, text, one.line_of(text)))
    found = []
    for target in one.spec.targets:
        path, line = target.span.path, target.span.line
        found.append(Fact(places.get((path, line), f"{path} {line}"), bare(target.text), line))
    return wanted, found


KINDS: dict[str, Callable[[Read], tuple[list[Fact], list[Fact]]]] = {
    "endpoints": _endpoints,
    "entities": _entities,
    "fields": _fields,
    "auth": _listed("auth", lambda spec: [(one.scheme, one.span.line) for one in spec.auth]),
    "roles": _listed("roles", lambda spec: [(one.name, one.span.line) for one in spec.roles]),
    "framework": _listed(
        "framework", lambda spec: [(one.value, one.span.line) for one in spec.frameworks if one.strength != "not"]
    ),
    "database": _listed(
        "database", lambda spec: [(one.value, one.span.line) for one in spec.databases if one.strength != "not"]
    ),
    "integrations": _integrations,
    "targets": _targets,
    "compliance": _listed("compliance", lambda spec: [(one.name, one.span.line) for one in spec.compliance]),
}
LABELS = {"fields": "entities", "targets": "performance_targets"}
"""Kinds that a label gives under another key; a document whose label lacks the key is not measured for the kind."""


def compare(document: str, kind: str, wanted: list[Fact], found: list[Fact]) -> Score:
    """The score of one kind: each fact counts once, however often it is said."""
    left, right = ({fact.key: fact for fact in reversed(facts)} for facts in (wanted, found))
    missed = tuple(sorted((left[key] for key in left.keys() - right.keys()), key=lambda fact: (fact.line, fact.key)))
    false = tuple(sorted((right[key] for key in right.keys() - left.keys()), key=lambda fact: (fact.line, fact.key)))
    return Score(document, kind, len(left), len(right), len(left.keys() & right.keys()), missed, false)


def _requirements(one: Read) -> Score:
    """A label counts them only; where the number differs, all of ours are shown."""
    wanted, found = int(one.label["requirements_count"]), len(one.spec.requirements)
    shown = tuple(Fact(item.text, f"{item.id} {item.text}".strip(), item.span.line) for item in one.spec.requirements)
    return Score(one.name, "requirements", wanted, found, min(wanted, found), (), shown if wanted != found else ())


def _alone(path: Path) -> Source:
    """One document without what stands beside it."""
    lines = tuple(path.read_text(encoding="utf-8-sig").replace("\r\n", "\n").split("\n"))
    return Source(path.as_posix(), (SourceFile(path.name, lines),))


def scores(label: Path, folder: Path) -> list[Score]:
    """Every kind of fact in the document of one label file; `folder` is what the label's path starts from."""
    content: Label = YAML(typ="safe").load(label.read_text(encoding="utf-8"))
    path = folder / content["document"]
    source = load(path.as_posix())[0] if path.is_dir() else _alone(path)
    spec = pipeline.read(pipeline.parse(source), source)
    files = {file.path: tuple(map(bare, file.lines)) for file in (*source.files, *source.contracts)}
    one = Read(content["document"], content, files, spec)
    result = [
        compare(one.name, kind, *facts(one)) for kind, facts in KINDS.items() if LABELS.get(kind, kind) in content
    ]
    return [*result, _requirements(one)] if "requirements_count" in content else result


def ratio(part: int, whole: int) -> float:
    """One where there was nothing to find."""
    return part / whole if whole else 1.0


def totals(found: list[Score]) -> list[Score]:
    """The sums over all documents, a row a kind."""
    rows = []
    for kind in (*KINDS, "requirements"):
        own = [one for one in found if one.kind == kind]
        if own:
            sums = [sum(getattr(one, part) for one in own) for part in ("wanted", "found", "right")]
            rows.append(Score(f"{len(own)} documents", kind, *sums))
    return rows


def table(found: list[Score]) -> Iterator[str]:
    """The rows of scores as aligned text."""
    yield f"{'kind':14}{'wanted':>7}{'found':>7}{'right':>7}{'precision':>11}{'recall':>8}"
    for one in found:
        precision, recall = ratio(one.right, one.found), ratio(one.right, one.wanted)
        yield f"{one.kind:14}{one.wanted:7}{one.found:7}{one.right:7}{precision:11.3f}{recall:8.3f}"


def report(found: list[Score]) -> Iterator[str]:
    """What is shown: the differences of each document, then the table over all."""
    for one in found:
        if one.missed or one.false:
            yield f"{one.document}: {one.kind} {one.right} of {one.wanted}, {one.found} found"
        for mark, facts in (("missed", one.missed), ("false", one.false)):
            yield from (f"  {mark:7} {fact.line:5}  {fact.shown[:100]}" for fact in facts)
    yield ""
    yield from table(totals(found))


def as_json(found: list[Score]) -> str:
    """The same for programs."""

    def plain(one: Score) -> dict[str, Any]:
        rates = {"precision": ratio(one.right, one.found), "recall": ratio(one.right, one.wanted)}
        lists = {part: [fact._asdict() for fact in getattr(one, part)] for part in ("missed", "false")}
        return {**one._asdict(), **rates, **lists}

    return json.dumps(
        {"totals": [plain(one) for one in totals(found)], "documents": [plain(one) for one in found]},
        ensure_ascii=False,
        indent=2,
    )


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; nothing to measure is said, and is no failure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="the folder with documents and labels/")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--only", default="", help="documents whose label has this in its name")
    options = parser.parse_args(arguments)
    labels = [path for path in sorted((options.corpus / "labels").glob("*.yaml")) if options.only in path.name]
    if not labels:
        print(f"skipped: no labelled documents in {options.corpus}", file=sys.stderr)
        return 0
    found = [score for label in labels for score in scores(label, options.corpus)]
    print(as_json(found) if options.format == "json" else "\n".join(report(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
