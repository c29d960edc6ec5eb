"""Every kind of file, read: what comes of it, or why it is refused. The rows follow the containers, then the formats."""

import hashlib
import json
import struct
import time
import tracemalloc
from base64 import b64encode, urlsafe_b64encode
from io import BytesIO
from os import urandom
from typing import Any, NamedTuple
from zipfile import ZipFile

import pytest
from tests.cards.corpus import (
    END,
    JPEG,
    PIXELS,
    SIGNATURE,
    V1,
    V2,
    V3,
    archive,
    chunk,
    decimal,
    encoded,
    head,
    i_text,
    png,
    raw_text,
    t_text,
    text,
    webp,
    z_text,
)

from greenroom.app import formats
from greenroom.cards.file import read_file
from greenroom.cards.imported import Imported
from greenroom.cards.refusals import REASONS
from greenroom.problems import BadCard

FORMATS = formats()


def read(data: bytes, name: str = "file") -> Imported:
    return read_file(name, data, FORMATS)


def named(value: dict[str, Any], name: str) -> dict[str, Any]:
    return {**value, "data": {**value["data"], "name": name}}


class Row(NamedTuple):
    """A file that is read: what it is in, what it is, the first character's name, and words of a warning."""

    what: str
    data: bytes
    container: str
    format: str
    name: str = "Ada"
    warning: str = ""


def appended(before: bytes, files: dict[str, Any]) -> bytes:
    """An archive behind something else, written as if all of it were an archive."""
    out = BytesIO(before)
    with ZipFile(out, "a") as made:
        for name, value in files.items():
            made.writestr(name, text(value))
    return out.getvalue()


BOM = b"\xef\xbb\xbf"
LATIN = json.dumps({**V1, "name": "Zoë"}, ensure_ascii=False).encode("latin-1")
BASE64 = encoded(V2)
LINES = b"\r\n".join(BASE64[at : at + 40] for at in range(0, len(BASE64), 40))
URL = urlsafe_b64encode(text({**V1, "description": "ÿþ?~" * 9})).rstrip(b"=")

PNG = [
    Row("tEXt", png(t_text("chara", V2)), "png", "chara_card_v2"),
    Row("zTXt", png(z_text("chara", BASE64)), "png", "chara_card_v2"),
    Row("iTXt", png(i_text("chara", BASE64, packed=False)), "png", "chara_card_v2"),
    Row("iTXt, packed", png(i_text("ccv3", encoded(V3), packed=True)), "png", "chara_card_v3"),
    Row("the keyword in capitals", png(t_text("Chara", V2)), "png", "chara_card_v2"),
    Row("V1", png(t_text("chara", V1)), "png", "chara_card_v1"),
    Row("ccv3 alone", png(t_text("ccv3", V3)), "png", "chara_card_v3"),
    Row("both, alike", png(t_text("chara", V2), t_text("ccv3", V3)), "png", "chara_card_v3"),
    Row(
        "both, different",
        png(t_text("chara", named(V2, "Old")), t_text("ccv3", V3)),
        "png",
        "chara_card_v3",
        warning="other card",
    ),
    Row(
        "ccv3 unreadable",
        png(raw_text("ccv3", b"!!!"), t_text("chara", V2)),
        "png",
        "chara_card_v2",
        warning="chunk ccv3 can't be read",
    ),
    Row(
        "two charas",
        png(t_text("chara", V2), t_text("chara", named(V2, "Appended"))),
        "png",
        "chara_card_v2",
        warning="other card",
    ),
    Row("the first unreadable", png(raw_text("chara", b"{"), t_text("chara", V2)), "png", "chara_card_v2", warning="not JSON"),
    Row("after the pixels", SIGNATURE + head() + PIXELS + t_text("chara", V2) + END, "png", "chara_card_v2"),
    Row("base64 of the URL alphabet", png(raw_text("chara", URL)), "png", "chara_card_v1"),
    Row("base64 in lines", png(raw_text("chara", LINES)), "png", "chara_card_v2"),
    Row("base64 without padding", png(raw_text("chara", BASE64.rstrip(b"="))), "png", "chara_card_v2"),
    Row("plain JSON", png(raw_text("chara", text(V2))), "png", "chara_card_v2"),
    Row("a byte order mark", png(t_text("chara", BOM + text(V2))), "png", "chara_card_v2"),
    Row("Latin-1", png(t_text("chara", LATIN)), "png", "chara_card_v1", "Zoë", "Latin-1"),
    Row("a wrong checksum", png(t_text("chara", V2, crc=7)), "png", "chara_card_v2", warning="checksum"),
    Row("bytes after the end", png(t_text("chara", V2), after=b"more"), "png", "chara_card_v2", warning="4 bytes"),
    Row(
        "an archive after the end",
        png(t_text("chara", V2), after=archive({"card.json": named(V3, "Zipped")})),
        "png",
        "chara_card_v2",
        warning="archive stands behind",
    ),
    Row("ccv3 is no card", png(t_text("ccv3", {"foo": 1}), t_text("chara", V2)), "png", "chara_card_v2", warning="holds no card"),
    Row("ccv3 without a name", png(t_text("ccv3", {"spec": "chara_card_v3", "data": {}}), t_text("chara", V2)), "png", "chara_card_v2", warning="no name"),
    Row("the first chara is empty", png(t_text("chara", {}), t_text("chara", V2)), "png", "chara_card_v2", warning="holds no card"),
    Row(
        "cut off in the pixels", png(t_text("chara", V2))[:-20], "png", "chara_card_v2", warning="cut off"
    ),
    Row(
        "animated",
        png(chunk(b"acTL", struct.pack(">II", 1, 0)), t_text("chara", V2)),
        "png",
        "chara_card_v2",
    ),
    Row("a lorebook of NovelAI", png(t_text("naidata", {"lorebookVersion": 5, "entries": []})), "png", "novelai_lorebook", ""),
]  # fmt: skip

