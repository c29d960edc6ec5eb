"""Writing the canonical character: laws for whatever several surfaces left behind, and what is refused."""

from operator import attrgetter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET, Raw
from tests.dialects.native.trees import trees
from tests.laws.surfaces import CONTEXT, SURFACES, characters

from greenroom.characters.knowledge import BigList, Fact, Knowledge, Lorebook, LoreEntry, NotRead
from greenroom.characters.lens import Field, Lens
from greenroom.characters.losses import CORE
from greenroom.characters.model import Character, CustomStyle, Mood, Prompt, Record, Style, Visibility
from greenroom.dialects.native.canonical import (
    changes_of,
    created,
    edit_of,
    merge,
    patched,
    replaced,
    shown,
)
from greenroom.dialects.native.errors import pointer
from greenroom.dialects.native.shapes import LAYERS
from greenroom.http.bodies import decode_json
from greenroom.kit.json_values import encode_json, same
from greenroom.kit.structs import put_paths
from greenroom.problems import BadValue

any_character = characters().map(lambda record: record.character)
HAT = {"garden": Raw(b'{"hat":"straw"}')}


def tree(character: Character) -> Any:
    return decode_json(encode_json(shown(character)))


def bare(value: Any) -> Any:
    """A tree without what belongs to single surfaces."""
    if isinstance(value, dict):
        return {name: bare(part) for name, part in value.items() if name not in LAYERS}
    return [bare(part) for part in value] if isinstance(value, list) else value


def at(path: str, character: Character) -> Any:
    return attrgetter(path)(character)


# --- laws ---


@given(any_character)
def test_what_is_shown_may_be_put_back_and_changes_nothing(character: Character) -> None:
    sent = tree(character)
    assert replaced(character, sent) == character
    assert patched(character, sent) == character
    assert created(character, sent) == character


def test_also_where_null_is_what_a_surface_keeps() -> None:
    layer = {"garden": Raw(b'{"hat":null,"tools":{"rake":null,"all":[null]}}')}
    character = Character(name="Nora", facets=layer, unknown=layer, beside={"name": {"garden": Raw(b"null")}})
    for names in ({"facets", "unknown", "beside"}, {"name", "unknown"}, {"beside"}):
        sent = {name: value for name, value in tree(character).items() if name in names}
        assert patched(character, sent) == character


@given(any_character, trees())
def test_what_was_put_is_what_is_shown(old: Character, sent: Any) -> None:
    after = replaced(old, sent)
    assert bare(tree(after)) == bare(tree(created(Character(), sent))) == sent
    assert replaced(after, sent) == after


@given(any_character, trees())
def test_what_was_patched_is_what_is_shown_and_the_rest_is_as_it_was(old: Character, sent: Any) -> None:
    after = patched(old, sent)
    assert same(bare(tree(after)), merge(bare(tree(old)), sent))
    assert patched(after, sent) == after


@given(any_character, trees())
def test_no_write_touches_what_belongs_to_a_surface(old: Character, sent: Any) -> None:
    for write in (replaced, patched):
        after = write(old, sent)
        assert (after.facets, after.unknown) == (old.facets, old.unknown)


@given(any_character, trees(), st.sampled_from(CORE))
def test_a_patch_of_one_path_changes_that_alone(old: Character, wanted: Any, path: str) -> None:
    value = at(path, created(Character(), wanted))
    sent = bare(tree(put_paths(Character(), {path: value})))
    after = patched(old, sent)
    assert after == (put_paths(old, {path: at(path, after)}) if sent else old)
    assert [one for one in CORE if at(one, after) != at(one, old)] in ([], [path])


@given(any_character, st.sampled_from(CORE))
def test_null_clears_one_path_alone(old: Character, path: str) -> None:
    default = at(path, Character())
    assert patched(old, at_path(path, None)) == put_paths(old, {path: default})


@given(characters(), trees())
def test_where_the_core_is_as_it_was_every_surface_shows_what_it_did(old: Record, sent: Any) -> None:
    after = edit_of(changes_of(old.character, replaced(old.character, sent)))(old)
    for surface in SURFACES:
        for row in surface.lens.rows.values():
            if isinstance(row, Field):
                now = surface.lens.shown(row.wire, with_character(old, after), CONTEXT)
                assert same(now, expected(surface.lens, row, old, after))


