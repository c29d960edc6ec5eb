"""What holds for every card and every character, whatever it holds."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Raw
from msgspec.structs import replace
from tests.cards import exact_cards

from greenroom.cards.layout import KEYS
from greenroom.cards.lorebook import BOOK, ENTRY
from greenroom.cards.reader import put_card, read
from greenroom.cards.writer import Written, write_v2, write_v3
from greenroom.characters.codecs import Context, put_blocks
from greenroom.characters.knowledge import BigList, Knowledge, Lorebook, LoreEntry
from greenroom.characters.layer import Layer
from greenroom.characters.model import Character, Greetings, Mood, Prompt, Record, blank_record
from greenroom.kit.json_values import encode_json, same

NOWHERE = Context("https://here.example")


def kept_by(character: Character) -> Record:
    return replace(blank_record("", "", 0), character=character)


# --- cards as they might be ---

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
texts = st.text(max_size=20) | st.sampled_from(
    [
        "@@depth 4\n@@@role user\n\nText",
        "@@activate",
        "<START>\na\n<START>\nb",
        "a, b",
        "\n@@x\n",
        "1.0",
        "true",
    ]
)
odd: st.SearchStrategy[Any] = st.sampled_from([0, 1.0, 100, 10**12, True, None, [], {}, "after_char"])
likely = texts | st.lists(texts, max_size=3) | odd
unknown_keys = st.sampled_from(["uid", "x-y", "", "a.b", "key ", "spec_", "🔑"])


def objects(keys: Any, inner: Any, most: int) -> st.SearchStrategy[dict[str, Any]]:
    named = st.dictionaries(st.sampled_from(sorted(keys)), inner, max_size=most)
    return st.builds(
        lambda known, others: known | others, named, st.dictionaries(unknown_keys, values, max_size=2)
    )


anything = likely | values
entries = objects({*ENTRY, "key", "disable", "order"}, anything, 8) | anything
books = st.builds(
    lambda book, listed: book | {"entries": listed},
    objects(BOOK, anything, 4),
    st.lists(entries, max_size=3) | st.dictionaries(st.text(max_size=3), entries, max_size=2) | anything,
)
assets = st.lists(objects({"type", "uri", "name", "ext"}, likely, 4) | anything, max_size=2)
datas = st.builds(
    lambda data, book, assets: data | book | assets,
    objects({*KEYS} - {"character_book", "assets"}, anything, 12),
    st.just({}) | st.fixed_dictionaries({"character_book": books | anything}),
    st.just({}) | st.fixed_dictionaries({"assets": assets}),
)
v3_cards = st.builds(
    lambda root, data, name: root | {"spec": "chara_card_v3", "data": data | {"name": name}},
    objects({*KEYS, "spec_version"}, anything, 3),
    datas,
    texts,
)
v2_cards = v3_cards.map(lambda card: card | {"spec": "chara_card_v2"})
v1_cards = st.builds(lambda data, text: data | {"name": text, "first_mes": text}, datas, texts)
cards = v3_cards | v2_cards | v1_cards


# --- characters of which a card can say everything ---

floats = st.floats(allow_nan=False, allow_infinity=False).filter(bool)
tuples = st.lists(texts, max_size=3).map(tuple)
flags = st.none() | st.booleans()


def layers(spoken: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[Layer]:
    return spoken.map(lambda layer: {"card": Raw(encode_json(layer))} if layer else {})


some_unknown = st.dictionaries(unknown_keys, values, max_size=2)
lore_entries = st.builds(
    LoreEntry,
    keys=tuples,
    content=texts,
    enabled=st.booleans(),
    insertion_order=floats,
    case_sensitive=flags,
    use_regex=st.booleans(),
    constant=flags,
    selective=flags,
    secondary_keys=tuples,
    priority=st.none() | floats,
    position=st.sampled_from(["", "before_char", "after_char"]),
    name=texts,
    comment=texts,
    more=layers(some_unknown),
)
lorebooks = st.builds(
    Lorebook,
    name=texts.filter(bool),
    description=texts,
    scan_depth=st.none() | st.integers(-(2**63) + 1, 2**63 - 1),
    token_budget=st.none() | st.integers(0, 9999),
    recursive_scanning=flags,
    entries=st.lists(lore_entries, max_size=3).map(BigList.of),
    more=layers(some_unknown),
)
characters = st.builds(
    Character,
    name=texts,
    nickname=st.none() | texts,
    blurb=texts,
    prompt=st.builds(
        Prompt, definition=texts, personality=texts, scenario=texts, system=texts, post_history=texts
    ),
    greetings=st.builds(
        Greetings, first=st.none() | texts.filter(bool), alternates=tuples, group_only=tuples
    ),
    examples=texts.map(lambda text: put_blocks(text, (), NOWHERE)),
    knowledge=st.builds(Knowledge, lorebook=st.none() | lorebooks),
    tags=tuples,
    unknown=layers(st.dictionaries(unknown_keys, values, max_size=2)),
)
elsewhere = {"other": Raw(b'{"kept":[1.0]}')}


# --- what strict readers ask for ---


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(is_text, value))


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


TEXTS = (
    *("name", "description", "personality", "scenario", "first_mes", "mes_example", "creator_notes"),
    *("system_prompt", "post_history_instructions", "creator", "character_version"),
)
LISTS = ("alternate_greetings", "tags")


def check_entry(entry: Any) -> None:
    assert is_list_of_texts(entry["keys"])
    assert is_text(entry["content"])
    assert isinstance(entry["extensions"], dict)
    assert isinstance(entry["enabled"], bool)
    assert is_number(entry["insertion_order"])
    assert all(entry[key] is not None for key in ENTRY if key in entry)


def check_book(book: Any) -> None:
    assert isinstance(book["extensions"], dict)
    assert all(book[key] is not None for key in BOOK if key in book)
    for entry in book["entries"]:
        check_entry(entry)


def check_exact(card: Any, version: str) -> None:
    assert (card["spec"], card["spec_version"]) == (f"chara_card_v{version[0]}", version)
    data = card["data"]
    assert all(is_text(data[key]) for key in TEXTS)
    assert all(is_list_of_texts(data[key]) for key in LISTS)
    assert isinstance(data["extensions"], dict)
    assert all(data[key] is not None for key in KEYS if key in data)
    if isinstance(data.get("character_book"), dict):
        check_book(data["character_book"])


def check_exact_v3(card: Any) -> None:
    check_exact(card, "3.0")
    data = card["data"]
    assert is_list_of_texts(data["group_only_greetings"])
    assert is_text(data.get("nickname", ""))
    assert is_list_of_texts(data.get("source", []))
    book = data.get("character_book")
    for entry in book["entries"] if isinstance(book, dict) else ():
        assert isinstance(entry["use_regex"], bool)


# --- the laws ---


@given(cards)
def test_any_card_is_read_and_written_exactly(card: Any) -> None:
    record = kept_by(read(card).character)
    check_exact_v3(json.loads(encode_json(write_v3(record, NOWHERE).card)))
    check_exact(json.loads(encode_json(write_v2(record, NOWHERE).card)), "2.0")


@given(cards)
def test_what_was_written_is_read_as_the_same_character(card: Any) -> None:
    character = read(card).character
    record = kept_by(character)
    for write in (write_v3, write_v2):
        written = json.loads(encode_json(write(record, NOWHERE).card))
        assert read(written).character == character


@given(cards)
def test_a_written_card_is_written_the_same_again(card: Any) -> None:
    written = write_v3(kept_by(read(card).character), NOWHERE).card
    again, notes = write_v3(kept_by(read(written).character), NOWHERE)
    assert encode_json(again) == encode_json(written)
    assert notes == ()


@given(characters)
def test_whatever_a_card_can_say_comes_back(character: Character) -> None:
    record = kept_by(character)
    for written in (
        write_v3(record, NOWHERE),
        write_v2(record, NOWHERE),
        write_v2(record, NOWHERE, backfill=True),
    ):
        assert read(written.card).character == character
    assert write_v3(record, NOWHERE).notes == ()


@given(cards)
def test_a_character_that_was_read_can_be_kept(card: Any) -> None:
    character = read(card).character
    assert msgspec.json.decode(msgspec.json.encode(character), type=Character) == character


@given(cards, cards)
def test_an_edit_leaves_other_surfaces_alone(before: Any, edit: Any) -> None:
    old = replace(
        read(before).character,
        subtitle="elsewhere",
        mood=Mood(joy=3),
        facets={**read(before).character.facets, **elsewhere},
        unknown=elsewhere,
        beside={"mood.joy": elsewhere},
    )
    new = put_card(kept_by(old), edit, NOWHERE)
    assert (new.subtitle, new.mood, new.beside["mood.joy"]) == ("elsewhere", Mood(joy=3), elsewhere)
    assert new.facets["other"] == new.unknown["other"] == elsewhere["other"]
    assert write_v3(kept_by(new), NOWHERE).card["data"]["name"] == read(edit).character.name


@given(characters, st.sampled_from(["", None, "Hello."]), st.sampled_from([None, Lorebook()]))
def test_putting_back_what_is_shown_changes_nothing(
    character: Character, first: str | None, lorebook: Lorebook | None
) -> None:
    knowledge = replace(character.knowledge, lorebook=lorebook or character.knowledge.lorebook)
    whole = replace(
        character,
        greetings=replace(character.greetings, first=first),
        knowledge=knowledge,
        examples=("a", "b"),
        mood=Mood(joy=3),
        facets=elsewhere,
        unknown={**character.unknown, **elsewhere},
        beside={"examples": elsewhere},
    )
    record = kept_by(whole)
    for written in (write_v3(record, NOWHERE), write_v2(record, NOWHERE)):
        assert put_card(record, json.loads(encode_json(written.card)), NOWHERE) == whole


@given(st.dictionaries(unknown_keys, values, min_size=1), values)
def test_unknown_keys_survive_at_every_level(unknown: dict[str, Any], value: Any) -> None:
    entry = {"keys": ["k"]} | unknown
    card = unknown | {
        "spec": "chara_card_v3",
        "data": unknown
        | {
            "name": "N",
            "extensions": {"acme/x": value},
            "assets": [{"type": "icon"} | unknown],
            "character_book": unknown | {"entries": [entry | {"extensions": unknown}]},
        },
    }
    for write in (write_v3, write_v2):
        written = json.loads(encode_json(write(kept_by(read(card).character), NOWHERE).card))
        data = written["data"]
        (kept,) = data["character_book"]["entries"]
        assets = data.get("assets") or data["extensions"]["greenroom/v3"]["assets"]
        places = [written, data, data["character_book"], kept, kept["extensions"], assets[0]]
        assert [{key: place[key] for key in unknown} for place in places] == [unknown] * len(places)
        assert all(repr(place[key]) == repr(unknown[key]) for place in places for key in unknown)
        assert same(data["extensions"]["acme/x"], value)


def came_back(card: Any, *writers: Callable[..., Written]) -> str:
    """The card after it was read and written by one after another, as text: 1, 1.0 and true are not the same."""
    for write in writers:
        character, notes = read(card)
        assert {note.field for note in notes} <= {"data.name"}
        card = json.loads(encode_json(write(kept_by(character), NOWHERE).card))
    return in_order(card)


def in_order(card: Any) -> str:
    return json.dumps(card, sort_keys=True)


@given(exact_cards.v3)
def test_an_exact_v3_card_comes_back_whole_also_by_way_of_v2(card: Any) -> None:
    assert came_back(card, write_v3) == came_back(card, write_v2, write_v3) == in_order(card)


@given(exact_cards.v2)
def test_an_exact_v2_card_comes_back_whole(card: Any) -> None:
    assert came_back(card, write_v2) == in_order(card)


def says_nothing(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(says_nothing, value.values()))
    return value is None or value in ("", [])


def changes(before: Any, after: Any, path: str = "") -> Iterator[str]:
    """Where a value says something that is gone, or another value."""
    if same(before, after) or says_nothing(before):
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key, value in before.items():
            yield from changes(value, after.get(key), f"{path}.{key}" if path else key)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for at, value in enumerate(before):
            yield from changes(value, after[at], f"{path}[{at}]")
    else:
        yield path


def concerns(field: str, path: str) -> bool:
    return any(
        one == other or one.startswith((f"{other}.", f"{other}["))
        for one, other in ((field, path), (path, field))
    )


@given(v3_cards)
def test_no_card_loses_anything_without_a_note(card: Any) -> None:
    character, notes = read(card)
    written = json.loads(encode_json(write_v3(kept_by(character), NOWHERE).card))
    for path in changes(card, written | {"spec_version": card.get("spec_version")}):
        assert any(concerns(note.field, path) for note in notes), path
