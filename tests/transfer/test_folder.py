"""A folder that SillyTavern keeps for a user comes whole, on both engines, and its chats leave as they came."""

import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.cards import corpus
from tests.cli.conftest import Commands, elsewhere, greenroom_on
from tests.served import Caller, png
from tests.transfer.people import (
    CARD,
    CHAT,
    HEAD,
    SETTINGS,
    WORLD,
    card_png,
    lay_out,
    lines,
    parsed,
    user_folder,
)

__all__ = ["elsewhere", "greenroom_on"]


@pytest.fixture
def mira(greenroom_on: Commands) -> Commands:
    """An instance with one account."""
    greenroom_on("account", "create", "mira")
    return greenroom_on


def imported(mira: Commands, folder: Path) -> list[dict[str, Any]]:
    done = mira("import", folder, "--account", "mira", "--json")
    assert done.code == 3  # one card is broken, one chat is nobody's
    found: list[dict[str, Any]] = json.loads(done.out)
    return found


def test_everything_in_it_has_a_place(mira: Commands, tmp_path: Path) -> None:
    found = imported(mira, lay_out(tmp_path / "in", user_folder()))
    assert Counter((one.get("kind", ""), one["state"]) for one in found) == {
        ("persona", "kept"): 2,
        ("picture", "kept"): 1,
        ("character", "kept"): 1,
        ("", "failed"): 2,
        ("sprite", "kept"): 1,
        ("lorebook", "kept"): 1,
        ("group", "kept"): 2,
        ("thread", "kept"): 1,
        ("file", "skipped"): 2,
    }
    again = imported(mira, tmp_path / "in")
    assert {one["state"] for one in again} == {"unchanged", "failed", "skipped"}


def test_a_file_of_it_that_is_named_besides_is_still_what_it_is_there(mira: Commands, tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "in", user_folder())
    done = mira("import", folder / "settings.json", folder, "--account", "mira", "--json")
    states = Counter((one.get("kind", ""), one["state"]) for one in json.loads(done.out))
    assert (states["persona", "kept"], states["", "failed"]) == (2, 2)


def test_a_persona_has_its_picture(ada: Caller) -> None:
    """Also one whose file changed; one that somebody chose meanwhile stays."""
    answer = ada.post("/v1/imports/batch", content=packed(user_folder()))
    done(ada, answer.json()["id"])
    mira = persona(ada)
    assert ada.served.http.get(mira["picture_url"].removeprefix(ada.served.url)).status_code == 200
    changed = user_folder() | {"User Avatars/mira.png": png((9, 9, 9), 8)}
    done(ada, ada.post("/v1/imports/batch", content=packed(changed)).json()["id"])
    assert persona(ada)["picture"] != mira["picture"]
    chosen = ada.post("/v1/assets", content=png((1, 2, 3))).json()["id"]
    ada.send("PATCH", f"/v1/personas/{mira['id']}", json={"picture": chosen})
    done(ada, ada.post("/v1/imports/batch", content=packed(user_folder())).json()["id"])
    assert persona(ada)["picture"] == chosen


def test_what_is_kept_beside_characters_is_listed(ada: Caller) -> None:
    done(ada, ada.post("/v1/imports/batch", content=packed(user_folder())).json()["id"])
    kept = ada.get("/v1/kept-files").json()["items"]
    assert [(one["kind"], one["path"]) for one in kept] == [
        ("persona_picture", "User Avatars/mira.png"),
        ("group_chat", "group chats/1714.jsonl"),
        ("group", "groups/1714.json"),
        ("sprite", "characters/Ada/joy.png"),
    ]
    paged = ada.get("/v1/kept-files?limit=3").json()
    (sprite,) = ada.get(f"/v1/kept-files?cursor={paged['next_cursor']}").json()["items"]
    assert ada.get(f"/v1/kept-files?character={sprite['character']}").json()["items"] == [sprite]
    assert ada.served.http.get(sprite["url"].removeprefix(ada.served.url)).content == corpus.png()


def packed(files: dict[str, bytes]) -> bytes:
    return corpus.archive(files)


def done(who: Caller, operation_id: str) -> Any:
    for _ in range(600):
        found = who.get(f"/v1/operations/{operation_id}").json()
        if found["finished_at"]:
            return found
        time.sleep(0.05)
    raise AssertionError(found)


