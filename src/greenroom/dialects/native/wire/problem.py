"""How it says no."""

from typing import Any

from msgspec import UNSET, Struct, UnsetType


class Problem(Struct):
    """A problem document (RFC 9457). `window` and `sizes` are tokens, where the context is too small.

    `reason` is one of a closed list of codes, where a file is refused.

    Where a reply failed, `message` is what was said, which is kept and need not be said again: `POST …/reply` has it
    answered. `reply` is what was kept of the reply, and `reply_id` tells what became of it, as the id of a message.
    """

    type: str
    title: str
    status: int
    detail: str
    request_id: str
    errors: list[dict[str, str]] | UnsetType = UNSET
    reason: str | UnsetType = UNSET
    window: int | UnsetType = UNSET
    sizes: dict[str, int] | UnsetType = UNSET
    message: dict[str, Any] | UnsetType | None = UNSET
    reply: dict[str, Any] | UnsetType | None = UNSET
    reply_id: str | UnsetType = UNSET
