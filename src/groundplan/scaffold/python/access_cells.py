"""The table of who may do what: every operation, every kind of caller, and what it is told.

Grants are followed here by their definition alone, apart from the code that spells `policies.py`, so that the
generated table finds a policy that says something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.naming import Name
from groundplan.record import NamedTuple
from groundplan.scaffold.python.guards import kept_states
from groundplan.scaffold.python.operations import has_caller, link_key, link_left, variable
from groundplan.scaffold.python.policies import other_rule_name, other_visible
from groundplan.scaffold.python.tests import arrange, body_name, kept_references, other_end, request_path
from groundplan.scaffold.python.text import attr, literal, tuple_of
from groundplan.scaffold.python.uploads import form, stored_file

if TYPE_CHECKING:
    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.model.rights import Access, Grant

_SHOWN = frozenset({"list", "search"})
_BODILESS = frozenset({"logout", "logout_all"})
_PLAIN_ROLES = ("member", "other", "guest")


class Who(NamedTuple):
    """A kind of caller: nobody, an account with a global role, or one that a way leads to from a row of `subject`.

    The way is that of `grant`; `member_role` is what a new membership at its end says.
    """

    label: str
    role: str = ""
    subject: str = ""
    grant: Grant | None = None
    member_role: str = ""

    @property
    def constant(self) -> str:
        """The constant that holds it."""
        words = f"{Name.of(self.subject).snake}_{self.label}" if self.subject else self.label
        return words.upper()


class Cell(NamedTuple):
    """An operation, a constant of a caller, and what the caller is told."""

    operation: str
    who: str
    told: str


def access_operations(blueprint: Blueprint) -> list[Operation]:
    """The operations that know who calls and that a test can prepare."""
    return [one for one in blueprint.operations if has_caller(one) and is_prepared(one, blueprint)]


def is_prepared(operation: Operation, blueprint: Blueprint) -> bool:
    """Whether a test of the table can prepare a request."""
    return not _unprepared(operation, blueprint)


def access_left_out(blueprint: Blueprint) -> list[str]:
    """The operations that are not in the table, each with the reason."""
    found = [(one, _unprepared(one, blueprint)) for one in blueprint.operations if has_caller(one)]
    return [f"{one.method} {one.path}: {why}" for one, why in found if why]


def access_callers(blueprint: Blueprint) -> list[Who]:
    """The kinds of callers that some cell names, once each."""
    every = (who for one in access_operations(blueprint) for who in callers_of(one, blueprint))
    return list({who.constant: who for who in every}.values())


def access_cells(blueprint: Blueprint) -> list[Cell]:
    """The table."""
    return [
        Cell(one.name.snake, who.constant, told(one, who))
        for one in access_operations(blueprint)
        for who in callers_of(one, blueprint)
    ]


def told(operation: Operation, who: Who) -> str:
    """What the definition of access says to a kind of caller."""
    if who.label == "anonymous":
        return "401"
    done = "501" if operation.kind == "custom" else "sees it" if operation.kind in _SHOWN else "allowed"
    if not may(operation.visible, who):
        return "404"
    if not may(operation.access, who):
        return "403"
    hidden = operation.kind in _SHOWN and not operation.parents and not may(operation.rows, who)
    return "does not see it" if hidden else done


def may(access: Access | None, who: Who) -> bool:
    """Whether a kind of caller has an access."""
    return access is None or access.level != "granted" or any(_holds(one, who) for one in access.grants)


def _holds(grant: Grant, who: Who) -> bool:
    if grant.kind == "role":
        return who.role in grant.roles
    if who.grant is None or _way(who.grant) != _way(grant):
        return False
    return not (grant.role_column and grant.roles) or who.member_role in grant.roles


def _way(grant: Grant) -> tuple[object, ...]:
    return grant.kind, grant.hops, grant.principal


def callers_of(operation: Operation, blueprint: Blueprint) -> list[Who]:
    """The kinds of callers that an operation tells apart."""
    auth = blueprint.auth
    found = [Who("anonymous"), Who("stranger", auth.default_role)]
    found += [Who(f"any_{Name.of(role).snake}", role) for role in auth.roles]
    ways: dict[tuple[object, ...], Grant] = {}
    for one in _ways(operation):
        ways.setdefault(_way(one), one)
    for one in ways.values():
        found += led(one, operation.access.subject, blueprint)
    return found


def _ways(operation: Operation) -> list[Grant]:
    own = None if operation.parents else operation.rows
    rules = [one for one in (operation.access, operation.visible, own) if one and one.level == "granted"]
    return [grant for one in rules for grant in one.grants if grant.kind != "role"]


def led(grant: Grant, subject: str, blueprint: Blueprint) -> list[Who]:
    """The callers at the end of a way: the owner, or members with each role that some grant names and with none."""
    default = blueprint.auth.default_role
    by = f"_by_{grant.principal}"
    if grant.kind == "owner":
        through = "".join(f"_{Name.of(one.resource).snake}" for one in grant.hops)
        return [Who(f"owner{through}{by}", default, subject, grant)]
    column, named = _membership_roles(grant, blueprint)
    if not column:
        return [Who("member", default, subject, grant)]
    field = blueprint.resource(grant.hops[-1].resource).field(column)
    known = next((one.values for one in blueprint.enums if one.name.pascal == field.type.enum), _PLAIN_ROLES)
    plain = [one for one in known if one not in named][:1]
    return [Who(f"member_as_{Name.of(role).snake}", default, subject, grant, role) for role in (*named, *plain)]


def _membership_roles(grant: Grant, blueprint: Blueprint) -> tuple[str, list[str]]:
    """The column of a membership that holds its role, and the roles that grants name; nothing where none does."""
    join = grant.hops[-1].resource
    every = [one for operation in blueprint.operations for one in _ways(operation) if one.role_column and one.roles]
    same = [one for one in every if one.hops and one.hops[-1].resource == join]
    column = same[0].role_column if same else ""
    return column, list(dict.fromkeys(role for one in same if one.role_column == column for role in one.roles))


def _unprepared(operation: Operation, blueprint: Blueprint) -> str:
    """Why no test of the table can prepare a request; empty where one can."""
    lines = _arranged(operation, blueprint)
    known, subject = operation.visible, operation.access.subject
    own = operation.kind in ("create", "upload") and subject == operation.resource
    if _ways(operation) and own:
        return "the rights are on the row that it makes"
    if known and known.level == "granted" and known.subject != subject:
        return "who may do it and who may know of it hang on different rows"
    if _ways(operation) and not any(line.startswith(f"{variable(subject)} = ") for line in lines):
        return "no row is there that the rights hang on"
    if any("caller" in line for line in lines):
        return "what is stored before depends on the caller"
    return _unlinked(operation)


def _unlinked(operation: Operation) -> str:
    other = other_visible(operation)
    if other is not None and all(one.kind == "role" for one in other.grants):
        return "only a role may know of the other row"
    if operation.link is None:
        return ""
    if operation.link.right_resource == operation.resource:
        return "both rows are of one sort"
    return "" if operation.link.right_parameter or operation.kind == "link" else "the caller is one end of the link"


def _arranged(operation: Operation, blueprint: Blueprint) -> list[str]:
    """What stands in the database before, whoever calls."""
    return [
        one
        for one in arrange(operation, blueprint)
        if not one.startswith(("caller = ", "caller.allow(", "world.change("))
    ]


def access_rows(operation: Operation, blueprint: Blueprint) -> list[str]:
    """Statements that store what a request needs, and make its body."""
    lines = _arranged(operation, blueprint)
    if operation.link and operation.kind == "unlink":
        link, left = operation.link, variable(link_left(operation).resource)
        values = [
            f"{attr(link.left_column)}={left}.{link_key(operation, blueprint, link.left_column)}",
            f"{attr(link.right_column)}={other_end(operation)}.{link_key(operation, blueprint, link.right_column)}",
        ]
        lines.append(f"world.add(factories.make_{Name.of(link.join).snake}, {', '.join(values)})")
    if operation.request and operation.kind not in _BODILESS:
        lines.append(f"body = world.body(factories.{body_name(operation, blueprint)})")
        kept = []
        if operation.kind in ("update", "replace", "me_update"):
            kept = kept_references(operation, blueprint) + kept_states(operation, blueprint)
        lines += [f"body |= {{{', '.join(kept)}}}"] if kept else []
    return [*lines, *stored_file(operation, blueprint)]


def access_asked(operation: Operation, blueprint: Blueprint) -> list[str]:
    """The arguments of a request that is fit but for its caller."""
    found = [literal(operation.method), request_path(operation, blueprint)]
    row = (
        operation.access.subject
        if _ways(operation)
        else operation.resource
        if _has_own_ways(operation, blueprint)
        else ""
    )
    if row:
        found.append(f"row={variable(row)}")
    if operation.request:
        found.append(_body(operation))
    needed = ["**files.HEADERS"] if operation.kind == "upload" else []
    needed += ['"If-Match": "*"'] if operation.if_match == "required" else []
    needed += ['"Idempotency-Key": "once"'] if operation.retry == "required" else []
    if needed:
        found.append(f"headers={{{', '.join(needed)}}}")
    if operation.kind in _SHOWN:
        resource = blueprint.resource(operation.resource)
        key = resource.field(resource.primary_key[0])
        found.append(f"shown=({literal(key.property)}, {variable(operation.resource)}.{attr(key.column)})")
    if other_visible(operation):
        found.append(f"other=(policies.{other_rule_name(operation)}, {other_end(operation)})")
    return found


def _has_own_ways(operation: Operation, blueprint: Blueprint) -> bool:
    """Whether somebody is led to a field of its row, which the request has found."""
    if operation.kind not in (*_SHOWN, "read", "update", "export") or not operation.resource:
        return False
    rights = [one for field in blueprint.resource(operation.resource).fields for one in (field.readers, field.writers)]
    return any(grant.kind != "role" for one in rights if one for grant in one.grants)


def _body(operation: Operation) -> str:
    if operation.kind == "upload":
        return f'more={{"content": {form(operation)}}}'
    return 'more={"json": {}}' if operation.kind in _BODILESS else 'more={"json": body}'


def access_who(who: Who, blueprint: Blueprint) -> list[str]:
    """The arguments of a caller's constant."""
    found = [literal(who.label)]
    if who.role and who.role != blueprint.auth.default_role:
        found.append(f"role={literal(who.role)}")
    if who.grant is None:
        return found
    account = blueprint.resource(blueprint.auth.account)
    itself = who.subject == blueprint.auth.account and not who.grant.hops
    if itself and who.grant.principal == account.primary_key[0]:
        return [*found, "itself=True"]
    hops = [f"({literal(attr(one.column))}, models.{one.resource}, {literal(attr(one.key))})" for one in who.grant.hops]
    way = [literal(attr(who.grant.principal)), *([tuple_of(hops)] if hops else [])]
    if who.grant.kind == "member":
        column, _ = _membership_roles(who.grant, blueprint)
        role = f"{literal(attr(column))}: {literal(who.member_role)}" if column else ""
        way.append(f"joining={{{role}}}")
    return [*found, f"way=Way({', '.join(way)})"]
