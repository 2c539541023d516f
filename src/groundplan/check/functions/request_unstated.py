"""Writing endpoints whose body nobody can know: none is stated and the path names no entity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, path_names
from groundplan.check.functions import Found
from groundplan.check.selection import words_of

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint

NODE = "endpoint"
WORDS = ()
OPTIONS = ("known",)

_BODY = (
    r"(?im)^\W*(?:request|query parameters|요청)\b[^|\n]{0,40}$|multipart|\bupload|업로드|수신"
    r"|\b(?:accept|accepts|takes|receives)\b[^.`\n]{0,40}`\w+`|`\w+`\W{0,3}[을를]\s*받"
)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`known` is a pattern for the paths of operations with a body of their own: sign-in, refresh, webhooks.

    Quiet in a SPEC without a data model, where the cause is elsewhere, and for actions on one row, such as
    `POST /orders/{id}/cancel`, which need none.
    """
    if not facts.entities:
        return
    silent = [item for item in items if item.node.request is None and not item.node.request_entity]
    unknown = [item for item in silent if not _implied(item.node, facts)]
    known = regex.compile(options["known"], re.IGNORECASE) if unknown else None
    for item in unknown:
        if known is not None and not known.search(item.node.path) and not regex.search(_BODY, facts.block(item.node)):
            yield item, facts.place(item.span, item.node.raw or item.node.path), {}, ()


def _implied(endpoint: Endpoint, facts: Facts) -> bool:
    segments = [part for part in endpoint.path.split("/") if part]
    literals = [part for part in segments if not part.startswith("{")]
    if not literals or not facts.known_things.isdisjoint(path_names(endpoint)[-2:]):
        return True
    if not facts.known_things.isdisjoint(words_of(literals[-1])):
        return True  # `createOrder` names the order
    is_action = len(segments) > 1 and segments[-2].startswith("{") and segments[-1] == literals[-1]
    is_action = is_action or (endpoint.method == "POST" and segments[-1].startswith("{"))
    return is_action or any(hook.webhook == endpoint.path for hook in facts.spec.integrations)
