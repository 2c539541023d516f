"""Runs every rule over the nodes that it looks at, and words what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from groundplan import catalogue, regex
from groundplan.check import allow, mends, rules
from groundplan.check.facts import Facts
from groundplan.check.index import Index
from groundplan.check.kinds import KINDS, Finding, deciding, is_alone, is_outlined
from groundplan.check.korean import particles
from groundplan.check.nodes import NODES, Item, attribute
from groundplan.check.numbers import worded
from groundplan.check.rules import Rule
from groundplan.check.selection import Group, Nodes, Selection
from groundplan.diagnostics import Diagnostic, Label, order
from groundplan.memory import recalled

if TYPE_CHECKING:
    from groundplan.memory import Memory
    from groundplan.source import Source
    from groundplan.spec.model import Spec

_LABELS_OF_MANY = 3
_LONGEST_WORD = 80
_IDLE = "GP012"
_SOON = 64
"""After so many rules of the catalogue what they found is told, before the next are asked."""


def check(
    spec: Spec,
    documents: Sequence[Any],  # noqa: ARG001 - for rules on the form of the text, which the Spec does not keep
    source: Source,
    language: str | None = None,
    selected: Callable[[str], bool] = lambda code: True,  # noqa: ARG005
    memory: Memory | None = None,
    profile: str = "",
    soon: Callable[[list[Diagnostic]], object] | None = None,
) -> list[Diagnostic]:
    """What the rules find, in the order of the text, in `language` (default: the SPEC's).

    `soon` hears of a part of it before: of what the first rules found, and of what more did.
    """
    facts = Facts(spec, source, memory)
    selection = Selection(spec, memory, profile)
    found: list[Diagnostic] = []
    told = 0
    for number, rule in enumerate(rules.of_profile(profile)):
        if soon is not None and number % _SOON == 0 and len(found) > told:
            soon(order(_certain(found, facts)))
            told = len(found)
        if selected(rule.id) and _concerns(rule, spec):
            found += _run(rule, selection.nodes(rule.node), facts, language or spec.meta.language)
    return order(_unless_allowed(list(_outermost(found)), facts, selected, language or spec.meta.language))


def outlined(
    spec: Spec, source: Source, language: str | None, selected: Callable[[str], bool], profile: str
) -> list[Diagnostic]:
    """What rules find for which the outline of the Spec is enough: `check` finds it too."""
    codes = of_outline(profile)
    return check(spec, (), source, language, lambda code: code in codes and selected(code), profile=profile)


def of_outline(profile: str) -> frozenset[str]:
    """The codes of those rules."""
    return frozenset(rule.id for rule in rules.of_profile(profile) if _is_outlined(rule))


def _is_outlined(rule: Rule) -> bool:
    """Whether what decides is front matter, headings and the text."""
    if rule.given or rule.unless or rule.told or rule.untold:
        return False
    if rule.node == "spec":
        return is_outlined(rule.check) and not (rule.where or rule.needs)
    of_node = is_outlined(rule.check) or (is_alone(rule.check) and deciding(rule.check) == ())
    return of_node and NODES[rule.node].walks.keys() <= _OUTLINE


_OUTLINE = {"meta", "sections"}


def blocking(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Those without whose answer generation cannot go on."""
    gates = {rule.id for rule in rules.load().rules if rule.gate}
    return [one for one in diagnostics if one.code in gates]


def _certain(found: list[Diagnostic], facts: Facts) -> list[Diagnostic]:
    """Those that nothing takes back: no comment accepts them, and they do not give way to a longer one."""
    accepted = {allow.key(comment) for comment in allow.allowances(facts)}
    wording = _wording()
    return [one for one in found if one.code not in wording and accepted.isdisjoint(allow.keys(one))]


def _unless_allowed(
    found: list[Diagnostic], facts: Facts, selected: Callable[[str], bool], language: str
) -> list[Diagnostic]:
    """Without what comments of the SPEC accept; a comment that nothing needs is a finding itself."""
    allowed = list(allow.allowances(facts))
    if not allowed:
        return found
    comments = {allow.key(comment): comment for comment in allowed}
    kept = [one for one in found if comments.keys().isdisjoint(allow.keys(one))]
    needed = {key for one in found for key in allow.keys(one)}
    ids = {name: rule.id for rule in rules.load().rules for name in (rule.name, rule.id.casefold())}
    for key, comment in comments.items():
        code = ids.get(key[0], "")
        if key not in needed and code and selected(code) and selected(_IDLE):
            kept.append(_idle(comment, facts, language))
    return kept


def _idle(comment: allow.Allowance, facts: Facts, language: str) -> Diagnostic:
    item = Item(facts.spec, facts.spec, comment.span)
    finding = Finding(item, comment.span, {"value": comment.name, "nearest": ""})
    return _diagnostic(rules.by_id()[_IDLE], (finding,), facts, language)


def _concerns(rule: Rule, spec: Spec) -> bool:
    """Whether the SPEC has the parts that the rule is about, and lacks those that settle it."""
    if not (rule.given or rule.unless):  # as of most
        return True
    return all(getattr(spec, part) for part in rule.given) and not any(getattr(spec, part) for part in rule.unless)


def _run(rule: Rule, nodes: Nodes, facts: Facts, language: str) -> list[Diagnostic]:
    if nodes.quiet.get(rule.id) == [] or not (nodes.of(rule) or rule.check.get("sections")):
        return []  # nothing but the nodes decides, or there are none
    if (rule.said and not facts.prose.says(rule.said)) or (rule.unsaid and facts.prose.says(rule.unsaid)):
        return []
    remembers = facts.memory is not None  # then what lines have is known, and what is said of endpoints is not
    if remembers and rule.told and rule.unwritten and facts.writes(rule.unwritten):
        return []
    findings = _findings(rule, nodes, facts)
    if findings and rule.unwritten and facts.writes(rule.unwritten):
        return []
    if rule.once:
        return _as_one(rule, findings, facts, language)
    return [_diagnostic(rule, (finding,), facts, language) for finding in findings]


def _telling(rule: Rule, items: list[Item], facts: Facts) -> list[Item]:
    """Those of which something is said that has one of the patterns that it must have."""
    if facts.memory is not None and not facts.tells(rule.said, rule.told):
        return []
    if rule.said:
        said = Index([facts.told(item.node) for item in items]).having(rule.said)
        items = [items[number] for number in sorted(said)]
    search = regex.compile("|".join(rule.told)).search
    return [item for item in items if search(facts.told(item.node))]


def _excused(rule: Rule, told: str) -> bool:
    """Whether it has one that it must not have."""
    return regex.compile("|".join(rule.untold)).search(told) is not None


def _findings(rule: Rule, nodes: Nodes, facts: Facts) -> list[Finding]:
    """What a rule finds; where it found nothing before, and the same decides, it is not asked again."""
    parts = deciding(rule.check)
    if facts.memory is None or parts is None or rule.told:
        return _asked(rule, nodes, facts)
    given = [getattr(facts.spec, part) for part in parts]
    if rule.node == "spec":  # which is another with every change
        return _unless_parts_are_quiet(rule, nodes, facts, given) if parts else _asked(rule, nodes, facts)
    if not is_alone(rule.check):
        return _unless_quiet(rule, nodes, facts, given)
    if nodes.quiet.get(rule.id) == given:
        return []
    found = [finding for group in nodes.groups for finding in _unless_quiet(rule, group, facts, given)]
    if not found:
        nodes.quiet[rule.id] = given
    return found


def _asked(rule: Rule, nodes: Nodes | Group, facts: Facts) -> list[Finding]:
    items = nodes.of(rule)
    if rule.told:
        items = _telling(rule, items, facts)
    found = list(KINDS[rule.check["kind"]].run(rule.check, items, facts))
    if rule.untold:  # of what was found only: what is said of all endpoints takes long to gather
        found = [one for one in found if not _excused(rule, facts.told(one.item.node))]
    return found


def _unless_quiet(rule: Rule, nodes: Nodes | Group, facts: Facts, given: list[Any]) -> list[Finding]:
    """What a rule finds in these nodes, where with them `given` decides."""
    if nodes.quiet.get(rule.id) == given:
        return []
    found = _asked(rule, nodes, facts)
    if not found:
        nodes.quiet[rule.id] = given
    return found


def _unless_parts_are_quiet(rule: Rule, nodes: Nodes, facts: Facts, given: list[Any]) -> list[Finding]:
    """As above of the whole Spec, of which these parts decide."""
    found: list[Finding] = []

    def is_quiet() -> bool:
        found.extend(_asked(rule, nodes, facts))
        return not found

    is_known = recalled(facts.memory, ("quiet", rule.id), (rule.check, given), is_quiet)
    return found if is_known or found else _asked(rule, nodes, facts)


def _as_one(rule: Rule, findings: list[Finding], facts: Facts, language: str) -> list[Diagnostic]:
    """One diagnostic at the first place, with labels at the next few and the number of the rest in `{more}`."""
    if not findings:
        return []
    first, *others = findings
    more = catalogue.text("lint.more", language, count=len(others)) if others else ""
    places = dict.fromkeys(finding.span for finding in others if finding.span != first.span)
    causes = tuple(places)[:_LABELS_OF_MANY]
    told = (first._replace(causes=first.causes + causes), *others)
    return [_diagnostic(rule, told, facts, language, more)]


def _diagnostic(rule: Rule, told: tuple[Finding, ...], facts: Facts, language: str, more: str = "") -> Diagnostic:
    """The first finding, with the mend of all that are told together."""
    finding = told[0]
    words = {**_words(rule, finding.item), **finding.words}
    if rule.node == "unread":
        words["reason"] = catalogue.unread(finding.item.node.name, language)
    words = {name: _short(word) for name, word in words.items()} | {"more": more}
    help_text = rule.suggest if rule.suggest.get(language) and words.get("nearest") else rule.help
    return Diagnostic(
        code=rule.id,
        name=rule.name,
        severity=rule.severity,
        message=_text(rule.message, words, language),
        primary=Label(finding.span, _text(rule.label, words, language)),
        secondary=tuple(Label(span, _text(rule.secondary, words, language)) for span in finding.causes),
        help=_text(help_text, words, language),
        fix=mends.fix(rule, told, words, facts, language),
    )


def _text(texts: dict[str, str], words: dict[str, str], language: str) -> str:
    text = texts[language].format_map(words)
    return particles(text) if language == "ko" else text


def _words(rule: Rule, item: Item) -> dict[str, str]:
    words = NODES[rule.node].words
    return {name: worded(attribute(item, path)) for name, path in words.items()}


def _short(word: str) -> str:
    """A word of the SPEC fit for a one-line message: no control characters, not long."""
    word = "".join(char if char.isprintable() else " " for char in word)
    return word if len(word) <= _LONGEST_WORD else word[: _LONGEST_WORD - 3] + "..."


def _outermost(found: list[Diagnostic]) -> Iterator[Diagnostic]:
    """Without findings inside a longer wording finding: `if necessary` says all that `necessary` would."""
    wording = _wording()
    at_line: dict[tuple[str, int], list[Diagnostic]] = {}
    for one in found:
        if one.code in wording:
            at_line.setdefault((one.primary.span.path, one.primary.span.line), []).append(one)
    for one in found:
        span = one.primary.span
        if one.code not in wording or not any(_inside(one, other) for other in at_line[span.path, span.line]):
            yield one


def _wording() -> set[str]:
    return {rule.id for rule in rules.load().rules if rule.check["kind"] == "lexicon"}


def _inside(one: Diagnostic, other: Diagnostic) -> bool:
    inner, outer = one.primary.span, other.primary.span
    longer = outer.end_column - outer.column > inner.end_column - inner.column
    return longer and outer.column <= inner.column and inner.end_column <= outer.end_column
