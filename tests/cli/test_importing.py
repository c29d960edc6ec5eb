"""`greenroom import` and `greenroom export`, on both engines."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Commands
from tests.served import png

from greenroom.cards.values import ODD

FILES = Path(__file__).parent.parent / "cards" / "files"
V3 = FILES / "ferrywoman_v3.json"
V1 = FILES / "gardener_v1.json"


@pytest.fixture
def mira(greenroom_on: Commands) -> Commands:
    """An instance with one account."""
    greenroom_on("account", "create", "mira")
    return greenroom_on


def take_in(commands: Commands, *files: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = commands.json("import", *files, "--account", "mira")
    return found


def card_of(file: Path) -> Any:
    """The card of a file as it leaves: a place that no specification knows stands in extensions then."""
    card = undated(json.loads(file.read_text()))
    for entry in card["data"].get("character_book", {}).get("entries", ()):
        if entry.get("position") == "before_char_defs":
            entry["extensions"] = {**entry["extensions"], ODD: {"position": entry.pop("position")}}
    return card


def exported(commands: Commands, name: str) -> Any:
    return undated(commands.json("export", name, "--account", "mira"))


def undated(card: Any) -> Any:
    """A card without what an export always renews."""
    del card["data"]["modification_date"]
    return card


def test_a_card_goes_in_and_comes_out_the_same(mira: Commands) -> None:
    (made,) = take_in(mira, V3)
    assert (made["file"], made["name"], made["notes"]) == (str(V3), "Maren Holt", [])
    assert exported(mira, made["id"]) == card_of(V3)


def test_people_see_files_ids_and_names(mira: Commands) -> None:
    done = mira("import", V3, V1, "--account", "mira")
    first, second = done.out.splitlines()
    assert (first.split()[0], first.split()[2:]) == (str(V3), ["Maren", "Holt"])
    assert second.endswith("Old Tam")


def test_what_was_read_otherwise_is_told_on_standard_error(mira: Commands, tmp_path: Path) -> None:
    odd = tmp_path / "odd.json"
    odd.write_text(
        json.dumps({"spec": "chara_card_v2", "data": {"name": "Odd", "description": "", "tags": "one"}})
    )
    done = mira("import", odd, "--account", "mira", "--json")
    assert f"{odd}: data.tags has another type than it should have" in done.err
    assert json.loads(done.out)[0]["notes"][0]["field"] == "data.tags"


def test_standard_input_and_a_byte_order_mark(mira: Commands) -> None:
    done = mira("import", "-", "--account", "mira", stdin="\ufeff" + V1.read_text())
    assert (done.code, done.out.split()[0]) == (0, "-")


def test_a_text_may_hold_nul_and_half_of_a_surrogate_pair_is_replaced(mira: Commands, tmp_path: Path) -> None:
    odd = tmp_path / "odd.json"
    odd.write_text(json.dumps({"name": "a\0b", "description": "\ud83d"}))
    done = mira("import", odd, "--account", "mira", "--json")
    (made,) = json.loads(done.out)
    assert (made["name"], done.err) == (
        "a\0b",
        f"{odd}: halves of surrogate pairs, which are no characters, were replaced\n",
    )
    assert exported(mira, made["id"])["data"]["description"] == "\ufffd"


@pytest.mark.parametrize("text", ["", " \n", "\ufeff"])
def test_an_empty_file_is_called_empty(mira: Commands, text: str) -> None:
    done = mira("import", "-", "--account", "mira", stdin=text)
    assert (done.code, done.err) == (1, "-: Not a character card that can be read: it is empty.\n")


def test_a_bad_file_stops_no_other(mira: Commands, tmp_path: Path) -> None:
    (tmp_path / "not.json").write_text("{")
    (tmp_path / "large.json").write_bytes(b"{" + b" " * (16 * 1024 * 1024))
    bad = ["not.json", "large.json", "missing.json"]
    done = mira("import", *bad, V1, "--account", "mira", "--json")
    assert done.code == 3
    *refused, made = json.loads(done.out)
    assert [one["file"] for one in refused] == bad
    assert [one.get("reason", one["error"].split(":")[0]) for one in refused] == [
        "not_json",
        "too_large",
        "unreadable",
    ]
    assert made["name"] == "Old Tam"
    assert len(done.err.splitlines()) == len(bad)


def test_all_bad_is_1_and_nothing_on_standard_output(mira: Commands) -> None:
    done = mira("import", "missing.json", "--account", "mira")
    assert (done.code, done.out) == (1, "")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (png(), "there is no card in this file, which is a PNG picture"),
        (b"PK\x03\x04\x14\0\0\0", "its archive can't be read: it has no end"),
        (b"name: Nora\n", "none of the formats that are read here; its keys are name"),
    ],
)
def test_what_holds_no_card_is_said_to_be_what_it_is(
    mira: Commands, tmp_path: Path, data: bytes, why: str
) -> None:
    file = tmp_path / "card"
    file.write_bytes(data)
    done = mira("import", file, "--account", "mira")
    assert done == (1, "", f"{file}: Not a character card that can be read: {why}.\n")


@pytest.mark.parametrize("form", ["png", "charx", "yaml", "v2", "v3", "chara_card_v3"])
def test_a_character_leaves_as_a_file_and_comes_back_from_it(
    mira: Commands, tmp_path: Path, form: str
) -> None:
    (made,) = take_in(mira, V3)
    file = tmp_path / "card"
    assert mira("export", made["id"], "--account", "mira", "--format", form, "-o", file).code == 0
    (again,) = take_in(mira, file)
    assert exported(mira, again["id"]) == card_of(V3)


def test_the_file_leaves_as_it_came_to_the_last_byte(mira: Commands, tmp_path: Path) -> None:
    came, file = tmp_path / "came.json", tmp_path / "left.json"
    came.write_bytes(
        b'\xef\xbb\xbf{"spec":"chara_card_v2",   "data":\n\t{"name" : "Odd", "first_mes":"Hi." } }\n\n'
    )
    (made,) = take_in(mira, came)
    original = ("export", made["id"], "--account", "mira", "--format", "original")
    assert mira(*original, "-o", file).code == 0
    assert file.read_bytes() == came.read_bytes()
    assert [mira(*original, *more).out for more in ([], ["--json"])] == [came.read_bytes().decode()] * 2


def test_nobody_by_that_name(mira: Commands) -> None:
    assert mira("import", V1, "--account", "theo") == (1, "", "Error: account not found: @theo\n")
    assert mira("export", "x", "--account", "theo") == (1, "", "Error: account not found: @theo\n")


@pytest.mark.parametrize("name", ["maren_holt", "MAREN_HOLT", "default/maren_holt"])
def test_export_by_a_name_that_a_dialect_gave(mira: Commands, name: str) -> None:
    take_in(mira, V3)
    assert mira.json("export", name, "--account", "mira")["data"]["name"] == "Maren Holt"


@pytest.mark.parametrize(
    "name", ["nora", "other/maren_holt", "01a203ad-1084-777c-883d-b2f0269452a3", "a/b/c", "/"]
)
def test_nothing_to_export(mira: Commands, name: str) -> None:
    take_in(mira, V3)
    assert mira("export", name, "--account", "mira") == (1, "", f"Error: character not found: {name}\n")


def test_somebody_elses_character_is_not_exported(mira: Commands) -> None:
    (made,) = take_in(mira, V3)
    mira("account", "create", "theo")
    done = mira("export", made["id"], "--account", "theo")
    assert done == (1, "", f"Error: character not found: {made['id']}\n")


def test_export_to_a_file_and_back(mira: Commands, tmp_path: Path) -> None:
    (made,) = take_in(mira, V3)
    file = tmp_path / "card.json"
    done = mira("export", made["id"], "--account", "mira", "--format", "chara_card_v2", "-o", file)
    assert (done.code, done.out) == (0, f"{file}\n")
    assert json.loads(file.read_text())["spec"] == "chara_card_v2"
    (again,) = take_in(mira, file)
    assert exported(mira, again["id"]) == card_of(V3)


def test_a_file_is_in_utf_8_whatever_the_terminal_speaks(greenroom: Commands, tmp_path: Path) -> None:
    greenroom("account", "create", "mira")
    take_in(greenroom, V3)
    file = tmp_path / "card.json"
    options = ["--account", "mira", "--data", tmp_path / "data", "-o", file]
    ascii_only = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "greenroom", "export", "maren_holt", *map(str, options)]
    subprocess.run(command, env=os.environ | ascii_only, check=True, capture_output=True)
    assert card_of(file)["data"]["creator_notes"] == card_of(V3)["data"]["creator_notes"]


def test_what_a_format_cannot_say_is_told(mira: Commands, tmp_path: Path) -> None:
    (made,) = take_in(mira, V3)
    options = ["--format", "chara_card_v2", "-o", tmp_path / "card.json", "--account", "mira"]
    said = mira.json("export", made["id"], *options)
    why = "is set aside in extensions, where programs that read V2 don't look"
    assert {"field": "data.nickname", "why": why} in said["notes"]


def test_what_a_vendors_body_cannot_say_is_told(mira: Commands, tmp_path: Path) -> None:
    (made,) = take_in(mira, V3)
    options = ["export", made["id"], "--format", "convai", "--account", "mira"]
    lost = {"field": "nickname", "fate": "dropped", "why": "has no field here"}
    assert lost in mira.json(*options, "-o", tmp_path / "body.json")["report"]
    assert f"{made['id']}: nickname has no field here\n" in mira(*options).err
    (left,) = mira.json(*options, "--all", "-o", tmp_path / "folder")
    assert lost in left["report"]


def test_names_of_fields_do_not_take_over_the_terminal(mira: Commands, tmp_path: Path) -> None:
    card = {"name": "N", "description": "d", "\x07": 1, "extensions": {"\x07": {"api_key": "k"}}}
    came = tmp_path / "came.json"
    came.write_text(json.dumps({"spec": "chara_card_v2", "data": card}))
    taken = mira("import", came, "--account", "mira")
    options = ["export", taken.out.split()[1], "--account", "mira", "--format", "convai"]
    left = [mira(*options, "-o", tmp_path / "body.json"), mira(*options, "--all", "-o", tmp_path / "folder")]
    for done in (taken, *left):
        assert "\\x07" in done.err
        assert "\x07" not in done.err
