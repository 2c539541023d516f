"""Names of types that are no resources: bodies, envelopes, errors, configuration and parts of the program."""

from __future__ import annotations

import re
from functools import cache

from groundplan import regex
from groundplan.grammar import compact, vocabulary
from groundplan.spec.text.titles import names_table, of_schema
from groundplan.spec.text.words import heading

_ALWAYS = (
    "dto", "request", "response", "error", "exception", "config", "options", "params", "props", "payload", "input",
    "output", "args", "pageinfo", "viewmodel", "controller", "handler", "middleware", "factory", "basemodel", "mixin",
)  # fmt: skip
_AS_ENDING = (
    "service", "result", "client", "state", "context", "query", "event", "store", "manager", "provider", "interface",
    "settings", "env", "connection", "edge", "create", "update", "patch", "public", "schema", "mutation", "command",
    "repository", "validator", "serializer", "mapper", "adapter", "hook", "util", "utils", "helper", "form", "confirm",
    "deps", "dependencies", "filters",
)  # fmt: skip
"""Alone these are good names of resources: Event, Store, Client."""


@cache
def _pattern() -> re.Pattern[str]:
    """`CreateUser`, `UpdateUser`: bodies. `UserIn`, `UserOut`, `UserRead`, `UserBase`: one class a use."""
    return regex.compile(
        r"(?:Create|Update|Patch|Delete|Search|Get)[A-Z]\w*|List(?!Item|Entry|Member|Owner)[A-Z]\w*|\w*[a-z](?:In|Out|Read|Base)|Base|Meta|Filters|Filtros"
        r"|(?:Auth|Jwt|JWT)Tokens|\w*Token(?:Pair|Set)|\w*(?:Token|Jwt|JWT|Session)Claims"
        r"|\w*(?:Cache|Retry|Backoff|Throttle|CircuitBreaker)(?:Policy|Entry|Key|Item|Rule|Strategy|Stats)"
    )


def is_message(name: str, *, keyed: bool = False) -> bool:
    """Whether a type's name says that it is a body, an error or a part of the program, not a resource.

    What is `keyed` is kept: `TripEvent`, `DriverState` are resources where they have an id of their own.
    """
    word = name.lower()
    if word.endswith("_request") and word.partition("_")[0] not in vocabulary("acts"):
        return False  # `join_request` is asked for and kept, `create_boat_request` is sent
    if word.endswith(_ALWAYS) or _pattern().fullmatch(name) is not None:
        return True
    if keyed or "_" in name:  # tables are `user_settings`
        return False
    return word.endswith(_AS_ENDING) and word not in _AS_ENDING


def is_envelope(name: str) -> bool:
    """Whether something in a list of entities is what travels or works, and is not kept: OrderDTO, BerthMapper."""
    return (
        regex.compile(
            r"\w+(?:Error|Exception|Response|Request|DTO|Dto)|(?:JWT|JSON Web Token)(?: Token)?"
            r"|[A-Z][a-z]\w+(?:Repository|Controller|Mapper|UseCase|Middleware)"
        ).fullmatch(name)
        is not None
    )


def is_asked(name: str) -> bool:
    """Whether something may be asked for, and kept: a LeaveRequest, and not a CreateOrderRequest."""
    first = regex.search(r"^[A-Z]?[a-z]+", name)
    return (
        name.endswith("Request")
        and name != "Request"
        and first is not None
        and first[0].lower() not in vocabulary("acts")
    )


def names_message(title: str) -> bool:
    """Whether a heading is about what is sent or answered: `Request Body`, and no act such as `Create User`."""
    words = heading(title)[0]
    return any(compact(piece) in vocabulary("messages") for piece in words.split()) or is_message(words)


def is_message_title(title: str, *, modelled: bool) -> bool:
    """Whether a heading is about a message or an act: `Request Body`, `Query Parameters`, `Create User`, `회원 가입`.

    `modelled` where it stands in a data model: there one word is a name, whatever it means elsewhere.
    """
    if modelled and names_table(title):
        return False
    words = of_schema(heading(title)[0])
    pieces = [compact(piece) for piece in words.split()]
    if not pieces:
        return False
    if len(pieces) == 1 and modelled:
        return pieces[0] not in vocabulary("messages") and is_message(words)
    if any(piece in vocabulary("messages") for piece in pieces) or is_message(words):
        return True
    return not modelled and (pieces[0] in vocabulary("acts") or pieces[-1] in vocabulary("acts"))
