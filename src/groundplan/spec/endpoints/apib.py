"""API Blueprint: `## Name [/path{?a}]`, `### Action [GET]`, and the sections that belong to them.

https://apiblueprint.org/documentation/specification.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Fence, Heading, Item, Paragraph, Quote, Table, Text
from groundplan.record import NamedTuple
from groundplan.spec.draft import Draft, place
from groundplan.spec.endpoints import blueprint, samples
from groundplan.spec.endpoints.apib_resources import entities, members
from groundplan.spec.endpoints.apib_sections import Payload, Section
from groundplan.spec.fields import mson
from groundplan.spec.fields.examples import example, fields_of
from groundplan.spec.model import Endpoint, Field, FieldType, Response, Sample
from groundplan.spec.text.paths import normalised
from groundplan.spec.text.words import bare, heading, same_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groundplan.document import Block, Document

_DEEP = 8
"""Columns from a payload to the lines of its body: a list item's and those of code."""
_PAYLOADS = ("request", "response", "model")
_PARTS = {
    "attribute": "attributes",
    "parameter": "parameters",
    **{
        word: word
        for word in (
            "body",
            "headers",
            "schema",
            "attributes",
            "parameters",
            "values",
            "members",
            "default",
            "relation",
        )
    },
}


class _Line(NamedTuple):
    """A line below a heading: `indent` in columns, `marked` when it is a list item."""

    indent: int
    marked: bool
    text: Text


def read(document: Document, draft: Draft) -> None:
    """The actions and resources of the document."""
    sections = list(_sections(document))
    structures = {same_name(one.name): one for one in sections if one.attributes or one.structure[0]}
    for one in sections:
        if one.method:
            draft.endpoints.append(_endpoint(one, document.path, structures, sections))
    draft.entities += entities(sections, document.path, structures)


def _sections(document: Document) -> Iterator[Section]:
    """Each heading with what it states; actions know the resource that they belong to."""
    resource: Section | None = None
    level, structures = 0, False
    blocks: list[Block] = []
    section = Section("", Text("", 1, 1))
    for block in document.blocks:
        if not isinstance(block, Heading):
            blocks.append(block)
            continue
        yield _filled(section, blocks, document.path)
        blocks = []
        section = Section(heading(block.text.text)[0], block.text)
        if block.level <= level:
            resource = None
        structures = (structures and block.level > 1) or section.name.lower() == "data structures"
        head = blueprint.head(block.text.text)
        if head:
            section.name, section.method, path = head
            section.path = path or (resource.path if resource else "")
            section.resource = resource if section.method and not path else None
            if not section.method:
                resource, level = section, block.level
        elif structures and block.level > 1 and "(enum" not in block.text.text:
            blocks = [Item(-1, "+", (block.text._replace(text=_as_attributes(block.text.text)),))]
    yield _filled(section, blocks, document.path)


_SAFE = regex.compile(r"[^\"'`;|<>\\]{1,200}$")


def _parameter(found: mson.Attribute, line: str) -> Field:
    """A parameter with its sample value; `name = value` is what it is where nothing is sent."""
    field = found.field
    if not _SAFE.match(found.sample):
        return field
    by_default = regex.match(r"[`*]*[\w.-]+[`*]*\s*=", line) is not None
    return field._replace(default=found.sample) if by_default else field._replace(example=found.sample)


def _as_attributes(title: str) -> str:
    """`Coupon Base (object)` under Data Structures opens attributes, as `Attributes (object)` does in a resource."""
    return "Attributes " + title[title.find("(") :] if "(" in title else "Attributes"


def _lines(blocks: Iterable[Block]) -> Iterator[_Line]:
    for block in blocks:
        if isinstance(block, Item):
            yield _Line(block.depth, True, block.lines[0])
            yield from (_Line(one.column - 1, False, one) for one in block.lines[1:])
        elif isinstance(block, Paragraph | Quote):
            yield from (_Line(one.column - 1, False, one) for one in block.lines)
        elif isinstance(block, Fence):
            yield from (_Line(99, False, Text(words, block.line + at, 1)) for at, words in enumerate(block.lines))
        elif isinstance(block, Table):
            yield from (_Line(one.column - 1, False, one) for row in block.rows for one in row)


