"""The heading of a SPEC has another id than its front matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.spec.text.words import bare

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "meta_field"
WORDS = ("one", "other")
OPTIONS = ()
PARTS = ("sections",)

_ID = regex.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*-\d+\b")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the first heading of a file, where both are ids of one form: `SPEC-CREW-001` and `SPEC-CREW-002`."""
    titles = {one.span.path: one for one in reversed(facts.spec.sections)}
    ids = {item.span.path: item for item in items}
    for path, title in titles.items():
        # A file with an id of its own is held against that, a plan without one against that of the SPEC beside it.
        item = ids.get(path) or next((one for other, one in ids.items() if _folder(other) == _folder(path)), None)
        named = _ID.match(bare(title.title)) if title.level == 1 else None
        stated = str(item.node.value).strip("\"'") if item else ""
        if item and named and named[0] != stated and _form(named[0]) == _form(stated):
            yield item, facts.place(title.span, named[0]), {"one": named[0], "other": stated}, (item.span,)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _form(name: str) -> str:
    return name.partition("-")[0]
