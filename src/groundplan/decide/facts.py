"""What the rules may read: the Spec, the evidence and the earlier decisions, with the counts made once."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.decide.words import Corpus, fold
from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.decide.evidence import Evidence, Found
    from groundplan.decide.model import Decision
    from groundplan.source import Span
    from groundplan.spec.model import Spec

_OWNER_ROLES = frozenset(
    [
        "owner",
        "author",
        "self",
        "me",
        "user",
        "users",
        "member",
        "members",
        "authenticated",
        "caller",
        "본인",
        "작성자",
        "소유자",
        "사용자",
        "회원",
    ]
)
_USER_NAMES = frozenset(["user", "users", "member", "account", "회원", "사용자", "계정"])
_USER_FIELDS = frozenset(
    [
        "user",
        "owner",
        "author",
        "creator",
        "member",
        "customer",
        "userid",
        "ownerid",
        "authorid",
        "memberid",
        "createdby",
    ]
)
_VERSION = regex.compile(r"\s+v?\d[\w.]*\+?$")
_LANGUAGES = {
    "python": ("python", "파이썬"),
    "node": ("node", "nodejs", "javascript", "typescript", "js", "ts", "노드", "자바스크립트", "타입스크립트"),
    "go": ("go", "golang"),
    "rust": ("rust", "러스트"),
    "java": ("java", "kotlin", "자바", "코틀린"),
    "scala": ("scala", "스칼라"),
    "php": ("php",),
    "dotnet": ("dotnet", "net", "csharp", "닷넷"),
}
_MAX_WORDS = 8
_BY_MENTION = ("orm", "migrations", "authorization")
LANGUAGE_OF = {fold(name): language for language, names in _LANGUAGES.items() for name in names}


class Said(NamedTuple):
    """A word of the SPEC that answers a question: as written, with its strength, version and place."""

    value: str
    span: Span
    strength: str
    version: str = ""


class Facts:
    """The Spec, the evidence and what was decided so far; counts and texts are derived once and kept."""

    def __init__(self, spec: Spec, evidence: Evidence) -> None:
        self.spec = spec
        self.evidence = evidence
        self.decided: dict[str, Decision] = {}
        self.spellings: dict[str, dict[str, str]] = {}
        """Question -> folded spelling -> candidate id, filled in by the engine from the tables."""
        self.mentions: dict[str, list[str]] = {}
        """Question -> words that state a candidate where they stand in a constraint or requirement."""

    @cached_property
    def corpus(self) -> Corpus:
        """The statements that word conditions search, without exclusions and unread lines."""
        return Corpus(list(_statements(self.spec)))

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many there are of each countable thing; absent where the SPEC is silent."""
        spec = self.spec
        counts = {
            "entities": len(spec.entities),
            "endpoints": len(spec.endpoints),
            "relations": len(spec.relations) or _references(spec),
            "many_to_many": sum(one.cardinality == "N:M" for one in spec.relations),
            "dependencies": sum(len(one.dependencies) for one in spec.entities),
            "integrations": len(spec.integrations),
            "outbound": sum(bool(one.url or one.operations) for one in spec.integrations),
            "webhooks": sum(bool(one.webhook) for one in spec.integrations),
            "roles": len(_roles(spec)),
            "permissions": len(spec.permissions),
            "auth_sections": sum(one.kind == "auth" for one in spec.sections),
            "owned": len(_owned(spec)),
            "user_links": sum(
                _links_user(one.source, one.target) and one.cardinality == "N:M" for one in spec.relations
            ),
            **_shares(spec),
        }
        instances = _number(spec.instances.value) if spec.instances else None
        return counts if instances is None else {**counts, "instances": instances}

    def stated(self, question: str) -> tuple[Said, ...]:
        """What the SPEC says on a question, the strongest and earliest first."""
        spec = self.spec
        groups = {
            "framework": spec.frameworks,
            "database": spec.databases,
            "cache": spec.caches,
            "language": spec.languages,
        }
        if question in groups:
            said = [Said(one.value, one.span, one.strength, one.version) for one in groups[question]]
        elif question == "auth":
            said = [Said(one.scheme, one.span, "must") for one in spec.auth]
            read = {one.span for one in spec.auth}  # the front matter may name what no scheme of ours is
            said += [one for one in self._mentioned(question) if one.span not in read]
        else:
            said = list(self._mentioned(question))
        if question == "language":  # Swift, Dart or SQL say nothing about a backend
            said = [one for one in said if self.candidate("language", one.value)]
        said += self._forbidden(question)
        return tuple(sorted(said, key=lambda one: ("must", "should", "not").index(one.strength)))

    def candidate(self, question: str, said: str) -> str:
        """The candidate (or language) that a spelling means, or empty; `Express.js with TypeScript` is Express."""
        words = _VERSION.sub("", said.strip()).split()[:_MAX_WORDS]
        known = LANGUAGE_OF if question == "language" else self.spellings.get(question, {})
        prefixes = (fold(" ".join(words[:count]).replace("#", "sharp")) for count in range(len(words), 0, -1))
        return next((known[prefix] for prefix in prefixes if prefix in known), "")

    def found(self, question: str) -> tuple[Found, ...]:
        """What the repository says on a question."""
        return tuple(one for one in self.evidence.found if one.question == question)

    def _mentioned(self, question: str) -> Iterator[Said]:
        """An answer in front matter or settings (`stack.orm`), or a candidate's name in a constraint."""
        for key, value, span in self.spec.meta.fields:
            if key.removeprefix("stack.").replace("-", "_") == question and value:
                yield Said(value, span, "must")
        for fact in self.spec.settings:
            key, _, value = fact.value.partition("=")
            if key.rpartition(".")[2] == question:
                yield Said(value, fact.span, fact.strength)
        words = self.mentions.get(question, []) if question in _BY_MENTION else []
        hit = self.corpus.find(words, ["constraints", "requirements", "assumptions"])
        if hit:
            yield Said(hit.word, hit.span, "should")

    def _forbidden(self, question: str) -> Iterator[Said]:
        """What the front matter forbids: `forbid: [express, php]` or `forbid.framework: express`."""
        for key, value, span in self.spec.meta.fields:
            if key.split(".")[0] == "forbid":
                for word in re.split(r"[\[\],\s]+", value):
                    if self.candidate(question, word.strip("\"'")):
                        yield Said(word.strip("\"'"), span, "not")


