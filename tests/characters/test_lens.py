"""Lenses, with two small surfaces made up for it: a garden, and a stable that says some of the same."""

from typing import Any

import pytest
from msgspec import UNSET, Raw
from msgspec.structs import replace

from greenroom.characters.codecs import LIST, Codec, Context, words
from greenroom.characters.lens import Field, Kept, Lens, Output, read_layer, write_layer
from greenroom.characters.model import Axes, Character, Greetings, Person, Record, blank_record
from greenroom.problems import BadValue

HERE = Context("https://here.example")


def _rank(wire: Any, _old: int, _: Context) -> int:
    if not isinstance(wire, int):
        raise BadValue("look.rank", "must be a whole number")
    return wire * 50


RANK = Codec(lambda core, _: core // 50, _rank, "mapped")
AGE = words({"child": "YOUNG", "teenager": "YOUNG", "adult": "GROWN"}, back={"YOUNG": "child"})
OUTER = Codec(lambda core, _: core.first, lambda wire, old, _: replace(old, first=wire))

GARDEN = Lens(
    "garden",
    [
        Output("id", lambda record, _: record.character_id),
        Field("title", "name"),
        Field("age", "person.life_stage", AGE),
        Field("look.rank", "axes.positive", RANK),
        Kept("look.hat"),
        Kept("look.pockets", 0),
        Field("note", "blurb", when_stored=True),
        Field("tags", "tags", LIST),
        Field("hello", "greetings.first", Codec(lambda core, _: core, lambda wire, _old, _: wire.strip())),
        Output("code", lambda record, _: record.share_id or UNSET),
    ],
)
STABLE = Lens(
    "stable",
    [
        Field("name", "name"),
        Field("stage", "person.life_stage", AGE),
        Field("greeting", "greetings", OUTER),
        Field("rank", "axes.positive"),
    ],
)
BLANK = replace(blank_record("account", "mara", 0), character_id="c1")
SHOWN_BLANK: dict[str, Any] = {
    "id": "c1",
    "title": "",
    "age": "",
    "look": {"rank": 0, "pockets": 0},
    "tags": [],
    "hello": None,
}


def after(patch: dict[str, Any], record: Record = BLANK, lens: Lens = GARDEN) -> Record:
    return replace(record, character=lens.put(patch, record, HERE))


def shown(record: Record, lens: Lens = GARDEN) -> dict[str, Any]:
    return lens.show(record, HERE)


def kept_beside(record: Record) -> dict[str, dict[str, bytes]]:
    return {
        path: {name: bytes(raw) for name, raw in said.items()}
        for path, said in record.character.beside.items()
    }


# --- showing ---


def test_a_blank_character_shows_defaults_in_the_order_of_the_table() -> None:
    assert list(shown(BLANK)) == list(SHOWN_BLANK)
    assert shown(BLANK) == SHOWN_BLANK


def test_outputs_see_the_record() -> None:
    assert shown(replace(BLANK, share_id="abc"))["code"] == "abc"


def test_one_path_is_shown_as_in_the_whole() -> None:
    record = after({"title": "Nora", "look.hat": "straw", "age": "YOUNG"})
    assert [GARDEN.shown(wire, record, HERE) for wire in ("title", "look.hat", "age")] == [
        "Nora",
        "straw",
        "YOUNG",
    ]
    assert GARDEN.shown("note", record, HERE) is UNSET


def test_a_field_that_is_shown_when_stored_is_absent_before() -> None:
    assert "note" not in shown(BLANK)
    assert shown(after({"note": "old"}))["note"] == "old"
    assert "note" not in shown(after({"note": None}, after({"note": "old"})))


def test_showing_gives_nothing_of_the_lens_away() -> None:
    lens = Lens("shed", [Kept("tools", {})])
    record = replace(BLANK, character=lens.put_unknown(BLANK.character, {"tools": {"rake": 1}}))
    assert shown(record, lens) == {"tools": {"rake": 1}}
    assert shown(BLANK, lens) == {"tools": {}}


# --- presence: absent, null, value ---


@pytest.mark.parametrize(
    ("patch", "character"),
    [
        ({}, Character()),
        ({"title": "Nora"}, Character(name="Nora")),
        ({"title": None}, Character()),
        ({"tags": ["a", "b"]}, Character(tags=("a", "b"))),
        ({"look.rank": 2}, Character(axes=Axes(positive=100))),
        ({"age": "GROWN"}, Character(person=Person(life_stage="adult"))),
        ({"unheard of": 1, "id": "c2", "code": "x"}, Character()),
    ],
)
def test_a_value_is_put(patch: dict[str, Any], character: Character) -> None:
    assert after(patch).character == character


FULL = after(
    {"title": "Nora", "tags": ["a"], "look.hat": "straw", "look.pockets": 2, "look.rank": 1, "note": "n"}
)


@pytest.mark.parametrize("wire", ["title", "tags", "look.hat", "look.pockets", "look.rank", "note"])
def test_null_clears_and_nothing_else_moves(wire: str) -> None:
    cleared = after({wire: None}, FULL)
    assert GARDEN.shown(wire, cleared, HERE) == GARDEN.shown(wire, BLANK, HERE)
    others = [other for other in GARDEN.rows if other != wire]
    assert [GARDEN.shown(other, cleared, HERE) for other in others] == [
        GARDEN.shown(other, FULL, HERE) for other in others
    ]


def test_clearing_everything_leaves_a_blank_character() -> None:
    assert after(dict.fromkeys(GARDEN.rows), FULL).character == Character()


@pytest.mark.parametrize(
    "patch", [{"title": "Nora"}, {"look.pockets": 2.0}, {"tags": ("a",)}, {"look.rank": 1}]
)
def test_an_equal_value_changes_nothing(patch: dict[str, Any]) -> None:
    assert after(patch, FULL) == FULL
    assert GARDEN.effective(patch, FULL, HERE) == {}


def test_an_equal_value_is_not_even_judged() -> None:
    odd = replace(BLANK, character=Character(axes=Axes(positive=70)))
    assert shown(odd)["look"]["rank"] == 1
    assert after({"look.rank": 1}, odd) == odd


def test_a_boolean_is_not_the_equal_number() -> None:
    assert GARDEN.effective({"look.pockets": False}, BLANK, HERE) == {"look.pockets": False}
    assert shown(after({"look.pockets": False}))["look"]["pockets"] is False


def test_what_says_something_new_comes_in_the_order_of_the_table() -> None:
    patch = {"look.hat": "cap", "title": "Ada", "tags": ["a"], "id": "c2", "other": 1, "note": None}
    assert list(GARDEN.effective(patch, FULL, HERE).items()) == [
        ("title", "Ada"),
        ("look.hat", "cap"),
        ("note", None),
    ]


# --- what the core cannot say ---


@pytest.mark.parametrize(
    ("wire", "value", "path"),
    [
        ("age", "ANCIENT", "person.life_stage"),
        ("age", 71, "person.life_stage"),
        ("hello", "  Hello.", "greetings.first"),
        ("note", "", "blurb"),
    ],
)
def test_a_value_beyond_the_core_is_kept_beside_it_and_shown(wire: str, value: Any, path: str) -> None:
    record = after({wire: value})
    assert shown(record)[wire] == value
    assert list(kept_beside(record)) == [path]
    assert after({wire: value}, record) == record


def test_what_stands_beside_stays_while_its_core_is_untouched() -> None:
    record = after({"age": "ANCIENT"})
    for patch in ({"title": "Nora"}, {"look.rank": 2}, {"look.hat": "cap"}, {"tags": None}):
        record = after(patch, record)
        assert shown(record)["age"] == "ANCIENT"
    assert shown(after({"name": "Ada"}, record, STABLE))["age"] == "ANCIENT"


@pytest.mark.parametrize("other", [{"stage": "GROWN"}, {"stage": "YOUNG"}])
def test_what_stands_beside_is_dropped_when_anybody_changes_that_core(other: dict[str, Any]) -> None:
    record = after(other, after({"age": "ANCIENT"}), STABLE)
    assert shown(record)["age"] == other["stage"]
    assert kept_beside(record) == {}


def test_what_stands_beside_does_not_come_back_with_the_old_value() -> None:
    old = after({"hello": " A "})
    record = after({"greeting": "B"}, old, STABLE)
    record = after({"greeting": "A"}, record, STABLE)
    assert record.character.greetings == old.character.greetings
    assert shown(record)["hello"] == "A"


def test_a_change_of_a_group_drops_what_stands_beside_a_part_of_it() -> None:
    assert shown(after({"greeting": "B"}, after({"hello": " A "}), STABLE))["hello"] == "B"


def test_a_change_of_a_part_drops_what_stands_beside_the_group() -> None:
    whole = Codec(lambda core, _: core.first, lambda _wire, _old, _: Greetings(first="?"))
    lens = Lens("odd", [Field("all", "greetings", whole)])
    record = after({"all": "!"}, lens=lens)
    assert shown(record, lens) == {"all": "!"}
    assert shown(after({"hello": "B"}, record), lens) == {"all": "B"}


def test_a_change_of_another_part_of_a_group_leaves_what_stands_beside_this_one() -> None:
    lens = Lens("more", [Field("others", "greetings.alternates", LIST)])
    record = after({"others": ["C"]}, after({"hello": " A "}), lens)
    assert shown(record)["hello"] == " A "


def test_several_surfaces_stand_beside_one_path() -> None:
    record = after({"stage": "ELDER"}, after({"age": "ANCIENT"}), STABLE)
    assert (shown(record)["age"], shown(record, STABLE)["stage"]) == ("ANCIENT", "ELDER")
    assert kept_beside(record) == {"person.life_stage": {"garden": b'"ANCIENT"', "stable": b'"ELDER"'}}
    one = after({"age": None}, record)
    assert (shown(one)["age"], shown(one, STABLE)["stage"]) == ("", "ELDER")
    both = after({"age": "GROWN"}, record)
    assert (shown(both)["age"], shown(both, STABLE)["stage"]) == ("GROWN", "GROWN")
    assert kept_beside(both) == {}


def test_a_new_value_beside_replaces_the_old_one_of_its_surface_alone() -> None:
    record = after({"age": "OLDER"}, after({"stage": "ELDER"}, after({"age": "ANCIENT"}), STABLE))
    assert kept_beside(record) == {"person.life_stage": {"garden": b'"OLDER"', "stable": b'"ELDER"'}}


def test_a_view_does_not_round_away_what_it_cannot_see() -> None:
    fine = after({"rank": 73}, lens=STABLE)
    assert shown(fine)["look"]["rank"] == 1
    assert shown(after({"title": "Nora", "look.rank": 1}, fine), STABLE)["rank"] == 73
    assert shown(after({"look.rank": 2}, fine), STABLE)["rank"] == 100


# --- layers ---


def test_a_facet_is_its_surfaces_own() -> None:
    same_name = Lens("stable", [Kept("look.hat")])
    record = after({"look.hat": "cap"}, FULL, same_name)
    assert (shown(record)["look"]["hat"], shown(record, same_name)) == ("straw", {"look": {"hat": "cap"}})
    assert after({"look.hat": None}, record, same_name) == FULL


def test_a_facet_without_content_is_not_stored() -> None:
    record = after({"look.hat": "cap", "look.pockets": 1})
    assert after({"look.hat": None, "look.pockets": 0}, record).character == Character()


def test_unknown_fields_are_shown_last_and_never_shadow() -> None:
    unknown = {"extra": {"a": [1]}, "title": "no", "look": {"rank": "no", "wig": True}, "note": "when absent"}
    record = replace(FULL, character=GARDEN.put_unknown(FULL.character, unknown))
    out = shown(record)
    assert (out["title"], out["note"]) == ("Nora", "n")
    assert out["look"] == {"rank": 1, "hat": "straw", "pockets": 2, "wig": True}
    assert list(out)[-1] == "extra"


def test_unknown_fields_are_shown_by_their_own_surface_alone() -> None:
    record = replace(BLANK, character=GARDEN.put_unknown(BLANK.character, {"extra": 2**70}))
    assert shown(record)["extra"] == 2**70
    assert shown(record, STABLE) == shown(BLANK, STABLE)


def test_unknown_fields_are_replaced_whole_and_leave_others_alone() -> None:
    both = STABLE.put_unknown(GARDEN.put_unknown(Character(), {"a": 1, "b": 2}), {"s": 1})
    changed = GARDEN.put_unknown(both, {"b": 3})
    assert read_layer(changed.unknown, "garden") == {"b": 3}
    assert read_layer(changed.unknown, "stable") == {"s": 1}
    assert GARDEN.put_unknown(changed, {}).unknown == {"stable": Raw(b'{"s":1}')}


@pytest.mark.parametrize("layer", [{}, {"a": 1}, {"a": {"b": [None, 2**64, "é"]}}])
def test_a_layer_is_read_as_it_was_written(layer: dict[str, Any]) -> None:
    layers = write_layer({"other": Raw(b"{}")}, "garden", layer)
    assert read_layer(layers, "garden") == layer
    assert set(layers) == ({"other", "garden"} if layer else {"other"})


# --- order and faults ---


def test_values_are_put_in_the_order_of_the_table() -> None:
    seen: list[str] = []

    def note(wire: str, _old: str, _: Context) -> str:
        seen.append(wire)
        return wire

    noting = Codec(lambda value, _: value, note)
    lens = Lens(
        "order", [Field("c", "name", noting), Field("a", "blurb", noting), Field("b", "goals", noting)]
    )
    after({"a": "second", "b": "third", "c": "first"}, lens=lens)
    assert seen == ["first", "second", "third"]


def test_a_value_that_is_refused_changes_nothing() -> None:
    with pytest.raises(BadValue, match=r"look\.rank must be a whole number"):
        after({"title": "Ada", "look.rank": "high", "tags": ["z"]}, FULL)
    assert shown(FULL)["title"] == "Nora"


def test_only_what_is_new_reaches_a_codec() -> None:
    def refuse(_wire: Any, _old: Any, _: Context) -> Any:
        raise BadValue("x", "is never good")

    lens = Lens("strict", [Field("x", "name", Codec(lambda value, _: value, refuse))])
    assert after({"x": ""}, lens=lens) == BLANK
    assert after({"x": None}, replace(BLANK, character=Character(name="a")), lens) == BLANK
