"""Every field of the README's tables on its way through a served process: written, shown, changed alone, cleared."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from tests.dialects.inworld.reference import ENUMS, NOTHING, ROWS, Row
from tests.dialects.inworld.studio import DCA, DCD, Studio, at, tree_of

WRITABLE = [
    row for row in ROWS if not row.out and not row.moved and "[]" not in row.path and row.type != "message"
]
MOVED = [row for row in ROWS if row.moved]
OUT = [row for row in ROWS if row.out and row.depth == 1]

STYLES = [
    {
        "uuid": f"u{number}",
        "displayName": "Loud",
        "isActive": True,
        "adjectives": ["curt"],
        "colloquialism": "lingo",
    }
    for number in range(2)
]
VALUES: dict[str, tuple[Any, Any]] = {
    "string": ("Fearless 🐉\nwarrior\u0000", "{Character} and {player}"),
    "bool": (True, False),
    "int32": (70, -(2**31)),
    "float": (0.25, -70),
    "any": ({"a": [1, None, "x"]}, "text"),
    "list of string": (["a", "", "a"], ["b"]),
    "list of any": ([{"a": 1}, "x"], [2]),
    "map of enum `SafetyLevel`": ({"TOPIC_NEW": "SAFETY_LEVEL_MILD_CONTROL"}, {"TOPIC_VIOLENCE": "SAFETY_LEVEL_UNSPECIFIED"}),
    "personalKnowledge.facts": ([{"text": "x" * 296}, {"text": ""}], [{"text": "b"}]),
    f"{DCD}.customDialogStyles": (STYLES[:1], STYLES),
    "facts": ([{"uuid": "u", "text": ["a", "b"], "tags": ["TAG_MEMORY"]}], [{"text": ["c"]}]),
}  # fmt: skip
ZEROS: dict[str, Any] = {"string": "", "bool": False, "int32": 0, "float": 0, "any": None}
"""What says nothing, by type; [] and {} for the others, and the first name for enums."""
TELLING_ZEROS = {f"{DCA}.voice.speakingRate"}
"""Fields whose zero is not what is shown when nothing was said."""


def values(row: Row) -> tuple[Any, Any]:
    """Two values, the first of them not the zero."""
    if row.enum and not row.type.startswith("map"):
        known = list(ENUMS.get(row.enum, {}).values())
        return (known[1], known[-1]) if known else ("SOMETHING_NEW", "SOMETHING_ELSE")
    return VALUES.get(row.path) or VALUES[row.type]


def zero(row: Row) -> Any:
    if row.enum and not row.type.startswith("map"):
        return ENUMS[row.enum][0] if row.enum in ENUMS else ""
    return ZEROS.get(row.type, {} if row.type.startswith("map") else [])


def snake(path: str) -> str:
    return re.sub(r"[A-Z]", lambda found: "_" + found[0].lower(), path)


def leaves(tree: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(tree, dict) and tree:
        for name, value in tree.items():
            yield from leaves(value, f"{path}.{name}".removeprefix("."))
    else:
        yield path, tree


def differing(one: Any, other: Any) -> set[str]:
    before, after = dict(leaves(one)), dict(leaves(other))
    return {path for path in before | after if before.get(path, NOTHING) != after.get(path, NOTHING)}


def shown(tree: Any, path: str) -> Any:
    """What an answer has at a path; NOTHING where it leaves it out."""
    try:
        return at(tree, path)
    except KeyError:
        return NOTHING


each_field = pytest.mark.parametrize("row", WRITABLE, ids=lambda row: row.path)


@each_field
def test_a_field_is_kept_and_changed_alone(row: Row, studio: Studio) -> None:
    first, second = values(row)
    made = studio.create(tree_of(row.path, first))
    assert at(made, row.path) == first
    assert studio.get(made["name"]) == made

    changed = studio.patch(made["name"], tree_of(row.path, second))
    assert at(changed, row.path) == second
    assert all(f"{path}.".startswith(f"{row.path}.") for path in differing(made, changed))
    assert studio.get(made["name"]) == changed


@each_field
def test_a_field_is_read_in_snake_case(row: Row, studio: Studio) -> None:
    first, second = values(row)
    made = studio.create(tree_of(snake(row.path), first))
    assert at(made, row.path) == first
    changed = studio.patch(made["name"], tree_of(row.path, second), mask=snake(row.path))
    assert at(changed, row.path) == second


@each_field
def test_null_and_a_mask_without_a_value_clear_a_field(row: Row, studio: Studio) -> None:
    empty, full = studio.create({}), tree_of(row.path, values(row)[0])
    name = studio.create(full)["name"]
    for body, mask in ((tree_of(row.path, None), None), ({}, row.path)):
        cleared = studio.patch(name, body, mask)
        assert shown(cleared, row.path) == row.unset
        assert differing(empty, cleared) <= {"name", "personalKnowledge", "personalKnowledge.uuid", row.path}
        studio.patch(name, full)


@each_field
def test_a_zero_clears_a_field_or_is_kept_where_that_is_something_else(row: Row, studio: Studio) -> None:
    name = studio.create(tree_of(row.path, values(row)[0]))["name"]
    said = shown(studio.patch(name, tree_of(row.path, zero(row))), row.path)
    kept = row.path in TELLING_ZEROS or (row.unset is NOTHING and zero(row) not in ("", None))
    assert said == (zero(row) if kept else row.unset)


def test_an_empty_character_shows_the_zeros_of_the_table(studio: Studio) -> None:
    tree = studio.create({})
    for row in ROWS:
        nested = row.depth > 1 and tree.get(row.path.partition(".")[0]) is None
        if row.unset is not NOTHING and "[]" not in row.path and not nested:
            assert at(tree, row.path) == row.unset, row.path


def test_an_empty_character_shows_nothing_else(studio: Studio) -> None:
    table = {row.path for row in ROWS if row.unset is not NOTHING} | {"name"}
    assert {path for path, _ in leaves(studio.create({}))} <= table


@pytest.mark.parametrize("row", OUT, ids=lambda row: row.path)
def test_what_the_server_alone_says_is_ignored_in_a_body(row: Row, studio: Studio) -> None:
    said = {
        "name": "x",
        "meta": {"goalsVersion": 9},
        "scenes": [{"name": "s"}],
        "sharePortalInfo": {"byline": "b"},
    }
    made = studio.create({row.path: said[row.path]})
    empty = studio.create({})
    assert differing(made, empty) == {"name"}
    assert studio.patch(made["name"], {row.path: said[row.path]}) == made
    assert studio.patch(made["name"], {row.path: said[row.path]}, mask=row.path) == made


@pytest.mark.parametrize("row", MOVED, ids=lambda row: row.path)
def test_a_field_of_an_older_place_is_read_as_the_present_one(row: Row, studio: Studio) -> None:
    first, second = VALUES[row.type]
    now = "commonKnowledge" if row.depth == 1 else row.path.replace(".", ".rpmAvatar.")
    made = studio.create(tree_of(row.path, first))
    assert at(made, now) == first
    assert shown(made, row.path) is NOTHING
    assert at(studio.patch(made["name"], tree_of(row.path, second), mask=row.path), now) == second


def test_an_older_place_counts_where_the_present_one_says_nothing(studio: Studio) -> None:
    older = {"commonKnowledges": ["old"], DCA: {"rpmModelUri": "old"}}
    empty = {"commonKnowledge": [], DCA: {"rpmModelUri": "old", "rpmAvatar": {"rpmModelUri": ""}}}
    for said in (older, older | empty):
        made = studio.create(said)
        assert made["commonKnowledge"] == ["old"]
        assert at(made, f"{DCA}.rpmAvatar.rpmModelUri") == "old"
    full = {"commonKnowledge": ["new"], DCA: {"rpmModelUri": "old", "rpmAvatar": {"rpmModelUri": "new"}}}
    made = studio.create(older | full)
    assert made["commonKnowledge"] == ["new"]
    assert at(made, f"{DCA}.rpmAvatar.rpmModelUri") == "new"


def test_what_else_an_entry_of_the_safety_list_holds_has_no_place_in_a_map(studio: Studio) -> None:
    made = studio.create({"safetyConfig": [{"key": "TOPIC_X", "value": 1, "hue": 1}]})
    assert made["safetyConfig"] == {"TOPIC_X": "SAFETY_LEVEL_NO_CONTROL"}
    assert studio.create({"safetyConfig": made["safetyConfig"]})["safetyConfig"] == made["safetyConfig"]


def test_styles_get_a_uuid_and_keep_the_one_that_was_sent(studio: Studio) -> None:
    styles = [{"displayName": "a"}, {"uuid": "mine", "adverbs": ["softly"]}]
    made = at(studio.create({DCD: {"customDialogStyles": styles}}), f"{DCD}.customDialogStyles")
    unset = {"displayName": "", "isActive": False, "adjectives": [], "colloquialism": ""}
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", made[0]["uuid"])
    assert made == [
        unset | {"uuid": made[0]["uuid"], "displayName": "a"},
        unset | {"uuid": "mine", "adverbs": ["softly"]},
    ]


def test_a_single_style_may_come_without_its_list(studio: Studio) -> None:
    made = studio.create({DCD: {"customDialogStyles": STYLES[0]}})
    assert at(made, f"{DCD}.customDialogStyles") == STYLES[:1]


def test_knowledge_gets_a_uuid_that_stays(studio: Studio) -> None:
    made = studio.create({"personalKnowledge": {"uuid": "mine", "facts": [{"text": "a"}]}})
    uuid = made["personalKnowledge"]["uuid"]
    assert uuid != "mine"
    again = studio.patch(made["name"], {"personalKnowledge": {"facts": [{"text": "b"}, {}]}})
    assert again["personalKnowledge"] == {"uuid": uuid, "facts": [{"text": "b"}, {"text": ""}]}
    assert studio.patch(made["name"], {"personalKnowledge": {"uuid": "x"}}) == again
    assert studio.patch(made["name"], {"personalKnowledge": {}})["personalKnowledge"] is None


def test_the_safety_map_may_come_as_the_list_of_its_entries(studio: Studio) -> None:
    entries = [{"key": "TOPIC_ALCOHOL", "value": 2}, {"key": "TOPIC_X"}, {"key": "TOPIC_ALCOHOL", "value": "SAFETY_LEVEL_NO_CONTROL"}]  # fmt: skip
    made = studio.create({"safety_config": entries})
    assert made["safetyConfig"] == {
        "TOPIC_ALCOHOL": "SAFETY_LEVEL_NO_CONTROL",
        "TOPIC_X": "SAFETY_LEVEL_UNSPECIFIED",
    }


def test_lists_and_maps_are_replaced_whole(studio: Studio) -> None:
    name = studio.create({DCD: {"nicknames": ["a", "b"]}, "safetyConfig": {"TOPIC_A": 1}})["name"]
    changed = studio.patch(name, {DCD: {"nicknames": ["c"]}, "safetyConfig": {"TOPIC_B": 2}})
    assert at(changed, f"{DCD}.nicknames") == ["c"]
    assert changed["safetyConfig"] == {"TOPIC_B": "SAFETY_LEVEL_MILD_CONTROL"}


@pytest.mark.parametrize(
    "message", ["initialMood", "personality", "relationship", f"{DCA}.voice", f"{DCA}.rpmAvatar", DCD]
)
@pytest.mark.parametrize("empty", [None, {}])
def test_an_empty_message_clears_all_that_is_in_it(message: str, empty: Any, studio: Studio) -> None:
    full: dict[str, Any] = {}
    inside = [
        row for row in WRITABLE if row.path.startswith(f"{message}.") and row.path != f"{DCD}.givenName"
    ]
    for row in inside:
        _put(full, row.path, values(row)[0])
    made = studio.create(full)
    cleared = studio.patch(made["name"], tree_of(message, empty))
    assert differing(cleared, studio.create({})) == {"name"}


def _put(tree: dict[str, Any], path: str, value: Any) -> None:
    *above, last = path.split(".")
    for step in above:
        tree = tree.setdefault(step, {})
    tree[last] = value
