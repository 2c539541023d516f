"""What sentences of a SPEC say about own rows and membership, as rows of one table of permissions.

A roles matrix, `only projects of teams that the user is a member of` and `자신의 주문만` all end as
`Statement`s: who (role words) may do what (actions) to which entity, and where it is written.
"""

from __future__ import annotations

import re
from functools import cache

from groundplan.plan.operations.operations import Classified
from groundplan.plan.words import tables
from groundplan.plan.words.names import Directory, singular
from groundplan.record import NamedTuple
from groundplan.source import Span
from groundplan.spec.model import Entity, Spec

ACTIONS = ("read", "create", "update", "delete")
OWN = "own"
MEMBER = "member"
_WORD = re.compile(r"[a-z0-9_]+|[가-힣]+")
_LONGEST = 40


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
    vocabulary = Vocabulary(spec)
    for text, span in _sentences(spec):
        found += _sentence(text.lower(), span, vocabulary, names)
    for one in classified:
        found += _endpoint(one)
    return tuple(dict.fromkeys(found))


class Vocabulary:
    """The entities that a sentence names, found by its words: linear in the sentence, however many entities."""

    def __init__(self, spec: Spec) -> None:
        """All spellings of all entities, by their first word."""
        self._by_word: dict[str, list[tuple[str, str]]] = {}
        for entity in spec.entities:
            for spelling in _spellings(entity):
                self._by_word.setdefault(_WORD.findall(spelling)[0], []).append((spelling, entity.name))

    def named(self, text: str) -> dict[str, list[str]]:
        """The entities in a text in lower case, with the spellings that stand there."""
        found: dict[str, list[str]] = {}
        for word in dict.fromkeys(_WORD.findall(text)):
            for end in range(1, min(len(word), _LONGEST) + 1):
                for spelling, entity in self._by_word.get(word[:end], ()):
                    if spelling in text:
                        found.setdefault(entity, []).append(spelling)
        return found


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


def _sentence(text: str, span: Span, vocabulary: Vocabulary, names: Directory) -> list[Statement]:
    owns, belongs = _owns_something(text), _belongs(text)
    if not owns and not belongs:
        return []
    actions = _actions(text)
    found = []
    for entity, spellings in vocabulary.named(text).items():
        if owns and any(_own(name, text) for name in spellings):
            found.append(Statement(entity, OWN, actions or ("read",), span, own=True))
        if belongs and actions and entity != names.account:
            found.append(Statement(entity, MEMBER, actions, span))
    return found


def _actions(text: str) -> tuple[str, ...]:
    reads, changes = _says("read", text), _says("change", text)
    return (("read",) if reads else ()) + (("create", "update", "delete") if changes else ())


def _says(key: str, text: str) -> bool:
    """Whether a word of the list begins a word of the text; Korean words need no beginning."""
    return any(re.search(rf"\b{word}" if word.isascii() else word, text) for word in tables.words(key))


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
    spelled = (words, singular(entity.name).plural.human, entity.label.lower(), *owner)
    return tuple(dict.fromkeys(one for one in spelled if _WORD.search(one)))


@cache
def _patterns(name: str, key: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one.format(name=name)) for one in tables.words(key))


def _own(name: str, text: str) -> bool:
    return any(pattern.search(text) for pattern in _patterns(re.escape(name), "own"))


def _owns_something(text: str) -> bool:
    return any(pattern.search(text) for pattern in _patterns(r"[\w`]", "own"))


def _belongs(text: str) -> bool:
    return any(pattern.search(text) for pattern in _patterns("", "member_of"))


def _endpoint(one: Classified) -> list[Statement]:
    """`GET /orders` with "my orders" in its words, or below the caller (`/me/orders`): every row is the caller's."""
    reads = one.endpoint.method == "GET" or one.kind in ("create", "upload")
    if not one.entity or not reads or one.kind.startswith("me_") or one.own_row or not is_mine(one):
        return []
    return [Statement(one.entity, OWN, ACTIONS, one.endpoint.span, own=True)]


def is_mine(one: Classified) -> bool:
    """Whether the path or the words of an endpoint say that its rows are the caller's."""
    text = f"{one.endpoint.summary} {one.endpoint.description}".lower()
    named = bool(one.entity) and _owns_something(text) and _own(singular(one.entity).human, text)
    return one.route.own or bool(one.under) or named or _says_mine(text)


def _says_mine(text: str) -> bool:
    return bool(re.search(r"(?:^|\s)(?:내|나의|본인|자신의|my|own|of the caller|user's)(?:\s|$)", text))
