"""The whole of what was understood."""

from __future__ import annotations

from groundplan.record import NamedTuple
from groundplan.spec.model.access import AuthStatement, PasswordPolicy, Permission, Role
from groundplan.spec.model.api import Endpoint
from groundplan.spec.model.data import Entity, Move, Relation
from groundplan.spec.model.facts import Contradiction, Fact, Meta, Section, Statement, Term
from groundplan.spec.model.operation import Integration, RateLimit, Target
from groundplan.spec.model.requirements import Requirement, Scenario


class Spec(NamedTuple):
    """All that was understood of one SPEC."""

    meta: Meta
    sections: tuple[Section, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    base_path: Fact | None = None
    endpoints: tuple[Endpoint, ...] = ()
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    auth: tuple[AuthStatement, ...] = ()
    password: PasswordPolicy | None = None
    roles: tuple[Role, ...] = ()
    permissions: tuple[Permission, ...] = ()
    frameworks: tuple[Fact, ...] = ()
    databases: tuple[Fact, ...] = ()
    caches: tuple[Fact, ...] = ()
    languages: tuple[Fact, ...] = ()
    """Programming languages of the team or the stack."""
    instances: Fact | None = None
    """Number of application instances, as text."""
    integrations: tuple[Integration, ...] = ()
    targets: tuple[Target, ...] = ()
    rate_limits: tuple[RateLimit, ...] = ()
    cors: tuple[Fact, ...] = ()
    compliance: tuple[Statement, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    glossary: tuple[Term, ...] = ()
    exclusions: tuple[Statement, ...] = ()
    assumptions: tuple[Statement, ...] = ()
    constraints: tuple[Statement, ...] = ()
    """Lines of constraint and environment sections, read or not: decision rules look for words in them."""
    settings: tuple[Fact, ...] = ()
    """Contract switches such as `api.errors: problem` or `pagination: cursor`: value is `key=value`."""
    unread: tuple[Statement, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    """What is said twice in different ways and stands here once."""
    foreign: tuple[Statement, ...] = ()
    """The first line of prose in a language that is not read, `name` being the language; at most one."""
    moves: tuple[Move, ...] = ()
