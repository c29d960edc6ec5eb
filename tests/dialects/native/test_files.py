"""Files over HTTP: what comes in is kept as it came, and leaves in any form."""

import json
from base64 import b64encode
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from PIL import Image
from tests.cards.corpus import V2, V3, archive, head, png, t_text, text
from tests.cards.test_file import BYAF, CONVAI, FORMATS, INWORLD, NPC, REPLR, ROLEPLAY, read
from tests.served import Caller
from tests.served import png as picture

from greenroom.characters.losses import ANOTHERS, NO_FIELD, OWN_WORDS

CARD = png(t_text("chara", V2), t_text("ccv3", V3))
ELIZA = {"name": "Eliza", "bio": "b", "settings": {"secrets": {"KEY": "canary-of-eliza"}}}
BOOK = {
    "spec": "lorebook_v3",
    "data": {"name": "B", "entries": [{"keys": ["k"], "content": "c", "insertion_order": 1}]},
}


def sent(who: Caller, data: bytes, query: str = "", **more: Any) -> Any:
    answer = who.post(f"/v1/imports{query}", content=data, **more)
    assert answer.status_code == 201, answer.text
    return answer.json()


def exported(who: Caller, made: Any, form: str) -> bytes:
    answer = who.get(f"/v1/characters/{made['id']}/export?format={form}")
    assert answer.status_code == 200, answer.text
    data: bytes = answer.content
    return data


def shown(who: Caller, made: Any) -> Any:
    """The core of a character, without its picture."""
    character = who.get(f"/v1/characters/{made['id']}").json()["character"]
    return {name: value for name, value in character.items() if name not in ("avatar", "facets")}


def test_a_picture_becomes_a_character_with_that_picture(ada: Caller) -> None:
    made = sent(ada, CARD, "?name=ada.png")
    assert (made["character"]["name"], made["format"], made["container"]) == ("Ada", "chara_card_v3", "png")
    assert {"field": "data.name", "fate": "kept", "why": ""} in made["report"]
    answer = ada.served.http.get(made["avatar_url"].removeprefix(ada.served.url))
    with Image.open(BytesIO(answer.content)) as seen:
        assert (seen.format, seen.size) == ("WEBP", (2, 2))


def test_a_picture_with_wrong_checksums_is_shown(ada: Caller) -> None:
    made = sent(ada, png(t_text("chara", V2, crc=7)))
    assert not made["avatar_url"].endswith("/default.webp")
    assert ada.served.http.get(made["avatar_url"].removeprefix(ada.served.url)).status_code == 200


def test_it_leaves_as_it_came(ada: Caller) -> None:
    answer = ada.get(f"/v1/characters/{sent(ada, CARD)['id']}/export?format=original")
    assert answer.content == CARD
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''Ada.png"
    assert answer.headers.get_list("x-content-type-options") == ["nosniff"]


@pytest.mark.parametrize("form", ["png", "charx", "yaml", "chara_card_v2", "chara_card_v3", "v2", "v3"])
def test_it_leaves_in_any_form_and_comes_back(form: str, ada: Caller) -> None:
    made = sent(ada, CARD)
    again = sent(ada, exported(ada, made, form))
    assert shown(ada, again) == shown(ada, made)
    assert again["avatar_url"].endswith("/default.webp") == (form not in ("png", "charx"))


def test_an_edit_is_in_the_picture_and_the_original_stays(ada: Caller) -> None:
    made = sent(ada, CARD)
    ada.send(
        "PATCH", f"/v1/characters/{made['id']}", json={"character": {"prompt": {"definition": "Edited."}}}
    )
    found = read(exported(ada, made, "png"))
    assert found.characters[0].character.prompt.definition == "Edited."
    assert (found.alternatives, found.warnings) == ((), ())
    assert exported(ada, made, "original") == CARD


