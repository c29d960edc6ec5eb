"""Characters as rows, on both engines."""

import json
from typing import get_args

import pytest
from msgspec import Raw
from msgspec.structs import replace
from tests.characters.conftest import Room
from tests.tables import count, query, rows

from greenroom.accounts.model import Caller
from greenroom.characters import revisions, store
from greenroom.characters.knowledge import BigList, Fact, Knowledge, Lorebook, LoreEntry
from greenroom.characters.model import Character, CustomStyle, Mood, Record, Safety, Style
from greenroom.database import Transaction
from greenroom.problems import NotFound

FACTS = BigList.of(Fact(text=f"Fact {number}.") for number in range(10_000))
FEW = BigList.of([Fact(text="The sea is green.", more={"garden": Raw(b'{"weight": 1.50}')}), Fact()])
LORE = Lorebook(name="World", entries=BigList.of([LoreEntry(keys=("sea",), content="It is green.")]))
WHOLE = Character(
    name="Nora",
    style=Style(custom=(CustomStyle(style_id="s", more={"garden": Raw(b"{}")}),)),
    knowledge=Knowledge(facts=FEW, older_facts=FEW, lorebook=LORE, common=("all",)),
    safety=Safety(topics={"violence": "mild"}),
    facets={"garden": Raw(b'{"hat":"straw"}')},
    unknown={"stable": Raw(b'{"big":1180591620717411303424}')},
    beside={"name": {"garden": Raw(b'"  Nora"')}},
)
ODD = "\x00 \ud7ff \U0010ffff '\";-- %s :x {} \\ \u2028 é e\u0301 ｆ 魔女"


def test_a_document_names_its_lists_and_holds_everything_else() -> None:
    document = json.loads(store.encode(WHOLE))
    assert document["knowledge"]["facts"] == {"list_id": FEW.list_id, "count": 2, "items": None}
    assert document["knowledge"]["lorebook"]["entries"]["items"] is None
    assert document["unknown"]["stable"] == {"big": 2**70}
    assert "Green" not in str(document)


def test_a_document_is_small_whatever_a_character_knows() -> None:
    assert len(store.encode(Character(knowledge=Knowledge(facts=FACTS)))) < 200


@pytest.mark.parametrize("character", [Character(), WHOLE, Character(name=ODD, goals=ODD, tags=(ODD, ""))])
def test_a_character_is_read_as_it_was_written(room: Room, ada: Caller, character: Character) -> None:
    made = room.create(ada, character)
    assert room.get(ada, made.character_id, lists=True).character == character


def test_without_its_lists_a_character_only_says_how_long_they_are(room: Room, ada: Caller) -> None:
    read = room.get(ada, room.create(ada, WHOLE).character_id).character
    assert read.knowledge.facts == FEW.named_only()
    with pytest.raises(LookupError):
        read.knowledge.older_facts.all()


def test_items_come_back_in_their_order(room: Room, ada: Caller) -> None:
    read = room.get(
        ada, room.create(ada, Character(knowledge=Knowledge(facts=FACTS))).character_id, lists=True
    )
    assert read.character.knowledge.facts == FACTS


def test_ten_thousand_facts_are_stored_once_whatever_else_changes(room: Room, ada: Caller) -> None:
    made = room.create(ada, Character(knowledge=Knowledge(facts=FACTS)))
    for joy in range(1, 6):
        made = room.change(ada, made, mood=Mood(joy=joy))
    assert made.revision == 6
    assert room.read(count, "list_items") == 10_000
    assert sum(len(row[-1] or b"") for row in room.read(rows, "revisions")) < 2_000


def test_a_changed_list_is_stored_beside_the_old_one_which_revisions_need(room: Room, ada: Caller) -> None:
    made = room.create(ada, WHOLE)
    one_more = BigList.of([*FEW.all(), Fact(text="And blue.")])
    room.change(ada, made, knowledge__facts=one_more)
    first = room.read(lambda db: store.load_lists(db, revision_of(db, made, 1)))
    second = room.read(lambda db: store.load_lists(db, revision_of(db, made, 2)))
    assert (first.character.knowledge.facts, second.character.knowledge.facts) == (FEW, one_more)
    room.change(ada, made, knowledge__facts=FEW)
    assert room.read(count, "list_items") == len(FEW.all()) + len(LORE.entries.all()) + len(one_more.all())


def revision_of(db: Transaction, record: Record, number: int) -> Record:
    found = revisions.find(db, record, number)
    assert found
    return replace(record, character=found)


def test_equal_lists_of_two_characters_are_rows_of_each(room: Room, ada: Caller) -> None:
    one, other = (room.create(ada, Character(knowledge=Knowledge(facts=FEW))) for _ in range(2))
    room.delete(one)
    assert room.get(ada, other.character_id, lists=True).character.knowledge.facts == FEW


def test_a_list_whose_items_are_gone_is_never_read_as_a_shorter_one(room: Room, ada: Caller) -> None:
    made = room.create(ada, WHOLE)
    read = room.get(ada, made.character_id)
    room.delete(made)
    with pytest.raises(NotFound):
        room.read(store.load_lists, read)


def test_what_was_deleted_meanwhile_cannot_be_held(room: Room, ada: Caller) -> None:
    made = room.create(ada, WHOLE)
    room.delete(made)
    with pytest.raises(NotFound, match=made.character_id):
        room.write(store.lock, made)


def test_holding_gives_what_is_there_now(room: Room, ada: Caller) -> None:
    old = room.create(ada, Character(name="Nora"), "garden")
    room.change(ada, old, name="Ada")
    now, live = room.write(store.lock, old)
    assert (now.revision, now.character.name, live) == (2, "Ada", None)
    assert (now.container, now.address) == (old.container, old.address)


def test_own_characters_come_newest_first_page_by_page(room: Room, ada: Caller, bob: Caller) -> None:
    made = [room.create(ada, Character(name=str(number))).character_id for number in range(5)]
    room.create(bob, Character(name="other"))
    first = room.read(store.newest, ada.account_id, "~", 2)
    rest = room.read(store.newest, ada.account_id, first[-1].character_id, 9)
    assert [record.character_id for record in (*first, *rest)] == made[::-1]


def test_columns_agree_with_the_document(room: Room, ada: Caller) -> None:
    made = room.create(ada, Character(name="x", visibility="unlisted"))
    room.change(ada, made, visibility="public")
    found = room.read(
        lambda db: db.one(query("SELECT visibility, revision, live_revision FROM characters"), {})
    )
    assert found == ("public", 2, 2)


@pytest.mark.parametrize("order", get_args(store.Order))
def test_a_page_begins_anywhere_in_any_order_also_among_equals(
    order: store.Order, room: Room, ada: Caller, bob: Caller
) -> None:
    def make(db: Transaction) -> None:  # at one moment, with few names
        for number in range(11):
            room.catalogue.create(db, ada, Character(name=f"Guard {number % 3}"), "test")

    room.write(make)
    room.create(bob, Character(name="Guard 1"))

    def ids(most: int, offset: int) -> list[str]:
        page = room.read(store.page, ada.account_id, order, most, offset)
        assert page.total == 11
        return [one.character_id for one in page.records]

    whole = ids(100, 0)
    assert len(set(whole)) == 11
    for offset in range(14):
        assert ids(4, offset) == whole[offset : offset + 4]
