"""The closed set of check kinds: what a rule file can ask without code.

Each runner gets a rule's validated `check`, the items of its node that pass its `where`, and the facts, and yields
findings. `WORDS` names the placeholders that a kind adds to those of the node.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from groundplan import regex
from groundplan.check import lexicon
from groundplan.check.declared import KNOWN
from groundplan.check.facts import Facts
from groundplan.check.folds import FOLDS
from groundplan.check.functions import function
from groundplan.check.index import fitting
from groundplan.check.nodes import Item, attribute, getter, values
from groundplan.check.numbers import as_number, worded
from groundplan.check.references import referred
from groundplan.check.styles import STYLES, restyled, style
from groundplan.check.typos import is_typo, nearest
from groundplan.record import NamedTuple
from groundplan.source import Span


class Finding(NamedTuple):
    """A place where a rule is broken, the words for its message, and where the cause lies."""

    item: Item
    span: Span
    words: dict[str, str]
    causes: tuple[Span, ...] = ()


Check = dict[str, Any]
Items = Sequence[Item]


def missing(check: Check, items: Items, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - one signature for all
    """`fields` that are empty: any of them, or under `mode: all` only all together."""
    fields, too_few = check["fields"], all if check["mode"] == "any" else any
    for item, own in zip(items, zip(*(values(field, items) for field in fields), strict=True), strict=True):
        if not too_few(own):
            absent = [field for field, value in zip(fields, own, strict=True) if not value]
            yield Finding(item, item.span, {"missing": ", ".join(absent)})


def present(check: Check, items: Items, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001
    """A `field` that should not be there."""
    for item, value in zip(items, values(check["field"], items), strict=True):
        if value:
            yield Finding(item, getattr(value[0], "span", item.span), {})


def pattern(check: Check, items: Items, facts: Facts) -> Iterator[Finding]:
    """A `field` that lacks the `require` pattern or has the `forbid` pattern; empty fields pass."""
    wanted, flags = check["require"] or check["forbid"], re.IGNORECASE if check["ignore_case"] else 0
    texts = tuple(str(value or "") for value in values(check["field"], items))
    found = fitting(texts, wanted, flags)
    lacking = () if check["forbid"] else frozenset(range(len(texts))).difference(found)
    for number in found if check["forbid"] else sorted(lacking):
        item, value = items[number], texts[number]
        if value:
            match = regex.compile(wanted, flags).search(value)
            text = match.group() if match else value
            yield Finding(item, facts.place(item.span, text), {"value": value, "found": text})


def casing(check: Check, items: Items, facts: Facts) -> Iterator[Finding]:
    """Names not written as `style` says, or as most (`least`; those in braces `beside` them too), else as `default`."""
    names: list[tuple[Item, str, str]] = []
    for item, own in zip(items, values(check["field"], items), strict=True):
        value = own or ""
        parts = value.split(check["split"]) if check["split"] else [value]
        names += [(item, part, style(part)) for part in parts if part and "{" not in part]
    counts = dict.fromkeys([check["default"], *STYLES], 0)
    for _, _, found in names:
        if found:
            counts[found] += 1
    for text in dict.fromkeys(values(check["beside"], items)) if check["beside"] else ():
        for name in regex.findall(r"\{(\w+)\}", text or ""):
            counts[style(name) or check["default"]] += bool(style(name))
    most = max(counts, key=lambda one: counts[one])
    usual = check["style"] or (most if counts[most] >= check["least"] else check["default"])
    for item, part, found in names:
        if found and found != usual:
            words = {"value": part, "style": found, "usual": usual, "expected": restyled(part, usual)}
            yield Finding(item, facts.place(item.span, part), words)


def enum(check: Check, items: Items, facts: Facts) -> Iterator[Finding]:
    """A `field` outside `allow` or inside `forbid`; empty fields pass."""
    allow, forbid = check["allow"], frozenset(check["forbid"])
    known = frozenset(allow)
    for item, value in zip(items, values(check["field"], items), strict=True):
        key = value.casefold() if isinstance(value, str) else value
        if not value or (key in known if allow else key not in forbid):
            continue
        words = {"value": str(value), "known": ", ".join(map(str, allow)), "nearest": nearest(str(value), allow)}
        yield Finding(item, facts.place(item.span, str(value)), words)


def _place(check: Check, item: Item, facts: Facts) -> Span:
    """The place of the attribute `at`, on the node's lines or just around them; the node where none is given."""
    text = str(attribute(item, check["at"]) or "") if check["at"] else ""
    return facts.near(item.span, text) if text else item.span


