"""What is said in a thread: the tree that it is, the path through it, and what keeps others out."""

import pytest
from tests.conversations.conftest import Room

from greenroom.accounts.model import Caller
from greenroom.conversations import ledger, messages, store
from greenroom.conversations.model import Thread
from greenroom.problems import BadValue, NotFound, ReplyRunning

NEVER = "01900000-0000-7000-8000-000000000000"


@pytest.fixture
def thread(room: Room, ada: Caller) -> Thread:
    return room.begin(ada, room.character(ada))


def test_what_was_said_is_there_before_its_reply(room: Room, ada: Caller, thread: Thread) -> None:
    begun = room.say(ada, thread, triggers=["rain"])
    assert room.texts(thread) == ["Hello, User.", "Hi"]
    assert (begun.triggers, begun.parent_id) == (("rain",), room.path(thread)[-1].message_id)
    now = room.thread(thread)
    assert (now.reply_id, now.used) == (begun.reply_id, 1)
    reply = room.keep(begun)
    assert reply
    assert (reply.message_id, room.thread(thread).leaf_id) == (begun.reply_id, begun.reply_id)
    assert room.thread(thread).reply_id is None


def test_another_reply_is_a_version_and_leads(room: Room, ada: Caller, thread: Thread) -> None:
    _, first = room.exchange(ada, thread)
    begun = room.answer(ada, thread)
    assert room.texts(thread)[-1] == "Re: Hi"  # until there is something to lead to
    second = room.keep(begun)
    assert second
    assert second.parent_id == first.parent_id
    assert room.texts(thread)[-1] == "Well."
    assert room.select(thread, first).leaf_id == first.message_id


def test_selecting_leads_on_to_the_newest(room: Room, ada: Caller, thread: Thread) -> None:
    spoken, _ = room.exchange(ada, thread, "One")
    _, deep = room.exchange(ada, thread, "Two")
    room.exchange(ada, thread, "Elsewhere", parent_id=None)
    assert room.texts(thread) == ["Elsewhere", "Re: Elsewhere"]
    assert room.select(thread, spoken).leaf_id == deep.message_id


def test_nothing_came(room: Room, ada: Caller, thread: Thread) -> None:
    begun = room.say(ada, thread)
    assert room.keep(begun, "", "failed") is None
    assert room.texts(thread) == ["Hello, User.", "Hi"]
    assert room.thread(thread).reply_id is None


def test_while_a_reply_is_made_nothing_else_is_done(room: Room, ada: Caller, thread: Thread) -> None:
    spoken, reply = room.exchange(ada, thread)
    room.answer(ada, thread)
    for verb in (
        lambda: room.say(ada, thread),
        lambda: room.answer(ada, thread),
        lambda: room.go_on(ada, thread),
        lambda: room.remove(thread, spoken),
        lambda: room.select(thread, spoken),
        lambda: room.locked(thread, lambda db, now: messages.edit(db, now, reply, "Other")),
    ):
        with pytest.raises(ReplyRunning):
            verb()


def test_whoever_was_taken_for_dead_writes_nothing(room: Room, ada: Caller, thread: Thread) -> None:
    late = room.say(ada, thread)
    room.write(lambda db: store.renew_reply(db, thread, late.reply_id, db.now))
    begun = room.answer(ada, thread)
    assert room.keep(late, "Late.") is None
    assert not room.write(lambda db: store.renew_reply(db, thread, late.reply_id, db.now))
    assert room.keep(begun)
    assert room.texts(thread)[-1] == "Well."


def test_what_is_written_down_twice_is_there_once(room: Room, ada: Caller, thread: Thread) -> None:
    """As it is by who lost the connection over the commit, and does not know whether that was done."""
    for begin in (room.say, room.go_on):
        begun = begin(ada, thread)
        first = room.keep(begun, " Well.")
        assert first is not None
        assert room.keep(begun, " Well.") == first
    assert room.texts(thread) == ["Hello, User.", "Hi", " Well. Well."]


def test_going_on_lengthens(room: Room, ada: Caller, thread: Thread) -> None:
    begun = room.go_on(ada, thread)
    longer = room.keep(begun, " How are you?", "stopped")
    assert longer
    assert (longer.text, longer.state) == ("Hello, User. How are you?", "stopped")
    assert (longer.about.greeting, longer.about.continued, longer.about.continued_at) == (
        0,
        begun.reply_id,
        12,
    )
    room.say(ada, thread)
    with pytest.raises(ReplyRunning):
        room.go_on(ada, thread)


def test_only_a_character_goes_on(room: Room, ada: Caller, thread: Thread) -> None:
    room.keep(room.say(ada, thread), "", "failed")
    with pytest.raises(BadValue):
        room.go_on(ada, thread)


def test_removing_leads_to_the_version_beside_it(room: Room, ada: Caller, thread: Thread) -> None:
    spoken, first = room.exchange(ada, thread)
    _, deep = room.exchange(ada, thread, "More")
    room.select(thread, spoken)
    second = room.keep(room.answer(ada, thread, parent_id=spoken.message_id))
    assert second
    assert room.remove(thread, second) == [second.message_id]
    assert room.thread(thread).leaf_id == deep.message_id
    assert len(room.remove(thread, first)) == 3
    assert room.texts(thread) == ["Hello, User.", "Hi"]
    assert len(room.remove(thread, room.path(thread)[0])) == 2
    assert room.texts(thread) == ["You again."]
    room.remove(thread, room.path(thread)[0])
    assert room.thread(thread).leaf_id is None
    room.exchange(ada, thread)


def test_removing_elsewhere_leaves_the_path(room: Room, ada: Caller, thread: Thread) -> None:
    spoken, _ = room.exchange(ada, thread)
    room.exchange(ada, thread, "Elsewhere", parent_id=None)
    room.remove(thread, spoken)
    assert room.texts(thread) == ["Elsewhere", "Re: Elsewhere"]


def test_a_parent_of_another_thread_is_not_there(room: Room, ada: Caller, thread: Thread) -> None:
    other = room.begin(ada, room.character(ada))
    with pytest.raises(NotFound):
        room.say(ada, thread, parent_id=room.path(other)[0].message_id)
    assert room.thread(thread).reply_id is None
    assert room.write(lambda db: ledger.sums(db, ada.account_id, thread.character_id)).messages == 0
