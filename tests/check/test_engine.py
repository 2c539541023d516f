"""The engine over hand-built Specs: each check kind's edges, once, suggestions, fixes, gates and places."""

from __future__ import annotations

from typing import Any

import pytest

from groundplan import pipeline
from groundplan.check import blocking, check
from groundplan.check.facts import fold, role, singular
from groundplan.check.kinds import KINDS
from groundplan.check.korean import particles
from groundplan.check.rules import Rule, load
from groundplan.check.styles import style
from groundplan.check.typos import nearest
from groundplan.diagnostics import Diagnostic
from groundplan.source import Source, SourceFile, Span
from groundplan.spec.model import (
    AccessNote,
    AuthStatement,
    Endpoint,
    Entity,
    Field,
    FieldType,
    Index,
    IndexColumn,
    Meta,
    Permission,
    Relation,
    Requirement,
    Spec,
    Statement,
    Term,
)

PATH = "spec.md"


def at(line: int, column: int = 1, end: int = 0) -> Span:
    return Span(PATH, line, column, line if end else 0, end)


def spec(language: Any = "en", **parts: Any) -> Spec:
    return Spec(Meta("SPEC-A", "A", "1.0.0", "draft", language, "canonical", at(1), (), True), **parts)


def entity(name: str, *fields: str, line: int = 1, **more: Any) -> Entity:
    made = tuple(Field(field, FieldType("string"), at(line + number + 1)) for number, field in enumerate(fields))
    return Entity(name, made, at(line), **more)


def run(subject: Spec, code: str, *lines: str) -> list[Diagnostic]:
    source = Source(PATH, (SourceFile(PATH, lines or ("",) * 20),))
    return check(subject, (), source, selected=lambda one: one == code)


def test_names_are_compared_without_case_separators_and_number() -> None:
    assert fold("Order-Items ") == fold("order_items") == "orderitems"
    assert [singular(word) for word in ("Categories", "boxes", "status", "people", "addresses", "news")] == [
        *("category", "box", "status", "person", "address", "new"),
    ]
    assert role("관리자") == role("Administrator") == role("admins") == "admin"


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("order-items", "kebab"),
        ("order_items", "snake"),
        ("orderItems", "camel"),
        ("OrderItem", "pascal"),
        ("orders", ""),
    ],
)
def test_style(word: str, found: str) -> None:
    assert style(word) == found


def test_nearest_is_the_typo_and_not_a_stranger() -> None:
    assert nearest("Costumer", ["Customer", "Order"]) == "Customer"
    assert nearest("Invoice", ["Customer", "Order"]) == ""


def test_a_reference_is_placed_suggested_and_mended() -> None:
    subject = spec(entities=(entity("Author", "id"),), relations=(Relation("Author", "Bok", "1:N", at(3, 1, 17)),))

    (found,) = run(
        subject._replace(entities=(*subject.entities, entity("Book", "id"))), "DAT003", "", "", "- Author 1:N Bok"
    )

    assert found.primary.span == Span(PATH, 3, 14, 3, 17)
    assert found.help == "write `Book`"
    assert found.fix is not None
    assert found.fix.edits[0].text == "Book"


def test_no_fix_where_the_place_is_a_whole_line() -> None:
    relation = Relation("Author", "Bok", "1:N", at(3, 1, 17))
    subject = spec(entities=(entity("Author", "id"), entity("Book", "id")), relations=(relation,))

    (found,) = run(subject, "DAT003", "", "", "- (written otherwise)")

    assert found.fix is None


def test_references_are_quiet_where_nothing_is_declared() -> None:
    assert run(spec(relations=(Relation("A", "B", "1:N", at(1)),)), "DAT003") == []


def test_a_join_entity_is_declared_by_the_relation_that_names_it() -> None:
    relations = (
        Relation("User", "Team", "N:M", at(1), through="Membership"),
        Relation("Membership", "Team", "N:1", at(2)),
    )

    assert run(spec(entities=(entity("User"), entity("Team")), relations=relations), "DAT003") == []


def test_an_index_may_use_key_and_columns_of_relations() -> None:
    columns = tuple(IndexColumn(name) for name in ("id", "team_id", "team", "ownerId", "nope"))
    task = entity("Task", "title", indexes=(Index(columns, at(1)),))
    owner = Field("owner", FieldType("ref", target="User"), at(2))
    task = task._replace(fields=(*task.fields, owner))
    subject = spec(entities=(task, entity("Team"), entity("User")), relations=(Relation("Team", "Task", "1:N", at(5)),))

    assert [one.message for one in run(subject, "DAT040")] == ["index of `Task` names `nope`, which is not its field"]


