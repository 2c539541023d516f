"""`groundplan import`: what a document says, the SPEC says; and what it does not say is listed."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from groundplan.cli import run
from groundplan.importing import FORMS, BrokenError, form_of, imported
from groundplan.importing.limits import MAX_CHARACTERS
from tests.conftest import ROOT, Golden
from tests.importing.contract import contract

CASES = sorted(one for one in (Path(__file__).parent / "cases").iterdir() if one.suffix != ".md")
EXAMPLES = sorted((ROOT / "examples").iterdir())


def _lines(capfd: pytest.CaptureFixture[str]) -> list[str]:
    output = capfd.readouterr()
    assert output.out == ""
    return output.err.splitlines()


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_spec_is_as_expected(case: Path, lang: str, golden: Golden, tmp_path: Path) -> None:
    target = tmp_path / "spec.md"

    assert run(["import", str(case), "--lang", lang, "-o", str(target)]) == 0

    golden(case.with_name(f"{case.name}.{lang}.md"), target.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_it_is_canonical_and_can_be_planned(case: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    target, contract_ = tmp_path / "spec.md", tmp_path / "openapi.json"
    assert run(["import", str(case), "-o", str(target)]) == 0

    assert run(["fmt", "--check", str(target)]) == 0
    assert run(["openapi", str(target), "-o", str(contract_)]) == 0
    assert len(json.loads(contract_.read_text(encoding="utf-8"))["paths"]) > 3
    assert run(["show", str(target)]) == 0
    assert "Not understood" not in capfd.readouterr().out


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: str(path.name))
@pytest.mark.parametrize("form", ["json", "yaml"])
def test_our_own_contract_comes_back(example: Path, form: str, tmp_path: Path) -> None:
    first, spec, second = tmp_path / f"first.{form}", tmp_path / "spec.md", tmp_path / "second.json"
    assert run(["openapi", str(example), "-o", str(first)]) == 0
    assert run(["import", str(first), "-o", str(spec)]) == 0
    assert run(["openapi", str(spec), "-o", str(second)]) == 0

    text = first.read_text(encoding="utf-8")
    before = contract(json.loads(text) if form == "json" else YAML(typ="safe").load(text))
    after = contract(json.loads(second.read_text(encoding="utf-8")))

    assert list(after) != []
    assert after.keys() == before.keys()
    differing = {name: (before[name], after[name]) for name in before if before[name] != after[name]}
    assert not differing


BROKEN = {
    "bad.json": ('{"openapi": "3.1.0",\n "paths": }', 2, "not JSON"),
    "bad.yaml": ("openapi: 3.1.0\npaths:\n  a: [1, 2\n", 4, "not YAML"),
    "tag.yaml": ("openapi: !!python/object/apply:os.system [x]\n", 1, "not OpenAPI"),
    "old.yaml": ("swagger: '2.0'\npaths: {}\n", 1, "swagger 2.0"),
    "list.json": ("[1]", 1, "not OpenAPI"),
    "empty.yaml": ("", 1, "not OpenAPI"),
    "bad.sql": ("CREATE TABLE a (\n  id int,\n  name varchar(\n);\n", 4, "not SQL"),
    "none.sql": ("SELECT 1;\n", 1, "CREATE TABLE"),
    "bad.graphql": ("type A {\n  id: \n}\n", 3, "not a GraphQL SDL"),
    "none.graphql": ("enum A { B }", 1, "not a GraphQL SDL"),
    "what.txt": ("hello\n", 1, "--from"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_document_is_one_line_with_its_place(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text, line, words = BROKEN[name]
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")

    assert run(["import", str(file)]) == 1

    said = _lines(capfd)
    assert len(said) == 1
    assert f"{name}:{line}:" in said[0]
    assert "GP020" in said[0]
    assert words in said[0]


def _laughing(depth: int) -> str:
    lines = ["openapi: 3.1.0", "a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, depth)]
    return "\n".join(lines)


HOSTILE = {
    "aliases": (_laughing(12), "openapi", "too-many"),
    "itself": ("openapi: 3.1.0\na: &a [*a]\n", "openapi", "too-deep"),
    "deep yaml": ("openapi: " + "[" * 5_000 + "]" * 5_000, "openapi", "too-deep"),
    "deep json": ('{"openapi": ' + "[" * 5_000 + "]" * 5_000 + "}", "openapi", "too-deep"),
    "long": (" " * (MAX_CHARACTERS + 1), "openapi", "too-large"),
    "deep graphql": ("type A { a: " + "[" * 20_000 + "B" + "]" * 20_000 + "}", "graphql", "no-graphql"),
    "long sql": ("-" * (3 * 1024 * 1024), "sql", "too-large"),
    "deep sql": ("CREATE TABLE a (b int CHECK (" + "(" * 20_000 + "1" + ")" * 20_000 + "))", "sql", "too-deep"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_limits_end_hostile_documents(name: str) -> None:
    text, form, key = HOSTILE[name]
    with pytest.raises(BrokenError) as fault:
        imported("x", text, form, "en")

    assert fault.value.key == key


def test_a_chain_of_schemas_is_no_traceback() -> None:
    schemas = {
        f"A{n}": {
            "type": "object",
            "properties": {"id": {}, "next": {"type": "array", "items": {"$ref": f"#/components/schemas/A{n + 1}"}}},
        }
        for n in range(3_000)
    }
    answer = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/A0"}}}}
    text = _document(paths={"/a": {"get": {"responses": {"200": answer}}}}, components={"schemas": schemas})

    with pytest.raises(BrokenError) as fault:
        imported("x", text, "openapi", "en")

    assert fault.value.key == "too-deep"


def _document(**parts: Any) -> str:
    return json.dumps({"openapi": "3.1.0", "info": {"title": "x", "version": "1.0.0"}, "paths": {}} | parts)


ODD: dict[str, dict[str, Any]] = {
    "no paths": {"paths": None},
    "paths of nothing": {"paths": {"/a": None, "/b": [], "/c": {"get": None}, "/d": {"get": {"responses": []}}}},
    "references in a ring": {
        "paths": {"/a": {"get": {"responses": {"200": {"$ref": "#/components/responses/A"}}}}},
        "components": {"responses": {"A": {"$ref": "#/components/responses/A"}}},
    },
    "words that are markdown": {
        "info": {"title": "# | `x`\n---\n<!-- ", "version": "x\ny"},
        "paths": {"/a|b": {"get": {"summary": "| x | --> `y`\n\n# z", "responses": {"200": {}}}}},
    },
    "schemas that are none": {
        "components": {"schemas": {"A": [], "B": {"properties": [], "required": 3, "allOf": [1, None]}}},
        "paths": {"/a": {"post": {"requestBody": {"content": {"application/json": {"schema": {"allOf": [3]}}}},
                                  "responses": {"201": {"content": {"application/json": {}}}}}}},
    },
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_documents_are_read_like_any_other(name: str, tmp_path: Path) -> None:
    file, target = tmp_path / "x.json", tmp_path / "spec.md"
    file.write_text(_document(**ODD[name]), encoding="utf-8")

    assert run(["import", str(file), "-o", str(target)]) == 0
    assert run(["show", str(target)]) == 0


_TOKEN = {"tokenUrl": "/oauth/token", "scopes": {}}
_FLOWS: dict[str, tuple[Any, list[str]]] = {
    "programs": ({"clientCredentials": _TOKEN}, ["client_credentials"]),
    "people": ({"authorizationCode": {**_TOKEN, "authorizationUrl": "/oauth/start"}}, ["oauth2"]),
    "both": (
        {"clientCredentials": _TOKEN, "authorizationCode": {**_TOKEN, "authorizationUrl": "/oauth/start"}},
        ["oauth2", "client_credentials"],
    ),
    "none": ({}, ["oauth2"]),
    "no map": ([], ["oauth2"]),
}


@pytest.mark.parametrize("name", _FLOWS)
def test_the_flow_of_programs_is_a_scheme_by_itself(name: str) -> None:
    flows, schemes = _FLOWS[name]
    text = _document(components={"securitySchemes": {"calls": {"type": "oauth2", "flows": flows}}})

    assert [one.scheme for one in imported("api.json", text, "openapi", "en").spec.auth] == schemes


def test_our_own_contract_of_programs_comes_back(tmp_path: Path) -> None:
    source, contract_, spec = tmp_path / "in.md", tmp_path / "openapi.json", tmp_path / "spec.md"
    source.write_text(
        "# Tides\n\n## Authentication\n\nPartner systems authenticate with OAuth 2.0 client credentials.\n\n"
        "## Data model\n\n### Tide\n- id: uuid, primary key\n- height: decimal(4,2), required\n\n"
        "## API\n\n| Method | Path | Auth |\n|---|---|---|\n| GET | /tides | authenticated |\n"
        "| POST | /tides | authenticated |\n",
        encoding="utf-8",
    )
    assert run(["openapi", str(source), "-o", str(contract_)]) == 0
    assert run(["import", str(contract_), "-o", str(spec)]) == 0

    text = spec.read_text(encoding="utf-8")
    assert "client_credentials" in text or "client credentials" in text.lower()


def test_the_form_is_told_by_name_or_by_content() -> None:
    assert [form_of(name, "") for name in ("a.json", "a.YML", "a.sql", "a.gql")] == [
        "openapi",
        "openapi",
        "sql",
        "graphql",
    ]
    assert form_of("-", '  {"openapi": "3.1.0"}') == "openapi"
    assert form_of("-", "# c\nopenapi: 3.1.0") == "openapi"
    assert form_of("-", "-- c\ncreate table a (id int)") == "sql"
    assert form_of("-", "type A { a: Int }") == "graphql"
    assert form_of("-", "nothing") == ""
    assert set(FORMS) == {"openapi", "sql", "graphql"}


def test_standard_input_and_a_stated_form(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"type A { id: ID! }")))

    assert run(["import", "-", "--from", "graphql"]) == 0
    assert "### A" in capfd.readouterr().out
