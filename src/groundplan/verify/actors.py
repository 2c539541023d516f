"""The users of a run: registered through the API where it is open, given by the user of the suite otherwise."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from groundplan.plan.operations.signing import PROGRAMS
from groundplan.verify import grants, provided
from groundplan.verify.client import Client, Reply, Request
from groundplan.verify.model import Skip, skip
from groundplan.verify.tokens import decode

if TYPE_CHECKING:
    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.model.data import Resource
    from groundplan.verify.options import Credentials, Options
    from groundplan.verify.policy import Known
    from groundplan.verify.values import Values

Pairs = tuple[tuple[str, str], ...]
SOON = 30
SUPPORTED = ("none", "jwt", "session", "oauth2", "client_credentials", "api_key")


@dataclass(slots=True, kw_only=True)
class Actor:
    """Somebody who calls. `id`, `role` and `profile` are what the API told; `tokens` the answer to the last login."""

    name: str
    login: str = ""
    password: str = ""
    id: str = ""
    role: str = ""
    signed_in: bool = False
    tokens: dict[str, Any] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    key: str = ""
    """An API key, or the secret of a client, where that is all that proves who calls."""
    expires: float = 0.0
    profile: dict[str, Any] = field(default_factory=dict)

    @property
    def access_token(self) -> str:
        """The access token, empty without one."""
        return str(self.tokens.get("access_token", ""))

    @property
    def refresh_token(self) -> str:
        """The refresh token, empty without one."""
        return str(self.tokens.get("refresh_token", ""))


class Cast:
    """Makes and remembers actors. Raises Skip where the service offers no way to have one."""

    def __init__(self, blueprint: Blueprint, options: Options, client: Client, values: Values, known: Known) -> None:
        self._blueprint = blueprint
        self._options = options
        self._client = client
        self._values = values
        self._known = known
        self._actors: dict[str, Actor | Skip] = {}

    def alice(self) -> Actor:
        """The user whose rows are tried."""
        return self._named("alice", self._options.user)

    def anybody(self) -> Actor:
        """Alice, or somebody who is not signed in where the suite has no account."""
        try:
            return self.alice()
        except Skip:
            return Actor(name="nobody")

    def bob(self) -> Actor:
        """Somebody else, of the same role."""
        return self._named("bob", self._options.other)

    def admin(self) -> Actor | None:
        """The user of `--admin-login`, None without one."""
        return self._named("admin", self._options.admin) if self._options.admin else None

    def spare(self) -> Actor:
        """A user whose sessions and profile may be spoilt: not alice, where others can be had."""
        if self._options.user and not self._blueprint.auth.open_registration:
            return self.awake(self.alice())
        return self.awake(self._named("spare", None))

    def fresh(self, name: str = "fresh") -> Actor:
        """A new user, with nothing of its own yet."""
        if self._blueprint.auth.scheme == "none":
            return Actor(name=name)
        return self._enter(name, self._register())

    def _named(self, name: str, given: Credentials | None) -> Actor:
        if name not in self._actors:
            self._actors[name] = self._tried(name, given)
        found = self._actors[name]
        if isinstance(found, Skip):
            raise found
        return found

    def _tried(self, name: str, given: Credentials | None) -> Actor | Skip:
        """The actor, or why there is none: it is not tried again for every check."""
        try:
            return self._enter(name, given) if given else self.fresh(name)
        except Skip as why:
            return why

    def _register(self) -> Credentials:
        from groundplan.verify.options import Credentials

        if self._options.provider:
            return Credentials(login=f"{self._values.token()}@verify.example", password="")
        if not self._blueprint.auth.open_registration or not self._blueprint.auth.register:
            raise skip("no_registration")
        body = self.registration()
        auth = self._blueprint.auth
        reply = self.call(self._blueprint.operation(auth.register), body)
        if reply.status >= 400:
            raise skip("no_account", got=reply.short)
        return Credentials(login=str(body[auth.login_property]), password=str(body[auth.password_property]))

    def registration(self) -> dict[str, Any]:
        """A new body for the register operation: all that it requires."""
        operation = self._blueprint.operation(self._blueprint.auth.register)
        schema = self._blueprint.schema(operation.request)
        body = {one.name: self._values.valid(one.type) for one in schema.properties if one.required and one.type}
        self._client.secrets.add(str(body.get(self._blueprint.auth.password_property, "")))
        return body

    def _enter(self, name: str, given: Credentials) -> Actor:
        if self._blueprint.auth.scheme not in SUPPORTED:
            raise skip("scheme", scheme=self._blueprint.auth.scheme)
        actor = Actor(name=name, login=given.login, password=given.password)
        self._client.secrets.add(given.password)
        keys = self._blueprint.auth.keys
        if self._blueprint.auth.scheme in PROGRAMS:
            actor.key = given.password
        if actor.key and keys and keys.header:
            actor.signed_in, actor.expires = True, math.inf
        else:
            self.sign_in(actor)
        self._meet(actor)
        return actor

    def login_body(self, login: str, password: str) -> dict[str, Any]:
        """The body of a login."""
        auth = self._blueprint.auth
        schema = self._blueprint.schema(self._blueprint.operation(auth.login).request)
        names = [one.name for one in schema.properties]
        login_name = auth.login_property if auth.login_property in names else names[0]
        password_name = auth.password_property if auth.password_property in names else names[-1]
        return {login_name: login, password_name: password}

    def sign_in(self, actor: Actor) -> Reply:
        """Log in, by password or provider, and keep what came back. Raises Skip when it is refused."""
        reply = self.ask_in(actor)
        if reply.status >= 400:
            raise skip("no_login", got=reply.short)
        actor.signed_in = True
        self.renew(actor, reply)
        return reply

    def ask_in(self, actor: Actor, brought: Pairs = ()) -> Reply:
        """The answer to a sign-in, by password or provider, in a browser that has the cookies `brought` already."""
        if actor.key:
            return grants.ask(self._client, self._blueprint, grants.form(self._blueprint, actor.key))
        if self._options.provider:
            cookies = dict(brought).get("Cookie", "")
            return provided.sign_in(self._client, self._blueprint, self._options.provider, actor.login, cookies)
        return self.call(self._login(), self.login_body(actor.login, actor.password), headers=brought)

    def renew(self, actor: Actor, reply: Reply) -> None:
        """Go on with the tokens of an answer, those of a refused request apart."""
        if reply.status >= 400:
            return
        actor.tokens, actor.cookies = reply.fields, _cookies(reply)
        lifetime = actor.tokens.get("expires_in")
        actor.expires = time.monotonic() + (lifetime if isinstance(lifetime, int) else 10**6)

    def _login(self) -> Operation:
        if not self._blueprint.auth.login:
            raise skip("no_login_operation")
        return self._blueprint.operation(self._blueprint.auth.login)

    def _meet(self, actor: Actor) -> None:
        auth = self._blueprint.auth
        account = self._blueprint.resource(auth.account) if auth.account else None
        if auth.me:
            operation = self._blueprint.operation(auth.me)
            reply = self._client.send(
                Request(method="GET", path=self.path(operation), headers=self.headers(actor), rule=operation.limit)
            )
            actor.profile = reply.fields
        key = account.field(account.primary_key[0]).property if account else "id"
        actor.id = str(actor.profile.get(key) or _subject(actor.access_token))
        actor.role = str(actor.profile.get(auth.role_property) or auth.default_role) if auth.role_property else ""
        if account:
            self._known.add(account.table, self._account_columns(account, actor))

    def drop(self, actor: Actor) -> None:
        """Forget the session of an actor: it was ended, and the next use signs in anew."""
        actor.expires = 0.0

    def _account_columns(self, account: Resource, actor: Actor) -> dict[str, Any]:
        columns = {one.column: actor.profile.get(one.property) for one in account.fields}
        return columns | {account.primary_key[0]: actor.id}

    def awake(self, actor: Actor) -> Actor:
        """The actor, signed in anew where the session is over or about to be."""
        if actor.signed_in and actor.expires - time.monotonic() < min(SOON, self._blueprint.auth.access_seconds / 2):
            self.sign_in(actor)
        return actor

    def headers(self, actor: Actor | None) -> Pairs:
        """The credentials of an actor; an access token that is about to expire is replaced first."""
        if actor is None or not actor.signed_in:
            return ()
        keys = self._blueprint.auth.keys
        if keys and keys.header and actor.key:
            return self.key_headers(actor.key)
        if self.awake(actor).access_token:
            return (("Authorization", f"Bearer {actor.access_token}"),)
        cookies = "; ".join(f"{name}={value}" for name, value in actor.cookies.items())
        token = self.csrf_token(actor)
        csrf = (("X-CSRF-Token", token),) if token else (("Origin", self._client.url),)
        return (("Cookie", cookies), *csrf) if cookies else ()

    def key_headers(self, key: str) -> Pairs:
        """What a program with a key sends: the key itself, or the token that it gets for it, if it gets one."""
        keys = self._blueprint.auth.keys
        if keys and keys.header:
            return ((keys.header, key),)
        reply = grants.ask(self._client, self._blueprint, grants.form(self._blueprint, key))
        return (("Authorization", f"Bearer {reply.fields.get('access_token', 'none')}"),)

    def csrf_token(self, actor: Actor) -> str:
        """The token that the login of an actor gave in a cookie or a body, empty for none."""
        name = self._blueprint.auth.csrf_cookie or "csrf_token"
        given = actor.cookies.get(name) or actor.cookies.get(f"__Host-{name}") or actor.tokens.get(name)
        return str(given or "")

    def call(
        self, operation: Operation, body: dict[str, Any], actor: Actor | None = None, headers: Pairs = ()
    ) -> Reply:
        """Send a body to an operation without path parameters."""
        return self._client.send(
            Request(
                method=operation.method,
                path=self.path(operation),
                headers=(*self.headers(actor), *headers),
                body=body,
                has_body=True,
                rule=operation.limit,
            )
        )

    def path(self, operation: Operation) -> str:
        """The path of an operation under its base, parameters still in braces."""
        return (self._blueprint.service.base_path if operation.under_base else "") + operation.path


def _subject(token: str) -> str:
    """Who a JWT is about (RFC 7519, section 4.1.2), where no operation tells who the caller is."""
    parts = decode(token)
    return str(parts[1].get("sub", "")) if parts else ""


def _cookies(reply: Reply) -> dict[str, str]:
    """The cookies that an answer sets; one without a value is taken back."""
    pairs = [line.partition(";")[0].partition("=") for line in reply.headers.get_list("set-cookie")]
    return {name.strip(): value.strip() for name, _, value in pairs if value.strip()}
