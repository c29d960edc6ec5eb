import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Raw
from msgspec.structs import replace

from greenroom.cards.reader import put_card, read
from greenroom.cards.writer import write_v3
from greenroom.characters.codecs import Context
from greenroom.characters.knowledge import Knowledge, Lorebook
from greenroom.characters.model import Character, Greetings, Mood, Prompt, Record, Safety, blank_record
from greenroom.problems import BadCard

FILES = Path(__file__).with_name("files")
NOWHERE = Context("https://here.example")


def card(name: str) -> Any:
    return json.loads((FILES / f"{name}.json").read_text())


def v3(**data: Any) -> dict[str, Any]:
    return {"spec": "chara_card_v3", "spec_version": "3.0", "data": {"name": "N"} | data}


def kept_by(character: Character) -> Record:
    return replace(blank_record("", "", 0), character=character)


def facet(character: Character) -> Any:
    return msgspec.json.decode(character.facets["card"]) if "card" in character.facets else {}


def unknown(character: Character) -> Any:
    return msgspec.json.decode(character.unknown["card"]) if "card" in character.unknown else {}


def test_v3() -> None:
    character, notes = read(card("ferrywoman_v3"))
    assert notes == ()
    assert (character.name, character.nickname) == ("Maren Holt", "Maren")
    assert character.prompt == Prompt(
        definition="{{char}} rows the night ferry between two islands that are not on any chart.",
        personality="patient, dry, superstitious",
        scenario="{{user}} has missed the last steamer.",
        system="{{original}}\nKeep every answer under four sentences.",
    )
    assert character.greetings == Greetings(
        first="*She lifts the lantern.* You'll want to sit in the middle.",
        alternates=("The tide waits for nobody, but I do.", ""),
        group_only=("All of you? Then two trips.",),
    )
    assert [block.splitlines()[1] for block in character.examples] == [
        "{{user}}: Is it far?",
        "{{user}}: What do I owe you?",
    ]
    assert character.blurb.startswith("Best with slow pacing. Ünïcödé")
    assert character.tags == ("ferry", "Night", "folklore")
    assert character.knowledge.lorebook is not None
    assert character.knowledge.lorebook.scan_depth == 6
    assert [entry.keys[0] for entry in character.knowledge.lorebook.entries.all()] == [
        "lantern",
        "north island",
    ]
    assert unknown(character) == {"_id": 2**70, "approval_date": None, "data": {"lantern_oil": 1.0}}
    assert character.beside == {}
    data = card("ferrywoman_v3")["data"]
    assert facet(character) == {
        f"data.{key}": data[key]
        for key in (
            *("creator", "character_version", "extensions", "creator_notes_multilingual", "source"),
            *("creation_date", "modification_date", "assets"),
        )
    }


def test_v2_as_a_hub_exports_it() -> None:
    character, notes = read(card("hub_v2"))
    assert (character.name, character.prompt.personality) == ("", "")
    assert character.greetings == Greetings(
        first="Wind it and see.", alternates=("Come in, mind the springs.",)
    )
    assert character.tags == ("flat",)
    assert facet(character) == {
        "data.creator": "4711",
        "data.source": ["https://hub.example/65a1"],
        "data.creation_date": 1703462400,
    }
    assert unknown(character) == {
        "_id": "65a1",
        "name": "An older name",
        "tags": ["flat"],
        "create_date": "2023-11-5 @21h 04m 11s 20ms",
        "data": {"modification_date": "yesterday"},
    }
    assert character.knowledge.lorebook is not None
    springs, pendulum = character.knowledge.lorebook.entries.all()
    assert (springs.keys, springs.insertion_order, springs.case_sensitive) == (("spring", "coil"), 5, None)
    assert (pendulum.keys, pendulum.insertion_order, pendulum.enabled) == (("pendulum",), 50, False)
    assert msgspec.json.decode(pendulum.more["card"]) == {
        "extensions": {"position": 4, "depth": 3, "exclude_recursion": True},
        "id": 12,
    }
    assert [note.field for note in notes] == [
        "data.alternate_greetings",
        "data.character_book.entries",
        "data.character_book.entries[0]",
        "data.character_book.entries[1].keys",
        "data.character_book.entries[1].insertion_order",
        "data.creator",
        "data.source",
        "data.creation_date",
        "data.modification_date",
        "data.name",
    ]