def test_another_picture_is_in_the_files_then(ada: Caller) -> None:
    made = sent(ada, archive({"card.json": V3, "module.risum": b"m"}))
    other = ada.post("/v1/assets", content=picture((9, 9, 9), 8)).json()["id"]
    ada.send("PATCH", f"/v1/characters/{made['id']}", json={"character": {"avatar": other}})
    with Image.open(BytesIO(exported(ada, made, "png"))) as seen:
        assert (seen.format, seen.size) == ("PNG", (8, 8))
    with ZipFile(BytesIO(exported(ada, made, "charx"))) as files:
        assert files.namelist() == ["card.json", "assets/icon/images/greenroom.webp", "module.risum"]


def test_lorebooks_that_come_with_characters_are_kept(ada: Caller) -> None:
    made = sent(ada, archive({"a.json": V2, "world.json": BOOK, "more.json": {**BOOK, "x": 1}}))
    assert [(one["name"], one["entries"]) for one in made["lorebooks"]] == [("B", 1), ("B", 1)]
    listed = ada.get("/v1/lorebooks").json()["items"]
    assert {one["id"] for one in listed} == {one["id"] for one in made["lorebooks"]}
    given = sent(ada, text([BOOK, {**BOOK, "x": 2}]), f"?character={made['id']}")
    assert [one["name"] for one in given["lorebooks"]] == ["B"]


def test_the_other_cards_of_a_file_can_be_chosen(ada: Caller) -> None:
    old, zipped = (
        {**V2, "data": {**V2["data"], "name": "Old"}},
        {**V3, "data": {**V3["data"], "name": "Zipped"}},
    )
    data = png(t_text("ccv3", V3), t_text("chara", old), after=archive({"card.json": zipped}))
    made = sent(ada, data)
    assert (made["character"]["name"], len(made["alternatives"])) == ("Ada", 2)
    for number, name in ((1, "Old"), (2, "Zipped")):
        other = sent(ada, data, f"?alternative={number}")
        assert (other["character"]["name"], other["container"]) == (name, "png")
        assert not other["avatar_url"].endswith("/default.webp")
        assert exported(ada, other, "original") == data
        assert read(exported(ada, other, "png")).characters[0].character.name == name
    assert ada.post("/v1/imports?alternative=3", content=data).status_code == 400


def test_an_archive_with_more_in_it_is_not_kept(ada: Caller) -> None:
    made = sent(ada, archive({"characters/a.json": V2, "secrets.json": {"api_key_openai": "canary-of-ada"}}))
    assert "its bytes were not kept" in {one["why"].partition(",")[0] for one in made["report"]}
    assert ada.get(f"/v1/characters/{made['id']}/export?format=original").status_code == 404


def test_an_entry_that_cannot_be_read_is_told(ada: Caller) -> None:
    data = archive({"card.json": V3, "module.risum": b"m"})
    checksum = data.rfind(b"PK\1\2") + 16
    made = sent(ada, data[:checksum] + bytes(4) + data[checksum + 4 :])
    report = ada.get(f"/v1/characters/{made['id']}/export?format=charx&report=true").json()["report"]
    assert ("module.risum", "dropped") in {(one["field"], one["fate"]) for one in report}


def test_an_archive_behind_a_picture_without_a_card(ada: Caller) -> None:
    data = archive({"card.json": V3}, before=picture((9, 9, 9), 8))
    made = sent(ada, data)
    assert not made["avatar_url"].endswith("/default.webp")
    answer = ada.get(f"/v1/characters/{made['id']}/export?format=original")
    assert (answer.content, answer.headers["content-type"]) == (data, "image/png")


def test_a_character_that_never_was_a_file(ada: Caller) -> None:
    made = ada.post("/v1/characters", {"character": {"name": "Nora"}}).json()
    assert ada.get(f"/v1/characters/{made['id']}/export?format=original").status_code == 404
    assert read(exported(ada, made, "png")).characters[0].character.name == "Nora"
    assert read(exported(ada, made, "charx")).characters[0].character.name == "Nora"


def test_a_form_with_a_file(ada: Caller) -> None:
    answer = ada.post("/v1/imports", files={"file": ("ada.png", CARD, "image/png")})
    assert (answer.status_code, answer.json()["character"]["name"]) == (201, "Ada")
    assert ada.post("/v1/imports", files={"a": ("a", CARD), "b": ("b", CARD)}).status_code == 400


