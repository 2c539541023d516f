"""Things that a document names without their fields, with those that its requests and answers show of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.spec.text.words import same_name

if TYPE_CHECKING:
    from groundplan.spec.model import Entity


def filled(stated: list[Entity], shown: list[Entity]) -> list[Entity]:
    """The stated things, where one without fields takes those of the thing of its name in the bodies."""
    known = {same_name(one.name): one.fields for one in shown}
    return [one if one.fields else one._replace(fields=known.get(same_name(one.name), ())) for one in stated]
