"""Files that are kept as they came."""

from typing import Literal

from msgspec import Struct

from greenroom.dialects.native.wire.values import Time


class KeptFile(Struct):
    """A file that is kept as it came; `path` is where it stood, `asset` its id, `url` where its bytes are."""

    path: str
    kind: Literal["sprite", "persona_picture", "group", "group_chat", "chat"]
    character: str | None
    name: str
    asset: str
    url: str | None
    created_at: Time


class KeptFiles(Struct):
    """A page of files that are kept as they came."""

    items: list[KeptFile]
    next_cursor: str | None