def _statements(spec: Spec) -> Iterator[tuple[str, str, Span]]:
    yield "title", spec.meta.title, spec.meta.span
    yield from (("front matter", f"{key}: {value}", span) for key, value, span in spec.meta.fields)
    yield from (("requirements", f"{one.title}: {one.text}".removeprefix(": "), one.span) for one in spec.requirements)
    yield from (("constraints", one.text, one.span) for one in spec.constraints)
    yield from (("assumptions", one.text, one.span) for one in spec.assumptions)
    yield from (("compliance", f"{one.name} {one.text}", one.span) for one in spec.compliance)
    yield from (("targets", one.text, one.span) for one in spec.targets)
    yield from (("endpoints", f"{one.summary} {one.description}".strip(), one.span) for one in spec.endpoints)
    yield from (("entities", f"{one.name} {one.label} {one.description}", one.span) for one in spec.entities)
    yield from (("integrations", f"{one.name} {one.auth}", one.span) for one in spec.integrations)
    for scenario in spec.scenarios:
        yield "scenarios", scenario.title, scenario.span


def _roles(spec: Spec) -> list[str]:
    """Role names that are more than "the owner" or "any user"."""
    named = [one.name for one in spec.roles] + [one.role for one in spec.permissions]
    named += [role for one in spec.endpoints if one.access for role in one.access.roles]
    folded = dict.fromkeys(name.strip().casefold() for name in named)
    return [name for name in folded if name and name not in _OWNER_ROLES]


def _owned(spec: Spec) -> list[str]:
    """Entities with a field that names the user they belong to."""
    by_relation = [one.target for one in spec.relations if fold(one.source) in _USER_NAMES and one.cardinality == "1:N"]
    by_field = [
        one.name
        for one in spec.entities
        if fold(one.name) not in _USER_NAMES
        and any(fold(field.name) in _USER_FIELDS or fold(field.type.target) in _USER_NAMES for field in one.fields)
    ]
    return list(dict.fromkeys(by_relation + by_field))


def _links_user(source: str, target: str) -> bool:
    return fold(source) in _USER_NAMES or fold(target) in _USER_NAMES


def _references(spec: Spec) -> int:
    return sum(field.type.base == "ref" for one in spec.entities for field in one.fields)


def _shares(spec: Spec) -> dict[str, int]:
    shares: dict[str, int] = {}
    if spec.endpoints:
        plain = sum(not _is_action(one.path) for one in spec.endpoints)
        shares["crud_percent"] = 100 * plain // len(spec.endpoints)
        shares["read_percent"] = 100 * sum(one.method == "GET" for one in spec.endpoints) // len(spec.endpoints)
    fields = [field for one in spec.entities for field in one.fields]
    if fields:
        shares["json_percent"] = 100 * sum(field.type.base == "json" for field in fields) // len(fields)
    return shares


def _is_action(path: str) -> bool:
    """Whether a path ends in a verb after an item: `/orders/{id}/cancel` is one, `/orders/{id}/items` is not."""
    parts = path.strip("/").split("/")
    return (
        len(parts) > 1 and parts[-2].startswith("{") and not parts[-1].startswith("{") and not parts[-1].endswith("s")
    )


def _number(text: str) -> int | None:
    words = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10}
    found = re.search(r"\d+", text)
    if found:
        return min(int(found[0][:9]), 1_000_000)
    return next((value for word, value in words.items() if word in text.casefold().split()), None)
