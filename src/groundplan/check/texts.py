"""Rules described to people: for `groundplan rules`, `groundplan explain`, SARIF and the rule pages."""

from __future__ import annotations

from groundplan import regex, resources
from groundplan.check.rules import Rule
from groundplan.record import NamedTuple

_PLACEHOLDER = regex.compile(r"\{(\w+)\}")


def summary(rule: Rule, language: str) -> str:
    """The message of a rule with its placeholders as words: `endpoint METHOD PATH is declared twice`."""
    text = rule.message[language].replace("{more}", "").replace("`", "")
    return _PLACEHOLDER.sub(lambda match: match.group(1).removesuffix("_ko").upper(), text)


class Example(NamedTuple):
    """A SPEC that breaks a rule, what lint prints of it, and one that does not."""

    bad: str
    out: str
    good: str


def example(rule: Rule, language: str) -> Example | None:
    """The fixture of a rule in one language; fixtures are the tests of the rules too.

    None where the rule is reported elsewhere or is about the other language.

    Raises ResourceError when the installation lacks it.
    """
    if rule.check["kind"] == "reported" or language not in rule.languages:
        return None
    here = resources.folder("tests", "lint", f"{rule.id}-{rule.name}")
    ending = "" if language == "en" else f".{language}"
    names = (f"bad{ending}.md", f"bad{ending}.out", f"good{ending}.md")
    return Example(*((here / name).read_text(encoding="utf-8") for name in names))
