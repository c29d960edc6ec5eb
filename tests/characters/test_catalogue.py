"""The catalogue's verbs, on both engines: making, finding, changing and sharing."""

from collections.abc import Callable
from itertools import islice
from typing import Any

import pytest
from msgspec.structs import replace
from tests.characters.conftest import GARDEN, Room, plan, proposals, with_key
from tests.tables import count

from greenroom.accounts import service
from greenroom.accounts.model import Caller
from greenroom.characters import addresses, revisions
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.edits import Edit
from greenroom.characters.knowledge import BigList, Fact, Knowledge, Lorebook
from greenroom.characters.model import Character, Mood, Prompt, Record, Visibility, blank_record
from greenroom.characters.naming import Naming
from greenroom.kit.ids import is_uuid
from greenroom.problems import BadValue, NotFound, NotOwner, RevisionMismatch

NORA = Character(name="Nora", prompt=Prompt(definition="A sailor."))
UNKNOWN = "01a20000-0000-7000-8000-000000000001"


def names(record: Record) -> tuple[str, str]:
    return record.container, record.address


# --- making ---


def test_a_new_character_is_whole_and_live(room: Room, ada: Caller) -> None:
    made = room.create(ada, NORA)
    assert is_uuid(made.character_id)
    assert (made.revision, made.live_revision, made.handle, made.account_id) == (1, 1, "ada", ada.account_id)
    assert (made.created_at, made.message_count, made.used_count, made.share_id) == (
        made.updated_at,
        0,
        0,
        None,
    )
    assert made == room.get(ada, made.character_id)
    assert room.live(made) == NORA


def test_a_new_character_may_wait_to_go_live(room: Room, ada: Caller) -> None:
    made = room.create(ada, NORA, live=False)
    assert (made.live_revision, room.live(made)) == (None, None)


def test_a_dialect_with_names_gives_one_whoever_makes_the_character(room: Room, ada: Caller) -> None:
    own, other = room.create(ada, NORA, "garden"), room.create(ada, NORA, "stable")
    assert (names(own), names(other)) == (("beds", "Nora"), ("", ""))
    assert names(addressed(room, ada, other.character_id)) == ("beds", "Nora-2")


def addressed(room: Room, who: Caller, address: str, container: str = "beds") -> Record:
    return room.read(lambda db: room.catalogue.get_addressed(db, who, "garden", container, address))


def test_a_name_that_is_taken_gives_way_to_the_next_proposal(room: Room, ada: Caller, bob: Caller) -> None:
    made = [
        room.create(ada, Character(name=name), "garden").address for name in ("Nora", "NORA", "nora", "Ada")
    ]
    assert made == ["Nora", "NORA-2", "nora-3", "Ada"]
    assert room.create(bob, NORA, "garden").address == "Nora"
    assert room.create(ada, NORA, "garden", containers={"garden": "Hills"}).address == "Nora"
    nora = replace(blank_record(ada.account_id, "ada", 0), character=NORA)
    assert list(islice(proposals(nora), 3)) == ["Nora", "Nora-2", "Nora-3"]


def test_a_dialect_that_runs_out_of_names_keeps_nothing(room: Room, ada: Caller) -> None:
    room.create(ada, NORA, "garden")
    few = Catalogue([Naming("garden", "beds", lambda record: iter([record.character.name]))])
    with pytest.raises(AssertionError, match="never end"):
        room.write(few.create, ada, NORA, "garden")
    assert room.read(count, "characters") == 1


def test_a_character_stands_where_its_dialect_was_told(room: Room, ada: Caller) -> None:
    made = room.create(ada, NORA, "garden", containers={"garden": "Hills", "other": "x"})
    assert names(made) == ("hills", "Nora")
    assert addressed(room, ada, "nora", "HILLS") == made
    with pytest.raises(NotFound):
        addressed(room, ada, "nora")


def test_a_name_is_free_again_when_its_character_is_gone(room: Room, ada: Caller) -> None:
    room.delete(room.create(ada, NORA, "garden"))
    assert room.create(ada, NORA, "garden").address == "Nora"


def test_who_made_it_with_what_is_written_down(room: Room, ada: Caller) -> None:
    made = room.create(with_key(ada, "key1"), NORA, "garden")
    (first,) = room.read(revisions.newest, made, 9, 9)
    assert first == revisions.Revision(1, made.created_at, "garden", "key1", "")
    assert room.read(revisions.find, made, 1) == NORA


# --- finding ---


