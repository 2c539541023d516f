"""Files that rows keep: where they are sent, where they are given back, and what they may be.

An entity keeps files where its columns say so (a name or a key, and one more of name, type, size, key). A POST on its
collection takes one where its own words say that a file is sent, or those of a requirement that is about it, and its
body states none of these columns: then it tells of a file that lies elsewhere. A GET behind the row (`/content`,
`/download`, `/file`) gives the file back. The limit and the types are those that the same words state: one MB is
1,000,000 bytes. Sentences that only say what is refused name no type. The client sends one part with the file, `file`
unless the body states another; everything else about it is the server's: the columns are read-only, the key never
comes back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.naming import Name
from groundplan.plan.model.api import FileRule, FileType
from groundplan.plan.model.data import Field, FileColumns, Resource, Type
from groundplan.plan.words import tables
from groundplan.plan.words.names import singular
from groundplan.record import NamedTuple
from groundplan.spec.model import Endpoint, Entity, Spec
from groundplan.spec.model import Field as Stated

if TYPE_CHECKING:
    from groundplan.plan.operations.completion import Drafts
    from groundplan.plan.operations.operations import Classified

_TEXTS = ("string", "text", "unknown")
_NUMBERS = ("int", "bigint", "unknown")
_SENTENCE = regex.compile(r"[.;\n](?=\s|$)")
_LEAST_LENGTH = 100
_ADDED = {
    "name": Type(base="string", length=255),
    "type": Type(base="string", length=_LEAST_LENGTH),
    "size": Type(base="bigint", minimum="0", maximum=str(2**63 - 1)),
    "key": Type(base="string", length=64),
}
_CALLED = {group: ("file", group) for group in _ADDED}


class Stating(NamedTuple):
    """What the words about an operation say of its files: `unchecked` are types that nothing can check."""

    types: tuple[str, ...]
    max_bytes: int
    unchecked: tuple[str, ...]


def kept(entity: Entity | None) -> dict[str, Stated]:
    """The columns of an entity that keep a file, by what they say of it; empty where it keeps none."""
    found: dict[str, Stated] = {}
    for field in entity.fields if entity else ():
        group = _groups().get(tables.fold(field.name), "")
        if group and field.type.base in (_NUMBERS if group == "size" else _TEXTS):
            found.setdefault(group, field)
    whole = len(found) > 1 and ("name" in found or "key" in found)
    return found if whole else {}


@cache
def _groups() -> dict[str, str]:
    return {tables.fold(word): group for group, words in tables.file_words()["columns"].items() for word in words}


def takes(endpoint: Endpoint, entity: Entity | None, spec: Spec) -> bool:
    """Whether the endpoint takes a file that a row of `entity` can keep and whose type can be checked."""
    columns = kept(entity)
    if endpoint.method != "POST" or not columns or entity is None:
        return False
    told = {tables.fold(one.name) for one in endpoint.request or ()}
    if told & {tables.fold(one.name) for group, one in columns.items() if group != "name"}:
        return False
    words = _about(endpoint, entity, spec)
    return any(_says("sends", text) for text in words) and not stating(endpoint, entity, spec).unchecked


def sends(endpoint: Endpoint) -> bool:
    """Whether the endpoint's own words say that a file is sent."""
    changing = endpoint.method in ("POST", "PUT", "PATCH")
    return changing and _says("sends", f"{endpoint.summary}. {endpoint.description}")


def stating(endpoint: Endpoint, entity: Entity | None, spec: Spec) -> Stating:
    """What is said of the file, by the endpoint first, then by the requirements about it."""
    own = [f"{endpoint.summary}. {endpoint.description}", *_notes(endpoint)]
    types: list[str] = []
    unchecked: list[str] = []
    limit = 0
    for texts in (own, _requirements(endpoint, entity, spec)):
        known, foreign = _types(texts)
        if not (types or unchecked):
            types, unchecked = known, foreign
        limit = limit or min(_sizes(texts), default=0)
    return Stating(tuple(types), limit, tuple(unchecked))


def _about(endpoint: Endpoint, entity: Entity, spec: Spec) -> list[str]:
    own = f"{endpoint.summary}. {endpoint.description}"
    return [own, *_notes(endpoint), *_requirements(endpoint, entity, spec)]


def _notes(endpoint: Endpoint) -> list[str]:
    return [f"{one.status} {one.note}" for one in endpoint.responses if one.status in (413, 415)]


def _requirements(endpoint: Endpoint, entity: Entity | None, spec: Spec) -> list[str]:
    """The requirements that name the endpoint, or say of the entity that its file is sent."""
    named = (singular(entity.name).human, entity.label.lower()) if entity else ()
    found = []
    for one in spec.requirements:
        text = f"{one.title}. {one.text}".lower()
        speaks = any(name and name in text for name in named) and _says("sends", text)
        if speaks or (one.id and one.id in endpoint.requirements):
            found.append(one.text)
    return found


def _named(endpoint: Endpoint, entity: Entity | None, spec: Spec) -> tuple[str, ...]:
    said = set(_requirements(endpoint, entity, spec))
    return tuple(one.id for one in spec.requirements if one.id and one.text in said)


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    words = tables.file_words()[name]
    return tuple(regex.compile(one) for one in (*words["en"], *words["ko"]))


