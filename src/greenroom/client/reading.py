"""How far a reply has been read, and how to go on after its connection broke. It neither sends nor waits, as `exchange`."""

from collections.abc import Iterator
from typing import Any

import httpx2

from greenroom.client.errors import APIConnectionError
from greenroom.client.events import EventReader
from greenroom.client.exchange import Send, Steps, Wait, exchange
from greenroom.client.options import Options
from greenroom.client.plan import ANYTHING, Plan, quoted
from greenroom.client.replies import ReplyBegun, ReplyEnded, ReplyEvent, read_event


class Reading:
    """A reply of a thread. `ended` says that no more will come, `message` is the whole of it then.

    The plan's idempotency key stays: as long as nothing is known of the reply, the same request leads to it again.
    """

    def __init__(self, options: Options, plan: Plan[Any], thread_id: str, reply_id: str = "") -> None:
        self._options = options
        self._plan = plan
        self._thread_id = thread_id
        self._events = EventReader()
        self._last_id = ""
        self._fruitless = 0
        self.reply_id = reply_id
        self.end: ReplyEnded | None = None

    def begin(self) -> Steps[httpx2.Response]:
        """The first connection."""
        return exchange(
            Send(self._options.request(self._plan, stream=True), stream=True), self._options.patience
        )

    def feed(self, chunk: bytes) -> Iterator[ReplyEvent]:
        """What a piece of the stream tells; raises APIStatusError for a reply that failed."""
        for event in self._events.feed(chunk):
            self._last_id, self._fruitless = event.id, 0
            told = read_event(event)
            if isinstance(told, ReplyBegun):
                self.reply_id = told.reply
            if isinstance(told, ReplyEnded):
                self.end = told
            if told:
                yield told

    def again(self) -> Steps[httpx2.Response]:
        """Another connection, which goes on where the last one broke; at once, unless that one had led to nothing."""
        if self._fruitless > self._options.patience.most:
            raise APIConnectionError("the stream broke off again and again")
        if self._fruitless:
            yield Wait(self._options.patience.pause(self._fruitless - 1))
        self._fruitless += 1
        self._events = EventReader()
        request = self._options.request(self._going_on(), stream=True)
        return (yield from exchange(Send(request, stream=True), self._options.patience))

    def _going_on(self) -> Plan[Any]:
        if not self.reply_id:
            return self._plan
        path = f"/v1/threads/{quoted(self._thread_id)}/messages/{quoted(self.reply_id)}/events"
        return Plan("GET", path, ANYTHING, last_event_id=self._last_id)
