"""Entities made whole: what the SPEC leaves unsaid is added before anything is resolved.

The account and its key fields, join entities, keys, references that only a relation or a nested path states,
and minimal entities for what is mentioned and never defined. The result still speaks the language of the Spec
(`Entity`, `Field`), so that one conversion serves stated and inferred things alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from groundplan.naming import Name
from groundplan.plan.operations.circles import opened
from groundplan.plan.operations.operations import Classified
from groundplan.plan.operations.signing import SignIn, account_fields
from groundplan.plan.operations.whose import with_owners
from groundplan.plan.words import roles, tables
from groundplan.plan.words.keyed import called_key, holds
from groundplan.plan.words.names import Directory, join_name, key, mentioned, singular
from groundplan.plan.words.singles import is_alone, references
from groundplan.record import NamedTuple
from groundplan.source import Span
from groundplan.spec.model import Entity, Field, FieldType, Index, IndexColumn, OnDelete, Relation, Spec

RESERVED = (
    "RefreshToken", "AuthSession", "WebhookEvent", "OutboxEvent", "Identity", "SignInAttempt", "IdempotencyKey",
    "Field", "Text",
)  # fmt: skip
"""Resources of our own (see `groundplan.plan.data.system`), and what every schema of any other thing imports."""


class Draft(NamedTuple):
    """An entity with every field it will have. `keys` are the names of its primary key fields."""

    entity: Entity
    kind: str
    name: Name
    table: str
    keys: tuple[str, ...] = ()


class Drafts:
    """All drafts, and how the SPEC's words find them. `account` and `keys` are entity names, empty for none."""

    def __init__(self, drafts: tuple[Draft, ...], account: str, keys: str = "") -> None:
        """The drafts in the order of the SPEC."""
        self.drafts = drafts
        self.account = account
        self.keys = keys
        self._by_name: dict[str, Draft] = {}
        for one in drafts:
            self._by_name.setdefault(key(one.entity.name), one)

    def find(self, word: str) -> Draft | None:
        """The draft of an entity name in any spelling, or None."""
        wanted = key(word)
        found = self._by_name.get(wanted)
        if found is None and self.account and tables.fold(wanted) in tables.words("account"):
            return self._by_name.get(key(self.account))
        return found


def complete(spec: Spec, names: Directory, classified: tuple[Classified, ...], how: SignIn) -> Drafts:
    """Every entity of the SPEC and every one that it implies; the account only where somebody signs in."""
    entities = _merged(spec.entities)
    joins = _joins(spec, entities)
    entities = [one for one in entities if key(one.name) not in {key(join.name) for join in joins}]
    entities = _with_account(entities, names, how, spec)
    entities += _missing(spec, [*entities, *joins], names)
    entities = _with_references(entities, spec, classified, names)
    entities = with_owners(entities, joins, classified, names.account) if how else entities
    entities = opened(_reached(entities, classified), key)
    account = names.account if how or any(one.name == names.account for one in entities) else ""
    single = _found_by_one(entities, classified)
    drafts = _named([*entities, *joins], account, {one.name for one in joins}, single)
    return Drafts(tuple(drafts), account, names.keys)


def _found_by_one(entities: list[Entity], classified: tuple[Classified, ...]) -> set[str]:
    """The folded names of what a reference or a path finds by one value."""
    pointed = {key(one.type.target) for entity in entities for one in entity.fields if one.type.base == "ref"}
    return pointed | {key(step.entity) for one in classified for step in one.route.steps if step.parameter}


def _reached(entities: list[Entity], classified: tuple[Classified, ...]) -> list[Entity]:
    """No row lacks what paths find it by: the unique key of `/flags/{key}`."""
    wanted: dict[str, set[str]] = {}
    for step in (step for one in classified for step in one.route.steps if step.parameter):
        wanted.setdefault(step.entity, set()).add(tables.fold(step.parameter))
    return [_with_required(one, wanted[one.name]) if one.name in wanted else one for one in entities]


def _with_required(entity: Entity, names: set[str]) -> Entity:
    return entity._replace(
        fields=tuple(
            one._replace(required=True, nullable=False) if _is_sent(one, names) and is_alone(one, entity) else one
            for one in entity.fields
        )
    )


def _is_sent(field: Field, names: set[str]) -> bool:
    return tables.fold(field.name) in names and not field.read_only and not field.computed


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


