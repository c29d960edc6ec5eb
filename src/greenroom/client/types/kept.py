"""What the server answers about kept.

Written by clients/generate; change the server, then run script/clients.
"""

from msgspec import Struct


class KeptFile(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A file that is kept as it came; `path` is where it stood, `asset` its id, `url` where its bytes are."""

    path: str
    kind: str
    character: str | None
    name: str
    asset: str
    url: str | None
    created_at: str
