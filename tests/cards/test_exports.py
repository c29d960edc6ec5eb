"""Files as they are written: read again they say the same, and other programs find in them what they look for."""

import json
import zlib
from base64 import b64decode
from io import BytesIO
from os import urandom
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from msgspec.structs import replace
from tests.cards.corpus import (
    JPEG,
    PIXELS,
    V2,
    V3,
    archive,
    chunk,
    i_text,
    png,
    t_text,
    text,
    z_text,
)
from tests.cards.test_file import FORMATS, asset, read, with_assets

from greenroom.cards.containers.png import read_chunks
from greenroom.cards.exported import Exported, Materials
from greenroom.cards.exports import EXPORTS, exports
from greenroom.cards.imported import Found
from greenroom.characters.codecs import Context
from greenroom.characters.model import Character, Prompt, blank_record
from greenroom.kit.structs import put_paths
from greenroom.problems import BadCard

NOWHERE = Context("")
NOW = 1_700_000_000_000_000
ENTRY = {"keys": ["k"], "content": "@@depth 4\nc", "enabled": True, "insertion_order": 1, "use_regex": True}
FULL: dict[str, Any] = {
    **V3,
    "_id": "x",
    "data": {
        **V3["data"],
        "name": "Zoë 😀",
        "odd": {"deep": [1.0, 2**70, None]},
        "character_book": {
            "extensions": {"b": 1},
            "odd": 1,
            "entries": [{**ENTRY, "extensions": {"e": 1}, "id": "7"}],
        },
    },
}


def written(form: str, character: Character, materials: Materials | None = None) -> Exported:
    record = replace(blank_record("", "", 0), character=character)
    return exports(FORMATS)[form](record, NOWHERE, materials or Materials(picture=png(), icon=png()), NOW)


def first(data: bytes) -> Found:
    return read(data).characters[0]


def undated(character: Character) -> Any:
    """A character without what an export always renews."""
    facet = json.loads(bytes(character.facets.get("card", b"{}")))
    facet.pop("data.modification_date", None)
    return replace(character, facets={}), facet


@pytest.mark.parametrize("card", [V2, V3, FULL], ids=["v2", "v3", "full"])
@pytest.mark.parametrize("form", [*EXPORTS, "v2", "v3"])
def test_it_comes_back_as_it_was(form: str, card: dict[str, Any]) -> None:
    character = first(text(card)).character
    assert undated(first(written(form, character).data).character) == undated(character)


@pytest.mark.parametrize("assets", ["x", 5, True, {"a": 1}, [1], [{"uri": 5}]])
@pytest.mark.parametrize("form", EXPORTS)
def test_assets_that_are_none(form: str, assets: Any) -> None:
    found = first(written(form, first(text({**V3, "data": {**V3["data"], "assets": assets}})).character).data)
    assert found.character.name == "Ada"


def test_a_file_beside_the_card_is_packed_again() -> None:
    model = b"vertex " * 1_000_000
    materials = Materials(
        picture=png(), icon=png(), entries={"assets/x/3d/a.vrm": b"%b%b" % (model, urandom(200_000))}
    )
    assert len(written("charx", first(text(V3)).character, materials).data) < 1_000_000


@pytest.mark.parametrize("form", ["png", "charx"])
def test_a_picture_that_is_in_the_file_is_not_called_lost(form: str) -> None:
    pictured = put_paths(first(text(V3)).character, {"avatar": "A" * 24})
    assert "avatar" not in {line.field for line in written(form, pictured).report}


def test_assets_in_chunks_of_a_picture_that_was_replaced_are_told() -> None:
    character = first(text(with_assets(asset("__asset:0", "emotion", "sad")))).character
    for own, told in ((True, ["data.assets[0]"]), (False, [])):
        report = written("png", character, Materials(picture=png(), icon=png(), own_icon=own)).report
        assert [line.field for line in report if line.fate == "dropped"] == told


def test_a_card_that_packs_too_well_is_read_again() -> None:
    character = first(text({**V3, "data": {**V3["data"], "description": "again " * 1_000_000}})).character
    assert first(written("charx", character).data).character.prompt == character.prompt


@pytest.mark.parametrize("form", EXPORTS)
def test_an_edit_is_what_comes_back(form: str) -> None:
    before = first(png(t_text("chara", V2), t_text("ccv3", V3)))
    edited = put_paths(before.character, {"prompt": Prompt(definition="Edited.")})
    materials = Materials(picture=before.avatar or b"", icon=before.avatar or b"")
    found = read(written(form, edited, materials).data)
    assert found.characters[0].character.prompt.definition == "Edited."
    assert found.alternatives == ()


