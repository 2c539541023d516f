"""What the service depends on while it runs, and what it must keep: third parties, targets, limits."""

from __future__ import annotations

from groundplan.record import NamedTuple
from groundplan.source import Span
from groundplan.spec.model.facts import Origin


class Integration(NamedTuple):
    """A third party that the service calls or is called by."""

    name: str
    span: Span
    url: str = ""
    operations: tuple[str, ...] = ()
    timeout_seconds: float | None = None
    retries: int | None = None
    auth: str = ""
    webhook: str = ""
    """The path of an incoming webhook, normalised as Endpoint.path."""
    signature: str = ""
    origin: Origin = "stated"


class Target(NamedTuple):
    """A measurable target. `metric`: latency, throughput, concurrency, availability, volume, error_rate.

    Latency is in milliseconds, throughput in requests a second, availability in per cent. `percentile` is
    0 where none is stated. `scope` is the words that say what it is about; a line may give several targets.
    """

    metric: str
    value: float
    span: Span
    percentile: int = 0
    scope: str = ""
    text: str = ""


class RateLimit(NamedTuple):
    """`requests` in `seconds`, counted per `key` (ip, user, api key); `scope` is login or a path, empty for all."""

    requests: int
    seconds: int
    key: str
    span: Span
    scope: str = ""
