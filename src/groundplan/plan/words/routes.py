"""The shape of a path once its words are matched to things.

/projects/{id}/tasks        nested        Project, Task
/tasks/{id}/assign          action        Task, last word assign
/admin/users                collection    User, prefix admin
/auth/login                 words         last word login
"""

from __future__ import annotations

from groundplan import regex
from groundplan.plan.words import tables
from groundplan.plan.words.names import Directory, key, singular
from groundplan.record import NamedTuple
from groundplan.spec.model import Spec

_CALLER = ("me", "my", "self")
_PARAMETER = regex.compile(r"\{([^{}]*)\}")


class Step(NamedTuple):
    """A thing on the way: `entity` as the SPEC spells it, `word` as the path does, `parameter` or empty.

    `at` counts the parameters of the path before its own: what finds things that the SPEC does not keep is among them.
    """

    entity: str
    word: str
    parameter: str = ""
    at: int = 0


class Route(NamedTuple):
    """A path read from left to right.

    `steps` are the things it passes; `rest` the words behind the last of them that name none;
    `prefix` the words before the first. `words` are all words, folded.
    """

    shape: str
    steps: tuple[Step, ...]
    prefix: tuple[str, ...]
    rest: tuple[str, ...]
    words: tuple[str, ...]
    parameters: tuple[str, ...]

    @property
    def entity(self) -> str:
        """The thing that it is about, or empty."""
        return self.steps[-1].entity if self.steps else ""

    @property
    def own(self) -> bool:
        """Whether the words before the thing say that it is the caller's: `/me/orders`, `/users/addresses`."""
        return any(_is_caller(word) for word in self.prefix) and bool(self.steps)

    @property
    def parent(self) -> Step | None:
        """The thing before the last one, where the path names a row of it."""
        return self.steps[-2] if len(self.steps) > 1 else None

    @property
    def last(self) -> tuple[str, ...]:
        """The last word, and the last two as one (`token/refresh`)."""
        return (self.words[-1], "".join(self.words[-2:])) if self.words else ()


def says_mine(words: tuple[str, ...]) -> bool:
    """Whether words before a thing only say that it is the caller's: `/users/me`. None say nothing else."""
    return all(_is_caller(word) for word in words)


def _is_caller(word: str) -> bool:
    return tables.fold(key(word)) in (*tables.words("account"), *_CALLER)


def read(path: str, names: Directory) -> Route:
    """The route of a normalised path (`{name}` parameters, no base path)."""
    segments = [segment for segment in path.split("/") if segment]
    steps: list[Step] = []
    prefix: list[str] = []
    rest: list[str] = []
    parameters: list[str] = []
    for segment in segments:
        parameter = _PARAMETER.fullmatch(segment)
        if parameter:
            _take_parameter(parameter[1], len(parameters), steps, prefix, rest)
        else:
            _take_word(segment, names, steps, prefix, rest)
        parameters += _PARAMETER.findall(segment)
    words = tuple(tables.fold(segment) for segment in segments if not _PARAMETER.fullmatch(segment))
    return Route(_shape(steps, rest), tuple(steps), tuple(prefix), tuple(rest), words, tuple(parameters))


def _take_parameter(name: str, at: int, steps: list[Step], prefix: list[str], rest: list[str]) -> None:
    if steps and not rest and not steps[-1].parameter:
        steps[-1] = steps[-1]._replace(parameter=name, at=at)
    else:
        (rest if steps else prefix).append("{" + name + "}")


def _take_word(word: str, names: Directory, steps: list[Step], prefix: list[str], rest: list[str]) -> None:
    before = ([], steps[-1].entity) if steps else (prefix, "")
    entity = _inner(word, names, steps, rest) or ("" if rest else _thing(word, names, *before))
    if _is_tie(word, entity, names, steps):
        entity = ""
    if not entity and _is_callers(steps, rest, names) and (entity := _thing(word, names, rest)):
        # `/users/me/settings`: what stands before only says whose it is.
        prefix += [steps.pop().word, rest.pop()]
    if entity and (not steps or steps[-1].parameter):
        steps.append(Step(entity, word))
    elif entity and entity != steps[-1].entity:
        prefix.append(steps.pop().word)
        steps.append(Step(entity, word))
    else:
        (rest if steps else prefix).append(word)


def _thing(word: str, names: Directory, before: list[str], above: str = "") -> str:
    """What a word names; `settings` behind `me` are UserSettings where there are some."""
    mine = bool(before) and tables.fold(before[-1]) in _CALLER
    return (names.names.get(key(f"{names.account} {word}"), "") if mine else "") or names.collection(word, above)


def _is_callers(steps: list[Step], rest: list[str], names: Directory) -> bool:
    """Whether the path has come to the caller: `/users/me`."""
    account = len(steps) == 1 and steps[0].entity == names.account and not steps[0].parameter
    return account and len(rest) == 1 and tables.fold(rest[0]) in _CALLER


def _is_tie(word: str, entity: str, names: Directory, steps: list[Step]) -> bool:
    """`/articles/{slug}/favorite` is what the caller does to a row, not the collection of favorites."""
    return entity in names.joins and bool(steps) and bool(steps[-1].parameter) and tables.fold(word) == key(word)


def _inner(word: str, names: Directory, steps: list[Step], rest: list[str]) -> str:
    """`items` under `/carts/{id}` or `/cart` is a CartItem where there is one."""
    if not steps or rest:
        return ""
    return names.names.get(key(f"{steps[-1].entity} {singular(word).human}"), "")


def _shape(steps: list[Step], rest: list[str]) -> str:
    if not steps:
        return "words"
    if rest:
        simple = len(rest) == 1 and not rest[0].startswith("{")
        return ("action" if steps[-1].parameter else "collection_action") if simple else "words"
    nested = len(steps) > 1
    if steps[-1].parameter:
        return "nested_item" if nested else "item"
    return "nested" if nested else "collection"


_COMMON = regex.compile(r"/api(?:/v\d+)?(?=/|$)|/v\d+(?=/|$)")


def base_path(spec: Spec) -> str:
    """The base path with a leading slash and no trailing one: as stated, else the `/api/v1` that every path of the
    SPEC begins with, else the contract's. Where only some begin so, or not alike, all are written whole.
    """
    if spec.base_path is not None:
        stripped = spec.base_path.value.strip().strip("/")
        return f"/{stripped}" if stripped else ""
    begun = {found[0] if (found := _COMMON.match(one.path)) else "" for one in spec.endpoints}
    if begun <= {""}:
        return "/api/v1"
    return begun.pop() if len(begun) == 1 else ""