@pytest.mark.parametrize("form", ["png", "chara_card_v2", "chara_card_v3", "charx"])
def test_copies_for_older_readers_are_edited_too(form: str) -> None:
    card = {**V2, "name": "Ada", "description": V2["data"]["description"], "scenario": "another", "_id": "x"}
    before = first(text(card))
    edited = put_paths(
        before.character, {"name": "Eva", "prompt.definition": "New.", "prompt.scenario": "None."}
    )
    materials = Materials(picture=png(), icon=png(), like=before.card)
    found = first(written(form, edited, materials).data).card
    assert found
    assert (found["name"], found["description"], found["scenario"]) == ("Eva", "New.", "another")


def chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    return [(one.kind, one.body(data)) for one in read_chunks(data).listed]


def test_every_other_chunk_stays_and_no_old_card_does() -> None:
    others = (
        chunk(b"gAMA", b"\0\0\xb1\x8f"),
        t_text("Title", b"Ada"),
        chunk(b"acTL", b"\0\0\0\1\0\0\0\0"),
        z_text("Comment", b"packed"),
        t_text("chara-ext-asset_:0", b"icon"),
    )
    old = (t_text("Chara", V2), z_text("chara", b"e30="), i_text("CCV3", b"e30=", packed=True))
    picture = png(*others[:3], *old, *others[3:], chunk(b"tIME", b"\x07\xe8\1\1\0\0\0"), after=b"rest")
    data = written("png", first(text(V3)).character, Materials(picture=picture)).data
    kinds = [one for one in chunks(data) if not one[1].startswith((b"chara\0", b"ccv3\0"))]
    assert kinds == [one for one in chunks(picture) if not one[1].lower().startswith((b"chara\0", b"ccv3\0"))]
    for other in (*others, PIXELS):
        assert other in data
    texts = [
        (kind, body.partition(b"\0"))
        for kind, body in chunks(data)
        if body.startswith((b"chara\0", b"ccv3\0"))
    ]
    assert [(kind, keyword) for kind, (keyword, _, _) in texts] == [(b"tEXt", b"chara"), (b"tEXt", b"ccv3")]
    v2, v3 = (json.loads(b64decode(body, validate=True)) for _, (_, _, body) in texts)
    assert (v2["spec"], v3["spec"]) == ("chara_card_v2", "chara_card_v3")
    assert v2["data"]["creator_notes"].startswith("This is a V2 copy")
    where = [kind for kind, _ in chunks(data)]
    assert (
        where.index(b"IDAT") - 2
        == max(at for at, (_, body) in enumerate(chunks(data)) if body.startswith(b"ccv3")) - 1
    )
    assert not data.endswith(b"rest")


def test_checksums_are_right() -> None:
    picture = png(chunk(b"gAMA", b"\0\0\xb1\x8f", crc=1), t_text("chara", V2, crc=2))
    data = written("png", first(text(V3)).character, Materials(picture=picture)).data
    for one in read_chunks(data).listed:
        assert int.from_bytes(data[one.end : one.end + 4], "big") == zlib.crc32(data[one.start - 4 : one.end])


def test_a_picture_that_is_cut_off_is_whole_again() -> None:
    data = written("png", first(text(V3)).character, Materials(picture=png()[:-20])).data
    assert chunks(data)[-1] == (b"IEND", b"")
    assert read(data).warnings == ()


def test_a_png_tells_which_assets_stay_behind() -> None:
    card = with_assets(asset("embeded://a.png"), asset("https://example.com/b.png", "background"))
    report = written("png", first(text(card)).character).report
    assert [(line.field, line.fate) for line in report if "assets" in line.field] == [
        ("data.assets[0]", "dropped")
    ]


def materials_of(data: bytes, **more: Any) -> Materials:
    """What the file of a character gives for its export."""
    found = first(data)
    with ZipFile(BytesIO(data)) as opened:
        entries = {name: opened.read(name) for name in opened.namelist() if name != "card.json"}
    return Materials(icon=found.avatar or b"", assets=found.assets, entries=entries, like=found.card, **more)


def test_a_charx_keeps_whatever_was_in_it() -> None:
    card = with_assets(
        asset("embeded://assets/icon/images/main.png"), asset("embeded://s.ogg", "x_sound", "s")
    )
    files = {
        "card.json": card,
        "assets/icon/images/main.png": png(),
        "s.ogg": b"s",
        "module.risum": b"m",
        "x_meta/1.json": {"a": 1},
    }
    data = archive(files)
    again = written("charx", first(data).character, materials_of(data)).data
    with ZipFile(BytesIO(again)) as opened:
        assert opened.namelist()[0] == "card.json"
        assert {name: opened.read(name) for name in opened.namelist()[1:]} == {
            name: value if isinstance(value, bytes) else text(value)
            for name, value in files.items()
            if name != "card.json"
        }
        assert json.loads(opened.read("card.json"))["data"]["assets"] == card["data"]["assets"]
    assert undated(first(again).character) == undated(first(data).character)


