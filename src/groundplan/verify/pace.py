"""Staying below the rate limits of the service that is checked: it tells us how many requests are left."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LONGEST_WAIT = 120.0


class Pacer:
    """Waits until a rule has room, by the RateLimit-Remaining and RateLimit-Reset of its last answer."""

    def __init__(self, waiting: Callable[[float], None]) -> None:
        self._waiting = waiting
        self._rules: dict[str, tuple[int, float]] = {}
        self._lock = threading.Lock()

    def reserve(self, rule: str, requests: int = 1) -> None:
        """Return when `rule` should have room for that many requests."""
        remaining, until = self._rules.get(rule, (requests, 0.0))
        if remaining < requests:
            self.wait(until - time.monotonic())
            self._rules.pop(rule, None)

    def note(self, rule: str, headers: Mapping[str, str]) -> None:
        """Remember what an answer under `rule` said."""
        remaining, reset = number(headers, "RateLimit-Remaining"), number(headers, "RateLimit-Reset")
        if remaining is not None and reset is not None:
            with self._lock:
                self._rules[rule] = (remaining, time.monotonic() + reset + 0.1)

    def wait(self, seconds: float) -> None:
        """Sleep, at most two minutes, and say so."""
        seconds = min(seconds, LONGEST_WAIT)
        if seconds > 0:
            self._waiting(seconds)
            time.sleep(seconds)


def number(headers: Mapping[str, str], name: str) -> int | None:
    """The whole number in a header, None where it is absent or something else."""
    text = headers.get(name, "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None
