"""The generated page `docs/operations.md`: how endpoints become operations, what they answer and who may call them."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc
from typing import Any

from groundplan.plan.access import access, policies, visibility
from groundplan.plan.contract import answers
from groundplan.plan.data import deletion
from groundplan.plan.operations import files
from groundplan.plan.words import tables

_HEAD = """# Operations

Generated from `rules/operations.yaml`, `behaviours.yaml`, `errors.yaml`, `middleware.yaml` and `settings.yaml` by
`make docs`; edit those.

Every endpoint of a SPEC is one operation of a closed set, and a scaffold implements operations, not endpoints. The
rows below are tried in order and the first that holds decides; `groundplan show` names it. What no row recognises is
`custom`: a typed handler that answers 501 and a skipped test, never a silent stub.

Paths are matched to resources by their words: singular or plural, case and separators ignored, the account under any
word for users, `items` under `/orders/{id}` as an OrderItem where there is one. Words before the first resource
(`/admin/books`) do not change the operation; `/me/orders` and `/users/addresses` are the caller's own rows.
`/cart/items` stand under the one cart of the caller, which the first call makes where no operation does.
"""
_INFERRED = """## What is added

- What the scheme needs and the SPEC does not name: `POST /auth/login`, `/auth/refresh`, `/auth/logout`, `GET /auth/me`.
  With providers `GET /auth/providers`, `/auth/{provider}/login` and `/auth/{provider}/callback` instead of a login, and
  a password only where the SPEC speaks of one. `POST /auth/register` only where the SPEC names no way in at all;
  otherwise a command makes the first user.
- With API keys (`api_keys` of the decision): the keys as rows of their owner, `GET` and `POST /api-keys`, `GET` and
  `DELETE /api-keys/{id}`, `POST /api-keys/{id}/rotate`. A SPEC's own entity or paths for them are kept; what holds
  a key in it gives way to a prefix and a hash. Where nobody signs in, the owner is the entity that server-set
  references point to, else `ApiClient`; commands make it and its first key.
- With client credentials (`client_credentials` of the decision): the same rows, as `/client-credentials`, whose
  `client_id` and `client_secret` are exchanged at `POST /oauth/token`; see below. Where the SPEC has API keys too, a
  key serves for both: its prefix is the client id, the key itself the secret. Who owns them has no secret of its own.
- `GET /health`, outside the base path and not counted by any limit.
- A key (`id`, uuid) for entities without one; references that only a relation, a list of an entity or a nested path
  states; a key and a name for entities that are mentioned and never defined.
- The account's login name, password and, where an endpoint asks for a global role, its role.
- `refresh_tokens` (tokens), `auth_sessions` (session), `identities` and `sign_in_attempts` (providers) and
  `webhook_events` (webhooks), so that every framework migrates alike.
"""


_CLIENTS = """## Client credentials

The operation `token` (OP029) is the token endpoint of OAuth 2.0 for programs (RFC 6749, section 4.4):

- A form with `grant_type=client_credentials`, and `scope` for less than all. The client proves itself by HTTP
  Basic, both halves encoded like a form (section 2.3.1), or by `client_id` and `client_secret` in the body; never
  in the query, and not in two ways at once. A parameter twice is refused, an unknown one is not looked at.
- The answer (section 5.1): `access_token`, `token_type: Bearer`, `expires_in`, `scope`; `Cache-Control: no-store`.
  There is no refresh token (section 4.4.3).
- Refusals (section 5.2) have the body of OAuth 2.0, not the one below: 401 `invalid_client` with `WWW-Authenticate:
  Basic`, the same for an unknown client, a wrong secret, one that ended and none at all; 400 `invalid_request`,
  `unsupported_grant_type`, `invalid_scope`. Limits, sizes and outages are told as everywhere.
- The token is a JWT of the type `at+jwt` (RFC 9068), signed with HS256, with `iss`, `aud`, `exp`, `iat`, `jti`,
  `sub` and `client_id`, `scope`. It lives as long as decided, 15 minutes where the SPEC is silent, and ends at once
  when its client is revoked, renewed or over: each call looks the client up. Tokens of people have another type,
  and neither is taken for the other. With sessions it is the same token, under `Authorization`, which no other site
  can make a browser send.
- A client stands for the account that owns it, so access rules are those of the owner; its scope says how far:
  `read`, `write` (also changes), `manage` (also makes, renews and revokes clients). A token may ask for less, never
  for more. What ends the sessions of people or changes their account, no client does.
- A secret has 256 random bits, is shown once and kept by its hash; comparing takes the same time where there is no
  such client. Renewing makes another pair and ends the former at once; an owner may have several, so that a change
  without a gap is: make a second, move over, revoke the first.
- The endpoint has a limit of its own: 30 a minute for each address, unless the SPEC states one for its path.
"""


_FILES = """What the service does with them, after the OWASP File Upload Cheat Sheet and ASVS 5.0, chapter V5:

- The body is `multipart/form-data` with one file and the other properties as fields. Only on that path bodies
  may be larger than `BODY_LIMIT_BYTES`, by the limit of the file: as stated, else `UPLOAD_LIMIT_BYTES`. A
  larger file is 413.
