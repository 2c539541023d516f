"""The endpoints of all documents, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.grammar import vocabulary
from groundplan.spec.callers.roles import GUEST, has_guests
from groundplan.spec.draft import distinct
from groundplan.spec.endpoints import asking, queried
from groundplan.spec.endpoints.bases import DEFINING
from groundplan.spec.endpoints.folding import completed, folded
from groundplan.spec.model import AccessNote, Endpoint, Field, Response
from groundplan.spec.text.paths import normalised, relative, shape

if TYPE_CHECKING:
    from groundplan.spec.draft import Draft


def joined(draft: Draft, base: str) -> tuple[Endpoint, ...]:
    """All of them, those of integrations too; what is defined twice in the same way stays twice."""
    kept: list[Endpoint] = []
    places: dict[tuple[str, str], int] = {}
    shown = frozenset(vocabulary("sample_paths"))
    asked = _asked(draft)
    own = [one for one in draft.endpoints if one.path not in shown or one.carrier in DEFINING]
    own = [_with_body(one, asked) for one in own] if asked else own
    sent = queried.asked(draft)
    own = [queried.with_parameters(one, sent.get((one.method, one.path), [])) for one in own] if sent else own
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


def _asked(draft: Draft) -> dict[tuple[str, str], tuple[Field, ...]]:
    """The fields that tables below a heading of their own, `#### Request Body`, list of the endpoint above it."""
    if not any(one.fields and asking.asks(one.title) for one in draft.bodies):
        return {}
    from groundplan.spec.endpoints.bodies import placed

    found = [one for one in placed(draft) if one.fields and one.method and asking.asks(one.title)]
    return {(one.method, one.path): one.fields for one in reversed(found)}


def _with_body(one: Endpoint, asked: dict[tuple[str, str], tuple[Field, ...]]) -> Endpoint:
    fields = asked.get((one.method, one.path)) if one.request is None and one.carrier in DEFINING else None
    return one._replace(request=fields) if fields else one


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
    below = [(one, relative(one.path, base)) for one in found]
    return [one._replace(path=path, absolute=True) if path != one.path else one for one, path in below]


def _webhooks(draft: Draft, base: str) -> list[Endpoint]:
    """The endpoints that integrations call, which may be stated nowhere else."""
    found = []
    for one in draft.integrations:
        if one.webhook:
            path = normalised(one.webhook)[0]
            access = AccessNote("signature", one.span)
            found.append(Endpoint("POST", path, one.span, one.webhook, one.name, access=access, carrier="sentence"))
    return _relative(found, base)


def _joined_answers(first: tuple[Response, ...], second: tuple[Response, ...]) -> tuple[Response, ...]:
    """The first, each with the body that only the second tells of the same status."""
    if not first or not any(one.fields for one in second):
        return first or second
    told = {one.status: one for one in second if one.fields}
    silent = [not one.fields and not one.entity and one.status in told for one in first]
    return tuple(
        one._replace(fields=told[one.status].fields, many=told[one.status].many) if empty else one
        for one, empty in zip(first, silent, strict=True)
    )


def joined_endpoint(first: Endpoint, second: Endpoint) -> Endpoint:
    """The first with what only the second says."""
    return first._replace(
        summary=first.summary or second.summary,
        description=first.description or second.description,
        access=first.access or second.access,
        parameters=distinct((*first.parameters, *second.parameters), lambda one: one.name),
        request=second.request if first.request is None else first.request,
        request_entity=first.request_entity or second.request_entity,
        responses=_joined_answers(first.responses, second.responses),
        samples=first.samples or second.samples,
        filters=tuple(dict.fromkeys((*first.filters, *second.filters))),
        sorts=first.sorts or second.sorts,
        search=first.search or second.search,
        requirements=tuple(dict.fromkeys((*first.requirements, *second.requirements))),
    )
