"""A latency target that a call to a third party may use up: its timeout, times its tries, is longer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.check.lines import entry
from groundplan.check.numbers import bounds_of_deeds, worded
from groundplan.record import NamedTuple
from groundplan.source import Span
from groundplan.spec.text.durations import durations

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Target

NODE = "integration"
WORDS = ("budget", "seconds", "tries", "scope")
OPTIONS = ("deferred", "deeds", "apart", "kinds")

_WITHOUT = regex.compile(r"\bwithout\b|\bexcept|\bexclud|\bother than\b|제외|빼고")
"""A target that leaves some calls out speaks of those that call nobody."""
_READS = regex.compile(r"\bget\b|\breads?\b|조회|검색")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """Compares with the largest target for writes, which make the calls; the largest of all where none is about writes.

    `deferred` lists words for calls that no client waits for. Quiet where a line of the SPEC says so of this party, or
    gives it more time than the target. `deeds` lists words for calls
    with which something is done. A target that names the party is its own. `apart` lists words of deeds that have
    nothing to do with each other: a target for purchases is none of who pays out. `kinds` lists words of one deed:
    mails that are sent in the background are not waited for, whoever sends them.
    """
    items = tuple(items)
    timed = [one for one in facts.spec.targets if one.metric == "latency" and one.value > 0]
    limits = [one for one in timed if not _WITHOUT.search(one.text.lower())]
    owned = {item.node.name: [one for one in limits if _first(item) in _about(one)] for item in items}
    targets = [one for one in limits if not any(one in own for own in owned.values())]
    others_do = bounds_of_deeds(facts.spec)
    targets = [one for one in targets if one not in others_do or any(word in _about(one) for word in options["deeds"])]
    writes = [one for one in targets if any(word in _about(one) for word in ("post", "write", "쓰기", "등록"))]
    if not limits:
        return
    for item in items:
        one = item.node
        # Who is told or paid, signs people in or calls us back is waited for by no reader.
        acts = one.webhook or any(word in entry(item.span, facts.lines).lower() for word in options["deeds"])
        about = [target for target in targets if not _READS.search(target.text.lower())] if acts else targets
        others = [target for target in writes or about if not _is_apart(target, item, facts, options["apart"])]
        target = max(owned[one.name] or others, key=lambda one: one.value, default=None)
        if target is None:
            continue
        tries = (one.retries or 0) + 1
        if one.timeout_seconds is None or one.timeout_seconds * tries * 1000 <= target.value:
            continue
        late, lines = options["deferred"], tuple(_naming(item, facts))
        granted = _granted(item, lines, target.value / 1000, facts)
        limit, scope, cause = target.value, target.scope or target.text, target.span
        if granted and one.timeout_seconds * tries > granted.seconds:
            limit, scope, cause = granted.seconds * 1000, granted.text, granted.span
        elif granted or _is_deferred(item, lines, late) or _is_of_late(item, facts, late, options["kinds"]):
            continue
        words = {"budget": worded(limit), "seconds": worded(one.timeout_seconds), "tries": str(tries)}
        yield item, _place(item, facts), {**words, "scope": scope}, (cause,)


def _is_apart(target: Target, item: Item, facts: Facts, kinds: list[list[str]]) -> bool:
    wanted, done = (
        {number for number, words in enumerate(kinds) if any(word in text for word in words)}
        for text in (_about(target), facts.line(item.span).lower())
    )
    return bool(wanted and done) and wanted.isdisjoint(done)


def _about(target: Target) -> str:
    """What a target is said of; of several in one line each is of its own part."""
    return (target.scope if target.scope and "; " in target.text else target.text).lower()


def _first(item: Item) -> str:
    """`payment` of the payment provider: a target of payment calls is about it."""
    name: str = item.node.name.lower()
    return next((word for word in name.split() if word not in _ARTICLES), name)


_ARTICLES = ("the", "a", "an", "external", "third-party", "외부")
_ENTRY = 12
"""Lines below a heading that may state the timeout."""


def _place(item: Item, facts: Facts) -> Span:
    """The line that states the timeout, where it stands below the heading of the third party."""
    span, lines = item.span, facts.lines.get(item.span.path, ())
    if not facts.line(span).startswith("#"):
        return span
    for number in range(span.line + 1, min(span.line + _ENTRY, len(lines)) + 1):
        line = lines[number - 1]
        if line.startswith("#"):
            break
        if "timeout" in line.lower() or "타임아웃" in line:
            return Span(span.path, number, 1, number, len(line) + 1)
    return span


def _is_of_late(item: Item, facts: Facts, deferred: list[str], kinds: list[list[str]]) -> bool:
    """Whether a line says of what the party does, not of the party, that nobody waits for it."""
    own = facts.line(item.span).lower()
    done = [word for words in kinds if any(one in own for one in words) for word in words]
    late = [word for word in deferred if word not in ("webhook", "웹훅")]
    lines = facts.prose.lines_with(tuple(done)) if done else ()
    return any(any(word in line for word in late) for _, line in lines)


class _Granted(NamedTuple):
    """The most that a line gives a party."""

    seconds: float
    text: str
    span: Span


Lines = tuple[tuple[str, Span], ...]


_KEPT = regex.compile(r"\bkeys?\b|\brotat|\bsecret|\bkept\b|\bretain|\bdelet|키|보관|보존|삭제|파기|교체")
"""A line about keys and what is kept: its times are no times of calls."""


def _granted(item: Item, lines: Lines, budget: float, facts: Facts) -> _Granted | None:
    """The longest time beyond the target that another line gives the party: a call that nobody waits for."""
    given = (
        _Granted(one.seconds, facts.line(span).strip("-*| "), span)
        for line, span in lines
        if span.line != item.span.line and not _KEPT.search(line)
        for one in durations(line)
        if one.seconds > budget
    )
    return max(given, key=lambda one: one.seconds, default=None)


def _is_deferred(item: Item, lines: Lines, words: list[str]) -> bool:
    hooks = ("webhook", "웹훅")
    others = [word for word in words if word not in hooks]
    if any(word in line for line, _ in lines for word in others):
        return True
    called = not item.node.webhook and any(word in hooks for word in words)  # else the party calls us
    return called and any(word in line and not _PROVED.search(line) for line, _ in lines for word in hooks)


_PROVED = regex.compile(r"\bsign(?:ed|ature)|\bhmac|\bverif|서명|검증")
"""A line that says how calls of the party are proved says nothing of who waits."""


def _naming(item: Item, facts: Facts) -> Iterator[tuple[str, Span]]:
    """The lines that name a party, but those by which one calls us."""
    text, name = facts.prose.text, item.node.name.lower()
    incoming = {(one.span.path, one.span.line) for one in facts.spec.endpoints if "hook" in one.path}
    at = text.find(name)
    while at >= 0:
        span = facts.prose.span(at, at + len(name))
        if (span.path, span.line) not in incoming:
            yield facts.prose.line(at), span
        at = text.find(name, at + 1)
