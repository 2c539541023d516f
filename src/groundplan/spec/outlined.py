"""Front matter and headings alone: what a long SPEC says soonest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.spec import front_matter
from groundplan.spec.draft import Draft
from groundplan.spec.merge import merge
from groundplan.spec.outline import regions
from groundplan.spec.sections import add_section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.document import Document
    from groundplan.spec.model import Spec


def outlined(documents: Sequence[Document]) -> Spec:
    """The Spec of some documents with no other parts than `meta` and `sections`."""
    meta = front_matter.read(documents, Draft())
    draft = Draft()
    for document in documents:
        for region in regions(document):
            add_section(region, draft)
    return merge(meta, draft)
