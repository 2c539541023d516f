"""What an editor is told while its author types is what a new process would tell of the text that stands there."""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import Any

import pytest

from groundplan import pipeline
from groundplan.lsp.analysis import Texts, opened
from groundplan.memory import GivenUpError, Made, Memory, Piece, Row
from groundplan.source import Source, SourceFile
from tests.conftest import ROOT

SOURCES = [
    *sorted((ROOT / "tests" / "check" / "clean").glob("*.md")),
    *sorted((ROOT / "examples").glob("*/*.md")),
    *sorted((ROOT / "tests" / "read" / "dialects").glob("*/*.md")),
]
EDITS = 12
PROFILES = ("", "zalando", "microsoft", "google")
TYPED = (
    "\n", " ", "x", "- ", "## Overview\n", "# Title\n", "```\n", "---\n", "| a | b |\n", "| --- | --- |\n", "===\n",
    "<!-- ", "-->", "### Order\n", "- id: uuid, primary key\n", "`GET /orders`", "버전",
    "The system SHALL answer within 200 ms.\n",
)  # fmt: skip


def edited(text: str, chance: random.Random) -> str:
    """The text after one edit: something typed, something deleted, a line moved or written again."""
    kind = chance.randrange(4)
    at = chance.randrange(len(text) + 1)
    if kind < 2:
        return text[:at] + chance.choice(TYPED) + text[at:]
    if kind == 2:
        return text[:at] + text[at + chance.choice((1, 1, 3, 40)) :]
    lines = text.split("\n")
    line = lines.pop(chance.randrange(len(lines))) if chance.randrange(2) else chance.choice(lines)
    lines.insert(chance.randrange(len(lines) + 1), line)
    return "\n".join(lines)


def versions(text: str, seed: str) -> Iterator[str]:
    chance = random.Random(seed)
    for _ in range(EDITS):
        text = edited(text, chance)
        yield text


def assert_same(path: Path, texts: Texts, memory: Memory, number: int) -> None:
    source, faults = pipeline.load(str(path))
    now = opened(source, str(path), texts)
    profile = PROFILES[number // 4 % len(PROFILES)]  # now and then the author changes the configuration too
    with memory:
        known = pipeline.understood(now, faults, memory=memory, profile=profile)
    fresh = pipeline.understood(now, faults, profile=profile)
    assert known.documents == fresh.documents, f"edit {number}"
    assert known.spec == fresh.spec, f"edit {number}"
    assert known.diagnostics == fresh.diagnostics, f"edit {number}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_memory_changes_nothing(path: Path) -> None:
    memory = Memory()
    text = path.read_text(encoding="utf-8")
    assert_same(path, {str(path): text}, memory, 0)
    for number, version in enumerate(versions(text, path.name), 1):
        assert_same(path, {str(path): version}, memory, number)


HEAD = """\
# Depot

Parcels are kept for 30 days. See section 9.4. 시스템은 검수원이 쿠폰을 등록하도록 해야 한다.

## Actors

- Admin: all.
- Clerk: counts.

## Requirements

"""
ENTITY = """
### {name}

| field | type | required | constraints |
| --- | --- | --- | --- |
| id | uuid | yes | primary key |
| owner | reference to User | yes | |
| status | enum(NEW, DONE) | yes | |
"""
ENDPOINTS = """\
| GET | /{path}s | bearer | List {name}, page_size | 404 |
| GET | /{path}s/{{id}} | bearer | Read {name} | 401, 404 |
| POST | /{path}s | Clerk | Make {name} | 401, 409 |
| PATCH | /{path}s/{{id}} | bearer | Change {name} | 401, 404 |
| PUT | /{path}s/{{id}}/status | Clerk | Turn {name} | 401, 404 |
| DELETE | /{path}s/{{id}} | Admin | Drop | 477 |
"""
TAIL = """
### POST /orders/{id}/close

The body has `note` and the secret `token`.

```json
{"id": 1, "label": "Hall", "orderNote": null}
```

## Stories

**Acceptance criteria**:

- When a clerk closes an order, the system shall tell its owner within 5 seconds.
- 검수원이 주문을 닫으면 시스템은 3초 이내에 알림을 보내야 한다.

## Storage

```sql
CREATE TABLE crates (
  id UUID PRIMARY KEY,
  label VARCHAR(80) NOT NULL
);
```

Crates are kept for 40 days in PostgreSQL.
"""
PLACES = (
    "Parcels are kept", "쿠폰을 등록", "- Clerk: counts", "## Requirements", "REQ-020: The system", "### Room",
    "| owner", "reference to User", "enum(NEW", "| GET | /loans", "List Parcel", "| Clerk", "401, 40", "/close",
    "the secret `tok", '"label": "Ha', "Acceptance", "tell its owner", "3초 이내", "  label", "NOT NULL", "40 day",
)  # fmt: skip


def long_spec() -> str:
    """A SPEC of many pages whose sentences, endpoints, entities and roles contradict each other here and there."""
    names = [f"{one}{other}" for one in ("Order", "Room", "Parcel", "Loan") for other in ("", "Note", "Line", "Copy")]
    parts = [HEAD]
    for number, name in enumerate(names * 4):
        deed = ("create", "delete", "read", "export the")[number % 4]
        who, most = ("a clerk", "an admin", "an inspector")[number % 3], (5, 7, 9)[number % 3]
        parts.append(f"- REQ-{number:03}: The system shall let {who} {deed} a {name} within {most} seconds.\n")
        if number % 7 == 0:
            parts.append(f"- REQ-9{number:02}: A {name} shall have at most {number} lines, kept for {number} days.\n")
    parts += ["\n## Data model\n", *(ENTITY.format(name=name) for name in names)]
    parts.append("\n## API\n\n| Method | Path | Auth | Description | Errors |\n| --- | --- | --- | --- | --- |\n")
    parts += [ENDPOINTS.format(name=name, path=name.lower()) for name in names]
    return "".join([*parts, TAIL])


def changed(text: str, before: list[str], chance: random.Random) -> str:
    """The text after a change to a sentence, a heading, an entity, a role or an endpoint, or as it was before."""
    kind, lines = chance.randrange(6), text.split("\n")
    at = chance.randrange(len(lines))
    if kind == 0:
        return chance.choice(before)
    if kind == 1:
        del lines[at : at + chance.choice((1, 1, 20, 90))]
    elif kind == 2:
        lines.insert(
            at, chance.choice((*lines, "## Out of scope", "### Crate", "- Inspector: looks.", "<!-- -->", "```"))
        )
    else:
        words = lines[at].split(" ")
        words[chance.randrange(len(words))] = chance.choice(text.split())
        lines[at] = " ".join(words)
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(2))
def test_what_is_kept_of_a_long_spec_is_what_would_be_found(tmp_path: Path, seed: int) -> None:
    path, memory, chance = tmp_path / "spec.md", Memory(), random.Random(seed)
    texts = [long_spec()]
    path.write_text(texts[0], encoding="utf-8")
    for number in range(EDITS):
        assert_same(path, {str(path): texts[-1]}, memory, number)
        texts.append(changed(texts[-1], texts, chance))


