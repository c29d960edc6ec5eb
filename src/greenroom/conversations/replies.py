"""The replies that one process is making.

A reply belongs to its thread, not to the request that asked for it: it goes on when that is cut off, and is written down
when it ends, whole or not. Whoever dies over one leaves a thread that says until when it was alive.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from contextlib import aclosing, suppress
from typing import TypeVar

from greenroom.characters.catalogue import Catalogue
from greenroom.conversations import messages, store
from greenroom.conversations.gathering import Gathered, gather
from greenroom.conversations.memory import Memory, Remembered
from greenroom.conversations.model import Begun, Made, Message, State
from greenroom.conversations.prompting import UNSAID, Prompter
from greenroom.conversations.reply import Reply
from greenroom.conversations.safety import policy
from greenroom.conversations.telling import Telling, pieces_of
from greenroom.database import Database, Transaction
from greenroom.llm.model import Parameters
from greenroom.problems import EmptyReply, Forbidden, Internal, Problem, Unauthenticated, Unavailable

T = TypeVar("T")
_log = logging.getLogger(__name__)

_KEPT = 120.0
"""Seconds for which an ended reply can be read again."""

_ALIVE = messages.LEASE / 3_000_000
"""Seconds between two signs of life."""

_LISTENING = 0.5
"""Seconds between two looks at what other processes were asked to stop, or follow."""

_PATIENCE, _PAUSE = 10.0, 0.5
"""Seconds for which a database that is out of reach is asked again, and between two times: as long as a standby may need to
take over, and shorter than a reply is taken for alive."""


_TAKEN = "nothing was heard of who made it for so long that its thread went on without it"


_LOOK = 0.5
"""Seconds between two looks at whether who asked for a reply still may: what a key ring believes is a second old at most."""

Holds = Callable[[], Awaitable[object]]


async def _for_ever() -> None:
    """Of who needs no key."""


class Replies:
    """All of them. `prompter` makes prompts and finds models."""

    def __init__(self, database: Database, catalogue: Catalogue, prompter: Prompter) -> None:
        self._database = database
        self._catalogue = catalogue
        self._prompter = prompter
        self._known: dict[str, Reply] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._memory = Memory(database)
        self._listening: asyncio.Task[None] | None = None
        self._followed: set[str] = set()  # by readers of other processes
        self._ending: set[str] = set()  # of which no more is written down than has come

    def start(
        self,
        begun: Begun,
        alias: str,
        said: Parameters = UNSAID,
        *,
        premium: bool = True,
        holds: Holds = _for_ever,
    ) -> Reply:
        """Make a reply that was begun, by the model of this alias unless that is empty, sampled as is `said`.

        Without `premium`, a character's wish for a premium model is not granted. The reply is cut short once whoever
        asked for it may no longer ask, which `holds` raises.
        """
        self._memory.give_way(begun.thread.thread_id)
        reply = Reply(begun)
        self._known[begun.reply_id] = reply
        task = asyncio.get_running_loop().create_task(self._make(reply, holds, alias, said, premium=premium))
        self._tasks[begun.reply_id] = task
        task.add_done_callback(lambda done: self._made(reply, done))
        if self._listening is None or self._listening.done():
            self._listening = asyncio.get_running_loop().create_task(self._listen())
        return reply

    def find(self, account_id: str, thread_id: str, reply_id: str) -> Reply | None:
        """A reply that is being made by this process, or was lately."""
        reply = self._known.get(reply_id)
        if reply is None:
            return None
        thread = reply.begun.thread
        return reply if (thread.account_id, thread.thread_id) == (account_id, thread_id) else None

    async def stop(self, reply: Reply) -> None:
        """End a reply with what has come of it so far; returns once that is written down."""
        await self._cut_short([reply.begun.reply_id])

    async def close(self) -> None:
        """End all replies with what has come of them so far."""
        if self._listening:
            self._listening.cancel()
        await self._cut_short([*self._tasks])
        await self._memory.close()

    async def _listen(self) -> None:
        """Stop what another process was asked to stop, and tell others what they follow, for as long as replies are made."""
        while self._tasks:
            await asyncio.sleep(_LISTENING)
            with suppress(Problem):
                stops, follows = await self._database.read(store.asked_of_makers)
                for reply_id in follows & self._tasks.keys():
                    await self._tell_followers(self._known[reply_id])
                for reply_id in stops & self._tasks.keys():
                    await self._database.write(store.stop_heard, self._known[reply_id].begun.thread)
                    await self._cut_short([reply_id])

    async def _tell_followers(self, reply: Reply) -> None:
        self._followed.add(reply.begun.reply_id)
        await self._database.write_single(
            store.tell_followers, reply.begun.thread, reply.begun.reply_id, reply.text
        )

    async def _cut_short(self, reply_ids: Iterable[str]) -> None:
        await asyncio.sleep(0)  # a task that has not begun would end without a word
        tasks = {one: self._tasks[one] for one in reply_ids if one in self._tasks}
        for reply_id, task in tasks.items():
            if reply_id not in self._ending:
                task.cancel()
        if tasks:
            await asyncio.wait(tasks.values())

    def _made(self, reply: Reply, task: asyncio.Task[None]) -> None:
        reply_id = reply.begun.reply_id
        del self._tasks[reply_id]
        self._ending.discard(reply_id)
        if not task.cancelled() and (error := task.exception()):
            _log.error("reply %s was not written down", reply_id, exc_info=error)
        if not reply.ended:  # nobody waits for ever, whatever broke
            reply.fail(Internal(), None)
        asyncio.get_running_loop().call_later(_KEPT, self._known.pop, reply_id, None)

    async def _make(self, reply: Reply, holds: Holds, alias: str, said: Parameters, *, premium: bool) -> None:
        reply.add("begin", reply.begun)
        making = asyncio.current_task()
        assert making is not None
        loop = asyncio.get_running_loop()
        alive = loop.create_task(self._stay_alive(reply.begun, making))
        watch = loop.create_task(self._watch(reply, holds, making))
        telling = Telling(lambda text: reply.add("text", text))
        state: State = "whole"
        problem: Problem | None = None
        made: Remembered | None = None
        try:
            made = await self._tell(reply, telling, alias, said, premium=premium)
        except asyncio.CancelledError:
            state, problem = "stopped", reply.refused
        except Problem as error:
            state, problem = "failed", error
        except Exception:  # noqa: BLE001 - whatever broke, the thread must rest
            _log.exception("reply %s broke", reply.begun.reply_id)
            state, problem = "failed", Internal()
        self._ending.add(reply.begun.reply_id)
        alive.cancel()
        watch.cancel()
        await self._end(reply, telling, state, problem)
        if reply.begun.reply_id in self._followed:
            self._followed.discard(reply.begun.reply_id)
            with suppress(Problem):
                await self._database.write_single(
                    store.leave_followers, reply.begun.thread, reply.begun.reply_id
                )
        if made and reply.message:
            self._memory.after(made, reply.message)

    async def _tell(
        self, reply: Reply, telling: Telling, alias: str, said: Parameters, *, premium: bool
    ) -> Remembered:
        begun = reply.begun
        gathered = await self._gather(begun)
        alias = alias or begun.thread.model
        prepared = await self._prompter.prepare(gathered.materials, alias, said, premium=premium)
        await telling.begun(
            policy(gathered.record.character), prepared, begun.goes_on.text if begun.goes_on else ""
        )
        for name in prepared.reaction.client_triggers:
            reply.add("signal", {"trigger": name})
        for name in prepared.reaction.emotions:
            reply.add("signal", {"emotion": name})
        async with aclosing(pieces_of(prepared)) as pieces:
            async for piece in pieces:
                telling.take(piece)
                if telling.full:
                    break
        return Remembered(begun, gathered, prepared)

    async def _gather(self, begun: Begun) -> Gathered:
        goes_on, around = begun.goes_on, begun.around
        leaf = goes_on.message_id if goes_on else begun.parent_id
        continuing = goes_on is not None

        def unit(db: Transaction) -> Gathered:
            here = begun.thread, leaf, begun.reply_id
            return gather(db, self._catalogue, *here, continuing=continuing, around=around)

        return await _patiently(lambda: self._database.scan(unit))

    async def _end(self, reply: Reply, telling: Telling, state: State, problem: Problem | None) -> None:
        text = telling.text  # first, for what was held back may be what ends it
        if state == "whole" and not text:
            state, problem = "failed", telling.nothing()
        about = telling.about(problem, reply.begun.triggers)
        try:
            message = await self._keep(reply.begun, text, state, about, problem)
        except Problem as error:  # its thread is gone, or the database
            reply.fail(error, None)
        else:
            if message is None and state == "whole":  # the thread is somebody else's by now
                problem = EmptyReply(_TAKEN)
            if problem is not None:
                reply.fail(problem, message)
            else:
                reply.end(message)

    async def _keep(
        self, begun: Begun, text: str, state: State, about: Made, problem: Problem | None
    ) -> Message | None:
        return await _patiently(
            lambda: self._database.write(messages.keep, self._catalogue, begun, text, state, about, problem)
        )

    async def _watch(self, reply: Reply, holds: Holds, making: asyncio.Task[None]) -> None:
        """Cut the reply short when whoever asked for it may no longer ask."""
        while reply.refused is None:
            await asyncio.sleep(_LOOK)
            try:
                await holds()
            except (Unauthenticated, Forbidden) as problem:
                reply.refused = problem
            except Problem:  # nobody can tell at the moment
                continue
        if reply.begun.reply_id not in self._ending:
            making.cancel()

    async def _stay_alive(self, begun: Begun, making: asyncio.Task[None]) -> None:
        """Say again and again that the reply is being made, until its thread is gone or another's."""
        renewed, pause = True, _ALIVE
        while renewed:
            await asyncio.sleep(pause)
            try:
                renewed = await self._database.write(
                    lambda db: store.renew_reply(db, begun.thread, begun.reply_id, db.now + messages.LEASE)
                )
            except Problem:  # soon again, for the lease goes on running out
                pause = _PAUSE
            else:
                pause = _ALIVE
        making.cancel()


async def _patiently(ask: Callable[[], Awaitable[T]]) -> T:
    """What the database answers, in a while if it is out of reach; raises `Unavailable` where it stays so."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return await ask()
        except Unavailable:
            if time.monotonic() > until:
                raise
            await asyncio.sleep(_PAUSE)
