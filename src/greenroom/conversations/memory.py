"""Memory: after a reply, and beside everything else, a model sums up what prompts no longer have room for.

A thread's summary stands in the place of its oldest messages; a memory is what other threads of the same speaker know of
it, where the character remembers. No reply waits for either, and none fails by them: what goes wrong is tried again after
a later reply.
"""

import asyncio
import logging
from contextlib import aclosing
from typing import NamedTuple

from greenroom.conversations import store, summary
from greenroom.conversations.gathering import Gathered
from greenroom.conversations.model import Begun, Kind, Message, Recollection, Thread
from greenroom.conversations.prompting import Prepared
from greenroom.database import Database, Transaction
from greenroom.llm.backend import Backend
from greenroom.llm.model import Ask, Text
from greenroom.problems import NotFound, Problem

_log = logging.getLogger(__name__)

AT_ONCE = 2
"""Summaries that are made at the same time, so that replies have most of a model."""

YIELDS = 2
"""How often in a row one is given up because the thread goes on; then it is finished beside the reply."""


class Remembered(NamedTuple):
    """A reply that was made: where it stands, what it was made of, and by which model."""

    begun: Begun
    gathered: Gathered
    prepared: Prepared


class Memory:
    """Everything that this process is summing up."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._yielded: dict[str, int] = {}
        self._places = asyncio.Semaphore(AT_ONCE)

    def after(self, made: Remembered, message: Message) -> None:
        """Sum up what wants it, now that a reply is written down as this message."""
        thread_id = made.begun.thread.thread_id
        before = made.gathered.path[:-1] if made.begun.goes_on else made.gathered.path
        left = summary.left_out(made.prepared.prompt, before)
        remembers = made.gathered.record.character.engine.memory
        if thread_id in self._tasks or not (remembers or len(left) >= summary.LEFT_OUT):
            return
        task = asyncio.get_running_loop().create_task(
            self._remember(made, [*before, message], left, remembers=remembers)
        )
        self._tasks[thread_id] = task
        task.add_done_callback(lambda done: self._done(thread_id, done))

    def give_way(self, thread_id: str) -> None:
        """Let a reply in this thread have the model for itself; not for ever, or a busy thread would never be summed up."""
        task = self._tasks.get(thread_id)
        if task and self._yielded.get(thread_id, 0) < YIELDS:
            self._yielded[thread_id] = self._yielded.get(thread_id, 0) + 1
            task.cancel()

    async def close(self) -> None:
        """Give up whatever is being made."""
        tasks = [*self._tasks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _done(self, thread_id: str, task: asyncio.Task[None]) -> None:
        del self._tasks[thread_id]
        if task.cancelled():
            return
        self._yielded.pop(thread_id, None)
        error = task.exception()
        if isinstance(error, Problem):
            _log.info("nothing was summed up: %s", error)
        elif error:
            _log.error("summing up broke", exc_info=error)

    async def _remember(
        self, made: Remembered, path: list[Message], left: list[Message], *, remembers: bool
    ) -> None:
        async with self._places:
            if len(left) >= summary.LEFT_OUT:
                await self._sum_up("summary", made, path, left)
            if remembers:
                await self._sum_up("memory", made, path, None)

    async def _sum_up(
        self, kind: Kind, made: Remembered, path: list[Message], left: list[Message] | None
    ) -> None:
        """Of a path, what was `left` out, else what is new, in the light of what is remembered of it already."""
        thread, backend = made.begun.thread, made.prepared.backend
        speaker = made.gathered.speaker if kind == "memory" else ""
        if kind == "memory":
            path = summary.said_as(speaker, path)
        stored = await self._database.read(store.recollection, thread, kind, speaker)
        earlier, new = summary.since(stored, path)
        if left is not None and left != new[: len(left)]:  # what was summed up before was changed meanwhile
            return
        if left is None and len(new) < summary.SAID:
            return
        names = _names(made.gathered)
        window = await backend.window()
        wanted = summary.request(kind, names, earlier, new if left is None else left, window)
        if wanted is None:
            return
        text = summary.kept(await _answer(backend, wanted.ask))
        if text:
            await self._database.write(keep, thread, kind, stored, wanted.told, text, speaker)


def keep(
    db: Transaction,
    thread: Thread,
    kind: Kind,
    before: Recollection | None,
    told: tuple[Message, ...],
    text: str,
    speaker: str = "",
) -> bool:
    """Keep what tells these messages, unless they, or what was remembered `before`, are no longer what they were."""
    try:
        now = store.find_thread(db, thread.account_id, thread.thread_id, lock=True)
        changed = any(store.find_message(db, now, one.message_id).text != one.text for one in told)
    except NotFound:
        return False
    if changed or store.recollection(db, now, kind, speaker) != before:
        return False
    store.recollect(db, now, kind, told[-1].message_id, text, speaker)
    return True


def _names(gathered: Gathered) -> summary.Names:
    character = gathered.record.character
    user = gathered.materials.persona.name.strip()
    return summary.Names(character.nickname or character.name or "the character", user or "User")


async def _answer(backend: Backend, ask: Ask) -> str:
    async with aclosing(backend.stream(ask)) as pieces:
        return "".join([piece.text async for piece in pieces if isinstance(piece, Text)])
