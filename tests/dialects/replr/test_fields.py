"""Every field with every value that it may and may not have, on create and on update."""

import re
from typing import Any

import pytest
from tests.dialects.replr.bodies import (
    CHARACTER,
    MINIMAL,
    WHOLE,
    created,
    fetched,
    listed,
    path_of,
    revision,
    timeless,
    updated,
)
from tests.served import Caller

ANY_TEXT = 'naïve 猫 \U0001f600 \\ " \n\t <b>&amp;</b> ${HOME} {{char}}'
LINK = "https://e.example/"

GOOD = [
    ("name", "x"),
    ("name", "😀" * 80),
    ("name", "  kept as it is  "),
    ("name", ANY_TEXT),
    ("description", ""),
    ("description", "é" * 300),
    ("description", "   "),
    ("instructions", "x"),
    ("instructions", "x" * 100_000),
    ("instructions", ANY_TEXT),
    ("model", "default"),
    ("model", "creative"),
    ("model", "m" * 100),
    ("model", "claude/Opus:4 "),
    ("avatar_url", "http://x"),
    ("avatar_url", "HTTPS://Example.com:8443/a.png?b=c&d#e"),
    ("avatar_url", "https://例え.example/猫.png"),
    ("avatar_url", LINK + "x" * (2048 - len(LINK))),
    ("is_public", True),
    ("is_public", False),
    *(
        ("category", word)
        for word in (
            "assistant",
            "tutor",
            "character",
            "coach",
            "companion",
            "creative",
            "developer",
            "other",
        )
    ),
    ("greeting_message", ""),
    ("greeting_message", "x" * 20_000),
    ("greeting_message", ANY_TEXT),
    ("voice_id", "fable"),
    ("voice_id", "v" * 100),
]

CHANGED: list[tuple[str, Any, Any]] = [
    ("description", None, None),
    ("model", None, "default"),
    ("avatar_url", None, None),
    ("avatar_url", "", None),
    ("category", None, None),
    ("category", "", None),
    ("greeting_message", None, None),
    ("voice_id", None, None),
    ("voice_id", "", None),
]

STRING = "must be a string, not {}"
BAD: list[tuple[str, Any, str]] = [
    ("name", "", "must be between 1 and 80 characters"),
    ("name", "x" * 81, "must be between 1 and 80 characters"),
    ("name", " \n ", "must not be blank"),
    ("name", 5, STRING.format("a whole number")),
    ("name", ["Atlas"], STRING.format("an array")),
    ("name", {"first": "Atlas"}, STRING.format("an object")),
    ("name", True, STRING.format("true or false")),
    ("name", "a\0b", "must not contain U+0000"),
    ("description", "x" * 301, "must be at most 300 characters"),
    ("description", 5, STRING.format("a whole number")),
    ("description", False, STRING.format("true or false")),
    ("instructions", "", "must be between 1 and 100,000 characters"),
    ("instructions", "   ", "must not be blank"),
    ("instructions", "x" * 100_001, "must be between 1 and 100,000 characters"),
    ("instructions", 1.5, STRING.format("a number")),
    ("model", "", "must be between 1 and 100 characters"),
    ("model", "m" * 101, "must be between 1 and 100 characters"),
    ("model", {}, STRING.format("an object")),
    *(
        ("avatar_url", link, "must be an http or https URL of at most 2,048 characters")
        for link in (
            *("atlas.png", "/atlas.png", "//cdn.example/a.png", "http://", "https:///a.png", "http:/x"),
            *("ftp://example.com/a.png", "javascript:alert(1)", "data:image/png;base64,AAAA", "file:///etc"),
            *("https://a b.example/", "https://e.example/\n", " https://e.example/", "https://?x"),
            LINK + "x" * (2049 - len(LINK)),
        )
    ),
    ("avatar_url", 5, STRING.format("a whole number")),
    ("is_public", "true", "must be true or false, not a string"),
    ("is_public", "", "must be true or false, not a string"),
    ("is_public", 1, "must be true or false, not a whole number"),
    ("is_public", [], "must be true or false, not an array"),
    ("category", "villain", "is not a valid category"),
    ("category", "Assistant", "is not a valid category"),
    ("category", " ", "is not a valid category"),
    ("category", 3, STRING.format("a whole number")),
    ("greeting_message", "x" * 20_001, "must be at most 20,000 characters"),
    ("greeting_message", ["Hey!"], STRING.format("an array")),
    ("voice_id", "v" * 101, "must be at most 100 characters"),
    ("voice_id", 5, STRING.format("a whole number")),
    ("voice_id", "\0", "must not contain U+0000"),
]


def short(value: object) -> str | None:
    """How a row is called."""
    text = ascii(value)
    return f"{text[:20]}…{len(text)}" if len(text) > 30 else text


def test_a_minimal_character_has_all_fields_in_the_vendor_s_order(ada: Caller) -> None:
    character = created(ada)
    assert list(character) == CHARACTER
    assert character | MINIMAL == character
    assert (
        character
        | {
            "description": None,
            "model": "default",
            "avatar_url": None,
            "is_public": False,
            "category": None,
            "greeting_message": None,
            "voice_id": None,
            "message_count": 0,
            "creator_id": "usr_" + ada.account_id.replace("-", "")[-16:],
        }
        == character
    )
    for moment in (character["created_at"], character["updated_at"]):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment)
    assert fetched(ada, character) == character


def test_a_whole_one_is_what_was_sent(ada: Caller) -> None:
    character = created(ada, **WHOLE)
    assert list(character) == CHARACTER
    assert character | WHOLE == character