@pytest.mark.parametrize(
    ("visibility", "problem"), [("private", NotFound), ("unlisted", NotOwner), ("public", NotOwner)]
)
def test_a_strangers_character_is_refused_by_what_may_be_known_of_it(
    room: Room, ada: Caller, bob: Caller, visibility: Visibility, problem: type[Exception]
) -> None:
    made = room.create(ada, replace(NORA, visibility=visibility), "garden")
    with pytest.raises(problem):
        room.get(bob, made.character_id)
    for address in (made.character_id, "nora"):
        with pytest.raises(NotFound):
            addressed(room, bob, address)


@pytest.mark.parametrize("character_id", [UNKNOWN, "", "nora", "\0", "'", UNKNOWN.upper(), "é" * 36])
def test_what_is_not_there_is_not_found(room: Room, ada: Caller, character_id: str) -> None:
    room.create(ada, NORA, "garden")
    with pytest.raises(NotFound, match="character not found"):
        room.get(ada, character_id)


def test_a_name_is_found_in_any_case_and_by_the_id(room: Room, ada: Caller) -> None:
    made = room.create(ada, NORA, "garden")
    for address in ("Nora", "nora", "NORA", made.character_id, made.character_id.upper()):
        assert addressed(room, ada, address) == made
        assert addressed(room, ada, address, "Beds") == made


@pytest.mark.parametrize(("container", "address"), [("hills", "nora"), ("beds", "ada"), ("beds", UNKNOWN)])
def test_another_name_is_not_found(room: Room, ada: Caller, container: str, address: str) -> None:
    room.create(ada, NORA, "garden")
    with pytest.raises(NotFound):
        addressed(room, ada, address, container)


def test_an_id_is_not_found_in_another_container(room: Room, ada: Caller) -> None:
    made = room.create(ada, NORA, "garden")
    with pytest.raises(NotFound):
        addressed(room, ada, made.character_id, "hills")


def test_lists_show_own_characters_alone(room: Room, ada: Caller, bob: Caller) -> None:
    mine = [room.create(ada, NORA, "garden") for _ in range(3)]
    room.create(bob, replace(NORA, visibility="public"), "garden")
    newest = room.read(lambda db: room.catalogue.newest(db, ada, 9))
    oldest = room.read(lambda db: room.catalogue.oldest_in(db, ada, "garden", "BEDS", 9))
    assert [record.character_id for record in newest] == [record.character_id for record in reversed(mine)]
    assert [one.record() for one in oldest] == mine


# --- changing ---


def test_a_change_is_a_new_revision(room: Room, ada: Caller) -> None:
    made = room.create(ada, NORA, "garden")
    changed = room.change(ada, made, "stable", mood=Mood(joy=3), name="Ada")
    assert replace(changed, container="", address="") == room.get(ada, made.character_id)
    assert (changed.revision, changed.live_revision, changed.created_at) == (2, 2, made.created_at)
    assert changed.updated_at > made.updated_at
    assert changed.character == replace(NORA, mood=Mood(joy=3), name="Ada")


def test_a_change_says_who_when_with_what_and_where(room: Room, ada: Caller) -> None:
    made = room.create(ada, NORA)
    changed = room.change(with_key(ada, "key2"), made, "garden", mood__joy=3, name="Ada", tags=("a",))
    last = room.read(revisions.newest, made, 9, 1)[0]
    assert last == revisions.Revision(2, changed.updated_at, "garden", "key2", "name mood.joy tags")


def test_a_changed_list_or_lorebook_is_one_core_path(room: Room, ada: Caller) -> None:
    made = room.create(
        ada, replace(NORA, knowledge=Knowledge(facts=BigList.of([Fact(text="a")]), lorebook=Lorebook()))
    )
    room.change(
        ada,
        made,
        knowledge__facts=BigList.of([Fact(text="b")]),
        knowledge__lorebook=Lorebook(name="World", scan_depth=2),
    )
    assert room.read(revisions.newest, made, 9, 1)[0].changed == "knowledge.facts knowledge.lorebook"


@pytest.mark.parametrize("same", [{}, {"name": "Nora"}, {"prompt": Prompt(definition="A sailor.")}])
def test_a_change_of_nothing_is_no_revision(room: Room, ada: Caller, same: dict[str, Any]) -> None:
    made = room.create(ada, NORA)
    assert room.change(ada, made, **same) == made
    assert room.read(count, "revisions") == 0


def test_a_change_begins_from_what_is_there_now(room: Room, ada: Caller) -> None:
    old = room.create(ada, NORA)
    room.change(ada, old, mood__joy=3)
    changed = room.change(ada, old, name="Ada")
    assert (changed.revision, changed.character) == (3, replace(NORA, name="Ada", mood=Mood(joy=3)))


