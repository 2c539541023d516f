"""Things that a document names without their fields, with those that its requests and answers show of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.spec.text.words import same_name

if TYPE_CHECKING:
    from groundplan.spec.model import Entity


def filled(stated: list[Entity], shown: list[Entity]) -> tuple[list[Entity], frozenset[str]]:
    """The stated things, where one without fields takes those of the thing of its name in the bodies.

    The deposits of `/deposits` are a SecurityDeposit where that is the one thing so called: the names that were so
    taken come along.
    """
    known = {same_name(one.name): one.fields for one in shown}
    names = [same_name(one.name) for one in stated]
    short: dict[str, str] = {}
    for key in known.keys() - set(names):
        longer = [name for name in names if name.endswith(key)]
        if len(longer) == 1 and longer[0] not in known and len(key) > _SHORT:
            short[longer[0]] = key
    made = [
        one if one.fields else one._replace(fields=known.get(short.get(name, name), ()))
        for one, name in zip(stated, names, strict=True)
    ]
    taken = (short[name] for one, name in zip(stated, names, strict=True) if not one.fields and name in short)
    return made, frozenset(taken)


_SHORT = 4
"""Letters of a name that may be the end of any."""
