"""Work that goes on beside requests."""

from typing import Any, Literal

from msgspec import Struct

from greenroom.dialects.native.wire.values import Time


class Operation(Struct):
    """Work that goes on beside requests. `results` say what became of each file of an import, as it comes.

    `counts` counts them by state: kept, updated, unchanged, skipped, failed. `download` is where an export is fetched.
    """

    id: str
    kind: Literal["import", "account_export"]
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    created_at: Time
    finished_at: Time | None
    files: int
    counts: dict[str, int]
    results: list[dict[str, Any]]
    error: str | None
    download: str | None


class Operations(Struct):
    """A page of operations, newest first, without what became of each file."""

    items: list[Operation]
    next_cursor: str | None
