"""What is remembered: made by a real model, kept as rows of both engines."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest
from msgspec.structs import replace
from tests.callers import new_caller
from tests.conftest import Run
from tests.model_server import ModelServer

from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.model import Character, Engine, Style
from greenroom.conversations import memory, messages, personas, store, summary, threads
from greenroom.conversations.gathering import gather
from greenroom.conversations.memory import keep
from greenroom.conversations.model import Kind, Made, Message, Recollection, Speaker, Thread
from greenroom.conversations.prompting import Prompter
from greenroom.conversations.replies import Replies
from greenroom.conversations.reply import Reply
from greenroom.conversations.vectors import Vectors
from greenroom.database import Database
from greenroom.llm.endpoint import Endpoint
from greenroom.llm.models import Models, Target

CATALOGUE = Catalogue()
LINE = "The lighthouse keeper told number {} of the long story about the harbour, the fog and the lost brass key."

WINDOW, MANY = 320, 14
"""Tokens of the model's window here, and messages that it can't hold."""

ONE_ENGINE = pytest.mark.parametrize("engine", ["sqlite"])
"""Rows are tested on both, below; here a model takes its time."""


@pytest.fixture(autouse=True)
def short_summaries(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a model says of a conversation is its business, and takes it long enough."""
    monkeypatch.setattr(summary, "TOKENS", 24)


class Talk:
    """Somebody who talks with Nora on an engine, and the model that replies."""

    def __init__(self, database: Database, endpoint: Endpoint, *, remembers: bool = False) -> None:
        self.database = database
        self.models = Models({"default": Target(endpoint, "")}, window=WINDOW)
        self.replies = Replies(database, CATALOGUE, Prompter(self.models, Vectors(database, self.models)))
        self._nora = Character(
            name="Nora", style=Style(response_length="very_short"), engine=Engine(memory=remembers)
        )

    async def begin(self, said: int) -> None:
        """A thread in which so much was said before."""

        def unit(db: Transaction) -> tuple[Caller, str, Thread]:
            who = new_caller(db, "ada")
            nora = CATALOGUE.create(db, who, self._nora, "native").character_id
            return who, nora, _thread(db, who, nora, said)

        self.who, self.nora, self.thread = await self.database.write(unit)

    async def another(self) -> Thread:
        """Another thread with the same character."""
        return await self.database.write(lambda db: _thread(db, self.who, self.nora, 0))

    async def say(self, text: str) -> Reply:
        """Something that is being answered."""

        def unit(db: Transaction) -> Any:
            return messages.say(db, CATALOGUE, self.who, self.now(db, lock=True), text)

        return self.replies.start(await self.database.write(unit), "")

    def now(self, db: Transaction, *, lock: bool = False) -> Thread:
        return store.find_thread(db, self.who.account_id, self.thread.thread_id, lock=lock)

    async def remembered(self, kind: Kind) -> Recollection | None:
        return await self.database.read(store.recollection, self.thread, kind)

    async def becomes_remembered(self, kind: Kind) -> Recollection:
        for _ in range(1200):
            found = await self.remembered(kind)
            if found:
                return found
            await asyncio.sleep(0.1)
        raise TimeoutError

    async def path(self) -> list[Message]:
        return await self.database.read(lambda db: store.path(db, self.now(db), self.now(db).leaf_id, 1000))


def _thread(db: Transaction, who: Caller, nora: str, said: int) -> Thread:
    thread = threads.begin(db, who, CATALOGUE.conversable(db, who.account_id, nora))
    parent: str | None = None
    for number in range(said):
        speaker: Speaker = "character" if number % 2 else "user"
        parent = store.insert_message(
            db, thread, db.new_id(), parent, speaker, LINE.format(number), Made()
        ).message_id
    return store.update_thread(db, thread, leaf_id=parent)


@asynccontextmanager
async def talking(
    database: Database, model_server: ModelServer, *, remembers: bool = False, said: int = 0
) -> AsyncIterator[Talk]:
    talk = Talk(database, model_server.endpoint, remembers=remembers)
    await talk.begin(said)
    try:
        yield talk
    finally:
        await talk.replies.close()
        await talk.models.close()