def expected(lens: Lens, row: Field, old: Record, after: Character) -> Any:
    """What a row shows after a change: what it did, or what the core is now, in its own words."""
    core = at(row.core, after)
    if core == at(row.core, old.character):
        return lens.shown(row.wire, old, CONTEXT)
    return row.codec.show(core, CONTEXT) if core or not row.when_stored else UNSET


def with_character(record: Record, character: Character) -> Record:
    return put_paths(record, {"character": character})


# --- merge patch ---

APPENDIX_A: list[tuple[Any, Any, Any]] = [
    ({"a": "b"}, {"a": "c"}, {"a": "c"}),
    ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
    ({"a": "b"}, {"a": None}, {}),
    ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
    ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
    ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
    ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
    ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
    (["a", "b"], ["c", "d"], ["c", "d"]),
    ({"a": "b"}, ["c"], ["c"]),
    ({"a": "foo"}, None, None),
    ({"a": "foo"}, "bar", "bar"),
    ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
    ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
    ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
]


@pytest.mark.parametrize(("target", "patch", "result"), APPENDIX_A)
def test_the_examples_of_rfc_7396(target: Any, patch: Any, result: Any) -> None:
    assert merge(target, patch) == result


NORA = Character(
    name="Nora",
    prompt=Prompt(definition="A fixer.", scenario="Rain."),
    mood=Mood(joy=3),
    tags=("noir",),
    knowledge=Knowledge(
        facts=BigList.of([Fact(text="one"), Fact(text="two", more=HAT)]),
        older_facts=BigList.of([Fact(text="three", more=HAT)]),
        lorebook=Lorebook(name="City", entries=BigList.of([LoreEntry(keys=("rain",), content="It rains.")])),
    ),
    style=Style(custom=(CustomStyle(style_id="1", name="Dry", more=HAT),)),
    facets=HAT,
    unknown=HAT,
    beside={"mood.joy": {"garden": Raw(b'"sunny"')}, "mood.fear": {"garden": Raw(b'"calm"')}},
)

PATCHES: list[tuple[Any, dict[str, Any]]] = [
    ({}, {}),
    ({"name": "Ada"}, {"name": "Ada"}),
    ({"name": None, "tags": None, "nickname": None}, {"name": "", "tags": ()}),
    ({"prompt": {"scenario": None, "system": "Be."}}, {"prompt.scenario": "", "prompt.system": "Be."}),
    ({"prompt": None}, {"prompt": Prompt()}),
    ({"tags": ["a", "b"]}, {"tags": ("a", "b")}),
    (
        {"safety": {"topics": {"gore": "strict_control", "x": None}}},
        {"safety.topics": {"gore": "strict_control"}},
    ),
    ({"knowledge": {"facts": None}}, {"knowledge.facts": None}),
    ({"knowledge": {"facts": []}}, {"knowledge.facts": BigList()}),
    ({"knowledge": {"lorebook": {"name": "Town"}}}, {"knowledge.lorebook.name": "Town"}),
    ({"knowledge": {"lorebook": None}}, {"knowledge.lorebook": None}),
    ({"greetings": {"first": ""}}, {"greetings.first": ""}),
    ({"engine": {"temperature": 1}}, {"engine.temperature": 1.0}),
    ({"mood": {"joy": 7.0}}, {"mood.joy": 7}),
    ({"facets": {"garden": {"hat": "straw"}}, "unknown": {}, "beside": {"mood.fear": {}}}, {}),
]


@pytest.mark.parametrize(("sent", "changes"), PATCHES)
def test_a_patch(sent: Any, changes: dict[str, Any]) -> None:
    assert patched(NORA, sent) == put_paths(NORA, changes)


def test_a_patch_needs_no_list_that_it_says_nothing_of() -> None:
    unread = put_paths(NORA, {"knowledge.facts": BigList("x", 2, None)})
    assert patched(unread, {"name": "Ada", "mood": {"joy": 1}}).name == "Ada"
    for write in (patched, replaced):
        with pytest.raises(NotRead):
            write(unread, {"knowledge": {"common": ["a"]}})


