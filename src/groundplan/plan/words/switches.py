"""Contract switches of a SPEC: `pagination: cursor`, `auth.session_limit=3`."""

from __future__ import annotations

from groundplan.spec.model import Spec


def switch(spec: Spec, *keys: str) -> str:
    """The value of the first setting that has one of the names, empty for none."""
    for one in spec.settings:
        name, _, value = one.value.partition("=")
        if name.strip().lower() in keys:
            return value.strip().lower()
    return ""
