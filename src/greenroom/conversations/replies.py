"""The replies that one process is making.

A reply belongs to its thread, not to the request that asked for it: it goes on when that is cut off, and is written down
when it ends, whole or not. Whoever dies over one leaves a thread that says until when it was alive.
"""

import asyncio
import logging
from collections.abc import Iterable
from contextlib import aclosing, suppress

from greenroom.characters.catalogue import Catalogue
from greenroom.conversations import messages, store
from greenroom.conversations.gathering import Gathered, gather
from greenroom.conversations.model import Begun, Made, Message, State
from greenroom.conversations.prompt.goals import Reaction
from greenroom.conversations.prompting import Prepared, Prompter
from greenroom.conversations.reply import Reply
from greenroom.conversations.safety import Policy, policy
from greenroom.database import Database, Transaction
from greenroom.llm.model import End, Text
from greenroom.problems import Internal, NotFound, Problem, ThreadClosed, Unavailable

_log = logging.getLogger(__name__)

LONGEST = 64 * 1024
"""Characters of a reply; a model that doesn't end is ended there."""

_KEPT = 120.0
"""Seconds for which an ended reply can be read again."""

_ALIVE = messages.LEASE / 3_000_000
"""Seconds between two signs of life."""

_TRIES, _PAUSE = 5, 1.0
"""Of writing down what came, where the database is out of reach."""


class Replies:
    """All of them. `prompter` makes prompts and finds models."""

    def __init__(self, database: Database, catalogue: Catalogue, prompter: Prompter) -> None:
        self._database = database
        self._catalogue = catalogue
        self._prompter = prompter
        self._known: dict[str, Reply] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._ending: set[str] = set()  # of which no more is written down than has come

    def start(self, begun: Begun, alias: str, *, premium: bool = True) -> Reply:
        """Make a reply that was begun, by the model of this alias unless that is empty.

        Without `premium`, a character's wish for a premium model is not granted.
        """
        reply = Reply(begun)
        self._known[begun.reply_id] = reply
        task = asyncio.get_running_loop().create_task(self._make(reply, alias, premium=premium))
        self._tasks[begun.reply_id] = task
        task.add_done_callback(lambda _: self._made(begun.reply_id))
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
        await self._cut_short([*self._tasks])

    async def _cut_short(self, reply_ids: Iterable[str]) -> None:
        await asyncio.sleep(0)  # a task that has not begun would end without a word
        tasks = {one: self._tasks[one] for one in reply_ids if one in self._tasks}
        for reply_id, task in tasks.items():
            if reply_id not in self._ending:
                task.cancel()
        if tasks:
            await asyncio.wait(tasks.values())

    def _made(self, reply_id: str) -> None:
        del self._tasks[reply_id]
        self._ending.discard(reply_id)
        asyncio.get_running_loop().call_later(_KEPT, self._known.pop, reply_id, None)

    async def _make(self, reply: Reply, alias: str, *, premium: bool) -> None:
        reply.add("begin", reply.begun)
        making = asyncio.current_task()
        assert making is not None
        alive = asyncio.get_running_loop().create_task(self._stay_alive(reply.begun, making))
        telling = _Telling(reply)
        state: State = "whole"
        problem: Problem | None = None
        try:
            await self._tell(telling, alias, premium=premium)
        except asyncio.CancelledError:
            state = "stopped"
        except Problem as error:
            state, problem = "failed", error
        except Exception:  # noqa: BLE001 - whatever broke, the thread must rest
            _log.exception("reply %s broke", reply.begun.reply_id)
            state, problem = "failed", Internal()
        self._ending.add(reply.begun.reply_id)
        alive.cancel()
        await self._end(reply, telling, state, problem)

    async def _tell(self, telling: "_Telling", alias: str, *, premium: bool) -> None:
        begun = telling.reply.begun
        gathered = await self._gather(begun)
        prepared = await self._prompter.prepare(
            gathered.materials, alias or begun.thread.model, premium=premium
        )
        telling.begin(policy(gathered.record.character), prepared)
        if prepared.reaction.verbatim:  # a line that is given needs no model
            telling.say("\n".join(prepared.reaction.verbatim))
            return
        async with aclosing(prepared.backend.stream(prepared.prompt.ask)) as pieces:
            async for piece in pieces:
                match piece:
                    case Text(text=text):
                        telling.say(text)
                    case End():
                        telling.end(piece)
                if telling.full:
                    return

    async def _gather(self, begun: Begun) -> Gathered:
        goes_on, around = begun.goes_on, begun.around
        leaf = goes_on.message_id if goes_on else begun.parent_id
        continuing = goes_on is not None

        def unit(db: Transaction) -> Gathered:
            here = begun.thread, leaf, begun.reply_id
            return gather(db, self._catalogue, *here, continuing=continuing, around=around)

        return await self._database.scan(unit)

    async def _end(self, reply: Reply, telling: "_Telling", state: State, problem: Problem | None) -> None:
        about = telling.about(problem)
        try:
            message = await self._keep(reply.begun, telling.text, state, about)
        except NotFound:  # the thread went with its character
            reply.fail(ThreadClosed(), None)
        except Problem as error:
            reply.fail(error, None)
        else:
            if problem is not None:
                reply.fail(problem, message)
            else:
                reply.end(message)

    async def _keep(self, begun: Begun, text: str, state: State, about: Made) -> Message | None:
        for tries in range(_TRIES):
            try:
                return await self._database.write(messages.keep, self._catalogue, begun, text, state, about)
            except Unavailable:
                if tries == _TRIES - 1:
                    raise
                await asyncio.sleep(_PAUSE)
        raise AssertionError("the last try returns or raises")

    async def _stay_alive(self, begun: Begun, making: asyncio.Task[None]) -> None:
        """Say again and again that the reply is being made, until its thread is gone or another's."""
        renewed = True
        while renewed:
            await asyncio.sleep(_ALIVE)
            with suppress(Problem):
                renewed = await self._database.write(
                    lambda db: store.renew_reply(db, begun.thread, begun.reply_id, db.now + messages.LEASE)
                )
        making.cancel()


