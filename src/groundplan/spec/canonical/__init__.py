"""The canonical SPEC: front matter says `format: groundplan-1`, and every kind of fact has one place and one form.

In other SPECs any sentence may state a fact and the readers look for it; here a sentence is only text. So what
`groundplan fmt` wrote is read as what it was written from, whatever words the author's sentences hold. A region that
is not in its form (an author added a bullet) is read like the same section of any other SPEC.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundplan.spec.model import Meta

FORMAT = "groundplan-1"
"""The value of `format` in the front matter."""


def is_canonical(meta: Meta) -> bool:
    """Whether the SPEC says that it keeps the canonical forms."""
    return any(name == "format" and value == FORMAT for name, value, _ in meta.fields)
