"""Which operation an endpoint is: the rows of rules/operations.yaml, tried in order (DESIGN.md section 5).

Light on purpose: `groundplan show` classifies without planning anything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from groundplan import providers, regex
from groundplan.plan.model.api import FileRule
from groundplan.plan.operations import files, ties
from groundplan.plan.operations.actions import Action, action
from groundplan.plan.words import routes, tables
from groundplan.plan.words.names import Directory, directory, join_name, key
from groundplan.plan.words.routes import Route
from groundplan.record import NamedTuple
from groundplan.spec.model import Endpoint, Entity, Spec
from groundplan.spec.text.paths import relative

_MAKING = ("collection", "nested", "collection_action")
_CLIENT = regex.compile(r"client[- _]?(?:credentials?|secret)|클라이언트 자격 ?증명", re.IGNORECASE)


class Classified(NamedTuple):
    """An endpoint as an operation: `rule` is the row that decided, `why` its reason in the SPEC's language.

    `entity` is what it is about, as the SPEC spells it; `join` the join entity that ties it to the entity
    before it in the path or to the caller. `provider` is who the path signs in with, where it names one.
    """

    endpoint: Endpoint
    kind: str
    rule: str
    why: str
    route: Route
    entity: str = ""
    join: str = ""
    provider: str = ""
    action: Action | None = None
    """What an `action` sets."""
    file: FileRule | None = None
    """What an `upload` takes, and what a `download` may give back."""
    across: bool = False
    """Whether it lists the rows that `join` ties to the row above, rather than rows that refer to it."""
    own_row: bool = False
    """Whether its row is the one that the caller has: the path names none."""
    under: str = ""
    """The entity whose one row, the caller's, its rows stand under: the cart of `/cart/items`."""


class Context(NamedTuple):
    """What is looked up again and again while a SPEC is classified.

    `entities` by name; `joins` by the two sides, folded and sorted; `named` are the paths under which a row is named,
    `made` those under which one is made; `webhooks` the paths that integrations name. Paths are without the base path.
    """

    spec: Spec
    names: Directory
    base: str
    entities: dict[str, Entity]
    joins: dict[tuple[str, ...], list[str]]
    named: frozenset[str]
    made: frozenset[str]
    webhooks: frozenset[str]
    uploads: dict[str, Endpoint]
    """The endpoint that takes the files of an entity."""


class Facts(NamedTuple):
    """What conditions may ask about one endpoint."""

    endpoint: Endpoint
    route: Route
    context: Context
    join: str
    references: bool
    under: str


def classify(spec: Spec, keys: str = "") -> tuple[Classified, ...]:
    """Every endpoint of the SPEC, in its order; `keys` is its entity of API keys. Raises ResourceError for a
    malformed table.
    """
    about = context(spec, directory(spec, keys))
    return tuple(classified(endpoint, about) for endpoint in spec.endpoints)


def context(spec: Spec, names: Directory) -> Context:
    """The context of classifying endpoints of `spec`."""
    base = routes.base_path(spec)
    joins: dict[tuple[str, ...], list[str]] = {}
    for one in spec.relations:
        if one.cardinality == "N:M":
            joins.setdefault(ties.pair(one.source, one.target), []).append(join_name(one))
    webhooks = frozenset(relative(one.webhook, base) for one in spec.integrations if one.webhook)
    entities = {entity.name: entity for entity in reversed(spec.entities)}
    uploads = _uploads(spec, names, base, entities)
    made = frozenset(relative(one.path, base) for one in spec.endpoints if one.method == "POST")
    return Context(spec, names, base, entities, joins, frozenset(_named(spec, base)), made, webhooks, uploads)


def _uploads(spec: Spec, names: Directory, base: str, entities: dict[str, Entity]) -> dict[str, Endpoint]:
    if not any(files.kept(one) for one in spec.entities):
        return {}
    found: dict[str, Endpoint] = {}
    for one in spec.endpoints:
        route = routes.read(relative(one.path, base), names)
        if route.shape in _MAKING and files.takes(one, entities.get(route.entity), spec):
            found.setdefault(route.entity, one)
    return found


def _named(spec: Spec, base: str) -> Iterator[str]:
    for one in spec.endpoints:
        path = relative(one.path, base)
        stem, row, _ = path.rpartition("/{")
        if row and path.endswith("}"):
            yield stem


