import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from greenroom.cards.backfill import ASIDE, NOTICE
from greenroom.cards.reader import read
from greenroom.cards.values import ODD
from greenroom.cards.writer import Written, write_v2, write_v3
from greenroom.characters.codecs import Context
from greenroom.characters.knowledge import BigList, Fact, Knowledge, Lorebook, LoreEntry
from greenroom.characters.model import Character, Greetings, Mood, Record, Safety, blank_record
from greenroom.kit.clock import SECOND
from greenroom.kit.json_values import encode_json

FILES = Path(__file__).with_name("files")
NOWHERE = Context("https://here.example")


def card(name: str) -> Any:
    return json.loads((FILES / f"{name}.json").read_text())


def kept_by(character: Character) -> Record:
    return replace(blank_record("", "", 0), character=character)


def kept(name: str) -> Record:
    return kept_by(read(card(name)).character)


def test_an_exact_card_comes_back_as_it_was_to_the_last_byte() -> None:
    original = card("ferrywoman_v3")
    written = write_v3(kept("ferrywoman_v3"), NOWHERE, like=original)
    assert encode_json(written.card) == encode_json(original)
    assert written.notes == ()


def test_without_an_original_the_order_is_that_of_the_specification() -> None:
    written = write_v3(kept("ferrywoman_v3"), NOWHERE).card
    assert written == card("ferrywoman_v3")
    assert list(written) == ["spec", "spec_version", "data", "_id", "approval_date"]
    assert list(written["data"])[:3] == ["name", "description", "personality"]
    assert list(written["data"])[-2:] == ["assets", "lantern_oil"]


def test_v1_is_written_as_v3() -> None:
    original = card("gardener_v1")
    written = write_v3(kept("gardener_v1"), NOWHERE).card
    texts = {key: original.pop(key) for key in list(original)[:6]}
    required = {
        "creator_notes": "",
        "system_prompt": "",
        "post_history_instructions": "",
        "alternate_greetings": [],
        "tags": [],
        "creator": "",
        "character_version": "",
        "extensions": {},
        "group_only_greetings": [],
    }
    assert written == {
        "spec": "chara_card_v3",
        "spec_version": "3.0",
        "data": texts | required,
        **original,
    }


def test_a_file_of_a_hub_is_written_exactly() -> None:
    data = write_v3(kept("hub_v2"), NOWHERE).card["data"]
    assert (data["creator"], data["personality"], data["extensions"]) == ("4711", "", {})
    assert (data["tags"], data["source"]) == (["flat"], ["https://hub.example/65a1"])
    assert (data["creation_date"], data["modification_date"]) == (1703462400, "yesterday")
    assert data["character_book"] == {
        "name": "Shop",
        "extensions": {},
        "rarity": "common",
        "entries": [
            {
                "keys": ["spring", "coil"],
                "content": "Springs are sold by weight.",
                "extensions": {},
                "enabled": True,
                "insertion_order": 5,
                "use_regex": False,
            },
            {
                "keys": ["pendulum"],
                "content": "It swings at noon only.",
                "extensions": {"position": 4, "depth": 3, "exclude_recursion": True},
                "enabled": False,
                "insertion_order": 50,
                "use_regex": False,
                "id": 12,
            },
        ],
    }


V2_ENTRY = {"keys": ["k"], "content": "c", "extensions": {}, "enabled": True, "insertion_order": 1}
V2: dict[str, Any] = {
    "spec": "chara_card_v2",
    "spec_version": "2.0",
    "data": {
        "name": "N",
        "description": "",
        "personality": "",
        "scenario": "",
        "first_mes": "",
        "mes_example": "",
        "creator_notes": "By hand.",
        "system_prompt": "",
        "post_history_instructions": "",
        "alternate_greetings": [],
        "character_book": {"extensions": {}, "entries": [V2_ENTRY]},
        "tags": [],
        "creator": "",
        "character_version": "",
        "extensions": {"a": 1},
    },
}


def test_a_v2_card_comes_back_as_v2() -> None:
    written = write_v2(kept_by(read(V2).character), NOWHERE, exported_at=7 * SECOND)
    assert encode_json(written.card) == encode_json(V2)
    assert written.notes == ()


THEIRS: list[Any] = [
    *("a text", None, [], {}, 5, {"not": "ours"}, {"nickname": None}, {"nickname": None, "x": 1}),
    *({"use_regex": False}, {ASIDE: "x"}, {ASIDE: {}}, {"content": "x", ASIDE: {ASIDE: 1}}),
]


def through(card: Any, *writers: Callable[..., Written]) -> Any:
    """The card after it was read and written by one after another, without a note on reading."""
    for write in writers:
        character, notes = read(card)
        assert notes == ()
        card = write(kept_by(character), NOWHERE).card
    return card


@pytest.mark.parametrize("theirs", THEIRS, ids=repr)
def test_what_somebody_else_keeps_under_our_key_survives_every_way(theirs: Any) -> None:
    extensions = {"a": 1, ASIDE: theirs}
    entry = V2_ENTRY | {"extensions": extensions}
    data = V2["data"] | {"extensions": extensions}
    v2 = V2 | {"data": data | {"character_book": {"extensions": {}, "entries": [entry]}}}
    plain = {
        "group_only_greetings": [],
        "character_book": {"extensions": {}, "entries": [entry | {"use_regex": False}]},
    }
    rich = {
        "nickname": "n",
        "group_only_greetings": ["g"],
        "character_book": {
            "extensions": {},
            "entries": [entry | {"content": "@@activate\nc", "use_regex": True}],
        },
    }
    v3, whole = (
        {"spec": "chara_card_v3", "spec_version": "3.0", "data": data | more} for more in (plain, rich)
    )
    assert through(v2, write_v2) == v2
    assert through(v2, write_v3) == through(v2, write_v2, write_v3) == v3
    for card in (v3, whole):
        assert through(card, write_v3) == through(card, write_v2, write_v3) == card


