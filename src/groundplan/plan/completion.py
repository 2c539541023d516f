"""Entities made whole: what the SPEC leaves unsaid is added before anything is resolved.

The account and its key fields, join entities, keys, references that only a relation or a nested path states,
and minimal entities for what is mentioned and never defined. The result still speaks the language of the Spec
(`Entity`, `Field`), so that one conversion serves stated and inferred things alike.
"""

from __future__ import annotations

from typing import NamedTuple

from groundplan.naming import Name
from groundplan.plan import tables
from groundplan.plan.names import Directory, join_name, key, singular
from groundplan.plan.operations import Classified
from groundplan.source import Span
from groundplan.spec.model import Entity, Field, FieldType, OnDelete, Relation, Spec


class Draft(NamedTuple):
    """An entity with every field it will have. `keys` are the names of its primary key fields."""

    entity: Entity
    kind: str
    name: Name
    table: str
    keys: tuple[str, ...] = ()


class Drafts(NamedTuple):
    """All drafts, and how the SPEC's words find them."""

    drafts: tuple[Draft, ...]
    account: str

    def find(self, word: str) -> Draft | None:
        """The draft of an entity name in any spelling, or None."""
        wanted = key(word)
        found = next((one for one in self.drafts if key(one.entity.name) == wanted), None)
        if found is None and self.account and tables.fold(wanted) in tables.words("account"):
            return self.find(self.account)
        return found


def complete(spec: Spec, names: Directory, classified: tuple[Classified, ...], auth: bool) -> Drafts:
    """Every entity of the SPEC and every one that it implies; the account only where `auth` needs one."""
    entities = _merged(spec.entities)
    joins = _joins(spec, entities)
    entities = [one for one in entities if key(one.name) not in {key(join.name) for join in joins}]
    entities = _with_account(entities, names, auth, spec)
    entities += _missing(spec, [*entities, *joins], names, auth)
    entities = [_with_references(one, spec, classified) for one in entities]
    account = names.account if auth or any(one.name == names.account for one in entities) else ""
    drafts = _named([*entities, *joins], account, {one.name for one in joins})
    return Drafts(tuple(drafts), account)


def _merged(entities: tuple[Entity, ...]) -> list[Entity]:
    """Entities that are one thing in two spellings (`Users`, `User`) become one; the first spelling wins."""
    merged: dict[str, Entity] = {}
    for one in entities:
        known = merged.get(key(one.name))
        merged[key(one.name)] = one if known is None else _merge(known, one)
    return list(merged.values())


def _merge(first: Entity, second: Entity) -> Entity:
    known = {tables.fold(field.name) for field in first.fields}
    added = tuple(field for field in second.fields if tables.fold(field.name) not in known)
    return first._replace(
        fields=first.fields + added,
        label=first.label or second.label,
        indexes=first.indexes + second.indexes,
        dependencies=first.dependencies + second.dependencies,
    )


def _field(name: str, type_: FieldType, span: Span, **more: object) -> Field:
    return Field(name, type_, span, origin="inferred", **more)  # type: ignore[arg-type]


def reference(target: str, span: Span, name: str = "", *, required: bool = True, on_delete: OnDelete | None) -> Field:
    """An inferred reference to `target`."""
    spelled = name or singular(target).snake
    return _field(spelled, FieldType("ref", target=target), span, required=required, on_delete=on_delete)


def _joins(spec: Spec, entities: list[Entity]) -> list[Entity]:
    joins: dict[str, Entity] = {}
    for relation in spec.relations:
        if relation.cardinality != "N:M":
            continue
        name = join_name(relation)
        stated = next((one for one in entities if key(one.name) == key(name)), None)
        base = stated or Entity(name, (), relation.span, origin="stated" if relation.through else "inferred")
        joins.setdefault(key(name), _join(base, relation))
    return list(joins.values())


