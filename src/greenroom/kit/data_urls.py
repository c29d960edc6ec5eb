"""Pictures in `data:` URLs (RFC 2397), as clients paste them into JSON.

The grammar is wider than RFC 4648: both alphabets, padding or none, and blanks and line ends anywhere in the data.

    DataUrlError
    ├── BadDataUrl        the text is not such a URL
    └── DataUrlTooLarge   it is one, and holds more than the caller takes
"""

import binascii
import re
from typing import NamedTuple

_HEAD = re.compile(r"data:(image/(?:png|jpeg|jpg|webp|gif|apng|avif));base64,", re.IGNORECASE)
_BLANKS = b" \t\r\n"
_STANDARD = bytes.maketrans(b"-_", b"+/")


class DataUrlError(ValueError):
    """The text can't be taken as a picture; its words follow the name of a field, as in "avatar must be …"."""


class BadDataUrl(DataUrlError):
    """Not a base64 data URL with an image type."""


class DataUrlTooLarge(DataUrlError):
    """More decoded bytes than the caller takes."""


class DataUrl(NamedTuple):
    """What the URL holds. The label is a claim, in lower case as `image/png`: only the bytes tell what they are."""

    label: str
    data: bytes


def parse_image(text: str, cap_bytes: int) -> DataUrl:
    """The label and bytes of `data:image/…;base64,…`; sizes are looked at before anything is decoded.

    Raises:
        BadDataUrl: another scheme, type or encoding, or data that is not base64.
        DataUrlTooLarge: the data would decode to more than `cap_bytes`.
    """
    head = _HEAD.match(text)
    if head is None:
        raise BadDataUrl("must be a picture as data:image/png;base64,… (or jpeg, webp, gif, apng, avif)")
    digits = _digits(text[head.end() :])
    if len(digits) * 3 // 4 > cap_bytes:
        raise DataUrlTooLarge(f"must hold at most {cap_bytes} bytes")
    return DataUrl(head[1].lower(), _decoded(digits))


def _decoded(digits: bytes) -> bytes:
    if b"=" in digits:  # the strict mode forgives padding without end
        raise _not_base64()
    try:
        return binascii.a2b_base64(digits + b"=" * (-len(digits) % 4), strict_mode=True)
    except binascii.Error:
        raise _not_base64() from None


def _digits(text: str) -> bytes:
    """The digits in the standard alphabet, without blanks and padding; what is no digit stays and fails later."""
    if not text.isascii():
        raise _not_base64()
    digits = text.encode("ascii").translate(_STANDARD, _BLANKS)
    return digits.removesuffix(b"=").removesuffix(b"=")


def _not_base64() -> BadDataUrl:
    return BadDataUrl("must be a picture as a data URL: the data after base64, is not valid base64")
