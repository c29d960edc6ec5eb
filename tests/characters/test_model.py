from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Raw

from greenroom.characters.knowledge import BigList, Fact, Knowledge, LoreEntry
from greenroom.characters.model import Around, Character, Greetings, Mood, Record, blank_record

facts = st.lists(
    st.builds(
        Fact,
        text=st.text(max_size=5),
        more=st.dictionaries(st.text(max_size=2), st.integers().map(lambda n: Raw(b"%d" % n)), max_size=1),
    ),
    max_size=4,
)


def stored(value: Any) -> str:
    return msgspec.json.encode(value).decode()


@pytest.mark.parametrize(
    ("character", "document"),
    [
        (Character(), "{}"),
        (Character(name=""), "{}"),
        (Character(name="Nora"), '{"name":"Nora"}'),
        (Character(mood=Mood(fear=-5)), '{"mood":{"fear":-5}}'),
        (Character(greetings=Greetings(first="")), '{"greetings":{"first":""}}'),
        (Character(nickname=""), '{"nickname":""}'),
        (Character(visibility="private"), "{}"),
        (Character(visibility="public"), '{"visibility":"public"}'),
        (Character(knowledge=Knowledge(facts=BigList())), '{"knowledge":{"facts":{}}}'),
        (Character(unknown={"a": Raw(b'{"x": 1}')}), '{"unknown":{"a":{"x": 1}}}'),
    ],
)
def test_a_document_stores_only_what_differs_from_the_defaults(character: Character, document: str) -> None:
    assert stored(character) == document
    assert msgspec.json.decode(document, type=Character) == character


def test_no_greeting_differs_from_an_empty_one() -> None:
    assert Greetings(first=None) != Greetings(first="")


def test_never_given_facts_differ_from_none_at_all() -> None:
    assert Knowledge(facts=None) != Knowledge(facts=BigList())


def test_an_empty_list_has_no_name() -> None:
    assert BigList.of(()) == BigList("", 0, ())


@given(facts)
def test_a_list_is_named_by_its_items_alone(items: list[Fact]) -> None:
    one, other = BigList.of(items), BigList.of(iter(tuple(items)))
    assert one == other
    assert (one.count, one.items) == (len(items), tuple(items))
    assert len(one.list_id) == (32 if items else 0)


@given(facts, facts)
def test_lists_have_the_same_name_only_if_they_are_equal(one: list[Fact], other: list[Fact]) -> None:
    assert (BigList.of(one).list_id == BigList.of(other).list_id) is (one == other)


def test_the_name_of_a_list_is_the_same_in_every_version() -> None:
    assert BigList.of([Fact(text="The sea is green.")]).list_id == "f6c53fb1213ca26a9529e72b2f41c6bd"
    lore = BigList.of([LoreEntry(keys=("sea",), content="Green.")])
    assert lore.list_id == "324c18c857fa1dcad61921cfb6c92bca"


@given(facts)
def test_a_list_by_name_only_keeps_name_and_count(items: list[Fact]) -> None:
    whole = BigList.of(items)
    named = whole.named_only()
    assert (named.list_id, named.count) == (whole.list_id, whole.count)
    assert named.items == (None if items else ())


def test_items_that_were_not_read_are_missed() -> None:
    with pytest.raises(LookupError):
        BigList.of([Fact(text="a")]).named_only().all()
    assert BigList.of([Fact(text="a")]).all() == (Fact(text="a"),)
    assert BigList[Fact]().named_only().all() == ()


def test_a_character_is_not_changed_in_place() -> None:
    with pytest.raises(AttributeError):
        Character().name = "Nora"  # type: ignore[misc]  # that is the point


def test_a_blank_record_has_an_owner_and_nothing_else() -> None:
    blank = blank_record("account", "mara", 7)
    assert (blank.account_id, blank.handle, blank.created_at, blank.updated_at) == ("account", "mara", 7, 7)
    assert blank.character == Character()
    silent = ("character_id", "share_id", "live_revision", "revision", "container", "address")
    assert not any(getattr(blank, name) for name in silent)
    assert Record.__struct_fields__[-1] == "character"  # queries give the document last


def test_what_stands_around_a_character_are_all_other_fields_of_its_record() -> None:
    assert (*Around._fields, "character") == Record.__struct_fields__
