"""What operations are called: operationIds, tags and summaries."""

from __future__ import annotations

from groundplan import catalogue, regex
from groundplan.naming import Name
from groundplan.plan.model.data import Resource
from groundplan.plan.operations.operations import Classified
from groundplan.plan.words.routes import Route

_PLURAL = ("list", "clear", "count", "search", "export")
_VERBS = {
    "list": "list", "create": "create", "read": "get", "replace": "replace", "update": "update", "delete": "delete",
    "clear": "clear", "count": "count", "search": "search", "export": "export", "upload": "upload",
    "download": "download",
}  # fmt: skip
_FIXED = {
    "register": "register", "login": "login", "refresh": "refreshTokens", "token": "issueToken", "logout": "logout",
    "logout_all": "logoutEverywhere", "me_read": "getMe",
    "me_update": "updateMe", "health": "getHealth", "oauth_providers": "listProviders",
}  # fmt: skip
_AUTH = (
    "register", "login", "refresh", "token", "logout", "logout_all", "oauth_providers", "oauth_start", "oauth_callback",
)  # fmt: skip
_SIGNING = {"oauth_start": "start", "oauth_callback": "finish"}
_BEGINS_WITH_VOWEL = regex.compile(r"(?i)(?!uni[^nm]|us[aeu]|eu|one|ubi)[aeiou]")  # by sound: a user, a unit
_METHODS = {"GET": "get", "POST": "run", "PUT": "set", "PATCH": "change", "DELETE": "remove"}


def identifier(one: Classified, resource: Resource | None, right: Resource | None) -> Name:
    """The operationId before it is made unique, as words."""
    if one.kind in _FIXED:
        return Name.of(_FIXED[one.kind])
    if one.kind in _SIGNING:
        return Name((_SIGNING[one.kind], *((one.provider,) if one.provider else ()), "sign", "in"))
    if one.kind == "webhook_in":
        return Name(("receive", *_source(one.route), "webhook"))
    if one.kind in ("link", "unlink"):
        return _linking(one, resource, right)
    if one.kind in ("action", "custom") or resource is None:
        return _custom(one, resource)
    noun = resource.name.plural if one.kind in _PLURAL else resource.name
    if one.rule == "OP055":
        return Name((_VERBS[one.kind], *resource.name.words, *Name.of(one.route.rest[-1]).words))
    above = one.route.parent
    scope = Name.of(above.entity).singular.words if above and one.kind in ("list", "create", "upload", "clear") else ()
    told = scope if resource.name.words[: len(scope)] != scope else ()
    return Name((_VERBS[one.kind], *told, *noun.words))


def _source(route: Route) -> tuple[str, ...]:
    words = [
        word for word in route.words if word not in ("webhook", "webhooks", "hook", "hooks", "callback", "callbacks")
    ]
    return Name.of(words[-1]).words if words else ()


def _linking(one: Classified, resource: Resource | None, right: Resource | None) -> Name:
    noun = resource.name.words if resource else ()
    if one.route.rest:
        word = Name.of(one.route.rest[-1]).words
        ends = one.kind == "unlink" and one.rule != "OP052"
        return Name((*(("remove",) if ends else ()), *word, *noun))
    verb = "attach" if one.kind == "link" else "detach"
    return Name((verb, *(right.name.words if right else noun)))


def _custom(one: Classified, resource: Resource | None) -> Name:
    """`POST /tasks/{id}/assign` is assignTask, `POST /auth/forgot-password` forgotPassword, `GET /a/b` getAB."""
    method = one.endpoint.method
    noun = resource.name.words if resource else ()
    rest = _spelled(one.route.rest) if resource else ()
    before = () if resource else _spelled(one.route.prefix)
    words = [word for group in (*before, *rest) for word in group]
    if method == "POST" and resource is not None and rest:
        return Name((*words, *noun))
    if method == "POST" and before:
        first = [word for group in before[:-1] for word in group if word != "auth"]
        spelled = (*before[-1], *first)
        return Name(spelled if len(spelled) > 1 else ("run", *spelled))
    return Name((_METHODS.get(method, "run"), *(noun + tuple(words) or ("root",))))


def _spelled(parts: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(Name.of(part).words for part in parts if not part.startswith("{"))


def unique(name: Name, route: Route, taken: set[str]) -> Name:
    """`name`, with the words before the thing (`admin`) or a number where another operation has it."""
    chosen = name
    prefix = tuple(word for part in route.prefix if "{" not in part for word in Name.of(part).words)
    if chosen.camel in taken and prefix and route.steps:
        chosen = Name((name.words[0], *prefix, *name.words[1:]))
    number = 1
    while chosen.camel in taken:
        number += 1
        chosen = Name((*name.words[:-1], f"{name.words[-1]}{number}"))
    taken.add(chosen.camel)
    return chosen


def tag(one: Classified, resource: Resource | None) -> Name:
    """The group of an operation: its resource in the plural, `auth`, `webhooks`, `health`, else its first word."""
    if one.kind in _AUTH:
        return Name.of("auth")
    if one.kind == "webhook_in":
        return Name.of("webhooks")
    if one.kind == "health":
        return Name.of("health")
    if resource is not None:
        return resource.name.plural
    return Name.of(one.route.words[0]) if one.route.words else Name.of("service")


def summary(one: Classified, resource: Resource | None, right: Resource | None, language: str) -> str:
    """The SPEC's words, else a sentence of ours in its language; `(admin only)` says who, not what."""
    told = one.endpoint.summary.strip()
    if told and not (told.startswith("(") and told.endswith(")")):
        return told
    thing = resource or right
    if one.kind in ("action", "custom") or (thing is None and one.kind not in (*_FIXED, *_SIGNING, "webhook_in")):
        return identifier(one, resource, right).title
    label = (thing.label or thing.name.human) if thing else ""
    plural = (thing.label or thing.name.plural.human) if thing else ""
    other = (right.label or right.name.human) if right else label
    article = "an" if _BEGINS_WITH_VOWEL.match(other) else "a"
    return catalogue.text(f"plan.{one.kind}", language, a=article, one=label, many=plural, other=other)