def _with_account(entities: list[Entity], names: Directory, how: SignIn, spec: Spec) -> list[Entity]:
    """The account has what signing in needs, and a role where one is asked for."""
    if not how:
        return entities
    known = next((one for one in entities if one.name == names.account), None)
    account = known or Entity(names.account, (), spec.meta.span, origin="inferred")
    fields = account_fields(account.fields, spec, how)
    if known is None:
        fields += (_field("created_at", FieldType("datetime"), spec.meta.span, read_only=True),)
    account = account._replace(fields=roles.with_role(fields, spec, entities))
    if known is None:
        return [account, *entities]
    return [account if one.name == account.name else one for one in entities]


def _missing(spec: Spec, known: list[Entity], names: Directory) -> list[Entity]:
    """Entities that something refers to and nothing defines: a key and a name."""
    have = {key(one.name) for one in known}
    found: dict[str, Entity] = {}
    for word, span in mentioned(spec).items():
        name = names.find(word) or word
        if key(name) not in have:
            spelled = singular(name).pascal
            entity = Entity(spelled, _minimal(span), span, origin="inferred")
            found.setdefault(key(name), entity)
    return list(found.values())


def _minimal(span: Span) -> tuple[Field, ...]:
    return (_field("name", FieldType("string"), span, required=True),)


def _with_references(
    entities: list[Entity], spec: Spec, classified: tuple[Classified, ...], names: Directory
) -> list[Entity]:
    """References that only a relation, a list of another entity or a nested path states."""
    above: dict[str, list[_Above]] = {}
    for child, one in [*_related(spec), *_listed(spec), *_nested(classified), *_owned(entities, classified, names)]:
        above.setdefault(key(child), []).append(one)
    known = {key(one.name): one for one in entities}
    return [_with_rows_above(entity, above.get(key(entity.name), []), known) for entity in entities]


class _Above(NamedTuple):
    """A row that an entity belongs to; `unique` when only one row belongs to it."""

    parent: str
    on_delete: OnDelete | None
    span: Span
    unique: bool = False


def _with_rows_above(entity: Entity, above: list[_Above], known: dict[str, Entity]) -> Entity:
    fields = list(entity.fields)
    for one in above:
        place = _pointing(fields, one.parent, known)
        if place is None:
            fields.append(_apart(reference(one.parent, one.span, on_delete=one.on_delete), fields))
            place = len(fields) - 1
        if one.unique:
            fields[place] = fields[place]._replace(unique=True)
    return entity._replace(fields=tuple(fields))


def _pointing(fields: list[Field], parent: str, known: dict[str, Entity]) -> int | None:
    """Where `fields` refer to `parent`: a stated reference, or `"student": 1`, which holds its key and becomes one."""
    stated = {key(field.type.target): place for place, field in enumerate(fields) if field.type.base == "ref"}
    target = known.get(key(parent))
    if key(parent) in stated or target is None:
        return stated.get(key(parent))
    place = next((at for at, one in enumerate(fields) if _is_called(one, parent) and holds(one, target)), None)
    if place is not None:
        fields[place] = fields[place]._replace(type=FieldType("ref", target=target.name))
    return place


def _is_called(field: Field, thing: str) -> bool:
    """A text that is called as a thing is its name rather than its key."""
    return field.type.base in ("int", "bigint", "uuid") and tables.fold(field.name) == tables.fold(key(thing))


def _apart(field: Field, fields: list[Field]) -> Field:
    """Under a name of its own where another field has that of the thing or of its key: `student_id: string`."""
    taken = {tables.fold(one.name) for one in fields}
    if not taken & {tables.fold(field.name), f"{tables.fold(field.name)}id"}:
        return field
    return field._replace(name=f"parent_{field.name}")


def _related(spec: Spec) -> Iterator[tuple[str, _Above]]:
    """The many side of every relation; of a 1:1, the target, unless the source already points at it."""
    pointing = {(key(entity.name), key(field.type.target)) for entity in spec.entities for field in entity.fields}
    for one in spec.relations:
        if one.cardinality == "1:N":
            yield one.target, _Above(one.source, one.on_delete, one.span)
        elif one.cardinality == "N:1":
            yield one.source, _Above(one.target, one.on_delete, one.span)
        elif one.cardinality == "1:1" and (key(one.source), key(one.target)) not in pointing:
            yield one.target, _Above(one.source, one.on_delete, one.span, unique=True)