def test_a_plan_may_refuse_and_then_nothing_changes(room: Room, ada: Caller) -> None:
    made = room.create(ada, NORA)

    def refuse(now: Record) -> Edit:
        assert now == made
        raise RevisionMismatch

    with pytest.raises(RevisionMismatch):
        room.write(lambda db: room.catalogue.change(db, ada, made, refuse, "stable"))
    assert room.get(ada, made.character_id) == made


KNOWING = replace(NORA, knowledge=Knowledge(facts=BigList.of([Fact(text="a")]), lorebook=Lorebook()))


def test_a_change_reads_big_lists_only_when_it_needs_them(room: Room, ada: Caller) -> None:
    made = room.create(ada, KNOWING)
    seen: list[object] = []

    def add_a_fact(now: Record) -> Edit:
        assert now.character.knowledge.facts
        seen.append(now.character.knowledge.facts.items)
        more = BigList.of([*now.character.knowledge.facts.all(), Fact(text="b")])
        return plan(knowledge__facts=more)(now)

    room.write(lambda db: room.catalogue.change(db, ada, made, add_a_fact, "stable"))
    assert seen == [None, (Fact(text="a"),)]
    facts = room.get(ada, made.character_id, lists=True).character.knowledge.facts
    assert facts == BigList.of([Fact(text="a"), Fact(text="b")])


@pytest.mark.parametrize("read", [False, True])
def test_putting_the_same_list_again_is_no_revision(room: Room, ada: Caller, *, read: bool) -> None:
    made = room.create(ada, KNOWING)

    def put_the_same(now: Record) -> Edit:
        if read and now.character.knowledge.facts:
            now.character.knowledge.facts.all()
        return plan(knowledge__facts=BigList.of([Fact(text="a")]))(now)

    same = room.write(lambda db: room.catalogue.change(db, ada, made, put_the_same, "stable"))
    assert same.revision == 1
    assert room.read(count, "revisions") == 0


# --- restoring ---


def test_what_is_restored_is_what_was_as_a_new_revision(room: Room, ada: Caller) -> None:
    made = room.create(ada, KNOWING)
    room.change(ada, made, name="Ada", knowledge__facts=BigList.of([Fact(text="b")]))
    restored = room.write(room.catalogue.restore, ada, made, 1)
    assert (restored.revision, restored.live_revision) == (3, 3)
    assert room.get(ada, made.character_id, lists=True).character == room.live(made) == KNOWING
    assert room.read(revisions.newest, made, 9, 1)[0].via == "restore"


def test_a_restore_makes_one_of_both_copies(room: Room, ada: Caller) -> None:
    made = room.create(ada, NORA)
    room.change(ada, made, live=False, name="Draft")
    room.change(ada, made, live=False, name="Nora")
    live = room.change(ada, made, live=False, name="Draft")
    assert live.live_revision == 1
    restored = room.write(room.catalogue.restore, ada, made, 2)
    assert (restored.revision, restored.live_revision) == (4, 4)  # nothing to write, but to publish
    live_copy = room.live(made)
    assert live_copy
    assert live_copy.name == "Draft"


def test_a_restore_makes_nothing_live_that_never_was(room: Room, ada: Caller) -> None:
    made = room.create(ada, NORA, live=False)
    room.change(ada, made, name="Ada")
    assert room.write(room.catalogue.restore, ada, made, 1).live_revision is None
    assert room.live(made) is None


def test_a_deployment_that_waits_does_not_undo_a_restore(room: Room, ada: Caller) -> None:
    made = room.create(ada, NORA)
    draft = room.change(ada, made, live=False, name="Draft")
    room.deploy(ada, draft)
    room.write(room.catalogue.restore, ada, made, 1)
    room.work()
    assert room.live(made) == NORA


@pytest.mark.parametrize("number", [0, 2, 2**31 - 1])
def test_nothing_else_is_restored(number: int, room: Room, ada: Caller) -> None:
    made = room.create(ada, NORA)
    with pytest.raises(NotFound, match="revision not found"):
        room.write(room.catalogue.restore, ada, made, number)
    assert room.get(ada, made.character_id) == made


# --- moving ---