def test_a_put_leaves_at_its_default_what_it_does_not_say() -> None:
    after = replaced(NORA, {"name": "Ada", "knowledge": {"common": ["a"]}})
    layers = {name: getattr(NORA, name) for name in ("facets", "unknown", "beside")}
    assert after == Character(name="Ada", knowledge=Knowledge(common=("a",)), **layers)


def test_what_stands_beside_the_core_goes_with_a_change_of_it(record: Record) -> None:
    after = edit_of({"mood.joy": 7})(record)
    assert after.beside == {"mood.fear": NORA.beside["mood.fear"]}


@pytest.fixture
def record() -> Record:
    return Record("", "", "", 0, 0, 1, 1, None, 0, 0, None, "", "", NORA)


# --- what surfaces keep in items ---

MORE = {"garden": {"hat": "straw"}}
ITEMS: list[tuple[str, list[Any], list[Any]]] = [
    ("knowledge.facts", [{"text": "two", "more": MORE}, {"text": "one"}], [HAT, {}]),
    ("knowledge.facts", [{"text": "two"}], [HAT]),
    ("knowledge.facts", [{"text": "two, changed", "more": MORE}], [HAT]),
    ("knowledge.facts", [{"text": "two, changed"}], [{}]),
    ("knowledge.facts", [{"text": "two", "more": {}}], [HAT]),
    ("knowledge.older_facts", [{"text": "three", "more": MORE}, {"text": "four"}], [HAT, {}]),
    ("knowledge.older_facts", [{"text": "three"}], [HAT]),
    ("style.custom", [{"style_id": "1", "name": "Dryer", "active": True}], [HAT]),
    ("style.custom", [{"name": "Dry", "active": False, "style_id": "1"}], [HAT]),
]


def at_path(path: str, value: Any) -> Any:
    for name in reversed(path.split(".")):
        value = {name: value}
    return value


@pytest.mark.parametrize(("path", "items", "more"), ITEMS)
def test_an_item_that_stays_keeps_what_surfaces_keep_in_it(path: str, items: Any, more: Any) -> None:
    for write in (patched, replaced, created):
        after = at(path, write(NORA, at_path(path, items)))
        found = after.all() if isinstance(after, BigList) else after
        assert [item.more for item in found] == more


FOREIGN: list[tuple[Any, str]] = [
    ({"facets": {}}, "/character/facets"),
    ({"facets": {"garden": {"hat": "felt"}}}, "/character/facets"),
    ({"unknown": 5}, "/character/unknown"),
    ({"beside": {"mood.joy": {"garden": "grey"}}}, "/character/beside"),
    (
        at_path("knowledge.facts", [{"text": "one", "more": {"garden": {}}}]),
        "/character/knowledge/facts/0/more",
    ),
    (at_path("knowledge.facts", [{"text": "one", "more": 5}]), "/character/knowledge/facts/0/more"),
    (
        at_path("knowledge.older_facts", [{"text": "new", "more": MORE}]),
        "/character/knowledge/older_facts/0/more",
    ),
]


@pytest.mark.parametrize(("sent", "place"), FOREIGN)
def test_what_belongs_to_a_surface_is_not_written(sent: Any, place: str) -> None:
    for write in (replaced, created):
        with pytest.raises(BadValue, match="belongs to another API") as refused:
            write(NORA, sent)
        assert pointer(refused.value.field) == place


@pytest.mark.parametrize("sent", [{"facets": None}, {"facets": {"garden": None}}, {"unknown": {"x": {}}}])
def test_nor_is_it_patched(sent: Any) -> None:
    with pytest.raises(BadValue, match="belongs to another API"):
        patched(NORA, sent)


def test_a_copy_takes_over_what_it_names_and_nothing_else() -> None:
    assert created(NORA, tree(NORA)) == NORA
    assert created(NORA, {"name": "Nora"}) == Character(name="Nora")
    changed = created(NORA, tree(NORA) | {"mood": {"joy": 4}})
    assert changed.facets == HAT
    assert [*changed.beside] == ["mood.fear"]


