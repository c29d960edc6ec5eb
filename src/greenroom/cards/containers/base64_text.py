"""Base64 as it stands in files: with the URL alphabet, without padding, with line breaks."""

import re
from binascii import Error, a2b_base64

_BLANK = b" \t\r\n\x0b\x0c\x00"
_OTHER = re.compile(rb"[^A-Za-z0-9+/]")
_STANDARD = bytes.maketrans(b"-_", b"+/")


def decode_base64(text: bytes) -> bytes | None:
    """The bytes that a text says; None where it is no base64."""
    try:
        return a2b_base64(text, strict_mode=True)
    except Error:
        pass
    bare = text.translate(_STANDARD, _BLANK).rstrip(b"=")
    if not bare or _OTHER.search(bare):
        return None
    try:
        return a2b_base64(bare + b"=" * (-len(bare) % 4))
    except Error:
        return None
