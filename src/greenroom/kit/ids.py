"""Identifiers: UUIDv7 (RFC 9562) for what we make, base62 for what people copy."""

import os
import re
import secrets
import threading
import time
from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

_PAIRS = [one + other for one in ALPHABET for other in ALPHABET]  # two digits at once take half as long
_NUMBERS = {pair: number for number, pair in enumerate(_PAIRS)}

UUID7_NUMBERS = 1 << 119
"""The numbers of UUIDv7 are below this one."""

NewId = Callable[[], str]
"""Where new ids come from; tests inject their own."""

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_45_BITS, _62_BITS = (1 << 45) - 1, (1 << 62) - 1
_lock = threading.Lock()
_last = 0


def new_uuid7() -> str:
    """A UUIDv7 as lower-case text; those of one process sort strictly by when they were made.

    48 bits of milliseconds and 12 bits of fractions of one, counted up where the clock does not move on (RFC 9562,
    section 6.2), then 62 random bits, so that ids of several processes don't collide.
    """
    global _last  # noqa: PLW0603 - the order of ids is a property of the process
    with _lock:
        _last = max(time.time_ns() * 4096 // 1_000_000, _last + 1)
        stamp = _last
    value = (stamp >> 12) << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64 | 0b10 << 62
    return _written(value | int.from_bytes(os.urandom(8)) >> 2)


def uuid7_number(text: str) -> int:
    """What varies in a UUIDv7, as a number below 2**119: 45 bits of milliseconds, which last until 3084, and 74 others.

    Numbers sort as the ids do, and different ids have different ones.
    """
    value = int(text.replace("-", ""), 16)
    return (value >> 80 & _45_BITS) << 74 | (value >> 64 & 0xFFF) << 62 | value & _62_BITS


def uuid7_of(number: int) -> str:
    """The UUIDv7 of which `uuid7_number` is this number, which is below 2**119."""
    value = (number >> 74) << 80 | 0x7 << 76 | (number >> 62 & 0xFFF) << 64 | 0b10 << 62 | number & _62_BITS
    return _written(value)


def is_uuid(text: str) -> bool:
    """Whether `text` is a UUID in its canonical lower-case form."""
    return _UUID.fullmatch(text) is not None


def small_uuid(text: str) -> str:
    """A UUID in whatever case, which RFC 9562 allows, in ours; any other text as it is."""
    small = text.lower()
    return small if is_uuid(small) else text


def is_base62(text: str) -> bool:
    """Whether `text` is made of digits of base 62, and of at least one."""
    return text.isascii() and text.isalnum()


def base62(number: int, width: int) -> str:
    """`number` in base 62, the last `width` digits of it."""
    pairs = []
    for _ in range((width + 1) // 2):
        number, pair = divmod(number, len(_PAIRS))
        pairs.append(_PAIRS[pair])
    return "".join(reversed(pairs))[width % 2 :]


def base62_number(text: str) -> int:
    """The number that digits of base 62 stand for."""
    even = "0" * (len(text) % 2) + text
    number = 0
    for at in range(0, len(even), 2):
        number = number * len(_PAIRS) + _NUMBERS[even[at : at + 2]]
    return number


def random_base62(width: int) -> str:
    """`width` random digits (5.95 bits each) from the operating system's source."""
    return base62(secrets.randbelow(62**width), width)


def _written(value: int) -> str:
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
