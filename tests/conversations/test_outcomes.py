"""What became of replies: kept where no message tells it, for a day."""

import pytest
from msgspec.structs import replace
from tests.conversations.conftest import Room
from tests.tables import rows

from greenroom.accounts.model import Caller
from greenroom.characters import Transaction
from greenroom.conversations import messages, outcomes, store
from greenroom.conversations.model import Made, Message, State, Thread
from greenroom.conversations.outcomes import Outcome, problem_of
from greenroom.kit.clock import DAY
from greenroom.problems import ALL, ContextTooSmall, EmptyReply, ModelFailed, NotFound, Problem, Sizes


@pytest.fixture
def thread(room: Room, ada: Caller) -> Thread:
    return room.begin(ada, room.character(ada))


def became(room: Room, thread: Thread, reply_id: str) -> Outcome | None:
    return room.locked(thread, lambda db, now: messages.became(db, now, reply_id))


def counted(room: Room, who: Caller) -> list[int]:
    return room.write(lambda db: [row[2] for row in rows(db, "message_days") if row[0] == who.account_id])


PROBLEMS = [kind(*([f"{name}?" for name in kind.fields])) for kind in ALL if kind is not ContextTooSmall]


@pytest.mark.parametrize(
    "problem", [*PROBLEMS, ContextTooSmall(512, Sizes(lore=9), "?")], ids=lambda one: type(one).__name__
)
def test_a_problem_is_told_again_as_it_was(room: Room, ada: Caller, thread: Thread, problem: Problem) -> None:
    begun = room.say(ada, thread)

    def keep(db: Transaction) -> Message | None:
        return messages.keep(db, room.catalogue, begun, "", "failed", Made(), problem)

    room.write(keep)
    found = became(room, thread, begun.reply_id)
    assert found
    again = problem_of(found)
    assert (type(again), str(again)) == (type(problem), str(problem))
    assert found.nothing
    assert (found.nothing.message_id, found.nothing.text) == (begun.reply_id, "")


def test_what_came_of_a_reply_is_told_once_it_has_ended(room: Room, ada: Caller, thread: Thread) -> None:
    begun = room.say(ada, thread)
    assert became(room, thread, begun.reply_id) is None
    reply = room.keep(begun)
    assert became(room, thread, begun.reply_id) == Outcome(reply)
    again = room.go_on(ada, thread)
    assert became(room, thread, again.reply_id) is None
    longer = room.keep(again)
    for reply_id in (again.reply_id, begun.reply_id):
        assert became(room, thread, reply_id) == Outcome(longer)
    for unknown in ("01900000-0000-7000-8000-000000000000", "x"):
        with pytest.raises(NotFound):
            became(room, thread, unknown)


def test_a_whole_reply_needs_none_unless_it_may_be_asked_for_again(
    room: Room, ada: Caller, thread: Thread
) -> None:
    plain = room.keep(room.say(ada, thread))
    keyed = room.keep(replace(room.say(ada, thread), keyed=True))
    assert plain
    assert keyed
    for one in (plain, keyed):
        assert became(room, thread, one.message_id) == Outcome(one)
    room.locked(
        thread,
        lambda db, _: messages.edit(
            db, store.find_thread(db, ada.account_id, thread.thread_id), keyed, "Other."
        ),
    )
    assert became(room, thread, keyed.message_id) == Outcome(keyed)


def test_what_was_gone_on_with_is_told_as_it_was_then(room: Room, ada: Caller, thread: Thread) -> None:
    first = room.go_on(ada, thread)
    longer = room.keep(first, " And on.")
    room.keep(room.go_on(ada, thread), " And on and on.")
    assert became(room, thread, first.reply_id) == Outcome(longer)


def test_a_reply_whose_maker_died_is_lost_and_not_counted(room: Room, ada: Caller, thread: Thread) -> None:
    dead = room.say(ada, thread)
    assert became(room, thread, dead.reply_id) is None
    room.write(lambda db: store.renew_reply(db, thread, dead.reply_id, db.now))
    for _ in range(2):  # before, and after somebody went on without it
        found = became(room, thread, dead.reply_id)
        assert found
        assert isinstance(problem_of(found), EmptyReply)
        last = room.answer(ada, thread)
        room.keep(last)
    assert counted(room, ada) == [2]  # the two answers


def test_a_reply_is_lost_once(room: Room, ada: Caller, thread: Thread) -> None:
    spoken, _ = room.exchange(ada, thread)
    dead = room.answer(ada, thread)
    room.write(lambda db: store.renew_reply(db, thread, dead.reply_id, db.now))
    for text in ("One", "Two"):
        room.locked(thread, lambda db, now, text=text: messages.edit(db, now, spoken, text))  # type: ignore[misc]  # of the loop
    assert counted(room, ada) == [1]


def test_only_what_is_not_the_callers_is_given_back(room: Room, ada: Caller, thread: Thread) -> None:
    for problem, left in (
        (ModelFailed("m", "it fell."), 0),
        (EmptyReply("silence"), 0),
        (ContextTooSmall(1, Sizes(), ""), 1),
        (None, 2),
    ):
        begun = room.say(ada, thread)
        state: State = "failed" if problem else "stopped"
        room.write(lambda db: messages.keep(db, room.catalogue, begun, "", state, Made(), problem))  # noqa: B023 - at once
        assert counted(room, ada) == [left]


def test_a_day_later_nobody_knows(room: Room, ada: Caller, thread: Thread) -> None:
    begun = room.say(ada, thread)
    room.keep(begun, "", "failed")
    assert room.write(outcomes.forget_old) == 0

    def much_later(db: Transaction) -> int:
        return db.run(store.SQL.forget_outcomes, {"before": db.now + DAY})

    assert room.write(much_later) == 1
    with pytest.raises(NotFound):
        became(room, thread, begun.reply_id)