@pytest.mark.parametrize(("field", "value"), GOOD, ids=short)
def test_a_good_value_is_stored_as_it_was_sent(field: str, value: Any, ada: Caller) -> None:
    character = created(ada, **{field: value})
    assert character[field] == value
    assert fetched(ada, character) == character


@pytest.mark.parametrize(("field", "value"), GOOD, ids=short)
def test_an_update_changes_this_field_and_no_other(field: str, value: Any, ada: Caller) -> None:
    before = created(ada, **WHOLE)
    after = updated(ada, before, **{field: value})
    assert timeless(after) == timeless(before) | {field: value}
    assert fetched(ada, before) == after


@pytest.mark.parametrize(("field", "value", "shown"), CHANGED, ids=short)
def test_null_and_some_empty_texts_clear(field: str, value: Any, shown: Any, ada: Caller) -> None:
    assert created(ada, **{field: value})[field] == shown
    before = created(ada, **WHOLE)
    assert timeless(updated(ada, before, **{field: value})) == timeless(before) | {field: shown}


@pytest.mark.parametrize(("field", "value", "why"), BAD, ids=short)
def test_a_bad_value_is_named_and_nothing_is_created(field: str, value: Any, why: str, ada: Caller) -> None:
    answer = ada.post("/v1/replrs", WHOLE | {field: value})
    assert (answer.status_code, answer.json()["error"]) == (400, "validation_error")
    assert answer.json()["details"] == {"fields": {field: why}}
    assert listed(ada) == []


@pytest.mark.parametrize(("field", "value", "why"), BAD, ids=short)
def test_a_bad_value_is_named_and_nothing_is_changed(field: str, value: Any, why: str, ada: Caller) -> None:
    before = created(ada, **WHOLE)
    body = {"description": "new", "unknown": 1, field: value}
    answer = ada.send("PUT", path_of(before), json=body)
    assert (answer.status_code, answer.json()["details"]) == (400, {"fields": {field: why}})
    assert fetched(ada, before) == before
    assert revision(ada, before) == 1


REQUIRED = ["name", "instructions"]


@pytest.mark.parametrize("field", REQUIRED)
@pytest.mark.parametrize("how", [{}, {"null": None}])
def test_a_create_needs_every_required_field(field: str, how: dict[str, None], ada: Caller) -> None:
    body = {name: value for name, value in MINIMAL.items() if name != field}
    answer = ada.post("/v1/replrs", body | dict.fromkeys([field] if how else []))
    assert (answer.status_code, answer.json()["details"]) == (400, {"fields": {field: "is required"}})
    assert listed(ada) == []


@pytest.mark.parametrize(
    ("field", "why"),
    [("name", "is required"), ("instructions", "is required"), ("is_public", "must not be null")],
)
def test_an_update_refuses_null_where_there_is_always_something(field: str, why: str, ada: Caller) -> None:
    before = created(ada, **WHOLE)
    answer = ada.send("PUT", path_of(before), json={field: None})
    assert (answer.status_code, answer.json()["details"]) == (400, {"fields": {field: why}})
    assert fetched(ada, before) == before


def test_null_is_as_good_as_absent_for_optional_fields_of_a_create(ada: Caller) -> None:
    plain = created(ada)
    with_nulls = created(ada, **dict.fromkeys(WHOLE.keys() - MINIMAL.keys()))
    assert timeless(with_nulls) | {"id": plain["id"], "created_at": plain["created_at"]} == timeless(plain)


def test_all_fields_at_fault_are_told_in_the_order_of_the_table(ada: Caller) -> None:
    body = {"voice_id": 1, "category": "x", "is_public": None, "name": "", "x": "a\0", "model": 5}
    before = created(ada)
    fields = ada.send("PATCH", path_of(before), json=body).json()["details"]["fields"]
    assert list(fields) == ["name", "model", "is_public", "category", "voice_id", "x"]
    fields = ada.post("/v1/replrs", body).json()["details"]["fields"]
    assert list(fields) == ["name", "instructions", "model", "category", "voice_id", "x"]
    assert fetched(ada, before) == before


READ_ONLY = {
    "id": "6e6b2e77-7cb0-4986-b903-489fd2132d65",
    "message_count": 10**6,
    "creator_id": "usr_0000000000000000",
    "created_at": "1999-01-01T00:00:00Z",
    "updated_at": 5,
}


def test_read_only_fields_are_ignored(ada: Caller) -> None:
    character = created(ada, **READ_ONLY)
    assert not READ_ONLY.items() & character.items()
    assert updated(ada, character, **READ_ONLY) == character
    assert revision(ada, character) == 1


@pytest.mark.parametrize("body", [b"", b"{}", b" \n", b"\xef\xbb\xbf{}"])
@pytest.mark.parametrize("verb", ["PUT", "PATCH"])
def test_an_update_that_says_nothing_changes_nothing(verb: str, body: bytes, ada: Caller) -> None:
    before = created(ada)
    answer = ada.send(verb, path_of(before), content=body)
    assert (answer.status_code, answer.json()) == (200, before)
    assert revision(ada, before) == 1


def test_a_fetched_character_can_be_sent_back_whole(ada: Caller) -> None:
    before = created(ada, **WHOLE, more={"a": [1]})
    assert updated(ada, before, **before) == before
    assert revision(ada, before) == 1


def test_names_need_not_be_unique(ada: Caller) -> None:
    assert created(ada)["id"] != created(ada)["id"]
    assert len(listed(ada)) == 2
