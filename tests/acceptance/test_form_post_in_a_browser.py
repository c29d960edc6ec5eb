"""A guest links through an issuer in Apple's shape, in a real browser, and loses nothing: not even a conversation."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from joserfc.jwk import ECKey
from playwright.sync_api import expect
from tests.acceptance.node import NODE, installed
from tests.conftest import serve_by
from tests.reserved_port import reserved_port
from tests.served import Caller, Served
from tests.studio.browser import chromium, new_context, open_browser

from greenroom.accounts import service

CLIENT, TEAM = "com.example.greenroom", "TEAM123456"
OURS = ECKey.generate_key("P-256", {"kid": "KEY1234567"}, private=True)


@pytest.fixture(scope="module")
def ours() -> Iterator[int]:
    """The port of our server, which the issuer is told before it begins."""
    with reserved_port() as port:
        yield port


@pytest.fixture(scope="module")
def home(request: pytest.FixtureRequest, server_data: Path, ours: int) -> Iterator[Served]:
    """A server, and an issuer that knows where to send people back to."""
    cache = request.config.cache
    assert cache
    folder = installed(cache.mkdir("issuer"), Path(__file__).with_name("issuer"))
    back = f"http://127.0.0.1:{ours}/sign-in/apple/back"
    said = {"jwk": OURS.as_dict(private=False), "team": TEAM, "client": CLIENT, "back": back}
    command: list[str | Path] = [NODE, "./issuer.mjs", json.dumps(said)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=folder, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        address = process.stdout.readline().decode().strip()
        assert address, "the issuer did not start"

        class Fixed(Served):
            port = ours

        yield from serve_by(
            Fixed,
            server_data / "apple",
            str(server_data / "apple.db"),
            registration="open",
            apple_client_id=CLIENT,
            apple_team_id=TEAM,
            apple_key_id="KEY1234567",
            apple_key=OURS.as_pem(private=True).decode(),
            apple_issuer=address,
        )
        process.communicate(timeout=30)


def test_a_guest_links_and_keeps_the_account_and_its_conversation(home: Served) -> None:
    if chromium() is None:
        pytest.skip("no Chromium here; apt-get install chromium")
    with open_browser() as browser, new_context(browser, home.url) as context:
        page = context.new_page()
        page.goto("/sign-in?next=/account")
        page.get_by_role("button", name="Look around as a guest").click()
        handle = page.get_by_label("Handle").input_value()
        account_id = home.write(service.find_account, handle).account_id
        guest = Caller(home, account_id, handle, home.new_key(account_id))
        character = guest.post(
            "/v1/characters", {"character": {"name": "Nora", "greetings": {"first": "Hi"}}}
        )
        thread = guest.post("/v1/threads", {"character": character.json()["id"]})
        assert thread.status_code == 201, thread.text
        page.goto("/account/access")
        page.get_by_role("link", name="Link Apple").click()
        page.wait_for_url("**/account/access")
        expect(page.get_by_text("You are a guest")).to_have_count(0)
        expect(page.get_by_text("Apple", exact=True)).to_be_visible()
        page.get_by_role("button", name="Sign out everywhere").click()
        page.goto("/sign-in?next=/account")
        page.get_by_role("link", name="Apple").click()
        page.wait_for_url("**/account")
        assert page.get_by_label("Handle").input_value() == handle
        (kept,) = guest.get("/v1/threads").json()["items"]
        assert kept["id"] == thread.json()["id"]
