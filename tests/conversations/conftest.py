"""Conversations over a database of each engine, without a model, and people who have them."""

from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from msgspec.structs import replace
from tests.callers import new_caller
from tests.conftest import Run

from greenroom.accounts.model import Caller
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.model import Character, Greetings, Record
from greenroom.conversations import messages, store, threads
from greenroom.conversations.model import Begun, Made, Message, State, Thread
from greenroom.database import Database, Transaction

T = TypeVar("T")

NORA = Character(name="Nora", greetings=Greetings(first="Hello, {{user}}.", alternates=("You again.",)))


class Room:
    """What can be said in threads of one database, each verb in a transaction of its own."""

    def __init__(self, database: Database, run: Run) -> None:
        self.database = database
        self.run = run
        self.catalogue = Catalogue([])
        self._people = 0

    def write(self, unit: Callable[[Transaction], T]) -> T:
        return self.run(self.database.write(unit))

    def newcomer(self) -> Caller:
        self._people += 1
        return self.write(lambda db: new_caller(db, f"somebody{self._people}"))

    def character(self, who: Caller, character: Character = NORA) -> Record:
        return self.write(lambda db: self.catalogue.create(db, who, character, "native"))

    def begin(self, who: Caller, record: Record, **options: Any) -> Thread:
        return self.write(lambda db: threads.begin(db, who, record, **options))

    def hide(self, who: Caller, record: Record) -> None:
        """Make a character private."""
        self.write(
            lambda db: self.catalogue.change(
                db,
                who,
                record,
                lambda _: lambda copy: replace(copy.character, visibility="private"),
                "native",
            )
        )

    def change(self, who: Caller, thread: Thread, **changes: Any) -> Thread:
        return self.locked(thread, lambda db, now: threads.change(db, who, now, changes))

    def locked(self, thread: Thread, verb: Callable[[Transaction, Thread], T]) -> T:
        """What a verb does with a thread as it is now."""
        return self.write(
            lambda db: verb(db, store.find_thread(db, thread.account_id, thread.thread_id, lock=True))
        )

    def say(self, who: Caller, thread: Thread, text: str = "Hi", **options: Any) -> Begun:
        return self.locked(
            thread, lambda db, now: messages.say(db, self.catalogue, who, now, text, **options)
        )

    def answer(self, who: Caller, thread: Thread, **options: Any) -> Begun:
        return self.locked(thread, lambda db, now: messages.answer(db, self.catalogue, who, now, **options))

    def go_on(self, who: Caller, thread: Thread) -> Begun:
        return self.locked(thread, lambda db, now: messages.go_on(db, self.catalogue, who, now))

    def keep(self, begun: Begun, text: str = "Well.", state: State = "whole") -> Message | None:
        return self.write(lambda db: messages.keep(db, self.catalogue, begun, text, state, Made()))

    def exchange(
        self, who: Caller, thread: Thread, text: str = "Hi", **options: Any
    ) -> tuple[Message, Message]:
        """What was said, and what was replied."""
        begun = self.say(who, thread, text, **options)
        reply = self.keep(begun, f"Re: {text}")
        assert begun.spoken
        assert reply
        return begun.spoken, reply

    def thread(self, thread: Thread) -> Thread:
        """It, as it is now."""
        return self.locked(thread, lambda _, now: now)

    def path(self, thread: Thread) -> list[Message]:
        return self.locked(thread, lambda db, now: store.path(db, now, now.leaf_id, 1000))

    def texts(self, thread: Thread) -> list[str]:
        return [one.text for one in self.path(thread)]

    def remove(self, thread: Thread, message: Message) -> list[str]:
        return self.locked(thread, lambda db, now: messages.remove(db, now, message))

    def select(self, thread: Thread, message: Message) -> Thread:
        return self.locked(thread, lambda db, now: messages.select(db, now, message))


@pytest.fixture
def room(database: Database, run: Run) -> Room:
    return Room(database, run)


@pytest.fixture
def ada(room: Room) -> Caller:
    """Somebody new."""
    return room.newcomer()


@pytest.fixture
def bob(room: Room) -> Caller:
    """Somebody else."""
    return room.newcomer()