def test_a_letter_typed_anywhere_tells_what_is_found(tmp_path: Path) -> None:
    path, memory, text = tmp_path / "spec.md", Memory(), long_spec()
    path.write_text(text, encoding="utf-8")
    assert_same(path, {str(path): text}, memory, 0)
    for number, place in enumerate(PLACES):
        at = text.index(place) + len(place)
        typed = text[:at] + ("x", "가", " y")[number % 3] + text[at:]
        assert_same(path, {str(path): typed}, memory, 0)
        text = typed if number % 2 else text


class Watched(Memory):
    """Counts what had to be made."""

    made = 0

    def recall(self, place: Hashable, given: Any, make: Callable[[], Made]) -> Made:
        def counted() -> Made:
            self.made += 1
            return make()

        return super().recall(place, given, counted)


def test_an_unchanged_spec_is_not_read_again() -> None:
    memory = Watched()
    source, faults = pipeline.load(str(SOURCES[0]))
    for expected in (True, False):
        memory.made = 0
        with memory:
            pipeline.understood(source, faults, memory=memory)
        assert bool(memory.made) is expected


def test_a_run_that_is_given_up_leaves_what_was_known() -> None:
    memory = Watched()
    source, faults = pipeline.load(str(SOURCES[0]))
    with memory:
        pipeline.understood(source, faults, memory=memory)
    memory.is_wanted = lambda: False
    with pytest.raises(GivenUpError), memory:
        pipeline.understood(source, faults, memory=memory)
    memory.is_wanted, memory.made = lambda: True, 0
    with memory:
        pipeline.understood(source, faults, memory=memory)
    assert not memory.made


def test_a_run_goes_on_where_one_was_given_up() -> None:
    memory = Watched()
    source, faults = pipeline.load(str(SOURCES[0]))
    asked = iter(range(40))
    memory.is_wanted = lambda: next(asked, None) is not None
    with pytest.raises(GivenUpError), memory:
        pipeline.understood(source, faults, memory=memory)
    memory.made, memory.is_wanted = 0, lambda: True
    with memory:
        known = pipeline.understood(source, faults, memory=memory)
    whole = Watched()
    with whole:
        fresh = pipeline.understood(source, faults, memory=whole)
    assert known == fresh
    assert memory.made < whole.made


def test_what_was_found_in_a_row_stays_where_its_pieces_stay() -> None:
    asked: list[str] = []

    def find(piece: Piece[str], end: str) -> Iterator[str]:
        asked.extend(piece)
        return (one + end for one in piece)

    pieces = [Piece(("a", "b")), Piece(("c",))]
    first = Row(pieces)
    assert first.found(find, given=("!",)) == ["a!", "b!", "c!"]
    second = Row([pieces[0], Piece(("d",))], first)
    asked.clear()
    assert second.found(find, given=("!",)) == ["a!", "b!", "d!"] == second.found(find, given=("!",))
    assert asked == ["d"]
    assert second.found(find, given=("?",)) == ["a?", "b?", "d?"]
    assert Row(pieces[:1], second).found(find, given=("!",)) == ["a!", "b!"]


def test_a_profile_is_asked_anew_though_the_text_stays() -> None:
    text = "# Shop\n\n## Data model\n\n### Order\n\n- orderNumber: string(20)\n- paidAt: datetime\n"
    lines = tuple(text.split("\n"))
    source, memory = Source("spec.md", (SourceFile("spec.md", lines),)), Memory()
    found = []
    for profile in ("", "zalando", ""):
        with memory:
            known = pipeline.understood(source, [], memory=memory, profile=profile).diagnostics
        assert known == pipeline.understood(source, [], profile=profile).diagnostics
        found.append(known)
    assert found[0] == found[2] != found[1]
