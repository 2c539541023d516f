"""What the documents of one SPEC say twice with different values; merging keeps the first, and this the difference."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from groundplan.memory import pieces, recalled
from groundplan.record import NamedTuple
from groundplan.source import Span
from groundplan.spec.model import Contradiction
from groundplan.spec.requirements.awaited import awaited
from groundplan.spec.text.paths import shape
from groundplan.spec.text.words import same_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.memory import Memory
    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Endpoint, Entity, Field, RateLimit


_BESIDE = 2  # lines


class _Claim(NamedTuple):
    """`key` is what is compared, `subject` how it is called, `value` what is said of it."""

    kind: str
    key: str
    subject: str
    value: str
    span: Span


def contradictions(draft: Draft, base: str, memory: Memory | None = None) -> tuple[Contradiction, ...]:
    """Each statement that differs from what most say about the same thing, in the order of the text.

    Of two that differ, or as many on each side, it is the later one.
    """
    files = {path: number for number, path in enumerate(dict.fromkeys(one.span.path for one in draft.sections))}
    claims = list(_claims(draft, base, memory))
    return recalled(memory, "contradictions", (claims, files), partial(_among, claims, files))


def _among(said: list[_Claim], files: dict[str, int]) -> tuple[Contradiction, ...]:
    claims = sorted(dict.fromkeys(said), key=lambda claim: (files.get(claim.span.path, 0), claim.span.line))
    alike: dict[tuple[str, str], list[_Claim]] = {}
    for one in claims:
        alike.setdefault((one.kind, one.key), []).append(one)
    usual = {key: _usual(some) for key, some in alike.items() if len(some) > 1}
    found: list[Contradiction] = []
    for one in claims:
        other = usual.get((one.kind, one.key), one)
        if other.span != one.span and not _agree(other, one):
            found.append(Contradiction(one.kind, one.subject, one.value, one.span, other.value, other.span))
    return tuple(dict.fromkeys(found))


def _usual(claims: list[_Claim]) -> _Claim:
    """The first of those whose value most have."""
    counted = Counter(one.value for one in claims)
    return max(claims, key=lambda one: counted[one.value])


def _agree(one: _Claim, other: _Claim) -> bool:
    """Equal values, and versions of which one only says more: 16 and 16.2."""
    if one.kind == "version":
        left, right = one.value.split("."), other.value.split(".")
        return left[: len(right)] == right[: len(left)]
    return one.value == other.value


def _claims(draft: Draft, base: str, memory: Memory | None) -> Iterator[_Claim]:
    yield from _of_auth(draft)
    for fact in (*draft.databases, *draft.frameworks, *draft.caches, *draft.languages):
        if fact.version and fact.strength != "not":
            yield _Claim("version", fact.value, fact.value, fact.version, fact.span)
    yield from _of_limits(draft.rate_limits)
    for one in draft.integrations:
        if one.timeout_seconds is not None:
            yield _Claim("timeout", one.name.lower(), one.name, f"{one.timeout_seconds:g} s", one.span)
    for one, seconds, requirement in awaited(draft.requirements, draft.integrations):
        yield _Claim("timeout", one.name.lower(), one.name, f"{seconds:g} s", requirement.span)
    for at, some in pieces(tuple(draft.endpoints), _TOGETHER):
        yield from recalled(memory, ("claims of endpoints", at), (some, base), partial(_of_endpoints, some, base))
    entities = (*draft.entities, *draft.code_entities)
    unsaid = frozenset(draft.unsaid)
    yield from recalled(memory, "claims of fields", (entities, unsaid), partial(_of_fields, entities, unsaid))


_TOGETHER = 64
"""Endpoints that are looked at again for one that changed."""


def _of_endpoints(some: tuple[Endpoint, ...], base: str) -> list[_Claim]:
    return [claim for endpoint in some for claim in _of_endpoint(endpoint, base)]


def _of_fields(entities: tuple[Entity, ...], unsaid: frozenset[Span]) -> list[_Claim]:
    times = Counter(same_name(one.name) for one in entities)
    found = [
        claim
        for entity in entities
        if times[same_name(entity.name)] > 1 or _has_twice(entity)
        for field in entity.fields
        for claim in _of_field(entity, field)
    ]
    found += [claim for entity in entities for field in entity.fields for claim in _of_password(field)]
    for entity in entities:
        if times[same_name(entity.name)] > 1:
            found += [claim for field in entity.fields for claim in _of_need(entity, field, unsaid)]
    return found


def _of_limits(limits: list[RateLimit]) -> Iterator[_Claim]:
    """Limits in neighbouring lines are of different things, whatever was read of their scope, and not compared."""
    by_key: dict[tuple[str, str, int], list[RateLimit]] = {}
    for limit in limits:
        by_key.setdefault((limit.scope, limit.key, limit.seconds), []).append(limit)
    for (scope, key, seconds), alike in by_key.items():
        if not any(_are_beside(one, other) for one, other in pairwise(alike)):
            for limit in alike:
                value = f"{limit.requests}/{seconds} s"
                yield _Claim("limit", f"{scope} {key} {seconds}", scope or key, value, limit.span)


def _are_beside(one: RateLimit, other: RateLimit) -> bool:
    return one.span.path == other.span.path and 0 < other.span.line - one.span.line <= _BESIDE


def _of_auth(draft: Draft) -> Iterator[_Claim]:
    schemes = [one for one in draft.auth if one.scheme != "none"]
    for scheme in schemes[:1]:
        yield _Claim("auth", "", "", scheme.scheme, scheme.span)
        yield from (_Claim("auth", "", "", "none", span) for span in draft.nobody)
    stated = [one for auth in draft.auth for one in auth.lifetimes] + draft.lifetimes
    for lifetime in stated:
        yield _Claim("lifetime", lifetime.name, lifetime.name, f"{lifetime.seconds} s", lifetime.span)
    for policy in draft.passwords:
        if policy.minimum is not None:
            yield _Claim("password_minimum", "", "password", str(policy.minimum), policy.span)
        if policy.algorithm:
            yield _Claim("password_hash", "", "password", policy.algorithm.removesuffix("id"), policy.span)


# Types that hold the same values; what is not here may stand for anything.
_ALIKE = {"string": "text", "text": "text", "email": "text", "url": "text", "password": "text", "int": "int"}
_ALIKE |= {"bigint": "int", "decimal": "decimal", "bool": "bool", "date": "date", "datetime": "date"}


def _of_field(entity: Entity, field: Field) -> Iterator[_Claim]:
    key, subject = f"{same_name(entity.name)}.{same_name(field.name)}", f"{entity.name}.{field.name}"
    if field.type.values:
        yield _Claim("values", key, subject, ", ".join(sorted(field.type.values)), field.span)
    elif field.type.base in _ALIKE and field.origin == "stated" and not _is_written(entity, field):
        yield _Claim("type", key, subject, _ALIKE[field.type.base], field.span)


def _has_twice(entity: Entity) -> bool:
    """Whether two fields have one name; nothing else in a single definition differs from itself."""
    return len({same_name(one.name) for one in entity.fields}) < len(entity.fields)


def _of_password(field: Field) -> Iterator[_Claim]:
    if field.type.base == "password" and field.minimum:
        yield _Claim("password_minimum", "", "password", field.minimum, field.span)


def _is_written(entity: Entity, field: Field) -> bool:
    """Whether a program holds anything as a string there: a time, an amount, a key."""
    return entity.carrier == "code" and _ALIKE[field.type.base] == "text"


def _of_need(entity: Entity, field: Field, unsaid: frozenset[Span]) -> Iterator[_Claim]:
    """Whether a value must be there, and be one of its kind; a definition that marks neither is silent on it."""
    if field.origin != "stated" or field.primary_key:
        return
    key, subject = f"{same_name(entity.name)}.{same_name(field.name)}", f"{entity.name}.{field.name}"
    if field.span not in unsaid and (field.required or (field.nullable and field.default is None)):
        yield _Claim("required", key, subject, "required" if field.required else "optional", field.span)
    if field.unique or any(one.unique for one in entity.fields):
        yield _Claim("unique", key, subject, "unique" if field.unique else "not unique", field.span)


_CHOSEN = frozenset({"password", "new_password", "newPassword", "비밀번호"})
"""What people choose a password as; that it is not empty is no rule of it."""


def _of_endpoint(endpoint: Endpoint, base: str) -> Iterator[_Claim]:
    access = endpoint.access
    if access is not None and access.origin == "stated":
        path = endpoint.path.removeprefix(base) if base else endpoint.path
        public = "public" if access.kind == "public" else "protected"
        yield _Claim("access", f"{endpoint.method} {shape(path)}", f"{endpoint.method} {path}", public, access.span)
    for one in endpoint.request or ():
        most = one.maximum or str(one.type.length or "")
        empty = (one.minimum or "").isdecimal() and most.isdecimal() and int(one.minimum or 0) > int(most)
        if one.name in _CHOSEN and (one.minimum or "1") not in "01" and not empty:
            yield _Claim("password_minimum", "", "password", one.minimum or "", one.span)
