"""Reading, whole: every document region by region, each reader taking what is its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from groundplan.document import Document, Fence, Item, Paragraph, Table
from groundplan.spec import front_matter, notes, settled
from groundplan.spec.callers import auth, declared, glimpsed, grouped, met, opened, personas, ranked, roles, sessions
from groundplan.spec.canonical import is_canonical
from groundplan.spec.draft import Around, Draft, Found, Known
from groundplan.spec.endpoints import blueprint, endpoints, named, queried, sent
from groundplan.spec.entities import (
    captions,
    carried,
    defined,
    displayed,
    django,
    entities,
    observed,
    planned,
    prose,
    qualified,
    singly,
    told,
    written,
)
from groundplan.spec.fields import additions, valued
from groundplan.spec.languages import foreign
from groundplan.spec.lengthy import in_parts
from groundplan.spec.merge import merge
from groundplan.spec.model import Meta, Spec
from groundplan.spec.outline import main_title, regions
from groundplan.spec.requirements import measures, moves, requirements, scenarios
from groundplan.spec.sections import add_section
from groundplan.spec.system import integrations, keyed, services, stack
from groundplan.spec.text import tables
from groundplan.spec.text.words import bare, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from groundplan.document import Block, Text
    from groundplan.memory import Memory
    from groundplan.spec.outline import Region


def read(documents: Sequence[Document], memory: Memory | None = None) -> Spec:
    """What the author of these documents stated. Never fails; an empty SPEC is an empty Spec."""
    draft = Draft(Known(set(), {}, memory, Around(documents) if memory is None and _are_long(documents) else None))
    meta = front_matter.read(documents, draft) if documents else _nothing()
    canonical = is_canonical(meta)
    for document in documents:
        if not canonical and blueprint.is_blueprint(document):
            from groundplan.spec.endpoints import apib

            draft.known.blueprints.add(document.path)
            apib.read(document, draft)
        for part in _parts(document, meta, draft.known):
            draft.add(part)
    return merge(meta, draft, memory)._replace(foreign=foreign(documents))


def _are_long(documents: Sequence[Document]) -> bool:
    return sum(len(one.lines) for one in documents) > _LONG


_LONG = 2_000
"""Lines; what all of them say is then worth knowing before each is read."""


def _parts(document: Document, meta: Meta, known: Known) -> Iterator[Found]:
    """What each region of a document says, which depends on nothing but the region and what is given here."""
    canonical, path = is_canonical(meta), document.path
    take = _reader(canonical)

    def part(region: Region) -> Found:
        draft = Draft(known)
        take(region, draft, meta)
        return draft.found()

    found = regions(document) if canonical else in_parts(regions(document))
    if known.memory is None:
        yield from map(part, found)
        return
    known.types[path] = told.types_in(document)
    around = (canonical, meta.language, path in known.blueprints, known.types[path], main_title(document))
    for number, region in enumerate(found):
        given = (region._replace(document=_NO_DOCUMENT), around)
        yield known.memory.recall(("region", path, number), given, partial(part, region))


_NO_DOCUMENT = Document("", ())


def _reader(canonical: bool) -> Callable[[Region, Draft, Meta], None]:
    """How regions are read: by the one form of each fact where the front matter says that it is kept."""
    if canonical:
        from groundplan.spec.canonical.read import read_region

        return read_region
    return _read_region


def _nothing() -> Meta:
    from groundplan.source import Span

    return Meta("", "", "", "", "en", "canonical", Span("", 1))


def _read_region(region: Region, draft: Draft, meta: Meta) -> None:
    add_section(region, draft)
    if region.silent:
        _read_silent(region, draft)
        return
    region = moves.read(region, draft)
    if region.document.path not in draft.known.blueprints:  # there they are read by rules of their own
        is_stated = requirements.is_requirement(region)
        _entities(region, draft, is_stated=is_stated)
        first = len(draft.endpoints)
        endpoints.Reader(region, draft).read()
        grouped.under_heading(region, draft, first)
        told.read(region, draft)
        planned.read(region, draft)
        additions.read(region, draft)
        qualified.read(region, draft)
        written.read(region, draft)
        carried.read(region, draft)
        valued.read(region, draft)
        if region.kind != "data_model" or is_stated:
            defined.read(region, draft)
            observed.read(region, draft)
            prose.read(region, draft)
            displayed.read(region, draft)
            singly.read(region, draft)
    requirements.read(region, draft, meta.language)
    for reader in _FACTS:
        reader.read(region, draft)
    if any(block.__class__ is Fence for block in region.blocks):
        from groundplan.spec.callers import secured
        from groundplan.spec.entities import code
        from groundplan.spec.system import outside

        stack.read_aside(region, draft)
        outside.read(region, draft)
        secured.read(region, draft)
        code.read(region, draft)
    if region.document.path not in draft.known.blueprints:
        _read_bodies(region, draft)


def _read_bodies(region: Region, draft: Draft) -> None:
    """What is sent and answered."""
    listed = _asks(f"{region.title.text}:") and any(block.__class__ is Item for block in region.blocks)
    if listed or any(_shows(block, region) for block in region.blocks):
        from groundplan.spec.endpoints import answers

        answers.read(region, draft)
    queried.read(region, draft)
    named.read(region, draft)


_FACTS = (
    stack,
    auth,
    glimpsed,
    sessions,
    roles,
    declared,
    ranked,
    personas,
    met,
    opened,
    integrations,
    services,
    keyed,
    measures,
    notes,
    scenarios,
)


def _read_silent(region: Region, draft: Draft) -> None:
    """The little that sections say which give no facts."""
    notes.read_silent(region, draft)
    glimpsed.read(region, draft)
    told = settled.settled(region, draft)
    for reader in (stack, auth, integrations, services, measures) if told else ():
        reader.read(told, draft)
    if region.own in ("project_dependencies", "glossary"):
        auth.read_dependencies(region, draft)
        stack.read_aside(region, draft)
        if region.own == "glossary":
            services.read_terms(region, draft)
    elif region.kind == "notes":
        auth.read_remarks(region, draft)
    elif region.kind == "testing":
        measures.read_tested(region, draft)
        scenarios.read(region, draft)


_OF_ALL = ("every ", "all ", "each ", "모든 ")
"""One of these stands before what all things of a data model have."""


_MARKED = ("[OP", "[Op", "[op")
"""`[OPTIONAL] depth` begins with one of these."""


def _plain(region: Region) -> Region:
    """The region of a data model with `id [string]` and `state of the boat` as others write them."""
    if region.kind != "data_model" or not any(
        block.__class__ is Item
        and (block.lines[0].text[-1:] == "]" or " of " in block.lines[0].text or block.lines[0].text[:3] in _MARKED)
        for block in region.blocks
    ):
        return region
    from groundplan.spec.entities import squared

    return squared.plain(region)


def _entities(region: Region, draft: Draft, *, is_stated: bool) -> None:
    """What a region says is kept; of a requirement, lists below names in bold alone."""
    if not is_stated:
        entities.Reader(_plain(region), draft).read()
        if region.kind == "data_model" and draft.said(region.blocks).has(_OF_ALL):
            from groundplan.spec.entities import shared

            shared.read(region, draft)
        django.read(region, draft)
    elif any(block.__class__ is Item for block in region.blocks):
        draft.entities += captions.told(region)


def _asks(text: str) -> bool:
    """`Response:`, `**요청 본문**:`, `The object must have:` above a list."""
    if len(text) >= _LABEL or not text.endswith((":", "*")) or not text.rstrip("*").endswith(":"):
        return False
    lower = text.lower()
    return any(word in lower for word in ("response", "request", "body", "응답", "요청")) or sent.demands(text)


_LABEL = 40


def _shows(block: Block, region: Region) -> bool:
    """Whether a block may show the body of a request or an answer."""
    if isinstance(block, Paragraph | Item):
        return any(
            line.text[:1] == "{"
            or line.text.endswith(": {")
            or "`{" in line.text
            or "`[{" in line.text
            or "=[" in line.text
            or "= [" in line.text
            or _is_step(line.text)
            for line in block.lines
        ) or _asks(block.lines[-1].text)
    if not isinstance(block, Table):
        return isinstance(block, Fence)
    found = tables.columns(block)
    if len(block.header) == 2 and any(_holds(*row[:2]) for row in block.rows if len(row) > 1):
        return True
    return (region.kind != "data_model" and "type" in found) or bool(found.keys() & {"request", "response"})


def _is_step(text: str) -> bool:
    """Whether a line is a step of a scenario with an object in it, which there stands in no code span."""
    return " {" in text and text.lstrip("*_")[:4].upper() in ("WHEN", "THEN", "AND ", "AND*", "GIVE")


def _holds(label: Text, cell: Text) -> bool:
    """`| Request Body | { name } |`, `| Body | name, email |`."""
    return "{" in cell.text or ("," in cell.text and kind_of("details", bare(label.text)) == "request")
