"""`greenroom import` on many files, on both engines: known again, made new, ended on the way and gone on with."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from tests.cards import corpus
from tests.cli.conftest import Commands, elsewhere, greenroom_on
from tests.conftest import Run
from tests.transfer.people import CARD, card_png, cards, lay_out

from greenroom.database import open_database
from greenroom.database.statements import parse

ALL = parse("-- name: all\nSELECT character_id FROM characters", "here").all
__all__ = ["elsewhere", "greenroom_on"]


@pytest.fixture
def mira(greenroom_on: Commands) -> Commands:
    """An instance with one account."""
    greenroom_on("account", "create", "mira")
    return greenroom_on


def imported(mira: Commands, *args: object, code: int = 0) -> list[dict[str, Any]]:
    done = mira("import", *args, "--account", "mira", "--json")
    assert done.code == code, done.err
    found: list[dict[str, Any]] = json.loads(done.out)
    return found


def states(results: list[dict[str, Any]]) -> list[str]:
    return [one["state"] for one in results]


def exported(mira: Commands, character_id: str) -> Any:
    return mira.json("export", character_id, "--account", "mira")["data"]


def test_the_same_bytes_are_known_again_whatever_they_are_called(mira: Commands, tmp_path: Path) -> None:
    lay_out(tmp_path / "in", {"a.png": card_png(), "b.png": card_png()})
    first = imported(mira, tmp_path / "in")
    assert sorted(states(first)) == ["kept", "unchanged"]
    again = imported(mira, tmp_path / "in")
    assert states(again) == ["unchanged", "unchanged"]
    assert {one["id"] for one in first + again} == {first[0]["id"]}


def test_a_file_that_is_named_more_than_once_is_taken_and_told_once(mira: Commands, tmp_path: Path) -> None:
    folder = cards(tmp_path / "in", 2)
    first = min(folder.iterdir())
    spelt = os.path.relpath(first, tmp_path)
    with ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr("a.json", corpus.text(corpus.V1))
    named = first, folder, spelt, folder / ".." / "in.zip", tmp_path / "in.zip"
    assert states(imported(mira, *named)) == ["kept"] * 3
    assert states(imported(mira, *named)) == ["unchanged"] * 3
    assert states(imported(mira, tmp_path / "none.json", tmp_path / "none.json", code=1)) == ["failed"]


def test_standard_input_is_read_once(mira: Commands) -> None:
    done = mira("import", "-", "-", "--account", "mira", "--json", stdin=corpus.text(corpus.V1).decode())
    assert (done.code, states(json.loads(done.out))) == (0, ["kept"])


def test_a_file_is_read_where_it_is_named_though_its_folder_would_skip_it(
    mira: Commands, tmp_path: Path
) -> None:
    folder = lay_out(tmp_path / "in", {"card.txt": corpus.text(corpus.V1)})
    assert states(imported(mira, folder)) == ["skipped"]
    assert states(imported(mira, folder, folder / "card.txt")) == ["kept"]


def test_update_makes_a_revision_and_otherwise_there_is_another_character(
    mira: Commands, tmp_path: Path
) -> None:
    folder = lay_out(tmp_path / "in", {"a.png": card_png()})
    (first,) = imported(mira, folder)
    data = {**CARD["data"], "description": "Left the lighthouse."}
    lay_out(folder, {"a.png": card_png({**CARD, "data": data})})
    (updated,) = imported(mira, folder, "--update")
    assert (updated["state"], updated["id"]) == ("updated", first["id"])
    assert exported(mira, first["id"])["description"] == "Left the lighthouse."
    lay_out(folder, {"a.png": card_png()})  # back to what it was
    assert states(imported(mira, folder, "--update")) == ["updated"]
    assert exported(mira, first["id"])["description"] == "Keeps the lighthouse."
    lay_out(folder, {"a.png": card_png({**CARD, "data": {**data, "description": "Third."}})})
    (other,) = imported(mira, folder)
    assert other["state"] == "kept"
    assert other["id"] != first["id"]


def test_update_empties_what_the_file_has_no_more_and_leaves_what_it_cannot_say(
    mira: Commands, tmp_path: Path
) -> None:
    """A body of one service makes the character, a card of the same name changes it, and the other way round."""
    body: dict[str, Any] = {"defaultCharacterDescription": {"givenName": "Ada", "description": "d", "motivation": "m", "flaws": "f"},
            "initialMood": {"joy": 40}, "strange": {"kept": 1}}  # fmt: skip
    folder = lay_out(tmp_path / "in", {"ada.json": corpus.text(body)})
    (made,) = imported(mira, folder)
    lay_out(
        folder,
        {"ada.json": corpus.text({"spec": "chara_card_v2", "data": {"name": "Ada", "personality": "p"}})},
    )
    imported(mira, folder, "--update")
    shown = mira.json("export", made["id"], "--account", "mira", "--format", "inworld")
    assert shown["defaultCharacterDescription"]["description"] == ""
    assert shown["defaultCharacterDescription"]["motivation"] == "m"
    assert (shown["initialMood"]["joy"], shown["strange"]) == (40, {"kept": 1})
    del body["defaultCharacterDescription"]["flaws"]
    lay_out(folder, {"ada.json": corpus.text(body)})
    imported(mira, folder, "--update")
    shown = mira.json("export", made["id"], "--account", "mira", "--format", "inworld")
    assert shown["defaultCharacterDescription"]["flaws"] == ""
    assert exported(mira, made["id"])["personality"] == "p"


def test_a_file_with_several_characters_and_bad_ones_among_them(mira: Commands, tmp_path: Path) -> None:
    several = [corpus.V1, {"nothing": 1}, {**corpus.V1, "name": "Bea"}]
    folder = lay_out(tmp_path / "in", {"all.json": corpus.text(several), "bad.json": b"{", "x.txt": b"?"})
    found = imported(mira, folder, code=3)
    assert Counter(states(found)) == {"kept": 2, "failed": 2, "skipped": 1}
    assert {one["file"].rpartition("/")[2] for one in found if one["state"] == "failed"} == {
        "all.json#[1]",
        "bad.json",
    }
    again = imported(mira, folder, code=3)
    assert Counter(states(again)) == {"unchanged": 2, "failed": 2, "skipped": 1}


def test_an_archive_of_files_is_a_folder(mira: Commands, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("one/a.png", card_png())
        archive.writestr("../up.json", corpus.text({**corpus.V1, "name": "Up"}))
        archive.writestr("two.json", corpus.text({**corpus.V1, "name": "Two"}))
        archive.writestr("bad.png", b"no")
    found = imported(mira, tmp_path / "all.zip", code=3)
    assert [(one["file"].rpartition("/")[2], one["state"]) for one in found] == [
        ("a.png", "kept"),
        ("two.json", "kept"),
        ("bad.png", "failed"),
        ("up.json", "failed"),
    ]
    assert not (tmp_path.parent / "up.json").exists()


def zipped(damage: str) -> bytes:
    """Three cards, of which the second can't be unfolded; or an archive that says that it needs a later reader."""
    whole = {
        f"{name}.json": corpus.text({**corpus.V1, "name": name, "x": os.urandom(300).hex()}) for name in "abc"
    }
    data = bytearray(corpus.archive(whole))
    if damage == "entry":
        at = data.index(b"PK\x03\x04", 1) + 36
        data[at + 40 : at + 60] = b"\xff" * 20
    else:
        data[data.index(b"PK\x01\x02") + 6] = 99
    return bytes(data)