class _Telling:
    """What has been told of a reply, past the filter, and what is known about it."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self._told: list[str] = []
        self._length = 0
        self._filter = Policy(()).filter()
        self._end: End | None = None
        self._alias = ""
        self._reaction = Reaction()
        self._told_before = 0  # characters that the filter holds, and that were told long ago

    @property
    def text(self) -> str:
        """All that came, the rest that the filter held back included."""
        self._add(self._filter.finish())
        return "".join(self._told)

    @property
    def full(self) -> bool:
        """Whether nothing more may come: it is long enough, or met a word that ends it."""
        return self._length >= LONGEST or self._filter.ended

    def begin(self, rules: Policy, prepared: Prepared) -> None:
        """From now on this policy holds. What was said of a message that is gone on with counts for it, too."""
        self._filter, self._alias, self._reaction = rules.filter(), prepared.alias, prepared.reaction
        if self.reply.begun.goes_on:
            said = self.reply.begun.goes_on.text
            self._told_before = len(said) - len(self._filter.feed(said))
        for name in prepared.reaction.client_triggers:
            self.reply.add("signal", {"trigger": name})
        for name in prepared.reaction.emotions:
            self.reply.add("signal", {"emotion": name})

    def say(self, text: str) -> None:
        """Another piece of the model's."""
        self._add(self._filter.feed(text))

    def end(self, end: End) -> None:
        """How the model ended."""
        self._end = end

    def about(self, problem: Problem | None) -> Made:
        """How the message came to be."""
        usage = self._end.usage if self._end else None
        return Made(
            model=self._alias,
            finish_reason=self._finish_reason(),
            prompt_tokens=usage.prompt_tokens if usage else None,
            completion_tokens=usage.completion_tokens if usage else None,
            error=type(problem).__name__ if problem else "",
            why=str(problem) if problem else "",
            triggers=self.reply.begun.triggers,
            signals=self._reaction.client_triggers,
            emotions=self._reaction.emotions,
            goals=self._reaction.goals,
        )

    def _finish_reason(self) -> str:
        if self._filter.ended:
            return "content_filter"
        if self._length >= LONGEST:
            return "length"
        return self._end.finish_reason if self._end else ""

    def _add(self, text: str) -> None:
        before = min(self._told_before, len(text))
        self._told_before -= before
        text = text[before : before + LONGEST - self._length]
        if text:
            self._told.append(text)
            self._length += len(text)
            self.reply.add("text", text)