def _says(name: str, text: str) -> bool:
    plain = text.lower().replace("`", "")
    return any(one.search(plain) for one in _patterns(name))


def _sentences(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from _SENTENCE.split(text.lower().replace("`", ""))


def _types(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """The types that sentences name, and those among them that nothing can check."""
    allowing = [one for one in _sentences(texts) if not _says("refuses", one) or _says("excepts", one)]
    named = [
        row
        for row in tables.file_words()["types"]
        if any(
            re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", one) for word in row["words"] for one in allowing
        )
    ]
    known = [row["id"] for row in named if is_checked(row)]
    if not named and any(_says("pictured", one) for one in allowing):
        known = list(tables.file_words()["pictures"])
    return known, [row["id"] for row in named if not is_checked(row)]


def is_checked(row: dict[str, object]) -> bool:
    """Whether a row of rules/files.yaml says how content of its type is known."""
    return bool(row["heads"] or row["text"])


def _sizes(texts: Iterable[str]) -> list[int]:
    units = tables.file_words()["units"]
    pattern = regex.compile(
        rf"(?<![\d.])(\d{{1,6}}(?:\.\d{{1,3}})?)\s*({'|'.join(sorted(units, key=len, reverse=True))})(?![a-z])"
    )
    return [int(float(number) * units[unit]) for text in texts for number, unit in pattern.findall(text.lower())]


def part(endpoint: Endpoint) -> str:
    """The part of the form that is the file: as the body states it, else `file`."""
    stated = endpoint.request or ()
    parts = {tables.fold(word) for word in tables.file_words()["parts"]}
    named = [one for one in stated if tables.fold(one.name) in parts and one.type.target == ""]
    sure = [one for one in stated if one.type.base == "binary"]
    return next((one.name for one in (*sure, *named)), "file")


def beside(endpoint: Endpoint) -> Endpoint:
    """The endpoint with the body that is sent beside the file."""
    if endpoint.request is None:
        return endpoint
    return endpoint._replace(request=tuple(one for one in endpoint.request if one.name != part(endpoint)))


def rule(endpoint: Endpoint, entity: Entity | None, spec: Spec) -> FileRule:
    """What an upload takes; a limit of 0 is that of the settings."""
    said = stating(endpoint, entity, spec)
    rows = {row["id"]: row for row in tables.file_words()["types"]}
    chosen = said.types or tuple(tables.file_words()["default"])
    types = tuple(
        FileType(id=one, endings=tuple(rows[one]["endings"]), heads=tuple(rows[one]["heads"]),
                 text=rows[one]["text"], part=rows[one]["part"])
        for one in chosen
    )  # fmt: skip
    return FileRule(
        part=part(endpoint), types=types, max_bytes=said.max_bytes, requirements=_named(endpoint, entity, spec)
    )


def with_columns(
    resources: tuple[Resource, ...], drafts: Drafts, classified: Iterable[Classified]
) -> tuple[Resource, ...]:
    """The resources, where those that files are sent to have every column that keeps one.

    A row that something else makes too may be without a file.
    """
    makers: dict[str, set[str]] = {}
    for one in classified:
        draft = drafts.find(one.entity) if one.kind in ("create", "upload") else None
        if draft is not None:
            makers.setdefault(draft.name.pascal, set()).add(one.kind)
    kinds = {one.name.pascal: makers.get(one.name.pascal, set()) for one in resources}
    return tuple(_with_columns(one, kinds[one.name.pascal]) if "upload" in kinds[one.name.pascal] else one
                 for one in resources)  # fmt: skip


def _with_columns(resource: Resource, makers: set[str]) -> Resource:
    fields: list[Field] = []
    found: dict[str, str] = {}
    optional = "create" in makers
    for stated in resource.fields:
        group = _groups().get(tables.fold(stated.property), "")
        if group and group not in found and stated.type.base in (_NUMBERS if group == "size" else _TEXTS):
            found[group] = stated.column
            fields.append(_served(stated, group, optional))
        else:
            fields.append(stated)
    for group in ("name", "type", "size", "key"):
        if group not in found:
            fields.append(_added(group, {one.column for one in fields}, optional))
            found[group] = fields[-1].column
    return replace(resource, fields=tuple(fields), file=FileColumns(**found))


def _served(field: Field, group: str, optional: bool) -> Field:
    """A stated column, filled by the server and long enough for what it must hold."""
    kind = field.type
    if group in ("type", "key"):
        kind = replace(kind, length=max(kind.length or 0, _LEAST_LENGTH))
    kind = replace(kind, minimum_length=0, pattern="") if group != "size" else kind
    hidden = field.hidden or group == "key"
    return replace(field, type=kind, server=True, required=False, nullable=optional, default=None, hidden=hidden)


def _added(group: str, taken: set[str], optional: bool) -> Field:
    name = Name(("stored", *_CALLED[group])) if Name(_CALLED[group]).snake in taken else Name(_CALLED[group])
    return Field(
        name=name, property=name.snake, column=name.snake, type=_ADDED[group], server=True, hidden=True,
        nullable=optional, inferred=True,
    )  # fmt: skip
