"""Sentences about a user's sessions, in both languages, and sentences that only look like them."""

from __future__ import annotations

import pytest

from groundplan.spec.callers.sessions import EVERYWHERE, LIMIT
from tests.read.reading import spec_of

LIMITS = {
    "one session per user": 1,
    "A user SHALL have at most 3 concurrent sessions.": 3,
    "Only one active session per account": 1,
    "Concurrent sessions per user: max 5": 5,
    "Limit of two concurrent sessions": 2,
    "동시 세션 1개": 1,
    "시스템은 회원의 동시 세션을 최대 3개로 제한해야 한다.": 3,
    "동시 로그인 세션은 최대 두 개": 2,
    "계정당 세션 2개": 2,
    "중복 로그인을 허용하지 않는다": 1,
}
EVERYWHERES = (
    "Users can log out everywhere.",
    "WHEN a user asks, the system SHALL log the user out of all devices.",
    "A password change revokes all of the user's sessions.",
    "모든 기기에서 로그아웃",
    "모든 세션을 종료한다",
)
NEITHER = (
    "The service bears at most 1000 concurrent sessions.",
    "Unlimited concurrent sessions per user",
    "동시 접속 1,000명",
    "동시 사용자 1,000명",
    "동시 세션은 제한을 두지 않는다",
    "로그아웃하면 세션을 종료한다",
    "5 sessions per second",
)


def _settings(sentence: str) -> list[str]:
    text = f"# Shop\n\n## Authentication\n- Session: idle 30 min, absolute 12 h\n- {sentence}\n"
    return [one.value for one in spec_of(text).settings]


@pytest.mark.parametrize(("sentence", "count"), LIMITS.items())
def test_a_limit_is_read(sentence: str, count: int) -> None:
    assert _settings(sentence) == [f"{LIMIT}={count}"]


@pytest.mark.parametrize("sentence", EVERYWHERES)
def test_signing_out_everywhere_is_read(sentence: str) -> None:
    assert _settings(sentence) == [f"{EVERYWHERE}=true"]


@pytest.mark.parametrize("sentence", NEITHER)
def test_other_sentences_are_left_alone(sentence: str) -> None:
    assert _settings(sentence) == []
