"""A Spec indexed once for all rules: what is declared under which name, and where a word stands in the text."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cached_property, lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from groundplan import regex
from groundplan.check import typos
from groundplan.check.sayings import TOGETHER, Sayings
from groundplan.check.written import Found
from groundplan.memory import Piece, Row, pieces, recalled, row
from groundplan.record import NamedTuple
from groundplan.spec.callers.roles import holds_roles
from groundplan.spec.text.relative import ITS, THE, parts
from groundplan.spec.text.words import in_english

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from groundplan.check.lines import Line, Page
    from groundplan.check.mentions import Names
    from groundplan.check.prose import Prose
    from groundplan.memory import Memory
    from groundplan.source import Source, Span
    from groundplan.spec.model import Endpoint, Entity, Permission, Relation, Requirement, Role, Section, Spec

_IRREGULAR = {"people": "person", "children": "child", "men": "man", "women": "woman", "data": "datum", "menus": "menu"}
_IRREGULAR |= {"shelves": "shelf", "leaves": "leaf", "knives": "knife", "calves": "calf", "halves": "half"}
# Words for a caller by what he is to the row, which no SPEC declares as a role.
RELATIVE_ROLES = frozenset(
    {"user", "owner", "author", "self", "me", "creator", "caller", "anyone", "authenticated"}
    | {"사용자", "본인", "작성자", "소유자", "로그인"}
)
# The entity of those who sign in, which a SPEC with authentication implies.
ACCOUNTS = frozenset({"user", "account", "member", "회원", "사용자", "계정"})
_SAME_ROLES = {"관리자": "admin", "운영자": "admin", "administrator": "admin", "회원": "member", "게스트": "guest"}


Made = TypeVar("Made")
Called = TypeVar("Called")


class Thing(NamedTuple):
    """What an entity is called, which stays while its fields are written."""

    name: str
    label: str


_SUGGESTIONS = 100
_LABEL = (  # a line that is about nothing but a name: `**OrderRequest Schema**:`, `### Order`, `type Order = {`
    r"\W*(?:(?:export|public|data|interface|type|class|struct|enum|message|model) )*[*`]*([A-Z]\w*[a-z]\w*)[*`]*"
    r"(?: [^|.]{0,40})?[:={*`]*\s*$"
)


@lru_cache(16_384)
def fold(name: str) -> str:
    """A name without case, spaces, hyphens and underscores: `Order Items` and `order_items` are one."""
    return "".join(filter(str.isalnum, name)).casefold()


def _by_file(sections: tuple[Section, ...]) -> dict[str, tuple[list[int], list[Section]]]:
    """The lines of the headings of each file in order, and the headings."""
    files: dict[str, list[Section]] = {}
    for one in sorted(sections, key=lambda one: one.span.line):
        files.setdefault(one.span.path, []).append(one)
    return {path: ([one.span.line for one in own], own) for path, own in files.items()}


def _next(name: str) -> str:
    """The folded id whose number is one more: `req009` -> `req010`."""
    begin = name.rstrip("0123456789")
    number = name[len(begin) :]
    return f"{begin}{int(number) + 1:0{len(number)}}" if number else name


@lru_cache(16_384)
def singular(name: str) -> str:
    """The folded name in the singular, well enough to compare an entity with a path segment."""
    word = fold(name)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes", "buses", "tuses", "nuses", "puses", "ruses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def role(name: str) -> str:
    """A role folded, with its usual Korean and plural forms brought to one."""
    word = fold(name.removeprefix(f"{THE} "))
    return _SAME_ROLES.get(word, singular(word))


def path_entities(path: str, entities: dict[str, Called]) -> list[Called]:
    """Those of the entities that the literal segments of a path name, from left to right; see `path_names`."""
    return [entities[key] for key in _names_in(path) if key in entities]


def path_names(endpoint: Endpoint) -> list[str]:
    """What the literal segments of a path may name: each alone and behind the one before (`/cart/items`: cartitem)."""
    return list(_names_in(endpoint.path))


@lru_cache(8192)
def _names_in(path: str) -> tuple[str, ...]:
    segments = [part for part in path.split("/") if part and not part.startswith("{")]
    names: list[str] = []
    for before, segment in zip(["", *segments], segments, strict=False):
        alone = singular(segment)
        names += [alone, singular(before) + alone] if before else [alone]
    return tuple(names)


class Facts(Sayings):
    """The Spec and its text, with the look-ups that rules share; each is built when first asked for."""

    def __init__(self, spec: Spec, source: Source, memory: Memory | None = None) -> None:
        super().__init__(spec, source, memory)
        self._names: dict[int, tuple[dict[str, str], tuple[str, ...]]] = {}
        self._fields: dict[int, dict[str, str]] = {}
        self._rows: dict[str, Row[Any]] = {}
        self._suggestions = _SUGGESTIONS

    @cached_property
    def prose(self) -> Prose:
        """The text of the SPEC without what states nothing."""
        from groundplan.check.prose import Prose

        return Prose(self.spec, self.lines, self.memory)

    @cached_property
    def stated(self) -> tuple[Line, ...]:
        """The lines that state something, wherever they stand, with the kind of their section."""
        return tuple(line for page in self.pages for line in page)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Those lines by page, which stands while its lines do."""
        from groundplan.check.lines import pages

        return tuple(pages(self.spec, self.lines, self.memory))

    @cached_property
    def _pages(self) -> Row[Line]:
        return row(self.memory, "pages", self.pages)

    @cached_property
    def _files(self) -> dict[str, int]:
        return {path: number for number, path in enumerate(self.lines)}

    def order(self, span: Span) -> tuple[int, int, int]:
        """Where a place comes in what is read: the files as they are, and not by their names."""
        return self._files.get(span.path, -1), span.line, span.column

    def said(self, find: Callable[..., Iterable[Found]], *key: Hashable, given: tuple[Any, ...] = ()) -> list[Found]:
        """What `find` finds in the lines that state something; see `memory.Piece.found`."""
        return self._pages.found(find, *key, given=given)

    def each(
        self, part: str, find: Callable[..., Iterable[Found]], *key: Hashable, given: tuple[Any, ...] = ()
    ) -> list[Found]:
        """What `find` finds in a part of the Spec, as in `requirements`; see `memory.Piece.found`."""
        if part not in self._rows:
            whole = getattr(self.spec, part)
            size = TOGETHER if self.memory else max(len(whole), 1)
            found: list[Piece[Any]] = [
                recalled(self.memory, ("piece", part, at), some, partial(Piece, some))
                for at, some in pieces(whole, size)
            ]
            self._rows[part] = row(self.memory, ("row", part), found)
        return self._rows[part].found(find, *key, given=given)

    def kept(self, make: Callable[..., Made], *given: Any, place: Hashable = "") -> Made:
        """What a function makes of these values, once for each `place`, until one of the values changes."""
        return recalled(self.memory, (make, place), given, partial(make, *given))

    @cached_property
    def requirement_lines(self) -> frozenset[tuple[str, int]]:
        """Where requirements begin."""
        return self.kept(frozenset, self.each("requirements", _places))

    def heading_before(self, path: str, line: int) -> Section | None:
        """The last heading of a file that stands before a line."""
        starts, sections = self._headings.get(path, ([], []))
        at = bisect_left(starts, line)
        return sections[at - 1] if at else None

    @cached_property
    def _headings(self) -> dict[str, tuple[list[int], list[Section]]]:
        return self.kept(_by_file, self.spec.sections)

    @cached_property
    def names(self) -> Names:
        """What sentences mention by name, and what the SPEC declares."""
        from groundplan.check.mentions import Names

        return Names(self)

    def stated_with(self, pieces: Iterable[str]) -> list[Line]:
        """Lines that state something and have one of these pieces of text, which are in lower case."""
        return self.said(_with_pieces, *pieces)

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """Entities by folded singular name and by label."""
        return self.kept(_by_name, self.spec.entities)

    @cached_property
    def things(self) -> dict[str, Thing]:
        """The names of entities as `entities` has them: what needs no more of them is not asked anew for a field."""
        return self.kept(_things, self.entities)

    @cached_property
    def entity_names(self) -> dict[str, str]:
        """Folded singular names and labels of entities -> names as written."""
        return {key: entity.name for key, entity in self.entities.items()}

    @cached_property
    def relation_names(self) -> frozenset[str]:
        """Folded names of fields that refer to an entity: `author`, `assignee`; they may stand for a caller."""
        return self.kept(_relation_names, self.spec.entities)

    @cached_property
    def has_accounts(self) -> bool:
        """Whether an entity holds what people sign in with, so that no other is implied."""
        fields = (field for entity in self.spec.entities for field in entity.fields)
        return any(field.type.base == "password" or "password" in fold(field.name) for field in fields)

    @cached_property
    def joins(self) -> frozenset[str]:
        """Folded singular names of join entities, which a relation declares by naming them."""
        return frozenset(singular(relation.through) for relation in self.spec.relations if relation.through)

    @cached_property
    def requirement_ids(self) -> dict[str, str]:
        """Folded ids of requirements and of constraints (NFR-01, SC-001) -> as written."""
        names = [one.id for one in self.spec.requirements] + [one.name for one in self.spec.constraints]
        return {fold(name): name for name in names if name}

    @cached_property
    def displaced_ids(self) -> frozenset[str]:
        """Folded ids of which the requirement has got that of another by mistake: those behind the one before it."""
        ids = [fold(one.id) for one in self.spec.requirements if one.id]
        times = Counter(ids) if len(ids) > len(set(ids)) else Counter()
        expected = (_next(before) for before, one in pairwise(ids) if times[one] > 1)
        return frozenset(expected) - times.keys()

    @cached_property
    def declared_roles(self) -> dict[str, str]:
        """Folded roles -> as written: role lists, the matrix, and the values of role-like enums."""
        spec = self.spec
        return self.kept(_declared_roles, spec.roles, spec.permissions, spec.entities, spec.relations)

    @cached_property
    def partners(self) -> frozenset[str]:
        """Folded names of third parties, which may call a webhook and have no role."""
        return frozenset(fold(one.name) for one in self.spec.integrations)

    def caller(self, name: str) -> str:
        """A role folded; of `restaurant owner` the owner, where there are restaurants and no such role."""
        related = parts(name)
        if related is None or role(name) in self.declared_roles:
            return role(name)
        thing, called = related
        return role(called) if thing == ITS or singular(thing) in self.entities else role(name)

    @cached_property
    def _relation_fields(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for relation in self.spec.relations:
            source, target = singular(relation.source), singular(relation.target)
            found.setdefault(source, set()).add(target)
            found.setdefault(target, set()).add(source)
        return found

    def related(self, entity: Entity) -> set[str]:
        """Folded names of the entities that relations or references join with this one."""
        targets = {singular(field.type.target) for field in entity.fields if field.type.target}
        return targets | self._relation_fields.get(singular(entity.name), set())

    def names_of(self, known: dict[str, str]) -> tuple[str, ...]:
        """The names as written of one of these look-ups, sorted, each once."""
        if id(known) not in self._names:
            self._names[id(known)] = (known, tuple(sorted(set(known.values()))))
        return self._names[id(known)][1]

    def nearest(self, word: str, known: Iterable[object]) -> str:
        """As `nearest`, for the first hundred unknown names; a SPEC with more has another fault than typing errors."""
        self._suggestions -= 1
        return typos.nearest(word, known) if self._suggestions >= 0 else ""

    def field_names(self, entity: Entity) -> dict[str, str]:
        """Folded names of an entity's fields -> as written, with its key and the columns its relations bring."""
        if id(entity) not in self._fields:
            self._fields[id(entity)] = self._field_names(entity)
        return self._fields[id(entity)]

    def _field_names(self, entity: Entity) -> dict[str, str]:
        names = {"id": "id"}
        for other in self._relation_fields.get(singular(entity.name), ()):
            names.update({other: other, f"{other}id": other})
        for field in entity.fields:
            names[fold(field.name)] = field.name
            if field.type.base == "ref":
                names[f"{fold(field.name)}id"] = field.name
        return names

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """Folded singular names of entities that references and relations name, declared or not."""
        return self.kept(_mentioned, self.spec.entities, self.spec.relations)

    @cached_property
    def known_things(self) -> frozenset[str]:
        """Entities that are declared or mentioned."""
        return self.kept(_union, self.mentioned, self.entities)

    @cached_property
    def labels(self) -> frozenset[str]:
        """Folded names that headings, labels in bold and types of code declare: `**OrderRequest Schema**:`."""
        return frozenset(self.written(_labels))

    @cached_property
    def enums(self) -> frozenset[str]:
        """Folded names that headings, labels and code declare as lists of values: `### OrderStatus (enum)`."""
        from groundplan.check.enums import declared

        return declared(self.lines)

    def path_entities(self, endpoint: Endpoint) -> list[Entity]:
        """The entities that the literal segments of a path name, from left to right; see `path_names`."""
        return path_entities(endpoint.path, self.entities)


def _by_name(entities: tuple[Entity, ...]) -> dict[str, Entity]:
    found: dict[str, Entity] = {}
    for entity in entities:
        found.setdefault(singular(entity.name), entity)
        if entity.label:
            found.setdefault(singular(entity.label), entity)
    for entity in entities:
        if english := in_english(entity.name):
            found.setdefault(english, entity)
    return found


def _things(entities: dict[str, Entity]) -> dict[str, Thing]:
    return {key: Thing(one.name, one.label) for key, one in entities.items()}


def _declared_roles(
    roles: tuple[Role, ...],
    permissions: tuple[Permission, ...],
    entities: tuple[Entity, ...],
    relations: tuple[Relation, ...],
) -> dict[str, str]:
    names = [one.name for one in roles if one.origin == "stated"] + [one.role for one in permissions]
    fields = [field for entity in entities for field in entity.fields]
    fields += [field for relation in relations for field in relation.fields]
    for field in fields:
        if holds_roles(field.name) and any(len(one) > 1 for one in field.type.values):  # no marks: A, B, C
            names += field.type.values
    return {role(name): name for name in names}


def _relation_names(entities: tuple[Entity, ...]) -> frozenset[str]:
    fields = (field for entity in entities for field in entity.fields)
    return frozenset(singular(field.name) for field in fields if field.type.base == "ref")


def _mentioned(entities: tuple[Entity, ...], relations: tuple[Relation, ...]) -> frozenset[str]:
    fields = (field for entity in entities for field in entity.fields)
    names = [field.type.target for field in fields if field.type.target]
    names += [name for relation in relations for name in (relation.source, relation.target)]
    return frozenset(map(singular, names))


def _union(names: frozenset[str], others: Iterable[str]) -> frozenset[str]:
    return names.union(others)


def _places(nodes: Iterable[Requirement]) -> Iterator[tuple[str, int]]:
    return ((one.span.path, one.span.line) for one in nodes)


def _with_pieces(page: Page, *pieces: str) -> Iterator[Line]:
    return (page.things[number] for number in sorted(page.index.having(pieces)))


def _labels(lines: Iterable[str]) -> Iterator[str]:
    return (singular(one[1]) for one in (regex.match(_LABEL, line) for line in lines) if one)
