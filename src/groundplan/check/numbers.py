"""Values of a Spec as numbers, and numbers as a person writes them."""

from __future__ import annotations


def as_number(value: object) -> float | None:
    """A value of a Spec as a number, None where it is none."""
    try:
        return float(str(value))
    except ValueError:
        return None


def worded(value: object) -> str:
    """A value as a person writes it: 200, not 200.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
