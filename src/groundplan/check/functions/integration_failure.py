"""Third parties that a requirement depends on, and no requirement says what happens while they are down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.check.lines import entry

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "integration"
WORDS = ()
OPTIONS = ()

_DOWN = (
    r"\b(?:unavailab\w*|down\b|fail\w*|times? ?out|timeout|not (?:answer|respond|reachable)\w*|unreachable|error\w*"
    r"|outage|fall ?back|circuit|retr(?:y|ies)|queue\w*)|실패|응답하지|응답이 없|장애|오류|타임아웃|대체|재시도"
)
_INSTEAD = (
    r"(?<!\d)50[234](?!\d)|\b(?:instead|fall ?back|queue\w*|circuit|later|degrad\w*|stays?|keeps?|remains?"
    r"|next run|skipp?\w*)\b"
    r"|\b(?:while|when|if) (?:it|they) (?:is|are|goes|go) (?:down|unavailable|unreachable|offline)\b"
    r"|대신|대체|큐에|대기열|다시 (?:보내|보낸|시도|전송)"
    r"|나중에|다음 (?:영업일|배치|실행)|유지|보류|건너|장애 ?(?:시|동안|중)|장애가"
)
"""Words by which the entry of the third party itself says so."""


_HEAD = r"\b(?:down|fail\w*|fallback|outage|unavailable)\b|장애|실패|대체"


def _is_blank(item: Item, facts: Facts) -> bool:
    """Whether the row of a table leaves empty the column that says for the others what happens then."""
    row = facts.line(item.span)
    if not row.lstrip().startswith("|"):
        return False
    heads, cells = (text.strip().strip("|").split("|") for text in (facts.head(item.span), row))
    at = next((at for at, head in enumerate(heads) if regex.search(_HEAD, head.lower())), None)
    return at is not None and at < len(cells) and not cells[at].strip(" -—–")


def _is_odd(item: Item, items: tuple[Item, ...], facts: Facts) -> bool:
    """Whether headings or bullets of the others have a line about it, and that of this party has none."""
    own, others = entry(item.span, facts.lines), [entry(one.span, facts.lines) for one in items if one is not item]
    if "\n" not in own or not others or not all("\n" in one for one in others) or _says(own):
        return False
    return all(map(_says, others))


def _says(entry_: str) -> bool:
    low = entry_.lower()
    return any(regex.search(_HEAD, line.partition(":")[0]) for line in low.split("\n")[1:]) or bool(
        regex.search(_INSTEAD, low)
    )


def _entries(item: Item, facts: Facts) -> Iterator[str]:
    """Where the third party is told of: its own place, and its lines in sections about third parties."""
    yield facts.line(item.span)
    named = facts.stated_with((item.node.name.lower(),))
    yield from (facts.line(line.span) for line in named if line.kind == "integrations")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Quiet about third parties that no requirement names: what depends on them is not known."""
    items = tuple(items)
    requirements = [(one.text.lower(), one) for one in facts.spec.requirements]
    for item in items:
        name = item.node.name.lower()
        if _is_blank(item, facts) or _is_odd(item, items, facts):
            yield item, item.span, {"name": item.node.name}, ()
            continue
        about = [text for text, _ in requirements if name in text]
        if any(regex.search(_INSTEAD, line.lower()) for line in _entries(item, facts)):
            continue
        if about and not any(regex.search(_DOWN, text) for text in about):
            yield item, item.span, {"name": item.node.name}, ()
