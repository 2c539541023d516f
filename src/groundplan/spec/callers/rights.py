"""What a cell of a roles matrix lets a role do."""

from __future__ import annotations

from groundplan.spec.text.words import bare, kind_of, split


def actions(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The actions of a cell and those limited to own rows; empty for words that are no actions."""
    found: list[str] = []
    own: list[str] = []
    for part, _ in split(text.replace("/", ",").replace("+", ",")):
        words = bare(part).lower().split()
        known = [kind_of("actions", word) for word in words]
        names = [kind for kind in known if kind and kind not in ("own", "none")]
        if not names or not all(known):
            if kind_of("actions", part) not in ("", "own", "none"):
                names = [kind_of("actions", part)]
            else:
                continue
        found += names
        if "own" in known:
            own += names
    return tuple(dict.fromkeys(found)), tuple(dict.fromkeys(own))
