"""The regions of a canonical SPEC: each read by the form of its section, or as that section of any other SPEC."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.document import Break, Comment, Paragraph, Table, Text
from groundplan.spec import notes
from groundplan.spec.callers import auth, roles
from groundplan.spec.canonical import api, data, sentences
from groundplan.spec.canonical.forms import CALLS, FORMS, STATED, TYPED, form_of, marked, node_of, spellings, what_of
from groundplan.spec.draft import place
from groundplan.spec.endpoints import endpoints
from groundplan.spec.entities.entities import Reader as EntityReader
from groundplan.spec.model import Fact, PasswordPolicy
from groundplan.spec.requirements import measures, moves, requirements, scenarios
from groundplan.spec.sections import add_section
from groundplan.spec.system import integrations, stack

if TYPE_CHECKING:
    from groundplan.document import Block
    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Meta
    from groundplan.spec.outline import Region

_SILENT = frozenset({"overview", "notes"})


def read_region(region: Region, draft: Draft, meta: Meta) -> None:
    """The facts of one region."""
    add_section(region, draft)
    if region.kind in _SILENT or region.main or (region.silent and region.kind not in ("exclusions", "glossary")):
        return
    rest = tuple(block for block in region.blocks if not _is_taken(block, region, draft))
    region = region._replace(blocks=rest)
    if not _in_form(region, draft, meta):
        _as_elsewhere(region, draft, meta)


def _is_taken(block: Block, region: Region, draft: Draft) -> bool:
    """Takes tables of facts, whatever their section, and the lines that state one word."""
    if isinstance(block, Break | Comment):
        return True
    path = region.document.path
    if isinstance(block, Table):
        name = form_of(tuple(cell.text for cell in block.header))
        return bool(name) and name not in (TYPED, CALLS) and _table(name, block, path, draft)
    if isinstance(block, Paragraph) and len(block.lines) == 1:
        return _line(block.lines[0], path, draft)
    return False


def _table(name: str, table: Table, path: str, draft: Draft) -> bool:
    """All rows of a table of facts, or none."""
    form = FORMS[name]
    made = []
    for row in table.rows:
        texts = tuple(cell.text for cell in row)
        part = what_of(texts[0]) if name == STATED else name
        if len(texts) != len(form.columns) or not part:
            return False
        try:
            if name == STATED:
                rest = form._replace(columns=form.columns[1:])
                made.append((part, node_of(rest, texts[1:], place(path, row[1]))))
            else:
                made.append((part, node_of(form, texts, place(path, row[0]))))
        except ValueError:
            return False
    for part, node in made:
        getattr(draft, part).append(node)
    return True


def _line(line: Text, path: str, draft: Draft) -> bool:
    """`Base path: /api/v1` and `Password: argon2id, min 12`."""
    key, colon, value = line.text.partition(": ")
    if not colon:
        return False
    if key in spellings("line.base_path"):
        words, inferred = marked(value)
        draft.base_paths.append(Fact(words.strip("`"), place(path, line), "inferred" if inferred else "stated"))
        return True
    if key in spellings("line.password"):
        policy = _password(value, PasswordPolicy(place(path, line)))
        if policy:
            draft.passwords.append(policy)
        return policy is not None
    return False


def _password(value: str, policy: PasswordPolicy) -> PasswordPolicy | None:
    for part in value.split(", "):
        word, _, count = part.partition(" ")
        if word in spellings("line.minimum") and count.isdecimal() and len(count) < 5:
            policy = policy._replace(minimum=int(count))
        elif word in spellings("line.rounds") and count.isdecimal() and len(count) < 3:
            policy = policy._replace(rounds=int(count))
        elif part.isalnum() and not policy.algorithm:
            policy = policy._replace(algorithm=part)
        else:
            return None
    return policy


def _in_form(region: Region, draft: Draft, meta: Meta) -> bool:
    """Whether the region was in the form of its section; then its facts are taken."""
    if region.kind == "requirements":
        return sentences.requirements(region, draft, meta.language)
    if region.kind == "acceptance":
        return sentences.scenario(region, draft)
    if region.kind == "api":
        return api.read(region, draft)
    if region.kind == "data_model":
        return data.read(region, draft)
    if region.kind == "relations":
        return data.relations_of(region, draft)
    if region.kind in ("exclusions", "assumptions", "constraints"):
        return sentences.statements(region, draft)
    return not region.blocks


def _as_elsewhere(region: Region, draft: Draft, meta: Meta) -> None:
    """What an author wrote in a form of his own: the readers of that section and no others."""
    kind = region.kind
    if region.silent:
        notes.read_silent(region, draft)
    elif kind in ("data_model", "relations", "indexes", "dependencies"):
        EntityReader(region, draft).read()
    elif kind == "api":
        endpoints.Reader(region, draft).read()
    elif kind == "requirements":
        requirements.read(region, draft, meta.language)
    elif kind == moves.KIND:
        moves.read(region, draft)
    elif kind in _READERS:
        for reader in _READERS[kind]:
            reader.read(region, draft)


_READERS = {
    "stack": (stack, measures),
    "auth": (auth,),
    "authorization": (roles,),
    "integrations": (integrations,),
    "performance": (measures,),
    "rate_limits": (measures,),
    "constraints": (measures, notes),
    "compliance": (notes,),
    "acceptance": (scenarios,),
    "assumptions": (notes,),
}
