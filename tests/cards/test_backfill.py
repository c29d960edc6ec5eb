from typing import Any

import pytest

from greenroom.cards.backfill import ASIDE, NOTICE, put_back, set_aside
from greenroom.characters.losses import Loss


def v3(**data: Any) -> dict[str, Any]:
    least = {"name": "N", "creator_notes": "", "extensions": {}, "group_only_greetings": []}
    return {"spec": "chara_card_v3", "spec_version": "3.0", "data": least | data, "x": 1}


def entry(**keys: Any) -> dict[str, Any]:
    return {"keys": ["k"], "content": "c", "extensions": {}, "use_regex": False} | keys


def copy_of(card: dict[str, Any], *, notice: bool = False) -> dict[str, Any]:
    return set_aside(card, notice=notice)[0]


def test_an_id_that_is_no_number_is_set_aside_and_comes_back() -> None:
    """Strict readers of V2 take numbers only."""
    copy = copy_of(v3(character_book={"extensions": {}, "entries": [entry(id="e1"), entry(id=7)]}))
    first, second = copy["data"]["character_book"]["entries"]
    assert ("id" in first, second["id"]) == (False, 7)
    back = put_back(copy["data"], copy["spec"], [])
    assert [one["id"] for one in back["character_book"]["entries"]] == ["e1", 7]


def test_what_v2_can_say_stays_where_it_is() -> None:
    copy, moved = set_aside(v3(tags=["a"], character_book={"entries": [entry()]}), notice=False)
    assert copy == {
        "spec": "chara_card_v2",
        "spec_version": "2.0",
        "data": {
            "name": "N",
            "creator_notes": "",
            "extensions": {},
            "tags": ["a"],
            "character_book": {"entries": [{"keys": ["k"], "content": "c", "extensions": {}}]},
        },
        "x": 1,
    }
    assert moved == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("nickname", ""),
        ("creator_notes_multilingual", {}),
        ("source", []),
        ("group_only_greetings", ["g"]),
        ("creation_date", 0),
        ("assets", []),
    ],
)
def test_fields_of_v3_go_to_the_extensions(key: str, value: Any) -> None:
    copy, moved = set_aside(v3(**{key: value}, extensions={"a": 1}), notice=False)
    assert key not in copy["data"]
    assert copy["data"]["extensions"] == {"a": 1, ASIDE: {key: value}}
    assert copy["data"]["creator_notes"] == NOTICE
    assert [loss.field for loss in moved] == [f"data.{key}"]


def test_the_date_of_the_last_change_goes_there_too_and_is_not_worth_a_line_in_the_notes() -> None:
    copy, moved = set_aside(v3(modification_date=1, creator_notes="By hand."), notice=False)
    assert copy["data"]["extensions"] == {ASIDE: {"modification_date": 1}}
    assert copy["data"]["creator_notes"] == "By hand."
    assert [loss.field for loss in moved] == ["data.modification_date"]


def test_decorators_and_patterns_go_to_the_extensions_of_their_entry() -> None:
    book = {"entries": [entry(content="@@activate\n\nText."), entry(use_regex=True, extensions={"a": 1})]}
    copy, moved = set_aside(v3(character_book=book), notice=False)
    assert copy["data"]["character_book"]["entries"] == [
        {"keys": ["k"], "content": "Text.", "extensions": {ASIDE: {"content": "@@activate\n\nText."}}},
        {"keys": ["k"], "content": "c", "extensions": {"a": 1, ASIDE: {"use_regex": True}}},
    ]
    assert [loss.field for loss in moved] == [
        "data.character_book.entries[0].content",
        "data.character_book.entries[1].use_regex",
    ]


@pytest.mark.parametrize(
    ("notes", "notice", "written"),
    [
        ("", False, ""),
        ("By hand.", False, "By hand."),
        ("", True, NOTICE),
        ("By hand.", True, f"{NOTICE}\nBy hand."),
    ],
)
def test_a_copy_beside_its_original_says_so(notes: str, notice: bool, written: str) -> None:  # noqa: FBT001 - a column
    assert copy_of(v3(creator_notes=notes), notice=notice)["data"]["creator_notes"] == written


