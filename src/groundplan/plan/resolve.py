"""Spec and Decisions become the Blueprint: the steps of planning on one page."""

from __future__ import annotations

from groundplan.decide.model import Decisions
from groundplan.diagnostics import Diagnostic
from groundplan.plan import auth, doors, findings, integrations, service
from groundplan.plan.access import access, privileges, visibility
from groundplan.plan.access.access import World
from groundplan.plan.access.ownership import named_otherwise, on_demand, ownership
from groundplan.plan.access.policies import Policies
from groundplan.plan.assemble import Assembler
from groundplan.plan.behaviours import moves, recognise, uniqueness
from groundplan.plan.behaviours.facts import Facts
from groundplan.plan.contract import retries
from groundplan.plan.data import deletion, fields, indexes, order, parts, system
from groundplan.plan.data.guessing import with_types
from groundplan.plan.data.pointing import with_references
from groundplan.plan.model import caching
from groundplan.plan.model.api import Operation
from groundplan.plan.model.blueprint import Auth, Blueprint, Integration, Keys, RateLimit
from groundplan.plan.model.data import Enum, Field, Resource
from groundplan.plan.model.demands import Behaviour
from groundplan.plan.operations import concurrency, files, keys
from groundplan.plan.operations.completion import Drafts, complete
from groundplan.plan.operations.endpoints import backed, endpoints
from groundplan.plan.operations.operations import Classified
from groundplan.plan.operations.signing import sign_in
from groundplan.plan.operations.statements import Statement, statements
from groundplan.plan.words.names import Directory, directory
from groundplan.plan.words.routes import base_path
from groundplan.spec.model import Spec


def resolve(spec: Spec, decisions: Decisions) -> Blueprint:
    """The Blueprint. Raises ResourceError for malformed tables, nothing for what the SPEC says."""
    scheme, given, used = auth.scheme(decisions), auth.issued(decisions), keys.uses(decisions)
    spec, guessed = with_types(with_references(spec, scheme))
    spec, names = _named(uniqueness.with_uniqueness(spec, alone := uniqueness.asked(spec)), scheme, used)
    classified = endpoints(spec, names, scheme, given, clients=used.exchanged)
    said = statements(spec, names, classified)
    drafts = complete(spec, names, classified, how := sign_in(spec, scheme, classified))
    classified = backed(classified, drafts)
    owned = ownership(drafts, classified, said, scheme != "none")
    resources, issued = _resources(spec, drafts, classified, owned, used)
    soft, resources = deletion.settled(resources, spec, classified, drafts)
    keyed = _indexed(resources, drafts, (), enums := fields.enums(drafts))
    account, role, world = _world(drafts, keyed, enums, spec, scheme)
    resources, world, secret = visibility.settled(resources, world, spec, issued)
    rules = Policies(world, said, classified, _names(names, drafts, said, classified))
    resources, world = privileges.settled(resources, world, rules, classified, enums)
    assembler = Assembler(
        world, drafts, rules, limits := service.rate_limits(spec, scheme, used), base_path(spec), spec.meta.language,
        cursor=service.uses_cursor(spec), role=role, how=how, issued=given, stated=spec.requirements, keys=issued,
    )  # fmt: skip
    operations = concurrency.conditional(assembler.operations(classified), resources, spec, classified)
    enums = tuple({one.name.pascal: one for one in (*enums, *assembler.bodies.enums)}.values())
    operations = retries.retried(operations, resources, spec, decisions)
    found = auth.auth(spec, decisions, account, role, enums, operations, how, issued)
    known = moves.with_listed(Facts(
        world=world, enums={one.name.pascal: one for one in enums}, schemas=assembler.bodies.schemas, auth=found,
        operations=operations, integrations=integrations.integrations(spec, decisions, operations), unique=alone,
    ), spec.moves)  # fmt: skip
    kept, operations = _behaving(spec, classified, known, soft)
    tables = _tables(resources, drafts, operations, enums, account, found)
    operations = visibility.marked(operations, tables, assembler.bodies.schemas)
    operations = caching.cached(operations, tables, tuple(assembler.bodies.schemas.values()), decisions)
    return _blueprint(
        spec, decisions, found, enums, tables, assembler, operations, kept, limits, known.integrations,
        (*findings.found(spec, drafts, rules, assembler.bodies.refused, how, known.homeless, assembler.wider, secret,
                         classified, deletion.unkept(soft, resources), privileges.guarded(world),
                         named_otherwise(resources, world.account), guessed),
         *doors.found(spec, decisions, operations)),
    )  # fmt: skip


def _resources(
    spec: Spec, drafts: Drafts, classified: tuple[Classified, ...], owned: fields.Ownership, used: keys.Uses
) -> tuple[tuple[Resource, ...], Keys | None]:
    """The drafts with their columns, those of versions and files too, and the keys of programs."""
    resources = on_demand(fields.resources(drafts, owned), drafts, classified)
    resources, issued = keys.settled(resources, drafts, used)
    resources = concurrency.versioned(resources, spec, classified, service.concurrency(spec))
    return files.with_columns(parts.with_parts(resources, drafts, classified), drafts, classified), issued


