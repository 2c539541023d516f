"""The mutants, one module for a few areas."""

from __future__ import annotations

from tests.verify.mutants import (
    access,
    answers,
    behaviours,
    clients,
    edges,
    fields,
    keys,
    lists,
    providers,
    retries,
    rows,
    sessions,
    versions,
)
from tests.verify.mutants.table import MUTANTS, Mutant

__all__ = [
    "MUTANTS",
    "Mutant",
    "access",
    "answers",
    "behaviours",
    "clients",
    "edges",
    "fields",
    "keys",
    "lists",
    "providers",
    "retries",
    "rows",
    "sessions",
    "versions",
]
