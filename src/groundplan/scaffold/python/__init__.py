"""Python spellings of Blueprint facts, as Jinja filters: every public function of the modules below.

SPEC text reaches code only through `literal`, `doc` and `comment`; identifiers only through `attr` and Name values.
Templates are written for trim_blocks = lstrip_blocks = False, and each Python one runs through `tidy`.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import isfunction
from typing import Any

from groundplan.scaffold.python import (
    access_cells,
    clients,
    deletions,
    django_models,
    django_queries,
    django_views,
    field_cells,
    fields,
    further_rows,
    guards,
    hidden_rows,
    layout,
    operations,
    own_rows,
    parts,
    policies,
    requirements,
    routes,
    samples,
    schemas,
    settings,
    tables,
    tests,
    text,
    types,
    uploads,
)

_MODULES = (
    access_cells,
    clients,
    deletions,
    django_models,
    django_queries,
    django_views,
    field_cells,
    fields,
    further_rows,
    guards,
    hidden_rows,
    layout,
    operations,
    own_rows,
    parts,
    policies,
    requirements,
    routes,
    samples,
    schemas,
    settings,
    tables,
    tests,
    text,
    types,
    uploads,
)

FILTERS: dict[str, Callable[..., Any]] = {
    name: function
    for module in _MODULES
    for name, function in vars(module).items()
    if isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_")
}