def unique(check: Check, items: Items, facts: Facts) -> Iterator[Finding]:
    """Items whose `key` was there before (within one owner under `per_owner`); the first one is the cause.

    With `differ` only those that also disagree on that attribute; keys that match `ignore` may repeat. `optional` parts
    of the key may be empty. With `group`, an attribute and a pattern, keys of other groups, by what the pattern finds,
    are others.
    """
    first: dict[tuple[Any, ...], Item] = {}
    folded = FOLDS[check["fold"]]
    keys = list(zip(*(map(folded, map(_plain, values(part, items))) for part in check["key"]), strict=True))
    repeated = zip(items, keys, strict=True) if len(frozenset(keys)) < len(keys) else ()
    optional = [getter(part) for part in check["optional"]]
    groups = [(regex.compile(pattern), getter(part)) for part, pattern in check["group"].items()]
    ignored = regex.compile(check["ignore"] or r"(?!)")
    for item, own in repeated:
        key: tuple[Any, ...] = own
        if not all(key) or ignored.match(key[0]):
            continue
        if optional or groups:
            key += (*(folded(str(part(item) or "")) for part in optional), *(_found(*one, item) for one in groups))
        before = first.setdefault((id(item.owner), *key) if check["per_owner"] else key, item)
        if before is not item and _disagree(check["differ"], before, item):
            other = worded(attribute(before, check["differ"] or check["key"][0]))
            words = {"line": str(before.span.line), "other": other}
            yield Finding(item, _place(check, item, facts), words, (_place(check, before, facts),))


def _plain(value: Any) -> str:
    return str(value or "")


def _found(pattern: re.Pattern[str], part: Callable[[Item], Any], item: Item) -> str:
    found = pattern.search(str(part(item) or ""))
    return found.group() if found else ""


def _disagree(differ: str, before: Item, item: Item) -> bool:
    """Whether two nodes differ in an attribute that both have; always where none is asked for."""
    one, other = (attribute(before, differ), attribute(item, differ)) if differ else (True, False)
    return one != other and ("" not in (one, other) and None not in (one, other))


def count(check: Check, items: Items, facts: Facts) -> Iterator[Finding]:
    """Fewer than `min` or more than `max` members of `field` that have the `having`, or the `either`, attributes.

    Empty lists pass under `unless_empty`: another rule speaks of them.
    """
    ways = [one.items() for one in (check["having"], check["either"]) if one or one is check["having"]]
    for item, own in zip(items, values(check["field"], items), strict=True):
        members = own or ()
        if check["unless_empty"] and not members:
            continue
        number = sum(any(_has(member, way) for way in ways) for member in members) if any(ways) else len(members)
        too_many = check["max"] is not None and number > check["max"]
        if number < check["min"] or too_many:
            yield Finding(item, _place(check, item, facts), {"count": str(number)})


def _has(member: Any, attributes: Iterable[tuple[str, Any]]) -> bool:
    return all(getattr(member, name) in values for name, values in attributes)


def reference(check: Check, items: Items, facts: Facts) -> Iterator[Finding]:
    """A name that is not among the declared ones. Where none are declared the cause is elsewhere: quiet."""
    look_up = KNOWN[check["to"]]
    for item in items:
        key, known = look_up(facts, item)
        if not known or key in known:
            continue
        names = facts.names_of(known)
        near = facts.nearest(item.node.name, names)
        if not check["near"] or is_typo(item.node.name, near) == (check["near"] == "yes"):
            yield Finding(item, referred(item, facts), {"nearest": near, "known": some(names)})


def each(check: Check, items: Items, facts: Facts) -> Iterator[Finding]:
    """Every item: the filters of the rule say all."""
    for item in items:
        text = str(attribute(item, check["at"]) or "") if check["at"] else ""
        cause = getattr(item.node, "cause", None)
        yield Finding(item, facts.place(item.span, text), {}, (cause,) if cause else ())


def in_range(check: Check, items: Items, facts: Facts) -> Iterator[Finding]:
    """A number of `field` outside `min` and `max`; absent ones pass."""
    for item, value in zip(items, values(check["field"], items), strict=True):
        number = as_number(value)
        if number is None:
            continue
        if (check["min"] is not None and number < check["min"]) or (check["max"] is not None and number > check["max"]):
            yield Finding(item, item.span, {"value": worded(value), "stated": facts.text(item.span)})


def clash(check: Check, items: Items, facts: Facts) -> Iterator[Finding]:
    """The first place of `other`, with the first place of `one` as its cause, where both stand in the text.

    Two in one row of a table are a comparison, and no contradiction.
    """
    for item in items:
        first = next(_places(check["one"], check["apart"], facts), None)
        second = next(_places(check["other"], check["apart"], facts), None) if first else None
        if first and second and not _in_one_row(first[1], second[1], facts):
            (one, cause), (other, place) = sorted((first, second), key=lambda found: (found[1].path, found[1].line))
            yield Finding(item, place, {"one": one, "other": other}, (cause,))


def _in_one_row(one: Span, other: Span, facts: Facts) -> bool:
    """Two cells of it; what stands in one cell is no comparison."""
    first, second = sorted((one.column, other.column))
    same = (one.path, one.line) == (other.path, other.line)
    return same and "|" in facts.lines[one.path][one.line - 1][first - 1 : second - 1]