- The content (its signature, being text, the parts of a zip), the ending of the name and the Content-Type of
  the part agree on one of the stated types (`rules/files.yaml`), else 415. No file, two, or an empty one is
  422. Nothing is unpacked or run.
- Files are in `STORAGE_DIR` under random names, written beside and renamed, so that one is there as a whole or
  not at all. The name that the client gave is a text without folders, control characters or marks of direction.
- The file is written before its row and removed when the row is not kept; it goes once its row, or a row above
  it, is gone. A process that is killed between the two leaves a file that nothing names, never a row without
  its file.
- Who may read the row may have its file, as `Content-Disposition: attachment` with the stored type, `nosniff`
  and a policy that lets a browser run nothing of it; it is read and sent in pieces.
- A file of a row that is there already (`PUT /users/me/avatar`) and addresses of files elsewhere (`url`) are
  not built.
"""


_BEHAVIOURS = """## Behaviours

Rows of `rules/behaviours.yaml`. A requirement with an id becomes behaviour where its condition and its response each
match a pattern of one row as a whole, and every word in it is found in the SPEC: the thing, the state, the operations,
the integration. What says more is not recognised; `groundplan show` lists what each requirement became and, after it,
those that no rule read. Refusals answer 409 unless the requirement names 403 or 422, and are in the contract with the
requirement's words; each has an end-to-end test that names it.

- A change is an update, a replacement or an action; a deletion only where the sentence says so. A change that does
  nothing but leave the state passes where the sentence excepts it ("other than reopening").
- A feature that is not enabled is 409, not 403: 403 would say that this caller may not, and nobody may.
- An action (OP056) sets what its body sends, the status that its word or a requirement names, and `<word>_at`. Payments
  and the like are never an action by their word alone; a requirement about the action that says more leaves it custom.
- Words for one state or act in both languages (cancel, cancelled, 취소) are the `meanings` of the file.
"""


def page() -> str:
    """The text of the page."""
    parts = [
        _HEAD,
        "\n".join(_rules()),
        _BEHAVIOURS + "\n" + "\n".join(_behaviours()),
        "## Files\n\n" + _doc(files) + "\n\n" + _FILES,
        "## Answers\n\n" + _doc(answers),
        "## Access\n\n" + _doc(access) + "\n\n" + _doc(policies),
        "## Fields that only some see or write\n\n" + _doc(visibility),
        "## Soft deletion\n\n" + _doc(deletion),
        _INFERRED,
        _CLIENTS,
        "\n".join(_errors()),
        "\n".join(_layers()),
        "\n".join(_settings()),
    ]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _doc(module: Any) -> str:
    """A module's account of its own rule; indented tables are printed as they are."""
    lines = cleandoc(module.__doc__ or "").split("\n")[2:]
    return "\n".join(lines)


def _rules() -> Iterator[str]:
    yield "## Rows\n"
    rows = [
        [f"<a id='{row['id'].lower()}'></a>{row['id']}", row["kind"], _when(row["when"]), row["because"]["en"]]
        for row in tables.operation_rules()
    ]
    yield from _grid(["id", "operation", "when", "because"], rows)


def _when(when: dict[str, Any]) -> str:
    told = (f"{name}: {_value(value)}" for name, value in when.items() if value)
    return "; ".join(told) or "always"


def _value(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else "yes" if value is True else str(value)


def _behaviours() -> Iterator[str]:
    rows = [
        [f"<a id='{row['id'].lower()}'></a>{row['id']}", row["kind"], row["because"]["en"], _examples(row)]
        for row in tables.behaviour_rows()
    ]
    yield from _grid(["id", "behaviour", "what it does", "for example"], rows)
    yield ""


def _examples(row: dict[str, Any]) -> str:
    return "<br>".join((*row["examples"]["en"], *row["examples"]["ko"]))


def _errors() -> Iterator[str]:
    yield "## Errors\n"
    rows = [[str(row["status"]), f"`{row['code']}`", row["message"]["en"]] for row in tables.error_rows()]
    yield from _grid(["status", "code", "message"], rows)


def _layers() -> Iterator[str]:
    yield "## Middleware, outermost first\n"
    rows = [[f"`{row['id']}`", row["reason"]["en"], ", ".join(row["when"])] for row in tables.middleware_rows()]
    yield from _grid(["layer", "reason", "when"], rows)


def _settings() -> Iterator[str]:
    yield "## Settings\n"
    rows = [
        [f"`{row['name']}`", row["kind"], _default(row["default"]), row["description"]["en"], ", ".join(row["when"])]
        for row in tables.setting_rows()
    ]
    yield from _grid(["name", "kind", "default", "what", "when"], rows)
    yield "\nIntegrations add `<NAME>_URL`, `<NAME>_API_KEY` and `<NAME>_WEBHOOK_SECRET`; providers add"
    yield "`<NAME>_ISSUER` (or the addresses of their endpoints), `<NAME>_CLIENT_ID` and `<NAME>_CLIENT_SECRET`."


def _default(default: str | None) -> str:
    if default is None:
        return "none: required outside development"
    return f"`{default}`" if default else "empty"


def _grid(head: list[str], rows: list[list[str]]) -> Iterator[str]:
    for row in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