def _join(entity: Entity, relation: Relation) -> Entity:
    """The sides first, then the attributes; a side that the entity already references is not added again."""
    targets = [key(field.type.target) for field in entity.fields if field.type.base == "ref"]
    sides: list[Field] = []
    for side in (relation.source, relation.target):
        if key(side) in targets:
            targets.remove(key(side))
            continue
        taken = any(key(one.type.target) == key(side) for one in sides)
        name = f"other_{singular(side).snake}" if taken else ""
        sides.append(reference(side, relation.span, name, on_delete=relation.on_delete or "cascade"))
    known = {tables.fold(field.name) for field in entity.fields}
    attributes = tuple(field for field in relation.fields if tables.fold(field.name) not in known)
    return entity._replace(fields=(*sides, *entity.fields, *attributes))


def _with_account(entities: list[Entity], names: Directory, auth: bool, spec: Spec) -> list[Entity]:
    """The account has what signing in needs: a name to sign in with and a password."""
    if not auth:
        return entities
    span = spec.meta.span
    known = next((one for one in entities if one.name == names.account), None)
    account = known or Entity(names.account, (), span, origin="inferred")
    folded = {tables.fold(field.name) for field in account.fields}
    added = []
    if not folded & set(tables.words("login")):
        added.append(_field("email", FieldType("email"), span, required=True, unique=True))
    if not any(_is_password(field) for field in account.fields):
        added.append(_field("password", FieldType("password"), span, required=True, write_only=True))
    if known is None:
        added.append(_field("created_at", FieldType("datetime"), span, read_only=True))
    account = account._replace(fields=account.fields + tuple(added))
    account = account._replace(fields=account.fields + _role_field(account, spec))
    if known is None:
        return [account, *entities]
    return [account if one.name == account.name else one for one in entities]


def _is_password(field: Field) -> bool:
    return field.type.base == "password" or tables.fold(field.name) in ("password", "passwordhash", "hashedpassword")


def role_field(account: Entity) -> Field | None:
    """The field that holds the account's global role, or None."""
    called = (one for one in account.fields if tables.fold(one.name) in tables.words("role"))
    return next((one for one in called if one.type.base in ("enum", "string", "text")), None)


def _role_field(account: Entity, spec: Spec) -> tuple[Field, ...]:
    """Where endpoints ask for `admin` and accounts have no role, they get one."""
    if role_field(account) is not None:
        return ()
    enums = {tables.fold(value) for one in account.fields for value in one.type.values}
    asked = [role for one in spec.endpoints if one.access for role in one.access.roles]
    asked += [cell.role for cell in spec.permissions]
    canonical = {tables.synonyms().get(tables.fold(role), tables.fold(role)) for role in asked}
    if "admin" not in canonical or enums & {"admin"} or "admin" in _relation_roles(spec):
        return ()
    type_ = FieldType("enum", values=("user", "admin"))
    return (_field("role", type_, spec.meta.span, default="user"),)


def _relation_roles(spec: Spec) -> set[str]:
    return {tables.fold(value) for one in spec.relations for field in one.fields for value in field.type.values}


def _missing(spec: Spec, known: list[Entity], names: Directory, auth: bool) -> list[Entity]:
    """Entities that something refers to and nothing defines: a key and a name."""
    have = {key(one.name) for one in known}
    wanted: dict[str, Field | None] = {}
    for entity in known:
        for field in entity.fields:
            if field.type.base == "ref" and field.type.target and names.find(field.type.target) != names.account:
                wanted.setdefault(key(field.type.target), field)
    for relation in spec.relations:
        for side in (relation.source, relation.target):
            if names.find(side) != names.account:
                wanted.setdefault(key(side), None)
    spelled = _spellings(spec, known)
    if not auth and any(_refers_to_account(one, names) for one in known) and key(names.account) not in have:
        wanted.setdefault(key(names.account), None)
        spelled.setdefault(key(names.account), names.account)
    return [
        Entity(singular(spelled[one]).pascal, _minimal(spec.meta.span), spec.meta.span, origin="inferred")
        for one in wanted
        if one and one not in have
    ]


