"""What the things of a SPEC are called, and which thing a word of a path means."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from types import MappingProxyType

from groundplan import regex
from groundplan.naming import Name
from groundplan.plan.words import tables
from groundplan.plan.words.singles import singles
from groundplan.record import NamedTuple
from groundplan.source import Span
from groundplan.spec.model import Entity, Relation, Spec
from groundplan.spec.text.words import english_names

_PLAIN = regex.compile(r"[A-Za-z][A-Za-z0-9_]{0,62}")
_UNCOUNTED = frozenset(
    {"data", "metadata", "media", "news", "status", "bus", "analysis", "basis", "info", "sms", "gas"}
)


@cache
def singular(text: str) -> Name:
    """The name in `text` with its last word in the singular; words without one stay as they are."""
    name = Name.of(text)
    return name if name.words[-1] in _UNCOUNTED or name.words[-1].endswith("ss") else name.singular


@cache
def key(text: str) -> str:
    """How names of things are compared: singular, without case and separators."""
    return "".join(singular(text).words)


def wire(text: str) -> str:
    """A name on the wire: as the SPEC spells it where that is an identifier of bearable length, else snake_case."""
    return text if _PLAIN.fullmatch(text) else Name.of(text).snake


class Directory(NamedTuple):
    """Which entity a word means: folded singular name -> entity name as the SPEC spells it.

    `joins` are the entities that named N:M relations go through; `keys` is the entity of API keys, empty for none;
    `singles` are those of which every account has one row at most; `short` are things by one word of their name that
    no other has: see `collection`.
    """

    names: dict[str, str]
    account: str
    joins: frozenset[str] = frozenset()
    keys: str = ""
    singles: frozenset[str] = frozenset()
    short: Mapping[str, Entity] = MappingProxyType({})

    def find(self, word: str) -> str:
        """The entity that `word` names, or empty."""
        found = self.names.get(key(word), "")
        return found or (self.account if tables.fold(key(word)) in tables.words("account") else "")

    def collection(self, word: str, above: str = "") -> str:
        """The entity that a word of a path names: `classes` also those of GymClass, where there is no other class.

        Below a row of `above` only what refers to it is called so.
        """
        found = self.find(word)
        short = None if found or tables.fold(word) == key(word) else self.short.get(key(word))
        tied = short and (not above or any(key(one.type.target) == key(above) for one in short.fields))
        return short.name if short and tied else found


def directory(spec: Spec, keys: str = "", account: str = "") -> Directory:
    """All that can be named: entities by name and label, named join entities, the account under its other words.

    `keys` is the entity of API keys; `account` that of who calls, where it is known already.
    """
    names: dict[str, str] = {}
    for entity in spec.entities:
        names.setdefault(key(entity.name), entity.name)
    for relation in spec.relations:
        if relation.cardinality == "N:M" and relation.through:
            names.setdefault(key(relation.through), relation.through)
    account = account or account_name(spec)
    for word in mentioned(spec):
        if tables.fold(key(word)) not in tables.words("account"):
            names.setdefault(key(word), word)
    for entity in spec.entities:
        if entity.label:
            names.setdefault(key(entity.label), entity.name)
    for entity in spec.entities:
        for word in english_names(entity.name):  # `GET /books` gives what is called 도서
            names.setdefault(key(word), entity.name)
    joins = frozenset(relation.through for relation in spec.relations if relation.through)
    return Directory(names, account, joins, keys, singles(spec, account), _short(spec.entities, names))


def _short(entities: tuple[Entity, ...], names: dict[str, str]) -> dict[str, Entity]:
    """Things by the word that tells them apart: the last of their name and, where that says little, the one before.

    WatchedAttributes are some of the attributes only.
    """
    found: dict[str, list[Entity]] = {}
    for entity in entities:
        words = singular(entity.name).words
        if len(words) > 1 and not words[0].endswith("ed"):
            for told in words[-2:] if words[-1] in tables.words("vague") else words[-1:]:
                found.setdefault(key(told), []).append(entity)
    reserved = {key(one) for name in ("auth", "account", "prefix", "figures") for one in tables.words(name)}
    taken = {*names, *reserved}
    return {word: of[0] for word, of in found.items() if len(of) == 1 and word not in taken}


def mentioned(spec: Spec) -> dict[str, Span]:
    """What references, lists and relations name, defined or not, as they spell it, with the first place of each."""
    found: dict[str, Span] = {}
    for entity in spec.entities:
        for field in entity.fields:
            if field.type.target:
                found.setdefault(field.type.target, field.span)
    for relation in spec.relations:
        for side in (relation.source, relation.target):
            if side:
                found.setdefault(side, relation.span)
    return found


def join_name(relation: Relation) -> str:
    """The name of the join entity of an N:M relation: as stated, else both sides (`TaskLabel`)."""
    return relation.through or singular(relation.source).pascal + singular(relation.target).pascal


def account_name(spec: Spec) -> str:
    """The entity that signs in, as the SPEC spells it; `User` where none is stated.

    In order: the one with a password, the one called by a word for users, the one that server-set
    references point to. A password in a row of one that is called so is that row's: `schedule (user_id, password)`.
    """
    called = {key(entity.name): entity.name for entity in reversed(spec.entities) if _is_called_account(entity)}
    holders = [one for one in spec.entities if _has_password(one)]
    own = (one.name for one in holders if key(one.name) in called or not _belongs(one, called))
    return next(own, "") or next(iter(called.values()), "") or _pointed_at(spec) or "User"


def _belongs(entity: Entity, called: Collection[str]) -> bool:
    """Whether its rows refer to one of the entities of these folded names."""
    told = (key(one.type.target or one.name.removesuffix("_id").removesuffix("Id")) for one in entity.fields)
    return any(name in called for name in told)


def client_name(spec: Spec) -> str:
    """The entity that calls where only programs do: one with a password or called user, else the one that server-set
    references point to, else `ApiClient`. A customer or a member is data there.
    """
    called = (one.name for one in spec.entities if _has_password(one) or key(one.name) == "user")
    return next(called, "") or _pointed_at(spec) or "ApiClient"


def _pointed_at(spec: Spec) -> str:
    targets = [f.type.target for entity in spec.entities for f in entity.fields if f.type.target and f.read_only]
    known = {key(entity.name): entity.name for entity in spec.entities}
    return next((known[key(target)] for target in targets if key(target) in known), "")


def _has_password(entity: Entity) -> bool:
    return any(field.type.base == "password" or tables.fold(field.name) == "password" for field in entity.fields)


def _is_called_account(entity: Entity) -> bool:
    return key(entity.name) in ("user", "account", "member", "customer")
