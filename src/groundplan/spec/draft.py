"""What the readers of one SPEC have found so far; `merge` makes the Spec of it."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.document import Item, Paragraph, Quote, Table
from groundplan.grammar import vocabulary
from groundplan.record import NamedTuple, new
from groundplan.source import Span
from groundplan.spec.model import Statement
from groundplan.spec.text.statements import statements
from groundplan.wordlist import of_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groundplan.document import Block, Document, Text
    from groundplan.memory import Memory
    from groundplan.spec.code.enumerations import Choice
    from groundplan.spec.endpoints.body import Body
    from groundplan.spec.model import (
        AuthStatement,
        Endpoint,
        Entity,
        Fact,
        Field,
        Integration,
        Lifetime,
        Move,
        PasswordPolicy,
        Permission,
        RateLimit,
        Relation,
        Requirement,
        Role,
        Scenario,
        Section,
        Target,
        Term,
        Values,
    )
    from groundplan.spec.text.statements import Lines


Found = list[tuple[str, Any]]
"""What a draft has found, by the names of its lists and sets."""


class Known(NamedTuple):
    """What the reading of a part may know of the whole."""

    blueprints: set[str]
    """Paths of API Blueprint files."""
    types: dict[str, dict[str, str]]
    """By path: words such as OrderLine, in lower case and as written."""
    memory: Memory | None = None
    around: Around | None = None


class Opened(NamedTuple):
    """A path that is open, for these methods (all of them where there are none); below it too when `below`."""

    methods: tuple[str, ...]
    path: str
    below: bool
    span: Span


class Asides:
    """What readers know that is no fact of its own: it helps to rank facts and to tell silence from disagreement.

    `outlined` are named with their columns in passing: entities where nothing else defines them.
    """

    def __init__(self) -> None:
        self.met: list[tuple[str, tuple[Text, ...]]] = []  # by path: roles in passing, where nothing else names any
        self.unsaid: set[Span] = set()  # columns of SQL without NOT NULL: silence, where others say `optional`
        self.nobody: list[Span] = []  # that no caller of the service is asked who they are
        self.glimpsed: list[AuthStatement] = []  # schemes where no sentence states one
        self.features: list[Requirement] = []  # rows of lists: requirements where nothing else has their id
        self.outlined: list[Entity] = []
        self.subjects: list[Entity] = []  # what a capability is about, where nothing around it defines fields
        self.added: list[tuple[str, Field]] = []  # what a later sentence adds to the answer about a thing
        self.shared: list[Field] = []  # what all things of a document have
        self.valued: list[Values] = []  # of fields that stand elsewhere
        self.choices: list[Choice] = []  # types of code that are lists of values
        self.values: list[Entity] = []  # types of GraphQL without a key: resources where nothing else is one
        self.personas: list[Role] = []  # whom headings name below `Target users`: roles where nothing else names any
        self.opened: list[Opened] = []  # calls that sentences about all calls leave open
        self.queries: list[Body] = []  # what is sent in queries and paths
        self.graph: set[str] = set()  # names of types of GraphQL
        self.schema: set[str] = set()  # names of what SQL, Prisma and ORM classes store, as merging compares them


class Said(NamedTuple):
    """Every line of prose, bullet and cell of some blocks; `low` is all of them in lower case."""

    lines: tuple[Text, ...]
    low: str
    around: Around | None = None

    def has(self, pieces: Iterable[str]) -> bool:
        """Whether one of these, in lower case, stands anywhere: if none does, no line need be looked at."""
        return regex.has(self.low, self.around.having(pieces) if self.around else pieces)

    def having(self, pieces: Iterable[str]) -> tuple[str, ...]:
        """Those of these that stand anywhere: no line need be asked for the others."""
        known = self.around.having(pieces) if self.around else pieces
        return tuple(piece for piece in known if piece in self.low)

    def over_lines(self) -> Said:
        """The same with blanks for the ends of lines: a sentence may wrap within a piece of two words."""
        return self._replace(low=self.low.replace("\n", " "))


class Around:
    """All that a long SPEC says: no part of it need be asked for words that stand nowhere, and most words do not."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._lists = [of_lines(one.lines) for one in documents]
        self._having: dict[int, tuple[Iterable[str], tuple[str, ...]]] = {}

    def having(self, pieces: Iterable[str]) -> tuple[str, ...]:
        """Those of these pieces of text whose parts stand somewhere."""
        known = self._having.get(id(pieces))  # they are constants of readers, and to hash them takes longer
        if known is None or known[0] is not pieces:
            some = tuple(piece for piece in pieces if any(one.may_have(piece) for one in self._lists))
            known = self._having[id(pieces)] = (pieces, some)
        return known[1]


def _said(blocks: tuple[Block, ...], around: Around | None) -> Said:
    found = tuple(lines(blocks))
    return Said(found, "\n".join(line.text for line in found).lower(), around)


def lines(blocks: tuple[Block, ...]) -> Iterator[Text]:
    """Every line of prose, bullet and cell."""
    for block in blocks:
        if isinstance(block, Item | Paragraph | Quote):
            yield from block.lines
        elif isinstance(block, Table):
            for row in taken(block):
                yield from row


def bullets_below(blocks: tuple[Block, ...], at: int) -> list[Text]:
    """The first lines of the bullets right below a block."""
    items = takewhile(lambda one: one.__class__ is Item, blocks[at + 1 :])
    return [one.lines[0] for one in items if isinstance(one, Item)]


