"""What the server answers about assets.

Written by clients/generate; change the server, then run script/clients.
"""

from msgspec import Struct


class Asset(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A picture of the account, made anew as WebP; `used_by` characters refer to it, or did in an earlier revision."""

    id: str
    url: str
    media_type: str
    size: int
    width: int
    height: int
    created_at: str
    used_by: int
