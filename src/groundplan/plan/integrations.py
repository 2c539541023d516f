"""Third parties: what is asked of them, how patiently, and the settings that reach them."""

from __future__ import annotations

from collections.abc import Sequence

from groundplan import regex
from groundplan.decide.model import Decision, Decisions
from groundplan.naming import Name
from groundplan.plan.model.api import Operation
from groundplan.plan.model.blueprint import Breaker, Call, Integration, Setting
from groundplan.plan.operations.completion import unique
from groundplan.plan.words import tables
from groundplan.spec.model import Integration as Stated
from groundplan.spec.model import Spec

TIMEOUT_SECONDS = 5.0
CONNECT_SECONDS = 1.0
RETRIES = 2
_CALL = regex.compile(r"(GET|POST|PUT|PATCH|DELETE)\s+(/\S*)")
_QUESTION = "resilience"


def integrations(spec: Spec, decisions: Decisions, operations: Sequence[Operation]) -> tuple[Integration, ...]:
    """The third parties, with what was decided of calling them and the operation that receives their events."""
    decided = next((one for one in decisions.decisions if one.question == _QUESTION), None)
    taken: set[str] = set()
    return tuple(_integration(one, decided, operations, taken) for one in spec.integrations)


def settings(one: Integration) -> list[Setting]:
    """The environment variables of an integration."""
    found = []
    if one.has_client:
        found.append(Setting(name=f"{one.env}_URL", kind="url", default=one.url, description=one.title))
    if one.auth:
        found.append(Setting(name=f"{one.env}_API_KEY", kind="secret", default="", description=one.title))
    if one.webhook_operation:
        name = f"{one.env}_WEBHOOK_SECRET"
        found.append(Setting(name=name, kind="secret", default="", description=one.title))
    return found


def _integration(
    one: Stated, decided: Decision | None, operations: Sequence[Operation], taken: set[str]
) -> Integration:
    name = unique(Name.of(one.name), taken)
    return Integration(
        name=name,
        title=one.name,
        url=one.url,
        operations=one.operations,
        calls=_calls(one.operations),
        connect_seconds=_number(decided, "connect_seconds", one, CONNECT_SECONDS),
        timeout_seconds=_number(decided, "timeout_seconds", one, TIMEOUT_SECONDS),
        retries=int(_number(decided, "retries", one, RETRIES)),
        breaker=_breaker(decided, one),
        auth=one.auth,
        auth_header=_header(one.auth),
        webhook_operation=_webhook(one, operations),
        signature=one.signature,
        env=name.snake.upper(),
        span=one.span,
    )


def _calls(stated: tuple[str, ...]) -> tuple[Call, ...]:
    """The stated calls, each once; words that name no method and path are not calls."""
    found = [match for one in stated if (match := _CALL.search(one))]
    taken: set[str] = set()
    pairs = dict.fromkeys((match[1], match[2].rstrip(".,;)`")) for match in found)
    return tuple(
        Call(name=unique(Name.of(f"{method.lower()} {path}"), taken), method=method, path=path)
        for method, path in pairs
    )


def _breaker(decided: Decision | None, one: Stated) -> Breaker | None:
    """The decided circuit breaker, None where calls are too short to need one."""
    names = ("failure_percent", "minimum_calls", "window_seconds", "open_seconds", "probes")
    values = {name: decided.setting(f"breaker_{name}", one.name) if decided else None for name in names}
    known = {name: int(value) for name, value in values.items() if value is not None}
    return Breaker(**known) if known else None


def _number(decided: Decision | None, key: str, one: Stated, default: float) -> float:
    value = decided.setting(key, one.name) if decided else None
    return default if value is None else float(value)


def _header(auth: str) -> str:
    """The header that a stated `API key in header X-Api-Key` names."""
    words = [word.strip("`,.;()") for word in auth.split()]
    return next((word for word in words if "-" in word and word[0].isalpha() and word.lower() != "hmac-sha256"), "")


def _webhook(one: Stated, operations: Sequence[Operation]) -> str:
    receiving = [operation for operation in operations if operation.kind == "webhook_in"]
    stated = next((operation.id for operation in receiving if one.webhook and operation.path == one.webhook), "")
    called = tables.fold(one.name)
    named = (operation.id for operation in receiving if called and called in tables.fold(operation.path))
    return stated or next(named, "")
