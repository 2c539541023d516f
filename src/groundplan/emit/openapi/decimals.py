"""The numbers between two limits as a pattern: decimals travel as strings, which no `minimum` applies to.

The language is that of services: an optional minus, up to `whole` digits (leading zeros allowed), and up to `scale`
decimals. The method is the usual one of splitting a range at digits that differ
(https://www.regular-expressions.info/numericranges.html), once for the digits before the point and once behind it.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

_DIGIT = "[0-9]"
_NOTHING = r"[^\s\S]"


def pattern(whole: int, scale: int, low: Decimal | None, high: Decimal | None) -> str:
    """An anchored pattern of the numbers from `low` to `high`, both inclusive; None is no limit."""
    most = Decimal(10) ** whole - Decimal(1).scaleb(-scale)
    least = max(low if low is not None else -most, -most)
    greatest = min(high if high is not None else most, most)
    if least == -most and greatest == most:
        return f"^-?{_any(whole, scale)}$"
    parts = []
    if greatest >= 0:
        parts.append(_between(max(least, Decimal(0)), greatest, whole, scale))
    if least < 0:
        parts.append("-" + _group(_between(max(-greatest, Decimal(0)), -least, whole, scale)))
    made = "|".join(part for part in parts if part not in ("", "-()")) or _NOTHING
    return f"^{_group(made)}$" if "|" in made else f"^{made}$"


def _any(whole: int, scale: int) -> str:
    return _DIGIT + f"{{1,{whole}}}" + _fraction(scale)


def _fraction(scale: int) -> str:
    return rf"(\.{_DIGIT}{{1,{scale}}})?" if scale else ""


def _between(low: Decimal, high: Decimal, whole: int, scale: int) -> str:
    """Numbers without a sign from `low` to `high`; empty where there are none."""
    unit = Decimal(1).scaleb(-scale)
    low, high = low.quantize(unit, ROUND_CEILING), high.quantize(unit, ROUND_FLOOR)
    if low > high:
        return ""
    if low == 0 and high == Decimal(10) ** whole - unit:
        return _any(whole, scale)
    first, last = int(low), int(high)
    behind_low, behind_high = _behind(low, scale), _behind(high, scale)
    if first == last:
        return _integer(first, whole) + _between_fractions(behind_low, behind_high, scale)
    parts = [_integer(first, whole) + _at_least(behind_low, scale)] if behind_low else []
    begin = first + 1 if behind_low else first
    ends_full = behind_high == "9" * scale
    end = last if ends_full else last - 1
    if begin <= end:
        parts.append(_group(_integers(begin, end, whole)) + _fraction(scale))
    if not ends_full:
        parts.append(_integer(last, whole) + _at_most(behind_high, scale))
    return "|".join(parts)


def _behind(value: Decimal, scale: int) -> str:
    """The decimals, without zeros at the end: `5` of 1.50."""
    return f"{value:.{scale}f}".partition(".")[2].rstrip("0")


def _integer(value: int, whole: int) -> str:
    return _zeros(whole - len(str(value))) + str(value)


def _zeros(most: int) -> str:
    return f"0{{0,{most}}}" if most > 0 else ""


def _integers(first: int, last: int, whole: int) -> str:
    """All integers from `first` to `last`, by how many digits they have."""
    parts = []
    for size in range(len(str(first)), len(str(last)) + 1):
        begin = max(first, 10 ** (size - 1) if size > 1 else 0)
        end = min(last, 10**size - 1)
        parts.append(_zeros(whole - size) + _group("|".join(_split(str(begin), str(end)))))
    return "|".join(parts)


def _split(first: str, last: str) -> list[str]:
    """Patterns of the digit strings from `first` to `last`, which are of one length."""
    if not first:
        return [""]
    rest = len(first) - 1
    if first[0] == last[0]:
        return [first[0] + part for part in _split(first[1:], last[1:])]
    if first[1:] == "0" * rest and last[1:] == "9" * rest:
        return [_digits(first[0], last[0]) + _free(rest)]
    parts = [first[0] + part for part in _split(first[1:], "9" * rest)]
    if int(first[0]) + 1 < int(last[0]):
        parts.append(_digits(str(int(first[0]) + 1), str(int(last[0]) - 1)) + _free(rest))
    return parts + [last[0] + part for part in _split("0" * rest, last[1:])]


def _digits(first: str, last: str) -> str:
    return first if first == last else f"[{first}-{last}]"


def _free(count: int) -> str:
    return f"{_DIGIT}{{{count}}}" if count else ""


def _at_least(digits: str, scale: int) -> str:
    """Fractions of at least `.digits`, which are some."""
    parts = [digits + _up_to(scale - len(digits))]
    for at, one in enumerate(digits):
        if one != "9":
            parts.append(digits[:at] + _digits(str(int(one) + 1), "9") + _up_to(scale - at - 1))
    return r"\." + _group("|".join(parts))


def _at_most(digits: str, scale: int) -> str:
    """No fraction, or one of at most `.digits`; zeros at the end change nothing."""
    parts = [digits[:size] for size in range(1, len(digits))]
    parts.append(digits + _zeros(scale - len(digits)) if digits else f"0{{1,{scale}}}")
    for at, one in enumerate(digits):
        if one != "0":
            parts.append(digits[:at] + _digits("0", str(int(one) - 1)) + _up_to(scale - at - 1))
    return rf"(\.{_group('|'.join(parts))})?" if scale else ""


def _between_fractions(low: str, high: str, scale: int) -> str:
    """Fractions from `.low` to `.high` behind one and the same integer."""
    if not scale:
        return ""
    if not low:
        return _at_most(high, scale)
    parts: list[str] = []
    for size in range(1, scale + 1):
        unit = 10 ** (scale - size)
        first, last = -(-int(low.ljust(scale, "0")) // unit), int(high.ljust(scale, "0")) // unit
        if first <= last:
            parts += _split(f"{first:0{size}d}", f"{last:0{size}d}")
    return r"\." + _group("|".join(parts))


def _up_to(count: int) -> str:
    return f"{_DIGIT}{{0,{count}}}" if count > 0 else ""


def _group(alternatives: str) -> str:
    return f"({alternatives})"
