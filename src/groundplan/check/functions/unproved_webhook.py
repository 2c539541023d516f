"""Endpoints for the calls of third parties that anybody may call, and of which nothing says how a call is proved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "endpoint"
WORDS = ()
OPTIONS = ()

_PROOF = regex.compile(
    r"(?<!no )(?<!without )(?<!without a )"
    r"\b(?:signatures?|signed|hmac\w*|ed25519|secret|mtls|verif\w+|allow-?list\w*|whitelist\w*|api[- ]key)\b"
    r"|서명|시크릿|비밀 ?키|검증|허용 ?목록|허용 ?ip"
)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Of the webhook that an integration names, another rule speaks."""
    items = list(items)
    named = {one.webhook for one in facts.spec.integrations}
    hooks = [item for item in items if item.node.path not in named]
    said = facts.prose.lines_with(("webhook", "웹훅", "콜백")) if hooks else []
    proved = any(_PROOF.search(line) for _, line in said)
    for item in hooks:
        if not proved and not _PROOF.search(facts.told(item.node)):
            yield item, facts.place(item.span, item.node.raw or item.node.path), {}, ()
