"""Where a server answers, as the commands beside it see it."""

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.cli.conftest import Commands, started

from greenroom.cli.whereabouts import address_of, noted
from greenroom.place import place_of

SETTINGS: dict[str, Any] = {
    "host": "127.0.0.1",
    "port": 9000,
    "public_url": "",
    "database": "",
    "database_pooled": False,
    "media_url": "",
    "media_options": (),
}


def test_a_link_leads_to_the_server_that_runs(greenroom: Commands, tmp_path: Path) -> None:
    """Whichever port it has; a setting that names an address is believed before that."""
    with started("--port", 0, *greenroom.place, "--json") as server:
        assert server.stdout is not None
        address = json.loads(next(server.stdout))["url"]
        link = greenroom.json("account", "link", "owner")["url"]
        assert link.startswith(f"{address}/sign-in/link?ticket=")
        assert httpx2.get(link).status_code == 200
        elsewhere = greenroom.json("account", "link", "owner", GREENROOM_PUBLIC_URL="https://chars.example")
        assert elsewhere["url"].startswith("https://chars.example/sign-in/")
        server.terminate()
        assert server.wait(30) == 0
    assert not (tmp_path / "data" / "address").exists()
    assert greenroom.json("account", "link", "owner")["url"].startswith("http://127.0.0.1:8700/sign-in/")


def test_what_cannot_be_noted_or_read_is_what_the_settings_say(tmp_path: Path) -> None:
    settings = SETTINGS | {"data": str(tmp_path / "nowhere")}
    with noted(settings):
        assert address_of(place_of(settings), settings) == "http://127.0.0.1:9000"


@pytest.mark.parametrize("left", [b"", b"\xff"])
def test_what_a_killed_server_left_half_written_is_passed_over(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "address").write_bytes(left)
    settings = SETTINGS | {"data": str(tmp_path)}
    assert address_of(place_of(settings), settings) == "http://127.0.0.1:9000"
