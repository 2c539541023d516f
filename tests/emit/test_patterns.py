"""Patterns of a SPEC: which are read alike everywhere, and texts that match them."""

from __future__ import annotations

import re

import pytest

from groundplan import patterns

PORTABLE = [
    r"^#[0-9a-f]{6}$",
    r"^[A-Z]{2}-\d+$",
    r"^[a-z0-9]+(-[a-z0-9]+)*$",
    r"^(draft|done)$",
    r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$",
    r"^\+?[1-9]\d{1,14}$",
    r"^[가-힣]+$",
    r"^(?:\d{3})-\d{4}$",
    r"[\w.\-]+",
]
REFUSED = {
    "nested repetition": r"^(a+)+$",
    "ambiguous repetition": r"^([a-z]|[a-z]+)*$",
    "separator inside": r"^[a-z]+(-[a-z-]+)*$",
    "look-behind": r"(?<=x)a",
    "look-ahead": r"^(?!admin)a",
    "back-reference": r"(a)\1",
    "named group": r"(?P<x>a)",
    "flags": r"(?i)a",
    "possessive": r"a++",
    "lazy": r"a+?",
    "property": r"\p{L}+",
    "POSIX class": r"[[:alpha:]]",
    "set of sets": r"[a-z&&[b]]",
    "identity escape": r"\-",
    "huge": r"a{1000}{1000}",
    "too many": r"a{1001}",
    "open": r"(a",
    "closed": r"a)",
    "empty set": r"[]",
    "reversed": r"[z-a]",
    "control": "a\nb",
    "long": "a" * 301,
    "deep": "(" * 40 + "a" + ")" * 40,
}


@pytest.mark.parametrize("pattern", PORTABLE)
def test_a_portable_pattern_has_a_sample(pattern: str) -> None:
    sample = patterns.sample(pattern)
    assert sample is not None
    assert re.search(pattern, sample)


@pytest.mark.parametrize("pattern", REFUSED.values(), ids=REFUSED)
def test_others_are_refused(pattern: str) -> None:
    assert not patterns.is_portable(pattern)


def test_escaped_text_matches_itself_only() -> None:
    text = r"a.b*c[d](e){f}|g^h$i?j+k\l/m-n"
    assert re.fullmatch(patterns.escape(text), text)
    assert not re.fullmatch(patterns.escape("a.b"), "axb")
