"""What planning could not follow and what generation cannot do, said aloud as diagnostics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from groundplan import catalogue
from groundplan.diagnostics import Diagnostic, Label, Severity, order
from groundplan.plan.access.policies import Policies
from groundplan.plan.access.shown import Wider
from groundplan.plan.access.visibility import Unshown
from groundplan.plan.behaviours.facts import Homeless
from groundplan.plan.data import types
from groundplan.plan.data.guessing import Guess
from groundplan.plan.model.blueprint import Blueprint
from groundplan.plan.model.data import Field as Column
from groundplan.plan.operations import files
from groundplan.plan.operations.completion import Drafts
from groundplan.plan.operations.endpoints import identity
from groundplan.plan.operations.operations import Classified
from groundplan.plan.operations.signing import SignIn, untold, unwritten
from groundplan.plan.words import tables
from groundplan.plan.words.names import singular
from groundplan.plan.words.routes import base_path
from groundplan.source import Span
from groundplan.spec.model import Field, Spec

_CODES = {
    "unknown_role": "PLN001", "unknown_type": "PLN002", "bad_default": "PLN003", "undefined_entity": "PLN004",
    "duplicate": "PLN005", "custom": "PLN006", "no_endpoint": "PLN007", "renamed": "PLN008", "server_field": "PLN009",
    "pagination": "PLN010", "part": "PLN011", "provider": "PLN020", "untold": "PLN021", "unkept": "PLN022",
    "steps_untaken": "PLN012", "rows_not_kept": "PLN013", "wider": "PLN030", "maker": "PLN031", "restricted": "PLN032",
    "no_file": "PLN033", "file_type": "PLN034", "open": "PLN035", "unasked": "PLN036", "unplanned": "PLN037",
    "withheld": "PLN038", "called": "PLN039", "owner_added": "PLN040",
    "type_by_name": "PLN041",
}  # fmt: skip


def found(
    spec: Spec,
    drafts: Drafts,
    policies: Policies,
    refused: Iterable[Field],
    how: SignIn,
    homeless: Iterable[Homeless] = (),
    wider: Iterable[Wider] = (),
    secret: Iterable[Unshown] = (),
    classified: Iterable[Classified] = (),
    unkept: Iterable[Span] = (),
    guarded: Iterable[Column] = (),
    callers: Iterable[Column] = (),
    guessed: Iterable[Guess] = (),
) -> tuple[Diagnostic, ...]:
    """What the SPEC says and the plan could not follow, and what it settled by a rule.

    `refused` are fields of bodies that the server fills, `unkept` places that say that deleted rows stay where they
    do not, `guarded` fields of the account that only roles write, `callers` references that are whoever calls,
    `guessed` types that names say.
    """
    language = spec.meta.language
    every = [*_roles(policies, language), *_fields(drafts, language), *_entities(drafts, language)]
    every += _wider(wider, language)
    every += [diagnostic("restricted", "warning", one.span, language, field=one.field) for one in secret]
    every += _providers(spec, how, drafts.account)
    every += _duplicates(spec, language)
    every += [diagnostic("server_field", "warning", one.span, language, field=one.name) for one in refused]
    every += [diagnostic("steps_untaken", "warning", one.span, language, words=one.words) for one in homeless]
    every += _files(spec, classified, language)
    every += [diagnostic("withheld", "note", one.span, language, field=one.property) for one in guarded if one.span]
    every += _owners(drafts, language)
    every += [diagnostic("called", "note", one.span, language, field=one.property) for one in callers if one.span]
    every += [_guess(one, language) for one in guessed]
    every += [diagnostic("rows_not_kept", "warning", span, language) for span in unkept]
    return tuple(order(every))


def _guess(one: Guess, language: str) -> Diagnostic:
    types = ", ".join(f"`{field.name}` {field.type.base}" for field in one.fields)
    return diagnostic("type_by_name", "note", one.span, language, entity=one.entity, types=types)


def _files(spec: Spec, classified: Iterable[Classified], language: str) -> Iterator[Diagnostic]:
    """Endpoints that say they take a file, and wait: no row of theirs keeps one, or nothing can check its type."""
    entities = {one.name: one for one in spec.entities}
    for one in classified:
        said, entity = one.endpoint, entities.get(one.route.entity)
        if one.kind == "upload" or not files.sends(said):
            continue
        told = {"method": said.method, "path": said.path}
        unchecked = files.stating(said, entity, spec).unchecked
        if files.kept(entity) and unchecked:
            yield diagnostic("file_type", "warning", said.span, language, **told, types=", ".join(unchecked))
        else:
            yield diagnostic("no_file", "warning", said.span, language, **told)


def problems(blueprint: Blueprint) -> list[Diagnostic]:
    """All that the author should know before generating: what was not followed, what waits to be written."""
    language = blueprint.service.language
    customs = [
        diagnostic("custom", "note", one.span, language, method=one.method, path=one.path)
        for one in blueprint.operations
        if one.kind == "custom" and one.span
    ]
    used = {one.resource for one in blueprint.operations} | {one.link.join for one in blueprint.operations if one.link}
    within = {part.resource for one in blueprint.resources for part in one.parts}
    silent = [
        diagnostic("no_endpoint", "note", one.span, language, entity=one.name.pascal)
        for one in blueprint.resources
        if one.kind == "entity" and one.span and one.name.pascal not in used | within
    ]
    return order([*blueprint.problems, *customs, *silent, *_parts(blueprint), *_makers(blueprint)])


def _makers(blueprint: Blueprint) -> Iterator[Diagnostic]:
    """Creates of accounts, beside the registration, of which nothing says who may call them."""
    language = blueprint.service.language
    for one in blueprint.operations:
        if one.kind == "create" and one.resource == blueprint.auth.account and one.access.inferred and one.span:
            either = catalogue.text("access.either", language).join(one.access.roles)
            level = "role" if one.access.roles else one.access.level
            who = catalogue.text(f"access.{level}", language, roles=either)
            yield diagnostic("maker", "note", one.span, language, method=one.method, path=one.path, who=who)


def _parts(blueprint: Blueprint) -> Iterator[Diagnostic]:
    """Rows that are made with others although no body says so."""
    for one in blueprint.operations:
        resource = blueprint.resource(one.resource) if one.kind == "create" and one.span else None
        for part in resource.parts if resource else ():
            if not part.stated and one.span:
                said = {"method": one.method, "path": one.path, "entity": part.resource, "name": part.property}
                yield diagnostic("part", "note", one.span, blueprint.service.language, **said)


def diagnostic(key: str, severity: Severity, span: Span, language: str, **values: object) -> Diagnostic:
    """A finding of planning, worded by the catalogue."""
    message = catalogue.text(f"plan.{key}", language, **values)
    advice = catalogue.text(f"plan.{key}_help", language, **values)
    return Diagnostic(_CODES[key], key.replace("_", "-"), severity, message, Label(span), help=advice)


def _roles(policies: Policies, language: str) -> Iterator[Diagnostic]:
    for one in policies.unknown:
        severity: Severity = "error" if one.span in policies.shut else "warning"
        yield diagnostic("unknown_role", severity, one.span, language, word=one.word)


def _owners(drafts: Drafts, language: str) -> Iterator[Diagnostic]:
    """References to the account that only access asks for: see `groundplan.plan.operations.whose`."""
    for draft in (one for one in drafts.drafts if one.entity.name != drafts.keys):
        for field in draft.entity.fields:
            is_added = field.origin == "inferred" and field.read_only and field.type.base == "ref"
            if is_added and field.type.target == drafts.account:
                said = {"entity": draft.entity.name, "field": field.name}
                yield diagnostic("owner_added", "warning", field.span, language, **said)


def _wider(wider: Iterable[Wider], language: str) -> Iterator[Diagnostic]:
    """Lists whose line lets more callers at rows than the read of these rows does."""
    for one in wider:
        made, place = one.operation, next(iter(one.operation.access.spans), one.operation.span)
        said = {"method": made.method, "path": made.path, "entity": made.resource}
        if place is not None:
            yield diagnostic("wider", "warning", place, language, **said)


def _providers(spec: Spec, how: SignIn, account: str) -> Iterator[Diagnostic]:
    """Providers that nothing is generated for, and fields that no provider fills."""
    language = spec.meta.language
    for title, span in unwritten(spec) if how.providers else ():
        yield diagnostic("provider", "warning", span, language, title=title)
    fields = (one for entity in spec.entities if entity.name == account for one in untold(entity.fields, how))
    for one in fields:
        yield diagnostic("untold", "note", one.span, language, field=one.name)


def _fields(drafts: Drafts, language: str) -> Iterator[Diagnostic]:
    for draft in drafts.drafts:
        for field in draft.entity.fields:
            if field.type.base == "unknown":
                yield diagnostic("unknown_type", "warning", field.span, language, field=field.name)
            elif field.default is not None and _is_bad(field, draft.entity.name):
                yield diagnostic("bad_default", "warning", field.span, language, field=field.name, value=field.default)


def _is_bad(field: Field, owner: str) -> bool:
    from groundplan.naming import Name

    function = "(" in (field.default or "") or tables.fold(field.default or "") in (
        "null",
        "none",
        "now",
        "currenttimestamp",
    )
    checked = field.type.base in ("enum", "bool", "int", "bigint", "float", "decimal", "string", "text")
    return checked and not function and types.default(field, types.resolve(field, Name.of(owner))) is None


def _entities(drafts: Drafts, language: str) -> Iterator[Diagnostic]:
    for draft in drafts.drafts:
        if (
            draft.kind == "entity"
            and draft.entity.name != drafts.keys
            and all(field.origin == "inferred" for field in draft.entity.fields)
        ):
            yield diagnostic("undefined_entity", "warning", draft.entity.span, language, entity=draft.entity.name)
        if draft.name != singular(draft.entity.name):
            now = draft.name.pascal
            yield diagnostic("renamed", "warning", draft.entity.span, language, entity=draft.entity.name, now=now)


def _duplicates(spec: Spec, language: str) -> Iterator[Diagnostic]:
    seen: set[tuple[str, str]] = set()
    base = base_path(spec)
    for one in spec.endpoints:
        place = identity(one, base)
        if place in seen:
            yield diagnostic("duplicate", "warning", one.span, language, method=one.method, path=one.path)
        seen.add(place)