def persona(who: Caller) -> Any:
    return next(one for one in who.get("/v1/personas").json()["items"] if one["name"] == "Mira")


def test_a_character_gets_the_lorebook_that_its_card_names(mira: Commands, tmp_path: Path) -> None:
    found = imported(mira, lay_out(tmp_path / "in", user_folder()))
    (ada,) = [one["id"] for one in found if one.get("kind") == "character"]
    card = mira.json("export", ada, "--account", "mira")
    assert [entry["content"] for entry in card["data"]["character_book"]["entries"]] == ["It is deep."]


def test_a_chat_in_which_nothing_was_shown_is_kept_as_it_came(ada: Caller) -> None:
    hidden: list[dict[str, Any]] = [HEAD, {"name": "System", "is_system": True, "mes": "/hide"}]
    files = {
        "characters/Ada.png": card_png(),
        "chats/Ada/x.jsonl": lines(hidden),
        "chats/Ada/y.jsonl": lines(hidden[:1]),
    }
    found = done(ada, ada.post("/v1/imports/batch", content=packed(files)).json()["id"])
    assert [one["state"] for one in found["results"]] == ["kept"] * 3
    kept = ada.get("/v1/kept-files").json()["items"]
    assert [ada.served.http.get(one["url"].removeprefix(ada.served.url)).content for one in kept] == [
        lines(hidden), lines([*hidden[:1]])
    ]  # fmt: skip


def test_what_a_folder_holds_beside_what_is_taken_is_said(mira: Commands, tmp_path: Path) -> None:
    """A chat of which nothing was shown leaves as it came; one that went on is another; a persona's place is none here."""
    hidden = lines([HEAD, {"name": "System", "is_system": True, "mes": "/hide"}])
    power = {
        "personas": {"x.png": "Mira"},
        "persona_descriptions": {"x.png": {"description": "", "depth": 4}},
    }
    files = {
        "characters/Ada.png": card_png(),
        "chats/Ada/hidden.jsonl": hidden,
        "chats/Ada/said.jsonl": lines(CHAT[:3]),
        "chats/Ada/odd.jsonl": b"[]",
        "settings.json": corpus.text({"power_user": power}),
    }
    found = imported(mira, lay_out(tmp_path / "in", files))
    assert "depth" in found[0]["why"]
    assert next(one["error"] for one in found if one["state"] == "failed").startswith("It can't be taken in:")
    mira.json("export", "--all", "--account", "mira", "--chats", "-o", tmp_path / "out")
    assert (tmp_path / "out" / "chats" / "Ada" / "hidden.jsonl").read_bytes() == hidden
    again = imported(mira, lay_out(tmp_path / "in", {"chats/Ada/said.jsonl": lines(CHAT)}))
    (went_on,) = [one for one in again if one["state"] == "kept"]
    assert went_on["why"].endswith("stays beside it as it is")


def test_update_changes_what_the_folder_changed(mira: Commands, tmp_path: Path) -> None:
    """The book that a card names, and a persona's words; neither is there twice."""
    imported(mira, lay_out(tmp_path / "in", user_folder()))
    world = {"entries": {"0": {**WORLD["entries"]["0"], "content": "It is shallow."}}}
    power = SETTINGS["power_user"] | {"persona_descriptions": {"mira.png": {"description": "A pilot."}}}
    changed = {"worlds/Harbour.json": corpus.text(world), "settings.json": corpus.text({"power_user": power})}
    done = mira("import", lay_out(tmp_path / "in", changed), "--account", "mira", "--json", "--update")
    found = json.loads(done.out)
    assert {(one["kind"], one["name"]) for one in found if one["state"] == "updated"} == {
        ("persona", "Mira"), ("lorebook", "Harbour")
    }  # fmt: skip
    (ada,) = [one["id"] for one in found if one.get("kind") == "character"]
    card = mira.json("export", ada, "--account", "mira")
    assert [entry["content"] for entry in card["data"]["character_book"]["entries"]] == ["It is shallow."]


def test_names_that_a_database_does_not_take(mira: Commands, tmp_path: Path) -> None:
    settings = {"power_user": {"personas": {"x.png": "Mi\0ra"}}}
    lay_out(tmp_path / "in", {"characters/Ada.png": card_png(), "settings.json": corpus.text(settings)})
    done = mira("import", tmp_path / "in", "--account", "mira", "--json")
    assert [(one["kind"], one["name"]) for one in json.loads(done.out)] == [
        ("persona", "Mi\ufffdra"),
        ("character", "Ada"),
    ]


