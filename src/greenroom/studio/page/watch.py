"""Whether the session that asked for a stream is still one, looked at once in a while."""

import time

from greenroom.dialects.kit.streaming import TICK
from greenroom.problems import NotSignedIn, Problem
from greenroom.studio.catalogue import say
from greenroom.studio.page.session import member_of
from greenroom.studio.page.visit import Visit


async def holds(visit: Visit) -> None:
    """Raise what keeps the session that asked from asking again."""
    if await member_of(visit.house, visit.request) is None:
        raise NotSignedIn(say("page.signed_out"))


class Watch:
    """Looks at most every `TICK` seconds."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._looked = time.monotonic()

    async def refusal(self) -> Problem | None:
        """Why it may not listen on, None where it may."""
        if time.monotonic() - self._looked < TICK:
            return None
        self._looked = time.monotonic()
        try:
            await holds(self._visit)
        except Problem as problem:
            return problem
        return None
