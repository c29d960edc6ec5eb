"""Every field with every value that it may and may not have, on create and on update."""

from typing import Any

import pytest
from tests.dialects.npcbuilder.bodies import (
    BLANK,
    WHOLE,
    WORLD,
    created,
    got,
    listed,
    patch,
    patched,
    refused,
    revision,
    said,
)
from tests.served import Caller

from greenroom.dialects.npcbuilder import wire

ANY_TEXT = '猫 \U0001f600 \\ " \n <b> ${HOME}'

GOOD_VALUES: list[Any] = [0, -1.5, "", "free", 10**25 - 1, -(10**24) + 1]
GOOD: list[tuple[str, Any]] = [
    ("name", ""),
    ("name", "😀" * 25),
    ("name", "   "),
    ("name", ANY_TEXT),
    ("description", ""),
    ("description", "é" * 1400),
    ("gender", "Female"),
    ("gender", "male"),
    ("gender", "none of your business"),
    ("gender", ""),
    *[("age", word) for word in wire.WORDS["age"]],
    *[("role", word) for word in wire.WORDS["role"]],
    *[("tone", word) for word in wire.WORDS["tone"]],
    ("traits", []),
    ("traits", ["", "x" * 25, "x" * 25]),
    ("traits", [str(number) for number in range(20)]),
    ("traits", ["brave", "coward"]),
    ("items", []),
    ("items", [{"itemName": ""}]),
    ("items", [{"itemName": "x" * 25, "unit": "x" * 25, "value": "x" * 25, "type": "x" * 25}]),
    ("items", [{"itemName": "x", "description": "x" * 1400}]),
    *[("items", [{"itemName": "x", "value": value}]) for value in GOOD_VALUES],
    ("items", [{"itemName": "x"}] * 100),
    ("events", [{"eventName": "x" * 25, "type": "omen", "description": "x" * 1400}] * 100),
    ("quests", [{}]),
    ("quests", [{"description": "x" * 125, "objective": "x" * 125, "reward": "x" * 125}] * 100),
]

UNSET: list[tuple[str, Any]] = [
    *[(name, None) for name in BLANK],
    *[(name, "") for name in ("age", "role", "tone")],
]

BAD_VALUES: list[Any] = [True, [1], {}, "x" * 26, 10**25, -(10**24), 1e300]
BAD: list[tuple[str, Any, str]] = [
    ("name", "x" * 26, "name"),
    ("name", 5, "name"),
    ("name", ["Nora"], "name"),
    ("name", True, "name"),
    ("name", "a\0b", "name"),
    ("description", "x" * 1401, "description"),
    ("description", {}, "description"),
    ("gender", "x" * 26, "gender"),
    ("gender", 1, "gender"),
    ("age", "Adult", "age"),
    ("age", "young_adult", "age"),
    ("age", 30, "age"),
    ("age", ["adult"], "age"),
    ("role", "Protagonist", "role"),
    ("role", "quest giver", "role"),
    ("role", {}, "role"),
    ("tone", "friendly", "tone"),
    ("tone", False, "tone"),
    ("model", "Premium", "model"),
    ("model", "gpt-4", "model"),
    ("traits", "brave", "traits"),
    ("traits", ["x"] * 21, "traits"),
    ("traits", ["brave", "x" * 26], "traits[1]"),
    ("traits", [5], "traits[0]"),
    ("traits", [None], "traits[0]"),
    ("items", {}, "items"),
    ("items", [{"itemName": "x"}] * 101, "items"),
    ("items", [{"itemName": "x"}, {}], "items[1].itemName"),
    ("items", [{"itemName": None}], "items[0].itemName"),
    ("items", ["sword"], "items[0]"),
    ("items", [None], "items[0]"),
    ("items", [{"itemName": "x" * 26}], "items[0].itemName"),
    ("items", [{"itemName": 5}], "items[0].itemName"),
    ("items", [{"itemName": "x", "unit": "x" * 26}], "items[0].unit"),
    ("items", [{"itemName": "x", "type": 5}], "items[0].type"),
    ("items", [{"itemName": "x", "description": "x" * 1401}], "items[0].description"),
    *[("items", [{"itemName": "x", "value": value}], "items[0].value") for value in BAD_VALUES],
    ("items", [{"itemName": "x", "rarity": "\0"}], "items[0].rarity"),
    ("events", [{}], "events[0].eventName"),
    ("events", [{"eventName": "x" * 26}], "events[0].eventName"),
    ("events", [{"eventName": "x", "type": ["action"]}], "events[0].type"),
    ("events", [{"eventName": "x"}] * 101, "events"),
    ("events", "Attack", "events"),
    ("quests", [5], "quests[0]"),
    ("quests", [{"description": "x" * 126}], "quests[0].description"),
    ("quests", [{"objective": "x" * 126}], "quests[0].objective"),
    ("quests", [{"reward": 500}], "quests[0].reward"),
    ("quests", [{}] * 101, "quests"),
    ("filters", "on", "filters"),
    ("filters", [], "filters"),
    ("filters", 1, "filters"),
    ("filters", {"active": "true"}, "filters.active"),
    ("filters", {"violence": 1}, "filters.violence"),
    ("more", "\0", "more"),
]


