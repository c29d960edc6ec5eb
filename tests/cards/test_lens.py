import pytest
from msgspec import UNSET

from greenroom.cards.layout import KEYS
from greenroom.cards.lens import CARD, FIRST, PRESENT
from greenroom.characters.codecs import Context
from greenroom.characters.model import blank_record

NOWHERE = Context("https://here.example")
BLANK = {
    "spec": "chara_card_v3",
    "spec_version": "3.0",
    "data": {
        "name": "",
        "description": "",
        "personality": "",
        "scenario": "",
        "first_mes": "",
        "mes_example": "",
        "creator_notes": "",
        "system_prompt": "",
        "post_history_instructions": "",
        "alternate_greetings": [],
        "tags": [],
        "creator": "",
        "character_version": "",
        "extensions": {},
        "group_only_greetings": [],
    },
}


def test_a_card_always_has_the_fields_that_v3_requires() -> None:
    assert CARD.show(blank_record("", "", 0), NOWHERE) == BLANK


def test_the_table_has_every_field_of_v3() -> None:
    optional = {
        "character_book",
        "nickname",
        "creator_notes_multilingual",
        "source",
        "creation_date",
        "modification_date",
        "assets",
    }
    assert set(KEYS) == {*BLANK["data"], *optional}


@pytest.mark.parametrize(("core", "wire"), [(None, UNSET), ("", ""), ("Nell", "Nell")])
def test_a_text_may_be_absent(core: str | None, wire: object) -> None:
    assert PRESENT.show(core, NOWHERE) == wire


@pytest.mark.parametrize(
    ("core", "wire", "put"), [(None, "", None), ("", "", None), ("Hello.", "Hello.", "Hello.")]
)
def test_no_first_greeting_is_an_empty_one(core: str | None, wire: str, put: str | None) -> None:
    assert FIRST.show(core, NOWHERE) == wire
    assert FIRST.put(wire, "anything", NOWHERE) == put
