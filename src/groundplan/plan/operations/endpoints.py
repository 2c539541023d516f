"""The endpoints of the service: those of the SPEC once each, and those that its scheme and operation need."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.plan.model.blueprint import Provider
from groundplan.plan.operations import keys
from groundplan.plan.operations.completion import Drafts
from groundplan.plan.operations.operations import Classified, classified, context
from groundplan.plan.operations.signing import PROGRAMS, sign_in
from groundplan.plan.words.names import Directory
from groundplan.plan.words.switches import switch
from groundplan.spec.callers.sessions import EVERYWHERE
from groundplan.spec.model import AccessNote, Endpoint, Spec
from groundplan.spec.text.paths import relative, shape

_AUTH = {
    "register": ("POST", "/auth/register"),
    "login": ("POST", "/auth/login"),
    "refresh": ("POST", "/auth/refresh"),
    "token": ("POST", "/oauth/token"),
    "logout": ("POST", "/auth/logout"),
    "logout_all": ("DELETE", "/auth/sessions"),
    "me_read": ("GET", "/auth/me"),
    "oauth_providers": ("GET", "/auth/providers"),
    "oauth_start": ("GET", "/auth/{provider}/login"),
    "oauth_callback": ("GET", "/auth/{provider}/callback"),
}
_THROUGH_PROVIDERS = ("oauth_providers", "oauth_start", "oauth_callback")
_NEEDED = {
    "jwt": ("login", "refresh", "logout", "me_read"),
    "session": ("login", "logout", "me_read"),
    "oauth2": (*_THROUGH_PROVIDERS, "refresh", "logout", "me_read"),
    "api_key": ("me_read",),
    "client_credentials": ("me_read",),
}
_BY_SESSION = ("login", "refresh", "logout", "logout_all")
_OF_CALLER = ("register", "me_read", "me_update", *_BY_SESSION)
_WITHOUT_ROWS = ("custom", "health", "webhook_in", "token", *_THROUGH_PROVIDERS, *_OF_CALLER)


def endpoints(
    spec: Spec, names: Directory, scheme: str, issued: str, *, clients: bool = False
) -> tuple[Classified, ...]:
    """Every endpoint once, in the order of the SPEC, the inferred ones last; `clients` get tokens for a secret."""
    about = context(spec, names)
    found: dict[tuple[str, str], Classified] = {}
    for stated in spec.endpoints:
        found.setdefault(identity(stated, about.base), classified(stated, about))
    for place, webhook in _webhooks(spec, about.base):
        if place not in found:
            found[place] = classified(webhook, about)
    kinds = _kinds(tuple(found.values()), sign_in(spec, scheme, tuple(found.values())).providers)
    owned = keys.missing(tuple(found.values()), names.keys) if names.keys else []
    home = _home(tuple(found.values()), about.base)
    for method, path in [
        *((method, home + path) for method, path in _missing(spec, scheme, issued, kinds)),
        *_granting(kinds, clients),
        *owned,
        ("GET", "/health"),
    ]:
        place = (method, shape(path))
        if place not in found:
            endpoint = Endpoint(method, path, spec.meta.span, raw=path, origin="inferred")
            found[place] = classified(endpoint, about)
    served = (keys.guarded(one, names.keys) if names.keys else one for one in found.values())
    # The page of metrics is not part of the contract: it is there anyway.
    return tuple(_as_written(one, scheme, issued, clients) for one in served if one.kind != "metrics")


def _home(stated: tuple[Classified, ...], base: str) -> str:
    """What stands before `/auth` where the SPEC has its own ways in: `/v2` of `/v2/auth/login`."""
    paths = (relative(one.endpoint.path, base) for one in stated if one.kind in _OF_CALLER)
    heads = (path.rpartition("/")[0] for path in paths)
    return next((head.removesuffix("/auth") for head in heads if head.endswith("/auth")), "")


def _granting(kinds: set[str], clients: bool) -> list[tuple[str, str]]:
    return [_AUTH["token"]] if clients and "token" not in kinds else []


def backed(classified: tuple[Classified, ...], drafts: Drafts) -> tuple[Classified, ...]:
    """The endpoints, where those about rows that nothing keeps wait to be written: `/users` where no one has a name."""
    return tuple(
        one if one.kind in _WITHOUT_ROWS or drafts.find(one.entity) is not None else _waiting(one) for one in classified
    )


def _waiting(one: Classified) -> Classified:
    return one._replace(kind="custom", provider="", action=None, across=False, own_row=False, under="")


def _kinds(stated: tuple[Classified, ...], providers: tuple[Provider, ...]) -> set[str]:
    """The kinds that the SPEC states; a path for one provider does not serve the others."""
    kinds = {"register" if one.rule == "OP019" else one.kind for one in stated}  # closed, and the only one
    for kind in ("oauth_start", "oauth_callback"):
        served = {one.provider for one in stated if one.kind == kind}
        if "" not in served and not {one.id for one in providers} <= served:
            kinds.discard(kind)
    return kinds


def _as_written(one: Classified, scheme: str, issued: str, clients: bool) -> Classified:
    """What only makes sense with providers, sessions, tokens or callers waits to be written where there are none."""
    foreign = {"none": (*_THROUGH_PROVIDERS, *_OF_CALLER), "oauth2": ()}
    foreign |= dict.fromkeys(PROGRAMS, (*_THROUGH_PROVIDERS, *_BY_SESSION))
    unrenewed = one.kind == "refresh" and issued == "session"
    ungranted = one.kind == "token" and not clients
    nobodys = one.own_row and scheme == "none"
    foreign_kind = one.kind in foreign.get(scheme, _THROUGH_PROVIDERS)
    if scheme == "none":
        one = one._replace(under="")
    return _waiting(one) if unrenewed or ungranted or nobodys or foreign_kind else one


def _webhooks(spec: Spec, base: str) -> Iterator[tuple[tuple[str, str], Endpoint]]:
    """The webhooks that integrations name."""
    for one in spec.integrations:
        if one.webhook:
            note = AccessNote("signature", one.span, origin="inferred")
            endpoint = Endpoint("POST", one.webhook, one.span, raw=one.webhook, access=note, origin="inferred")
            yield identity(endpoint, base), endpoint


def identity(endpoint: Endpoint, base: str) -> tuple[str, str]:
    """What makes two endpoints the same one: method and path, whatever the parameters are called."""
    return endpoint.method, shape(relative(endpoint.path, base))


def _missing(spec: Spec, scheme: str, issued: str, kinds: set[str]) -> list[tuple[str, str]]:
    """What the scheme needs and the SPEC does not state; open registration only where it names no way in at all."""
    never = {*kinds, "refresh"} if issued == "session" else kinds
    needed = [kind for kind in _NEEDED.get(scheme, ()) if kind not in never]
    if needed and not kinds & {"register", "login", "refresh", "logout"} and scheme in ("jwt", "session"):
        needed.insert(0, "register")
    if scheme in _NEEDED and switch(spec, EVERYWHERE) == "true" and "logout_all" not in kinds:
        needed.append("logout_all")
    return [_AUTH[kind] for kind in needed]
