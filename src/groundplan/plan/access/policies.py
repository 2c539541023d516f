"""The access of every operation and the visibility of every resource.

An endpoint's own note wins; a roles matrix adds the roles of the other scope (global beside membership); where
the endpoint is silent, the matrix, then sentences, then what may be seen decides; else anyone signed in.
"""

from __future__ import annotations

from dataclasses import replace

from groundplan.plan.access import access as grants_of
from groundplan.plan.access.access import PUBLIC, World, granted
from groundplan.plan.access.rows import lift, may_see
from groundplan.plan.model.data import Resource
from groundplan.plan.model.rights import Access, Grant, Hop
from groundplan.plan.operations.operations import Classified
from groundplan.plan.operations.statements import Statement
from groundplan.plan.words import tables
from groundplan.plan.words.roles import strongest
from groundplan.record import NamedTuple
from groundplan.source import Span
from groundplan.spec.text.relative import ITS, THE, parts

_ACTIONS = {
    "list": "read", "read": "read", "count": "read", "search": "read", "export": "read", "download": "read",
    "create": "create", "upload": "create", "delete": "delete", "clear": "delete",
}  # fmt: skip
_MAKES = ("create", "upload")
_COLLECTIONS = ("list", "search", "count", "export", "clear", *_MAKES)


class Unknown(NamedTuple):
    """A role word that means nothing here."""

    word: str
    span: Span


