"""Tables and bullets of fields and features: each shape of `tables.yaml` gives what it says and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from groundplan.spec.text.paths import shown_path
from tests.read.reading import spec_of

if TYPE_CHECKING:
    from groundplan.spec.model import Field

SHAPES: list[dict[str, Any]] = YAML(typ="safe").load(Path(__file__).with_name("tables.yaml").read_text("utf-8"))


def _shown(field: Field) -> str:
    kind = field.type
    base = kind.base + (f"/{kind.target}" if kind.target else f"/{kind.length}" if kind.length else "")
    bounds = f"{field.minimum or ''}..{field.maximum or ''}" if field.minimum or field.maximum else ""
    marks = [
        field.name,
        f"{base}:{'|'.join(kind.values)}" if kind.values else base,
        "primary" if field.primary_key else "",
        "required" if field.required else "",
        "unique" if field.unique else "",
        "nullable" if field.nullable else "",
        bounds,
        field.on_delete or "",
        f"={field.default}" if field.default and "(" not in field.default else "",
    ]
    return " ".join(filter(None, marks))


@pytest.mark.parametrize("case", SHAPES, ids=[case["shape"] for case in SHAPES])
def test_a_shape_gives_its_fields(case: dict[str, Any]) -> None:
    text = case["text"] if case["text"].startswith("# ") else "# Service\n\n" + case["text"]
    spec = spec_of(text)

    assert {one.name: [_shown(field) for field in one.fields] for one in spec.entities} == case["wants"]
    assert sorted(one.text for one in spec.unread) == sorted(case.get("unread", []))
    assert sorted(one.id for one in spec.requirements) == sorted(case.get("requirements", []))
    assert {f"{one.method} {shown_path(one, spec)}" for one in spec.endpoints} == set(case.get("endpoints", []))
    assert [one.value for one in (*spec.databases, *spec.languages)] == case.get("stack", [])


def test_a_type_told_by_a_name_is_marked() -> None:
    spec = spec_of("# S\n\n## Data model\n\n### Boat\n\n- id: uuid\n- created_at\n- updated_at: datetime\n")

    assert [field.origin for field in spec.entities[0].fields] == ["stated", "inferred", "stated"]


@pytest.mark.parametrize(
    ("fence", "scheme"),
    [
        ("Cookie: session=<signed>", ["session"]),
        ("Set-Cookie: JSESSIONID=ab12; HttpOnly", ["session"]),
        ("cookie: session_id = x", ["session"]),
        ("Set-Cookie: session=eyJhbGciOi", []),
        ("Set-Cookie: theme=dark", []),
    ],
)
def test_a_cookie_that_is_shown(fence: str, scheme: list[str]) -> None:
    spec = spec_of(f"# S\n\n## Calls\n\n```http\n{fence}\n```\n")

    assert [one.scheme for one in spec.auth] == scheme
