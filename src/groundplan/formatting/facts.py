"""Facts of the canonical SPEC: tables, requirements, scenarios and lines that are kept as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundplan.spec.canonical.forms import FORMS, STATED, WHATS, cells_of, word
from groundplan.spec.canonical.sentences import BOLD, KEPT
from groundplan.spec.text.identifiers import leading_id
from groundplan.spec.text.words import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from groundplan.spec.model import Requirement, Scenario, Spec, Statement


def rows(name: str, cells: Sequence[Sequence[str]], language: str) -> list[str]:
    """A table in the form `name`; no lines where it has no rows."""
    if not cells:
        return []
    heads = [word(f"column.{one.name}", language) for one in FORMS[name].columns]
    rule = "|".join("---" for _ in heads)
    return [_row(heads), f"|{rule}|", *(_row(row) for row in cells), ""]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def table(name: str, nodes: Iterable[Any], language: str) -> list[str]:
    """A table of facts."""
    return rows(name, [cells_of(FORMS[name], one, language) for one in nodes], language)


def stack(spec: Spec, language: str) -> list[str]:
    """Frameworks, databases, origins and the other single words."""
    form = FORMS[STATED]._replace(columns=FORMS[STATED].columns[1:])
    found = []
    for what in WHATS:
        value = getattr(spec, what) or ()
        named = word(f"what.{what}", language)
        found += [
            [named, *cells_of(form, fact, language)] for fact in (value if value.__class__ is tuple else (value,))
        ]
    return rows(STATED, found, language)


def auth(spec: Spec, language: str) -> list[str]:
    """How callers prove who they are, and the policy of passwords."""
    lines = table("auth", spec.auth, language)
    policy = spec.password
    if policy:
        rounds = f"{word('line.rounds', language)} {policy.rounds}" if policy.rounds is not None else ""
        least = f"{word('line.minimum', language)} {policy.minimum}" if policy.minimum is not None else ""
        said = ", ".join(part for part in (policy.algorithm, rounds, least) if part)
        lines += [f"{word('line.password', language)}: {said}", ""]
    return lines


def access(spec: Spec, language: str) -> list[str]:
    """The roles, but for those that fields and endpoints alone say, and what they may do."""
    held = {
        kind_of("roles", value) or value.lower()
        for one in spec.entities
        for field in one.fields
        for value in field.type.values
    }
    held |= {name for one in spec.endpoints if one.access for name in one.access.roles}
    told = all(one.name in held for one in spec.roles if one.origin == "inferred")
    listed = tuple(one for one in spec.roles if one.origin == "stated" or not told)
    return table("roles", listed, language) + table("permissions", spec.permissions, language)


def statements(found: Iterable[Statement]) -> list[str]:
    """Bullets of text, the id in bold where the text does not begin with it."""
    named = ((f"**{one.name}**: " if one.name and leading_id(one.text) != one.name else "", one.text) for one in found)
    return [f"- {name}{text}" for name, text in named if text]


def code_free(text: str) -> str:
    """Words of a stranger in one line that opens no block of its own."""
    return " ".join(text.replace("<!--", "").split())


def requirements(spec: Spec, language: str) -> list[str]:
    """Those with a title under headings of their own, the others as bullets."""
    lines: list[str] = []
    for one in spec.requirements:
        mark = f" {word('inferred', language)}" if one.origin == "inferred" else ""
        heading = _heading(one, language)
        if heading:
            lines += ["", f"### {heading}{mark}", "", f"{_safe(one.raw or one.text)}", ""]
        else:
            lines.append(f"- {_named(one)}{mark}".rstrip())
    return lines


def _named(one: Requirement) -> str:
    """A sentence behind its id. Bold before a colon is an id: without one, such a sentence goes without its marks."""
    if one.id:
        return f"**{one.id}**: {_safe(one.raw or one.text)}"
    return _safe(one.text if BOLD.match(one.raw) else one.raw or one.text)


def _heading(one: Requirement, language: str) -> str:
    if one.id and one.id == one.title:
        return f"{word('line.requirement', language)}: {one.title}"
    if leading_id(one.id) == one.id and one.id and (one.title or len(one.text) > 80 or not one.text):
        return f"{one.id}: {one.title}" if one.title else one.id
    return ""


def _safe(text: str) -> str:
    """A sentence that would open another block has a backslash before it."""
    return f"\\{text}" if KEPT.match(text) else text


def scenarios(spec: Spec, language: str) -> list[str]:
    """Each under a heading, a bullet for each step."""
    lines: list[str] = []
    for one in spec.scenarios:
        lines += ["", f"### {word('line.scenario', language)}: {one.title}".rstrip(), "", *_steps(one, language)]
    return lines


def _steps(one: Scenario, language: str) -> list[str]:
    lines = [f"- {word('key.id', language)}: {one.id}"] if one.id else []
    if one.requirements:
        lines.append(f"- {word('key.requirements', language)}: {', '.join(one.requirements)}")
    for step in one.steps:
        keyword = "And" if step.joined else step.keyword.capitalize()
        lines.append(f"- **{keyword}** {step.text}".rstrip())
    return lines
