"""What the room keeps: pictures ready to be stored, and assets that are."""

from typing import NamedTuple

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
    width: int  # pixels; 0: it is no picture, but a file that is kept as it came
    height: int


class Kept(NamedTuple):
    """An asset with what is known about its keeping: since when (microseconds since 1970), and for how many characters."""

    asset: Asset
    created_at: int
    uses: int


class Usage(NamedTuple):
    """How many assets an account keeps, and how many bytes they have."""

    assets: int
    size: int
