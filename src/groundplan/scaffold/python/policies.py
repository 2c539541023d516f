"""Access rules in Python: named grants, and the rule of each operation made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.naming import Name
from groundplan.record import NamedTuple
from groundplan.scaffold.python.text import attr, literal

if TYPE_CHECKING:
    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.model.rights import Access, Grant


class NamedGrant(NamedTuple):
    """A grant with the constant that holds it, and the arguments of its constructor."""

    name: str
    kind: str
    arguments: list[str]


def rule_kind(operation: Operation) -> str:
    """What is checked: nothing (``), only the caller's role (`role`), or a row as well (`row`)."""
    if operation.access.level not in ("authenticated", "granted"):
        return ""
    if any(_grants(one) for one in rule_parts(operation)[1:]):
        return "row"
    return "" if operation.access.level != "granted" else "role" if operation.access.by_role else "row"


def _grants(access: Access | None) -> tuple[Grant, ...]:
    return access.grants if access and access.level == "granted" else ()


def subject(operation: Operation) -> str:
    """The resource whose row is checked."""
    if operation.access.level == "granted" and operation.access.subject:
        return operation.access.subject
    known = operation.visible or (None if operation.parents else operation.rows)
    return known.subject if known else ""


def filters_rows(operation: Operation) -> bool:
    """Whether the rule of an operation itself says which rows it shows."""
    return operation.rows is not None and not operation.parents


def rules(blueprint: Blueprint) -> list[tuple[str, list[str]]]:
    """The constants of the rules, each with its arguments: of operations, and of the other rows of links."""
    names = grant_names(blueprint)
    found: list[tuple[str, list[str]]] = []
    for operation in blueprint.operations:
        if rule_kind(operation):
            found.append((rule_name(operation), _rule(operation, names)))
        other = other_visible(operation)
        if other is not None:
            found.append((other_rule_name(operation), _argument("visible", other, names)))
    return found


def rule_name(operation: Operation) -> str:
    """The constant of an operation's rule."""
    return operation.name.snake.upper()


def other_rule_name(operation: Operation) -> str:
    """The constant of the rule about the other row of a link."""
    return f"{rule_name(operation)}_OTHER"


def other_visible(operation: Operation) -> Access | None:
    """Who may know of the other row of a link, or of the rows below another one, where not everybody may."""
    if operation.parents and operation.rows:
        return operation.rows
    seen = operation.link.right_visible if operation.link and operation.link.right_parameter else None
    return seen if seen is not None and _grants(seen) else None


def grant_names(blueprint: Blueprint) -> dict[tuple[str, Grant], str]:
    """The constant of every grant, by the resource whose rows it is about (none for a role) and the grant."""
    return {_key(subject_, one): grant.name for (subject_, one), grant in _named(blueprint).items()}


def _rule(operation: Operation, names: dict[tuple[str, Grant], str]) -> list[str]:
    allowed, visible, rows = rule_parts(operation)
    return [
        *_argument("allowed", allowed, names),
        *_argument("visible", visible, names),
        *_argument("rows", rows, names),
    ]


def rule_parts(operation: Operation) -> tuple[Access | None, Access | None, Access | None]:
    """Who may do it, who may know of its row, and whose rows a list shows; None for everyone."""
    allowed = operation.access if operation.access.level == "granted" else None
    visible = operation.visible if operation.visible and operation.visible.subject == subject(operation) else None
    rows = None if operation.parents else operation.rows
    return allowed, visible if visible and visible.level == "granted" else None, rows


def _argument(keyword: str, access: Access | None, names: dict[tuple[str, Grant], str]) -> list[str]:
    if access is None or access.level != "granted":
        return []
    grants = [names[_key(access.subject, one)] for one in access.grants]
    return [f"{keyword}=({', '.join(grants)}{',' if len(grants) == 1 else ''})"]


def _key(subject_: str, grant: Grant) -> tuple[str, Grant]:
    return ("" if grant.kind == "role" else subject_, grant)


def grants(blueprint: Blueprint) -> list[NamedGrant]:
    """Every grant that some rule uses, once."""
    return list(_named(blueprint).values())


def subject_grants(blueprint: Blueprint) -> list[tuple[str, str, Grant]]:
    """The same before they are spelled: the constant, the resource whose rows they are about, and the grant."""
    return [(named.name, subject_, grant) for (subject_, grant), named in _named(blueprint).items()]


def _named(blueprint: Blueprint) -> dict[tuple[str, Grant], NamedGrant]:
    found: dict[tuple[str, Grant], NamedGrant] = {}
    taken: dict[str, int] = {}
    for access in _every(blueprint):
        for grant in _grants(access):
            key = _key(access.subject if access else "", grant)
            if key not in found:
                name = _unique(_grant_name(*key), taken)
                found[key] = NamedGrant(name, "Role" if grant.kind == "role" else "Path", _spelled(key[0], grant))
    return found


def _every(blueprint: Blueprint) -> list[Access | None]:
    """All that is said of who may: of operations, then of fields."""
    found: list[Access | None] = []
    for one in blueprint.operations:
        found += (one.access, one.visible, one.rows, other_visible(one))
    for field in (field for resource in blueprint.resources for field in resource.fields):
        found += (field.readers, field.writers)
    return found


def _unique(name: str, taken: dict[str, int]) -> str:
    taken[name] = taken.get(name, 0) + 1
    return name if taken[name] == 1 else f"{name}_{taken[name]}"


def _grant_name(subject_: str, grant: Grant) -> str:
    roles = [Name.of(role).snake for role in grant.roles]
    words = {
        "role": ["any", *roles],
        "owner": [Name.of(subject_).snake, "owned"],
        "member": [Name.of(subject_).snake, "member", *(["as", *roles] if roles else [])],
    }[grant.kind]
    return "_".join(words).upper()


def _spelled(subject_: str, grant: Grant) -> list[str]:
    roles = "".join(f"{literal(role)}, " for role in grant.roles).rstrip(" " if len(grant.roles) == 1 else ", ")
    if grant.kind == "role":
        return [f"roles=({roles})"]
    reached, joins = subject_, []
    for hop in grant.hops:
        joins.append(f"Join(models.{reached}.{attr(hop.column)}, models.{hop.resource}.{attr(hop.key)})")
        reached = hop.resource
    path = f"joins=({', '.join(joins)}{',' if len(joins) == 1 else ''})"
    found = [f"principal=models.{reached}.{attr(grant.principal)}", *([path] if joins else [])]
    if grant.role_column and grant.roles:
        found += [f"role=models.{reached}.{attr(grant.role_column)}", f"roles=({roles})"]
    return found
