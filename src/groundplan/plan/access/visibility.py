"""Who may see and who may write single fields: what remarks and sentences say of them, as grants on the row.

A remark (`visible to the owner and admins only`, `set by admins only`, `admin only`, `관리자 전용`) or a sentence whose
subject is the field (`이메일은 본인과 관리자에게만 보인다`, `The system SHALL show the salary of an employee only to
admins.`) names roles, the owner or members, as endpoints do. A word that is none of these here is not guessed: then the
field is shown to nobody, and that is said (PLN032).

For others the field is absent from every body, nested ones too, and empty in the column of an export. A list is
filtered, sorted and searched only by what all see who may list. Who may not see a field may not write it: sent by
them it is 422 as an unknown property is, and a replacement leaves it as it is. A required field is given by whoever
makes the row. Where anybody may read, who proves who they are is shown what is for them. No such answer is cached, and
none is stored on the way (Cache-Control: no-store). The contract says who, and marks such properties `x-restricted`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from groundplan.plan.access import access, people
from groundplan.plan.access.access import World, granted
from groundplan.plan.contract.listing import is_seen
from groundplan.plan.model.api import Operation, Schema
from groundplan.plan.model.blueprint import Keys
from groundplan.plan.model.data import Field, Resource
from groundplan.plan.model.rights import Access
from groundplan.plan.words.subjects import Sentence, about, sentence, subject_of
from groundplan.record import NamedTuple
from groundplan.source import Span
from groundplan.spec.model import Spec

_READERS = ("restricted", "confined")
_WRITERS = ("reserved", "confined")


class Unshown(NamedTuple):
    """A field that some may see, and nothing tells who."""

    field: str
    span: Span


def settled(
    resources: tuple[Resource, ...], world: World, spec: Spec, issued: Keys | None
) -> tuple[tuple[Resource, ...], World, tuple[Unshown, ...]]:
    """The resources and the world with the rights on their fields, and the fields that nobody knows the viewers of."""
    every = [sentence(one.text, one.span) for one in spec.requirements]
    every += [sentence(one.text, one.span) for one in spec.constraints]
    sentences = [(subject_of(one), one) for one in every if one is not None]
    place = spec.meta.span
    found: list[Resource] = []
    unshown: list[Unshown] = []
    for resource in resources:
        keys = issued is not None and resource.name.pascal == issued.resource
        fields = [
            _settled(field, resource, world, about(field, resource, resources, sentences), open_=not keys)
            for field in resource.fields
        ]
        pairs = zip(resource.fields, fields, strict=True)
        unshown += [Unshown(was.property, was.span or place) for was, now in pairs if now.hidden and not was.hidden]
        found.append(replace(resource, fields=tuple(fields)))
    return tuple(found), access.shown(world, found), tuple(unshown)


def _settled(field: Field, resource: Resource, world: World, sentences: list[Sentence], *, open_: bool) -> Field:
    if field.primary_key or field.hidden:
        return field
    remark = sentence(field.description, field.span)
    said = [*([remark] if remark else []), *sentences]
    readers = _right(said, _READERS, resource, world) if open_ else None
    if readers is None and any("restricted" in one.said for one in said):
        return replace(field, hidden=True)
    writers = None if field.server else _right(said, _WRITERS, resource, world) or readers
    return replace(field, readers=readers, writers=writers)


def _right(said: list[Sentence], kinds: tuple[str, ...], resource: Resource, world: World) -> Access | None:
    """The access that the first sentence gives whose words for people all mean something here."""
    for one in said:
        for match in (one.said[kind] for kind in kinds if kind in one.said):
            words = match.groupdict().get("who")
            grants = people.grants(words or "", resource.name.pascal, world)
            if grants:
                return granted(resource.name.pascal, grants, (one.span,) if one.span else ())
    return None


def marked(
    operations: tuple[Operation, ...], resources: tuple[Resource, ...], schemas: Mapping[str, Schema]
) -> tuple[Operation, ...]:
    """The operations, with `partial` on those that show fields which only some of their callers may see."""
    known = {one.name.pascal: one for one in resources if any(field.readers for field in one.fields)}
    if not known:
        return operations
    return tuple(replace(one, partial=_is_partial(one, known, schemas)) for one in operations)


def _is_partial(operation: Operation, known: dict[str, Resource], schemas: Mapping[str, Schema]) -> bool:
    exported = operation.resource if operation.kind == "export" else ""
    shown = (exported, *_bodies(operation.success.schema, schemas, set()))
    fields = (field for name in shown if name in known for field in known[name].fields)
    return any(field.readers and not is_seen(field, operation.access) for field in fields)


def _bodies(name: str, schemas: Mapping[str, Schema], seen: set[str]) -> list[str]:
    """The resources whose rows a body shows, those inside it included."""
    schema = schemas.get(name)
    if schema is None or name in seen:
        return []
    seen.add(name)
    inner = [found for one in schema.properties if one.schema for found in _bodies(one.schema, schemas, seen)]
    return [*([schema.resource] if schema.kind == "resource" else []), *inner]
