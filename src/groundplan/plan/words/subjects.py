"""Which field a sentence is about: `salary`, `the salary of an employee`, `직원의 급여는`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from groundplan import regex
from groundplan.plan.model.data import Field, Resource
from groundplan.plan.words.stated import plain, saying_so
from groundplan.record import NamedTuple
from groundplan.source import Span

_WORD = regex.compile(r"[a-z0-9_]+|[가-힣]+")
_PARTICLES = ("은", "는", "이", "가", "을", "를", "의", "과", "와", "도")
_FILLING = frozenset(
    {"the", "a", "an", "of", "is", "are", "be", "shall", "must", "should", "will", "may", "can", "field", "fields",
     "column", "value", "system", "and", "each", "every", "its", "their", "s", "to", "only", "show", "hide",
     "시스템", "필드", "값", "항목", "각", "및"}
)  # fmt: skip
_SHORT = 20
_TOPIC = regex.compile(r".*[가-힣](?:은|는|이|가|을|를)\s")


KINDS = ("restricted", "reserved", "confined")
_SIGNS = regex.compile(r"only|hidden|kept|\bnot\b|만|에게|전용")


class Sentence(NamedTuple):
    """What is said of rights, by the kinds of rows of rules/data.yaml that hold for it, and where."""

    text: str
    said: Mapping[str, re.Match[str]]
    span: Span | None


def sentence(text: str, span: Span | None) -> Sentence | None:
    """The text as what it says of rights, None where it says nothing."""
    sentence_ = plain(text)
    if not _SIGNS.search(sentence_):
        return None
    found = {kind: match for kind in KINDS if (match := saying_so(kind, text))}
    return Sentence(sentence_, found, span) if found else None


def about(
    field: Field, resource: Resource, resources: tuple[Resource, ...], sentences: list[tuple[frozenset[str], Sentence]]
) -> list[Sentence]:
    """The sentences, each with its subject, that are about the field; where they name an entity, it is the resource."""
    return [one for subject, one in sentences if _is_about(field, resource, resources, subject)]


def subject_of(one: Sentence) -> frozenset[str]:
    """The words that a sentence of rights is about: those that stand before who may, else those behind."""
    sentence = one.text
    match = one.said.get("restricted") or one.said.get("reserved")
    if match is None:
        return frozenset()
    groups = match.groupdict()
    before = sentence[: match.start()]
    topic = _TOPIC.match(groups.get("who") or "")
    before += topic[0] if topic else ""
    return _words(groups.get("what") or "") or _words(before) or _words(sentence[match.end() :])


def _words(text: str) -> frozenset[str]:
    return frozenset(_stem(one) for one in _WORD.findall(text)) - _FILLING


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 1 and word.endswith(_PARTICLES) else word


def _is_about(field: Field, resource: Resource, resources: tuple[Resource, ...], subject: frozenset[str]) -> bool:
    if not subject or not _names(field, subject):
        return False
    others = [one for one in resources if subject & _entity(one)]
    if others and not subject & _entity(resource):
        return False
    named = [spelled for one in resource.fields for spelled in _spellings(one) if spelled <= subject]
    return subject <= frozenset().union(_entity(resource), *named)


def _names(field: Field, subject: frozenset[str]) -> bool:
    return any(one <= subject for one in _spellings(field))


def _entity(resource: Resource) -> frozenset[str]:
    return _words(f"{resource.name.human} {resource.name.plural.human} {resource.label.lower()}")


def _spellings(field: Field) -> list[frozenset[str]]:
    """A field is called by its name, and by a remark that is a name itself."""
    told = field.description.lower() if len(field.description) <= _SHORT else ""
    every = (field.name.human, field.property.lower(), field.label.lower(), told)
    return [words for words in map(_words, every) if words]
