"""How callers prove who they are, as a fence of OpenAPI declares it: `securitySchemes` with their types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.document import Fence, Text
from groundplan.spec.draft import place
from groundplan.spec.model import AuthScheme, AuthStatement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region

_INFOS = frozenset({"yaml", "yml", "json", "openapi", ""})
_SECTION = "securitySchemes"
_DECLARED: dict[str, AuthScheme] = {
    "bearerformat:jwt": "jwt",
    "type:apikey": "api_key",
    "type:oauth2": "oauth2",
    "type:openidconnect": "oauth2",
    "scheme:basic": "basic",
}
"""What lines say without blanks and quotes; `scheme: bearer` alone does not say what is borne."""


def read(region: Region, draft: Draft) -> None:
    """The schemes that the fences of one region declare."""
    path = region.document.path
    for block in region.blocks:
        if isinstance(block, Fence) and block.info in _INFOS and any(_SECTION in line for line in block.lines):
            draft.auth += [AuthStatement(scheme, place(path, line)) for scheme, line in _schemes(block)]


def _schemes(fence: Fence) -> Iterator[tuple[AuthScheme, Text]]:
    """Those further in than the head, up to the next line that is not."""
    head = -1
    for number, words in enumerate(fence.lines):
        inside = len(words) - len(words.lstrip())
        if words.strip().strip("\"'{ :") == _SECTION:
            head = inside
        elif head >= 0 and words.strip():
            if inside <= head:
                return
            said = _plain(words)
            if said in _DECLARED:
                around = map(_plain, fence.lines[max(0, number - _NEAR) : number + _NEAR + 1])
                kept = said == "type:apikey" and "in:cookie" in around
                yield "session" if kept else _DECLARED[said], Text(words.strip(), fence.line + number, inside + 1)


_NEAR = 2
"""Lines around the type that say where a key is: what a cookie holds is that of a session."""


def _plain(words: str) -> str:
    return "".join(one for one in words.lower() if one not in " \t\"',")
