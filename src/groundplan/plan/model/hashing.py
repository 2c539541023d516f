"""How passwords are hashed, and what a hash costs (OWASP, Password Storage Cheat Sheet)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Argon2:
    """RFC 9106: memory in KiB, passes over it, lanes beside each other."""

    algorithm: ClassVar[str] = "argon2id"
    memory_kib: int = 19_456
    time: int = 2
    parallelism: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Bcrypt:
    """Two to the power of `rounds` expansions of the key. A digest is what is hashed: bcrypt takes 72 bytes at most."""

    algorithm: ClassVar[str] = "bcrypt"
    rounds: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrypt:
    """RFC 7914: `cost` blocks of `block_size` x 128 bytes."""

    algorithm: ClassVar[str] = "scrypt"
    cost: int = 131_072
    block_size: int = 8
    parallelism: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Pbkdf2:
    """RFC 8018, with HMAC-SHA-256."""

    algorithm: ClassVar[str] = "pbkdf2_sha256"
    iterations: int = 600_000


Hashing = Argon2 | Bcrypt | Scrypt | Pbkdf2
DEFAULT: Hashing = Argon2()
_KNOWN: dict[object, type[Hashing]] = {one.algorithm: one for one in (Argon2, Bcrypt, Scrypt, Pbkdf2)}


def hashing(setting: Callable[[str], object]) -> Hashing:
    """The decided hash with its decided cost: `setting` tells of a key such as `password_hash` or `bcrypt_rounds`."""
    chosen = _KNOWN.get(setting("password_hash"), type(DEFAULT))
    prefix = chosen.__name__.lower()
    decided = {one.name: setting(f"{prefix}_{one.name}") for one in fields(chosen)}
    return chosen(**{name: cost for name, cost in decided.items() if isinstance(cost, int)})
