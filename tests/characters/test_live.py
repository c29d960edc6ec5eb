"""The working copy and the live copy: who sees what when, on both engines."""

import pytest
from msgspec.structs import replace
from tests.characters.conftest import Room

from greenroom.accounts.model import Caller
from greenroom.characters import revisions, store
from greenroom.characters.knowledge import BigList, Fact, Knowledge, Lorebook, LoreEntry
from greenroom.characters.model import Character, Mood, Record

NORA = Character(name="Nora")


def facts(*texts: str) -> BigList[Fact]:
    return BigList.of(Fact(text=text) for text in texts)


def test_a_live_change_is_in_both_copies(room: Room, ada: Caller) -> None:
    made = room.change(ada, room.create(ada, NORA), mood__joy=3)
    assert made.live_revision == made.revision == 2
    assert room.live(made) == made.character == replace(NORA, mood=Mood(joy=3))


def test_a_change_of_the_working_copy_stays_out_of_the_live_one(room: Room, ada: Caller) -> None:
    made = room.change(ada, room.create(ada, NORA), live=False, mood__joy=3)
    assert (made.revision, made.live_revision) == (2, 1)
    assert (made.character.mood, room.live(made)) == (Mood(joy=3), NORA)


def test_a_later_live_change_does_not_leak_what_was_never_live(room: Room, ada: Caller) -> None:
    made = room.create(ada, replace(NORA, knowledge=Knowledge(facts=facts("old"))))
    made = room.change(ada, made, live=False, mood__joy=3, knowledge__facts=facts("new"))
    made = room.change(ada, made, name="Ada", mood__trust=5)
    assert made.character.mood == Mood(joy=3, trust=5)
    assert room.live(made) == Character(
        name="Ada", mood=Mood(trust=5), knowledge=Knowledge(facts=facts("old"))
    )
    assert made.live_revision == 1


def test_what_was_never_live_stays_so_under_live_changes(room: Room, ada: Caller) -> None:
    made = room.change(ada, room.create(ada, NORA, live=False), mood__joy=3)
    assert (made.revision, made.live_revision, room.live(made)) == (2, None, None)


def test_publishing_makes_the_working_copy_live_at_once(room: Room, ada: Caller) -> None:
    made = room.change(ada, room.create(ada, NORA, live=False), live=False, mood__joy=3)
    made = room.publish(made)
    assert made.live_revision == made.revision == 2
    assert room.live(made) == made.character
    assert room.get(ada, made.character_id) == made


def test_publishing_publishes_what_is_there_now(room: Room, ada: Caller) -> None:
    old = room.create(ada, NORA, live=False)
    room.change(ada, old, live=False, name="Ada")
    published = room.publish(old)
    assert (published.revision, published.live_revision, published.character.name) == (2, 2, "Ada")
    assert room.change(ada, old, name="Eve").revision == 3


def test_publishing_is_no_revision(room: Room, ada: Caller) -> None:
    made = room.publish(room.create(ada, NORA, live=False))
    assert len(room.read(revisions.newest, made, 9, 9)) == 1


def test_visibility_acts_at_once_also_when_the_rest_waits(room: Room, ada: Caller) -> None:
    made = room.change(ada, room.create(ada, NORA), live=False, visibility="public")
    assert room.read(store.owner, made.character_id) == (ada.account_id, "public")


def merge(text: str) -> Lorebook:
    return Lorebook(entries=BigList.of([LoreEntry(content=text)]))


def test_lists_that_an_edit_makes_only_of_the_live_copy_are_stored_too(room: Room, ada: Caller) -> None:
    """An edit may make different lists of the two copies; both must be there afterwards."""
    made = room.create(ada, replace(NORA, name="live"))
    made = room.change(ada, made, live=False, name="draft")
    room.deploy(ada, made)
    made = room.change(ada, made, live=False, name="later")

    def edit(copy: Record) -> Character:
        knowledge = Knowledge(lorebook=merge(f"of the {copy.character.name} copy"))
        return replace(copy.character, knowledge=knowledge)

    room.write(lambda db: room.catalogue.change(db, ada, made, lambda _: edit, "stable"))
    assert room.get(ada, made.character_id, lists=True).character.knowledge.lorebook == merge(
        "of the later copy"
    )
    assert lore(room.live(made)) == merge("of the live copy")
    room.work()
    assert lore(room.live(made)) == merge("of the draft copy")


def lore(character: Character | None) -> Lorebook | None:
    assert character
    return character.knowledge.lorebook


@pytest.mark.parametrize("live", [True, False])
def test_a_change_of_nothing_leaves_both_copies(room: Room, ada: Caller, *, live: bool) -> None:
    made = room.change(ada, room.create(ada, NORA), live=False, mood__joy=3)
    assert room.change(ada, made, live=live, mood__joy=3) == made
    assert room.live(made) == NORA
