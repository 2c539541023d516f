"""Tables of our own: they are resources like the rest, so that every framework migrates them alike."""

from __future__ import annotations

from groundplan.naming import Name
from groundplan.plan.data.indexes import constraint
from groundplan.plan.model.data import Field, ForeignKey, Generation, Index, IndexColumn, Resource, Type

_UUID = Type(base="uuid")
_TIME = Type(base="datetime")
_HASH = Type(base="string", length=128)
_TEXT = Type(base="string", length=255)
_ISSUER = Type(base="string", length=512)


def sessions(account: Resource) -> Resource:
    """Sessions by the hash of their id, with the two moments at which they end: left idle, and at any rate."""
    table = "auth_sessions"
    owner = _owner(table, account)
    indexes = (
        _index(table, "token_hash", reason="unique field", unique=True),
        _index(table, owner.column, reason="foreign key"),
        _index(table, "idle_expires_at", reason="clearing away"),
    )
    fields = (_KEY, owner, *_SESSION)
    return Resource(
        name=Name.of("AuthSession"), kind="system", table=table, fields=fields, indexes=indexes, inferred=True
    )


def refresh_tokens(account: Resource) -> Resource:
    """Tokens by their hash; a family is one session, and a reused token revokes its family."""
    table = "refresh_tokens"
    owner = _owner(table, account)
    fields = (_KEY, owner, *_TOKEN)
    indexes = (
        _index(table, "token_hash", reason="unique field", unique=True),
        _index(table, owner.column, reason="foreign key"),
        _index(table, "family_id", reason="revoking a family"),
    )
    return Resource(
        name=Name.of("RefreshToken"), kind="system", table=table, fields=fields, indexes=indexes, inferred=True
    )


def identities(account: Resource) -> Resource:
    """Who an account is for a provider: the subject is theirs for ever, an address is not (OpenID Connect, 5.7)."""
    table = "identities"
    owner = _owner(table, account)
    fields = (
        _KEY,
        owner,
        _field("issuer", _ISSUER),
        _field("subject", _TEXT),
        _field("created_at", _TIME, generation="created"),
    )
    indexes = (
        _index(table, "issuer", "subject", reason="one account a person", unique=True),
        _index(table, owner.column, reason="foreign key"),
    )
    return Resource(name=Name.of("Identity"), kind="system", table=table, fields=fields, indexes=indexes, inferred=True)


def sign_in_attempts() -> Resource:
    """Sign-ins that have begun at a provider: each ends once, in the browser in which it began."""
    table = "sign_in_attempts"
    fields = (
        _KEY,
        _field("state_hash", _HASH, unique=True),
        _field("browser_hash", _HASH),
        _field("provider", _TEXT),
        _field("nonce", _TEXT),
        _field("verifier", _TEXT),
        _field("expires_at", _TIME),
        _field("used_at", _TIME, nullable=True),
        _field("created_at", _TIME, generation="created"),
    )
    indexes = (
        _index(table, "state_hash", reason="unique field", unique=True),
        _index(table, "expires_at", reason="clearing away"),
    )
    name = Name.of("SignInAttempt")
    return Resource(name=name, kind="system", table=table, fields=fields, indexes=indexes, inferred=True)


def webhook_events() -> Resource:
    """Which events have come, so that one that is delivered twice is taken once."""
    table = "webhook_events"
    fields = (
        _KEY,
        _field("source", _TEXT),
        _field("event_id", _TEXT),
        _field("received_at", _TIME, generation="created"),
    )
    index = _index(table, "source", "event_id", reason="taken once", unique=True)
    return Resource(
        name=Name.of("WebhookEvent"), kind="system", table=table, fields=fields, indexes=(index,), inferred=True
    )


def idempotency_keys(account: Resource) -> Resource:
    """What a caller was answered the first time, so that asking again with the same key gets that and does nothing."""
    table = "idempotency_keys"
    owner = _owner(table, account)
    fields = (
        _KEY,
        owner,
        _field("operation", _TEXT),
        _field("key", _TEXT),
        _field("fingerprint", _HASH),
        _field("headers", Type(base="text")),
        _field("answer", Type(base="text")),
        _field("expires_at", _TIME),
    )
    index = _index(table, owner.column, "operation", "key", reason="answered once", unique=True)
    name = Name.of("IdempotencyKey")
    return Resource(name=name, kind="system", table=table, fields=fields, indexes=(index,), inferred=True)


def _owner(table: str, account: Resource) -> Field:
    """The account that a row of `table` belongs to, and goes with."""
    key = account.field(account.primary_key[0])
    column = f"{account.name.snake}_id"
    reference = ForeignKey(
        name=constraint("fk", table, column),
        column=column,
        resource=account.name.pascal,
        table=account.table,
        key=key.column,
        on_delete="cascade",
        on_soft_delete="remove" if account.deleted else "",
    )
    return Field(
        name=Name.of(column),
        property=column,
        column=column,
        type=key.type,
        server=True,
        foreign_key=reference,
        relation=account.name,
        inferred=True,
    )


def outbox_events() -> Resource:
    """What is still to be told to others, stored with the change that it tells of: neither is lost without the other.

    `due_at` is when it is next tried, null once it was sent or given up; `expected_at` by when the SPEC wants it sent.
    """
    table = "outbox_events"
    fields = (
        _KEY,
        _field("name", _TEXT),
        _field("integration", _TEXT),
        _field("method", _TEXT),
        _field("path", _TEXT),
        _field("payload", Type(base="json")),
        _field("attempts", Type(base="int")),
        _field("created_at", _TIME, generation="created"),
        _field("due_at", _TIME, nullable=True),
        _field("expected_at", _TIME, nullable=True),
        _field("sent_at", _TIME, nullable=True),
        _field("failure", _TEXT, nullable=True),
    )
    index = _index(table, "due_at", reason="what is sent next")
    return Resource(
        name=Name.of("OutboxEvent"), kind="system", table=table, fields=fields, indexes=(index,), inferred=True
    )


def _field(
    column: str,
    type_: Type,
    *,
    generation: Generation = "",
    primary_key: bool = False,
    unique: bool = False,
    nullable: bool = False,
) -> Field:
    return Field(
        name=Name.of(column),
        property=column,
        column=column,
        type=type_,
        primary_key=primary_key,
        unique=unique,
        nullable=nullable,
        generation=generation,
        server=True,
        inferred=True,
    )


def _index(table: str, *columns: str, reason: str, unique: bool = False) -> Index:
    name = constraint("uq" if unique else "ix", table, *columns)
    return Index(name=name, columns=tuple(IndexColumn(column=one) for one in columns), unique=unique, reason=reason)


_KEY = _field("id", _UUID, generation="uuid7", primary_key=True)
_TOKEN = (
    _field("family_id", _UUID),
    _field("token_hash", _HASH, unique=True),
    _field("expires_at", _TIME),
    _field("used_at", _TIME, nullable=True),
    _field("revoked_at", _TIME, nullable=True),
    _field("created_at", _TIME, generation="created"),
)
_SESSION = (
    _field("token_hash", _HASH, unique=True),
    _field("created_at", _TIME),
    _field("seen_at", _TIME),
    _field("idle_expires_at", _TIME),
    _field("expires_at", _TIME),
)
