"""Patterns of decimals: what they match is what lies between the limits."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundplan.emit.openapi.decimals import pattern

LIMITS = st.none() | st.decimals(-2000, 2000, places=3) | st.integers(-1100, 1100).map(Decimal)


@st.composite
def cases(draw: st.DrawFn) -> tuple[int, int, Decimal | None, Decimal | None, str]:
    whole, scale = draw(st.integers(1, 4)), draw(st.integers(0, 3))
    low, high = draw(LIMITS), draw(LIMITS)
    near = [limit for limit in (low, high) if limit is not None] or [Decimal(0)]
    value = draw(st.sampled_from(near)) + Decimal(draw(st.sampled_from([-10, -1, 0, 1, 10]))) / 1000
    number = draw(
        st.sampled_from([f"{value:f}", f"{draw(st.integers(-(10**4), 10**4))}", f"{value:.1f}", f"{value:.0f}"])
    )
    zeros = draw(st.sampled_from(["", "0", "00"]))
    return whole, scale, low, high, re.sub(r"^(-?)", rf"\g<1>{zeros}", number)


@settings(max_examples=500)
@given(case=cases())
def test_it_matches_what_lies_between(case: tuple[int, int, Decimal | None, Decimal | None, str]) -> None:
    whole, scale, low, high, text = case
    well_formed = re.fullmatch(rf"-?[0-9]{{1,{whole}}}" + (rf"(\.[0-9]{{1,{scale}}})?" if scale else ""), text)
    value = Decimal(text)
    between = (low is None or value >= low) and (high is None or value <= high)
    negative_zero = value == 0 and text.startswith("-")
    if not negative_zero:
        assert bool(re.fullmatch(pattern(whole, scale, low, high)[1:-1], text)) is bool(well_formed and between)


@pytest.mark.parametrize(
    ("whole", "scale", "low", "high", "written"),
    [
        (4, 2, None, None, r"^-?[0-9]{1,4}(\.[0-9]{1,2})?$"),
        (4, 2, "0", None, r"^[0-9]{1,4}(\.[0-9]{1,2})?$"),
        (3, 0, "1", "100", r"^((0{0,2}([1-9])|0{0,1}([1-9][0-9]{1})|(100)))$"),
    ],
)
def test_forms(whole: int, scale: int, low: str | None, high: str | None, written: str) -> None:
    assert pattern(whole, scale, low and Decimal(low), high and Decimal(high)) == written  # type: ignore[arg-type]
