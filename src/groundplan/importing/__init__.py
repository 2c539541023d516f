"""Documents in other forms become a Spec: OpenAPI 3.0 and 3.1, a SQL schema, a GraphQL SDL.

What a document states is stated; what this package concludes (a reference by its name, an endpoint of a table) is
inferred; what a SPEC cannot say is a note with its place. The input is hostile until read: see `limits`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.importing.model import BrokenError, Imported
from groundplan.importing.naming import meta_of

if TYPE_CHECKING:
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
    if form == "openapi":
        from groundplan.importing import openapi

        return openapi.read(path, text, language)
    if form == "sql":
        from groundplan.importing import sql

        return sql.read(path, text, meta_of(path, language))
    from groundplan.importing import graphql

    return graphql.read(path, text, meta_of(path, language))
