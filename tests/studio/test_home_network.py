"""The studio by plain HTTP at an address that is not this machine's own, as at home: nothing of it needs HTTPS."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.conftest import serve_by
from tests.network import THERE, Namespace
from tests.served import Served
from tests.studio.browser import Watched, new_context


@pytest.fixture(scope="module")
def away(server_data: Path) -> Iterator[Served]:
    """A server on the other end of a cable."""
    with Namespace() as namespace:

        class Away(Served):
            prefix = ("ip", "netns", "exec", namespace.name)

        location = str(server_data / "away.db")
        yield from serve_by(Away, server_data / "away", location, host=THERE, registration="open")


def test_a_guest_makes_a_key_and_sends_with_it_by_plain_http(away: Served, browser: Browser) -> None:
    assert away.url.startswith(f"http://{THERE}:")
    with new_context(browser, away.url) as context:
        page = context.new_page()
        watched = Watched(page, away.url)
        page.goto("/sign-in?next=/keys")
        expect(page.get_by_text("This page comes over plain HTTP")).to_be_visible()
        page.get_by_role("button", name="Look around as a guest").click()
        page.get_by_role("link", name="Not now").click()
        page.get_by_label("Label").fill("home")
        page.get_by_role("button", name="Create key").click()
        page.get_by_role("button", name="Copy key").click()
        expect(page.locator(".toast")).to_contain_text("Copied.")
        page.goto("/docs/replr")
        expect(page.get_by_text("This page comes over plain HTTP")).to_have_count(0)
        page.locator("#panel-create").get_by_role("button", name="Send").click()
        expect(page.locator("#panel-create [data-status]")).to_have_text(re.compile("^201 "))
        page.goto("/account/data")
        with page.expect_download() as download:
            page.get_by_role("link", name="Download").click()
        assert json.loads(download.value.path().read_text())["characters"][0]["character"]["name"] == "Nora"
        (cookie,) = [one for one in context.cookies() if one["name"] == "greenroom"]
        assert (cookie["httpOnly"], cookie["secure"], cookie["sameSite"]) == (True, False, "Lax")
        assert watched.complaints == []
        assert watched.elsewhere == []
