"""Transports: what sends, waits and decodes, for a client that blocks and for one that awaits."""

import asyncio
import time
from typing import TypeVar

import httpx2

from greenroom.client.exchange import Outcome, Send, Step, Steps, decoded, exchange
from greenroom.client.options import Options
from greenroom.client.pages import AsyncPages, Page, listing
from greenroom.client.plan import Plan
from greenroom.client.reading import Reading
from greenroom.client.streams import AsyncReplyStream, ReplyStream

T = TypeVar("T")


class Transport:
    """One that blocks. Several may share an HTTP client."""

    def __init__(self, options: Options, http: httpx2.Client) -> None:
        self.options = options
        self.http = http

    def send(self, plan: Plan[T]) -> T:
        """The answer to a plan; raises GreenroomError."""
        request = self.options.request(plan.keyed())
        return decoded(self.run(exchange(Send(request), self.options.patience)), plan.answer)

    def pages(self, plan: Plan[T]) -> Page[T]:
        """The first page that a plan asks for, which knows the way to the others."""
        request = self.options.request(plan)
        answer = self.run(exchange(Send(request), self.options.patience))
        return Page(self, plan, decoded(answer, listing(plan.answer)))

    def stream(self, plan: Plan[T], thread_id: str, reply_id: str = "") -> ReplyStream:
        """A reply of a thread, as it comes."""
        reading = Reading(self.options, plan.keyed(), thread_id, reply_id)
        return ReplyStream(self, reading, self.run(reading.begin()))

    def run(self, steps: Steps[T]) -> T:
        """What comes of steps that are taken."""
        outcome: Outcome = None
        while True:
            try:
                step = steps.send(outcome)
            except StopIteration as end:
                result: T = end.value
                return result
            outcome = self._taken(step)

    def _taken(self, step: Step) -> Outcome:
        if not isinstance(step, Send):
            time.sleep(step.seconds)
            return None
        try:
            response = self.http.send(step.request, stream=True)
            if not (step.stream and response.is_success):
                try:
                    response.read()
                finally:
                    response.close()
        except httpx2.RequestError as problem:
            return problem
        return response


class AsyncTransport:
    """One that awaits."""

    def __init__(self, options: Options, http: httpx2.AsyncClient) -> None:
        self.options = options
        self.http = http

    async def send(self, plan: Plan[T]) -> T:
        """The answer to a plan; raises GreenroomError."""
        request = self.options.request(plan.keyed())
        return decoded(await self.run(exchange(Send(request), self.options.patience)), plan.answer)

    def pages(self, plan: Plan[T]) -> AsyncPages[T]:
        """The pages that a plan asks for, of which none is asked for yet."""
        return AsyncPages(self, plan)

    async def stream(self, plan: Plan[T], thread_id: str, reply_id: str = "") -> AsyncReplyStream:
        """A reply of a thread, as it comes."""
        reading = Reading(self.options, plan.keyed(), thread_id, reply_id)
        return AsyncReplyStream(self, reading, await self.run(reading.begin()))

    async def run(self, steps: Steps[T]) -> T:
        """What comes of steps that are taken."""
        outcome: Outcome = None
        while True:
            try:
                step = steps.send(outcome)
            except StopIteration as end:
                result: T = end.value
                return result
            outcome = await self._taken(step)

    async def _taken(self, step: Step) -> Outcome:
        if not isinstance(step, Send):
            await asyncio.sleep(step.seconds)
            return None
        try:
            response = await self.http.send(step.request, stream=True)
            if not (step.stream and response.is_success):
                try:
                    await response.aread()
                finally:
                    await response.aclose()
        except httpx2.RequestError as problem:
            return problem
        return response
