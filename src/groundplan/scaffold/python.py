"""Python spellings of Blueprint facts, as Jinja filters.

SPEC text reaches code only through `literal`, `doc` and `comment`; identifiers only through `attr` and Name values.
Templates are written for trim_blocks = lstrip_blocks = False, and each Python one runs through `tidy`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from groundplan.scaffold import (
    python_operations,
    python_policies,
    python_schemas,
    python_tables,
    python_tests,
    python_text,
    python_types,
)
from groundplan.scaffold.python_layout import tidy
from groundplan.scaffold.python_samples import sample_json, sample_text, sample_value

FILTERS: dict[str, Callable[..., Any]] = {
    "tidy": tidy,
    "sample_json": sample_json,
    "sample_text": sample_text,
    "sample_value": sample_value,
    **python_text.FILTERS,
    **python_types.FILTERS,
    **python_tables.FILTERS,
    **python_schemas.FILTERS,
    **python_operations.FILTERS,
    **python_policies.FILTERS,
    **python_tests.FILTERS,
}
