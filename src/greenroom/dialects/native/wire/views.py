"""What each dialect shows of a character."""

from typing import Any, Literal

from msgspec import Struct


class Loss(Struct):
    """Something of a character that a surface says less exactly, or not at all."""

    field: str
    why: str


class Views(Struct):
    """What each dialect shows of a character, how it says each field, what it leaves out, what its vendor never had."""

    views: dict[str, Any]
    fields: dict[str, dict[str, Literal["exact", "mapped", "kept", "none"]]]
    losses: dict[str, list[Loss]]
    remarks: dict[str, list[Loss]]
