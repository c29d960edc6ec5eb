"""Replies as they are made: written down however they end, and ended with their threads."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from typing import Any, cast

import pytest
from tests.conftest import Run
from tests.conversations.conftest import Room
from tests.model_peer import ModelPeer, tokens

from greenroom.accounts.model import Caller
from greenroom.characters.model import Character, Engine
from greenroom.conversations import replies as making
from greenroom.conversations import store
from greenroom.conversations.model import Thread
from greenroom.conversations.prompting import Prompter
from greenroom.conversations.replies import Replies
from greenroom.conversations.reply import Reply
from greenroom.conversations.vectors import Vectors
from greenroom.database import Database
from greenroom.llm.backend import Backend
from greenroom.llm.endpoint import Endpoint
from greenroom.llm.model import Ask, Count, End, Piece, Text
from greenroom.llm.models import DEFAULT, Models, Target
from greenroom.llm.tokens import estimate
from greenroom.problems import Internal, ModelFailed, ModelMissing, NotFound, Unavailable

LONG_REPLY = "#tokens=7000 #pause=0.02"
"""It takes minutes, and is ended before."""


@pytest.fixture
def replies(room: Room, model_peer: ModelPeer, run: Run) -> Iterator[Replies]:
    target = Target(model_peer.endpoint, "peer")
    models = Models({"default": target, "premium": target}, premium=["premium"])
    made = Replies(room.database, room.catalogue, Prompter(models, Vectors(room.database, models)))
    yield made
    run(made.close())
    run(models.close())


@pytest.fixture
def thread(room: Room, ada: Caller) -> Thread:
    return room.begin(ada, room.character(ada))


async def whole(reply: Reply) -> Reply:
    async for _ in reply.follow():
        pass
    return reply


async def begun_to_speak(reply: Reply) -> Reply:
    async for event in reply.follow():
        if event and event.kind == "text":
            break
    return reply


def test_a_reply_is_written_down(room: Room, ada: Caller, thread: Thread, replies: Replies, run: Run) -> None:
    begun = room.say(ada, thread)

    async def go() -> Reply:
        return await whole(replies.start(begun, ""))

    reply = run(go())
    assert reply.message == room.path(thread)[-1]
    assert reply.message
    assert (reply.message.text, reply.message.about.model) == (tokens(), "default")
    assert replies.find(ada.account_id, thread.thread_id, begun.reply_id) is reply
    assert replies.find("other", thread.thread_id, begun.reply_id) is None
    assert replies.find(ada.account_id, "other", begun.reply_id) is None


def test_a_reply_that_has_not_begun_can_be_stopped(
    room: Room, ada: Caller, thread: Thread, replies: Replies, run: Run
) -> None:
    begun = room.say(ada, thread, LONG_REPLY)

    async def go() -> Reply:
        reply = replies.start(begun, "")
        await replies.stop(reply)
        return reply

    reply = run(go())
    assert (reply.ended, reply.message, room.thread(thread).reply_id) == (True, None, None)


def test_closing_keeps_what_has_come_of_all(room: Room, ada: Caller, replies: Replies, run: Run) -> None:
    record = room.character(ada)
    threads = [room.begin(ada, record) for _ in range(3)]
    begun = [room.say(ada, one, LONG_REPLY) for one in threads]

    async def go() -> None:
        made = [replies.start(one, "") for one in begun]
        for one in made:
            await begun_to_speak(one)
        await asyncio.gather(replies.close(), replies.stop(made[0]), replies.close())

    run(go())
    for one in threads:
        last = room.path(one)[-1]
        assert (last.state, last.speaker) == ("stopped", "character")
        assert tokens(count=7000).startswith(last.text)


def test_what_fails_is_kept_as_far_as_it_came(
    room: Room, ada: Caller, thread: Thread, replies: Replies, run: Run
) -> None:
    begun = room.say(ada, thread, "#tokens=2 #then=cut")

    async def go() -> Reply:
        return await whole(replies.start(begun, ""))

    reply = run(go())
    assert isinstance(reply.problem, ModelFailed)
    last = room.path(thread)[-1]
    assert (last.text, last.state, last.about.error) == (tokens(count=2), "failed", "ModelFailed")
    assert last.about.why


class Odd:
    """A model whose text no database keeps."""

    async def stream(self, _: Ask) -> AsyncGenerator[Piece, None]:
        yield Text("half of a character: \ud83d")
        yield End("stop")

    async def count(self, text: str) -> Count:
        return estimate(text)

    async def window(self) -> int:
        return 4096

    @property
    def window_is_guessed(self) -> bool:
        return False


class OddModels(Models):
    def find(self, alias: str = DEFAULT) -> Backend:
        assert alias == DEFAULT
        return Odd()


def test_what_cannot_be_written_down_ends_nevertheless(
    room: Room, ada: Caller, thread: Thread, run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    begun = room.say(ada, thread)
    models = OddModels({DEFAULT: Target(Endpoint("http://127.0.0.1:9/v1"), "odd")})

    async def go() -> Reply:
        made = Replies(room.database, room.catalogue, Prompter(models, Vectors(room.database, models)))
        reply = await asyncio.wait_for(whole(made.start(begun, "")), 60)
        await made.close()
        return reply

    assert isinstance(run(go()).problem, Internal)
    assert "was not written down" in caplog.text
    assert room.texts(thread)[-1] == "Hi"


class Away:
    """A database that is out of reach for the first of each kind of question."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._asked = set[str]()

    def __getattr__(self, lane: str) -> Any:
        if lane not in self._asked:
            self._asked.add(lane)
            return self._refuse
        return getattr(self._database, lane)

    async def _refuse(self, *_: object) -> None:
        raise Unavailable("The database")