def test_once_makes_one_finding_with_the_next_places_and_the_number() -> None:
    endpoints = tuple(Endpoint("GET", f"/things{n}", at(n)) for n in range(1, 8))
    (found,) = run(spec(endpoints=endpoints, auth=(AuthStatement("jwt", at(9)),)), "SEC002")

    assert found.primary.span.line == 1
    assert [label.span.line for label in found.secondary] == [2, 3, 4]
    assert "and 6 more" in found.message


def test_access_is_not_asked_where_no_caller_exists_or_a_matrix_says_it() -> None:
    endpoints = (Endpoint("GET", "/notes", at(1)), Endpoint("PATCH", "/notes/{id}", at(2)))
    notes = (entity("Note", "title"),)
    cell = Permission("member", "Note", ("read",), at(5))

    assert run(spec(endpoints=endpoints, entities=notes), "SEC002") == []
    assert run(spec(endpoints=endpoints, entities=notes, permissions=(cell,)), "SEC002") == []
    assert len(run(spec(endpoints=endpoints, entities=notes, auth=(AuthStatement("jwt", at(5)),)), "SEC002")) == 1


@pytest.mark.parametrize(
    ("roles", "silent"), [(("user",), True), (("author", "owner"), True), (("clerk",), True), (("clark",), False)]
)
def test_roles_of_enums_and_fields_are_declared(roles: tuple[str, ...], silent: bool) -> None:
    user = Entity("User", (Field("role", FieldType("enum", values=("clerk", "boss")), at(2)),), at(1))
    endpoint = Endpoint("GET", "/users", at(4), access=AccessNote("roles", at(4), roles))

    assert (run(spec(entities=(user,), endpoints=(endpoint,)), "SEC004") == []) is silent


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [("-batch", "each order", 1), ("-batch", "each -batch", 0), ("day_", "each day_", 0), ("--", "one", 1)],
)
def test_a_term_may_begin_or_end_with_a_mark(term: str, text: str, found: int) -> None:
    subject = spec(glossary=(Term(term, "orders of one day", at(1)),))

    assert len(run(subject, "DOC014", text)) == found


def test_a_matrix_that_denies_contradicts_an_endpoint_that_grants() -> None:
    cells = (Permission("clerk", "Book", ("read",), at(2)), Permission("boss", "Book", ("all",), at(3)))
    endpoint = Endpoint("DELETE", "/books/{id}", at(5), access=AccessNote("roles", at(5), ("clerk", "boss")))
    subject = spec(entities=(entity("Book", "id"),), permissions=cells, endpoints=(endpoint,))

    (found,) = run(subject, "CON002")

    assert (found.primary.span.line, found.secondary[0].span.line) == (5, 2)


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        ("Admins shall delete orders.", "Admins shall not delete orders.", True),
        ("Admins can delete orders.", "Nobody may delete orders.", True),
        ("Admins shall delete orders.", "Clerks shall not delete orders.", False),
        ("Admins shall delete orders.", "Admins shall delete orders.", False),
        ("관리자는 주문을 삭제할 수 있어야 한다.", "관리자는 주문을 삭제할 수 없어야 한다.", True),
        ("관리자는 주문을 삭제해야 한다.", "관리자는 주문을 삭제해서는 안 된다.", True),
        ("관리자는 주문을 삭제해야 한다.", "회원은 주문을 삭제해서는 안 된다.", False),
    ],
)
def test_requirements_that_differ_by_a_negation(one: str, other: str, conflict: bool) -> None:
    requirements = (
        Requirement("R-1", "ubiquitous", one, at(1)),
        Requirement("R-2", "ubiquitous", other, at(2)),
    )

    assert bool(run(spec(requirements=requirements), "CON002")) is conflict


@pytest.mark.parametrize(("one", "found"), [("REQ-1", 1), ("6.10", 0)])
def test_numbers_of_list_items_are_no_ids(one: str, found: int) -> None:
    requirements = tuple(Requirement(one, "ubiquitous", f"text {line}", at(line)) for line in (1, 2))

    assert len(run(spec(requirements=requirements), "TRC002")) == found


