"""Earlier working copies, on both engines."""

from itertools import pairwise

from tests.characters.conftest import Room

from greenroom.accounts.model import Caller
from greenroom.characters import revisions
from greenroom.characters.model import Character, Mood


def test_history_comes_newest_first_page_by_page(room: Room, ada: Caller) -> None:
    made = room.create(ada, Character())
    for joy in range(1, 5):
        room.change(ada, made, mood=Mood(joy=joy))
    first = room.read(revisions.newest, made, 2**31 - 1, 2)
    rest = room.read(revisions.newest, made, first[-1].revision, 9)
    assert [one.revision for one in (*first, *rest)] == [5, 4, 3, 2, 1]
    assert all(later.created_at >= earlier.created_at for later, earlier in pairwise([*first, *rest]))


def test_a_revision_that_never_was_is_none(room: Room, ada: Caller) -> None:
    assert room.read(revisions.find, room.create(ada, Character()), 2) is None


def test_a_revision_is_what_was_there_then(room: Room, ada: Caller) -> None:
    made = room.create(ada, Character(name="Nora"))
    room.change(ada, made, name="Theo")
    assert room.read(revisions.find, made, 1) == Character(name="Nora")
