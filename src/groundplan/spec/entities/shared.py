"""What every thing of a data model has: ``Every entity has `id` (uuid)``, `모든 테이블은 id를 가진다`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Paragraph, Quote
from groundplan.spec.entities import parts
from groundplan.spec.entities.joined import same_field

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundplan.document import Text
    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Entity, Field
    from groundplan.spec.outline import Region


@cache
def _english() -> re.Pattern[str]:
    things = "(?:of the |other |domain |database |core |main )?(?:entit(?:y|ies)|tables?|models?|collections?)"
    return regex.compile(
        rf"\b(?:every|all|each) {things}(?: below| here| listed here)?,? "
        r"(?:also |implicitly |automatically )?(?:has|have|includes?|carr(?:y|ies)|contains?|shares?) (?:an? |the )?"
        r"(?=`|[a-z_]+(?: \(|, [a-z_]+))",
        re.IGNORECASE,
    )


@cache
def _korean() -> re.Pattern[str]:
    return regex.compile(
        r"모든 (?:테이블|엔티티|엔터티|모델|컬렉션)(?:은|는|에는|에|이) (?:공통으로 |공통적으로 |기본으로 )?"
        r"(?=`?[A-Za-z_]\w*`?(?:,| ?[(와과을를·]| 및))"
    )


def read(region: Region, draft: Draft) -> None:
    """The fields that the sentences of a data model give to all things of it."""
    for block in region.blocks:
        if isinstance(block, Paragraph | Item | Quote):
            draft.shared += _fields(" ".join(one.text for one in block.lines), block.lines, region.document.path)


def _fields(text: str, lines: tuple[Text, ...], path: str) -> list[Field]:
    found = _english().search(text) or _korean().search(text) if len(text) <= parts.MAX_SENTENCE else None
    if not found:
        return []
    end = parts.end().search(text, found.end())
    stop = end.start() if end else len(text)
    closing = _closing().search(text, found.end(), stop)
    stop = closing.start() if closing else stop
    if text[found.end()] == "`":
        return parts.named(text, lines, path, found.end(), stop)
    return parts.listed(text, lines, path, found.end(), stop)


@cache
def _closing() -> re.Pattern[str]:
    """Behind it stands something else than fields."""
    return regex.compile(r"[;—–]| (?:that|which|so|but|unless|except) |[을를] |컬럼|필드|[을를]$|\.$")


def applied(entities: Iterable[Entity], found: Iterable[Field]) -> list[Entity]:
    """The things of the documents that say so, with these fields behind their own."""
    by_path: dict[str, list[Field]] = {}
    for one in found:
        by_path.setdefault(one.span.path, []).append(one)
    return [_with(one, by_path.get(one.span.path, [])) if one.fields else one for one in entities]


def _with(entity: Entity, shared: list[Field]) -> Entity:
    more = tuple(one for one in shared if not any(same_field(before, one) for before in entity.fields))
    return entity._replace(fields=(*entity.fields, *more)) if more else entity