def test_a_character_whose_name_no_disk_takes_leaves_too(mira: Commands, tmp_path: Path) -> None:
    cards = {name: {**CARD, "data": {**CARD["data"], "name": name * 70}} for name in ("a", "😀")}
    lay_out(tmp_path / "in", {f"{name}.png": card_png(card) for name, card in cards.items()})
    assert mira("import", tmp_path / "in", "--account", "mira").code == 0
    assert mira("export", "--all", "--account", "mira", "-o", tmp_path / "out").code == 0
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == [
        "a" * 70 + ".json",
        "😀" * 50 + ".json",
    ]


def test_a_book_that_a_card_names_stays_when_the_card_changes(mira: Commands, tmp_path: Path) -> None:
    imported(mira, lay_out(tmp_path / "in", user_folder()))
    changed = {**CARD, "data": {**CARD["data"], "personality": "", "description": "Sleeps."}}
    lay_out(tmp_path / "in", {"characters/Ada.png": card_png(changed)})
    done = mira("import", tmp_path / "in", "--account", "mira", "--json", "--update")
    (ada,) = [one["id"] for one in json.loads(done.out) if one.get("kind") == "character"]
    data = mira.json("export", ada, "--account", "mira")["data"]
    assert (data["personality"], data["description"]) == ("", "Sleeps.")
    assert [entry["content"] for entry in data["character_book"]["entries"]] == ["It is deep."]


def test_a_chat_leaves_as_it_came(mira: Commands, tmp_path: Path) -> None:
    imported(mira, lay_out(tmp_path / "in", user_folder()))
    out = tmp_path / "out"
    mira.json("export", "--all", "--account", "mira", "--chats", "-o", out)
    (file,) = (out / "chats").rglob("*.jsonl")
    assert file.relative_to(out).as_posix() == "chats/Ada/Ada - 2024.jsonl"
    head, *said = parsed(file.read_bytes())
    assert head == HEAD
    assert said == CHAT[1:]


def test_what_leaves_with_chats_comes_back_with_them(mira: Commands, tmp_path: Path) -> None:
    imported(mira, lay_out(tmp_path / "in", user_folder()))
    mira.json("export", "--all", "--account", "mira", "--chats", "--format", "png", "-o", tmp_path / "out")
    mira("account", "create", "other")
    done = mira("import", tmp_path / "out", "--account", "other", "--json")
    assert [(one["kind"], one["state"]) for one in json.loads(done.out)] == [
        ("character", "kept"),
        ("thread", "kept"),
    ]


def test_a_folder_in_an_archive_in_a_folder(mira: Commands, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "st.zip").write_bytes(packed(user_folder()))
    found = imported(mira, tmp_path / "in")
    assert ("thread", "kept") in {(one.get("kind"), one["state"]) for one in found}
    assert not any(
        b"canary" in file.read_bytes() for file in (tmp_path / "data").rglob("*") if file.is_file()
    )


def test_no_key_is_kept(mira: Commands, tmp_path: Path) -> None:
    imported(mira, lay_out(tmp_path / "in", user_folder()))
    for file in (tmp_path / "data").rglob("*"):
        assert not file.is_file() or b"canary-secret" not in file.read_bytes()


@pytest.mark.parametrize("line", [
    {"mes": "x", "send_date": 1e308},
    {"mes": "x", "send_date": "²"},
    {"mes": "x", "send_date": -1e308, "swipes": ["x"], "swipe_info": [{"send_date": 1e308}]},
    b'{"mes": "x", "extra": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
], ids=["late", "superscript", "early", "deep"])  # fmt: skip
def test_an_odd_line_of_a_chat_ends_nothing(mira: Commands, tmp_path: Path, line: Any) -> None:
    odd = corpus.text(HEAD) + b"\n" + (line if isinstance(line, bytes) else corpus.text(line)) + b"\n"
    files = {"characters/Ada.png": card_png(), "chats/Ada/0.jsonl": odd, "chats/Ada/1.jsonl": lines(CHAT)}
    done = mira("import", lay_out(tmp_path / "in", files), "--account", "mira", "--json")
    states = [one["state"] for one in json.loads(done.out)]
    assert states == ["kept", "failed" if isinstance(line, bytes) else "kept", "kept"]