def words(text: str, code: str = "REQ001", language: str = "en") -> list[str]:
    requirement = Requirement("R-1", "ubiquitous", text, at(1, 1, len(text) + 1))
    found = run(spec(language, requirements=(requirement,)), code, text)
    return [text[one.primary.span.column - 1 : one.primary.span.end_column - 1] for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The API shall respond quickly.", ["quickly"]),
        ("The API shall respond quickly, within 200 ms.", []),
        ("Reads take 5 ms. Writes are fast.", ["fast"]),
        ("Set the column `fast` of the row.", []),
        ("The system shall serve breakfast.", []),
        ("Store several names and several labels.", ["several"]),
        ("Store several, at most 5, names.", []),
        ("시스템은 도서를 빠르게 검색할 수 있어야 한다.", ["빠르게"]),
        ("시스템은 200ms 이내에 빠르게 검색해야 한다.", []),
        ("시스템은 짧은 주소를 저장해야 한다.", ["짧은"]),
    ],
)
def test_vague_words(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("store name, email, etc.", ["etc."]),
        ("이름, 이메일 등을 저장해야 한다.", ["등을"]),
        ("시스템은 상품 등록을 허용해야 한다.", []),
        ("초등 학생은 할인한다.", []),
    ],
)
def test_open_ended_lists(text: str, found: list[str]) -> None:
    assert words(text, "REQ004") == found


def test_the_longer_wording_finding_says_it_all() -> None:
    text = "The system shall retry where appropriate."
    requirement = Requirement("R-1", "ubiquitous", text, at(1, 1, len(text) + 1))
    source = Source(PATH, (SourceFile(PATH, (text,)),))

    found = check(spec(requirements=(requirement,)), (), source, selected=lambda code: code.startswith("REQ"))

    assert [one.code for one in found] == ["REQ003"]


def test_the_language_is_that_of_the_spec_unless_told() -> None:
    subject = spec("ko")
    source = Source(PATH, (SourceFile(PATH, ("",)),))

    korean = check(subject, (), source, selected=lambda code: code == "GP011")
    english = check(subject, (), source, "en", lambda code: code == "GP011")

    assert korean[0].message == "엔드포인트도 엔티티도 찾지 못했습니다"
    assert english[0].message == "no endpoint and no entity was found"


@pytest.mark.parametrize(("language", "reason"), [("en", "not a type"), ("ko", "타입이 아닙니다")])
def test_why_a_line_was_not_understood_is_told_in_the_language_that_is_asked_for(language: str, reason: str) -> None:
    subject = spec("ko", unread=(Statement("price: manny", at(2), "type"),))
    source = Source(PATH, (SourceFile(PATH, ("", "price: manny")),))

    (found,) = check(subject, (), source, language, lambda code: code == "GP010")

    assert found.message.endswith(f": {reason}")


def test_words_of_the_spec_stay_words() -> None:
    nasty = "{0.__class__} `x` \x1b[2J \u202e {more}"
    subject = spec(entities=(entity("Book", "id"),), relations=(Relation("Book", nasty, "1:N", at(1)),))

    (found,) = run(subject, "DAT059")

    assert "{0.__class__}" in found.message
    assert found.message.isprintable()


@pytest.mark.parametrize(
    "text", ["", "\n", "#", "---\nid: SPEC-X\n---\nT /votes` vote", "```", "| a |\n|---|", "GET /boats", "- \n-", "가"]
)
def test_hardly_any_text_is_checked_by_every_rule(text: str) -> None:
    understood = pipeline.understood(Source(PATH, (SourceFile(PATH, tuple(text.split("\n"))),)), [])

    assert {one.primary.span.path for one in understood.diagnostics} <= {PATH}


def test_only_gates_block() -> None:
    source = Source(PATH, (SourceFile(PATH, ("",)),))

    found = check(spec(), (), source)

    assert {one.code for one in blocking(found)} == {"GP011"}
    assert len(found) > 1


def test_every_kind_is_used_and_wording_is_never_an_error() -> None:
    rules = load().rules

    assert {rule.check["kind"] for rule in rules} == KINDS.keys()
    assert [rule.id for rule in rules if rule.check["kind"] == "lexicon" and rule.severity == "error"] == []
    assert all(isinstance(rule, Rule) for rule in rules)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("`주문`이(가)", "`주문`이"),
        ("`도서`을(를)", "`도서`를"),
        ("`서울`(으)로", "`서울`로"),
        ("`시장`(으)로", "`시장`으로"),
        ("`Book`은(는)", "`Book`은(는)"),
    ],
)
def test_korean_particles_follow_the_word(text: str, right: str) -> None:
    assert particles(text) == right