ELSEWHERE = [
    Row("webp, in decimal", webp(decimal(V1)), "webp", "chara_card_v1"),
    Row("webp, plain", webp(text(V2)), "webp", "chara_card_v2"),
    Row("webp, of the other byte order", webp(decimal(V1), order=">"), "webp", "chara_card_v1"),
    Row("webp, with a head of JPEG's", webp(decimal(V1), prefix=b"Exif\0\0"), "webp", "chara_card_v1"),
    Row("charx", archive({"card.json": V3}), "charx", "chara_card_v3"),
    Row("charx, by another case", archive({"Card.JSON": V3}), "charx", "chara_card_v3", warning="Card.JSON"),
    Row(
        "charx, with more",
        archive({"card.json": V3, "module.risum": b"\0", "x_meta/1.json": {"a": 1}}),
        "charx",
        "chara_card_v3",
    ),
    Row("charx with a bad name", archive({"../up.txt": b"x", "card.json": V3}), "charx", "chara_card_v3", warning="safe"),
    Row("jpeg and zip", archive({"card.json": V3}, before=JPEG), "jpeg_zip", "chara_card_v3"),
    Row("png without a card, and zip", archive({"card.json": V3}, before=png()), "jpeg_zip", "chara_card_v3"),
    Row("jpeg and zip that counts from the file's start", appended(JPEG, {"card.json": V3}), "jpeg_zip", "chara_card_v3"),
    Row("json", text(V3), "json", "chara_card_v3"),
    Row("json with a byte order mark", BOM + text(V2), "json", "chara_card_v2"),
    Row("json in UTF-16", b"\xff\xfe" + json.dumps(V2).encode("utf-16-le"), "json", "chara_card_v2"),
    Row("json in Latin-1", LATIN, "json", "chara_card_v1", "Zoë", "Latin-1"),
    Row("json with halves", b'{"name": "A\\ud83dda", "description": ""}', "json", "chara_card_v1", "A\ufffdda", "surrogate"),
    Row("json with zeros behind", text(V2) + b"\0\0\n", "json", "chara_card_v2"),
    Row("a list of cards", text([V2, V3]), "json", "chara_card_v2"),
    Row("yaml", b"name: Ada\ncontext: Keeps the light.\ngreeting: Hm.\n", "yaml", "text_generation_webui"),
    Row("yaml whose name is a word", b"name: No\ncontext: c\ngreeting: g\n", "yaml", "text_generation_webui", "No"),
    Row("yaml whose name begins like one", b"name: trueness\ncontext: c\ngreeting: g\n", "yaml", "text_generation_webui", "trueness"),
    Row("json with halves beside a word", b'{"name": "Ada", "description": "to Infinity \\ud83d"}', "json", "chara_card_v1", warning="surrogate"),
    Row("yaml of times", b"name: Ada\ncontext: 12:30\ngreeting: 010\nyour_name: 1_000\n", "yaml", "text_generation_webui"),
    Row("yaml with a number that takes hours", b"name: Ada\ncontext: c\ngreeting: g\nn: 1" + b":1" * 200_000, "yaml", "text_generation_webui"),
    Row("yaml with a number that is called one", b"name: Ada\ncontext: c\ngreeting: g\nn: !!int 1" + b":1" * 200_000, "yaml", "text_generation_webui"),
    Row("yaml with a long number", b"name: Ada\ncontext: c\ngreeting: g\nn: 0x" + b"f" * 5_000, "yaml", "text_generation_webui"),
    Row("csv", b"name,bio,race\nAda,Keeps the light.,Nord\nTam,Digs.,Imperial\n", "csv", "mantella"),
    Row("an archive of files", archive({"a/ada.json": V2, "b.png": png(t_text("chara", V3))}), "zip", "chara_card_v2"),
    Row("a V2 card without a spec", text({"data": dict(V1)}), "json", "chara_card_v2"),
    Row("a spec beside flat keys", text({"spec": "chara_card_v3", **V1}), "json", "chara_card_v3"),
    Row("a newer version", text({**V3, "spec_version": "4.0"}), "json", "chara_card_v3"),
    Row("an odd version", text({**V2, "spec_version": "2.0.1"}), "json", "chara_card_v2"),
    Row("a blank name", text(named(V2, " ")), "json", "chara_card_v2", " "),
]  # fmt: skip

