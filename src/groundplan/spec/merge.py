"""One Spec out of what the readers found: the same thing said twice becomes one, its first place kept."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from groundplan.grammar import compact, vocabulary
from groundplan.memory import recalled
from groundplan.spec.callers import callers, declared, met, passwords, personas
from groundplan.spec.callers.roles import holder
from groundplan.spec.canonical import is_canonical
from groundplan.spec.code.schemas import stored
from groundplan.spec.contradictions import contradictions
from groundplan.spec.draft import distinct
from groundplan.spec.endpoints import bases
from groundplan.spec.endpoints.entered import PEOPLE
from groundplan.spec.endpoints.joined import joined as endpoints_joined
from groundplan.spec.entities.joined import class_of, is_complement, joined_entity, same_field, united
from groundplan.spec.fields import presumed, valued
from groundplan.spec.model import Endpoint, Entity, Fact, Integration, Meta, Requirement, Role, Spec
from groundplan.spec.requirements.requirements import is_normative
from groundplan.spec.system import services
from groundplan.spec.text.words import kind_of, same_name, singular

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.memory import Memory
    from groundplan.source import Span
    from groundplan.spec.draft import Draft
    from groundplan.spec.model import AuthStatement, Field, Scenario, Target


def merge(meta: Meta, draft: Draft, memory: Memory | None = None) -> Spec:
    """The Spec of all documents."""
    prefix = base.value if (base := bases.settled(draft)) else ""
    stated = (draft.endpoints, draft.integrations, draft.sections, draft.bodies, draft.queries, prefix)
    endpoints = recalled(memory, "endpoints", stated, lambda: endpoints_joined(draft, prefix))
    entities = _entities(draft)
    if not is_canonical(meta):  # in the canonical form a sentence is only text, and things have sections of their own
        endpoints, entities = _completed(endpoints, entities, draft)
    return Spec(
        meta,
        tuple(draft.sections),
        _requirements(draft),
        base,
        endpoints,
        entities,
        distinct(draft.relations, lambda one: (same_name(one.source), same_name(one.target), one.cardinality)),
        _auth(draft),
        passwords.merged(draft.passwords),
        distinct(_roles(draft, entities, endpoints), lambda one: one.name.lower()),
        tuple(draft.permissions),
        _facts(draft.frameworks),
        _facts(_databases(draft.databases)),
        _facts(draft.caches),
        _facts(draft.languages),
        draft.instances[0] if draft.instances else None,
        _integrations(draft),
        _targets(draft),
        distinct(draft.rate_limits, lambda one: (one.requests, one.seconds, one.key, one.scope)),
        distinct(draft.cors, lambda one: one.value),
        distinct(draft.compliance, lambda one: one.name),
        _scenarios(draft),
        tuple(draft.glossary),
        tuple(draft.exclusions),
        tuple(draft.assumptions),
        tuple(draft.constraints),
        distinct(draft.settings, lambda one: one.value),
        tuple(draft.unread),
        contradictions(draft, prefix, memory),
        moves=distinct(draft.moves, lambda one: (one.source, one.target, one.about, one.requirement)),
    )


def _completed(
    endpoints: tuple[Endpoint, ...], entities: tuple[Entity, ...], draft: Draft
) -> tuple[tuple[Endpoint, ...], tuple[Entity, ...]]:
    """The things that endpoints alone tell of, and who may call them as sentences say."""
    if not any(one.fields and one.origin == "stated" for one in entities):
        from groundplan.spec.endpoints import reached

        entities += reached.entities(endpoints, entities)
    return callers.told(endpoints, draft, entities), entities


def _roles(draft: Draft, entities: tuple[Entity, ...], endpoints: tuple[Endpoint, ...]) -> list[Role]:
    own = [*draft.roles, *declared.defined(draft.glossary)] or _held(entities) or _let_in(endpoints)
    own = own or personas.known(draft.personas)
    return _each(own or [*met.defined(draft.glossary), *met.told(draft.met)])


def _each(roles: list[Role]) -> list[Role]:
    """The roles, each called by the word for one of them where a list has words for many: `Students`, `Tutors`."""
    names = {one.name: singular(one.name) for one in roles if not kind_of("roles", one.name)}
    many = len(names) > 1 and all(name.isascii() and name != one for name, one in names.items())
    return [one._replace(name=names.get(one.name, one.name)) for one in roles] if many else roles


def _held(entities: tuple[Entity, ...]) -> list[Role]:
    """The roles that a user may have, where the SPEC says so of a field and nowhere else."""
    fields = [holder(one.fields, lambda field: field.name) for one in entities if same_name(one.name) in PEOPLE]
    values = [(value, one.span) for one in fields if one and one.origin == "stated" for value in one.type.values]
    several = values if len(values) > 1 else []
    return [Role(kind_of("roles", value) or value.lower(), span, origin="inferred") for value, span in several]


def _let_in(endpoints: tuple[Endpoint, ...]) -> list[Role]:
    """Those whom endpoints let in by a word for all of them, `(organizer/admin)`, where one is known as a role."""
    named = [(one.access, name) for one in endpoints if one.access for name in one.access.roles if name.isidentifier()]
    beside = {name for note, name in named if len(note.roles) > 1} & _EVERYBODY
    told = [(note, name) for note, name in named if name not in _RELATIVE or name in beside]
    found = [Role(name, note.span, origin="inferred") for note, name in told]
    return found if any(kind_of("roles", one.name) for one in found) else []


_RELATIVE = frozenset({"owner", "own", "author", "guest", "member", "user"})
_EVERYBODY = frozenset({"member", "user"})
"""Whoever has an account; beside others, `(user/agent/admin)`, one of the roles there are."""


def _requirements(draft: Draft) -> tuple[Requirement, ...]:
    """What sentences demand, and the features of lists that no heading or sentence tells of by their id."""
    known = {one.id for one in draft.requirements}
    listed = distinct(draft.features, lambda one: one.id)
    return (*_stated_once(draft.requirements), *(one for one in listed if one.id not in known))


def _stated_once(found: list[Requirement]) -> Iterator[Requirement]:
    """Those with an id, and what a matrix or a list of what is done says of it later: that demands nothing anew."""
    often = Counter(one.id for one in found if one.id)
    again = [one for one in found if often[one.id] > 1]
    demanded = {(one.id, _folder(one.span)) for one in again if is_normative(one.text)}
    for one in found:
        if not demanded or (one.id, _folder(one.span)) not in demanded or is_normative(one.text):
            yield one


_PEERS = 3
"""Requirements whose ids begin alike, so that another such id is one of theirs."""


def _scenarios(draft: Draft) -> tuple[Scenario, ...]:
    """`1. PR-2: Given ...` proves a requirement where requirements are called so: the id is not its own."""
    known = {one.id for one in draft.requirements if one.id[:1].isalpha()}
    begins = Counter(one.rstrip("0123456789") for one in known)
    return tuple(
        one._replace(requirements=(one.id, *one.requirements), id="")
        if one.id in known or begins[one.id.rstrip("0123456789")] >= _PEERS
        else one
        for one in draft.scenarios
    )


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
    return distinct((*draft.targets, *checked), lambda one: (one.metric, one.value, one.percentile, one.scope))


def _integrations(draft: Draft) -> tuple[Integration, ...]:
    """What sections and sentences describe, then what is only named and not one of these."""
    described = distinct(draft.integrations, lambda one: one.name.lower())
    taken = {services.known(one.name) for one in described} | draft.turned_down
    hooks = [(services.calling(one.path), one) for one in draft.endpoints if "hook" in one.path]
    calling = [(service, Integration(service, one.span)) for service, one in hooks if service]
    named = [(service, one) for service, one in (*draft.services, *calling) if service not in taken]
    return described + tuple(one for _, one in distinct(named, lambda pair: pair[0]))


def _entities(draft: Draft) -> tuple[Entity, ...]:
    """Entities of tables and bullets as they stand (a repetition is the author's to see); code joins them by name."""
    _call_alike(draft)
    kept: list[Entity] = []
    places: dict[str, int] = {}
    in_code = sorted(stored(draft), key=lambda one: one.carrier == "altered" and one.origin == "inferred")
    for one, is_code in [*_stated(draft.entities), *((one, True) for one in in_code)]:
        index = places.get(same_name(one.name))
        if index is not None and (is_code or is_complement(kept[index], one)):
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
        elif _is_open(kept[at]):
            kept[at] = united(kept[at], one)
    defining = {_folder(one.span) for one in kept[:defined] if one.fields and one.carrier != "altered"}
    is_bare = not defining  # what is kept in sentences too defines no more than these
    told = _told(draft, kept, places, defining)
    if draft.bodies:
        kept, told, taken = _with_bodies(draft, kept, told, is_bare=is_bare)
        places |= dict.fromkeys(taken, 0)
    added = [one for one in draft.added if _is_free(one[1].span, defining)]
    kept += _unstated(added, told, places)
    if is_bare and draft.requirements:
        kept = _recurring(draft, kept)
    if draft.choices:
        from groundplan.spec.code import enumerations

        kept = enumerations.resolved(kept, draft.choices)
    return tuple(map(presumed.typed, _told_elsewhere(draft, kept)))


def _told_elsewhere(draft: Draft, kept: list[Entity]) -> list[Entity]:
    """The things with what a document says of all of them, and with the values that lines list of their fields."""
    if draft.shared:
        from groundplan.spec.entities import shared

        kept = shared.applied(kept, draft.shared)
    return valued.applied(kept, draft.valued) if draft.valued else kept


def _recurring(draft: Draft, kept: list[Entity]) -> list[Entity]:
    """The things with those of a glossary, and with those that requirements act upon."""
    from groundplan.spec.entities import recurring, termed

    defined = list(termed.things(draft.glossary, draft.requirements))
    found = termed.called([*kept, *defined, *recurring.things(draft.requirements)], draft.glossary)
    names = {_recorded(one.name): one.name for one in defined}
    return [
        one._replace(name=names.get(_recorded(one.name), one.name))
        for one in distinct(found, lambda one: _recorded(one.name))
    ]


def _recorded(name: str) -> str:
    """A name as a glossary may write it: a `Berth_Record` is a berth where requirements say so."""
    return same_name(name).removesuffix("record") or name


def _call_alike(draft: Draft) -> None:
    """What Korean sentences tell of `사용자` is of the users that a table or a model names."""
    told = (draft.told, draft.outlined, draft.subjects)
    if all(one.name.isascii() for several in told for one in several):
        return
    named = (*draft.entities, *stored(draft), *draft.outlined, *draft.told)
    known = {same_name(one.name): one.name for one in named if one.name.isascii()}
    english = {
        word: known[same_name(one)]
        for word, kinds in vocabulary("english_things").items()
        for one in reversed(kinds)
        if same_name(one) in known
    }
    for several in told if english else ():
        several[:] = [one._replace(name=english.get(compact(one.name), one.name)) for one in several]


def _stated(found: list[Entity]) -> Iterator[tuple[Entity, bool]]:
    """The entities, and whether each joins the one of its name: `BerthEntity` beside `berths` is the class of that."""
    known = {same_name(one.name): one.name for one in found}
    plain = {one.name: class_of(one.name, known) for one in found if one.name.endswith("Entity")}
    tables = {name for own, name in plain.items() if name != own}
    for one in found:
        name = plain.get(one.name) or one.name
        yield one._replace(name=name), name in tables


def _with_bodies(
    draft: Draft, stated: list[Entity], told: list[Entity], *, is_bare: bool
) -> tuple[list[Entity], list[Entity], frozenset[str]]:
    """The stated things and those told of, with fields from bodies where they lack them; the latter with what else
    bodies show; names that were so taken.

    Where nothing states fields (`is_bare`) all that bodies show counts.
    """
    from groundplan.spec.endpoints import bodies
    from groundplan.spec.entities import unfilled

    named = [*stated, *told]
    shown = bodies.entities(draft, named) if is_bare or any(not one.fields for one in named) else []
    others = shown if is_bare else bodies.unstated(draft, stated)
    whole, taken = unfilled.filled(stated, shown)
    return whole, [*unfilled.filled(told, shown)[0], *others], taken


def _told(draft: Draft, kept: list[Entity], places: dict[str, int], defining: set[str]) -> list[Entity]:
    """What sentences tell of and counts; it fills what is `kept` by its name alone."""
    told = [one for one in draft.told if not one.fields or _is_free(one.span, defining)]
    for one in told:
        at = places.get(same_name(one.name), len(kept))
        if at < len(kept) and _is_open(kept[at]) and _is_free(one.span, defining):
            kept[at] = united(kept[at], one)
    return told + [one for one in draft.subjects if _is_free(one.span, defining)]


def _is_open(one: Entity) -> bool:
    """Whether what is kept has no fields yet, or only those that sentences and migrations give to it."""
    return not one.fields or one.carrier == "altered"


def _folder(span: Span) -> str:
    return span.path.rpartition("/")[0]


def _is_free(span: Span, defining: set[str]) -> bool:
    """Whether what sentences tell of at a place counts: nothing defines fields in its folder, or in one around it.

    Capabilities lie side by side, each in a folder of its own: a table in one of them says nothing of the others.
    """
    folder = _folder(span)
    return not any(one == folder or not one or folder.startswith(f"{one}/") for one in defining)


def _unstated(added: list[tuple[str, Field]], told: list[Entity], known: dict[str, int]) -> list[Entity]:
    """What only sentences and examples tell of, and what later sentences add to it."""
    kept: dict[str, Entity] = {}
    for one in told:
        key = same_name(one.name)
        if key not in known:
            kept[key] = united(kept[key], one) if key in kept else one
    for thing, field in added:
        key = same_name(thing)
        alike = [key] if key in kept else [name for name in kept if name.startswith(key) and kept[name].fields]
        own = kept[alike[0]].fields if len(alike) == 1 else ()  # the AttributeMetadata of an attribute
        if len(alike) == 1 and not any(same_field(one, field) for one in own):
            kept[alike[0]] = kept[alike[0]]._replace(fields=(*own, field))
    return list(kept.values())


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
            added = tuple(one for one in distinct(own, lambda one: one.name) if one.name not in present)
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