def test_a_moved_character_keeps_its_name_unless_it_is_taken(room: Room, ada: Caller) -> None:
    one, other = (room.create(ada, NORA, containers={"garden": bed}) for bed in ("roses", "Herbs"))
    moved = room.write(room.catalogue.move, one, GARDEN, "Herbs")
    assert (moved.container, moved.address) == ("herbs", "Nora-2")
    assert room.read(addresses.of_character, one, [GARDEN]) == [
        addresses.Address("garden", "herbs", "Nora-2")
    ]
    assert room.read(addresses.of_character, other, [GARDEN]) == [
        addresses.Address("garden", "herbs", "Nora")
    ]
    assert room.write(room.catalogue.move, one, GARDEN, "HERBS").address == "Nora-2"
    assert room.write(room.catalogue.move, one, GARDEN, "roses").address == "Nora-2"
    assert room.read(addresses.population, ada.account_id, [GARDEN]) == {
        ("garden", "roses"): 1,
        ("garden", "herbs"): 1,
    }


def test_a_move_changes_neither_revision_nor_id(room: Room, ada: Caller) -> None:
    made = room.create(ada, NORA)
    moved = room.write(room.catalogue.move, made, GARDEN, "roses")
    assert replace(moved, container="", address="") == made == room.get(ada, made.character_id)
    found = room.read(room.catalogue.get_addressed, ada, "garden", "roses", "nora")
    assert found == moved


# --- sharing ---


def test_a_share_link_is_the_same_until_it_is_revoked(room: Room, ada: Caller) -> None:
    made = room.create(ada, replace(NORA, visibility="unlisted"))
    share = room_verb(room, room.catalogue.share)
    first = share(made)
    assert first.share_id
    assert share(made) == share(first) == first
    assert room.read(room.catalogue.shared, first.share_id).character_id == made.character_id
    assert room_verb(room, room.catalogue.unshare)(first).share_id is None
    with pytest.raises(NotFound):
        room.read(room.catalogue.shared, first.share_id)
    assert share(made).share_id not in {None, first.share_id}


def room_verb(room: Room, verb: Callable[..., Record]) -> Callable[[Record], Record]:
    return lambda record: room.write(lambda db: verb(db, record))


def test_a_share_link_rests_while_the_character_is_private(room: Room, ada: Caller) -> None:
    made = room.create(ada, replace(NORA, visibility="public"))
    link = room_verb(room, room.catalogue.share)(made).share_id or ""
    room.change(ada, made, visibility="private")
    with pytest.raises(NotFound):
        room.read(room.catalogue.shared, link)
    room.change(ada, made, visibility="unlisted")
    assert room.read(room.catalogue.shared, link).character.visibility == "unlisted"


def test_a_share_link_rests_while_its_owner_is_suspended(room: Room, ada: Caller) -> None:
    link = (
        room_verb(room, room.catalogue.share)(room.create(ada, replace(NORA, visibility="public"))).share_id
        or ""
    )
    room.write(service.suspend_account, "ada")
    with pytest.raises(NotFound):
        room.read(room.catalogue.shared, link)


@pytest.mark.parametrize("share_id", ["", "nothing", "\0", "a-b", "é"])
def test_a_link_that_nobody_made_leads_nowhere(room: Room, share_id: str) -> None:
    with pytest.raises(NotFound):
        room.read(room.catalogue.shared, share_id)


# --- pictures ---


def test_a_picture_of_somebody_else_is_refused_and_nothing_is_kept(
    room: Room, ada: Caller, bob: Caller
) -> None:
    foreign = room.picture(bob, "B")
    with pytest.raises(BadValue, match="avatar is not a picture of this account"):
        room.create(ada, replace(NORA, avatar=foreign), "garden")
    assert [room.read(count, table) for table in ("characters", "addresses", "revisions")] == [0, 0, 0]
    made = room.create(ada, NORA)
    with pytest.raises(BadValue, match="avatar"):
        room.change(ada, made, avatar=foreign, name="Ada")
    assert room.get(ada, made.character_id) == made


def test_a_picture_is_used_as_long_as_a_revision_has_it(room: Room, ada: Caller) -> None:
    first, second = room.picture(ada, "A"), room.picture(ada, "C")
    made = room.create(ada, replace(NORA, avatar=first))
    room.change(ada, made, avatar=second)
    room.change(ada, made, avatar="")
    assert room.read(count, "asset_uses") == 2
    assert room.delete(made) == [first, second]
    assert room.read(count, "assets") == 0


def test_a_picture_that_another_character_uses_stays(room: Room, ada: Caller) -> None:
    picture = room.picture(ada, "A")
    one, other = (room.create(ada, replace(NORA, avatar=picture)) for _ in range(2))
    assert room.delete(one) == []
    assert room.delete(other) == [picture]
