"""Counting and digesting things that may come in any order."""

from hashlib import blake2b

import msgspec

_MODULUS = 1 << 256


class Count(msgspec.Struct, frozen=True):
    """How many items there are, and a digest of them all: 64 hexadecimal digits."""

    items: int
    digest: str


class Tally:
    """Counts byte strings. The digest is the sum of their BLAKE2b hashes modulo 2**256, so no order matters."""

    def __init__(self) -> None:
        self._items = 0
        self._sum = 0

    def add(self, item: bytes) -> None:
        """Count one more."""
        self._items += 1
        self._sum = (self._sum + int.from_bytes(blake2b(item, digest_size=32).digest())) % _MODULUS

    def count(self) -> Count:
        """What was added so far."""
        return Count(self._items, f"{self._sum:064x}")