def test_a_damaged_entry_stops_no_other(mira: Commands, tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(zipped("entry"))
    found = imported(mira, tmp_path / "all.zip", code=3)
    assert [one["state"] for one in found] == ["kept", "failed", "kept"]
    assert found[1]["reason"] == "unreadable"


def test_an_archive_that_says_that_it_is_of_a_later_version_is_read(mira: Commands, tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "in", {"a.zip": zipped("version"), "b.png": card_png()})
    assert states(imported(mira, folder / "a.zip", folder / "b.png")) == ["kept"] * 4


def test_names_that_are_no_text_are_shown_as_near_as_can_be(mira: Commands, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/in/ba\xffd.png")).write_bytes(card_png())
    (kept,) = imported(mira, tmp_path / "in")
    assert (kept["state"], kept["file"].rpartition("/")[2]) == ("kept", "ba\ufffdd.png")


def test_two_files_of_one_name_in_one_run_are_two_characters(mira: Commands, tmp_path: Path) -> None:
    cards = {f"{one}/main.png": card_png({**CARD, "data": {**CARD["data"], "name": one}}) for one in "ab"}
    lay_out(tmp_path, cards)
    both = tmp_path / "a", tmp_path / "b"
    assert states(imported(mira, *both, "--update")) == ["kept", "kept"]
    assert states(imported(mira, *both, "--update")) == ["unchanged", "unchanged"]
    lay_out(tmp_path, {"a/main.png": card_png({**CARD, "data": {**CARD["data"], "name": "c"}})})
    found = imported(mira, *both, "--update")
    assert states(found) == ["updated", "unchanged"]
    assert exported(mira, found[1]["id"])["name"] == "b"


def test_a_lorebook_alone_is_kept_once(mira: Commands, tmp_path: Path) -> None:
    book = {"spec": "lorebook_v3", "data": {"name": "Sea", "entries": [], "extensions": {}}}
    folder = lay_out(tmp_path / "in", {"sea.json": corpus.text(book)})
    (kept,) = imported(mira, folder)
    assert (kept["state"], kept["kind"], kept["name"]) == ("kept", "lorebook", "Sea")
    assert states(imported(mira, folder)) == ["unchanged"]
    media = tmp_path / "data" / "media"
    assert not [path for path in media.rglob("*") if path.is_file()], (
        "bytes of nobody, which outlive an account"
    )


def test_a_dry_run_writes_nothing(mira: Commands, tmp_path: Path) -> None:
    folder = cards(tmp_path / "in", 3)
    assert states(imported(mira, folder, "--dry-run")) == ["kept"] * 3
    assert not [path for path in (tmp_path / "data" / "media").rglob("*") if path.is_file()]
    assert states(imported(mira, folder)) == ["kept"] * 3


def test_wrongly_called_is_2(mira: Commands) -> None:
    assert mira("import", "--account", "mira").code == 2


def test_killed_twice_on_the_way_and_gone_on_with(greenroom_on: Commands, tmp_path: Path, run: Run) -> None:
    """No duplicate and no gap; the processes that read end with the one that was killed."""
    greenroom_on("account", "create", "mira")
    folder = cards(tmp_path / "in", 300)
    for least in (40, 140):
        killed_after(greenroom_on, folder, least)
    found = imported(greenroom_on, folder)
    assert set(states(found)) == {"kept", "unchanged"}
    assert Counter(states(found))["unchanged"] >= 140
    assert len({one["id"] for one in found}) == 300
    assert count(greenroom_on, tmp_path, run) == 300


def count(commands: Commands, tmp_path: Path, run: Run) -> int:
    """How many characters there are in all."""
    database = open_database(
        commands.place[-1] if len(commands.place) > 2 else tmp_path / "data" / "greenroom.sqlite3"
    )
    try:
        return run(database.read(lambda db: len(db.all(ALL, {}))))
    finally:
        run(database.close())


def killed_after(commands: Commands, folder: Path, least: int) -> None:
    """Import until so many characters are told, then kill."""
    command = [sys.executable, "-m", "greenroom", "import", str(folder), "--account", "mira", *commands.place]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GREENROOM_")}
    with subprocess.Popen(
        [*command, "--workers", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment | {"PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout
        for _ in range(least):
            assert process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    time.sleep(0.1)


def test_entries_that_lead_out_of_an_archive_are_told_and_not_taken(mira: Commands, tmp_path: Path) -> None:
    card = json.dumps({"name": "Nora", "first_mes": "Hi.", "description": "Concise."})
    names = ["../out.json", "in/../../out.json", "..\\back.json", "good.json"]
    with ZipFile(tmp_path / "all.zip", "w") as archive:
        for name in names:
            archive.writestr(name, card)
    before = set(tmp_path.parent.rglob("*.json"))
    found = imported(mira, tmp_path / "all.zip", code=3)
    told = {one["file"].removeprefix(f"{tmp_path}/all.zip/"): one for one in found}
    assert {name: one["state"] for name, one in told.items()} == dict.fromkeys(names, "failed") | {
        "good.json": "kept"
    }
    assert {one["reason"] for one in found if one["state"] == "failed"} == {"outside"}
    assert set(tmp_path.parent.rglob("*.json")) == before
