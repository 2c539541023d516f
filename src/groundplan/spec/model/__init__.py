"""What the author of a SPEC stated: the value between reading and everything else.

Every node knows its place and whether it was stated or inferred (for example a type taken from a JSON example).
Order is the order of the SPEC. Names are spelled as the author spelled them; `groundplan.plan` resolves them.
"""

from groundplan.spec.model.access import AuthScheme, AuthStatement, Lifetime, PasswordPolicy, Permission, Role
from groundplan.spec.model.api import AccessNote, Endpoint, Response, Sample
from groundplan.spec.model.data import (
    Cardinality,
    Dependency,
    Entity,
    Field,
    FieldType,
    Index,
    IndexColumn,
    Move,
    OnDelete,
    Relation,
    Values,
)
from groundplan.spec.model.facts import Contradiction, Fact, Language, Meta, Origin, Section, Statement, Term
from groundplan.spec.model.operation import Integration, RateLimit, Target
from groundplan.spec.model.requirements import Clause, EarsPattern, Requirement, Scenario, Step
from groundplan.spec.model.spec import Spec

__all__ = [
    "AccessNote",
    "AuthScheme",
    "AuthStatement",
    "Cardinality",
    "Clause",
    "Contradiction",
    "Dependency",
    "EarsPattern",
    "Endpoint",
    "Entity",
    "Fact",
    "Field",
    "FieldType",
    "Index",
    "IndexColumn",
    "Integration",
    "Language",
    "Lifetime",
    "Meta",
    "Move",
    "OnDelete",
    "Origin",
    "PasswordPolicy",
    "Permission",
    "RateLimit",
    "Relation",
    "Requirement",
    "Response",
    "Role",
    "Sample",
    "Scenario",
    "Section",
    "Spec",
    "Statement",
    "Step",
    "Target",
    "Term",
    "Values",
]