INWORLD: dict[str, Any] = {
    "defaultCharacterDescription": {"givenName": "Ada", "description": "d"},
    "name": "workspaces/w/characters/ada",
}
CONVAI: dict[str, Any] = {
    "character_name": "Ada",
    "character_id": "1",
    "user_id": "u",
    "voice_type": "FEMALE",
    "backstory": "b",
}
REPLR: dict[str, Any] = {"id": "1", "name": "Ada", "instructions": "i", "creator_id": "c", "is_public": True}
ROLEPLAY: dict[str, Any] = {
    "id": "1",
    "name": "Ada",
    "definition": "d",
    "greetings": ["hi"],
    "avatar": "https://example.com/a.png",
}
NPC: dict[str, Any] = {
    "character_id": "x",
    "character": {"name": "Ada", "description": "d", "traits": ["calm"]},
}
BYAF: dict[str, Any] = {
    "manifest.json": {"schemaVersion": 1, "characters": ["characters/a/character.json"], "scenarios": ["scenarios/s.json"]},
    "characters/a/character.json": {"id": "a", "name": "Ada", "persona": "{character} keeps it.", "loreItems": [{"key": "a, b", "value": "v"}], "images": []},
    "scenarios/s.json": {"narrative": "n", "firstMessages": [{"text": "Hi {user}"}], "exampleMessages": []},
}  # fmt: skip
VOXPKG: dict[str, Any] = {
    "package.json": {"$type": "package"},
    "Characters/1/character.json": {
        "Name": "Ada",
        "Profile": "p",
        "FirstMessage": "Hi {{ user }}",
        "MemoryBooks": ["2"],
    },
    "Books/2/book.json": {"Name": "B", "Items": [{"Keywords": ["k"], "Text": "t"}]},
}