def _filled(section: Section, blocks: list[Block], path: str) -> Section:
    """The section with its blocks read."""
    reader = _Reader(section, path)
    for line in _lines(blocks):
        reader.take(line)
    return section


class _Reader:
    """Takes the lines below one heading; `part` is what they are of, `indent` that of its keyword."""

    def __init__(self, section: Section, path: str) -> None:
        self.section, self.path = section, path
        self.part, self.indent, self.members = "", -1, -1
        self.payload: Payload | None = None
        self.listing, self.named, self.valued = False, False, False

    def take(self, line: _Line) -> None:
        """One line more."""
        words = bare(line.text.text)
        if line.marked:
            head = regex.split(r"[\s(]", words, maxsplit=1)[0].lower().rstrip(":")
            if head in _PAYLOADS and (line.indent <= self.indent or self.payload is None):
                self._open_payload(head, line)
                return
            if head in _PARTS and not (self.part == "attributes" and line.indent == self.members):
                self._open_part(_PARTS[head], line, words)
                return
            if self._member(line):
                return
        self._words(line, words)

    def _open_payload(self, head: str, line: _Line) -> None:
        self.payload = Payload(head, line.text)
        self.section.payloads.append(self.payload)
        self.part, self.indent, self.members, self.listing, self.named = "body", line.indent, -1, False, False

    def _open_part(self, head: str, line: _Line, words: str) -> None:
        if self.payload is not None and line.indent <= self.indent_of_payload():
            self.payload = None
        if head in ("values", "members", "default") and self.part in ("parameters", "attributes"):
            if self.part == "parameters" and self.section.parameters:
                self._of_parameter(head, words)
            return
        if head == "parameters" and self.payload is not None:
            head = "attributes"  # of what is sent: paths and queries have no place in a body
        self.part, self.indent, self.members, self.listing, self.named = head, line.indent, -1, False, True
        if head == "attributes":
            owner = self.payload or self.section
            owner.structure = mson.structure(words)

    def _of_parameter(self, head: str, words: str) -> None:
        """`Default: 20`, and the values that a parameter has below it."""
        self.valued = head != "default"
        stated = words.partition(":")[2].strip("` ")
        if head == "default" and stated:
            self.section.parameters[-1] = self.section.parameters[-1]._replace(default=stated)

    def _value(self, text: str) -> None:
        """A line of the values of the parameter before it."""
        found = regex.match(r"`([^`]+)`|([^\s`]+)", text)
        last = self.section.parameters[-1]
        if found:
            values = (*last.type.values, found[1] or found[2])
            self.section.parameters[-1] = last._replace(type=FieldType("enum", values=values))

    def _choice(self, attributes: list[mson.Attribute], text: str) -> None:
        """A line of the values of the attribute before it, where that is one of several."""
        last = attributes[-1] if attributes else None
        found = regex.match(r"[`\"]?([^\s`\"()]+)", text)
        if last and found and last.field.type.base == "enum" and text.lower().rstrip(": ") not in ("members", "values"):
            kind = last.field.type._replace(values=(*last.field.type.values, found[1]))
            attributes[-1] = last._replace(field=last.field._replace(type=kind))

    def indent_of_payload(self) -> int:
        """The column of the payload that is open."""
        return self.payload.head.column - 3 if self.payload else -1

    def _member(self, line: _Line) -> bool:
        if self.part in ("parameters", "attributes") and line.indent > self.indent:
            self.members = line.indent if self.members < 0 else self.members
            found = mson.attribute(line.text, self.path) if line.indent == self.members else None
            if found and self.part == "attributes":
                (self.payload or self.section).attributes.append(found)
            elif found:
                self.section.parameters.append(_parameter(found, line.text.text))
                self.valued = False
            elif self.part == "attributes":
                self._choice((self.payload or self.section).attributes, line.text.text)
            elif self.valued and line.indent > self.members:
                self._value(line.text.text)
            return True
        if self.listing and line.indent == 0:
            found = mson.attribute(line.text, self.path)
            if found:
                self.section.attributes.append(found)
                return True
        elif self.listing and line.marked:
            self._choice(self.section.attributes, line.text.text)
        return False

    def _words(self, line: _Line, words: str) -> None:
        reference = regex.fullmatch(r"\[([^\][]+)\]\[\]", line.text.text)
        if self.payload is not None and line.indent > self.indent_of_payload():
            if reference:
                self.payload.reference = reference.group(1)
            else:
                self._asset(line, self.payload)
            return
        if line.marked or self.part:
            return
        self.listing = regex.search(r"(?:attributes?|fields|속성|필드)[*_]*:$", words) is not None
        if words and not self.listing and not self.section.description:
            self.section.description = words

    def _asset(self, line: _Line, payload: Payload) -> None:
        """A line of a body, a JSON Schema or headers; a body without a keyword stands twice as deep as words do."""
        shown = payload.lines.get(self.part)
        if self.part == "body" and (payload.body or line.text.text.lstrip()[:1] in ("{", "[")):
            payload.body.append(line.text)
        if shown is not None and (self.named or payload.body or line.indent >= self.indent_of_payload() + _DEEP):
            shown.append(line.text)