class Policies:
    """Answers `visible` and `operation` for one SPEC; `unknown` collects the role words that it could not place.

    `shut` are notes of which it could place none: nobody could ever call the endpoint.
    """

    def __init__(
        self, world: World, statements: tuple[Statement, ...], classified: tuple[Classified, ...], names: dict[str, str]
    ) -> None:
        """`names` gives the resource (PascalCase) of an entity as the SPEC spells it."""
        self._world = world
        self._names = names
        self._statements: dict[str, list[Statement]] = {}
        for said in statements:
            self._statements.setdefault(names.get(said.entity, ""), []).append(said)
        self._about: dict[str, list[Classified]] = {}
        for one in classified:
            self._about.setdefault(names.get(one.entity, ""), []).append(one)
        self._visible: dict[str, Access] = {}
        self.unknown: dict[Unknown, None] = {}
        self.shut: set[Span] = set()

    def action(self, one: Classified) -> str:
        """What the operation does to its resource, in the words of a roles matrix."""
        reads = one.kind == "custom" and one.endpoint.method == "GET"
        return "read" if reads else _ACTIONS.get(one.kind, "update")

    def visible(self, resource: str) -> Access:
        """Who may know that a row of `resource` exists."""
        if not self._world.account:
            return PUBLIC
        if resource not in self._visible:
            self._visible[resource] = Access(level="authenticated")  # a cycle of keys ends here
            self._visible[resource] = self._see(resource)
        return self._visible[resource]

    def _see(self, resource: str) -> Access:
        notes = self._reading(resource)
        if any(one.endpoint.access and one.endpoint.access.kind == "public" for one in notes):
            return PUBLIC
        found, spans, inferred = self._stated(resource, "read", resource)
        for one in notes:
            more = self._noted(one, resource)
            found, spans = found + list(more or ()), spans + ([one.endpoint.span] if more else [])
        free = any(one.endpoint.access and one.endpoint.access.kind == "authenticated" for one in notes)
        if resource == self._world.account and not inferred and not free:
            own = grants_of.owner_grant(self._world, resource)
            found = found + ([own] if own else [])
        about = [one for one in self._about.get(resource, []) if one.own_row]
        if about and not free:
            found, spans = [*found, grants_of.single_grant(self._world, resource)], [*spans, about[0].endpoint.span]
        if found:
            return granted(resource, found, tuple(dict.fromkeys(spans)))
        return self._below_account(resource) or self._inherited(resource)

    def _reading(self, resource: str) -> list[Classified]:
        """The endpoints that show rows: reading one, else the plain list and nested ones that say whose, else these.

        What shows callers their own row says nothing of rows of others.
        """
        about = [one for one in self._about.get(resource, []) if not one.own_row]
        reads = [one for one in about if one.kind == "read"]
        lists = [one for one in about if one.kind in ("list", "search") and one.route.parent is None]
        nested = [one for one in about if one.kind == "list" and one.route.parent is not None]
        if any(one.endpoint.access for one in reads):
            return reads
        return reads or [*lists, *filter(_says_whose, nested)] or nested

    def _below_account(self, resource: str) -> Access | None:
        """Rows that no path lists but below an account, as `/users/{id}/orders`, are that account's."""
        about = self._about.get(resource, [])
        if any(one.kind in ("list", "search") and not one.route.parent and self._is_for_all(one) for one in about):
            return None
        listed = [one for one in about if one.kind in ("list", "create") and self._is_below_account(one)]
        keys = [one for one in self._world.resources[resource].foreign_keys if one.resource == self._world.account]
        if not listed or len(keys) != 1 or any(one.endpoint.access for one in listed):
            return None
        owner = Grant(kind="owner", principal=keys[0].column)
        return replace(granted(resource, [owner]), inferred=True)

    def _is_for_all(self, one: Classified) -> bool:
        """A list that is not kept to roles, by its note or by where it stands (`/admin/orders`)."""
        note = one.endpoint.access
        return (note is None or note.kind != "roles") and not self._apart(one)

    def _is_below_account(self, one: Classified) -> bool:
        above = one.route.parent
        return above is not None and not one.join and self._names.get(above.entity) == self._world.account

    def _inherited(self, resource: str) -> Access:
        """Rows that belong to rows not everyone sees are seen by those who see these."""
        for field in self._world.resources[resource].fields:
            key = field.foreign_key
            if key is None or field.nullable or key.resource in (self._world.account, resource):
                continue
            above = self.visible(key.resource)
            if above.level == "granted":
                hop = Hop(column=field.column, table=key.table, key=key.key, resource=key.resource)
                lifted = [lift(grant, hop) for grant in above.grants]
                return replace(granted(resource, lifted, above.spans), inferred=True)
        return Access(level="authenticated", subject=resource, inferred=True)

    def _stated(self, resource: str, action: str, subject: str) -> tuple[list[Grant], list[Span], bool]:
        """The grants of the matrix, or of sentences where it is silent; True when anyone signed in will do."""
        rows = [one for one in self._statements.get(resource, []) if action in one.actions]
        found: list[Grant] = []
        spans: list[Span] = []
        anyone = False
        for one in rows:
            more = (
                self._grants(subject, one.role, one.span, own=one.own)
                if one.matrix or one.own
                else self._member(subject)
            )
            anyone = anyone or more == ()
            found += more or ()
            spans += [one.span] if more else []
        return ([], [], True) if anyone else (found, spans, False)

    def _member(self, subject: str) -> tuple[Grant, ...] | None:
        found = grants_of.member_grant(self._world, subject)
        return None if found is None else (found,)

    def _grants(self, subject: str, word: str, span: Span, *, own: bool = False) -> tuple[Grant, ...] | None:
        found = grants_of.grants(self._world, subject, word, own=own)
        if found is None and not own:
            self.unknown.setdefault(Unknown(word, span))
        return found

    def _noted(self, one: Classified, subject: str) -> list[Grant] | None:
        """The grants of an endpoint's note, None where it names no role or one that anyone has."""
        note = one.endpoint.access
        if note is None or note.kind != "roles":
            return None
        makes = one.kind in _MAKES and not one.route.parent
        found = [
            self._grants(subject, role, note.span) if (more := self._maker(subject, role, makes)) is None else more
            for role in note.roles
        ]
        if any(more == () for more in found):
            return None
        return [grant for more in found for grant in more or ()]

    def _maker(self, subject: str, word: str, makes: bool) -> tuple[Grant, ...] | None:
        """Who makes a row is its `customer` anyhow where the server fills that in: what the word asks is the role.

        Where rows have nobody, who makes `own` ones is anyone who is signed in.
        """
        own = grants_of.owner_field(self._world, subject) if makes else None
        role = tables.fold(word.removeprefix(f"{THE} "))
        if makes and role in tables.words("self") and grants_of.owner_grant(self._world, subject) is None:
            return ()
        if own is None or own.generation != "caller" or not grants_of.is_called(own, role):
            return None
        return grants_of.global_role(self._world, role)

    def operation(self, one: Classified, resource: str, subject: str) -> Access:
        """Who may call the operation; `subject` is the resource whose row grants start from, empty for none."""
        note = one.endpoint.access
        if note is not None and note.kind in ("public", "signature"):
            return Access(level=note.kind, spans=(note.span,))
        if not self._world.account:
            return PUBLIC
        if note is not None and note.kind == "roles":
            return self._by_note(one, resource, subject or resource)
        return self._silent(one, resource, subject)

    def _by_note(self, one: Classified, resource: str, subject: str) -> Access:
        span = one.endpoint.access.span if one.endpoint.access else one.endpoint.span
        if not subject:
            roles = self._global(one)
            return granted("", roles, (span,)) if roles else Access(level="authenticated", spans=(span,))
        found = self._noted(one, subject)
        if found is None:
            return Access(level="authenticated", subject=subject, spans=(span,))
        stated, spans, _ = self._stated(resource, self.action(one), subject)
        rows = any(grant.kind != "role" for grant in found)
        added = [grant for grant in stated if rows and grant.kind == "role"]
        if not found:
            self.shut.add(span)
        return granted(subject, found + added, (span, *(spans if added else ())))

    def _global(self, one: Classified) -> list[Grant]:
        roles = one.endpoint.access.roles if one.endpoint.access else ()
        wanted = {tables.synonyms().get(tables.fold(role), tables.fold(role)) for role in roles}
        have = tuple(role for role in self._world.roles if tables.fold(role) in wanted)
        return [Grant(kind="role", roles=have)] if have else []

    def _silent(self, one: Classified, resource: str, subject: str) -> Access:
        apart = self._apart(one)
        if apart:
            return replace(granted(subject, apart), inferred=True)
        if not subject and _is_way_in(one):
            return replace(PUBLIC, inferred=True)
        if not subject:
            return Access(level="authenticated", inferred=one.endpoint.access is None)
        found, spans, anyone = self._stated(resource, self.action(one), subject)
        if anyone:
            return Access(level="authenticated", subject=subject)
        if found and not (
            one.kind in _COLLECTIONS and subject != resource and self._is_callers(one, resource, subject)
        ):
            return granted(subject, found, tuple(dict.fromkeys(spans)))
        return self._members(one, resource, subject) or self._default(one, subject)

    def _apart(self, one: Classified) -> list[Grant]:
        """`/admin/users`, `/organizer/events`: a role of accounts before the thing, but not one that everybody has."""
        words = {tables.fold(word) for word in one.route.prefix}.difference(tables.words("everyday"))
        roles = tuple(role for role in self._world.roles if tables.fold(role) in words)
        return [Grant(kind="role", roles=roles)] if roles else []

    def _is_callers(self, one: Classified, resource: str, above: str) -> bool:
        """Whether own rows of `resource` say nothing of whose the row above is: `POST /posts/{id}/bookmarks`.

        They are their maker's, and the line says that anybody may, or who makes them is called otherwise than an owner
        (the borrower), or the rows only tie their maker to the one above.
        """
        made = self._world.resources[resource]
        makers = [field for field in made.fields if field.generation == "caller"]
        mine = {field.column for field in makers}
        named = [one.relation.snake for one in makers if one.relation]
        tied = {key.column for key in made.foreign_keys if key.resource == above}
        pairs = [{column.column for column in index.columns} for index in made.indexes if index.unique]
        free = one.endpoint.access is not None and one.endpoint.access.kind == "authenticated"
        free = free or not any(grants_of.is_owner_word(word, self._world.account) for word in named)
        pairs.append(set(made.primary_key))
        return bool(mine) and (free or any(pair & mine and pair & tied for pair in pairs))

    def _members(self, one: Classified, resource: str, subject: str) -> Access | None:
        """Who belongs is changed by the strongest role only: or any member could make themselves one."""
        member = next((other for other in self._world.memberships if other.join.name.pascal == resource), None)
        top = strongest(member.roles) if member else None
        if top is None or self.action(one) == "read":
            return None
        grant = grants_of.member_grant(self._world, subject, top)
        return replace(granted(subject, [grant]), inferred=True) if grant else None

    def _default(self, one: Classified, subject: str) -> Access:
        """Who may see a row may use it, but only its owner changes a row that has one."""
        above = self.visible(subject)
        note = one.endpoint.access
        if note is not None and note.kind == "authenticated" and one.kind in _MAKES and not one.route.parent:
            # Who sees a row says nothing of who makes one where the line itself says it.
            return Access(level="authenticated", subject=subject, spans=(note.span,))
        if above.level == "granted":
            return replace(above, inferred=True)
        changes = one.kind not in _COLLECTIONS and self.action(one) in ("update", "delete")
        owner = self._own_row(subject) if changes else None
        if owner is not None:
            return replace(granted(subject, [owner]), inferred=True)
        open_read = above.level == "public" and self.action(one) == "read" and one.endpoint.access is None
        return PUBLIC if open_read else Access(level="authenticated", subject=subject, inferred=True)

    def _own_row(self, subject: str) -> Grant | None:
        if subject == self._world.account:
            return grants_of.owner_grant(self._world, subject)
        fields = self._world.resources[subject].fields
        account = self._world.account
        below = [one for one in fields if one.foreign_key and one.foreign_key.resource == account]
        mine = next((one for how in ("caller", "parent") for one in below if one.generation == how), None)
        return grants_of.owner_grant(self._world, subject, mine.column) if mine else None

    def tie(self, one: Classified, subject: str, join: Resource | None) -> tuple[Access, Access | None]:
        """Who may tie themselves to a row: anyone who may see it; to join what only members see, anyone signed in."""
        note = one.endpoint.access
        if note is not None and note.kind == "roles":
            access = self._by_note(one, subject, subject)
        else:
            access = Access(level="authenticated", subject=subject, inferred=note is None)
        visible = self.visible(subject)
        joins = join is not None and any(hop.table == join.table for grant in visible.grants for hop in grant.hops)
        return access, None if joins else may_see(visible, access)

    def says(self, resource: str) -> bool:
        """Whether a sentence or a matrix says who may read rows of `resource`."""
        found, _, anyone = self._stated(resource, "read", resource)
        return bool(found) or anyone


def _says_whose(one: Classified) -> bool:
    """`restaurant owner` beside `GET /restaurants/{id}/reservations`: it holds for rows as for the row above them."""
    note = one.endpoint.access
    related = [parts(role) for role in note.roles] if note else []
    return any(found is not None and found[0] != ITS for found in related)


def _is_way_in(one: Classified) -> bool:
    """`/auth/forgot-password`: who has no session yet must be able to call it."""
    words = [tables.fold(word) for word in one.route.words]
    known = words[:1] == ["auth"] and not set(words).isdisjoint(tables.words("ways_in"))
    return one.endpoint.access is None and known and not one.route.steps
