"""What the server answers about explore.

Written by clients/generate; change the server, then run script/clients.
"""

from msgspec import Struct


class Public(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A public character as everybody may see it."""

    id: str
    name: str
    subtitle: str
    description: str
    greeting: str
    category: str
    creator_tag: str
    avatar_url: str
    message_count: int
    used_count: int