def test_a_reply_outlives_a_database_that_is_away_for_a_while(
    room: Room, ada: Caller, thread: Thread, model_peer: ModelPeer, run: Run
) -> None:
    models = Models({"default": Target(model_peer.endpoint, "peer")})
    away, begun = cast("Database", Away(room.database)), room.say(ada, thread)

    async def go() -> Reply:
        made = Replies(away, room.catalogue, Prompter(models, Vectors(room.database, models)))
        reply = await whole(made.start(begun, ""))
        await made.close()
        await models.close()
        return reply

    reply = run(go())
    assert (reply.problem, reply.text) == (None, tokens())
    assert room.texts(thread)[-1] == tokens()


def test_without_a_model_the_thread_rests(room: Room, ada: Caller, thread: Thread, run: Run) -> None:
    begun = room.say(ada, thread)

    async def go() -> Reply:
        return await whole(
            Replies(
                room.database, room.catalogue, Prompter(Models({}), Vectors(room.database, Models({})))
            ).start(begun, "")
        )

    assert isinstance(run(go()).problem, ModelMissing)
    assert room.thread(thread).reply_id is None


def test_a_reply_ends_with_its_thread(
    room: Room, ada: Caller, thread: Thread, replies: Replies, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "_ALIVE", 0.1)
    begun = room.say(ada, thread, LONG_REPLY)

    async def go() -> Reply:
        reply = await begun_to_speak(replies.start(begun, ""))
        await room.database.write(lambda db: store.delete_thread(db, thread))
        return await asyncio.wait_for(whole(reply), 60)

    reply = run(go())
    assert isinstance(reply.problem, NotFound)
    assert reply.message is None


def test_a_reply_says_that_it_is_alive(
    room: Room, ada: Caller, thread: Thread, replies: Replies, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "_ALIVE", 0.1)
    begun = room.say(ada, thread, LONG_REPLY)
    before = room.thread(thread).reply_until

    async def go() -> int:
        reply = await begun_to_speak(replies.start(begun, ""))
        until = before
        while until == before:
            await asyncio.sleep(0.05)
            now = await room.database.read(lambda db: store.find_thread(db, ada.account_id, thread.thread_id))
            until = now.reply_until
        await replies.stop(reply)
        return until

    assert run(go()) > before


@pytest.mark.parametrize(("premium", "alias"), [(True, "premium"), (False, "default")])
def test_a_characters_wish_is_granted_by_plan(
    room: Room, ada: Caller, replies: Replies, run: Run, *, premium: bool, alias: str
) -> None:
    record = room.character(ada, Character(name="Nora", engine=Engine(model="premium")))
    begun = room.say(ada, room.begin(ada, record))

    async def go() -> Reply:
        return await whole(replies.start(begun, "", premium=premium))

    message = run(go()).message
    assert message
    assert message.about.model == alias