def short(value: object) -> str | None:
    text = ascii(value)
    return f"{text[:20]}…{len(text)}" if len(text) > 30 else text


@pytest.mark.parametrize(("field", "value"), GOOD, ids=short)
def test_a_good_value_is_shown_as_it_was_sent(field: str, value: Any, ada: Caller) -> None:
    made = said(ada.post(WORLD, {field: value}), 201)
    assert made["character_context"] == {field: value}
    shown = got(ada, made["character_id"])
    assert shown == {"id": made["character_id"]} | BLANK | {field: value}
    for one, other in zip(shown.get("items", []), value if field == "items" else [], strict=False):
        assert type(one.get("value")) is type(other.get("value"))


@pytest.mark.parametrize(("field", "value"), GOOD, ids=short)
def test_an_update_changes_this_field_and_no_other(field: str, value: Any, ada: Caller) -> None:
    before = created(ada, WHOLE)
    assert patched(ada, before, **{field: value}) == before | {field: value}


@pytest.mark.parametrize(("field", "value"), UNSET, ids=short)
def test_null_and_an_empty_word_are_unset(field: str, value: Any, ada: Caller) -> None:
    made = said(ada.post(WORLD, {field: value}), 201)
    assert made["character_context"] == {}
    assert got(ada, made["character_id"]) == {"id": made["character_id"]} | BLANK
    before = created(ada, WHOLE)
    assert patched(ada, before, **{field: value}) == before | {field: BLANK[field]}


@pytest.mark.parametrize(("field", "value", "path"), BAD, ids=short)
def test_a_bad_value_is_named_and_nothing_is_created(field: str, value: Any, path: str, ada: Caller) -> None:
    answer = ada.post(WORLD, WHOLE | {field: value})
    assert refused(answer) == (400, "bad_request", path)
    assert answer.json()["message"].startswith(f"{path} must ") or "required" in answer.json()["message"]
    assert listed(ada) == []


@pytest.mark.parametrize(("field", "value", "path"), BAD, ids=short)
def test_a_bad_value_is_named_and_nothing_is_changed(field: str, value: Any, path: str, ada: Caller) -> None:
    before = created(ada, WHOLE)
    answer = patch(ada, before, **{"description": "new", "unknown": 1, field: value})
    assert refused(answer) == (400, "bad_request", path)
    assert got(ada, before["id"]) == before
    assert revision(ada) == 1


def test_what_is_said_of_a_word_lists_those_that_are_taken(ada: Caller) -> None:
    answer = ada.post(WORLD, {"age": "old"})
    assert answer.json() == {
        "message": "age must be one of: infant, child, teenager, youngAdult, adult, middleAged, elderly",
        "error": "bad_request",
        "field": "age",
    }