# --- what is refused ---

REFUSED: list[tuple[Any, str, str]] = [
    ([], "", "must be an object"),
    (None, "", "must be an object"),
    ({"nmae": "x"}, "/nmae", "is not a field that can be given here"),
    ({"prompt": {"a/b~c.d": ""}}, "/prompt/a~1b~0c.d", "is not a field that can be given here"),
    ({"prompt": {"x": None}}, "/prompt/x", "is not a field that can be given here"),
    ({"prompt": "x"}, "/prompt", "must be an object"),
    ({"name": 5}, "/name", "must be a string, not a whole number"),
    ({"tags": "x"}, "/tags", "must be an array, not a string"),
    ({"tags": ["a", 5]}, "/tags/1", "must be a string, not a whole number"),
    ({"tags": ["x"] * 10_001}, "/tags", "must have at most 10,000 items"),
    ({"name": "x" * (2**20 + 1)}, "/name", "must have at most 1,048,576 characters"),
    ({"name": "a\0b"}, "/name", "must not contain U+0000"),
    ({"category": "x" * 101}, "/category", "must have at most 100 characters"),
    ({"mood": {"joy": 101}}, "/mood/joy", "must be at most 100"),
    ({"mood": {"joy": 1.5}}, "/mood/joy", "must be a whole number, not a number"),
    ({"engine": {"temperature": -1}}, "/engine/temperature", "must be at least 0"),
    ({"person": {"life_stage": "old"}}, "/person/life_stage", "is not one of the values that are allowed here"),
    ({"visibility": "secret"}, "/visibility", "is not one of the values that are allowed here"),
    (at_path("knowledge.facts", {}), "/knowledge/facts", "must be an array"),
    (at_path("knowledge.facts", ["x"]), "/knowledge/facts/0", "must be an object"),
    (at_path("knowledge.facts", [{}] * 10_001), "/knowledge/facts", "must have at most 10,000 items"),
    (at_path("knowledge.facts", [{"text": "one"}, {"text": None}]), "/knowledge/facts/1/text", "must be a string, not null"),
    (at_path("knowledge.facts", [{"txt": ""}]), "/knowledge/facts/0/txt", "is not a field that can be given here"),
    (at_path("world.items", [{"value": []}]), "/world/items/0/value", "must be a whole number or a number or a string or null, not an array"),
    (
        at_path("knowledge.lorebook.entries", [{"keys": [1]}]),
        "/knowledge/lorebook/entries/0/keys/0",
        "must be a string, not a whole number",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "place", "why"), REFUSED)
def test_what_cannot_be_written_is_refused_with_its_place(sent: Any, place: str, why: str) -> None:
    for write in (replaced, created, patched):
        with pytest.raises(BadValue) as refused:
            write(NORA, sent)
        assert (pointer(refused.value.field), refused.value.why) == (f"/character{place}", why)


def test_null_is_no_value_in_a_put() -> None:
    with pytest.raises(BadValue, match="must be a string, not null"):
        replaced(NORA, {"name": None})
    cleared = replaced(NORA, {"nickname": None, "knowledge": {"facts": None, "lorebook": None}})
    assert cleared.knowledge == Knowledge()


WILD: list[tuple[str, Any]] = [
    ("name", "a\0b"),
    ("mood.joy", 5000),
    ("person.gender", "x" * (2**20 + 1)),
    ("tags", ("x",) * 10_001),
    ("category", "x" * 200),
]


@pytest.mark.parametrize(("path", "value"), WILD)
def test_what_another_surface_wrote_beyond_the_bounds_may_come_back(path: str, value: Any) -> None:
    wild = put_paths(NORA, {path: value})
    after = replaced(wild, tree(wild) | {"subtitle": "New"})
    assert after == put_paths(wild, {"subtitle": "New"})
    assert patched(wild, tree(wild) | {"subtitle": "New"}) == after


@pytest.mark.parametrize("visibility", ["private", "unlisted", "public"])
def test_visibility_is_part_of_the_character(visibility: Visibility) -> None:
    assert replaced(NORA, {"visibility": visibility}).visibility == visibility
