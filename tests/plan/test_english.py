"""What code calls what a Korean SPEC calls."""

from __future__ import annotations

import pytest

from groundplan.english import english
from groundplan.grammar import vocabulary
from groundplan.naming import Name
from groundplan.plan.words.tables import fold

NAMES = [
    ("비밀번호", "password"),
    ("게시글 번호", "post_number"),
    ("게시글번호", "post_number"),
    ("회원 아이디", "member_id"),
    ("아이디", "login_id"),
    ("상품명", "product_name"),
    ("총결제금액", "total_payment_amount"),
    ("배송지 주소", "delivery_address"),
    ("회원의 이름", "member_name"),
    ("User 이메일", "user_email"),
    ("가입일시", "joined_at"),
    ("마지막 로그인 일시", "last_login_at"),
    ("생성일", "created_at"),
    ("시작일", "start_date"),
    ("결제 여부", "is_paid"),
    ("이메일 인증 여부", "is_email_verified"),
    ("취소", "canceled"),
    ("취소 사유", "cancellation_reason"),
    ("결제", "payment"),
]
UNKNOWN = [("여부", "yeobu"), ("일", "il"), ("방가방", "banggabang"), ("주문감", "jumungam"), ("名前", "ming_qian")]


@pytest.mark.parametrize(("korean", "name"), NAMES)
def test_korean_words_are_called_as_code_calls_them(korean: str, name: str) -> None:
    assert Name.of(korean).snake == name


@pytest.mark.parametrize(("text", "name"), UNKNOWN)
def test_what_no_word_fills_is_spelled_in_latin_letters(text: str, name: str) -> None:
    assert Name.of(text).snake == name
    assert fold(text) == text


def test_words_are_compared_in_english_however_they_are_spaced() -> None:
    assert fold("비밀 번호") == fold("비밀번호") == fold("Password")
    assert fold("모르는 말") == "모르는말"


def test_what_reading_knows_as_a_thing_has_an_english_name() -> None:
    for word, kinds in vocabulary("english_things").items():
        assert english(word) in kinds, word


def test_a_long_word_is_read_once_from_end_to_end() -> None:
    assert english("회원" * 20_000 + "가") == "회원" * 20_000 + "가"
    assert english("회원" * 20_000) == "member"
