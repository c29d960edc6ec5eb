"""What the server answers about server.

Written by clients/generate; change the server, then run script/clients.
"""

from msgspec import Struct


class Health(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Whether the server lives, or is ready."""

    status: str
