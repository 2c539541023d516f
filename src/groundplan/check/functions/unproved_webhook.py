"""Endpoints for the calls of third parties that anybody may call, and of which nothing says how a call is proved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import fold
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint

NODE = "endpoint"
WORDS = ()
OPTIONS = ()

_PROOF = regex.compile(
    r"(?<!no )(?<!without )(?<!without a )"
    r"\b(?:signatures?|signed|hmac\w*|ed25519|secret|mtls|verif\w+|allow-?list\w*|whitelist\w*|api[- ]key)\b"
    r"|서명|시크릿|비밀 ?키|검증|허용 ?목록|허용 ?ip"
)


def _is_open(endpoint: Endpoint, facts: Facts) -> bool:
    """Whether it is for all, or for a third party, of which the name alone proves nothing."""
    access = endpoint.access
    return access is not None and (access.kind == "public" or facts.partners.issuperset(map(fold, access.roles)))


def _is_about(line: str, path: str, names: list[str]) -> bool:
    """Whether a line that proves calls is not about those of another party alone: `webhooks of Acme are signed`."""
    told = [name for name in names if name in line]
    return not told or any(name in path.lower() for name in told) or not any(name in path.lower() for name in names)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Of the webhook that an integration names, another rule speaks."""
    items = list(items)
    named = {one.webhook for one in facts.spec.integrations}
    hooks = [item for item in items if item.node.path not in named and _is_open(item.node, facts)]
    said = facts.prose.lines_with(("webhook", "웹훅", "콜백")) if hooks else []
    proofs = [line for _, line in said if _PROOF.search(line)]
    names = [one.name.lower().partition(" ")[0] for one in facts.spec.integrations]
    for item in hooks:
        if not any(_is_about(line, item.node.path, names) for line in proofs) and not _PROOF.search(
            facts.told(item.node)
        ):
            yield item, facts.place(item.span, item.node.raw or item.node.path), {}, ()