def _places(patterns: Sequence[str], apart: str, facts: Facts) -> Iterator[tuple[str, Span]]:
    prose = facts.prose
    excused = regex.compile(apart) if apart else None
    for match in re.finditer("|".join(patterns), prose.text):
        if excused is None or not excused.search(prose.line(match.start())):
            span = prose.span(*match.span())
            yield facts.text(span), span


def in_text(check: Check, items: Items, facts: Facts) -> Iterator[Finding]:
    """Each place of `forbid` in the text."""
    lines = facts.prose.lines_with(check["words"])
    if not lines:
        return
    forbid, apart = regex.compile(check["forbid"]), regex.compile(check["apart"] or r"(?!)")
    around = _sentence if check["beside"] == "sentence" else _line
    for item in items:
        for start, line in lines:
            for match in forbid.finditer(line):
                if not apart.search(line, *around(line, match)):
                    span = facts.prose.span(start + match.start(), start + match.end())
                    yield Finding(item, span, {"found": facts.text(span)})


def _line(line: str, match: re.Match[str]) -> tuple[int, int]:  # noqa: ARG001 - one signature for both
    return 0, len(line)


def _sentence(line: str, match: re.Match[str]) -> tuple[int, int]:
    end = line.find(". ", match.end())
    return max(line.rfind(". ", 0, match.start()), 0), end if end >= 0 else len(line)


def words_of_list(check: Check, items: Items, facts: Facts) -> Iterator[Finding]:
    """Words of the lists in `rules/lexicon/` in the text of a node, unless the list's `skip` excuses them."""
    for item, word in lexicon.found(check, tuple(items), facts):
        place = facts.word(item.span, word)
        if place is not None:
            yield Finding(item, place, {"word": word})


def run_function(check: Check, items: Items, facts: Facts) -> Iterator[Finding]:
    """A function of `check/functions/`, for what no other kind can say."""
    return map(Finding._make, function(check["name"]).check(items, facts, check["options"]))


def reported(check: Check, items: Items, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001
    """Nothing: the finding is met elsewhere, in loading, deciding or planning; the rule only explains it."""
    return iter(())


def some(names: Sequence[str], most: int = 8) -> str:
    """A list for a message: complete when short, else its beginning."""
    return ", ".join(names) if len(names) <= most else ", ".join([*names[:most], "..."])


_DECLARING = (
    "auth", "constraints", "endpoints", "entities", "integrations", "permissions", "relations", "requirements", "roles",
)  # fmt: skip


class Kind(NamedTuple):
    """A runner and the placeholders that it adds.

    `parts` of the Spec are what decides, with the items, whether there is a finding; None where the text does too.
    `alone` where even the other items do not. `outlined` where the text decides, and of the Spec its outline alone.
    """

    run: Callable[[Check, Items, Facts], Iterator[Finding]]
    words: tuple[str, ...] = ()
    parts: tuple[str, ...] | None = None
    alone: bool = False
    outlined: bool = False


KINDS: dict[str, Kind] = {
    "missing": Kind(missing, ("missing",), parts=(), alone=True),
    "present": Kind(present, parts=(), alone=True),
    "pattern": Kind(pattern, ("value", "found"), parts=(), alone=True),
    "casing": Kind(casing, ("value", "style", "usual", "expected"), parts=()),
    "enum": Kind(enum, ("value", "known", "nearest"), parts=(), alone=True),
    "unique": Kind(unique, ("line", "other"), parts=()),
    "count": Kind(count, ("count",), parts=(), alone=True),
    "reference": Kind(reference, ("nearest", "known"), parts=_DECLARING),
    "each": Kind(each),
    "range": Kind(in_range, ("value", "stated"), parts=(), alone=True),
    "clash": Kind(clash, ("one", "other"), outlined=True),
    "text": Kind(in_text, ("found",), outlined=True),
    "lexicon": Kind(words_of_list, ("word",)),
    "function": Kind(run_function),
    "reported": Kind(reported),
}


def deciding(check: Check) -> tuple[str, ...] | None:
    """The parts of the Spec that decide, with the items, whether a check finds anything; None: the text does too."""
    kind = check["kind"]
    if check.get("to") in ("bodies", "entities"):
        return None  # the text has labels that declare bodies and lists of values
    return KINDS[kind].parts if kind != "function" else getattr(function(check["name"]), "PARTS", None)


def is_alone(check: Check) -> bool:
    """Whether no other node, but those of its owner, decides if a check finds anything there."""
    kind = check["kind"]
    if kind == "function":
        return bool(getattr(function(check["name"]), "ALONE", False))
    return KINDS[kind].alone or bool(check.get("per_owner"))


def is_outlined(check: Check) -> bool:
    """Whether the text decides, and of the Spec its outline alone, if a check finds anything."""
    kind = check["kind"]
    if kind == "function":
        return bool(getattr(function(check["name"]), "OUTLINED", False))
    return KINDS[kind].outlined
