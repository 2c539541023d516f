"""Python spellings of Blueprint facts, as Jinja filters: every public function of the modules below.

SPEC text reaches code only through `literal`, `doc` and `comment`; identifiers only through `attr` and Name values.
Templates are written for trim_blocks = lstrip_blocks = False, and each Python one runs through `tidy`.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import isfunction
from typing import Any

from groundplan.scaffold import (
    python_layout,
    python_operations,
    python_policies,
    python_samples,
    python_schemas,
    python_tables,
    python_tests,
    python_text,
    python_types,
)

_MODULES = (
    python_layout,
    python_operations,
    python_policies,
    python_samples,
    python_schemas,
    python_tables,
    python_tests,
    python_text,
    python_types,
)

FILTERS: dict[str, Callable[..., Any]] = {
    name: function
    for module in _MODULES
    for name, function in vars(module).items()
    if isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_")
}