FOREIGN = [
    Row("inworld", text(INWORLD), "json", "inworld"),
    Row("inworld, wrapped", text({"character": INWORLD}), "json", "inworld"),
    Row("inworld, listed", text({"characters": [INWORLD, INWORLD], "nextPageToken": ""}), "json", "inworld"),
    Row("inworld, an array", text([INWORLD]), "json", "inworld"),
    Row("inworld, zipped", archive({"a.json": INWORLD, "b.json": INWORLD}), "zip", "inworld"),
    Row("convai", text(CONVAI), "json", "convai"),
    Row("convai, listed", text({"characters": [CONVAI]}), "json", "convai"),
    Row("replr", text(REPLR), "json", "replr"),
    Row("replr, listed", text({"data": [REPLR], "total": 1}), "json", "replr"),
    Row("roleplay", text(ROLEPLAY), "json", "roleplay"),
    Row("roleplay, listed", text({"characters": [ROLEPLAY]}), "json", "roleplay"),
    Row("npcbuilder", text(NPC), "json", "npcbuilder"),
    Row("native", text({"id": "1", "revision": 3, "character": {"name": "Ada"}}), "json", "native"),
    Row("letta", text({"agents": [{"name": "Ada", "system": "s", "block_ids": ["b"]}], "blocks": [{"id": "b", "label": "persona", "value": "p"}]}), "json", "letta"),
    Row("elizaos", text({"name": "Ada", "bio": ["b"], "style": {"all": ["short"]}, "settings": {"secrets": {"K": "v"}}}), "json", "elizaos"),
    Row("realchar", b"character_id: ada\ncharacter_name: Ada\nsystem: |\n  You are Ada.\nuser: |\n  {query}\n", "yaml", "realchar"),
    Row("character.ai", text({"character": {"name": "Ada", "title": "t", "greeting": "g", "definition": "d"}}), "json", "character_ai"),
    Row("character.ai, exported", text({"info": {"character": {"name": "Ada", "greeting": "g"}}}), "json", "character_ai"),
    Row("agnai", text({"kind": "character", "name": "Ada", "persona": {"kind": "text", "attributes": {"text": ["p"]}}}), "json", "agnai"),
    Row("pygmalion", text({"char_name": "Ada", "char_persona": "p"}), "json", "pygmalion"),
    Row("web UI, in JSON", text({"bot": "Ada", "context": "c", "greeting": "g"}), "json", "text_generation_webui"),
    Row("backyard", archive(BYAF), "byaf", "backyard"),
    Row("voxta", archive(VOXPKG), "voxpkg", "voxta"),
    Row("voxta with odd books", archive({**VOXPKG, "Books/2/book.json": {"Items": True}}), "voxpkg", "voxta"),
    Row("voxta with odd names of books", archive({"package.json": {"$type": "package"}, "Characters/1/character.json": {"Name": "Ada", "MemoryBooks": 5}}), "voxpkg", "voxta"),
    Row("V3's lorebook", text({"spec": "lorebook_v3", "data": {"name": "B", "entries": []}}), "json", "lorebook_v3", ""),
    Row("world info", text({"name": "B", "description": "d", "entries": {"0": {"uid": 0, "key": ["k"], "content": "c"}}}), "json", "world_info", ""),
    Row("world info with an entry that is always active", text({"entries": {"0": {"key": ["k"], "content": "c"}, "1": {"constant": True, "content": "d"}}}), "json", "world_info", ""),
    Row("a book without entries", text({"name": "B", "entries": []}), "json", "character_book", ""),
    Row("memory book", text({"kind": "memory", "name": "B", "entries": [{"keywords": ["k"], "entry": "e"}]}), "json", "agnai_memory", ""),
    Row("novelai", text({"lorebookVersion": 5, "entries": [{"text": "t", "keys": ["k"]}]}), "json", "novelai_lorebook", ""),
]  # fmt: skip


@pytest.mark.parametrize("row", [*PNG, *ELSEWHERE, *FOREIGN], ids=lambda row: row.what)
def test_it_is_read(row: Row) -> None:
    found = read(row.data)
    assert (found.container, found.format) == (row.container, row.format)
    assert [one.character.name for one in found.characters][:1] == ([row.name] if row.name else [])
    assert bool(found.lorebooks) == (not row.name)
    assert found.failures == ()
    assert row.warning in " ".join(found.warnings)
    assert bool(found.warnings) == bool(row.warning)
    assert found.sha256 == hashlib.sha256(row.data).hexdigest()


DEEP = b'{"spec":"chara_card_v3","data":{"name":"x","extensions":' + b'{"a":' * 100 + b"1" + b"}" * 102
BOMB = z_text("chara", b"A" * (17 * 1024 * 1024))
LAUGHS = b"a: &a [x, x, x, x, x, x, x, x, x]\n" + b"".join(
    b"%c: &%c [*%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c]\n" % ((at, at) + (at - 1,) * 9)
    for at in range(98, 107)
)
MANY = archive({f"{number}.txt": b"" for number in range(2_001)})
LIES = archive({"card.json": V3})
CENTRAL = LIES.rfind(b"PK\x01\x02")
GROWN = LIES[: CENTRAL + 24] + struct.pack("<I", 900 * 1024 * 1024) + LIES[CENTRAL + 28 :]
LOCKED = LIES[: CENTRAL + 8] + b"\1\0" + LIES[CENTRAL + 10 :]

