"""Counters held to the ledger."""

from tests.conversations.conftest import Room

from greenroom.accounts.model import Caller
from greenroom.characters.model import Character, Whose
from greenroom.conversations import counters


def test_what_differs_is_found_and_set_right(room: Room, ada: Caller, bob: Caller) -> None:
    record = room.character(ada, Character(name="Nora", visibility="public"))
    whose = Whose(ada.account_id, record.character_id)
    room.exchange(bob, room.begin(bob, record))
    room.character(ada)  # with whom nobody talks
    assert room.write(counters.differing) == []
    room.write(lambda db: room.catalogue.count_messages(db, whose, 3, uses=1))
    [found] = room.write(counters.differing)
    assert (found.whose, found[2:]) == (whose, (5, 2, 2, 1))
    assert room.write(counters.mend) == [found]
    assert room.write(counters.differing) == []
    now = room.write(lambda db: room.catalogue.get(db, ada, record.character_id))
    assert (now.message_count, now.used_count) == (2, 1)
