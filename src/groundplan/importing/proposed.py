"""Endpoints that no document states: the usual operations of an entity, marked as inferred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.importing.naming import NOWHERE
from groundplan.naming import Name
from groundplan.spec.model import Endpoint
from groundplan.spec.text.paths import CRUD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundplan.spec.model import Entity


def collection(name: str) -> str:
    """The path of the rows of an entity: `/order-items`."""
    return "/" + Name.of(name).plural.kebab


def crud(entities: Iterable[Entity]) -> tuple[Endpoint, ...]:
    """List, create, read, change and delete for every entity."""
    return tuple(inferred(method, collection(one.name) + tail) for one in entities for method, tail in CRUD)


def inferred(method: str, path: str, summary: str = "") -> Endpoint:
    """An endpoint that nobody stated."""
    return Endpoint(method, path, NOWHERE, path, summary, origin="inferred", carrier="heading")
