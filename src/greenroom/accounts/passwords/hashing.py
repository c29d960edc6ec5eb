"""Passwords as argon2id hashes (RFC 9106). Each costs 64 MiB and some tenths of a second, on purpose.

So they are made beside the event loop, two at a time, and never for API keys, which are too long to be guessed.
"""

import asyncio
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_HASHERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="passwords")


async def hashed(password: str) -> str:
    """What to keep of a password: its hash, with salt and parameters."""
    return await asyncio.get_running_loop().run_in_executor(_HASHERS, _hash, password)


async def matches(kept: str | None, password: str) -> bool:
    """Whether this is the password that was kept; takes as long where none was, so that nobody learns who has one."""
    return await asyncio.get_running_loop().run_in_executor(_HASHERS, _matches, kept, password)


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _hasher().check_needs_rehash(kept)


def _hash(password: str) -> str:
    return _hasher().hash(_folded(password))


def _matches(kept: str | None, password: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415 - as below

    try:
        return _hasher().verify(kept or _nobodys(), _folded(password)) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher, profiles  # noqa: PLC0415 - servers without passwords never need it

    return PasswordHasher.from_parameters(profiles.RFC_9106_LOW_MEMORY)


@cache
def _nobodys() -> str:
    return _hash("a password that nobody has, for as long as nobody asks")


def _folded(password: str) -> bytes:
    """The same for every way to type it (NIST SP 800-63B, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