def test_the_first_fault_in_the_order_of_the_table_is_told(ada: Caller) -> None:
    body = {"filters": 1, "quests": 1, "items": 1, "tone": 1, "age": 1, "name": 1}
    for name in ("name", "age", "tone", "items", "quests", "filters"):
        assert refused(ada.post(WORLD, body)) == (400, "bad_request", name)
        del body[name]


@pytest.mark.parametrize("body", [b"", b"{}", b"\xef\xbb\xbf{}"])
def test_an_empty_body_makes_an_empty_character_and_changes_none(body: bytes, ada: Caller) -> None:
    made = said(ada.post(WORLD, content=body), 201)
    assert made["character_context"] == {}
    path = f"{WORLD}/{made['character_id']}"
    assert said(ada.send("PATCH", path, content=body))["character_context"] == BLANK
    assert revision(ada) == 1


@pytest.mark.parametrize("body", [b"[]", b'"x"', b"{", b"name=x"])
def test_what_is_no_object_is_refused(body: bytes, ada: Caller) -> None:
    assert refused(ada.post(WORLD, content=body)) == (400, "bad_request", "")


def test_a_create_answers_with_the_keys_that_came_in_the_vendor_s_order(ada: Caller) -> None:
    said_of = said(ada.post(WORLD, WHOLE | {"model": "standard", "filters": True, "x": 1}), 201)
    assert [*said_of] == ["message", "character_id", "character_context"]
    assert [*said_of["character_context"]] == [
        *("age", "description", "gender", "items", "name", "quests", "role", "tone", "traits", "events")
    ]
    name = said_of["character_id"]
    assert said_of["message"] == f"Character: {name} has been created with the following context."
    assert len(name) == 20
    assert name.isalnum()
    assert [*said(ada.post(WORLD, {"tone": "formal", "name": "x"}), 201)["character_context"]] == [
        "name",
        "tone",
    ]


def test_an_update_answers_with_the_whole_context(ada: Caller) -> None:
    before = created(ada, WHOLE)
    answer = said(patch(ada, before, name="Strider", extra=1))
    assert answer == {
        "message": f"Character: {before['id']} has been updated with the following context.",
        "character_id": before["id"],
        "character_context": WHOLE | {"name": "Strider"},
    }
    assert [*answer["character_context"]] == [*sorted(WHOLE.keys() - {"events"}), "events"]


@pytest.mark.parametrize("verb", ["PATCH", "PUT"])
def test_an_update_is_partial_under_both_verbs(verb: str, ada: Caller) -> None:
    before = created(ada, WHOLE)
    said(ada.send(verb, f"{WORLD}/{before['id']}/", json={"name": "Strider"}))
    assert got(ada, before["id"]) == before | {"name": "Strider"}


def test_what_is_shown_may_be_put_back(ada: Caller) -> None:
    before = created(ada, WHOLE | {"x": 1})
    assert patched(ada, before, **before) == before
    assert revision(ada) == 1


def test_a_delete_is_for_good(ada: Caller) -> None:
    before = created(ada, WHOLE)
    path = f"{WORLD}/{before['id']}"
    assert said(ada.delete(path)) == {
        "message": f"Character: {before['id']} has been deleted.",
        "character_id": before["id"],
    }
    for verb in ("GET", "PATCH", "DELETE"):
        assert refused(ada.send(verb, path)) == (404, "not_found", "")
    assert listed(ada) == []


def test_names_need_not_be_unique_and_read_only_fields_are_ignored(ada: Caller) -> None:
    one, other = created(ada, WHOLE), created(ada, WHOLE | {"id": "mine"})
    assert other == one | {"id": other["id"]}
    assert one["id"] != other["id"] != "mine"
    assert listed(ada) == [
        {"id": each["id"], "name": "Aragorn", "role": "protagonist"} for each in (one, other)
    ]
