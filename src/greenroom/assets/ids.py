"""The id of an asset: unguessable, and the same for the same bytes of the same account.

An id is all that protects the picture of a private character, since media are served to whoever has the address.
Accounts share nothing: that somebody else has this picture too must not show.
"""

import hmac
import re
from base64 import urlsafe_b64encode

from greenroom.assets.model import Asset, Picture

_ASSET_ID = re.compile(r"[A-Za-z0-9_-]{22,64}")
_ID_BYTES = 18  # 144 bits, which are 24 characters without padding


def asset_id(secret: bytes, account_id: str, data: bytes) -> str:
    """The first 144 bits of HMAC-SHA256 over the account, a zero byte and the content, as 24 URL-safe characters."""
    digest = hmac.digest(secret, account_id.encode() + b"\0" + data, "sha256")
    return urlsafe_b64encode(digest[:_ID_BYTES]).decode()


def asset_of(picture: Picture, secret: bytes, account_id: str) -> Asset:
    """What a picture becomes when this account keeps it."""
    return Asset(
        asset_id=asset_id(secret, account_id, picture.data),
        media_type=picture.media_type,
        size=len(picture.data),
        width=picture.width,
        height=picture.height,
    )


def file_of(data: bytes, secret: bytes, account_id: str) -> Asset:
    """What a file becomes that this account keeps as it came, whatever it is."""
    return Asset(
        asset_id=asset_id(secret, account_id, b"file\0" + data),
        media_type="application/octet-stream",
        size=len(data),
        width=0,
        height=0,
    )


def source_of(data: bytes, width: int, height: int, secret: bytes, account_id: str) -> Asset:
    """The picture of ours that is, or will be, made of a file's; its id is known before it is made, its size is not.

    `width` and `height` are those of what is made, in pixels.
    """
    return Asset(
        asset_id=asset_id(secret, account_id, b"picture\0" + data),
        media_type="image/webp",
        size=0,
        width=width,
        height=height,
    )


def is_asset_id(text: str) -> bool:
    """Whether this can be the id of an asset; what can is also safe as a file name."""
    return _ASSET_ID.fullmatch(text) is not None