def classified(endpoint: Endpoint, about: Context) -> Classified:
    """One endpoint as an operation."""
    route = routes.read(relative(endpoint.path, about.base), about.names)
    join = ties.join_between(route, about)
    facts = Facts(endpoint, route, about, join, ties.references(route, about), ties.under(endpoint, route, about))
    row = next(row for row in tables.operation_rules() if holds(row["when"], facts))
    why = row["because"][about.spec.meta.language]
    across = _is_across(row, facts)
    through = route.shape == "nested" and row["kind"] != "custom" and not across and _is_related(facts)
    made = about.names.account if row["kind"] == "create" else ""  # `/auth/register` names no thing
    entity = join if through else route.entity or made
    provider = _provider(route) if row["kind"] in ("oauth_start", "oauth_callback") else ""
    does = _action(facts) if row["kind"] == "action" else None
    file = _file(facts) if row["kind"] in ("upload", "download") else None
    own = row["when"]["fact"] == "own_row"
    under = facts.under if row["kind"] != "custom" else ""
    return Classified(
        endpoint, row["kind"], row["id"], why, route, entity, join, provider, does, file, across, own, under
    )


def _is_across(row: dict[str, Any], facts: Facts) -> bool:
    """Whether what it lists or counts is tied to the row above by a join: `/labels/{id}/tasks`, and its `/count`."""
    if facts.route.shape == "nested":
        return bool(row["when"]["fact"] == "related")
    below = facts.route.shape == "collection_action" and facts.route.parent is not None
    return below and row["kind"] in ("count", "search", "export") and _is_related(facts)


def _file(facts: Facts) -> FileRule:
    about, entity = facts.context, facts.route.entity
    sent = facts.endpoint if facts.endpoint.method == "POST" else about.uploads[entity]
    return files.rule(sent, about.entities.get(entity), about.spec)


def holds(when: dict[str, Any], facts: Facts) -> bool:
    """Whether every condition of a row holds."""
    return all(not value or _CONDITIONS[name](value, facts) for name, value in when.items())


def _method(value: list[str], facts: Facts) -> bool:
    return facts.endpoint.method in value


def _shape(value: list[str], facts: Facts) -> bool:
    return facts.route.shape in value


def _last(value: list[str], facts: Facts) -> bool:
    ends_in_row = facts.endpoint.path.endswith("}")
    return not ends_in_row and any(word in value for word in facts.route.last)


def _contains(value: list[str], facts: Facts) -> bool:
    return any(tables.fold(key(word)) in value for word in facts.route.words)


def _auth(_: bool, facts: Facts) -> bool:
    """Only words for authentication or the account stand before the last word, and it names no other thing."""
    people = tables.fold(key(facts.context.names.account))
    allowed = (*tables.words("auth"), *tables.words("account"), *tables.words("prefix"), people)
    before = [tables.fold(key(word)) for word in facts.route.words[:-1]]
    known = all(word in allowed or word in ("api", "token", "refresh") for word in before)
    about = facts.route.entity in ("", facts.context.names.account)
    return known and about and not facts.route.parameters


def _access(value: list[str], facts: Facts) -> bool:
    note = facts.endpoint.access
    return (note.kind if note else "none") in value


def _resource(value: str, facts: Facts) -> bool:
    entity = facts.route.entity
    if not entity or value == "any":
        return bool(entity)
    kind = (
        "account"
        if entity == facts.context.names.account
        else "join"
        if entity in facts.context.names.joins
        else "entity"
    )
    return kind == value


def _fact(value: str, facts: Facts) -> bool:
    return _FACTS[value](facts)


def _is_webhook(facts: Facts) -> bool:
    return relative(facts.endpoint.path, facts.context.base) in facts.context.webhooks


def _is_metrics(facts: Facts) -> bool:
    """The page that every service has: a body that the SPEC states is something else."""
    stated = any(one.fields or one.entity for one in facts.endpoint.responses)
    return relative(facts.endpoint.path, facts.context.base) == "/metrics" and not stated


def _is_figures(facts: Facts) -> bool:
    return any(tables.fold(word) in tables.words("figures") for word in facts.route.prefix)


def _is_related(facts: Facts) -> bool:
    return bool(facts.join) and not facts.references


def _is_child(facts: Facts) -> bool:
    """References, or nothing but the path ties them: then the path states the relation.

    Members of something are the rows of a named join table, which does reference it.
    """
    return facts.references or not facts.join or facts.join in facts.context.names.joins


