"""The lint rules as the engine runs them: light values, from the cache of what `schema` validated.

One rule is one file in `rules/lint/`; there is no list to edit.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from groundplan import resources
from groundplan.diagnostics import Severity
from groundplan.record import NamedTuple


class Rule(NamedTuple):
    """One rule. Texts are by language; `check` is the validated mapping of its kind.

    `profile`: it runs only under style guides that name it; this is the one of its examples.
    `gate`: generation cannot go on without an answer. `once`: all its findings are one diagnostic.
    Which nodes: `where` gives attributes and the values one of which they must have, `named` and `unnamed` words that
    their names have or have not, `needs` attributes of which at least one must not be empty, `matching` and
    `excluding` patterns. Which SPECs: `given` and `unless` name parts of the Spec that must be there or absent, `said`
    and `unsaid` beginnings of words of which one, or none, must stand in its text, `unwritten` patterns that no
    line must have, `told` and `untold` patterns of which one, or none, must stand in what is said of the endpoint that
    a finding is about. `languages`: those of its examples. `replace` guesses the right text; `rewrite` are pairs of
    pattern and text, of which the first that matches says the same rightly; `mend` is the way of `mends/` where that is
    more.
    """

    id: str
    name: str
    severity: Severity
    tags: tuple[str, ...]
    since: str
    profile: str
    gate: bool
    once: bool
    node: str
    where: tuple[tuple[str, tuple[Any, ...]], ...]
    named: tuple[tuple[str, tuple[str, ...]], ...]
    unnamed: tuple[tuple[str, tuple[str, ...]], ...]
    needs: tuple[str, ...]
    matching: tuple[tuple[str, str], ...]
    excluding: tuple[tuple[str, str], ...]
    given: tuple[str, ...]
    unless: tuple[str, ...]
    said: tuple[str, ...]
    unsaid: tuple[str, ...]
    unwritten: tuple[str, ...]
    told: tuple[str, ...]
    untold: tuple[str, ...]
    languages: tuple[str, ...]
    check: dict[str, Any]
    message: dict[str, str]
    label: dict[str, str]
    secondary: dict[str, str]
    help: dict[str, str]
    suggest: dict[str, str]
    replace: str
    rewrite: tuple[tuple[str, str], ...]
    mend: dict[str, Any]
    why: dict[str, str]
    source: str


class Ruleset(NamedTuple):
    """All rules in the order of their ids, the word lists that lexicon rules use, and what each profile changes.

    A profile maps rule ids to a severity, or nothing, and to keys of the rule's `check`.
    """

    rules: tuple[Rule, ...]
    lexicons: dict[str, dict[str, Any]]
    profiles: dict[str, dict[str, tuple[str, dict[str, Any]]]]


@cache
def load() -> Ruleset:
    """The ruleset of this installation.

    Raises ResourceError, with file and line, when one of our rule files is malformed.
    """
    sources = [file for name in _FOLDERS for file in resources.known("rules", name, suffix=".yaml")]
    forms = [Path(__file__).with_name(name) for name in ("schema.py", "profiles.py")]  # other rows are another cache
    rows, lexicons, profiles = resources.compiled("lint", [*sources, *forms], _compile)
    return Ruleset(tuple(Rule(*row) for row in rows), lexicons, profiles)


def _compile() -> Any:
    from groundplan.check import profiles, schema

    lint, lexicons, guides = (resources.files("rules", name, suffix=".yaml") for name in _FOLDERS)
    rows, lists = schema.compile_rules(lint, lexicons)
    return rows, lists, profiles.compile_profiles(guides, {row[0]: Rule(*row) for row in rows})


_FOLDERS = ("lint", "lexicon", "profiles")
CONSISTENT = "consistent"
"""The profile where none is chosen: no style is better than another, but one of them is kept to."""


@cache
def of_profile(name: str) -> tuple[Rule, ...]:
    """The rules as a style guide wants them: those that only other guides have are left out."""
    wanted = load().profiles[name or CONSISTENT]
    chosen = (rule for rule in load().rules if not rule.profile or rule.id in wanted)
    return tuple(_changed(rule, *wanted[rule.id]) if rule.id in wanted else rule for rule in chosen)


def _changed(rule: Rule, severity: str, options: dict[str, Any]) -> Rule:
    return rule._replace(severity=severity or rule.severity, check={**rule.check, **options})  # type: ignore[arg-type]


def unknown_profile(name: str) -> str:
    """Why there is no such profile; empty when there is."""
    known = sorted(load().profiles)
    if name in known:
        return ""
    from groundplan.hint import did_you_mean

    return f"there is no profile {name!r}.{did_you_mean(name, known)} Known are {', '.join(known)}."


def by_id() -> dict[str, Rule]:
    """The rules by id."""
    return {rule.id: rule for rule in load().rules}


def unknown_code(code: str) -> str:
    """Why `code` selects no rule, being neither the code of one nor the beginning of codes; empty when it does."""
    known = list(by_id())
    if any(one.startswith(code) for one in known):
        return ""
    from groundplan.hint import did_you_mean

    return f"there is no rule {code}.{did_you_mean(code, known)} `groundplan rules` lists them."
