"""Pictures."""

from typing import Annotated

from msgspec import Meta, Struct

from greenroom.dialects.native.wire.values import Time


class NewAsset(Struct, forbid_unknown_fields=True):
    """A picture to be kept; its bytes alone may be sent instead."""

    picture: Annotated[
        str, Meta(description="data:image/…;base64,…", extra_json_schema={"format": "image-data-url"})
    ]


class Asset(Struct):
    """A picture of the account, made anew as WebP; `used_by` characters refer to it, or did in an earlier revision."""

    id: str
    url: str
    media_type: str
    size: int
    width: int
    height: int
    created_at: Time
    used_by: int


class Assets(Struct):
    """A page of pictures, newest first."""

    items: list[Asset]
    next_cursor: str | None
