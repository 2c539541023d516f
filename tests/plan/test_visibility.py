"""Who may see and write a field: what a remark or a sentence gives, and what it does not."""

from __future__ import annotations

import pytest

from groundplan.pipeline import decide
from groundplan.plan import build, problems
from groundplan.plan.model.blueprint import Blueprint
from tests.plan.summary import access
from tests.read.reading import spec_of

FIELDS = {"en": "salary", "ko": "급여"}
SAID = [
    # A remark of the field.
    ("visible to admins only", "", "role[admin]", "role[admin]"),
    ("Only the owner and admins can see it", "", "role[admin] owner = owner_id", "role[admin] owner = owner_id"),
    ("admin only", "", "role[admin]", "role[admin]"),
    ("Monthly, hidden from others; visible only to hr", "", "role[hr]", "role[hr]"),
    ("set by admins only", "", "", "role[admin]"),
    ("관리자 전용", "", "role[admin]", "role[admin]"),
    ("관리자만 수정할 수 있음", "", "", "role[admin]"),
    ("월급, 관리자에게만 노출", "", "role[admin]", "role[admin]"),
    ("소유자와 관리자에게만 노출", "", "role[admin] owner = owner_id", "role[admin] owner = owner_id"),
    # A sentence whose subject is the field.
    ("", "salary is visible to admins only.", "role[admin]", "role[admin]"),
    ("", "The salary of a worker is visible only to the owner and admins.", "role[admin] owner = owner_id", None),
    ("", "The system SHALL show the `salary` of each worker only to admins.", "role[admin]", "role[admin]"),
    ("", "Only admins may see the salary.", "role[admin]", "role[admin]"),
    ("급여", "급여는 본인과 관리자에게만 보인다.", "role[admin] owner = owner_id", None),
    ("급여", "시스템은 급여를 관리자에게만 노출해야 한다.", "role[admin]", "role[admin]"),
    # What looks like it.
    ("", "Retired workers are visible to admins only.", "", ""),
    ("", "The name is visible to admins only.", "", ""),
    ("", "Workers with a salary above 100 are visible to admins only.", "", ""),
    ("read only", "", "", ""),
    ("Paid in the first week only", "", "", ""),
    ("visible to everyone", "", "", ""),
    ("급여", "퇴사한 직원은 관리자에게만 보인다.", "", ""),
]


def _plan(remark: str, sentence: str) -> Blueprint:
    requirement = f"### REQ-1: Pay\n{sentence}\n" if sentence else ""
    return _built(
        f"# S\n\n{requirement}\n## Data model\n### User\n- id: uuid, primary key\n- email: email, unique\n"
        "- password: password\n- role: enum(user, hr, admin), default user\n\n### Worker\n- id: uuid, primary key\n"
        "- owner: -> User, required, read-only\n- name: string(80)\n"
        f"- salary: int{f' - {remark}' if remark else ''}\n\n"
        "## API\n- GET /workers/{id} (user)\n- PATCH /workers/{id} (user)\n\n## Authentication\n- JWT\n"
    )


def _built(text: str) -> Blueprint:
    spec = spec_of(text)
    return build(spec, decide("-", spec, {}))


@pytest.mark.parametrize(("remark", "sentence", "readers", "writers"), SAID)
def test_who_sees_and_who_writes_a_field(remark: str, sentence: str, readers: str, writers: str | None) -> None:
    plan = _plan(remark, sentence)
    field = plan.resource("Worker").field("salary")

    assert " ".join(access(field.readers)[1:]) == readers
    assert " ".join(access(field.writers)[1:]) == (readers if writers is None else writers)
    assert not field.hidden
    partial = [one.id for one in plan.operations if one.partial]
    assert partial == (["getWorker", "updateWorker"] if readers or "name" in sentence else [])
    assert [one.code for one in problems(plan) if one.code == "PLN032"] == []


@pytest.mark.parametrize("remark", ["visible to auditors only", "경리팀에게만 노출", "Hidden from customers"])
def test_whom_nothing_tells_is_not_guessed(remark: str) -> None:
    plan = _plan(remark, "")

    assert plan.resource("Worker").field("salary").hidden
    assert [one.code for one in problems(plan) if one.code == "PLN032"] == ["PLN032"]


def test_of_an_account_one_user_is_the_account_itself() -> None:
    plan = _built(
        "# S\n\n### REQ-1: Mail\nemail is visible to the user and admins only.\n\n## Data model\n### User\n"
        "- id: uuid, primary key\n- email: email, unique\n- password: password\n"
        "- role: enum(user, admin), default user\n\n## API\n- GET /users/{id} (user)\n\n## Authentication\n- JWT\n"
    )

    assert access(plan.resource("User").field("email").readers)[1:] == ["role[admin]", "owner = id"]
    trace = next(one for one in plan.traces if one.id == "REQ-1")
    assert trace.status == "generated"