def _endpoint(one: Section, path: str, structures: dict[str, Section], sections: list[Section]) -> Endpoint:
    plain, query = normalised(one.path or "/")
    owner = one.resource
    parameters = {field.name: field for field in (*(owner.parameters if owner else ()), *one.parameters)}
    request: tuple[Field, ...] | None = members(one.attributes, one.structure[0], structures) or None
    for payload in one.payloads:
        if payload.kind == "request" and request is None:
            request = _body(payload, path, structures, sections)[0] or None
    return Endpoint(
        one.method,
        plain,
        place(path, one.where),
        one.path,
        summary=one.name,
        description=one.description,
        parameters=tuple(parameters.values()),
        request=request,
        responses=tuple(_responses(one, path, structures, sections)),
        samples=tuple(_sampled(one, "request", sections)),
        filters=query,
        carrier="heading",
    )


def _responses(one: Section, path: str, structures: dict[str, Section], sections: list[Section]) -> Iterator[Response]:
    for payload in one.payloads:
        status = regex.search(r"\b([1-5]\d\d)\b", payload.head.text)
        if payload.kind == "response":
            shown, many = _body(payload, path, structures, sections)
            code = int(status.group(1)) if status else 200
            sample = _sample(payload, sections)
            yield Response(code, place(path, payload.head), many=many, fields=shown, sample=sample)


def _sampled(one: Section, kind: str, sections: list[Section]) -> Iterator[Sample]:
    found = (_sample(payload, sections) for payload in one.payloads if payload.kind == kind)
    yield from (sample for sample in found if sample is not None)


def _sample(payload: Payload, sections: list[Section]) -> Sample | None:
    """The body as it is shown, its own or that of the model it refers to."""
    held = _model(payload, sections) or payload
    return samples.sample(held.head.text, held.lines["body"], held.lines["schema"], held.lines["headers"])


def _model(payload: Payload, sections: list[Section]) -> Payload | None:
    """The model that a payload refers to."""
    if not payload.reference:
        return None
    found = {one.name: model for one in sections for model in one.payloads if model.kind == "model"}
    alike = (model for name, model in found.items() if same_name(name) == same_name(payload.reference))
    model = found.get(payload.reference) or next(alike, None)
    return model if model is not None and not model.reference else None


def _body(
    payload: Payload, path: str, structures: dict[str, Section], sections: list[Section]
) -> tuple[tuple[Field, ...], bool]:
    """The members of a payload, by its attributes, its model or its example, and whether it is a list."""
    payload = _model(payload, sections) or payload
    name, many = payload.structure
    if payload.attributes or name:
        return members(payload.attributes, name, structures), many
    value = example(payload.body)
    return (fields_of(value, path), value.kind == "list") if value else ((), False)
