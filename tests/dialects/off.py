"""What a dialect is excused from when its OpenAPI document is held against the server."""

from typing import NamedTuple


class Off(NamedTuple):
    """A check that is turned off, for one operation or for all, and why; or what else is set for it."""

    check: str
    operation: str
    why: str
    setting: str = "enabled = false"
