"""What we write, read by programs that others wrote: @risuai/ccardlib, character-card-utils, and what reads pictures for them."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.acceptance.node import NODE, installed
from tests.cards.corpus import V1, V2, V3, png, t_text, text
from tests.cards.test_exports import FULL, first, undated, written

from greenroom.cards.exported import Materials

READERS = Path(__file__).with_name("readers")
ENTRIES = [{**FULL["data"]["character_book"]["entries"][0], "id": 7}]  # their libraries take no texts for ids
SAYABLE = {  # and JavaScript has no large whole numbers
    **FULL,
    "data": {
        **FULL["data"],
        "odd": [1, None],
        "character_book": {"extensions": {"b": 1}, "entries": ENTRIES},
    },
}
CARDS = {"v1": V1, "v2": V2, "v3": V3, "full": SAYABLE}


@pytest.fixture(scope="session")
def readers(request: pytest.FixtureRequest) -> Path:
    """The folder with the programs of the npm registry."""
    cache = request.config.cache
    assert cache
    return installed(cache.mkdir("clients"), READERS)


def seen(readers: Path, kind: str, file: Path) -> list[dict[str, Any]]:
    done = subprocess.run(
        [NODE, "./read.mjs", kind, file], cwd=readers, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_a_picture(card: dict[str, Any], readers: Path, tmp_path: Path) -> None:
    character = first(text(card)).character
    picture = png(t_text("chara", V2), t_text("Title", b"Ada"))
    (tmp_path / "card.png").write_bytes(written("png", character, Materials(picture=picture)).data)
    v2, v3 = seen(readers, "png", tmp_path / "card.png")
    assert (v2["place"], v2["version"], v2["strict"]) == ("chara", "v2", True)
    assert (v3["place"], v3["version"]) == ("ccv3", "v3")
    assert v2["name"] == v3["name"] == character.name
    assert undated(first(text(v3["card"])).character) == undated(first(text(v2["card"])).character)
    assert v3["card"] == json.loads(written("v3", character).data)


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_an_archive(card: dict[str, Any], readers: Path, tmp_path: Path) -> None:
    character = first(text(card)).character
    (tmp_path / "card.charx").write_bytes(written("charx", character).data)
    (one,) = seen(readers, "charx", tmp_path / "card.charx")
    assets = one["card"]["data"].pop("assets")
    assert (one["version"], [asset["name"] for asset in assets]) == ("v3", ["main"])
    assert one["card"] == json.loads(written("v3", character).data)


@pytest.mark.parametrize("form", ["v2", "v3"])
@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_json(card: dict[str, Any], form: str, readers: Path, tmp_path: Path) -> None:
    made = written(form, first(text(card)).character).data
    (tmp_path / "card.json").write_bytes(made)
    (one,) = seen(readers, "json", tmp_path / "card.json")
    assert (one["version"], one["card"]) == (form, json.loads(made))
    assert one["strict"] in (True, None)
