"""Documents in other forms become a Spec: OpenAPI 3.0 and 3.1, a SQL schema, a GraphQL SDL.

What a document states is stated; what this package concludes (a reference by its name, an endpoint of a table) is
inferred; what a SPEC cannot say is a note with its place. The input is hostile until read: see `limits`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.importing.model import BrokenError, Imported

if TYPE_CHECKING:
    from collections.abc import Callable

    from groundplan.spec.model import Language

FORMS = ("openapi", "sql", "graphql")
_SUFFIXES = {
    ".json": "openapi", ".yaml": "openapi", ".yml": "openapi",
    ".sql": "sql", ".ddl": "sql",
    ".graphql": "graphql", ".gql": "graphql", ".graphqls": "graphql",
}  # fmt: skip

__all__ = ["FORMS", "BrokenError", "Imported", "form_of", "imported"]


def form_of(path: str, text: str) -> str:
    """The form of a document, by the ending of its name or by how it begins; empty where neither tells."""
    for suffix, form in _SUFFIXES.items():
        if path.lower().endswith(suffix):
            return form
    head = text.lstrip()[:4096]
    if head.startswith("{") or "\nopenapi:" in f"\n{head}":
        return "openapi"
    if "create table" in head.lower():
        return "sql"
    return "graphql" if "type " in head and "{" in head else ""


def imported(path: str, text: str, form: str, language: Language) -> Imported:
    """The Spec of a document. Raises BrokenError with the place where it cannot be read."""
    try:
        return _reader(form)(path, text, language)
    except RecursionError as fault:
        raise BrokenError("too-deep", detail=form) from fault


def _reader(form: str) -> Callable[[str, str, Language], Imported]:
    """The reader of a form, imported when it is used."""
    if form == "openapi":
        from groundplan.importing.openapi import read
    elif form == "sql":
        from groundplan.importing.sql import read
    else:
        from groundplan.importing.graphql import read
    return read