REFUSED = [
    ("nothing", b"", "empty"),
    ("blanks", b" \n\t", "empty"),
    ("a PNG without a card", png(), "no_card"),
    ("a JPEG without an archive", JPEG, "no_card"),
    ("a GIF", b"GIF89a" + b"\0" * 20, "no_card"),
    ("a WEBP without a card", b"RIFF\x10\0\0\0WEBPVP8L\0\0\0\0", "no_card"),
    ("an archive without a card", archive({"readme.txt": b"x"}), "no_card"),
    ("an archive of a picture alone", archive({"a.png": png()}), "no_card"),
    ("a PNG cut off in its card", png(t_text("chara", V2))[:80], "truncated"),
    ("a WEBP cut off", webp(decimal(V1))[:-90], "truncated"),
    ("a RisuAI chunk", png(raw_text("risuai", b"x")), "unsupported"),
    ("no base64", png(raw_text("chara", b"\xff\xfe")), "unreadable_chunk"),
    ("a list in a chunk", png(t_text("chara", [1])), "unreadable_chunk"),
    ("a giant chunk", SIGNATURE + head() + b"\xff\xff\xff\xf0tEXt" + b"x" * 99, "chunk_too_long"),
    ("a chunk longer than the file", SIGNATURE + head() + b"\x7f\0\0\0tEXt" + b"x" * 99, "truncated"),
    ("a giant picture", png(t_text("chara", V2), header=head(2**32 - 1, 2**32 - 1)), "picture_too_large"),
    ("crumbs", SIGNATURE + head() + chunk(b"tEXt", b"") * 50_001 + END, "too_many_chunks"),
    ("a bomb", png(BOMB), "inflates_too_much"),
    ("a bomb in iTXt", png(i_text("ccv3", b"A" * (17 * 1024 * 1024), packed=True)), "inflates_too_much"),
    ("half of JSON", b'{"name": "Ada", ', "not_json"),
    ("NaN", b'{"name": "Ada", "description": "", "x": NaN}', "bad_number"),
    ("Infinity", b'{"name": "Ada", "description": "", "x": [-Infinity]}', "bad_number"),
    ("a number out of range", b'{"name": "Ada", "description": "", "x": 1e999}', "bad_number"),
    ("deep", DEEP, "too_deep"),
    ("deeper than any stack", b"[" * 200_000, "too_deep"),
    ("deep in objects", b'{"a":' * 200_000 + b"1" + b"}" * 200_000, "too_deep"),
    ("lists upon lists", b"[" + b"[]," * 900_000 + b"[]]", "too_many_values"),
    ("a body with more facts than any API answers", text({**INWORLD, "personalKnowledge": {"facts": [{}] * 10_001}}), "too_long_a_list"),
    ("a body of lists", text({**NPC, "character": {**NPC["character"], **{f"n{at}": [0] * 9_999 for at in range(30)}}}), "too_many_values"),
    ("laughs", LAUGHS, "too_many_aliases"),
    ("a cycle", b"name: x\ncontext: &a\n  - *a\n", "cycle"),
    ("an object of Python's", b"name: !!python/object/apply:os.system ['x']\n", "not_yaml"),
    ("yaml without end", b"name: 'x\ncontext: y\n", "not_yaml"),
    ("yaml with a number for nothing", b"name: x\ncontext: y\ngreeting: .nan\n", "bad_number"),
    ("yaml with an odd word", b"name: x\ncontext: y\ngreeting: !!bool maybe\n", "not_yaml"),
    ("yaml with an odd time", b"name: x\ncontext: y\ngreeting: !!timestamp maybe\n", "not_yaml"),
    ("yaml, deep", b"a: " + b"[" * 100 + b"]" * 100, "too_deep"),
    ("a text", b"Once upon a time there was no card.", "not_recognised"),
    ("a list of nothing", b"[]", "not_recognised"),
    ("a list of numbers", b"[1, 2]", "not_an_object"),
    ("something else", b'{"hello": 1}', "not_recognised"),
    ("no name", text({"spec": "chara_card_v2", "data": {"description": "d"}}), "no_name"),
    ("a spec and nothing", text({"spec": "chara_card_v2", "data": {}}), "no_name"),
    ("too many entries", text({**V2, "data": {**V2["data"], "character_book": {"entries": [{}] * 10_001}}}), "too_many_entries"),
    ("too many characters", b"[" + b"{}," * 2_000 + b"{}]", "too_many_characters"),
    ("too many in an answer", text({"characters": [CONVAI] * 2_001}), "too_many_characters"),
    ("an archive cut off", archive({"card.json": V3})[:-30], "bad_archive"),
    ("too many files", MANY, "too_many_entries_in_archive"),
    ("an archive that says that it grows", GROWN, "archive_bomb"),
    ("an archive that grows", archive({"card.json": b" " * (4 * 1024 * 1024)}), "archive_bomb"),
    ("an encrypted archive", LOCKED, "encrypted"),
    ("a damaged entry", LIES.replace(b"PK\x03\x04", b"PK\x03\x05", 1), "bad_archive"),
    ("a large JSON", b"{" + b" " * (16 * 1024 * 1024), "too_large"),
    ("a large PNG", png(t_text("chara", V2), after=b"\0" * (32 * 1024 * 1024)), "too_large"),
    ("a large archive", b"PK\x03\x04" + b"\0" * (64 * 1024 * 1024), "too_large"),
    ("a body that its dialect refuses", text({**INWORLD, "brandNew": "x" * 70_000, "other": {"y": "x" * 70_000}, **{f"n{at}": "x" * 70_000 for at in range(60)}}), "bad_value"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_it_is_refused_for_its_reason_in_little_time(data: bytes, reason: str) -> None:
    began = time.process_time()
    with pytest.raises(BadCard) as caught:
        read(data)
    assert caught.value.reason == reason
    assert caught.value.reason in REASONS
    assert time.process_time() - began < 2  # a second, on a machine that has others to serve


@pytest.mark.parametrize(
    "data", [png(BOMB), b"[" + b"[]," * 900_000 + b"[]]", LAUGHS, GROWN], ids=["png", "json", "yaml", "zip"]
)
def test_a_bomb_takes_no_more_memory_than_the_caps(data: bytes) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(BadCard):
            read(data)
        assert tracemalloc.get_traced_memory()[1] < 64 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_a_card_that_gave_way_is_offered() -> None:
    found = read(png(t_text("chara", V2), t_text("chara", named(V2, "Appended"))))
    (other,) = found.alternatives
    assert read(other.data).characters[0].character.name == "Appended"
    found = read(png(t_text("chara", V2), after=archive({"card.json": named(V3, "Zipped")})))
    (other,) = found.alternatives
    assert read(other.data).characters[0].character.name == "Zipped"


def test_an_archive_holds_no_more_than_one_reader_has_room_for() -> None:
    many = {**V1, "x": [{"a": 1}] * 130_000}
    found = read(archive({f"{at}.json": {**many, "p": urandom(60_000).hex()} for at in range(6)}))
    assert len(found.characters) == 4
    assert {one.problem.reason for one in found.failures} == {"too_many_values"}


def test_a_part_that_cannot_be_read_stops_no_other() -> None:
    found = read(archive({"ada.json": V2, "bad.json": b"{", "deep/more.json": V3, "picture.png": png()}))
    assert [one.place for one in found.characters] == ["ada.json", "deep/more.json"]
    assert [(one.place, one.problem.reason) for one in found.failures] == [
        ("bad.json", "not_json"),
        ("picture.png", "no_card"),
    ]
    found = read(text([V2, {"x": 1}, V3]))
    assert [one.place for one in found.characters] == ["[0]", "[2]"]
    assert [(one.place, one.problem.reason) for one in found.failures] == [("[1]", "not_recognised")]


def with_assets(*assets: dict[str, Any]) -> dict[str, Any]:
    return {**V3, "data": {**V3["data"], "assets": list(assets)}}


def asset(uri: str, kind: str = "icon", name: str = "main") -> dict[str, Any]:
    return {"type": kind, "uri": uri, "name": name, "ext": "png"}


@pytest.mark.parametrize(("answer", "why"), [
    ({"data": [{"id": "x", "name": "Ada"}], "total": 1}, "its data lists what is no whole character; the keys of the first are id, name"),
    ({"items": [], "next": None}, "its keys are items, next"),
])  # fmt: skip
def test_a_list_without_the_texts_is_called_one(answer: Any, why: str) -> None:
    with pytest.raises(BadCard) as refused:
        read(text(answer))
    assert why in refused.value.why


def test_assets_are_found_in_the_file() -> None:
    icon, mood = png(), png(head())
    card = with_assets(
        asset("embeded://assets/icon/images/main.png"), asset("embedded://m.png", "emotion", "neutral")
    )
    (one,) = read(archive({"card.json": card, "assets/icon/images/main.png": icon, "m.png": mood})).characters
    assert one.avatar == icon
    assert [(found.type, found.name, found.read()) for found in one.assets] == [
        ("icon", "main", icon),
        ("emotion", "neutral", mood),
    ]


def test_assets_of_the_old_scheme() -> None:
    chunks = (
        t_text("ccv3", with_assets(asset("__asset:0"), asset("__asset:1", "emotion", "sad"))),
        t_text("chara-ext-asset_:0", b"icon"),
    )
    (one,) = read(png(*chunks, t_text("chara-ext-asset_1", b"sad"))).characters
    assert [(found.type, found.read()) for found in one.assets] == [("icon", b"icon"), ("emotion", b"sad")]


@pytest.mark.parametrize(
    ("uri", "fate"),
    [
        ("embeded://gone.png", "dead_link"),
        ("__asset:9", "dead_link"),
        ("ftp://example.com/a.png", "dead_link"),
        ("https://example.com/a.png", "kept"),
    ],
)
def test_links_are_told(uri: str, fate: str) -> None:
    (one,) = read(text(with_assets(asset(uri)))).characters
    assert [line.fate for line in one.report if line.field == "data.assets[0].uri"] == [fate]
    assert json.loads(bytes(one.character.facets["card"]))["data.assets"] == [asset(uri)]


def test_the_picture_is_that_of_the_card() -> None:
    plain = png(t_text("ccv3", V3))
    assert read(plain).characters[0].avatar == plain
    default = png(t_text("ccv3", with_assets(asset("ccdefault:"))))
    assert read(default).characters[0].avatar == default
    url = f"data:image/png;base64,{b64encode(png()).decode()}"
    assert read(text(with_assets(asset(url)))).characters[0].avatar == png()
    assert read(text(V3)).characters[0].avatar is None


def test_everything_a_card_says_is_in_its_report() -> None:
    card = {**V3, "_id": 1, "data": {**V3["data"], "secrets": {"k": "v"}, "odd": 1, "tags": "one"}}
    (one,) = read(text(card)).characters
    fates = {line.field: line.fate for line in one.report}
    assert fates["data.name"] == "kept"
    assert (fates["_id"], fates["data.odd"]) == ("extension", "extension")
    assert (fates["data.tags"], fates["data.secrets"]) == ("mapped", "dropped")
    assert {f"data.{key}" for key in card["data"]} <= fates.keys()


@pytest.mark.parametrize(
    "body", [INWORLD, CONVAI, REPLR, ROLEPLAY, NPC, {"character": INWORLD}, {"characters": [CONVAI]}]
)
def test_secrets_in_bodies_of_services_are_taken_out(body: dict[str, Any]) -> None:
    secrets = {
        "secrets": {"k": "canary"},
        "settings": {"api_key": "canary"},
        "headers": {"authorization": "canary"},
    }
    wrapped = (
        {"characters": [{**body["characters"][0], **secrets}]}
        if "characters" in body
        else {**body, **secrets}
    )
    wrapped = {**wrapped, **({"character": {**body["character"], **secrets}} if "character" in body else {})}
    (found,) = read(text(wrapped)).characters
    assert "canary" not in repr(found)
    assert "is a secret and was taken out" in {line.why for line in found.report}


def test_no_reason_is_without_a_file() -> None:
    told = {row[2] for row in REFUSED} | {"lorebook", "not_a_card"}
    assert set(REASONS) == told
