"""Values that the specifications don't know are in no file where they would be read, and come back to where they were."""

import json
from typing import Any

import pytest
from tests.cards.corpus import V3, text
from tests.cards.test_exports import ENTRY, FULL, first, undated, written

from greenroom.cards.exports import EXPORTS
from greenroom.cards.reader import read
from greenroom.cards.values import ODD

ODD_VALUES: list[tuple[str, dict[str, Any]]] = [
    ("position", {"entry": {"position": 3}}),
    ("position", {"entry": {"position": "before_char_defs"}}),
    ("priority", {"entry": {"priority": "high"}}),
    ("case_sensitive", {"entry": {"case_sensitive": "maybe"}}),
    ("constant", {"entry": {"constant": "x"}}),
    ("selective", {"entry": {"selective": "maybe"}}),
    ("id", {"entry": {"id": [1]}}),
    ("scan_depth", {"book": {"scan_depth": "deep"}}),
    ("character_book", {"data": {"character_book": "none"}}),
    ("character_book", {"data": {"character_book": [1]}}),
    ("creation_date", {"data": {"creation_date": "May 2024"}}),
    ("assets", {"data": {"assets": "x"}}),
    ("creator_notes_multilingual", {"data": {"creator_notes_multilingual": "x"}}),
]


def with_odd(where: dict[str, Any]) -> Any:
    book = {"extensions": {}, "entries": [{**ENTRY, **where.get("entry", {})}], **where.get("book", {})}
    return {**V3, "data": {**V3["data"], "character_book": book, **where.get("data", {})}}


def holds(value: Any, key: str, odd: Any) -> bool:
    """Whether an odd value stands at its key anywhere in a card but in extensions."""
    if isinstance(value, list):
        return any(holds(one, key, odd) for one in value)
    if not isinstance(value, dict):
        return False
    return value.get(key) == odd or any(
        holds(one, key, odd) for name, one in value.items() if name != "extensions"
    )


@pytest.mark.parametrize(("key", "where"), ODD_VALUES)
@pytest.mark.parametrize("form", EXPORTS)
def test_values_that_the_specifications_do_not_know_stand_aside(
    form: str, key: str, where: dict[str, Any]
) -> None:
    character = first(text(with_odd(where))).character
    made = written(form, character)
    found = first(made.data)
    (odd,) = (value[key] for value in where.values())
    assert not holds(found.card, key, odd)
    assert {line.fate for line in made.report if line.field.endswith(key)} <= {"extension"}
    if (form, key) != ("charx", "assets"):  # of which an archive has its own
        assert undated(found.character) == undated(character)


def test_a_name_of_an_entry_is_no_number_for_v2() -> None:
    for form, expected in (("v2", "absent"), ("v3", "7")):
        (entry,) = json.loads(written(form, first(text(FULL)).character).data)["data"]["character_book"][
            "entries"
        ]
        assert entry.get("id", "absent") == expected


@pytest.mark.parametrize("theirs", [5, [], {"creation_date": 5}, {"assets": []}, {"x": 1}])
def test_what_strangers_keep_under_our_key_stays_there(theirs: Any) -> None:
    card = {**V3, "data": {**V3["data"], "extensions": {ODD: theirs}}}
    character = read(card).character
    assert json.loads(bytes(character.facets["card"]))["data.extensions"] == {ODD: theirs}
    assert undated(first(written("v3", character).data).character) == undated(character)


def test_what_was_written_since_stays() -> None:
    card = json.loads(written("v3", first(text(with_odd({"data": {"creation_date": "May"}}))).character).data)
    card["data"]["creation_date"] = 7
    again = read(card)
    assert json.loads(bytes(again.character.facets["card"]))["data.creation_date"] == 7
    assert [note.field for note in again.notes] == [f"data.extensions.{ODD}.creation_date"]