def _refers_to_account(entity: Entity, names: Directory) -> bool:
    return any(field.type.base == "ref" and names.find(field.type.target) == names.account for field in entity.fields)


def _spellings(spec: Spec, known: list[Entity]) -> dict[str, str]:
    words = [field.type.target for entity in known for field in entity.fields if field.type.target]
    words += [side for relation in spec.relations for side in (relation.source, relation.target)]
    return {key(word): word for word in reversed(words)}


def _minimal(span: Span) -> tuple[Field, ...]:
    return (_field("name", FieldType("string"), span, required=True),)


def _with_references(entity: Entity, spec: Spec, classified: tuple[Classified, ...]) -> Entity:
    """References that only a relation or a nested path states."""
    have = {key(field.type.target) for field in entity.fields if field.type.base == "ref"}
    added: list[Field] = []
    for parent, on_delete, unique, span in [*_related(entity, spec), *_nested(entity, classified)]:
        if key(parent) in have or (key(parent) == key(entity.name) and span is None):
            continue
        have.add(key(parent))
        field = reference(parent, span or entity.span, on_delete=on_delete)
        added.append(field._replace(unique=unique))
    return entity._replace(fields=(*entity.fields, *added))


def _related(entity: Entity, spec: Spec) -> list[tuple[str, OnDelete | None, bool, Span | None]]:
    found: list[tuple[str, OnDelete | None, bool, Span | None]] = []
    for one in spec.relations:
        source, target = key(one.source), key(one.target)
        back = any(key(f.type.target) == target for e in spec.entities if key(e.name) == source for f in e.fields)
        if one.cardinality == "1:N" and target == key(entity.name):
            found.append((one.source, one.on_delete, False, one.span))
        elif one.cardinality == "N:1" and source == key(entity.name):
            found.append((one.target, one.on_delete, False, one.span))
        elif one.cardinality == "1:1" and target == key(entity.name) and not back:
            found.append((one.source, one.on_delete, True, one.span))
    return found


def _nested(entity: Entity, classified: tuple[Classified, ...]) -> list[tuple[str, OnDelete | None, bool, Span | None]]:
    found: list[tuple[str, OnDelete | None, bool, Span | None]] = []
    for one in classified:
        parent = one.route.parent
        nested = one.route.shape in ("nested", "nested_item") and one.kind not in ("link", "unlink", "custom")
        if nested and parent and key(one.entity) == key(entity.name):
            found.append((parent.entity, "cascade", False, one.endpoint.span))
    return found


def _named(entities: list[Entity], account: str, joins: set[str]) -> list[Draft]:
    taken: set[str] = set()
    drafts = []
    for entity in entities:
        name = unique(singular(entity.name), taken)
        kind = "account" if entity.name == account else "join" if entity.name in joins else "entity"
        drafts.append(_keyed(Draft(entity, kind, name, name.plural.snake)))
    return drafts


def unique(name: Name, taken: set[str]) -> Name:
    """`name`, or with a number behind it where another thing has it; `taken` remembers it."""
    number, chosen = 1, name
    while chosen.pascal in taken:
        number += 1
        chosen = Name((*name.words[:-1], f"{name.words[-1]}{number}"))
    taken.add(chosen.pascal)
    return chosen


def _keyed(draft: Draft) -> Draft:
    """With a primary key: as stated, else `id`, else both sides of a join, else an inferred uuid."""
    fields = draft.entity.fields
    stated = tuple(field.name for field in fields if field.primary_key)
    if stated:
        return draft._replace(keys=stated)
    named = next((field for field in fields if tables.fold(field.name) == "id"), None)
    if named is not None:
        return draft._replace(keys=(named.name,))
    if draft.kind == "join":
        sides = tuple(field.name for field in fields if field.type.base == "ref")[:2]
        return draft._replace(keys=sides)
    key_field = _field("id", FieldType("uuid"), draft.entity.span, primary_key=True)
    return draft._replace(entity=draft.entity._replace(fields=(key_field, *fields)), keys=("id",))