@pytest.mark.parametrize(
    ("form", "body"),
    [("inworld", INWORLD), ("convai", CONVAI), ("replr", REPLR), ("roleplay", ROLEPLAY), ("npcbuilder", NPC)],
)
def test_what_a_service_answered(form: str, body: Any, ada: Caller) -> None:
    made = sent(ada, text(body))
    assert (made["format"], made["character"]["name"]) == (form, "Ada")
    again = sent(ada, exported(ada, made, form))
    assert again["format"] == form
    assert shown(ada, again) == shown(ada, made)


def test_greenrooms_own(ada: Caller) -> None:
    made = sent(ada, text(V3))
    again = sent(ada, exported(ada, made, "native"))
    assert (again["format"], shown(ada, again)) == ("native", shown(ada, made))


def test_a_file_of_several(ada: Caller) -> None:
    made = sent(ada, archive({"a.json": V2, "b.json": INWORLD, "c.json": b"{"}))
    assert [one["character"]["name"] for one in (made, *made["others"])] == ["Ada", "Ada"]
    assert [(one["place"], one["reason"]) for one in made["failures"]] == [("c.json", "not_json")]
    assert len(ada.get("/v1/characters").json()["items"]) == 2


def test_a_lorebook_becomes_that_of_a_character(ada: Caller) -> None:
    made = sent(ada, text(V3))
    answer = ada.post("/v1/imports", content=text(BOOK))
    assert (answer.status_code, answer.json()["reason"]) == (400, "lorebook")
    changed = sent(ada, text(BOOK), f"?character={made['id']}")
    assert (changed["id"], changed["revision"]) == (made["id"], 2)
    assert changed["character"]["knowledge"]["lorebook"]["name"] == "B"


def test_secrets_are_nowhere(ada: Caller) -> None:
    made = sent(ada, text(ELIZA))
    assert "canary-of-eliza" not in json.dumps(made)
    assert ada.get(f"/v1/characters/{made['id']}/export?format=original").status_code == 404
    for form in ("v2", "v3", "yaml", "native"):
        assert b"canary-of-eliza" not in exported(ada, made, form)
    assert all(
        b"canary-of-eliza" not in file.read_bytes() for file in (ada.served.data / "media").rglob("*/*/*")
    )


def test_a_picture_too_large_to_show_gives_way_to_the_default_one(ada: Caller) -> None:
    large = png(t_text("chara", V2), header=head(20_000, 20_000))
    made = sent(ada, large)
    assert made["avatar_url"].endswith("/media/default.webp")
    assert [note["field"] for note in made["notes"]] == ["avatar"]
    assert exported(ada, made, "original") == large


def test_a_picture_is_made_when_it_is_looked_at(ada: Caller) -> None:
    """As after an import of many, which leaves pictures for later."""
    made = sent(ada, CARD)
    path = made["avatar_url"].removeprefix(ada.served.url)
    before = ada.served.http.get(path).content
    (file,) = (ada.served.data / "media").rglob(path.rpartition("/")[2].removesuffix(".webp"))
    file.unlink()
    assert ada.served.http.get(path).content == before
    assert file.exists()


def test_pictures_beside_a_character_in_an_archive(ada: Caller) -> None:
    character = {**BYAF["characters/a/character.json"], "images": [{"path": "images/a.png"}]}
    made = sent(
        ada,
        archive({**BYAF, "characters/a/character.json": character, "characters/a/images/a.png": picture()}),
    )
    assert not made["avatar_url"].endswith("/media/default.webp")


def test_what_a_file_leaves_out_is_told_in_its_place(ada: Caller) -> None:
    asset = {"type": "x_sound", "uri": "embeded://s.ogg", "name": "s", "ext": "ogg"}
    card = {**V3, "data": {**V3["data"], "assets": [asset]}}
    made = sent(ada, archive({"card.json": card, "s.ogg": b"s"}))
    answer = ada.get(f"/v1/characters/{made['id']}/export?format=png&report=true").json()
    assert [(line["field"], line["fate"]) for line in answer["report"]] == [("data.assets[0]", "dropped")]
    with ZipFile(BytesIO(exported(ada, made, "charx"))) as files:
        assert files.read("s.ogg") == b"s"


