"""Settings that are worked out rather than looked up: what the SPEC states, and the pool formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.decide.model import Setting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from groundplan.decide.facts import Facts
    from groundplan.source import Span
    from groundplan.spec.model import Integration, RateLimit

DB_CORES = 4
MAX_CONNECTIONS = 100
RESERVED_CONNECTIONS = 10
DEFAULT_TIMEOUT_SECONDS = 5.0
DEFAULT_RETRIES = 2
BREAKER_FROM_SECONDS = 1.0


def lifetimes(facts: Facts, rule: str) -> Iterable[Setting]:
    """Token and session lifetimes in seconds, rotation and store, as stated with the scheme that was decided."""
    scheme = facts.decided["auth"].outcome
    kept = "session" if scheme == "oauth2" else scheme  # what begins once a provider has vouched for somebody
    for statement in facts.spec.auth:
        if statement.scheme not in (scheme, kept):
            continue
        for one in statement.lifetimes:
            yield Setting(f"{one.name}_ttl_seconds", one.seconds, rule, assumed=False, span=one.span)
        if statement.rotating is not None:
            yield Setting("rotation", statement.rotating, rule, assumed=False, span=statement.span)
        if statement.store:
            yield Setting("store", statement.store, rule, assumed=False, span=statement.span)


def password(facts: Facts, rule: str) -> Iterable[Setting]:
    """Hash and minimum length of passwords, as stated."""
    policy = facts.spec.password
    if policy and policy.algorithm:
        stated = policy.algorithm.casefold()
        yield Setting("password_hash", _VARIANTS.get(stated, stated), rule, assumed=False, span=policy.span)
    if policy and policy.rounds is not None:
        yield Setting("bcrypt_rounds", policy.rounds, rule, assumed=False, span=policy.span)
    if policy and policy.minimum is not None:
        yield Setting("password_minimum", policy.minimum, rule, assumed=False, span=policy.span)


_VARIANTS = {"argon2": "argon2id", "pbkdf2": "pbkdf2_sha256"}
"""What a family of hashes means where the SPEC does not say which."""


def limits(facts: Facts, rule: str) -> Iterable[Setting]:
    """Requests, seconds and key of each limit; `subject` is its scope: empty for all, `login`, or a path.

    Two limits of one scope merge to the stricter.
    """
    stated: dict[str, RateLimit] = {}
    for one in facts.spec.rate_limits:
        if one.scope not in stated or _rate(one) < _rate(stated[one.scope]):
            stated[one.scope] = one
    if "" not in stated:
        yield from _limit(100, 60, "ip", "", rule)
    for scope, one in stated.items():
        yield from _limit(one.requests, one.seconds, one.key, scope, rule, one.span)
    if "login" not in stated and facts.decided["auth"].outcome != "none":
        yield from _limit(5, 60, "ip", "login", rule)


def _rate(one: RateLimit) -> float:
    return one.requests / max(one.seconds, 1)


def _limit(requests: int, seconds: int, key: str, scope: str, rule: str, span: Span | None = None) -> Iterable[Setting]:
    values: dict[str, int | str] = {"requests": requests, "seconds": seconds, "key": key or "ip"}
    for name, value in values.items():
        yield Setting(name, value, rule, assumed=span is None, span=span, subject=scope)


def pool(facts: Facts, rule: str) -> Iterable[Setting]:
    """Connections an instance: ceil((2 x cores + 1) / instances), within what the server allows, at least 2.

    After HikariCP's About Pool Sizing: the formula is what the server can use at once, so instances share it.
    """
    stated = facts.counts.get("instances")
    instances = max(stated or 1, 1)
    total = 2 * DB_CORES + 1
    cap = (MAX_CONNECTIONS - RESERVED_CONNECTIONS) // instances
    size = max(2, min(-(-total // instances), cap))
    place = facts.spec.instances.span if facts.spec.instances else None
    yield Setting("size", size, rule)
    yield Setting("instances", instances, rule, assumed=stated is None, span=place if stated else None)
    yield Setting("db_cores", DB_CORES, rule)
    yield Setting("max_connections", MAX_CONNECTIONS, rule)
    yield Setting("acquire_timeout_seconds", 5, rule)


def clients(facts: Facts, rule: str) -> Iterable[Setting]:
    """Timeouts, retries and breaker of each outbound integration; `subject` is its name."""
    for one in facts.spec.integrations:
        yield from _client(one, rule)


def _client(one: Integration, rule: str) -> Iterable[Setting]:
    timeout = one.timeout_seconds
    retries = one.retries
    seconds = DEFAULT_TIMEOUT_SECONDS if timeout is None else timeout
    yield Setting("timeout_seconds", seconds, rule, timeout is None, None if timeout is None else one.span, one.name)
    yield Setting("connect_seconds", min(1.0, seconds), rule, subject=one.name)
    count = DEFAULT_RETRIES if retries is None else retries
    yield Setting("retries", count, rule, retries is None, None if retries is None else one.span, one.name)
    if seconds >= BREAKER_FROM_SECONDS:
        breaker = {"failure_percent": 50, "minimum_calls": 20, "window_seconds": 10, "open_seconds": 30, "probes": 3}
        for key, value in breaker.items():
            yield Setting(f"breaker_{key}", value, rule, subject=one.name)


COMPUTATIONS: dict[str, Callable[[Facts, str], Iterable[Setting]]] = {
    "lifetimes": lifetimes,
    "password": password,
    "limits": limits,
    "pool": pool,
    "clients": clients,
}
