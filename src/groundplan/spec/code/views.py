"""Types of bodies that tell of a resource: `TaskResponse { id, title, status }` where nothing declares a Task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.grammar import compact, vocabulary
from groundplan.spec.text.words import same_name

if TYPE_CHECKING:
    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Entity, Field

_ENDINGS = ("ResponseDTO", "ResponseDto", "Response", "DTO", "Dto", "Out", "Read", "View")
_IDENTITIES = frozenset({"id", "uuid"})
_HEAD = 3
"""Fields at the head of a type, among which its identity stands."""
MIN_FIELDS = 3
"""Fewer are an answer to one call, and no thing: `{ id, message }`."""
_ACTED = ("Create", "Update", "Delete", "Get", "List", "Search", "Patch")


def tell(one: Entity, draft: Draft) -> None:
    """Notes the resource that a type shows, which counts where nothing states any fields."""
    name = _shown(one)
    if name:
        draft.told.append(one._replace(name=name, carrier="", origin="inferred"))


def is_kept(name: str, members: tuple[Field, ...]) -> bool:
    """`LeaveRequest`, `AlertConfig`: resources where they have an id and a state or a time, which no body has."""
    names = {compact(one.name) for one in members}
    return name.endswith(_STORED) and "id" in names and bool(names & _STATES)


_STORED = ("Request", "Config", "Settings")
_STATES = frozenset({"status", "state", "createdat", "updatedat"})


def _shown(one: Entity) -> str:
    ending = next((each for each in _ENDINGS if one.name.endswith(each)), "")
    name = one.name.removesuffix(ending) if ending else ""
    own = {*_IDENTITIES, same_name(name) + "id"}
    identified = any(compact(field.name) in own for field in one.fields[:_HEAD])
    if not name or not identified or len(one.fields) < MIN_FIELDS or name.startswith(_ACTED):
        return ""
    return "" if compact(name) in vocabulary("acts") else name
