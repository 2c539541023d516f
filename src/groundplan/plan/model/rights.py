"""Who may do what, resolved: levels, grants, and the joins that lead from a row to whoever has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from groundplan.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One join of an access path: from the row reached so far to the row of `table` whose `key` = its `column`."""

    column: str
    table: str
    key: str
    resource: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One way to be allowed.

    `role`: the caller's own role is one of `roles`.
    `owner`: start at the subject's row, follow `hops`; the row reached has `principal` = the caller's id.
    `member`: the same, where the row reached is one of a join table, and its `role_column`, when named, is in `roles`.
    The same data gives a check of one row and an EXISTS filter of a list.
    """

    kind: Literal["role", "owner", "member"]
    roles: tuple[str, ...] = ()
    hops: tuple[Hop, ...] = ()
    principal: str = ""
    role_column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who may do something: `public`, `authenticated` (anyone signed in), `granted` (any of `grants`), `signature`.

    `subject` is the resource whose row the grants start from: the operation's resource or, for nested lists and
    creates, the parent. Grants of a plain create hold for the row that it makes, and those of an update still hold
    for the changed row: who may not put a row somewhere may not move one there. `spans` are the SPEC places that
    say so; `inferred` when no line does.
    """

    level: Literal["public", "authenticated", "granted", "signature"]
    subject: str = ""
    grants: tuple[Grant, ...] = ()
    spans: tuple[Span, ...] = ()
    inferred: bool = False

    @property
    def by_role(self) -> bool:
        """Whether roles alone let callers in, whatever the row."""
        return self.level == "granted" and all(grant.kind == "role" for grant in self.grants)

    @property
    def roles(self) -> tuple[str, ...]:
        """Global roles that suffice."""
        return tuple(role for grant in self.grants if grant.kind == "role" for role in grant.roles)