def test_v1() -> None:
    character, notes = read(card("gardener_v1"))
    assert character == Character(
        name="Old Tam",
        prompt=Prompt(definition="Keeps the walled garden.", personality="gruff"),
        greetings=Greetings(first="Gate's open."),
        unknown={
            "card": Raw(
                b'{"create_date":"2022-12-01",'
                b'"metadata":{"version":1,"tool":{"name":"a card editor","version":"0.4.2"}}}'
            )
        },
    )
    assert notes == ()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, Character(name="N")),
        ({"name": 5}, Character(name="5")),
        ({"nickname": ""}, Character(name="N", nickname="")),
        ({"nickname": None}, Character(name="N")),
        ({"nickname": 7}, Character(name="N", nickname="7")),
        ({"first_mes": ""}, Character(name="N")),
        ({"first_mes": " "}, Character(name="N", greetings=Greetings(first=" "))),
        ({"description": ["two", "lines"]}, Character(name="N", prompt=Prompt(definition="two\nlines"))),
        ({"tags": "one, still one"}, Character(name="N", tags=("one, still one",))),
        ({"alternate_greetings": None}, Character(name="N")),
        ({"mes_example": "no mark"}, Character(name="N", examples=("no mark",))),
        ({"mes_example": "<START>\na\n<START>\nb"}, Character(name="N", examples=("<START>\na", "<START>\nb"))),
        ({"character_book": None}, Character(name="N")),
        ({"character_book": {"entries": []}}, Character(name="N")),
        ({"character_book": []}, Character(name="N")),
        ({"character_book": {"name": "B"}}, Character(name="N", knowledge=Knowledge(lorebook=Lorebook(name="B")))),
        ({"extensions": None}, Character(name="N")),
        ({"extensions": []}, Character(name="N")),
        ({"extensions": "none"}, Character(name="N", facets={"card": Raw(b'{"data.extensions":{"greenroom/odd":{"extensions":"none"}}}')})),
        ({"creator": ""}, Character(name="N")),
        ({"source": []}, Character(name="N", facets={"card": Raw(b'{"data.source":[]}')})),
        ({"assets": []}, Character(name="N", facets={"card": Raw(b'{"data.assets":[]}')})),
        ({"creation_date": 0}, Character(name="N", facets={"card": Raw(b'{"data.creation_date":0}')})),
        ({"character_book": 0}, Character(name="N", unknown={"card": Raw(b'{"data":{"character_book":0}}')})),
        ({"character_book": "a book"}, Character(name="N", unknown={"card": Raw(b'{"data":{"character_book":"a book"}}')})),
        (
            {"odd": None, "creation_date": "in May"},
            Character(name="N", unknown={"card": Raw(b'{"data":{"creation_date":"in May","odd":null}}')}),
        ),
    ],
)  # fmt: skip
def test_quirks(data: dict[str, Any], expected: Character) -> None:
    assert read(v3(**data)).character == expected


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        ({}, []),
        ({"name": " \n"}, ["data.name"]),
        ({"description": None, "tags": "", "extensions": [], "character_book": []}, []),
        ({"description": 5}, ["data.description"]),
        ({"description": 0}, ["data.description"]),
        ({"nickname": False}, ["data.nickname"]),
        ({"character_book": False}, ["data.character_book"]),
        ({"character_book": {"entries": [{"content": 5}]}}, ["data.character_book.entries[0].content"]),
        ({"extensions": "none"}, ["data.extensions"]),
        ({"assets": [{}]}, ["data.assets"]),
        ({"secrets": {}}, ["data.secrets"]),
    ],
)
def test_what_was_read_otherwise_is_noted(data: dict[str, Any], fields: list[str]) -> None:
    assert [note.field for note in read(v3(**data)).notes] == fields


def test_secrets_are_not_kept() -> None:
    character, notes = read(v3(secrets={"a": 1}) | {"settings": {"apiKey": "k", "voice": "v"}})
    assert unknown(character) == {"settings": {"voice": "v"}}
    assert [note.field for note in notes] == ["settings.apiKey", "data.secrets"]


@pytest.mark.parametrize("bad", [[], {}, {"spec": "chara_card_v2", "data": {}}, {"entries": {}}])
def test_what_is_no_card_is_refused(bad: Any) -> None:
    with pytest.raises(BadCard):
        read(bad)


RICH = Character(
    name="N",
    subtitle="elsewhere",
    greetings=Greetings(first=""),
    mood=Mood(joy=40),
    knowledge=Knowledge(common=("town",), lorebook=Lorebook()),
    safety=Safety(topics={"violence": "strict"}),
    facets={"other": Raw(b'{"a":1}')},
    unknown={"other": Raw(b'{"b":2}')},
)


def test_an_edit_changes_what_the_card_says_and_nothing_else() -> None:
    edited = put_card(kept_by(RICH), v3(name="M", nickname="m", new=1), NOWHERE)
    assert edited == replace(
        RICH, name="M", nickname="m", unknown={"other": Raw(b'{"b":2}'), "card": Raw(b'{"data":{"new":1}}')}
    )


def test_putting_back_what_is_shown_changes_nothing() -> None:
    record = kept_by(RICH)
    assert put_card(record, write_v3(record, NOWHERE).card, NOWHERE) == RICH


def test_what_the_edited_card_has_no_more_is_cleared() -> None:
    before = read(card("ferrywoman_v3")).character
    after = put_card(kept_by(before), v3(name="Maren Holt"), NOWHERE)
    assert after == Character(
        name="Maren Holt",
        facets={
            "card": Raw(
                b'{"data.source":["https://cards.example/maren","uuid:018f"],"data.creation_date":1703462400}'
            )
        },
    )


def test_sources_are_only_added_and_the_creation_date_stays() -> None:
    before = kept_by(read(v3(source=["a", "b"], creation_date=5)).character)
    after = put_card(before, v3(source=["c", "b", "c"], creation_date=6), NOWHERE)
    assert facet(after) == {"data.source": ["a", "b", "c"], "data.creation_date": 5}


def test_an_edit_that_is_no_card_is_refused() -> None:
    with pytest.raises(BadCard):
        put_card(kept_by(RICH), {"spec": "chara_card_v3", "data": {}}, NOWHERE)
