"""An account is deleted while somebody talks: each waits for the other, and neither has to begin anew.

Whoever begins anew was in a deadlock, which the database ends after a second, and which is answered 503 where it happens
again and again.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from msgspec.structs import replace
from psycopg.errors import DeadlockDetected
from tests.conftest import Run
from tests.conversations.conftest import NORA, Room

from greenroom.accounts import service
from greenroom.accounts.model import Caller
from greenroom.characters.edits import Edit
from greenroom.characters.farewell import delete_rows
from greenroom.characters.model import Record
from greenroom.conversations import messages, store, threads
from greenroom.conversations.model import Thread
from greenroom.database import Transaction
from greenroom.problems import NotFound

_MEANWHILE = 0.2
"""Seconds in which whoever comes second runs into who came first."""

Verb = Callable[[Transaction, "Scene"], object]


class Scene:
    """Ada made Nora, whom Bob talks with."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.ada, self.bob = room.newcomer(), room.newcomer()
        self.nora: Record = room.character(self.ada, replace(NORA, visibility="public"))
        self.thread: Thread = room.begin(self.bob, self.nora)
        self.there = threading.Event()

    def pause(self) -> None:
        """Let the other one come."""
        self.there.set()
        time.sleep(_MEANWHILE)

    def whose(self, name: str) -> Caller:
        caller: Caller = getattr(self, name)
        return caller


def _say(db: Transaction, scene: Scene) -> object:
    return messages.say(db, scene.room.catalogue, scene.bob, _held(db, scene), "Hi")


def _held(db: Transaction, scene: Scene) -> Thread:
    thread = store.find_thread(db, scene.bob.account_id, scene.thread.thread_id, lock=True)
    scene.pause()
    return thread


def _begin(db: Transaction, scene: Scene) -> object:
    nora = scene.room.catalogue.conversable(db, scene.bob.account_id, scene.nora.character_id, None)
    thread = threads.begin(db, scene.bob, nora)
    scene.pause()
    return messages.say(db, scene.room.catalogue, scene.bob, thread, "Hi")


def _edit(db: Transaction, scene: Scene) -> object:
    catalogue, who = scene.room.catalogue, scene.ada
    record = catalogue.get(db, who, scene.nora.character_id)

    def plan(_: Record) -> Edit:
        scene.pause()  # the character is locked
        return lambda copy: replace(copy.character, name="Norah")

    return catalogue.change(db, who, record, plan, "native")


@pytest.mark.parametrize("goes", ["ada", "bob"])
@pytest.mark.parametrize("verb", [_say, _begin, _edit])
@pytest.mark.parametrize("first", ["verb", "deletion"])
def test_whoever_comes_second_waits(verb: Verb, goes: str, first: str, room: Room, run: Run) -> None:
    scene = Scene(room)
    collided: list[str] = []

    @contextmanager
    def noticed() -> Iterator[None]:
        try:
            yield
        except DeadlockDetected as error:
            collided.append(str(error))
            raise

    def act(db: Transaction) -> None:
        with noticed():
            verb(db, scene)

    def delete(db: Transaction) -> None:
        with noticed():
            delete_rows(db, scene.whose(goes).account_id)
        if first == "deletion":
            scene.pause()

    async def go() -> tuple[object, object]:
        units = {"verb": act, "deletion": delete}
        one = asyncio.create_task(room.database.write(units.pop(first)))
        await asyncio.to_thread(scene.there.wait)
        await asyncio.sleep(_MEANWHILE / 4)
        (other,) = units.values()
        return await asyncio.gather(one, room.database.write(other), return_exceptions=True)

    outcomes = run(go())
    assert collided == []
    assert all(one is None or isinstance(one, NotFound) for one in outcomes), outcomes
    with pytest.raises(NotFound):
        room.write(lambda db: service.find_account(db, scene.whose(goes).account_id))
