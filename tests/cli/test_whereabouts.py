"""Where a server answers, as the commands beside it see it."""

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.cli.conftest import Commands, started

from greenroom.cli.whereabouts import found_in, noted

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
        assert httpx2.get(link, timeout=60).status_code == 200
        elsewhere = greenroom.json("account", "link", "owner", GREENROOM_PUBLIC_URL="https://chars.example")
        assert elsewhere["url"].startswith("https://chars.example/sign-in/")
        server.terminate()
        assert server.wait(30) == 0
    assert not (tmp_path / "data" / "address").exists()
    assert greenroom.json("account", "link", "owner")["url"].startswith("http://127.0.0.1:8700/sign-in/")


def test_what_cannot_be_noted_ends_no_server(tmp_path: Path) -> None:
    with noted(SETTINGS | {"data": str(tmp_path / "nowhere")}):
        assert found_in(tmp_path / "nowhere") is None


def test_of_two_servers_the_second_is_known_until_it_ends(tmp_path: Path) -> None:
    first, second = (SETTINGS | {"data": str(tmp_path), "port": port} for port in (9000, 9001))
    with noted(first):
        with noted(second):
            assert found_in(tmp_path) == "http://127.0.0.1:9001"
        assert found_in(tmp_path) is None
    with noted(second):
        with noted(first):
            (tmp_path / "address").write_text("http://127.0.0.1:9001")
        assert found_in(tmp_path) == "http://127.0.0.1:9001"


@pytest.mark.parametrize("left", [b"", b"\xff", b"garbage", b"http://here:9000/ and more"])
def test_what_is_no_address_is_passed_over(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "address").write_bytes(left)
    assert found_in(tmp_path) is None
