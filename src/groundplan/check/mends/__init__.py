"""What mends a finding: another word at its place, or one of the ways of `ways.py`; else nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from groundplan import catalogue
from groundplan.diagnostics import Edit, Fix

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.kinds import Finding
    from groundplan.check.rules import Rule


def fix(rule: Rule, findings: Sequence[Finding], words: dict[str, str], facts: Facts, language: str) -> Fix | None:
    """The mend of what a rule found: of the first finding, or by a way of all that one diagnostic tells together."""
    if rule.replace or rule.rewrite:
        made = _word(rule, findings[0], words, facts, language)
        if made is not None:
            return made
    return _by_way(rule, findings, facts, language) if rule.mend else None


def _by_way(rule: Rule, findings: Sequence[Finding], facts: Facts, language: str) -> Fix | None:
    from groundplan.check.mends.ways import WAYS

    edits = tuple(WAYS[rule.mend["way"]](findings, facts, rule.mend))
    return Fix(catalogue.text(f"mend.{rule.mend['way']}", language), edits, rule.mend["safe"]) if edits else None


def _word(rule: Rule, finding: Finding, words: dict[str, str], facts: Facts, language: str) -> Fix | None:
    """The very name or value that is wrong, said rightly; None where the place holds anything else."""
    wrong = facts.text(finding.span)
    if wrong not in (getattr(finding.item.node, "name", ""), finding.words.get("value"), finding.words.get("found")):
        return None
    text = _rewritten(rule, wrong) or rule.replace.format_map(words)
    is_part = wrong == finding.words.get("found")  # of a name, by the pattern of the rule
    if text in ("", wrong) or not (is_part or _stands_alone(finding, facts)):
        return None
    is_same = bool(rule.rewrite) or text.casefold() == wrong.casefold()
    return Fix(catalogue.text("lint.replace", language, text=text), (Edit(finding.span, text),), safe=is_same)


def _rewritten(rule: Rule, wrong: str) -> str:
    """The same said rightly, or nothing."""
    return next((re.sub(find, write, wrong) for find, write in rule.rewrite if re.search(find, wrong)), "")


def _stands_alone(finding: Finding, facts: Facts) -> bool:
    """No part of a longer word: a default `n` is looked for in its line, and may be found in a name."""
    span, line = finding.span, facts.lines[finding.span.path][finding.span.line - 1]
    before, after = line[: span.column - 1][-1:], line[span.end_column - 1 :][:1]
    word = facts.text(span)
    return not (_is_letter(before) and _is_letter(word[0])) and not (_is_letter(after) and _is_letter(word[-1]))


def _is_letter(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == "_")
