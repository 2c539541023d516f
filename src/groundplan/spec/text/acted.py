"""What a path is about where it ends in an act on a collection, or in a word for some of it: `/boats/list`."""

from __future__ import annotations

from groundplan.grammar import vocabulary
from groundplan.spec.text.words import same_name


def words(path: str, *acts: str) -> list[str]:
    """The plain words of a path, without a last one of these parts of the vocabulary that acts upon the one before."""
    found = [part for part in path.split("/") if part and not part.startswith("{")]
    last = found[-1] if len(found) > 1 else ""
    known = any(last.lower() in vocabulary(part) for part in acts)
    acted = known and f"/{found[-2]}/{last}" in path and same_name(found[-2]) not in vocabulary("nothings")
    return found[:-1] if acted else found