async def ended(reply: Reply) -> None:
    async for _ in reply.follow():
        pass
    assert reply.problem is None, reply.problem


@ONE_ENGINE
def test_what_prompts_leave_out_is_summed_up_once(
    database: Database, run: Run, model_server: ModelServer
) -> None:
    async def story() -> None:
        async with talking(database, model_server, said=MANY) as talk:
            await ended(await talk.say("And where is the key now?"))
            first = await talk.becomes_remembered("summary")
            path = await talk.path()
            ids = [one.message_id for one in path]
            told = ids.index(first.message_id) + 1
            assert 1 <= told < len(ids) - 2
            gathered = await database.scan(gather, CATALOGUE, talk.thread, ids[-1], "seed")
            assert gathered.materials.summary == first.text
            assert [one.turn_id for one in gathered.materials.history] == ids[told:]
            assert gathered.materials.memory == ()
            assert await talk.remembered("memory") is None  # Nora remembers nobody

    run(story())


@ONE_ENGINE
def test_a_short_thread_is_not_summed_up(database: Database, run: Run, model_server: ModelServer) -> None:
    async def story() -> None:
        async with talking(database, model_server, said=4) as talk:
            await ended(await talk.say("And where is the key now?"))
            assert talk.replies._memory._tasks == {}
            assert await talk.remembered("summary") is None

    run(story())


@ONE_ENGINE
def test_another_thread_remembers(database: Database, run: Run, model_server: ModelServer) -> None:
    async def story() -> None:
        async with talking(database, model_server, remembers=True, said=6) as talk:
            reply = await talk.say("My name is Ada, and I like lemons.")
            await ended(reply)
            known = await talk.becomes_remembered("memory")
            assert reply.message
            assert known.message_id == reply.message.message_id
            other = await talk.another()
            for thread, memories in ((other, (known.text,)), (talk.thread, ())):
                found = await database.scan(gather, CATALOGUE, thread, None, "s")
                assert found.materials.memory == memories
            assert await talk.remembered("summary") is None

    run(story())


@ONE_ENGINE
def test_a_reply_in_the_same_thread_is_given_way_twice(
    database: Database, run: Run, model_server: ModelServer
) -> None:
    async def story() -> None:
        async with talking(database, model_server, said=MANY) as talk:
            for _ in range(memory.YIELDS):
                await ended(await talk.say("Go on."))
                assert talk.thread.thread_id in talk.replies._memory._tasks
            await ended(await talk.say("Go on."))
            made = talk.replies._memory._tasks[talk.thread.thread_id]
            await ended(await talk.say("Go on."))
            await asyncio.wait([made])
            assert not made.cancelled()
            assert await talk.remembered("summary")

    run(story())


@ONE_ENGINE
def test_closing_gives_up_what_is_being_made(database: Database, run: Run, model_server: ModelServer) -> None:
    async def story() -> None:
        async with talking(database, model_server, said=MANY) as talk:
            await ended(await talk.say("Go on."))
            [made] = talk.replies._memory._tasks.values()
            await talk.replies.close()
            assert made.cancelled()
            assert talk.replies._memory._tasks == {}

    run(story())


