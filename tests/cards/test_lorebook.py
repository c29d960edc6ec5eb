from typing import Any

import msgspec
import pytest
from msgspec import UNSET, Raw
from msgspec.structs import replace

from greenroom.cards.lorebook import ENTRY, LOREBOOK, MOST_ENTRIES, read_book, show_book
from greenroom.characters.codecs import Context
from greenroom.characters.knowledge import BigList, Lorebook, LoreEntry
from greenroom.characters.losses import Loss
from greenroom.problems import BadCard

NOWHERE = Context("")
LEAST = {
    "keys": [],
    "content": "",
    "extensions": {},
    "enabled": True,
    "insertion_order": 0,
    "use_regex": False,
}
FULL = LEAST | {
    "keys": ["a", "b"],
    "content": "c",
    "extensions": {"x": {"y": 1.0}},
    "enabled": False,
    "insertion_order": -2.5,
    "case_sensitive": False,
    "use_regex": True,
    "constant": True,
    "name": "n",
    "priority": 3,
    "id": 2**80,
    "comment": "d",
    "selective": False,
    "secondary_keys": ["e"],
    "position": "after_char",
    "unknown": [None, 2.0],
}


def read_entries(*entries: Any) -> tuple[LoreEntry, ...]:
    book = read_book({"entries": list(entries)}, [])
    assert book is not None
    return book.entries.all()


def shown_again(entry: dict[str, Any]) -> Any:
    book = read_book({"entries": [entry]}, [])
    assert book is not None
    return show_book(book)["entries"][0]


def test_the_struct_has_every_key_that_the_table_says_it_has() -> None:
    typed = {key for key, part in ENTRY.items() if part.typed}
    assert typed | {"more"} == set(LoreEntry.__struct_fields__)


def test_an_entry_becomes_a_struct() -> None:
    (entry,) = read_entries(FULL)
    assert replace(entry, more={}) == LoreEntry(
        keys=("a", "b"),
        content="c",
        enabled=False,
        insertion_order=-2.5,
        case_sensitive=False,
        use_regex=True,
        constant=True,
        selective=False,
        secondary_keys=("e",),
        priority=3.0,
        position="after_char",
        name="n",
        comment="d",
    )
    assert msgspec.json.decode(entry.more["card"]) == {
        "extensions": {"x": {"y": 1.0}},
        "id": 2**80,
        "unknown": [None, 2.0],
    }


@pytest.mark.parametrize(
    ("entry", "written"),
    [
        ({}, LEAST),
        (FULL, FULL),
        ({"keys": " a ,b"}, LEAST | {"keys": ["a", "b"]}),
        ({"keys": "/a{1,2}/", "use_regex": True}, LEAST | {"keys": ["/a{1,2}/"], "use_regex": True}),
        ({"extensions": None}, LEAST),
        ({"extensions": []}, LEAST),
        ({"extensions": "none"}, LEAST | {"extensions": {"greenroom/odd": {"extensions": "none"}}}),
        ({"case_sensitive": None, "priority": None, "id": None}, LEAST),
        ({"enabled": 0, "insertion_order": "7"}, LEAST | {"enabled": False, "insertion_order": 7}),
        ({"enabled": "sometimes", "insertion_order": []}, LEAST),
        ({"position": "before_char_defs"}, LEAST | {"position": "before_char_defs"}),
        ({"position": 4}, LEAST | {"position": 4}),
        (
            {"comment": "", "name": "", "secondary_keys": []},
            LEAST | {"comment": "", "name": "", "secondary_keys": []},
        ),
        ({"insertion_order": 100.0}, LEAST | {"insertion_order": 100.0}),
        ({"priority": "high"}, LEAST | {"priority": "high"}),
        ({"id": "7"}, LEAST | {"id": "7"}),
        ({"uid": 7}, LEAST | {"uid": 7}),
    ],
)
def test_an_entry_is_written_exactly(entry: dict[str, Any], written: dict[str, Any]) -> None:
    shown = shown_again(entry)
    assert shown == written
    assert type(shown["insertion_order"]) is type(written["insertion_order"])


def test_the_order_of_keys_is_that_of_the_specification() -> None:
    assert list(shown_again(dict(reversed(FULL.items())))) == [*ENTRY, "unknown"]


@pytest.mark.parametrize(
    "book",
    [
        {},
        {"entries": []},
        {"entries": {}},
        {"entries": None, "extensions": {}},
        {"entries": "none", "name": "", "description": None},
        {"entries": [None, 3]},
    ],
)
def test_a_book_that_says_nothing_is_none(book: dict[str, Any]) -> None:
    assert read_book(book, []) is None


