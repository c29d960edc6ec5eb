"""Operations: work that outlives the request, and the process, that asked for it."""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from greenroom.kit.clock import DAY

KEPT = 30 * DAY
"""How long an operation can be asked about after its end."""

State = Literal["queued", "running", "done", "failed", "cancelled"]


class Operation(Struct, frozen=True, kw_only=True):
    """One piece of work. `attempts` is also the fence: a claim raises it, and only who claimed last may finish.

    `subject` is the id of the thing worked on, `input` what the work needs, `outcome` what came of it: a result when
    done, `{"reason", "message"}` when failed or cancelled. Times are microseconds since 1970, UTC.
    """

    account_id: str
    operation_id: str
    kind: str
    subject: str
    input: Mapping[str, Any]
    state: State
    attempts: int
    lease_until: int
    outcome: Mapping[str, Any] | None
    created_at: int
    finished_at: int | None

    @property
    def finished(self) -> bool:
        """Whether it has ended, well or not."""
        return self.finished_at is not None
