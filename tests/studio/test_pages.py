"""What every page is held to, in both themes and on both screens."""

import pytest
from playwright.sync_api import Browser, expect
from tests.served import Served
from tests.studio.browser import (
    COLOURS,
    PHONE,
    SCREENS,
    Screen,
    Watched,
    darken,
    new_context,
    sideways,
    small_targets,
    violations,
)
from tests.studio.pages import PAGES, Look
from tests.studio.samples import Seeded
from tests.studio.signing_in import sign_in


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
@pytest.mark.parametrize("look", PAGES, ids=lambda look: look.name)
def test_a_page_is_sound(look: Look, screen: Screen, stage: Served, seeded: Seeded, browser: Browser) -> None:
    with new_context(browser, stage.url, screen) as context:
        if look.member or look.operator:
            sign_in(context, stage, seeded.makers[1 if look.operator else 0])
        page = context.new_page()
        watched = Watched(page, stage.url)
        answer = page.goto(look.path(seeded), wait_until="networkidle")
        assert answer
        assert answer.status == look.status
        if look.status == 200:  # a browser notes every other as an error
            watched.assert_clean()
        if look.do:
            look.do(page)
        assert watched.elsewhere == []
        assert sideways(page) <= 0
        assert violations(page) == []
        if screen == PHONE:
            assert small_targets(page) == []
        darken(page)  # which changes colours and nothing else
        assert violations(page, COLOURS) == []


LONG = "W" * 400
CODE = f"```\n{LONG}\n```"


def test_long_words_and_code_make_no_page_wider(sqlite_served: Served, browser: Browser) -> None:
    """Names that were made elsewhere have any length."""
    who = sqlite_served.newcomer()
    core = {
        "name": LONG,
        "subtitle": LONG,
        "blurb": CODE,
        "greetings": {"first": CODE},
        "category": "C" * 100,
        "tags": ["T" * 200],
        "visibility": "public",
    }
    ids = [who.post("/v1/characters", {"character": core}).json()["id"] for _ in range(2)]
    thread = who.post("/v1/threads", {"character": ids[0], "title": LONG[:200]}).json()["id"]
    with new_context(browser, sqlite_served.url, PHONE, "dark") as context:
        sign_in(context, sqlite_served, who)
        page = context.new_page()
        for path in (
            "/",
            "/discover?q=www",
            f"/characters/{ids[0]}",
            f"/characters/{ids[0]}/edit",
            f"/@{who.handle}",
            "/personas/new",
            "/scenes/new",
            f"/chats/{thread}",
            f"/chats/{thread}/prompt",
            "/chats",
            "/characters",
        ):
            page.goto(path, wait_until="networkidle")
            assert (path, sideways(page)) == (path, 0)
            assert (path, violations(page)) == (path, [])
    for one in ids:
        who.delete(f"/v1/characters/{one}")


@pytest.mark.parametrize("look", [look for look in PAGES if not look.alone], ids=lambda look: look.name)
def test_a_page_says_what_its_parts_are(look: Look, stage: Served, seeded: Seeded, browser: Browser) -> None:
    with new_context(browser, stage.url) as context:
        if look.member or look.operator:
            sign_in(context, stage, seeded.makers[1 if look.operator else 0])
        page = context.new_page()
        path = look.path(seeded).partition("#")[0]  # Tab begins behind a fragment
        page.goto(path)
        assert (
            page.locator("main").count()
            == page.locator("h1").count()
            == page.locator("header.top").count()
            == 1
        )
        waiting = page.locator("[autofocus]")  # a field that waits for words already
        if waiting.count():
            expect(waiting).to_be_focused()
        else:
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.className") == "skip"
        page.locator(".skip").focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
