"""The ledger: whatever is said, taken back, failed or given up, counters say what it says, and rows no more than that."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from msgspec.structs import replace
from tests.conftest import LONG, Run
from tests.conversations.conftest import Room

from greenroom.accounts.model import Caller
from greenroom.characters import store as characters
from greenroom.characters.model import Record
from greenroom.conversations import ledger, store
from greenroom.conversations.model import Begun, Thread
from greenroom.database import Transaction, open_database
from greenroom.kit.clock import DAY, system_clock
from greenroom.problems import DailyLimit, Problem

GUEST = 100


def counted(db: Transaction, record: Record) -> tuple[int, int]:
    found = characters.find(db, record.account_id, record.character_id)
    assert found
    return found.message_count, found.used_count


def test_greetings_and_going_on_count_nothing_and_what_is_deleted_stays_counted(
    room: Room, ada: Caller
) -> None:
    record = room.character(ada)
    thread = room.begin(ada, record)
    room.keep(room.go_on(ada, thread))
    assert room.write(lambda db: counted(db, record)) == (0, 0)
    assert room.write(lambda db: ledger.last_entry(db, ada.account_id, record.character_id)) is None
    spoken, reply = room.exchange(ada, thread)
    room.exchange(ada, thread)
    room.remove(thread, spoken)
    assert room.write(lambda db: counted(db, record)) == (4, 1)
    sums = room.write(lambda db: ledger.sums(db, ada.account_id, record.character_id))
    assert (sums.messages, sums.uses) == (4, 1)
    assert sums.last is not None
    assert sums.last > reply.created_at


def test_uses_are_threads_that_somebody_spoke_in(room: Room, ada: Caller) -> None:
    record = room.character(ada)
    for _ in range(2):
        thread = room.begin(ada, record)
        room.exchange(ada, thread)
        room.exchange(ada, thread)
    room.begin(ada, record)
    assert room.write(lambda db: counted(db, record)) == (8, 2)


@pytest.fixture
def noon(database_location: str, run: Run) -> Iterator[Room]:
    """A room where no day ends soon, whatever the time is."""
    off = system_clock() % DAY - DAY // 2
    database = open_database(database_location, clock=lambda: system_clock() - off)
    yield Room(database, run)
    run(database.close())


def test_a_plans_day_is_spent_by_replies(noon: Room) -> None:
    room, ada = noon, noon.newcomer()
    guest = replace(ada, plan="guest")
    thread = room.begin(guest, room.character(ada))

    def spend(db: Transaction) -> None:
        for _ in range(GUEST - 1):
            ledger.count_reply(db, guest)

    room.write(spend)
    room.keep(room.say(guest, thread))
    with pytest.raises(DailyLimit) as spent:
        room.answer(guest, thread)
    assert 0 < spent.value.retry_after <= DAY // 1_000_000 + 1
    assert len(room.path(thread)) == 3
    assert room.write(lambda db: ledger.replies_today(db, guest.account_id)) == GUEST
    with pytest.raises(DailyLimit):
        room.say(guest, thread)
    assert len(room.path(thread)) == 3
    room.say(ada, thread)  # who has a plan without an end


def test_old_days_are_forgotten(room: Room, ada: Caller) -> None:
    thread = room.begin(ada, room.character(ada))
    room.exchange(ada, thread)
    assert room.write(ledger.forget_old) == 0


class Conversations(RuleBasedStateMachine):
    """Anything that happens in threads with one character."""

    room: Room
    threads = Bundle("threads")

    def __init__(self) -> None:
        super().__init__()
        self.running: dict[str, Begun] = {}
        self.messages = self.uses = 0
        self.used: set[str] = set()

    @initialize()
    def meet(self) -> None:
        self.who = self.room.newcomer()
        self.record = self.room.character(self.who)

    @rule(target=threads)
    def begin(self) -> Thread:
        return self.room.begin(self.who, self.record)

    @rule(thread=threads, elsewhere=st.booleans())
    def say(self, thread: Thread, *, elsewhere: bool) -> None:
        options: dict[str, Any] = {"parent_id": None} if elsewhere else {}
        try:
            begun = self.room.say(self.who, thread, **options)
        except Problem:
            assert thread.thread_id in self.running
            return
        assert thread.thread_id not in self.running
        self.running[thread.thread_id] = begun
        self.messages += 1
        self.uses += thread.thread_id not in self.used
        self.used.add(thread.thread_id)

    @rule(thread=threads, lengthen=st.booleans())
    def answer(self, thread: Thread, *, lengthen: bool) -> None:
        verb = self.room.go_on if lengthen else self.room.answer
        try:
            begun = verb(self.who, thread)
        except Problem:
            return
        assert thread.thread_id not in self.running
        self.running[thread.thread_id] = begun

    @precondition(lambda self: self.running)
    @rule(data=st.data(), text=st.sampled_from(["", "Well."]), whole=st.booleans())
    def end(self, data: st.DataObject, text: str, *, whole: bool) -> None:
        thread_id = data.draw(st.sampled_from(sorted(self.running)))
        begun = self.running.pop(thread_id)
        self.room.keep(begun, text, "whole" if whole else "failed")
        self.messages += bool(text) and begun.goes_on is None and begun.greeting is None

    @precondition(lambda self: self.running)
    @rule(data=st.data())
    def die(self, data: st.DataObject) -> None:
        thread_id = data.draw(st.sampled_from(sorted(self.running)))
        begun = self.running.pop(thread_id)
        self.room.write(lambda db: store.renew_reply(db, begun.thread, begun.reply_id, db.now))

    @rule(thread=threads, data=st.data(), removes=st.booleans())
    def move(self, thread: Thread, data: st.DataObject, *, removes: bool) -> None:
        found = self.room.locked(thread, lambda db, now: store.messages(db, now, "", 1000))
        if not found:
            return
        message = data.draw(st.sampled_from(found))
        try:
            if removes:
                self.room.remove(thread, message)
            else:
                self.room.select(thread, message)
        except Problem:
            assert thread.thread_id in self.running

    @invariant()
    def counters_say_what_the_ledger_says(self) -> None:
        if not hasattr(self, "record"):
            return
        found = self.room.write(lambda db: counted(db, self.record))
        sums = self.room.write(lambda db: ledger.sums(db, self.record.account_id, self.record.character_id))
        assert found == (sums.messages, sums.uses) == (self.messages, self.uses)

    @rule(thread=threads)
    def look(self, thread: Thread) -> None:
        """The path is unbroken, and leads from a beginning to a message that nothing came of."""
        path = self.room.path(thread)
        parents = [None, *(one.message_id for one in path)][: len(path)]
        assert [one.parent_id for one in path] == parents
        everything = self.room.locked(thread, lambda db, now: store.messages(db, now, "", 1000))
        assert bool(path) == bool(everything)
        if path and thread.thread_id not in self.running:
            below = {one.parent_id for one in everything}
            assert path[-1].message_id not in below or path[-1].speaker == "user"


@pytest.fixture
def machine(room: Room) -> type[Conversations]:
    return type("Here", (Conversations,), {"room": room})


def test_whatever_happens_the_counters_are_true(machine: type[Conversations]) -> None:
    run_state_machine_as_test(
        machine, settings=settings(max_examples=500 if LONG else 25, stateful_step_count=25)
    )