def _behaving(
    spec: Spec, classified: tuple[Classified, ...], known: Facts, soft: tuple[deletion.Said, ...]
) -> tuple[tuple[Behaviour, ...], tuple[Operation, ...]]:
    """What requirements became, and the operations that do it."""
    language, resources = spec.meta.language, known.world.resources.values()
    kept, additions = recognise.recognised(spec.requirements, known, language)
    set_by = recognise.effects(classified, known.operations, spec.requirements, language, kept)
    operations = recognise.added(known.operations, additions, spec.requirements)
    operations = deletion.traced(operations, soft, resources)
    made = (*set_by, *kept)
    return (*made, *deletion.behaviours(soft, operations, resources, made, language)), operations


def _named(spec: Spec, scheme: str, used: keys.Uses) -> tuple[Spec, Directory]:
    """The SPEC with what the keys of programs add to it, and what its things are called."""
    if scheme == "none" or not used:
        return spec, directory(spec)
    spec, entity, account = keys.with_keys(spec, scheme, used)
    return spec, directory(spec, entity, account)


def _world(
    drafts: Drafts, resources: tuple[Resource, ...], enums: tuple[Enum, ...], spec: Spec, scheme: str
) -> tuple[Resource | None, Field | None, World]:
    """The account, the field of its role, and what access is worked out from."""
    account = _account(drafts, resources) if scheme != "none" else None
    role = auth.role_of(account, _asked(spec), enums) if account else None
    return account, role, access.world(resources, enums, account.name.pascal if account else "", role)


def _account(drafts: Drafts, resources: tuple[Resource, ...]) -> Resource | None:
    draft = drafts.find(drafts.account)
    return next((one for one in resources if draft and one.name == draft.name), None)


def _asked(spec: Spec) -> tuple[str, ...]:
    noted = [role for one in spec.endpoints if one.access for role in one.access.roles]
    return (*noted, *(one.role for one in spec.permissions))


def _names(
    names: Directory, drafts: Drafts, said: tuple[Statement, ...], classified: tuple[Classified, ...]
) -> dict[str, str]:
    """The resource of every entity that a statement or an endpoint is about."""
    words = [*names.names.values(), *(one.entity for one in said), *(one.entity for one in classified)]
    found = {word: drafts.find(word) for word in words if word}
    return {word: draft.name.pascal for word, draft in found.items() if draft is not None}


def _indexed(
    resources: tuple[Resource, ...], drafts: Drafts, operations: tuple[Operation, ...], enums: tuple[Enum, ...]
) -> tuple[Resource, ...]:
    by_name = {draft.name.pascal: draft for draft in drafts.drafts}
    values = {one.name.pascal: one.values for one in enums}
    lists: dict[str, list[Operation]] = {}
    for operation in operations:
        lists.setdefault(operation.resource, []).append(operation)
    names = [one.name.pascal for one in resources]
    return tuple(
        indexes.indexed(one, by_name.get(name), lists.get(name, ()), values)
        for name, one in zip(names, resources, strict=True)
    )


def _tables(
    resources: tuple[Resource, ...], drafts: Drafts, operations: tuple[Operation, ...], enums: tuple[Enum, ...],
    account: Resource | None, found: Auth,
) -> tuple[Resource, ...]:  # fmt: skip
    whole = list(_indexed(resources, drafts, operations, enums))
    if account is not None and found.issues == "tokens":
        whole.append(system.refresh_tokens(account))
    if account is not None and found.issues == "session":
        whole.append(system.sessions(account))
    if account is not None and found.providers:
        whole += [system.identities(account), system.sign_in_attempts()]
    if any(one.kind == "webhook_in" for one in operations):
        whole.append(system.webhook_events())
    if any(one.events for one in operations):
        whole.append(system.outbox_events())
    if account is not None and any(one.retry for one in operations):
        whole.append(system.idempotency_keys(account))
    return order.ordered(tuple(whole))


def _blueprint(
    spec: Spec, decisions: Decisions, found: Auth, enums: tuple[Enum, ...], tables: tuple[Resource, ...],
    assembler: Assembler, operations: tuple[Operation, ...], kept: tuple[Behaviour, ...],
    limits: tuple[RateLimit, ...], called: tuple[Integration, ...],
    problems: tuple[Diagnostic, ...],
) -> Blueprint:  # fmt: skip
    language = spec.meta.language
    stack = service.stack(decisions, found.scheme)
    identity = service.service(spec, base_path(spec))
    features = service.features(spec, stack, found, tables, operations, called, identity.base_path)
    origins = tuple(dict.fromkeys(one.value for one in spec.cors if one.strength != "not"))
    facts = {"slug": identity.name.snake, "cors_origins": ",".join(origins)}
    facts |= {"client_token": str(found.keys.token_seconds if found.keys else 0)}
    facts |= {"idle": str(found.idle_seconds), "absolute": str(found.absolute_seconds)}
    return Blueprint(
        service=identity,
        stack=stack,
        auth=found,
        enums=enums,
        resources=tables,
        schemas=tuple(assembler.bodies.schemas.values()),
        operations=operations,
        errors=service.errors(language, frozenset(features)),
        error_format=service.error_format(spec),
        rate_limits=limits,
        middleware=service.middleware(frozenset(features), language),
        settings=service.settings(facts, frozenset(features), found.providers, called, language),
        integrations=called,
        cors_origins=origins,
        body_limit_bytes=service.body_limit(spec),
        timeout_seconds=service.TIMEOUT_SECONDS,
        pool_size=service.pool_size(decisions),
        traces=service.traces(spec, operations, kept, tables),
        statements=service.statements(spec),
        features=features,
        decisions=decisions,
        behaviours=kept,
        retry_hours=retries.hours(decisions),
        problems=problems,
    )