@pytest.mark.parametrize(
    ("notes", "spec", "read"),
    [
        (NOTICE, "chara_card_v2", ""),
        (f"{NOTICE}\nBy hand.", "chara_card_v2", "By hand."),
        (f"{NOTICE}\n{NOTICE}\n", None, f"{NOTICE}\n"),
        (f"{NOTICE} By hand.", "chara_card_v2", f"{NOTICE} By hand."),
        (f"By hand.\n{NOTICE}", "chara_card_v2", f"By hand.\n{NOTICE}"),
        (f"{NOTICE}\nBy hand.", "chara_card_v3", f"{NOTICE}\nBy hand."),
        (None, "chara_card_v2", None),
        (3, "chara_card_v2", 3),
    ],
)
def test_our_own_notice_is_not_read(notes: Any, spec: Any, read: Any) -> None:
    assert put_back({"creator_notes": notes}, spec, [])["creator_notes"] == read


def test_the_notice_is_not_read_from_copies_that_were_marked_as_v3_since() -> None:
    data = {"creator_notes": NOTICE, "extensions": {ASIDE: {"nickname": "n"}}}
    assert put_back(data, "chara_card_v3", []) == {"creator_notes": "", "extensions": {}, "nickname": "n"}


@pytest.mark.parametrize(
    ("edit", "whole"),
    [
        ({}, {"nickname": "n", "source": ["s"]}),
        ({"nickname": "edited"}, {"nickname": "edited", "source": ["s"]}),
        ({"nickname": None}, {"nickname": "n", "source": ["s"]}),
    ],
)
def test_what_somebody_wrote_since_stays(edit: dict[str, Any], whole: dict[str, Any]) -> None:
    data = copy_of(v3(nickname="n", source=["s"]))["data"] | edit
    least = {"name": "N", "creator_notes": "", "extensions": {}}
    assert put_back(data, "chara_card_v2", []) == least | whole


def test_what_was_set_aside_and_is_said_otherwise_now_is_noted() -> None:
    data = copy_of(v3(nickname="n", source=["s"]))["data"] | {"nickname": "edited", "source": ["s"]}
    notes: list[Loss] = []
    put_back(data, "chara_card_v2", notes)
    assert [note.field for note in notes] == [f"data.extensions.{ASIDE}.nickname"]


@pytest.mark.parametrize(
    ("edit", "whole"),
    [
        ({}, {"content": "@@activate\n\nText.", "use_regex": True}),
        ({"content": "Edited."}, {"content": "@@activate\n\nEdited.", "use_regex": True}),
        ({"content": None}, {"content": None, "use_regex": True}),
        ({"content": "@@depth 4\nNew."}, {"content": "@@depth 4\nNew.", "use_regex": True}),
        ({"use_regex": None}, {"content": "@@activate\n\nText.", "use_regex": True}),
        ({"use_regex": False}, {"content": "@@activate\n\nText.", "use_regex": False}),
    ],
)
def test_an_edited_entry_keeps_its_decorators(edit: dict[str, Any], whole: dict[str, Any]) -> None:
    book = {"entries": [entry(content="@@activate\n\nText.", use_regex=True)]}
    data = copy_of(v3(character_book=book))["data"]
    data["character_book"]["entries"][0] |= edit
    assert put_back(data, "chara_card_v2", [])["character_book"]["entries"] == [entry(**whole)]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"extensions": None},
        {"extensions": [ASIDE]},
        {"extensions": {ASIDE: "not ours"}},
        {"extensions": {ASIDE: {}}},
        {"extensions": {ASIDE: {"not": "ours", ASIDE: 1}}},
        {"extensions": {ASIDE: {"nickname": None, "group_only_greetings": []}}},
        {
            "character_book": {
                "entries": [{"extensions": {ASIDE: {"content": "no decorators", "use_regex": 1}}}]
            }
        },
        {"character_book": None},
        {"character_book": {"entries": [None, {}, {"extensions": {ASIDE: 3}}]}},
        {"character_book": {"entries": {"0": {}}}},
    ],
)
def test_other_cards_stay_as_they_are(data: dict[str, Any]) -> None:
    assert put_back(data, "chara_card_v3", []) == data
