"""API keys as texts: `rp_` + 12 characters of id + 32 of secret + 6 of checksum, all base62.

The checksum lets a typing error, and a secret scanner, tell a key from a look-alike without asking the server. The id is
public; key id and the rest, joined, are the key, so that a pair of headers can carry it in two parts.
"""

import hmac
import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from greenroom.kit.ids import base62, random_base62

PREFIX = "rp_"
_ID, _SECRET, _CHECK = 12, 32, 6
_ID_FORM = re.compile(rf"{PREFIX}[0-9A-Za-z]{{{_ID}}}")
_REST = rf"[0-9A-Za-z]{{{_ID + _SECRET + _CHECK}}}"
_FORM = re.compile(PREFIX + _REST)
_ANYWHERE = re.compile(rf"{PREFIX}(?=({_REST}))")
"""Whatever stands before and behind it, as an escape's letter does in `\\nrp_…`, and also where two of that form overlap."""


class NewKey(NamedTuple):
    """A key that was just made: its public id and the whole text."""

    key_id: str
    text: str


def new_key() -> NewKey:
    """A key nobody has: 190 bits of secret from the operating system's source."""
    body = PREFIX + random_base62(_ID + _SECRET)
    return NewKey(body[: len(PREFIX) + _ID], body + _checksum(body))


def key_id_of(text: str) -> str | None:
    """The public id of a key, or None for a text that cannot be one of ours."""
    if not _FORM.fullmatch(text) or _checksum(text[:-_CHECK]) != text[-_CHECK:]:
        return None
    return text[: len(PREFIX) + _ID]


def keys_in(text: str) -> Iterator[str]:
    """The keys that stand anywhere in a text, without look-alikes; docs/leaked-keys.md tells scanners the same.

    NULs are passed over: whoever reads UTF-16 as bytes has one beside each letter.
    """
    for found in _ANYWHERE.finditer(text.replace("\0", "")):
        if key_id_of(key := PREFIX + found[1]):
            yield key


def is_key_id(text: str) -> bool:
    """Whether a text can be the public id of a key."""
    return _ID_FORM.fullmatch(text) is not None


def digest(secret: bytes, text: str) -> bytes:
    """The keyed hash (HMAC-SHA-256, 32 bytes) under which a key is stored."""
    return hmac.digest(secret, text.encode(), "sha256")


def _checksum(body: str) -> str:
    return base62(zlib.crc32(body.encode()), _CHECK)