def test_a_v2_copy_has_all_of_a_v3_card() -> None:
    record = kept("ferrywoman_v3")
    copy, notes = write_v2(record, NOWHERE)
    assert copy["data"]["extensions"][ASIDE] == {
        key: card("ferrywoman_v3")["data"][key]
        for key in (
            *("nickname", "creator_notes_multilingual", "source", "group_only_greetings"),
            *("creation_date", "modification_date", "assets"),
        )
    }
    assert copy["data"]["creator_notes"].startswith(f"{NOTICE}\nBest with slow pacing.")
    assert copy["data"]["character_book"]["entries"][0]["content"] == "The lantern burns whale oil."
    assert [note.field for note in notes] == [
        "data.nickname",
        "data.creator_notes_multilingual",
        "data.source",
        "data.group_only_greetings",
        "data.creation_date",
        "data.modification_date",
        "data.assets",
        "data.character_book.entries[0].content",
        "data.character_book.entries[0].use_regex",
        "data.character_book.entries[1].id",
    ]
    assert read(copy).character == record.character


def test_a_backfill_says_what_it_is() -> None:
    record = kept_by(Character(name="N", blurb="By hand."))
    copy = write_v2(record, NOWHERE, backfill=True).card
    assert copy["data"]["creator_notes"] == f"{NOTICE}\nBy hand."
    assert copy["data"]["extensions"] == {}
    assert read(copy).character == record.character


def test_an_export_is_dated_and_the_character_is_not() -> None:
    record = kept("ferrywoman_v3")
    dated = write_v3(record, NOWHERE, exported_at=1_800_000_000 * SECOND + 999_999).card
    expected = card("ferrywoman_v3")
    expected["data"]["modification_date"] = 1_800_000_000
    entry = expected["data"]["character_book"]["entries"][0]
    entry["extensions"] = {**entry["extensions"], ODD: {"position": entry.pop("position")}}
    assert dated == expected
    assert write_v3(record, NOWHERE).card["data"]["modification_date"] == 0
    copy = write_v2(record, NOWHERE, exported_at=7 * SECOND).card
    assert copy["data"]["extensions"][ASIDE]["modification_date"] == 7


@pytest.mark.parametrize("data", [{}, {"modification_date": 5}])
def test_a_copy_that_says_all_does_not_call_itself_one(data: dict[str, Any]) -> None:
    record = kept_by(read({"spec": "chara_card_v3", "data": {"name": "N"} | data}).character)
    copy = write_v2(record, NOWHERE, exported_at=7 * SECOND).card
    assert copy["data"]["creator_notes"] == ""
    assert copy["data"]["extensions"] == ({ASIDE: {"modification_date": 7}} if data else {})


def test_what_is_written_belongs_to_the_caller() -> None:
    record = kept_by(Character(name="N"))
    write_v3(record, NOWHERE).card["data"]["extensions"]["a"] = 1
    assert write_v3(record, NOWHERE).card["data"]["extensions"] == {}


@pytest.mark.parametrize(
    ("character", "fields"),
    [
        (Character(name="N", tags=("a",), blurb="b"), []),
        (Character(mood=Mood(joy=5), visibility="public"), ["mood.joy", "visibility"]),
        (Character(avatar="a1", safety=Safety(topics={"violence": "strict"})), ["safety.topics", "avatar"]),
        (
            Character(knowledge=Knowledge(facts=BigList.of([Fact(text="f")]))),
            ["knowledge.facts"],
        ),
        (Character(examples=("one block",)), []),
        (Character(examples=("<START>\na", "<START>\nb")), []),
        (Character(examples=("a", "b")), ["examples"]),
        (Character(greetings=Greetings(first="f")), []),
        (Character(greetings=Greetings(first="")), ["greetings.first"]),
        (Character(knowledge=Knowledge(lorebook=Lorebook(name="l"))), []),
    ],
)
def test_what_a_card_does_not_say_is_reported(character: Character, fields: list[str]) -> None:
    record = kept_by(character)
    assert [note.field for note in write_v3(record, NOWHERE).notes] == fields
    assert [note.field for note in write_v2(record, NOWHERE).notes] == fields


@pytest.mark.parametrize(("size", "fields"), [(4_900_000, []), (5_000_000, ["card"])])
def test_a_very_large_card_is_reported(size: int, fields: list[str]) -> None:
    record = kept_by(Character(name="N", blurb="b" * size))
    assert [note.field for note in write_v3(record, NOWHERE).notes] == fields


def test_a_character_without_its_lists_is_not_written() -> None:
    entries = BigList.of([LoreEntry(content="c")]).named_only()
    record = kept_by(Character(name="N", knowledge=Knowledge(lorebook=Lorebook(entries=entries))))
    for write in (write_v2, write_v3):
        with pytest.raises(LookupError):
            write(record, NOWHERE)
