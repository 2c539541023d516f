"""What sentences of a SPEC say about own rows and membership, as rows of one table of permissions.

A roles matrix, `only projects of teams that the user is a member of` and `자신의 주문만` all end as
`Statement`s: who (role words) may do what (actions) to which entity, and where it is written.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from groundplan.plan import tables
from groundplan.plan.names import Directory, singular
from groundplan.plan.operations import Classified
from groundplan.source import Span
from groundplan.spec.model import Entity, Spec

ACTIONS = ("read", "create", "update", "delete")
OWN = "own"
MEMBER = "member"


class Statement(NamedTuple):
    """`role` may do `actions` to `entity`; `own` only to rows of the caller. `matrix` when a roles matrix says so."""

    entity: str
    role: str
    actions: tuple[str, ...]
    span: Span
    own: bool = False
    matrix: bool = False


def statements(spec: Spec, names: Directory, classified: tuple[Classified, ...]) -> tuple[Statement, ...]:
    """All of them: the matrix first, then sentences, then the summaries of endpoints."""
    found = [*_matrix(spec, names)]
    for text, span in _sentences(spec):
        found += _sentence(text, span, spec, names)
    for one in classified:
        found += _endpoint(one)
    return tuple(dict.fromkeys(found))


def _matrix(spec: Spec, names: Directory) -> list[Statement]:
    found = []
    for cell in spec.permissions:
        entity = names.find(cell.resource)
        actions = ACTIONS if "all" in cell.actions else tuple(one for one in ACTIONS if one in cell.actions)
        free = tuple(one for one in actions if one not in cell.own)
        own = ACTIONS if "all" in cell.own else tuple(one for one in ACTIONS if one in cell.own)
        if entity and free:
            found.append(Statement(entity, cell.role, free, cell.span, matrix=True))
        if entity and own:
            found.append(Statement(entity, cell.role, own, cell.span, own=True, matrix=True))
    return found


def _sentences(spec: Spec) -> list[tuple[str, Span]]:
    stated = [(one.text, one.span) for one in spec.requirements]
    return stated + [(one.text, one.span) for one in spec.constraints]


def _sentence(text: str, span: Span, spec: Spec, names: Directory) -> list[Statement]:
    actions = _actions(text)
    found = [Statement(one, OWN, actions or ("read",), span, own=True) for one in _owned(text, spec)]
    if actions and _matches("member_of", text):
        mentioned = (one for one in _mentioned(text, spec) if one != names.account)
        found += [Statement(one, MEMBER, actions, span) for one in mentioned]
    return found


def _actions(text: str) -> tuple[str, ...]:
    reads, changes = _says("read", text), _says("change", text)
    return (("read",) if reads else ()) + (("create", "update", "delete") if changes else ())


def _says(key: str, text: str) -> bool:
    """Whether a word of the list begins a word of the text; Korean words need no beginning."""
    lowered = text.lower()
    return any(re.search(rf"\b{word}" if word.isascii() else word, lowered) for word in tables.words(key))


def _owned(text: str, spec: Spec) -> list[str]:
    return [entity.name for entity in spec.entities if any(_own(name, text) for name in _spellings(entity))]


def _mentioned(text: str, spec: Spec) -> list[str]:
    lowered = text.lower()
    return [
        entity.name
        for entity in spec.entities
        if any(re.search(rf"(?<![a-z]){re.escape(name)}", lowered) for name in _spellings(entity))
    ]


def _spellings(entity: Entity) -> tuple[str, ...]:
    """The ways a sentence names an entity: in words, plural included by its stem, and by its label.

    A column that holds the owner names it too: `본인 user_id의 메모`.
    """
    words = singular(entity.name).human
    owner = tuple(
        field.name.lower()
        for field in entity.fields
        if field.type.base == "ref" and tables.fold(field.name).endswith("id") and not field.primary_key
    )
    return tuple(
        dict.fromkeys(one for one in (words, singular(entity.name).plural.human, entity.label.lower(), *owner) if one)
    )


@cache
def _patterns(name: str, key: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one.format(name=re.escape(name))) for one in tables.words(key))


def _own(name: str, text: str) -> bool:
    return any(pattern.search(text.lower()) for pattern in _patterns(name, "own"))


def _matches(key: str, text: str) -> bool:
    return any(pattern.search(text.lower()) for pattern in _patterns("", key))


def _endpoint(one: Classified) -> list[Statement]:
    """`GET /orders` with "my orders" in its words, or below the caller (`/me/orders`): every row is the caller's."""
    text = f"{one.endpoint.summary} {one.endpoint.description}"
    reads = one.endpoint.method == "GET" or one.kind == "create"
    if not one.entity or not reads or one.kind.startswith("me_"):
        return []
    spellings = (singular(one.entity).human,)
    mine = one.route.own or any(_own(name, text) for name in spellings) or _says_mine(text)
    return [Statement(one.entity, OWN, ACTIONS, one.endpoint.span, own=True)] if mine else []


def _says_mine(text: str) -> bool:
    return bool(re.search(r"(?:^|\s)(?:내|나의|본인|자신의|my|own|of the caller|user's)(?:\s|$)", text.lower()))
