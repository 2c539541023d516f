"""Any text is read: nothing raises, every place lies in the text, and the same text gives the same Spec."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from groundplan.plan.operations.operations import classify
from groundplan.show.document import document
from groundplan.show.model import Document
from groundplan.source import Span
from tests.conftest import SHARED
from tests.read.reading import spec_of

WORDS = (
    "# T",
    "## Data model",
    "## API",
    "## 데이터 모델",
    "### Task (작업)",
    "| Field | Type | Constraints |",
    "|---|---|---|",
    "| id | uuid | primary key |",
    "| a",
    "- id: uuid, required",
    "- x (string, min 3): y",
    "```sql",
    "```ts",
    "```",
    "---",
    "CREATE TABLE t (id UUID PRIMARY KEY, a INT);",
    "interface A {",
    "  b?: string;",
    "}",
    "GET /a/{id}",
    "- `POST /a` x (admin only)",
    "CRUD /things",
    "WHEN a, the system SHALL b.",
    "만약 a면, 시스템은 b해야 한다.",
    "FD: a -> b",
    "- unique (a, b desc)",
    "A N:M B through C (x: int)",
    "- JWT: access 15 min",
    "p95 < 20 ms at 3 rps",
    "100 requests/minute per IP",
    "key: value",
    "- Given a",
    "<!-- x",
    "-->",
    "\u202e\u200b",
    "```python",
    "class A(Base):",
    "    b: Optional[int] = None",
    "```json",
    '{"id": 1, "a": {"b": [',
    "```mermaid",
    "erDiagram",
    "A {",
    "```prisma",
    "model A {",
    "FORMAT: 1A",
    "## A [/a/{id}{?b}]",
    "### Read [GET]",
    "+ Attributes (array[A])",
    "    + b: 1 (number, required) - c",
    "+ Response 200 (application/json)",
    "### GET /a/1",
    "ALTER TABLE t ADD COLUMN b INT;",
    "- **THEN** it includes id, name, and b",
    "curl -X POST http://localhost/a -d x",
    "- `GET /a/",
    "> q",
    "const a = z.object({ b: z.string() });",
    "new mongoose.Schema({ c: [String] })",
    "+-----+",
    "| Box |",
    "| id: uuid |",
    "The `a` table SHALL have the columns:",
    "- `id` uuid NOT NULL",
    "A boat has a name, a home and a length.",
    "- `t` (id, a INT, b)",
    "Existing tables:",
    "## RENAMED Requirements",
    "- FROM: `### Requirement: a`",
)

lines = st.one_of(
    st.sampled_from(WORDS), st.text(max_size=60), st.tuples(st.sampled_from(WORDS), st.text(max_size=12)).map("".join)
)


@given(st.lists(lines, max_size=40).map("\n".join))
@example("| Field | Type | Constraints |\n0|0\n|---|---|---|")
@example("## API\n\n- `POST /boats` accepts `")
@example('## API\n\n`/0\nCRUD"/`')
@example("## Data model\n- `id` uuid NOT NULL\n\xa6")
@settings(max_examples=300)
def test_any_text_is_a_spec(text: str) -> None:
    text = text.replace("\r", "")

    spec = spec_of(text)

    assert spec == spec_of(text)
    Document.model_validate(document(spec, classify(spec)))
    lines_ = text.split("\n")
    for span in spans(spec):
        assert 1 <= span.line <= len(lines_)
        assert 1 <= span.column <= span.end_column <= len(lines_[span.line - 1]) + 1 or span.line != span.end_line


def spans(node: Any) -> Iterator[Span]:
    """Every place in a Spec."""
    if isinstance(node, Span):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from spans(part)


HOSTILE = {
    "empty model": "## Data model\n```prisma\nmodel A {\n}\n```",
    "spans of blanks": "## Data model\n### Boat\nColumns: `id `, `name  `, `size int`, `by uuid`, `at date`",
    "brackets of marks": "## Data model\n### Boat (- Deck)\n- a: string",
    "rows without cells": "## API\n### POST /a\nRequest body:\n\n| Field | Type |\n|---|---|\n|\n| a | int |",
    "long line": "## API\n- `GET /" + "a" * 1_000_000 + "`",
    "long cell": "## Data model\n### A\n| Field | Type |\n|---|---|\n| a | " + "enum(" * 100_000 + " |",
    "many brackets": "## API\n### POST /a\n- Request: " + "{ a: " * 50_000,
    "deep list": "\n".join(" " * depth + "- a: string" for depth in range(200)),
    "deep headings": "\n".join("#" * (1 + depth % 6) + f" H{depth}" for depth in range(2_000)),
    "many pipes": "|" * 200_000,
    "many backticks": "`" * 200_000 + " GET /a",
    "open fences": "```\n" * 20_001,
    "open comments": "<!-- \n" * 20_000,
    "spaces": " " * 500_000 + "x",
    "digits": "## Constraints\n- " + "1" * 200_000 + " ms",
    "stars": "## Requirements\n" + "*" * 200_000 + " SHALL",
    "colons": "## Data model\n### A\n- " + "a:" * 100_000,
    "open json": "### GET /a\n```json\n" + '{"a":[' * 50_000 + "\n```",
    "open classes": "```python\n" + "class A(Base):\n    a: int\n" * 10_000 + "```",
    "open blocks": "```mermaid\nerDiagram\n" + "A {\n" * 10_000 + "```",
    "long attribute": "## A [/a]\n+ Attributes\n    + a: " + "(b " * 50_000,
    "spaces in a heading": "## " + "a" + " " * 200_000 + "[GET]",
    "many mentions": "## API\n- " + "GET /a " * 2_000,
    "many methods": "## API\n- " + "`GET`/" * 8_000 + "/a",
    "words in a path": "## API\n- `GET /{id}`\n- WHEN GET /" + "a_" * 5_000 + "! is called",
    "many openings": "- x includes:\n" + "  - `a`\n" * 10_000,
    "long command": "```bash\ncurl " + "a\\\n" * 10_000 + "```",
    "conditions": "## Requirements\n- WHEN a\n" + "- AND b\n" * 20_000 + "- THE SYSTEM SHALL c\n" * 20_000,
    "services": "## Tech Stack\n- " + "Stripe, " * 20_000,
    "names in turn": "## Tech Stack\n- " + "Redis/" * 10_000,
    "openings in a heading": "## a" + "(" * 100_000 + " GET",
    "open schemas": "```ts\n" + "const a = z.object({ b: z.string(), \n" * 5_000 + "```",
    "deep arrays": "```ts\nconst a = z.object({ b: " + "z.array(" * 20_000 + " })\n```",
    "many schemas": "```js\n" + "const a = new Schema({ b: [[String]], c: { type: Date } })\n" * 3_000 + "```",
    "many boxes": "```\n" + ("+---+ " * 60 + "\n" + "| a | " * 60 + "\n") * 300 + "```",
    "walls": "```\n+---+\n" + "|" * 400 + "\n" * 2_000 + "```",
    "commas": "## Overview\n항구는 " + "이름,  " * 5_000 + "을 가진다",
    "spans": "## Requirements\nThe `a` table SHALL have the fields " + "`b` c d " * 200,
    "many columns": "```sql\n" + "CREATE TABLE t (" + "a INT,\n" * 20_000 + "b INT);\n```",
    "parentheses": "## Data model\n### Relations\n- A 1:N B " + "(" * 100_000,
}


HANG = 120
"""Seconds after which reading is taken to hang; it takes a few on a slow machine."""


@pytest.fixture
def hang() -> Iterator[None]:
    """End a reading that hangs: a pattern that goes back over its text again and again shows in no count of calls."""

    def ended(*_: Any) -> None:
        raise TimeoutError(f"not read within {HANG} s")

    before = signal.signal(signal.SIGALRM, ended)
    signal.alarm(HANG)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("hang")
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_read_like_any_other(text: str) -> None:
    assert spec_of(text).meta.dialect == "canonical"


def corpus() -> list[Any]:
    return sorted((SHARED / "corpus").glob("*/*.md")) if SHARED.is_dir() else []


@pytest.mark.parametrize("path", corpus() or [pytest.param(None, marks=pytest.mark.skip("no ../shared"))], ids=str)
def test_documents_of_other_people_are_read(path: Any) -> None:
    text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")

    spec = spec_of(text)

    Document.model_validate(document(spec, classify(spec)))
