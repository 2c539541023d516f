"""The keys of programs: rows that their owner makes, lists, renews and revokes like any other resource.

Only two things are their own: a key is shown once, when it is made or renewed, and it proves who calls: sent as an API
key, or exchanged as the id and secret of a client (OAuth 2.0 client credentials). So they are planned as an entity and
endpoints that the SPEC might have stated itself, and often did.
"""

from __future__ import annotations

from dataclasses import replace

from groundplan.decide.model import Decisions
from groundplan.naming import Name
from groundplan.plan.model.blueprint import Keys
from groundplan.plan.model.data import Resource
from groundplan.plan.operations.completion import Drafts
from groundplan.plan.operations.operations import Classified
from groundplan.plan.operations.signing import PROGRAMS
from groundplan.plan.words import tables
from groundplan.plan.words.names import account_name, client_name, key
from groundplan.record import NamedTuple
from groundplan.source import Span
from groundplan.spec.model import AccessNote, Entity, Field, FieldType, Spec

HEADER = "X-API-Key"
PREFIX = "sk_"
_CLIENT_PREFIX = "cl_"
SCOPES = ("read", "write", "manage")
_NAMES = ("apikey", "accesskey", "clientcredential")
_CLIENT_SECRETS = ("clientsecret", "clientsecrethash", "hashedclientsecret")
_SECRETS = (
    "key", "apikey", "token", "secret", "hash", "hashedkey", "keyhash", "secrethash", "tokenhash", "clientid",
    *_CLIENT_SECRETS,
)  # fmt: skip
_FILLED = ("prefix", "client_id", "key_hash")
FIXED = frozenset({"scope", "expires_at"})
"""The columns that are said when a key is made and never changed: else a key that ends might put that off."""


class Uses(NamedTuple):
    """What keys are for: sent with each request, or exchanged for a token by a client. Falsy for neither."""

    sent: bool
    exchanged: bool

    def __bool__(self) -> bool:
        return self.sent or self.exchanged

    @property
    def entity(self) -> str:
        """What keys are called that the SPEC has no name for."""
        return "ApiKey" if self.sent else "ClientCredential"

    @property
    def identifier(self) -> str:
        """The column that finds one."""
        return "prefix" if self.sent else "client_id"


def uses(decisions: Decisions) -> Uses:
    """How programs prove who they are: alone, or beside people who sign in."""
    try:
        setting = decisions.of("auth").setting
    except KeyError:
        return Uses(sent=False, exchanged=False)
    return Uses(setting("api_keys") is True, setting("client_credentials") is True)


def with_keys(spec: Spec, scheme: str, how: Uses) -> tuple[Spec, str, str]:
    """The SPEC with the entity of its keys, and of who owns them where nobody signs in; the names of both."""
    alone = scheme in PROGRAMS
    owner = client_name(spec) if alone else account_name(spec)
    stated = next((one for one in spec.entities if _holds_keys(one) and key(one.name) != key(owner)), None)
    keys = _entity(stated, owner, spec.meta.span, how)
    others = tuple(_without_secret(one) for one in spec.entities if one is not stated)
    if not any(key(one.name) == key(owner) for one in others) and alone:
        others = (_client(owner, spec.meta.span), *others)
    return spec._replace(entities=(*others, keys)), keys.name, owner


def _holds_keys(entity: Entity) -> bool:
    return key(entity.name) in _NAMES or _is_client(entity)


def _is_client(entity: Entity) -> bool:
    """A row with a client id and a secret."""
    folded = {tables.fold(one.name) for one in entity.fields}
    return "clientid" in folded and bool(folded & {*_CLIENT_SECRETS, "secret", "secrethash", "hashedsecret"})


def _without_secret(entity: Entity) -> Entity:
    """Who owns keys has no secret of its own beside them."""
    if not _is_client(entity):
        return entity
    return entity._replace(fields=tuple(one for one in entity.fields if tables.fold(one.name) not in _SECRETS))


def _client(name: str, span: Span) -> Entity:
    fields = (
        _field("name", FieldType("string", length=255), span, required=True, unique=True),
        _field("created_at", FieldType("datetime"), span, read_only=True),
    )
    return Entity(name, fields, span, origin="inferred")


def _entity(stated: Entity | None, owner: str, span: Span, how: Uses) -> Entity:
    """Our fields, and what the SPEC adds to them that holds no key."""
    fields = (
        _field("owner_id", FieldType("ref", target=owner), span, read_only=True, required=True, on_delete="cascade"),
        _field("name", FieldType("string", length=255), span, required=True),
        _field("scope", FieldType("enum", values=SCOPES), span, default=SCOPES[0]),
        _field(how.identifier, FieldType("string", length=32), span, unique=True, read_only=True),
        _field("key_hash", FieldType("string", length=64), span, read_only=True, write_only=True),
        _field("expires_at", FieldType("datetime"), span, nullable=True),
        _field("last_used_at", FieldType("datetime"), span, nullable=True, read_only=True),
        _field("created_at", FieldType("datetime"), span, read_only=True),
    )
    if stated is None:
        return Entity(how.entity, fields, span, origin="inferred")
    known = {*(tables.fold(one.name) for one in fields), *_SECRETS}
    more = (one for one in stated.fields if tables.fold(one.name) not in known and key(one.type.target) != key(owner))
    return stated._replace(fields=(*fields, *(one._replace(required=False, nullable=True) for one in more)))


def _field(name: str, type_: FieldType, span: Span, **more: object) -> Field:
    return Field(name, type_, span, origin="inferred", **more)  # type: ignore[arg-type]


def missing(classified: tuple[Classified, ...], entity: str) -> list[tuple[str, str]]:
    """The method and path of what owners do with keys and the SPEC does not state."""
    about = [one for one in classified if one.entity == entity]
    collection = next((one.endpoint.path for one in about if one.kind in ("create", "list")), _default_path(entity))
    wanted = {
        "create": ("POST", collection),
        "list": ("GET", collection),
        "read": ("GET", f"{collection}/{{id}}"),
        "delete": ("DELETE", f"{collection}/{{id}}"),
        "action": ("POST", f"{collection}/{{id}}/rotate"),
    }
    return [place for kind, place in wanted.items() if kind not in {one.kind for one in about}]


def _default_path(entity: str) -> str:
    return f"/{Name.of(entity).plural.kebab}"


def guarded(one: Classified, entity: str) -> Classified:
    """Only its owner sees a key, whatever else the SPEC leaves open."""
    note = one.endpoint.access
    if one.entity != entity or one.kind == "create" or (note is not None and note.kind == "roles"):
        return one
    owner = AccessNote("roles", one.endpoint.span, roles=("owner",), origin="inferred")
    return one._replace(endpoint=one.endpoint._replace(access=owner))


def settled(resources: tuple[Resource, ...], drafts: Drafts, how: Uses) -> tuple[tuple[Resource, ...], Keys | None]:
    """The resources, the columns of keys that the service fills always there, and what the Blueprint says of keys."""
    draft = drafts.find(drafts.keys) if drafts.keys else None
    if draft is None:
        return resources, None
    whole = tuple(_filled(one) if one.name == draft.name else one for one in resources)
    if how.sent:
        return whole, Keys(resource=draft.name.pascal, header=HEADER, prefix=PREFIX)
    return whole, Keys(
        resource=draft.name.pascal, header="", prefix=_CLIENT_PREFIX, identifier=how.identifier, shown="client_secret"
    )


def _filled(resource: Resource) -> Resource:
    fields = tuple(replace(one, nullable=False) if one.column in _FILLED else one for one in resource.fields)
    return replace(resource, fields=fields)