def _listed(spec: Spec) -> Iterator[tuple[str, _Above]]:
    for other in spec.entities:
        for field in other.fields:
            if field.type.base == "list" and field.type.target and key(field.type.target) != key(other.name):
                yield field.type.target, _Above(other.name, None, field.span)


def _nested(classified: tuple[Classified, ...]) -> Iterator[tuple[str, _Above]]:
    for one in classified:
        parent = one.route.parent
        nested = one.route.shape in ("nested", "nested_item") and one.kind not in ("link", "unlink", "custom")
        looks = one.route.shape == "collection_action" and one.kind in ("count", "search", "export")
        if (nested or looks) and parent and not one.across:
            yield one.entity, _Above(parent.entity, "cascade", one.endpoint.span)
        elif one.under:
            yield one.entity, _Above(one.under, "cascade", one.endpoint.span)


def _owned(
    entities: list[Entity], classified: tuple[Classified, ...], names: Directory
) -> Iterator[tuple[str, _Above]]:
    """The account has one row of what is found by who calls: the database keeps it so."""
    own = {key(one.under or one.entity): one.endpoint.span for one in classified if one.own_row or one.under}
    for entity in entities:
        pointing = references(entity, names.account)
        if key(entity.name) in own and not any(is_alone(one, entity) for one in pointing):
            yield entity.name, _Above(names.account, "cascade", own[key(entity.name)], unique=True)


def _named(entities: list[Entity], account: str, joins: set[str], single: Collection[str]) -> list[Draft]:
    taken = set(RESERVED)
    drafts = []
    for entity in entities:
        name = unique(singular(entity.name), taken)
        kind = "account" if entity.name == account else "join" if entity.name in joins else "entity"
        drafts.append(_keyed(Draft(entity, kind, name, name.plural.snake), single=key(entity.name) in single))
    return drafts


def unique(name: Name, taken: set[str]) -> Name:
    """`name`, or with a number behind it where another thing has it; `taken` remembers it."""
    number, chosen = 1, name
    while chosen.pascal in taken:
        number += 1
        chosen = Name((*name.words[:-1], f"{name.words[-1]}{number}"))
    taken.add(chosen.pascal)
    return chosen


def _as_key(field: Field) -> Field:
    """`id: string` that nobody calls a key is what a uuid looks like in JSON, `id: number` what a whole number does."""
    vague = field.type.base in ("string", "text", "unknown") and field.type.length is None
    return _whole(field._replace(type=FieldType("uuid")) if vague else field)


def _whole(field: Field) -> Field:
    return field._replace(type=FieldType("bigint")) if field.type.base == "float" else field


def _as_stated(field: Field) -> Field:
    return _whole(field) if field.primary_key else field


def _paired(entity: Entity, names: tuple[str, ...]) -> Entity:
    """The fields `names` are no key any more, but unique together."""
    fields = (
        one._replace(primary_key=False, required=True, nullable=False) if one.name in names else one
        for one in entity.fields
    )
    unique_ = Index(tuple(map(IndexColumn, names)), entity.span, unique=True)
    return entity._replace(fields=tuple(fields), indexes=(*entity.indexes, unique_))


def _keyed(draft: Draft, *, single: bool) -> Draft:
    """With a primary key: as stated, else as its name says, else both sides of a join, else an inferred uuid.

    A stated key of several fields gives way to a `single` one where something finds rows by one value.
    """
    stated = tuple(field.name for field in draft.entity.fields if field.primary_key)
    if len(stated) > 1 and single:
        draft = draft._replace(entity=_paired(draft.entity, stated))
    elif stated:
        return draft._replace(
            entity=draft.entity._replace(fields=tuple(map(_as_stated, draft.entity.fields))), keys=stated
        )
    fields = draft.entity.fields
    named = called_key(draft.entity)
    if named is not None:
        fields = tuple(_as_key(field) if field is named else field for field in fields)
        return draft._replace(entity=draft.entity._replace(fields=fields), keys=(named.name,))
    if draft.kind == "join":
        sides = tuple(field.name for field in fields if field.type.base == "ref")[:2]
        return draft._replace(keys=sides)
    key_field = _field("id", FieldType("uuid"), draft.entity.span, primary_key=True)
    return draft._replace(entity=draft.entity._replace(fields=(key_field, *fields)), keys=("id",))
