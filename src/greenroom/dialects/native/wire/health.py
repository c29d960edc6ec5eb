"""Whether the server lives, and is ready."""

from typing import Literal

from msgspec import Struct


class Health(Struct):
    """Whether the server lives, or is ready."""

    status: Literal["ok"]
