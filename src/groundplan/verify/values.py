"""Values for every Blueprint type: valid ones, unique ones, and ones that the contract refuses.

Everything follows from the run label and a counter: two runs with other labels never make the same unique value,
the same label makes the same values again.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from groundplan.record import NamedTuple
from groundplan.resources import blake2b
from groundplan.verify.patterns import matching

if TYPE_CHECKING:
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.model.data import Type

TEXTS = ("string", "text", "password", "email", "url")
NUMBERS = ("int", "bigint", "float", "decimal")
_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
_INT_LIMITS = {"int": (-(2**31), 2**31 - 1), "bigint": (-(2**63), 2**63 - 1)}
_FIXED: dict[str, Any] = {"json": {"a": 1}, "binary": "Z3JvdW5k"}
_FIRST = datetime(2026, 1, 15, 10, tzinfo=UTC)
_STEPS = {
    "date": (timedelta(days=1), 300),
    "datetime": (timedelta(minutes=1), 300_000),
    "time": (timedelta(seconds=1), 3600),
}
"""From one moment to the next, and how many there are before the first comes again; none reaches those of `_OTHER`."""
_OTHER: dict[str, Any] = {
    "date": "2027-02-16",
    "datetime": "2027-02-16T11:30:00Z",
    "time": "11:30:00",
    "json": {"b": [2]},
    "binary": "cGxhbg==",
}
_WRONG_TYPE: dict[str, tuple[Any, ...]] = {
    "int": ("abc", 1.5, True, []),
    "bigint": ("abc", 1.5, True, []),
    "float": ("abc", True, []),
    "decimal": ("abc", 1, {}),
    "bool": ("yes", 1),
    "uuid": ("not-a-uuid", 7),
    "date": ("yesterday", "2026-13-41", 20260115),
    "datetime": ("yesterday", "2026-01-15T25:61:00Z", 1),
    "time": ("noon", "25:61:00", 1),
    "email": ("no at sign", "a@", 7),
    "url": ("no scheme", 7),
    "enum": ("no-such-value", 7),
    "list": ("text", {}),
    "binary": (7,),
}


class Wrong(NamedTuple):
    """A value that must be refused, and the rule that it breaks."""

    rule: str
    value: Any


class Values:
    """Makes values for one Blueprint under one run label."""

    def __init__(self, blueprint: Blueprint, label: str) -> None:
        self._blueprint = blueprint
        self._label = label
        self._count = 0
        self._moments = 0

    def token(self, length: int = 12) -> str:
        """A new text of lower-case letters and digits, no longer than 12."""
        number = self._seed()
        letters = []
        for _ in range(max(1, min(length, 12))):
            number, rest = divmod(number, 36)
            letters.append(_ALPHABET[rest])
        return "".join(letters)

    def uuid(self) -> str:
        """A new UUID that names no row."""
        return str(UUID(int=self._seed(), version=4))

    def _seed(self) -> int:
        self._count += 1
        return int.from_bytes(blake2b(f"{self._label}:{self._count}".encode(), digest_size=16).digest(), "big")

    def valid(self, kind: Type, *, other: bool = False) -> Any:
        """A value that is accepted; texts, UUIDs and times are new each time, `other` differs from the first choice.

        None when the suite can make none (a pattern that it does not understand).
        """
        if kind.base in _OTHER and (other or kind.base in _FIXED):
            return (_OTHER if other else _FIXED)[kind.base]
        if kind.base in _STEPS:
            return self._moment(kind.base)
        if kind.base in NUMBERS:
            return _number(kind, _other(kind) if other else Decimal(1))
        if kind.base == "bool":
            return other
        if kind.base == "enum":
            found = self._blueprint.enum(kind.enum).values
            return found[-1 if other else 0]
        if kind.base == "list":
            return [self.valid(_item(kind), other=other)]
        return self.uuid() if kind.base == "uuid" else self._text(kind)

    def _moment(self, base: str) -> str:
        """A new time: rows may have to differ in it."""
        step, most = _STEPS[base]
        moment = _FIRST + step * (self._moments % most)
        self._moments += 1
        if base == "datetime":
            return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
        return f"{moment:%H:%M:%S}" if base == "time" else f"{moment:%Y-%m-%d}"

    def _text(self, kind: Type) -> str | None:
        if kind.pattern:
            return self._matching(kind)
        token = self.token(kind.length or 12)
        if kind.base == "email":
            return f"gp-{token}@example.com"
        if kind.base == "url":
            return f"https://example.com/{token}"
        if kind.base == "password":
            return f"Gp-{token}-7".ljust(max(kind.minimum_length, 16), "x")
        return token.ljust(kind.minimum_length, "x")

    def _matching(self, kind: Type) -> str | None:
        found = matching(kind.pattern, self._seed())
        fits = found is not None and kind.minimum_length <= len(found) <= (kind.length or len(found))
        return found if fits else None

    def extremes(self, kind: Type) -> tuple[Any, ...]:
        """Values at the edges of what is accepted, where the type has edges."""
        if kind.base in NUMBERS:
            edges = [edge for edge in (kind.minimum, kind.maximum) if edge is not None and _is_number(edge)]
            return tuple(_number(kind, Decimal(edge)) for edge in edges)
        if kind.base in ("string", "text", "password") and not kind.pattern and kind.length:
            least = "가" * kind.minimum_length if kind.minimum_length else ""
            return (self.token().ljust(kind.length, "가")[: kind.length], *((least,) if least else ()))
        return tuple(self._blueprint.enum(kind.enum).values) if kind.base == "enum" else ()

    def wrong(self, kind: Type) -> tuple[Wrong, ...]:
        """Values that must be refused."""
        found = [Wrong("type", value) for value in _WRONG_TYPE.get(kind.base, ())]
        if kind.base in ("string", "text", "password"):
            found += [Wrong("type", 7), Wrong("type", ["a"])]
        if kind.base in TEXTS:
            found += self._wrong_texts(kind)
        if kind.base in NUMBERS:
            found += _wrong_numbers(kind)
        return tuple(found)

    def _wrong_texts(self, kind: Type) -> list[Wrong]:
        found = []
        valid = self._text(kind) or "a"
        if kind.length:
            found.append(Wrong("too_long", _longer(kind, valid)))
        if kind.minimum_length:
            found.append(Wrong("too_short", "a" * (kind.minimum_length - 1)))
        if kind.pattern and matching(kind.pattern, 0) is not None:
            found.append(Wrong("pattern", "\x01 does not match \x01"[: kind.length or 99]))
        return [*found, Wrong("nul", _with_nul(kind, valid))]


def _item(kind: Type) -> Type:
    from groundplan.plan.model.data import Type

    return Type(base=kind.item or "string", enum=kind.enum, length=kind.length)  # type: ignore[arg-type]


def _longer(kind: Type, valid: str) -> str:
    """One character too long and right in every other respect."""
    length = (kind.length or 0) + 1
    if kind.base == "email":
        host = "@example.com"
        return "a" * (length - len(host)) + host
    return valid.ljust(length, "a")[:length] if len(valid) < length else valid + "a"


def _with_nul(kind: Type, valid: str) -> str:
    if kind.base == "email":
        return valid.replace("@", "\0@")
    return valid[:-1] + "\0" if valid else "\0"


def _is_number(text: str | None) -> bool:
    return bool(text) and str(text).lstrip("-").replace(".", "", 1).isdigit()


def _other(kind: Type) -> Decimal:
    """A number beside the one that is nearest to 1, within the limits where they leave room."""
    low, high = limits(kind)
    first = min(max(Decimal(1), low), high)
    return first + 1 if first + 1 <= high else first - 1


def _number(kind: Type, wanted: Decimal) -> Any:
    """`wanted`, moved between the limits, as JSON writes the type."""
    low, high = limits(kind)
    value = min(max(wanted, low), high)
    if kind.base == "float":
        return float(value)
    if kind.base == "decimal":
        return f"{value:.{kind.scale or 0}f}"
    return int(value.to_integral_value(ROUND_CEILING))


def limits(kind: Type) -> tuple[Decimal, Decimal]:
    """The least and the greatest value of a number type, inclusive."""
    if kind.base in _INT_LIMITS:
        low, high = (Decimal(edge) for edge in _INT_LIMITS[kind.base])
    elif kind.base == "decimal":
        high = Decimal(10) ** ((kind.precision or 18) - (kind.scale or 0)) - Decimal(1).scaleb(-(kind.scale or 0))
        low = -high
    else:
        low, high = Decimal("-1e15"), Decimal("1e15")
    if kind.minimum is not None and _is_number(kind.minimum):
        low = Decimal(kind.minimum)
    if kind.maximum is not None and _is_number(kind.maximum):
        high = Decimal(kind.maximum)
    return low, high


def _wrong_numbers(kind: Type) -> list[Wrong]:
    low, high = limits(kind)
    step = Decimal(1).scaleb(-(kind.scale or 0)) if kind.base == "decimal" else Decimal(1)
    found = []
    if kind.minimum is not None:
        found.append(Wrong("minimum", _plain(kind, low - step)))
    if kind.maximum is not None or kind.base in ("int", "bigint", "decimal"):
        found.append(Wrong("maximum", _plain(kind, high + step)))
    if kind.base == "decimal":
        found.append(Wrong("scale", f"{_number(kind, Decimal(1))}{'' if kind.scale else '.'}1"))
    return found


def _plain(kind: Type, value: Decimal) -> Any:
    if kind.base == "decimal":
        return f"{value:f}"
    return float(value) if kind.base == "float" else int(value)


def same(kind: Type, sent: Any, got: Any) -> bool:
    """Whether what came back is what was sent, however it is spelled."""
    if sent is None or got is None:
        return sent is got
    try:
        return _same(kind.base, sent, got)
    except (ArithmeticError, ValueError, TypeError):
        return False


def _same(base: str, sent: Any, got: Any) -> bool:
    if base == "decimal":
        return isinstance(got, str) and Decimal(sent) == Decimal(got)
    if base == "datetime":
        return bool(_moment(sent) == _moment(got))
    if base in ("email", "uuid"):
        return str(sent).lower() == str(got).lower()
    if base == "time":
        return str(sent).partition(".")[0] == str(got).partition(".")[0]
    return bool(sent == got) and isinstance(sent, bool) == isinstance(got, bool)


def _moment(text: str) -> Any:
    from datetime import datetime

    return datetime.fromisoformat(text.replace("Z", "+00:00"))
