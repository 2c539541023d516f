"""The architecture document: complete, true to the Blueprint, and closed to markup from the SPEC."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lark import Lark, Token, Tree
from markdown_it import MarkdownIt

from groundplan.decide.model import Decisions
from groundplan.emit import emit
from groundplan.emit.architecture import MARK, SECTIONS, blocks
from groundplan.emit.markdown import Fence, Heading
from groundplan.emit.mermaid import entity_diagram
from groundplan.plan.model.blueprint import Blueprint
from tests.emit.blueprints import HOSTILE, blueprint, decision

VARIANTS: dict[str, Blueprint] = {
    "en": blueprint(),
    "ko": blueprint(service=replace(blueprint().service, language="ko")),
    "little": blueprint(
        resources=(), operations=(), traces=(), statements=(), integrations=(), rate_limits=(), decisions=Decisions(())
    ),
}
DIAGRAM = Lark(Path(__file__).with_name("diagram.lark").read_text(encoding="utf-8"), parser="lalr")


@pytest.fixture(params=list(VARIANTS))
def text(request: pytest.FixtureRequest) -> str:
    return emit("architecture", VARIANTS[request.param])


def _tokens(text: str) -> list[Any]:
    return MarkdownIt("commonmark").enable("table").parse(text)


def _section(title: str, made: Blueprint = VARIANTS["en"]) -> str:
    text = emit("architecture", made)
    return text.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def test_it_has_every_section(text: str) -> None:
    headings = [token for token in _tokens(text) if token.type == "heading_open" and token.tag == "h2"]
    assert len(headings) >= len(SECTIONS) - 2  # the overview is the title; statements only where there are any
    assert text.count("\n# ") == 1


def test_nothing_of_the_spec_is_markup(text: str) -> None:
    tokens = _tokens(text)
    children = [child for token in tokens for child in token.children or ()]
    assert [token.content for token in tokens if token.type == "html_block"] == [text.split("\n", 1)[0] + "\n"]
    assert {child.type for child in children} <= {"text", "code_inline", "strong_open", "strong_close", "text_special"}
    assert not re.search("[\u202e\u200b]", text)


def test_every_row_has_as_many_cells_as_its_head(text: str) -> None:
    for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        cells = {len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}
        assert len(cells) == 1, table


def test_tables_are_tables(text: str) -> None:
    written = len(re.findall(r"^\|(?: --- \|)+$", text, re.MULTILINE))
    assert sum(token.type == "table_open" for token in _tokens(text)) == written


def test_every_endpoint_with_access_and_statuses() -> None:
    shown = _section("Endpoints")
    for operation in blueprint().operations:
        assert f"`{operation.method}` | `{'/api/v1' if operation.under_base else ''}{operation.path}`" in shown
    assert "a member of the project of the task with the role owner or editor" in shown
    assert "201, 401, 403, 404, 409, 422" in shown


def test_decisions_say_why_where_and_whether_assumed() -> None:
    shown = _section("Decisions")
    assert "### Web framework: Fastapi 0.115" in shown
    assert "`FW40 +4`" in shown
    assert "`spec.md:12`" in shown
    assert "| `FW12` | Other \\| one |" in shown
    assert shown.count("**(assumed)**") == 1


def test_reasons_are_in_the_language_of_the_spec() -> None:
    assert "it suits framework" in _section("Decisions")
    assert "framework에 알맞다" in _section("결정", VARIANTS["ko"])


def test_phases_have_priorities_and_no_times() -> None:
    shown = _section("Implementation phases")
    assert re.findall(r"^### Phase (\d)", shown, re.MULTILINE) == ["1", "2", "3", "4"]
    assert shown.count("Priority: ") == 4
    assert "@SPEC:SPEC-X-001" in shown
    assert not re.search(r"\b(days?|weeks?|hours?|sprints?|estimates?)\b", shown.replace("estimate`", ""))


def test_settings_and_requirements() -> None:
    assert "| `SECRET_KEY` | `secret` | required |" in _section("Observability and deployment")
    assert "answers 501" in _section("Traceability")


def test_only_what_is_done_is_called_secure() -> None:
    bare = blueprint(integrations=(), rate_limits=(), cors_origins=(), operations=())
    assert "`A10`" in _section("Security")
    assert "`A10`" not in _section("Security", bare)
    assert "`A08`" not in _section("Security", bare)


def test_places_never_show_a_machine() -> None:
    span = blueprint().operations[0].span
    assert span is not None
    away = tuple(replace(one, span=span._replace(path="/home/me/specs/x/plan.md")) for one in blueprint().operations)
    for root in ("/home/me/specs/x", "/home/me/specs/x/spec.md", "/elsewhere/spec.md"):
        made = blueprint(service=replace(blueprint().service, spec_path=root), operations=away)
        assert "/home/me" not in emit("architecture", made)
        assert "`plan.md:50`" in emit("architecture", made)


def _children(tree: Tree[Token], name: str) -> list[list[str]]:
    return [[str(one) for one in found.scan_values(lambda _: True)] for found in tree.find_data(name)]


def test_the_diagram_is_one() -> None:
    lines = next(block.lines for block in blocks(VARIANTS["en"]) if isinstance(block, Fence))
    tree = DIAGRAM.parse("\n".join(lines) + "\n")
    assert ['"users"', "||--o{", '"tasks"', '"author_id"'] in _children(tree, "relation")
    assert ["uuid", "id", "PK"] in _children(tree, "column")
    assert len(_children(tree, "entity")) == len(blueprint().resources)


def test_a_diagram_of_hostile_names_is_one() -> None:
    task = blueprint().resources[3]
    fields = (
        replace(task.fields[0], column='x" }'),
        replace(task.fields[1], column="pk"),
        *(replace(one, column=HOSTILE) for one in task.fields[2:]),
    )
    hostile = replace(task, table='title"{', fields=fields)
    DIAGRAM.parse("\n".join(entity_diagram((hostile,))) + "\n")


def test_a_spec_without_an_id_is_called_by_its_title() -> None:
    text = emit("architecture", blueprint(service=replace(blueprint().service, id="")))
    assert "`@SPEC:TASK-TRACKER`" in text
    assert f"{MARK} Task tracker:" in text


def test_the_mark_is_on_the_first_line() -> None:
    assert MARK in emit("architecture", blueprint()).split("\n", 1)[0]


def test_titles_of_decisions_are_one_line() -> None:
    odd = decision("framework", "fastapi")._replace(title=HOSTILE)
    found = blocks(blueprint(decisions=Decisions((odd,))))
    assert sum(isinstance(block, Heading) for block in found) == len(
        re.findall("^#", emit("architecture", blueprint(decisions=Decisions((odd,)))), re.MULTILINE)
    )
