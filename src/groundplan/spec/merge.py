"""One Spec out of what the readers found: the same thing said twice becomes one, its first place kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundplan.catalogue import text as sentence
from groundplan.grammar import compact, vocabulary
from groundplan.memory import recalled
from groundplan.spec.callers import callers
from groundplan.spec.callers.roles import GUEST, has_guests
from groundplan.spec.canonical import is_canonical
from groundplan.spec.code.schemas import stored
from groundplan.spec.contradictions import contradictions
from groundplan.spec.endpoints import bases
from groundplan.spec.endpoints.bases import DEFINING
from groundplan.spec.endpoints.folding import completed, folded
from groundplan.spec.entities.enlisted import is_outline
from groundplan.spec.fields import presumed
from groundplan.spec.model import AccessNote, Endpoint, Entity, Fact, Field, Integration, Meta, Requirement, Spec
from groundplan.spec.system import services
from groundplan.spec.text.paths import normalised, shape
from groundplan.spec.text.words import same_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groundplan.memory import Memory
    from groundplan.spec.draft import Draft
    from groundplan.spec.model import AuthStatement, Statement, Target


def merge(meta: Meta, draft: Draft, memory: Memory | None = None) -> Spec:
    """The Spec of all documents."""
    prefix = base.value if (base := bases.settled(draft)) else ""
    stated = (draft.endpoints, draft.integrations, draft.sections, prefix)
    endpoints = recalled(memory, "endpoints", stated, lambda: _endpoints(draft, prefix))
    entities = _entities(draft)
    # In the canonical form a sentence is only text.
    endpoints = endpoints if is_canonical(meta) else callers.told(endpoints, draft, entities)
    return Spec(
        meta,
        tuple(draft.sections),
        _requirements(draft),
        base,
        endpoints,
        entities,
        _distinct(draft.relations, lambda one: (same_name(one.source), same_name(one.target), one.cardinality)),
        _auth(draft),
        draft.passwords[0] if draft.passwords else None,
        _distinct(draft.roles, lambda one: one.name.lower()),
        tuple(draft.permissions),
        _facts(draft.frameworks),
        _facts(_databases(draft.databases)),
        _facts(draft.caches),
        _facts(draft.languages),
        draft.instances[0] if draft.instances else None,
        _integrations(draft),
        _targets(draft),
        _distinct(draft.rate_limits, lambda one: (one.requests, one.seconds, one.key, one.scope)),
        _distinct(draft.cors, lambda one: one.value),
        _distinct(draft.compliance, lambda one: one.name),
        tuple(draft.scenarios),
        tuple(draft.glossary),
        tuple(draft.exclusions),
        tuple(draft.assumptions),
        tuple(draft.constraints),
        _distinct(draft.settings, lambda one: one.value),
        tuple(_explained(draft.unread, meta.language)),
        contradictions(draft, prefix, memory),
        moves=_distinct(draft.moves, lambda one: (one.source, one.target, one.about, one.requirement)),
    )


def _requirements(draft: Draft) -> tuple[Requirement, ...]:
    """What sentences demand, and the features of lists that no heading or sentence tells of by their id."""
    known = {one.id for one in draft.requirements}
    listed = _distinct(draft.features, lambda one: one.id)
    return (*draft.requirements, *(one for one in listed if one.id not in known))


def _explained(unread: list[Statement], language: str) -> Iterator[Statement]:
    """Lines that were not read, each with its reason in words."""
    for one in unread:
        yield one._replace(name=sentence(f"unread.{one.name}", language))


def _distinct(found: Iterable[Any], key: Any) -> tuple[Any, ...]:
    kept: dict[Any, Any] = {}
    for one in found:
        kept.setdefault(key(one), one)
    return tuple(kept.values())


def _databases(found: list[Fact]) -> list[Fact]:
    """Supabase beside PostgreSQL is where that is kept."""
    named = {one.value for one in found if one.strength != "not"}
    return [one for one in found if one.value != "supabase" or one.strength == "not" or "postgresql" not in named]


def _facts(found: list[Fact]) -> tuple[Fact, ...]:
    """One of a value and strength, what the SPEC says more often; demands go first, and a version fills a gap."""
    balance: dict[str, int] = {}
    for one in found:
        balance[one.value] = balance.get(one.value, 0) + (-1 if one.strength == "not" else 1)
    rejected = {one.value for one in found if one.strength == "not" and balance[one.value] <= 0}
    demanded = {one.value for one in found if one.strength == "must"} - rejected
    kept: dict[tuple[str, str], Fact] = {}
    for one in found:
        if (one.strength == "not") != (one.value in rejected):
            continue
        if one.strength == "should" and demanded and one.value not in demanded:
            continue  # `SQLite for tests` beside the store of the service
        key = (one.value, "not" if one.strength == "not" else "")
        first = kept.get(key)
        if first is None or (first.strength, one.strength) == ("should", "must"):
            kept[key] = one if first is None else one._replace(version=one.version or first.version)
        elif not first.version and one.version:
            kept[key] = first._replace(version=one.version)
    return tuple(kept.values())


def _targets(draft: Draft) -> tuple[Target, ...]:
    stated = {(one.metric, one.value) for one in draft.targets}
    checked = [one for one in draft.checked_targets if (one.metric, one.value) not in stated]
    return _distinct((*draft.targets, *checked), lambda one: (one.metric, one.value, one.percentile, one.scope))


def _integrations(draft: Draft) -> tuple[Integration, ...]:
    """What sections and sentences describe, then what is only named and not one of these."""
    described = _distinct(draft.integrations, lambda one: one.name.lower())
    taken = {services.known(one.name) for one in described} | draft.turned_down
    hooks = [(services.calling(one.path), one) for one in draft.endpoints if "hook" in one.path]
    calling = [(service, Integration(service, one.span)) for service, one in hooks if service]
    named = [(service, one) for service, one in (*draft.services, *calling) if service not in taken]
    return described + tuple(one for _, one in _distinct(named, lambda pair: pair[0]))


def _endpoints(draft: Draft, base: str) -> tuple[Endpoint, ...]:
    kept: list[Endpoint] = []
    places: dict[tuple[str, str], int] = {}
    shown = frozenset(vocabulary("sample_paths"))
    own = [one for one in draft.endpoints if one.path not in shown or one.carrier in DEFINING]
    whole = completed(folded(own, DEFINING), DEFINING)
    found = sorted(_relative(whole, base), key=lambda one: one.carrier not in DEFINING)
    for one in [*found, *_webhooks(draft, base)]:
        key = (one.method, shape(one.path))
        index = places.get(key)
        if index is None:
            places[key] = len(kept)
            kept.append(one)
        elif _is_repetition(kept[index], one, draft):
            kept.append(one)
        else:
            kept[index] = joined_endpoint(kept[index], one)
    return tuple(kept if has_guests(draft) else map(_open_to_guests, kept))


def _open_to_guests(one: Endpoint) -> Endpoint:
    note = one.access
    if note is None or GUEST not in note.roles:
        return one
    return one._replace(access=note._replace(kind="public", roles=()))


def _is_repetition(first: Endpoint, second: Endpoint, draft: Draft) -> bool:
    """Defined twice in the same way in one file: a fault of the SPEC that its author must see, so both stay.

    A bullet of another section that states nothing more speaks of the endpoint again.
    """
    if first.carrier != second.carrier or first.carrier not in DEFINING or first.span.path != second.span.path:
        return False
    if bool(first.filters) != bool(second.filters):
        return False  # `/boats` and `/boats{?pier}`: the same list, asked for in two ways
    states = second.access or second.request or second.request_entity or second.responses or second.parameters
    return second.carrier != "list" or bool(states) or not _is_apart(first, second, draft)


def _is_apart(first: Endpoint, second: Endpoint, draft: Draft) -> bool:
    """Whether a heading stands between the two."""
    path, lines = first.span.path, sorted((first.span.line, second.span.line))
    return any(one.span.path == path and lines[0] < one.span.line < lines[1] for one in draft.sections)


def _relative(found: list[Endpoint], base: str) -> list[Endpoint]:
    result = []
    for one in found:
        inside = bool(base) and (one.path == base or one.path.startswith(base + "/"))
        result.append(one._replace(path=one.path[len(base) :] or "/", absolute=True) if inside else one)
    return result


def _webhooks(draft: Draft, base: str) -> list[Endpoint]:
    """The endpoints that integrations call, which may be stated nowhere else."""
    found = []
    for one in draft.integrations:
        if one.webhook:
            path = normalised(one.webhook)[0]
            access = AccessNote("signature", one.span)
            found.append(Endpoint("POST", path, one.span, one.webhook, one.name, access=access, carrier="sentence"))
    return _relative(found, base)


def joined_endpoint(first: Endpoint, second: Endpoint) -> Endpoint:
    """The first with what only the second says."""
    return first._replace(
        summary=first.summary or second.summary,
        description=first.description or second.description,
        access=first.access or second.access,
        parameters=_distinct((*first.parameters, *second.parameters), lambda one: one.name),
        request=second.request if first.request is None else first.request,
        request_entity=first.request_entity or second.request_entity,
        responses=first.responses or second.responses,
        samples=first.samples or second.samples,
        filters=tuple(dict.fromkeys((*first.filters, *second.filters))),
        sorts=first.sorts or second.sorts,
        search=first.search or second.search,
        requirements=tuple(dict.fromkeys((*first.requirements, *second.requirements))),
    )


def _entities(draft: Draft) -> tuple[Entity, ...]:
    """Entities of tables and bullets as they stand (a repetition is the author's to see); code joins them by name."""
    kept: list[Entity] = []
    places: dict[str, int] = {}
    for one, is_code in [*((one, False) for one in draft.entities), *((one, True) for one in stored(draft))]:
        index = places.get(same_name(one.name))
        if index is not None and (is_code or _is_complement(kept[index], one)):
            kept[index] = joined_entity(kept[index], one)
            continue
        places.setdefault(same_name(one.name), len(kept))
        kept.append(one)
    defined = len(kept)
    for one in draft.outlined:
        at = places.setdefault(same_name(one.name), len(kept))
        if at == len(kept):
            kept.append(one)
        elif at >= defined:
            kept[at] = joined_entity(kept[at], one)
        elif not kept[at].fields:
            kept[at] = kept[at]._replace(fields=one.fields)
    kept += _told(draft, places, kept)
    if draft.choices:
        from groundplan.spec.code import enumerations

        kept = enumerations.resolved(kept, draft.choices)
    return tuple(map(presumed.typed, kept))


def _is_complement(first: Entity, second: Entity) -> bool:
    """Not a repetition: one of them has no fields yet, or they are in two files of one SPEC."""
    return not first.fields or not second.fields or first.span.path != second.span.path


def _told(draft: Draft, known: dict[str, int], stated: list[Entity]) -> list[Entity]:
    """What sentences and examples tell of: names always, fields of all only where nothing states any."""
    fields = not any(one.fields for one in stated)
    found = [one if fields else one._replace(fields=()) for one in draft.told if fields or not one.fields]
    shown: list[Entity] = []
    if draft.bodies:
        from groundplan.spec.endpoints import bodies
        from groundplan.spec.entities import unfilled

        blank = any(not one.fields for one in stated)
        shown = bodies.entities(draft) if fields or blank else []
        found += shown if fields else bodies.unstated(draft, stated)
        stated[:], taken = unfilled.filled(stated, shown)
        known = {**known, **dict.fromkeys(taken, 0)}
    kept: dict[str, Entity] = {}
    for one in found:
        key = same_name(one.name)
        if key not in known:
            kept[key] = joined_entity(kept[key], one) if key in kept else one
    for thing, field in draft.added if fields else ():
        key = same_name(thing)
        alike = [key] if key in kept else [name for name in kept if name.startswith(key)]
        own = kept[alike[0]].fields if len(alike) == 1 else ()  # the AttributeMetadata of an attribute
        if own and not any(_same_field(one, field) for one in own):
            kept[alike[0]] = kept[alike[0]]._replace(fields=(*own, field))
    return list(kept.values())


def joined_entity(first: Entity, second: Entity) -> Entity:
    """The first with the fields that only the second has, and what it adds to those of both."""
    fields = list(first.fields)
    typed = sum(one.type.base != "unknown" for one in second.fields)
    if typed > 1 and is_outline(first):
        fields = []  # the definition says it in full
    elif is_outline(second) and not is_outline(first):
        second = second._replace(fields=())
    for one in second.fields:
        index = next((at for at, before in enumerate(fields) if _same_field(before, one)), None)
        if index is None:
            fields.append(one)
        else:
            fields[index] = _joined_field(fields[index], one)
    return first._replace(
        fields=tuple(fields),
        label=first.label or second.label,
        indexes=first.indexes + second.indexes,
        dependencies=first.dependencies + second.dependencies,
        description=first.description or second.description,
        carrier=second.carrier and first.carrier,
    )


def _same_field(first: Field, second: Field) -> bool:
    left, right = same_name(first.name), same_name(second.name)
    if left == right:
        return True
    if left.endswith("by") or right.endswith("by"):
        return left == right + "id" or right == left + "id"  # `approvedBy` is told by its key, whatever its type
    references = {first.type.base, second.type.base} & {"ref"}
    left, right = compact(first.name), compact(second.name)  # `guests` are no `guestId`
    return bool(references) and (left == right.removesuffix("id") or right == left.removesuffix("id"))


def _joined_field(first: Field, second: Field) -> Field:
    """The first spelling with what the second adds: a stricter type, a key, a length, a default."""
    kind = second.type if _is_better(second, first) else first.type
    return first._replace(
        type=kind,
        required=first.required or (second.required and not first.nullable),
        unique=first.unique or second.unique,
        primary_key=first.primary_key or second.primary_key,
        nullable=first.nullable,
        read_only=first.read_only or second.read_only,
        write_only=first.write_only or second.write_only,
        default=second.default if first.default is None else first.default,
        minimum=first.minimum or second.minimum,
        maximum=first.maximum or second.maximum,
        on_delete=first.on_delete or second.on_delete,
        description=first.description or second.description,
    )


_KEYS = frozenset({"uuid", "bigint"})
"""What a key is kept as: where one definition says it, another may say what it is the key of."""
_VAGUE = frozenset({"unknown", "float", "string", "text", "int"})


def _is_better(second: Field, first: Field) -> bool:
    """A reference, key or sized type says more than a plain one; an enum is never given up."""
    if first.type.base in ("enum", "ref", "list"):
        return False
    if first.type.base == "float" and second.type.base in ("int", "bigint"):
        return True  # TypeScript has one number for both
    if first.type.base in _KEYS:
        return second.type.base == "ref" and bool(second.type.target)
    if first.type.base in _VAGUE and second.type.base != "unknown":
        return second.type.base not in _VAGUE or bool(second.type.length) or first.type.base == "unknown"
    return False


def _auth(draft: Draft) -> tuple[AuthStatement, ...]:
    """One statement a scheme; lifetimes that stand in lines of their own belong to the scheme that has such."""
    kept: dict[str, AuthStatement] = {}
    for one in draft.auth or _likeliest(draft.glimpsed):
        first = kept.get(one.scheme)
        kept[one.scheme] = one if first is None else _joined_auth(first, one)
    for scheme, names in (
        ("jwt", ("access", "refresh")),
        ("oauth2", ("access", "refresh")),
        ("client_credentials", () if {"jwt", "oauth2"} & kept.keys() else ("access",)),
        ("session", ("idle", "absolute")),
    ):
        if scheme in kept:
            own = [one for one in draft.lifetimes if one.name in names]
            present = {one.name for one in kept[scheme].lifetimes}
            added = tuple(one for one in _distinct(own, lambda one: one.name) if one.name not in present)
            kept[scheme] = kept[scheme]._replace(lifetimes=kept[scheme].lifetimes + added)
    if "oauth2" in kept:
        providers = tuple(dict.fromkeys((*kept["oauth2"].providers, *draft.providers)))
        kept["oauth2"] = kept["oauth2"]._replace(providers=providers)
    if len(kept) > 1:
        kept.pop("none", None)
    return tuple(kept.values())


def _likeliest(glimpsed: list[AuthStatement]) -> list[AuthStatement]:
    """Who carries a token has a session as well in the words of many: the token is what callers show."""
    tokens = [one for one in glimpsed if one.scheme == "jwt"]
    return tokens or glimpsed


def _joined_auth(first: AuthStatement, second: AuthStatement) -> AuthStatement:
    names = {one.name for one in first.lifetimes}
    return first._replace(
        lifetimes=first.lifetimes + tuple(one for one in second.lifetimes if one.name not in names),
        rotating=second.rotating if first.rotating is None else first.rotating,
        store=first.store or second.store,
        providers=tuple(dict.fromkeys((*first.providers, *second.providers))),
    )
