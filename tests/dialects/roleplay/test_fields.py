"""Every field with every value that it may and may not have, on create and on update."""

from typing import Any

import pytest
from tests.dialects.roleplay.bodies import MINIMAL, WHOLE, created, listed, updated
from tests.served import Caller

ANY_TEXT = 'naïve 猫 \U0001f600 \\ " \n\t <b>&amp;</b> ${HOME} {{char}}'

GOOD = [
    ("name", "x"),
    ("name", "😀" * 100),
    ("name", "  kept as it is  "),
    ("name", ANY_TEXT),
    ("subtitle", ""),
    ("subtitle", "x" * 200),
    ("subtitle", "   "),
    ("description", ""),
    ("description", "é" * 5000),
    ("definition", "x"),
    ("definition", "x" * 100_000),
    ("definition", ANY_TEXT),
    ("greetings", ["x"]),
    ("greetings", ["x" * 20_000]),
    ("greetings", [str(number) for number in range(50)]),
    ("greetings", ["same", "same"]),
    ("message_examples", []),
    ("message_examples", [""]),
    ("message_examples", ["x" * 20_000]),
    ("message_examples", ["x"] * 100),
    ("visibility", "private"),
    ("visibility", "unlisted"),
    ("visibility", "public"),
    ("character_collections", []),
    ("character_collections", ["x" * 100]),
    ("character_collections", [str(number) for number in range(50)]),
    ("card_version", "2.0"),
]

CHANGED = [
    ("greetings", ["", "one", "  ", "two"], ["one", "two"]),
    ("message_examples", "one text", ["one text"]),
    ("message_examples", "", []),
    ("message_examples", None, []),
    ("character_collections", ["b", "a", "b", "c", "a"], ["b", "a", "c"]),
    ("character_collections", None, []),
    ("subtitle", None, ""),
    ("description", None, ""),
    ("card_version", "3.0", "2.0"),
    ("card_version", 3, "2.0"),
    ("card_version", None, "2.0"),
]

BAD = [
    ("name", "   "),
    ("name", "x" * 101),
    ("name", 5),
    ("name", ["Nora"]),
    ("name", {"first": "Nora"}),
    ("name", True),
    ("name", "a\0b"),
    ("subtitle", "x" * 201),
    ("subtitle", 5),
    ("subtitle", []),
    ("subtitle", False),
    ("description", "x" * 5001),
    ("description", {}),
    ("description", "\0"),
    ("definition", " \n "),
    ("definition", "x" * 100_001),
    ("definition", ["x"]),
    ("definition", 0),
    ("greetings", "Hello!"),
    ("greetings", ""),
    ("greetings", ["", " "]),
    ("greetings", ["x"] * 51),
    ("greetings", ["x" * 20_001]),
    ("greetings", ["x", 5]),
    ("greetings", [["x"]]),
    ("greetings", [None]),
    ("greetings", {"0": "x"}),
    ("greetings", 5),
    ("message_examples", ["x"] * 101),
    ("message_examples", ["x" * 20_001]),
    ("message_examples", "x" * 20_001),
    ("message_examples", [5]),
    ("message_examples", 5),
    ("message_examples", {}),
    ("visibility", "Public"),
    ("visibility", ""),
    ("visibility", "friends"),
    ("visibility", None),
    ("visibility", True),
    ("visibility", []),
    ("character_collections", "fixers"),
    ("character_collections", ["x"] * 51),
    ("character_collections", ["x" * 101]),
    ("character_collections", [""]),
    ("character_collections", [5]),
    ("character_collections", {}),
    ("issue_share_id", "true"),
    ("issue_share_id", 1),
    ("issue_share_id", []),
]

REQUIRED = ["name", "avatar", "greetings", "definition"]
BLANK: dict[str, Any] = {"name": "", "avatar": "", "greetings": [], "definition": ""}
OPTIONAL = [
    "subtitle",
    "description",
    "message_examples",
    "character_collections",
    "card_version",
    "issue_share_id",
]


def short(value: object) -> str | None:
    """How a row is called."""
    text = ascii(value)
    return f"{text[:20]}…{len(text)}" if len(text) > 30 else text


@pytest.mark.parametrize(("field", "value"), GOOD, ids=short)
def test_a_good_value_is_stored_as_it_was_sent(field: str, value: Any, ada: Caller) -> None:
    assert created(ada, **{field: value})[field] == value
    assert listed(ada)[0][field] == value


@pytest.mark.parametrize(("field", "value"), GOOD, ids=short)
def test_an_update_changes_this_field_and_no_other(field: str, value: Any, ada: Caller) -> None:
    before = created(ada, **WHOLE | {"visibility": "public", "issue_share_id": False})
    assert updated(ada, before, **{field: value}) == before | {field: value}
    assert listed(ada) == [before | {field: value}]


@pytest.mark.parametrize(("field", "value", "shown"), CHANGED, ids=short)
def test_some_values_take_another_form(field: str, value: Any, shown: Any, ada: Caller) -> None:
    first = created(ada, **{field: value})
    assert first[field] == shown
    before = created(ada, **WHOLE)
    assert updated(ada, before, **{field: value}) == before | {field: shown}


