"""What signing in asks of the account: a name, a password, or what a provider tells of the person."""

from __future__ import annotations

import re
from functools import cache

from groundplan import providers, regex
from groundplan.naming import Name
from groundplan.plan.model.blueprint import Provider
from groundplan.plan.operations.operations import Classified
from groundplan.plan.words import tables
from groundplan.record import NamedTuple
from groundplan.source import Span
from groundplan.spec.model import Field, FieldType, Spec

PASSWORD_MINIMUM = 8
PROGRAMS = ("api_key", "client_credentials")
"""The schemes by which only programs call."""
VERIFIED = "verified_email"
_HASHES = ("passwordhash", "hashedpassword", "encryptedpassword", "pwhash", "passwd")
_TEXTS = ("string", "text", "email", "url", "unknown")
LOGINS = ("string", "text", "email", "unknown")
"""What people sign in with may be written as; a field whose type nobody says becomes a string."""
_SIGNING = regex.compile(
    r"sign(?:s|ed|ing)?[ -]?(?:in|up)|log(?:s|ged)?[ -]?in|로그인|가입|oauth|sso|openid", re.IGNORECASE
)
_ALWAYS_TOLD = ("email", "name", "nickname", "preferred_username")


class SignIn(NamedTuple):
    """How accounts are signed in to: by a `password`, through `providers`, or both. Falsy without accounts."""

    scheme: str
    password: bool
    providers: tuple[Provider, ...] = ()

    def __bool__(self) -> bool:
        return self.scheme != "none"

    @property
    def tells_email(self) -> bool:
        """Whether every provider tells an address that it has verified."""
        return all(one.email != "never" for one in self.providers)


def sign_in(spec: Spec, scheme: str, classified: tuple[Classified, ...]) -> SignIn:
    """How accounts of the SPEC are signed in to; with providers a password only where the SPEC speaks of one."""
    if scheme != "oauth2":
        return SignIn(scheme, scheme in ("jwt", "session", "basic"))
    stated = any(is_password(field) for entity in spec.entities for field in entity.fields)
    asked = any(one.kind in ("register", "login") for one in classified)
    return SignIn(scheme, stated or asked, _providers(spec, classified))


def _providers(spec: Spec, classified: tuple[Classified, ...]) -> tuple[Provider, ...]:
    """The providers that the SPEC names, in the order of the table, or any issuer where it names none."""
    found = {name for one in spec.auth if one.scheme == "oauth2" for name in one.providers}
    found |= {name for one in spec.requirements if _SIGNING.search(one.text) for name in providers.named(one.text)}
    found |= {one.provider for one in classified if one.provider}
    written = [name for name, row in providers.rows().items() if name in found and row["written"]]
    spans = {one.scheme: one.span for one in reversed(spec.auth)}
    language = spec.meta.language
    return tuple(_provider(name, language, spans.get("oauth2")) for name in written or [providers.GENERIC])


def unwritten(spec: Spec) -> list[tuple[str, Span]]:
    """The titles of providers that the SPEC names and nothing is generated for."""
    language = spec.meta.language
    named = [(providers.rows()[name], one.span) for one in spec.auth for name in one.providers]
    return [(row["title"][language], span) for row, span in named if not row["written"]]


def untold(fields: tuple[Field, ...], how: SignIn) -> list[Field]:
    """The required fields that an account made through a provider has no value for."""
    return [one for one in fields if how.providers and not _is_told(one, how)]


def _provider(name: str, language: str, span: Span | None) -> Provider:
    row = providers.rows()[name]
    return Provider(
        id=name,
        title=row["title"][language],
        env=Name.of(name).snake.upper(),
        issuer=row["issuer"],
        scopes=tuple(row["scopes"]),
        email=row["email"],
        span=span,
        **row["plain"],
    )


def account_fields(fields: tuple[Field, ...], spec: Spec, how: SignIn) -> tuple[Field, ...]:
    """The account's fields with what signing in needs."""
    kept = tuple(_secret(field, spec, how) if is_password(field) else field for field in fields)
    if how.scheme not in PROGRAMS:
        kept = _with_login(kept, spec, how)
    if how.password and not any(is_password(field) for field in kept):
        password = Field("password", FieldType("password"), spec.meta.span, required=True, origin="inferred")
        kept = (*kept, _secret(password, spec, how))
    if not how.providers:
        return kept
    told = tuple(one if _is_told(one, how) else one._replace(nullable=True) for one in kept)
    verified = FieldType("email")
    hidden = Field(VERIFIED, verified, spec.meta.span, unique=True, read_only=True, write_only=True, origin="inferred")
    return (*told, hidden)


def _with_login(fields: tuple[Field, ...], spec: Spec, how: SignIn) -> tuple[Field, ...]:
    """Nobody signs in with what is no text, and without a provider with what an account may lack or two may share."""
    login = next((one for word in tables.words("login") for one in fields if _is_login(one, word)), None)
    if login is None:
        login = Field("email", FieldType("email"), spec.meta.span, required=True, unique=True, origin="inferred")
        return (*(one for one in fields if tables.fold(one.name) != login.name), login)
    if how.providers:
        return fields
    return tuple(one._replace(required=True, nullable=False, unique=True) if one is login else one for one in fields)


def _is_login(field: Field, word: str) -> bool:
    is_made = field.primary_key and field.type.base == "unknown"  # it becomes a uuid
    return tables.fold(field.name) == word and field.type.base in LOGINS and not field.write_only and not is_made


def _is_told(field: Field, how: SignIn) -> bool:
    """Whether an account that a provider vouches for has a value: one of its own, or one that providers tell."""
    own = field.primary_key or field.read_only or field.computed or field.default is not None
    if own or not field.required or tables.fold(field.name) == "id" or is_password(field):
        return True
    claim = claim_of(field.name, field.type.base)
    return claim in _ALWAYS_TOLD and (claim != "email" or how.tells_email)


def claim_of(name: str, base: str) -> str:
    """The standard claim that fills a field, empty for none."""
    return _claims().get(tables.fold(name), "") if base in _TEXTS else ""


@cache
def _claims() -> dict[str, str]:
    return {tables.fold(word): claim for claim, words in reversed([*providers.claims().items()]) for word in words}


def _secret(field: Field, spec: Spec, how: SignIn) -> Field:
    """A password, whatever type the SPEC gives the column that holds its hash; who has a provider needs none."""
    stated = spec.password.minimum if spec.password else None
    minimum = field.minimum if field.type.base == "password" and field.minimum else str(stated or PASSWORD_MINIMUM)
    name = "password" if tables.fold(field.name) in _HASHES else field.name
    kept = field._replace(name=name, type=FieldType("password"), minimum=minimum, maximum=None, default=None)
    return kept._replace(write_only=True, required=True, nullable=bool(how.providers))


def is_password(field: Field) -> bool:
    """Whether a stated field holds a password or its hash."""
    return field.type.base == "password" or tables.fold(field.name) in ("password", *_HASHES)