@ONE_ENGINE
def test_a_model_that_goes_costs_nobody_anything(
    database: Database, run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        with ModelServer() as going:
            async with talking(database, going, said=MANY) as talk:
                await ended(await talk.say("Go on."))
                [made] = talk.replies._memory._tasks.values()
                going.kill()
                await asyncio.wait([made])
                assert await talk.remembered("summary") is None

    run(story())
    told = [one for one in caplog.records if one.name.startswith("greenroom")]
    assert [one for one in told if one.levelname in {"WARNING", "ERROR"}] == []


# --- rows ---


@contextmanager
def rows(database: Database, run: Run) -> Iterator[tuple[Thread, list[Message], Callable[..., Any]]]:
    """A thread of six messages, and what carries out a unit."""

    def unit(db: Transaction) -> tuple[Thread, list[Message]]:
        who = new_caller(db, "ada")
        nora = CATALOGUE.create(db, who, Character(name="Nora"), "native")
        thread = _thread(db, who, nora.character_id, 6)
        return thread, store.path(db, thread, thread.leaf_id, 9)

    thread, path = run(database.write(unit))
    yield thread, path, lambda work: run(database.write(work))


@pytest.mark.parametrize("kind", ["summary", "memory"])
@pytest.mark.parametrize(("at", "forgotten"), [(0, True), (2, True), (3, True), (4, False), (5, False)])
@pytest.mark.parametrize("change", ["edit", "delete"])
def test_what_tells_a_message_goes_with_it(
    database: Database, run: Run, kind: Kind, at: int, change: str, *, forgotten: bool
) -> None:
    with rows(database, run) as (thread, path, do):
        assert do(lambda db: keep(db, thread, kind, None, tuple(path[:4]), "They met."))
        if change == "edit":
            do(lambda db: messages.edit(db, thread, path[at], "Other words."))
        else:
            do(lambda db: messages.remove(db, thread, path[at]))
        left = do(lambda db: store.recollection(db, thread, kind))
        assert left == (None if forgotten else Recollection(path[3].message_id, "They met."))


def test_a_summary_of_what_was_changed_meanwhile_is_not_kept(database: Database, run: Run) -> None:
    with rows(database, run) as (thread, path, do):
        told = tuple(path[:4])
        do(lambda db: messages.edit(db, thread, path[1], "Other words."))
        assert not do(lambda db: keep(db, thread, "summary", None, told, "They met."))
        now = do(lambda db: tuple(store.path(db, thread, path[3].message_id, 4)))
        assert do(lambda db: keep(db, thread, "summary", None, now, "They met."))
        assert not do(lambda db: keep(db, thread, "summary", None, now, "They met again."))
        do(lambda db: store.delete_thread(db, thread))
        assert not do(lambda db: keep(db, thread, "memory", None, now, "They met."))


def test_kinds_and_speakers_are_kept_apart(database: Database, run: Run) -> None:
    with rows(database, run) as (thread, path, do):

        def unit(db: Transaction) -> list[list[str]]:
            store.recollect(db, thread, "summary", path[0].message_id, "A summary.")
            store.recollect(db, thread, "memory", path[1].message_id, "A memory.")
            store.recollect(db, thread, "memory", path[2].message_id, "A later memory.")
            store.recollect(db, thread, "memory", path[3].message_id, "Of somebody.", "somebody")
            same, stranger = (
                replace(thread, thread_id=db.new_id(), **differing)
                for differing in ({}, {"account_id": "usr_somebody"})
            )
            found = [store.recollections(db, one, "", 8) for one in (thread, same, stranger)]
            return [*found, store.recollections(db, same, "somebody", 8)]

        assert do(unit) == [[], ["A later memory."], [], ["Of somebody."]]
        assert do(lambda db: store.recollection(db, thread, "summary")).text == "A summary."


def test_a_memory_is_of_the_persona_that_held_when_it_was_said(database: Database, run: Run) -> None:
    def unit(db: Transaction) -> list[tuple[str, tuple[str, ...]]]:
        who = new_caller(db, "ada")
        nora = CATALOGUE.create(db, who, Character(name="Nora", engine=Engine(memory=True)), "native")
        ann = personas.create(db, who, "Ann", "", [personas.EVERYBODY])
        thread = threads.begin(db, who, nora)
        begun = messages.say(db, CATALOGUE, who, thread, "I like lemons.")
        told = messages.keep(db, CATALOGUE, begun, "Lemons!", "whole", Made())
        here = gather(db, CATALOGUE, begun.thread, told.message_id if told else None, "s")
        assert summary.said_as(here.speaker, here.path) == here.path
        assert keep(db, thread, "memory", None, tuple(here.path), "Ann likes lemons.", here.speaker)
        personas.create(db, who, "Ben", "", [personas.EVERYBODY])
        assert summary.said_as(gather(db, CATALOGUE, thread, None, "s").speaker, here.path) == []
        later = [threads.begin(db, who, nora, persona_id=one) for one in (None, ann.persona_id)]
        found = [gather(db, CATALOGUE, one, None, "s").materials for one in later]
        return [(one.persona.name, one.memory) for one in found]

    assert run(database.write(unit)) == [("Ben", ()), ("Ann", ("Ann likes lemons.",))]
