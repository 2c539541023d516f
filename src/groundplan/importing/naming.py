"""Names that a document does not give: the title and id of the SPEC, entities, references."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.source import Span
from groundplan.spec.model import Field, FieldType, Meta
from groundplan.spec.text.words import same_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from groundplan.spec.model import Language

NOWHERE = Span("", 1)
_OWNERS = frozenset({"author", "owner", "creator", "createdby"})
_SECRETS = frozenset({"password", "passwd", "passwordhash", "hashedpassword"})
_PEOPLE = ("user", "account", "member")


def meta_of(path: str, language: Language, title: str = "", version: str = "") -> Meta:
    """Front matter: the document's title and version, or the name of its file."""
    stem = re.split(r"[\\/]", path)[-1].split(".")[0]
    name = title.strip() or re.sub(r"[-_]+", " ", stem).strip().capitalize() or "Service"
    word = re.sub(r"[^A-Z0-9]+", "-", name.upper()).strip("-") or "SERVICE"
    number = version if re.fullmatch(r"\d+\.\d+\.\d+(?:[-+][\w.+-]+)?", version) else "0.1.0"
    return Meta(
        f"SPEC-{word[:40].strip('-')}-001", " ".join(name.split()), number, "draft", language, "canonical", NOWHERE
    )


def entity_name(word: str) -> str:
    """`order_items` and `orderItem` as the name of an entity: `OrderItem`."""
    plain = re.sub(r"[^0-9A-Za-z]+", "_", word)
    parts = [part for part in plain.split("_") if part]
    return "".join(part[:1].upper() + part[1:] for part in parts)


def plain_line(text: str) -> str:
    """Words of a document as one line of a SPEC, without the marks that markdown would read."""
    first = text.strip().split("\n\n")[0]
    return " ".join(first.replace("`", "").replace("<!--", "").split())[:200].strip()


def secret(field: Field) -> Field:
    """A text that is named as a password is one: inferred."""
    if field.type.base in ("string", "text") and same_name(field.name) in _SECRETS:
        return field._replace(type=FieldType("password"), write_only=True, origin="inferred")
    return field


def referring(fields: Iterable[Field], entities: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields, with a key that bears the name of another entity made a reference: inferred.

    `entities` is from the compared name to the name.
    """
    return tuple(_referring(one, entities) for one in fields)


def _referring(field: Field, entities: Mapping[str, str]) -> Field:
    if field.type.base not in ("uuid", "int", "bigint") or field.primary_key:
        return field
    stem = re.sub(r"(?:_id|Id|ID)$", "", field.name)
    target = entities.get(same_name(stem), "")
    if not target and same_name(stem) in _OWNERS:
        target = next((entities[one] for one in _PEOPLE if one in entities), "")
    by_name = target and (stem != field.name or field.type.base == "uuid")
    if not by_name:
        return field
    return field._replace(type=FieldType("ref", target=target), origin="inferred")
