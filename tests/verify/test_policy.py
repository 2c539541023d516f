"""Who may do what, by the suite's own reading of grants."""

from __future__ import annotations

import pytest

from groundplan.plan.model.rights import Access, Grant, Hop
from groundplan.verify.actors import Actor
from groundplan.verify.policy import Known, allows

HOPS = (
    Hop(column="project_id", table="projects", key="id"),
    Hop(column="team_id", table="memberships", key="team_id"),
)
OWNERS = Grant(kind="member", roles=("owner",), hops=HOPS, principal="user_id", role_column="role")
MEMBERS = Grant(kind="member", hops=HOPS, principal="user_id")
AUTHOR = Grant(kind="owner", principal="author_id")
ADMIN = Grant(kind="role", roles=("admin",))

TASK = {"id": "task", "project_id": "project", "author_id": "ann"}


def _actor(identifier: str, role: str = "member") -> Actor:
    return Actor(name=identifier, id=identifier, role=role, signed_in=True)


@pytest.fixture
def known() -> Known:
    found = Known()
    found.add("projects", {"id": "project", "team_id": "team"})
    found.add("memberships", {"user_id": "own", "team_id": "team", "role": "owner"})
    found.add("memberships", {"user_id": "mem", "team_id": "team", "role": "member"})
    found.add("memberships", {"user_id": "far", "team_id": "other", "role": "owner"})
    return found


@pytest.mark.parametrize(
    ("grant", "allowed"),
    [(OWNERS, {"own"}), (MEMBERS, {"own", "mem"}), (AUTHOR, {"ann"}), (ADMIN, {"adm"})],
)
def test_a_grant_lets_in_whom_it_names(grant: Grant, allowed: set[str], known: Known) -> None:
    actors = [_actor(one) for one in ("own", "mem", "far", "ann")] + [_actor("adm", "admin")]

    found = {one.id for one in actors if allows(Access(level="granted", grants=(grant,)), one, TASK, known)}

    assert found == allowed


def test_levels(known: Known) -> None:
    nobody = Actor(name="nobody")

    assert allows(Access(level="public"), None, None, known)
    assert not allows(Access(level="authenticated"), nobody, None, known)
    assert allows(Access(level="authenticated"), _actor("ann"), None, known)
    assert not allows(Access(level="granted", grants=(AUTHOR,)), nobody, TASK, known)
    assert not allows(Access(level="signature"), _actor("ann"), None, known)
