"""A field that is told of in more than one place: beside its name and below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundplan.spec.model import Field


def narrowed(field: Field, more: Field) -> Field:
    """A field with what is said of its values beside it: what it says itself goes first."""
    return field._replace(
        required=field.required or more.required,
        unique=field.unique or more.unique,
        primary_key=field.primary_key or more.primary_key,
        nullable=field.nullable or more.nullable,
        read_only=field.read_only or more.read_only,
        default=more.default if field.default is None else field.default,
        minimum=field.minimum or more.minimum,
        maximum=field.maximum or more.maximum,
    )
