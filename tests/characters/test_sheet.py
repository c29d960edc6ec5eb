"""Sheets, filled in by a lens over a small surface made up for it; that they say what each row says is a law of lenses."""

from typing import Any

from msgspec.structs import replace

from greenroom.characters.codecs import LIST, SAME, Codec, Context
from greenroom.characters.lens import Field, Kept, Lens
from greenroom.characters.model import blank_record

HERE = Context("https://here.example")
BLANK = blank_record("account", "mara", 0)
POND = Lens(
    "pond",
    [
        Field("title", "name"),
        Kept("look.reeds"),
        Field("look.depth", "axes.positive"),
        Kept("look.fish", []),
        Kept("bank.trees"),
        Field("note", "blurb", when_stored=True),
        Field("tags", "tags", LIST),
    ],
)


def shown(patch: dict[str, Any]) -> dict[str, Any]:
    return POND.show(replace(BLANK, character=POND.put(patch, BLANK, HERE)), HERE)


def test_what_nobody_said_is_shown_beside_what_was_said() -> None:
    assert shown({}) == {"title": "", "look": {"depth": 0, "fish": []}, "tags": []}
    assert shown({"look.depth": 3}) == {"title": "", "look": {"depth": 3, "fish": []}, "tags": []}


def test_what_is_shown_is_nobody_elses() -> None:
    mine = shown({})
    mine["tags"].append("mine")
    mine["look"]["fish"].append("pike")
    mine["look"]["depth"] = 5
    assert shown({}) == {"title": "", "look": {"depth": 0, "fish": []}, "tags": []}


def test_what_is_shown_only_when_said_has_its_place_in_the_table() -> None:
    assert list(shown({"note": "old"})) == ["title", "look", "note", "tags"]
    assert list(shown({"look.reeds": "high"})["look"]) == ["reeds", "depth", "fish"]
    assert list(shown({"bank.trees": 2})) == ["title", "look", "bank", "tags"]


def test_each_context_has_its_own() -> None:
    lens = Lens("shed", [Field("sign", "avatar", Codec(lambda _, context: context.public_url, SAME.put))])
    there = Context("https://there.example")
    assert lens.show(BLANK, HERE) == {"sign": "https://here.example"}
    assert lens.show(BLANK, there) == {"sign": "https://there.example"}