def test_equal_input_gives_equal_bytes() -> None:
    data = archive({"card.json": FULL, "b.txt": b"b", "a.txt": b"a"})
    one = written("charx", first(data).character, materials_of(data)).data
    assert one == written("charx", first(data).character, materials_of(data)).data


def test_a_new_picture_takes_the_place_of_the_main_icon() -> None:
    data = archive({"card.json": with_assets(asset("embeded://old.png")), "old.png": b"old"})
    made = materials_of(data, own_icon=True)._replace(icon=b"RIFFnewnWEBP", icon_ext="webp")
    again = first(written("charx", first(data).character, made).data)
    assert (again.avatar, [one.uri for one in again.assets]) == (
        b"RIFFnewnWEBP",
        ["embeded://assets/icon/images/main.webp"],
    )


def test_the_icon_of_a_charx_has_no_old_card_in_it() -> None:
    picture = png(t_text("chara", V2))
    again = first(written("charx", first(picture).character, Materials(icon=picture)).data)
    assert again.avatar == png()
    assert "data.assets" not in json.loads(bytes(again.character.facets["card"]))


def test_assets_of_the_old_scheme_move_into_the_archive() -> None:
    chunk_of = t_text("chara-ext-asset_:0", b"sad")
    data = png(t_text("ccv3", with_assets(asset("__asset:0", "emotion", "sad"))), chunk_of)
    found = first(data)
    again = first(written("charx", found.character, Materials(icon=data, assets=found.assets)).data)
    moods = [one for one in again.assets if one.type == "emotion"]
    assert [(one.uri, one.read()) for one in moods] == [("embeded://assets/emotion/images/0-sad.png", b"sad")]


def test_jpeg_and_zip_keeps_its_picture() -> None:
    data = archive({"card.json": V3}, before=JPEG)
    assert first(data).avatar == JPEG


def test_yaml_is_also_for_those_who_know_no_cards() -> None:
    made = yaml.safe_load(written("yaml", first(text(FULL)).character).data)
    assert (made["name"], made["context"], made["greeting"]) == (
        "Zoë 😀",
        "Keeps the lighthouse.",
        "You're wet.",
    )
    assert made["spec"] == "chara_card_v3"


def test_exactly_what_strict_readers_ask_for() -> None:
    bare = first(text({"name": "Ada", "description": ""})).character
    v2 = json.loads(written("v2", bare).data)["data"]
    assert "character_book" not in v2
    assert (v2["extensions"], v2["creator"], v2["tags"]) == ({}, "", [])
    book = {**V2["data"], "character_book": {"entries": [{"keys": ["k"], "content": "c"}]}}
    v3 = json.loads(written("v3", first(text({**V2, "data": book})).character).data)["data"]
    assert v3["group_only_greetings"] == []
    assert v3["character_book"]["extensions"] == {}
    (entry,) = v3["character_book"]["entries"]
    assert (entry["use_regex"], entry["extensions"], entry["enabled"]) == (False, {}, True)


def test_a_large_card_is_warned_of() -> None:
    large = first(text({"name": "Ada", "description": "x" * 5_000_001})).character
    assert [line.field for line in written("png", large).report] == ["card"]


@pytest.mark.parametrize(("entries", "fields"), [(3_000, []), (8_000, ["file"])])
def test_yaml_that_would_not_be_read_again_is_told(entries: int, fields: list[str]) -> None:
    book = {"extensions": {}, "entries": [{**ENTRY, "content": "c", "extensions": {}}] * entries}
    character = first(text({**V3, "data": {**V3["data"], "character_book": book}})).character
    made = written("yaml", character)
    assert [line.field for line in made.report if line.field == "file"] == fields
    if fields:
        with pytest.raises(BadCard):
            read(made.data)


def test_an_empty_list_of_assets_is_one_again() -> None:
    for card in (V3, {**V3, "data": {**V3["data"], "assets": []}}):
        character = first(text(card)).character
        assert undated(first(written("charx", character).data).character) == undated(character)


def test_a_picture_of_no_known_kind_is_ours_too() -> None:
    character = first(text(V3)).character
    made = written("charx", character, Materials(icon=b"hi", icon_ext="unknown"))
    assert undated(first(made.data).character) == undated(character)


def test_the_order_of_keys_is_that_of_the_file() -> None:
    card = {"data": {"description": "d", "name": "Ada"}, "spec": "chara_card_v2", "spec_version": "2.0"}
    found = first(text(card))
    made = json.loads(written("v2", found.character, Materials(like=found.card)).data)
    assert list(made)[:3] == ["data", "spec", "spec_version"]
    assert list(made["data"])[:2] == ["description", "name"]
