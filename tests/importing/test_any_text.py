"""Any text is imported or refused with a place: nothing else is raised, and what comes out is canonical."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan import pipeline
from groundplan.importing import FORMS, BrokenError
from groundplan.source import Source, SourceFile

PIECES = {
    "openapi": (
        "openapi: 3.0.3",
        "info: {title: T, version: '1'}",
        "paths:",
        "  /a:",
        "  /a/{id}:",
        "    get:",
        "    post:",
        "      responses: {'200': {description: ok}}",
        "      responses:",
        "        '201':",
        "components:",
        "  schemas:",
        "    A: {type: object, properties: {id: {type: string, format: uuid}}}",
        "    B: {$ref: '#/components/schemas/A'}",
        "security: [{k: []}]",
        "  - x",
        "    parameters: [{name: id, in: path}]",
        "{",
        "}",
        "&a",
        "*a",
        "\t",
    ),
    "sql": (
        "CREATE TABLE a (",
        "id uuid PRIMARY KEY,",
        "b int NOT NULL DEFAULT 1",
        "c varchar(9) CHECK (c IN ('x', 'y'))",
        ");",
        "ALTER TABLE a ADD COLUMN d text;",
        "CREATE INDEX ON a (b);",
        "REFERENCES a(id) ON DELETE CASCADE,",
        "'",
        "-- x",
        "/*",
        "CREATE VIEW v AS SELECT 1;",
        "UNIQUE (b, c)",
        "(",
        ")",
        ";",
        "$$",
    ),
    "graphql": (
        "type A {",
        "id: ID!",
        "b: [A!]!",
        "c(x: Int = 1): String @deprecated",
        "}",
        "enum E { X Y }",
        "input I { a: Int }",
        "type Query { as: [A] }",
        "type Mutation {",
        "union U = A | B",
        '"""',
        "interface N {",
        "extend type A {",
        "scalar D",
    ),
}


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
@settings(max_examples=60)
def test_any_text_is_imported_or_refused(form: str, data: st.DataObject) -> None:
    line = st.one_of(st.sampled_from(PIECES[form]), st.text(max_size=20))
    text = "\n".join(data.draw(st.lists(line, max_size=25)))

    try:
        made = pipeline.imported(f"x.{form}", text, form, "en")
    except BrokenError:
        return

    source = Source("spec.md", (SourceFile("spec.md", tuple(made.text.split("\n"))),))
    assert made.lost or pipeline.formatted(source).text == made.text