@pytest.mark.parametrize(
    ("book", "written"),
    [
        ({"name": "n"}, {"name": "n", "extensions": {}, "entries": []}),
        ({"scan_depth": 0}, {"scan_depth": 0, "extensions": {}, "entries": []}),
        ({"scan_depth": "3"}, {"scan_depth": 3, "extensions": {}, "entries": []}),
        ({"token_budget": 2**70}, {"token_budget": 2**70, "extensions": {}, "entries": []}),
        ({"recursive_scanning": False}, {"recursive_scanning": False, "extensions": {}, "entries": []}),
        ({"name": "", "entries": [{}]}, {"name": "", "extensions": {}, "entries": [LEAST]}),
        ({"extensions": {"a": 1}}, {"extensions": {"a": 1}, "entries": []}),
        ({"rarity": 1.0}, {"extensions": {}, "rarity": 1.0, "entries": []}),
        ({"rarity": False}, {"extensions": {}, "rarity": False, "entries": []}),
        ({"rarity": None, "name": ""}, {"name": "", "extensions": {}, "rarity": None, "entries": []}),
        (
            {"scanDepth": 2, "entries": {"3": {"key": ["k"], "order": 9}}},
            {
                "scan_depth": 2,
                "extensions": {},
                "entries": [LEAST | {"keys": ["k"], "insertion_order": 9, "id": 3}],
            },
        ),
    ],
)
def test_a_book_is_written_exactly(book: dict[str, Any], written: dict[str, Any]) -> None:
    read = read_book(book, [])
    assert read is not None
    assert show_book(read) == written


@pytest.mark.parametrize(
    ("entries", "fields"),
    [
        ([{}], []),
        ("none", ["data.character_book.entries"]),
        (0, ["data.character_book.entries"]),
        ("", []),
        ([{"enabled": "maybe"}], ["data.character_book.entries[0].enabled"]),
        ([{}, {"insertion_order": "abc"}], ["data.character_book.entries[1].insertion_order"]),
        ([{"keys": "a, b"}], ["data.character_book.entries[0].keys"]),
        ([{"keys": "/a{1,2}/", "use_regex": True}], ["data.character_book.entries[0].keys"]),
        ([{"content": 5}], ["data.character_book.entries[0].content"]),
        ([{"selective": "yes"}], ["data.character_book.entries[0].selective"]),
        ([{"extensions": "none"}], ["data.character_book.entries[0].extensions"]),
        ([{"position": "before_char_defs", "priority": "high"}], []),
        ([{}, None, "x"], ["data.character_book.entries[1]", "data.character_book.entries[2]"]),
        ({"0": {"key": []}}, ["data.character_book.entries"]),
        ([{"key": []}], ["data.character_book.entries"]),
        (None, []),
    ],
)
def test_what_was_left_out_or_translated_is_noted(entries: Any, fields: list[str]) -> None:
    notes: list[Loss] = []
    read_book({"entries": entries}, notes)
    assert [note.field for note in notes] == fields


@pytest.mark.parametrize(
    ("book", "fields"),
    [
        ({"name": 5, "scan_depth": "3"}, ["data.character_book.name", "data.character_book.scan_depth"]),
        ({"extensions": "none"}, ["data.character_book.extensions"]),
        ({"name": [], "extensions": [], "scan_depth": 3.0}, []),
    ],
)
def test_and_what_was_read_otherwise_in_the_book(book: dict[str, Any], fields: list[str]) -> None:
    notes: list[Loss] = []
    read_book(book, notes)
    assert [note.field for note in notes] == fields


@pytest.mark.parametrize("more", [b'{"rarity":false}', b'{"rarity":null}', b'{"name":"","rarity":{}}'])
def test_a_book_with_a_key_that_nobody_knows_is_shown(more: bytes) -> None:
    shown = LOREBOOK.show(Lorebook(more={"card": Raw(more)}), NOWHERE)
    assert shown == {"extensions": {}, "entries": []} | msgspec.json.decode(more)


def test_ten_thousand_entries_are_enough() -> None:
    assert len(read_entries(*[{}] * MOST_ENTRIES)) == MOST_ENTRIES
    with pytest.raises(BadCard) as refused:
        read_entries(*[{}] * (MOST_ENTRIES + 1))
    assert refused.value.fields == ("reason", "why")
    assert refused.value.args[0] == "too_many_entries"


@pytest.mark.parametrize("book", [None, Lorebook(), Lorebook(more={"other": Raw(b'{"a":1}')})])
def test_a_book_that_says_nothing_is_absent(book: Lorebook | None) -> None:
    assert LOREBOOK.show(book, NOWHERE) is UNSET


def test_a_book_that_was_read_without_its_entries_is_not_written() -> None:
    book = Lorebook(entries=BigList.of([LoreEntry(content="c")]).named_only())
    with pytest.raises(LookupError):
        LOREBOOK.show(book, NOWHERE)


def other(text: str) -> dict[str, Raw]:
    return {"other": Raw(msgspec.json.encode({"says": text}))}


def test_what_other_surfaces_keep_with_a_book_stays_with_it() -> None:
    numbered = {"card": Raw(b'{"id":5}')}
    old = Lorebook(
        name="n",
        entries=BigList.of(
            [
                LoreEntry(content="same", more=other("first")),
                LoreEntry(content="same", more=other("second")),
                LoreEntry(content="before", more=numbered | other("numbered")),
                LoreEntry(content="gone", more=other("gone")),
            ]
        ),
        more=other("book"),
    )
    wire = {
        "name": "m",
        "entries": [
            {"content": "new"},
            {"content": "after", "id": 5},
            *[{"content": "same", "keys": ["k"]}] * 3,
        ],
    }
    new = LOREBOOK.put(wire, old, NOWHERE)
    assert (new.name, new.more) == ("m", other("book"))
    assert [entry.more.get("other") for entry in new.entries.all()] == [
        None,
        other("numbered")["other"],
        other("first")["other"],
        other("second")["other"],
        None,
    ]
    assert new.entries == BigList.of(new.entries.all())
