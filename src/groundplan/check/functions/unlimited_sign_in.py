"""Sign-in that no limit slows down: a limit for each user counts nobody who has not signed in."""

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

_LIMITING = ("rate limit", "rate-limit", "throttl", "요청 제한")
_SIGNING_IN = ("login", "log in", "sign-in", "sign in", "로그인", "비밀번호")
_COUNTED = regex.compile(
    r"\d[^\n.|]{0,16}(?:/|per |a |an |every )(?:\d+ )?(?:sec|min|hour|day)|[초분일간]당? ?\d+ ?[회번개건]"
)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Every endpoint that is given, unless a limit or a sentence covers it."""
    items = list(items)
    if items and not _is_limited(facts):
        yield from ((item, facts.place(item.span, item.node.path), {}, ()) for item in items)


def _is_limited(facts: Facts) -> bool:
    limits = facts.spec.rate_limits
    if any(one.scope or one.key != "user" for one in limits):
        return True
    of_users = {(one.span.path, one.span.line) for one in limits}
    told = facts.prose.lines_with(_LIMITING) if limits else facts.prose.lines_with(_LIMITING)[:1]
    places = (facts.prose.span(start, start + 1) for start, _ in told)
    return any((one.path, one.line) not in of_users for one in places) or any(
        _COUNTED.search(line) for _, line in facts.prose.lines_with(_SIGNING_IN)
    )