def taken(table: Table) -> Iterable[tuple[Text, ...]]:
    """The rows of a table without those of something that is left out: most tables have none."""
    low = "|".join([cell.text for row in table.rows for cell in row[1:]]).lower()
    if regex.has(low, vocabulary("left_out")):
        return [row for row in table.rows if not _is_left_out(row)]
    return table.rows


def _is_left_out(row: tuple[Text, ...]) -> bool:
    """`| Redis | excluded | later |`: a row of something that is not taken."""
    return _says_left_out().search("|".join([cell.text for cell in row[1:]])) is not None


@cache
def _says_left_out() -> re.Pattern[str]:
    """A cell that says little besides; what is longer says more than whether the row counts."""
    words = "|".join(map(re.escape, vocabulary("left_out")))
    return regex.compile(
        rf"(?:^|\|)[`*~ ]*(?:{words})[`*~ ]*(?:(?:[/(,]|\b(?:or|또는)\b)[^|]{{0,14}})?(?=\||$)", re.IGNORECASE
    )


class Draft(Asides):
    """Lists in the order of the SPEC. The only mutable value of reading, and it does not leave it."""

    _said: tuple[tuple[Block, ...] | None, Said] = (None, Said((), ""))

    def __init__(self, known: Known | None = None) -> None:
        super().__init__()
        self.known = known or Known(set(), {})
        self._stated: tuple[tuple[Block, ...], tuple[Lines, ...]] = ((), ())
        self.sections: list[Section] = []
        self.requirements: list[Requirement] = []
        self.base_paths: list[Fact] = []
        self.endpoints: list[Endpoint] = []
        self.entities: list[Entity] = []
        self.code_entities: list[Entity] = []  # out of SQL and TypeScript: they join those of the same name
        self.told: list[Entity] = []  # out of sentences: entities where nothing else states fields
        self.bodies: list[Body] = []  # of requests and answers: entities where nothing else states any
        self.relations: list[Relation] = []
        self.auth: list[AuthStatement] = []
        self.lifetimes: list[Lifetime] = []
        self.providers: list[str] = []
        self.passwords: list[PasswordPolicy] = []
        self.roles: list[Role] = []
        self.permissions: list[Permission] = []
        self.frameworks: list[Fact] = []
        self.databases: list[Fact] = []
        self.caches: list[Fact] = []
        self.languages: list[Fact] = []
        self.instances: list[Fact] = []
        self.moves: list[Move] = []
        self.integrations: list[Integration] = []
        self.services: list[tuple[str, Integration]] = []  # named in prose: they join integrations of the same service
        self.turned_down: set[str] = set()
        self.targets: list[Target] = []
        self.checked_targets: list[Target] = []  # of scenarios: they count where nothing else states the number
        self.rate_limits: list[RateLimit] = []
        self.cors: list[Fact] = []
        self.compliance: list[Statement] = []
        self.scenarios: list[Scenario] = []
        self.glossary: list[Term] = []
        self.exclusions: list[Statement] = []
        self.assumptions: list[Statement] = []
        self.constraints: list[Statement] = []
        self.settings: list[Fact] = []
        self.unread: list[Statement] = []

    def said(self, blocks: tuple[Block, ...]) -> Said:
        """The words of a region's blocks, which most readers look through."""
        if self._said[0] is not blocks:
            self._said = (blocks, _said(blocks, self.known.around))
        return self._said[1]

    def statements(self, blocks: tuple[Block, ...]) -> tuple[Lines, ...]:
        """The statements of a region's blocks, which several readers ask for."""
        if self._stated[0] is not blocks:
            self._stated = (blocks, tuple(statements(blocks)))
        return self._stated[1]

    def found(self) -> Found:
        """All that there is in this draft."""
        own = vars(self).items()
        return [(name, facts) for name, facts in own if facts and (facts.__class__ is list or facts.__class__ is set)]

    def add(self, found: Found) -> None:
        """Goes on with what another draft has found."""
        for name, facts in found:
            own = getattr(self, name)
            if own.__class__ is list:
                own += facts
            else:
                own |= facts

    def miss(self, path: str, text: Text, why: str) -> None:
        """Lists a line of a fact-bearing section that could not be read; `why` is a key of catalogue/unread.yaml."""
        self.unread.append(Statement(text.text, place(path, text), why))


def place(path: str, text: Text, offset: int = 0, length: int = -1) -> Span:
    """The span of `length` characters of `text` from `offset` (all of it by default)."""
    column = text.column + offset
    size = len(text.text) - offset if length < 0 else length
    return new(Span, (path, text.line, column, text.line, column + size if size > 0 else column))


def place_within(path: str, lines: tuple[Text, ...], offset: int, length: int) -> Span:
    """The span of `length` characters from `offset` in lines that were joined by blanks; it ends with its line."""
    for line in lines[:-1]:
        if offset <= len(line.text):
            return place(path, line, offset, min(length, len(line.text) - offset))
        offset -= len(line.text) + 1
    return place(path, lines[-1], offset, length)


def distinct(found: Iterable[Any], key: Any) -> tuple[Any, ...]:
    """The first of each key, in order."""
    kept: dict[Any, Any] = {}
    for one in found:
        kept.setdefault(key(one), one)
    return tuple(kept.values())
