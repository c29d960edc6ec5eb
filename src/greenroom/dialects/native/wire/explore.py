"""What strangers find."""

from msgspec import Struct

from greenroom.dialects.native.wire.values import CharacterId


class Public(Struct):
    """A public character as everybody may see it."""

    id: CharacterId
    name: str
    subtitle: str
    description: str
    greeting: str
    category: str
    creator_tag: str
    avatar_url: str
    message_count: int
    used_count: int


class Explored(Struct):
    """A page of public characters."""

    items: list[Public]
    next_cursor: str | None
