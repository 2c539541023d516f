"""A contract beside a SPEC: its endpoints and entities join those of the SPEC, each with its file and line."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from groundplan.importing import BrokenError, form_of, imported
from groundplan.source import Span
from groundplan.spec.endpoints.joined import joined_endpoint
from groundplan.spec.entities.joined import joined_entity
from groundplan.spec.model import Endpoint, Entity, Field, Spec
from groundplan.spec.text.paths import shape
from groundplan.spec.text.words import same_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from groundplan.source import SourceFile
    from groundplan.spec.model import Language

_Node = TypeVar("_Node", Endpoint, Entity)
_WORD = re.compile(r"[\w/{}.~-]+")


def with_contracts(spec: Spec, contracts: Sequence[SourceFile]) -> Spec:
    """The SPEC with what its contracts say. What is broken is left out: see `broken`."""
    for file in contracts:
        said = _said(file, spec.meta.language)
        if isinstance(said, Spec):
            spec = _joined(spec, _Places(file).placed(said))
    return spec


@lru_cache(16)
def _said(file: SourceFile, language: Language) -> Spec | BrokenError:
    try:
        return imported(file.path, file.text, form_of(file.path, file.text), language).spec
    except BrokenError as fault:
        return fault


def broken(contracts: Sequence[SourceFile]) -> list[tuple[str, BrokenError]]:
    """The contracts that cannot be read, with what is wrong."""
    read = ((file.path, _said(file, "en")) for file in contracts)
    return [(path, one) for path, one in read if isinstance(one, BrokenError)]


def _joined(spec: Spec, other: Spec) -> Spec:
    """The first with what only the second says; its sentences and settings stay its own."""
    return spec._replace(
        base_path=spec.base_path or other.base_path,
        endpoints=_merged(spec.endpoints, other.endpoints, lambda one: (one.method, shape(one.path)), joined_endpoint),
        entities=_merged(spec.entities, other.entities, lambda one: same_name(one.name), joined_entity),
        auth=spec.auth or other.auth,
        relations=spec.relations or other.relations,
    )


def _merged(
    before: Sequence[_Node], added: Sequence[_Node], key: Callable[[Any], Any], join: Callable[[Any, Any], _Node]
) -> tuple[_Node, ...]:
    """What stood before, joined with what is added of the same key, and the rest of it."""
    found = list(before)
    places: dict[Any, int] = {}
    for index, one in enumerate(found):
        places.setdefault(key(one), index)
    for one in added:
        index = places.setdefault(key(one), len(found))
        if index == len(found):
            found.append(one)
        else:
            found[index] = join(found[index], one)
    return tuple(found)


class _Places:
    """Where the words of a contract stand."""

    def __init__(self, file: SourceFile) -> None:
        self.path, self.text = file.path, file.lines
        self.lines: dict[str, list[int]] = {}
        for number, line in enumerate(file.lines, 1):
            for word in _WORD.findall(line):
                self.lines.setdefault(word, []).append(number)

    def placed(self, spec: Spec) -> Spec:
        """The facts with the line of the word that each is named by."""
        base = spec.base_path
        return spec._replace(
            base_path=base._replace(span=self._span(base.value)) if base else None,
            endpoints=tuple(self._endpoint(one) for one in spec.endpoints),
            entities=tuple(self._entity(one) for one in spec.entities),
            auth=tuple(one._replace(span=self._span("securitySchemes")) for one in spec.auth),
            relations=tuple(one._replace(span=self._span(one.source)) for one in spec.relations),
        )

    def _span(self, word: str, after: int = 1) -> Span:
        """The first line from `after` on that has the word."""
        found = next((line for line in self.lines.get(word, ()) if line >= after), after)
        return Span(self.path, found, 1, found, 1 + len(word))

    def _endpoint(self, one: Endpoint) -> Endpoint:
        span = self._span(one.method.lower(), self._span(one.raw).line)
        return one._replace(
            span=span,
            access=one.access._replace(span=span) if one.access else None,
            request=None if one.request is None else self._fields(one.request, span.line),
            responses=tuple(
                answer._replace(span=span, fields=self._fields(answer.fields, span.line)) for answer in one.responses
            ),
        )

    def _entity(self, one: Entity) -> Entity:
        heads = (f"{one.name}:", f'"{one.name}":', f"type {one.name}")
        named = self.lines.get(one.name, [1])
        line = next((at for at in named if self.text[at - 1].lstrip().startswith(heads)), named[0])
        fields = self._fields(one.fields, line)
        return one._replace(span=self._span(one.name, line), fields=fields)

    def _fields(self, fields: Sequence[Field], line: int) -> tuple[Field, ...]:
        return tuple(one._replace(span=self._span(one.name, line)) for one in fields)