@pytest.mark.parametrize("form", [one.name for one in FORMATS if not one.own])
def test_a_vendors_file_tells_what_the_vendors_view_does_not_say(form: str, ada: Caller) -> None:
    path = f"/v1/characters/{sent(ada, CARD)['id']}"
    person = {"motivation": "Light.", "life_stage": "teenager"}
    ada.send("PATCH", path, json={"character": {"person": person, "mood": {"joy": 3}}})
    report = ada.get(f"{path}/export?format={form}&report=true").json()["report"]
    losses = ada.get(f"{path}/views").json()["losses"][form]
    assert losses
    told = [{"field": line["field"], "why": line["why"]} for line in report]
    assert [line for line in told if line["why"] != ANOTHERS] == losses
    assert {"field": "facets.card.data.creator", "why": ANOTHERS} in told
    fates = {NO_FIELD: "dropped", OWN_WORDS: "mapped", ANOTHERS: "dropped"}
    assert [line["fate"] for line in report] == [fates[line["why"]] for line in report]


@pytest.mark.parametrize("form", ["png", "charx", "yaml", "v2", "v3"])
def test_a_card_tells_what_other_apis_keep_for_themselves(form: str, ada: Caller) -> None:
    body = {
        "name": "Ada",
        "description": "d",
        "instructions": "i",
        "voice_id": "v",
        "mood_ring": {"stone": "opal"},
    }
    assert ada.post("/v1/replrs", body).status_code in (200, 201)
    (made,) = ada.get("/v1/characters").json()["items"]
    report = ada.get(f"/v1/characters/{made['id']}/export?format={form}&report=true").json()["report"]
    for field in ("facets.replr.voice_id", "unknown.replr.mood_ring.stone"):
        assert {"field": field, "fate": "dropped", "why": ANOTHERS} in report
    assert b"opal" not in exported(ada, made, "v3")


def test_our_own_file_leaves_out_nothing(ada: Caller) -> None:
    path = f"/v1/characters/{sent(ada, CARD)['id']}"
    assert ada.get(f"{path}/export?format=native&report=true").json() == {"report": []}


@pytest.mark.parametrize("query", ["format=pdf", "report=yes", "report=null"])
def test_a_parameter_that_is_none(query: str, ada: Caller) -> None:
    answer = ada.get(f"/v1/characters/{sent(ada, CARD)['id']}/export?{query}")
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:greenroom:problem:bad-parameter")


def test_its_file_goes_with_the_character(ada: Caller) -> None:
    mark = b64encode(b"a mark of this very test")
    made = sent(ada, text({**V3, "mark": mark.decode()}))
    files = ada.served.data / "media"
    assert any(mark in file.read_bytes() for file in files.rglob("*/*/*"))
    ada.delete(f"/v1/characters/{made['id']}")
    assert not any(mark in file.read_bytes() for file in files.rglob("*/*/*"))


def test_files_are_no_pictures_in_the_list_of_those(ada: Caller) -> None:
    sent(ada, CARD)
    assert [one["media_type"] for one in ada.get("/v1/assets").json()["items"]] == ["image/webp"]


def test_a_file_that_is_too_large(ada: Caller) -> None:
    answer = ada.post("/v1/imports", content=b"\0" * (64 * 1024 * 1024 + 1))
    assert (answer.status_code, answer.json()["type"]) == (413, "urn:greenroom:problem:too-large")


def test_the_same_request_again_makes_nothing(ada: Caller) -> None:
    headers = {"idempotency-key": "one"}
    first, second = (ada.post("/v1/imports", content=CARD, headers=headers) for _ in range(2))
    assert (first.json(), second.headers["idempotent-replayed"]) == (second.json(), "true")


def test_every_dialect_with_characters_has_files() -> None:
    assert {one.name for one in FORMATS} == {"convai", "inworld", "npcbuilder", "replr", "roleplay", "native"}