def _is_linkable(facts: Facts) -> bool:
    if not facts.join:
        return False
    word = tables.fold(key(facts.route.rest[-1]))
    return word in tables.words("link_verbs") or word in key(facts.join)


def _is_field(facts: Facts) -> bool:
    entity = facts.context.entities.get(facts.route.entity)
    word = tables.fold(facts.route.rest[-1])
    return entity is not None and any(tables.fold(field.name) == word for field in entity.fields)


def _is_singleton(facts: Facts) -> bool:
    """`/cart`: a singular word under which no row is named and none is made is one thing."""
    path = relative(facts.endpoint.path, facts.context.base)
    return ties.is_singular(facts.route.steps[-1].word) and path not in facts.context.named | facts.context.made


def _is_own_row(facts: Facts) -> bool:
    """`/cart`, `/me/settings`: one row, found by who calls, as every account has one of its sort."""
    route, about, note = facts.route, facts.context, facts.endpoint.access
    anybody = note is not None and note.kind in ("public", "signature")
    if route.entity not in about.names.singles or anybody or (route.prefix and not route.own):
        return False
    called = ties.is_called_one(route.steps[-1].word, route.entity)
    return called and relative(facts.endpoint.path, about.base) not in about.named


def _is_under_own(facts: Facts) -> bool:
    return bool(facts.under)


def _joins_own(facts: Facts) -> bool:
    return ties.joins_above(facts.endpoint, facts.route, facts.context)


def _provider(route: Route) -> str:
    """The provider that a word of the path names, or empty."""
    return next((word for word in route.words if word in providers.rows()), "")


def _is_provider(facts: Facts) -> bool:
    """Only words for signing in stand in the path, with the name of a provider or a parameter for one."""
    route = facts.route
    parameters = [tables.fold(one) for one in route.parameters]
    names = [word for word in route.words if word in providers.rows()] + parameters
    known = {*tables.words("auth"), *tables.words("prefix"), *tables.words("provider_paths")}
    others = [word for word in route.words if word not in providers.rows()]
    return len(names) == 1 and set(parameters) <= set(tables.words("provider")) and set(others) <= known


def _action(facts: Facts) -> Action | None:
    entity = facts.context.entities.get(facts.route.entity)
    if entity is None or not facts.route.rest:
        return None
    return action(facts.endpoint, facts.route.rest[-1], entity, facts.context.spec.requirements)


def _is_key(facts: Facts) -> bool:
    return bool(facts.context.names.keys) and facts.route.entity == facts.context.names.keys


def _is_client(facts: Facts) -> bool:
    """The endpoint says so, or programs are all that the SPEC lets in."""
    stated = facts.endpoint
    told = " ".join((stated.summary, stated.description, *(one.name for one in stated.request or ())))
    schemes = {one.scheme for one in facts.context.spec.auth}
    if stated.origin == "inferred" or _CLIENT.search(told):
        return True
    return "client_credentials" in schemes <= {"client_credentials", "api_key"}


def _is_settled(facts: Facts) -> bool:
    return _action(facts) is not None


def _takes_file(facts: Facts) -> bool:
    entity = facts.context.entities.get(facts.route.entity)
    return facts.route.entity in facts.context.uploads and files.takes(facts.endpoint, entity, facts.context.spec)


def _keeps_file(facts: Facts) -> bool:
    return facts.route.entity in facts.context.uploads


_FACTS: dict[str, Callable[[Facts], bool]] = {
    "webhook": _is_webhook,
    "related": _is_related,
    "child": _is_child,
    "linkable": _is_linkable,
    "field": _is_field,
    "singleton": _is_singleton,
    "provider": _is_provider,
    "settled": _is_settled,
    "key": _is_key,
    "client": _is_client,
    "metrics": _is_metrics,
    "figures": _is_figures,
    "takes_file": _takes_file,
    "keeps_file": _keeps_file,
    "own_row": _is_own_row,
    "under_own": _is_under_own,
    "joins_own": _joins_own,
}
_CONDITIONS: dict[str, Callable[[Any, Facts], bool]] = {
    "method": _method,
    "shape": _shape,
    "last": _last,
    "contains": _contains,
    "auth": _auth,
    "access": _access,
    "resource": _resource,
    "fact": _fact,
}
