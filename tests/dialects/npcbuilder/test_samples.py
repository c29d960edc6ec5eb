"""The vendor's own sample, run as printed: only address, key and placeholders are replaced."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.dialects.npcbuilder.bodies import WHOLE, got, said
from tests.served import Caller

TEXT = Path(__file__).with_name("samples.md").read_text()
VENDOR = "https://app.npcbuilder.com"


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)
    assert found
    return found[1]


def run(code: str, ada: Caller) -> Any:
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    code = code.replace(VENDOR, ada.served.url).replace("<token>", ada.key)
    done = subprocess.run(["bash", "-c", code], capture_output=True, check=True, timeout=30)
    return json.loads(done.stdout)


GAMES = [("game123", "world456"), ("{game_id}", "{world_id}")]
"""With the ids of the vendor's examples, and with the placeholders left in, whose braces curl takes off."""


@pytest.mark.parametrize(("game", "world"), GAMES)
def test_it_prints_what_the_vendor_prints(game: str, world: str, ada: Caller) -> None:
    printed = run(block("sh").replace("{game_id}", game).replace("{world_id}", world), ada)
    expected = json.loads(block("json"))
    name = printed["character_id"]
    assert printed["message"] == expected["message"].replace("character789", name)
    assert printed.keys() == expected.keys()
    context, shown = expected["character_context"], printed["character_context"]
    assert [*shown] == [*context, "events"]
    for field, value in context.items():
        if field == "items":  # which the vendor prints in part, and this server whole
            assert shown[field][0].items() >= value[0].items()
        else:
            assert shown[field] == value
    assert shown == WHOLE
    where = f"/api/context/characters/{game.strip('{}')}/{world.strip('{}')}"
    assert got(ada, name, where) == {"id": name} | WHOLE


def test_its_query_parameters_are_taken(ada: Caller) -> None:
    query = "?region_id=region789\\&location_id=location789\\&session_id=60Z5aZjIuFlyYbjbZZKe"
    code = block("sh").replace("/{game_id}/{world_id}", f"/game123/world456{query}")
    name = run(code, ada)["character_id"]
    said(ada.post("/api/context/region/game123/world456?region_id=region789", {}), 201)
    region = said(ada.get("/api/context/region/game123/world456/region789"))["region"]
    assert [one["id"] for one in region["characters"]] == [name]
