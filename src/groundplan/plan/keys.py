"""The API keys of programs: rows that their owner makes, lists, renews and revokes like any other resource.

Only two things are their own: a key is shown once, when it is made or renewed, and it proves who calls. So they are
planned as an entity and endpoints that the SPEC might have stated itself, and often did.
"""

from __future__ import annotations

from dataclasses import replace

from groundplan.decide.model import Decisions
from groundplan.plan import tables
from groundplan.plan.blueprint import Keys
from groundplan.plan.completion import Drafts
from groundplan.plan.data import Resource
from groundplan.plan.names import account_name, client_name, key
from groundplan.plan.operations import Classified
from groundplan.source import Span
from groundplan.spec.model import AccessNote, Entity, Field, FieldType, Spec

HEADER = "X-API-Key"
PREFIX = "sk_"
SCOPES = ("read", "write", "manage")
_NAMES = ("apikey", "accesskey")
_SECRETS = ("key", "apikey", "token", "secret", "hash", "hashedkey", "keyhash", "secrethash", "tokenhash")
_FILLED = ("prefix", "key_hash")
FIXED = frozenset({"scope", "expires_at"})
"""The columns that are said when a key is made and never changed: else a key that ends might put that off."""
_DEFAULT_PATH = "/api-keys"


def takes_keys(decisions: Decisions) -> bool:
    """Whether programs prove who they are with a key: alone, or beside people who sign in."""
    try:
        return decisions.of("auth").setting("api_keys") is True
    except KeyError:
        return False


def with_keys(spec: Spec, scheme: str) -> tuple[Spec, str, str]:
    """The SPEC with the entity of its keys, and of who owns them where nobody signs in; the names of both."""
    stated = next((one for one in spec.entities if key(one.name) in _NAMES), None)
    owner = client_name(spec) if scheme == "api_key" else account_name(spec)
    keys = _entity(stated, owner, spec.meta.span)
    others = tuple(one for one in spec.entities if one is not stated)
    if not any(key(one.name) == key(owner) for one in others) and scheme == "api_key":
        others = (_client(owner, spec.meta.span), *others)
    return spec._replace(entities=(*others, keys)), keys.name, owner


def _client(name: str, span: Span) -> Entity:
    fields = (
        _field("name", FieldType("string", length=255), span, required=True, unique=True),
        _field("created_at", FieldType("datetime"), span, read_only=True),
    )
    return Entity(name, fields, span, origin="inferred")


def _entity(stated: Entity | None, owner: str, span: Span) -> Entity:
    """Our fields, and what the SPEC adds to them that holds no key."""
    fields = (
        _field("owner_id", FieldType("ref", target=owner), span, read_only=True, required=True, on_delete="cascade"),
        _field("name", FieldType("string", length=255), span, required=True),
        _field("scope", FieldType("enum", values=SCOPES), span, default=SCOPES[0]),
        _field("prefix", FieldType("string", length=32), span, unique=True, read_only=True),
        _field("key_hash", FieldType("string", length=64), span, read_only=True, write_only=True),
        _field("expires_at", FieldType("datetime"), span, nullable=True),
        _field("last_used_at", FieldType("datetime"), span, nullable=True, read_only=True),
        _field("created_at", FieldType("datetime"), span, read_only=True),
    )
    if stated is None:
        return Entity("ApiKey", fields, span, origin="inferred")
    known = {*(tables.fold(one.name) for one in fields), *_SECRETS}
    more = (one for one in stated.fields if tables.fold(one.name) not in known and key(one.type.target) != key(owner))
    return stated._replace(fields=(*fields, *(one._replace(required=False, nullable=True) for one in more)))


def _field(name: str, type_: FieldType, span: Span, **more: object) -> Field:
    return Field(name, type_, span, origin="inferred", **more)  # type: ignore[arg-type]


def missing(classified: tuple[Classified, ...], entity: str) -> list[tuple[str, str]]:
    """The method and path of what owners do with keys and the SPEC does not state."""
    about = [one for one in classified if one.entity == entity]
    collection = next((one.endpoint.path for one in about if one.kind in ("create", "list")), _DEFAULT_PATH)
    wanted = {
        "create": ("POST", collection),
        "list": ("GET", collection),
        "read": ("GET", f"{collection}/{{id}}"),
        "delete": ("DELETE", f"{collection}/{{id}}"),
        "action": ("POST", f"{collection}/{{id}}/rotate"),
    }
    return [place for kind, place in wanted.items() if kind not in {one.kind for one in about}]


def guarded(one: Classified, entity: str) -> Classified:
    """Only its owner sees a key, whatever else the SPEC leaves open."""
    note = one.endpoint.access
    if one.entity != entity or one.kind == "create" or (note is not None and note.kind == "roles"):
        return one
    owner = AccessNote("roles", one.endpoint.span, roles=("owner",), origin="inferred")
    return one._replace(endpoint=one.endpoint._replace(access=owner))


def settled(resources: tuple[Resource, ...], drafts: Drafts) -> tuple[tuple[Resource, ...], Keys | None]:
    """The resources, the columns of keys that the service fills always there, and what the Blueprint says of keys."""
    draft = drafts.find(drafts.keys) if drafts.keys else None
    if draft is None:
        return resources, None
    whole = tuple(_filled(one) if one.name == draft.name else one for one in resources)
    return whole, Keys(resource=draft.name.pascal, header=HEADER, prefix=PREFIX)


def _filled(resource: Resource) -> Resource:
    fields = tuple(replace(one, nullable=False) if one.column in _FILLED else one for one in resource.fields)
    return replace(resource, fields=fields)
