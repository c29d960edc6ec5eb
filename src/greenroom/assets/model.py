"""What the room keeps: pictures ready to be stored, and assets that are."""

from msgspec import Struct


class Picture(Struct, frozen=True):
    """A picture as we made it, not yet stored: upright, in sRGB, without metadata, at most 1024 pixels a side."""

    data: bytes
    media_type: str
    width: int  # pixels
    height: int


class Asset(Struct, frozen=True):
    """A stored file of an account."""

    asset_id: str  # 24 URL-safe characters
    media_type: str
    size: int  # bytes
    width: int  # pixels
    height: int