@pytest.mark.parametrize(("field", "value"), BAD, ids=short)
def test_a_bad_value_is_named_and_nothing_is_created(field: str, value: Any, ada: Caller) -> None:
    answer = ada.post("/apiCreateCharacter", WHOLE | {field: value})
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (
        400,
        "invalid_argument",
        field,
    )
    assert answer.json()["error"].startswith(field)
    assert listed(ada) == []


@pytest.mark.parametrize(("field", "value"), BAD, ids=short)
def test_a_bad_value_is_named_and_nothing_is_changed(field: str, value: Any, ada: Caller) -> None:
    before = created(ada, **WHOLE)
    answer = ada.post(
        "/apiUpdateCharacter", {"id": before["id"], "subtitle": "new", "unknown": 1, field: value}
    )
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (
        400,
        "invalid_argument",
        field,
    )
    assert listed(ada) == [before]
    assert ada.get(f"/v1/characters/{before['id']}").json()["revision"] == 1


@pytest.mark.parametrize("field", REQUIRED)
@pytest.mark.parametrize("how", ["absent", "null", "blank"])
def test_a_create_needs_every_required_field(field: str, how: str, ada: Caller) -> None:
    body = {name: value for name, value in MINIMAL.items() if name != field}
    if how != "absent":
        body[field] = None if how == "null" else BLANK[field]
    answer = ada.post("/apiCreateCharacter", body)
    assert (answer.status_code, answer.json()["field"]) == (400, field)
    assert listed(ada) == []


@pytest.mark.parametrize("field", REQUIRED)
def test_an_update_leaves_a_blank_required_field_as_it_is(field: str, ada: Caller) -> None:
    before = created(ada, **WHOLE)
    assert updated(ada, before, **{field: BLANK[field]}) == before
    assert ada.get(f"/v1/characters/{before['id']}").json()["revision"] == 1


@pytest.mark.parametrize("field", REQUIRED)
def test_an_update_refuses_null_for_a_required_field(field: str, ada: Caller) -> None:
    before = created(ada, **WHOLE)
    answer = ada.post("/apiUpdateCharacter", {"id": before["id"], field: None})
    assert (answer.status_code, answer.json()["field"]) == (400, field)
    assert listed(ada) == [before]


def test_null_is_as_good_as_absent_for_optional_fields_of_a_create(ada: Caller) -> None:
    plain, with_nulls = created(ada), created(ada, **dict.fromkeys(OPTIONAL))
    assert with_nulls | {"id": plain["id"]} == plain


READ_ONLY = {
    "id": "6e6b2e77-7cb0-4986-b903-489fd2132d65",
    "creator_id": "usr_0000000000000000",
    "creator_tag": "@somebody",
    "share_id": "AAAAAAAAAA",
    "share_url": "https://elsewhere.example/c/AAAAAAAAAA",
    "message_count": 10**6,
    "used_count": 10**6,
}


def test_read_only_fields_are_ignored(ada: Caller) -> None:
    plain, character = created(ada), created(ada, **READ_ONLY)
    assert character | {"id": plain["id"]} == plain
    assert updated(ada, character, **READ_ONLY | {"id": character["id"]}) == character


FIRST_FAULTS = [
    ({"name": 1, "avatar": "x", "issue_share_id": "x"}, "name"),
    ({"avatar": "x", "subtitle": 1}, "avatar"),
    ({"subtitle": 1, "greetings": 1, "definition": ""}, "subtitle"),
    ({"description": 1, "definition": 1}, "description"),
    ({"visibility": "x", "message_examples": 1}, "message_examples"),
    ({"issue_share_id": "x", "character_collections": 1}, "character_collections"),
]


@pytest.mark.parametrize(("faults", "first"), FIRST_FAULTS)
def test_the_first_fault_in_the_order_of_the_table_is_told(
    faults: dict[str, Any], first: str, ada: Caller
) -> None:
    assert ada.post("/apiCreateCharacter", WHOLE | faults).json()["field"] == first
    before = created(ada, **WHOLE)
    faults = {name: value for name, value in faults.items() if value != ""}
    assert ada.post("/apiUpdateCharacter", {"id": before["id"], **faults}).json()["field"] == first
    assert listed(ada) == [before]


BAD_IDS: list[Any] = [
    None,
    "",
    "   ",
    5,
    [],
    {},
    True,
    "nora",
    "6e6b2e77-7cb0-4986-b903-489fd2132d6",
    "../x",
    "a\0",
]


@pytest.mark.parametrize("value", BAD_IDS, ids=short)
@pytest.mark.parametrize("path", ["/apiUpdateCharacter", "/apiDeleteCharacter"])
def test_an_id_that_cannot_be_one(path: str, value: Any, ada: Caller) -> None:
    before = created(ada)
    answer = ada.post(path, {"id": value, "name": "New"})
    assert (answer.status_code, answer.json()["field"]) == (400, "id")
    assert listed(ada) == [before]


def test_an_id_may_be_in_capitals_and_padded(ada: Caller) -> None:
    before = created(ada)
    assert updated(ada, {"id": f" {before['id'].upper()} "}, name="New") == before | {"name": "New"}


def test_names_need_not_be_unique(ada: Caller) -> None:
    first, second = created(ada), created(ada)
    assert first["id"] != second["id"]
    assert [one["id"] for one in listed(ada)] == [second["id"], first["id"]]
