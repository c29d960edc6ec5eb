"""A reply while it is being made: what has come of it so far, for any number of readers.

Readers wait for more, never the reply for them: what has come is kept until the reply is forgotten, so one who was cut
off goes on where they were.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Literal, NamedTuple

from greenroom.conversations.model import Begun, Message
from greenroom.problems import Problem

Kind = Literal["begin", "text", "signal", "end", "problem"]


class Event(NamedTuple):
    """Something that came of a reply; `number` counts from 0. `data` is a text, a message, or a problem.

    `length` is that of all texts so far, this one's included, in characters.
    """

    number: int
    kind: Kind
    data: Any
    length: int


class Reply:
    """One reply. It ends with exactly one event `end` or `problem`."""

    def __init__(self, begun: Begun) -> None:
        self.begun = begun
        self.events: list[Event] = []
        self.problem: Problem | None = None
        self.refused: Problem | None = None  # what who asked for it has lacked since
        self.message: Message | None = None
        self._more = asyncio.Event()

    @property
    def ended(self) -> bool:
        """Whether no more will come."""
        return bool(self.events) and self.events[-1].kind in {"end", "problem"}

    @property
    def text(self) -> str:
        """All that has been said so far."""
        return "".join(event.data for event in self.events if event.kind == "text")

    def add(self, kind: Kind, data: Any) -> None:
        """Let all readers have another event."""
        length = self.events[-1].length if self.events else 0
        if kind == "text":
            length += len(data)
        self.events.append(Event(len(self.events), kind, data, length))
        more, self._more = self._more, asyncio.Event()
        more.set()

    def end(self, message: Message | None) -> None:
        """It came to its end; None where nothing came of it."""
        self.message = message
        self.add("end", message)

    def fail(self, problem: Problem, message: Message | None) -> None:
        """It came to no good end; `message` is what was kept of it."""
        self.problem, self.message = problem, message
        self.add("problem", problem)

    async def follow(self, after: int = -1, patience: float | None = None) -> AsyncIterator[Event | None]:
        """The events after a number, as they come; None whenever nothing came for `patience` seconds."""
        at = after + 1
        while True:
            for event in self.events[at:]:
                at = event.number + 1
                yield event
            if self.ended and at >= len(self.events):
                return
            more = self._more
            if at < len(self.events):
                continue
            try:
                await asyncio.wait_for(more.wait(), patience)
            except TimeoutError:
                yield None
