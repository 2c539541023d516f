"""What passwords are hashed with and how long they are, in sections of their own and in sentences elsewhere."""

from __future__ import annotations

import pytest

from tests.read.reading import spec_of

STATED = {
    "## Authentication\n- JWT; passwords with scrypt": ("scrypt", None),
    "## Security\n- Passwords are hashed with bcrypt.": ("bcrypt", None),
    "## Requirements\n- The system SHALL store passwords as argon2id hashes.": ("argon2id", None),
    "## Requirements\n- The system SHALL hash passwords using PBKDF2.": ("pbkdf2", None),
    "## 요구사항\n- 시스템은 비밀번호를 bcrypt로 해시하여 저장해야 한다.": ("bcrypt", None),
    "## 비기능 요구사항\n- 비밀번호는 bcrypt 암호화 저장": ("bcrypt", None),
    "## Requirements\n- Passwords have at least 10 characters.\n- Passwords are hashed with bcrypt.": ("bcrypt", 10),
    "## Authentication\n- Password: bcrypt\n\n## Requirements\n- Passwords have at least 9 characters.": ("bcrypt", 9),
}
ROUNDS = {
    "## Security\n- Passwords are hashed with bcrypt (cost factor 11).": 11,
    "## Requirements\n- The system SHALL hash passwords with bcrypt, 10 salt rounds.": 10,
    "## 보안\n- 비밀번호: bcrypt (salt rounds: 13)": 13,
    "## Security\n- Passwords are hashed with bcrypt and live 90 days.": None,
    "## Security\n- Passwords are hashed with bcrypt (cost 99).": None,
    "## Security\n- Passwords are hashed with argon2id, 3 rounds.": None,
}
SILENT = (
    "## Requirements\n- The system SHALL NOT store passwords hashed with md5.",
    "## Requirements\n- The system SHALL move bcrypt jobs out of the password reset.",
    "## Requirements\n- The system SHALL hash API tokens with bcrypt.",
    "## Requirements\n- Passwords are never hashed with bcrypt.",
    "## 요구사항\n- 비밀번호는 bcrypt로 해시하지 않는다.",
)


@pytest.mark.parametrize(("text", "expected"), STATED.items())
def test_the_rule_of_passwords_is_read(text: str, expected: tuple[str, int | None]) -> None:
    policy = spec_of(text).password
    assert policy is not None
    assert (policy.algorithm, policy.minimum) == expected


@pytest.mark.parametrize(("text", "rounds"), ROUNDS.items())
def test_the_rounds_of_bcrypt_are_read(text: str, rounds: int | None) -> None:
    policy = spec_of(text).password
    assert policy is not None
    assert policy.rounds == rounds


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_rule_of_passwords_is_not_read(text: str) -> None:
    policy = spec_of(text).password
    assert policy is None or not policy.algorithm
