"""What every page is held to, in both themes and on both screens."""

import pytest
from playwright.sync_api import Browser
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
        if page.evaluate("document.activeElement === document.body"):  # else a field waits for words already
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.className") == "skip"
        page.locator(".skip").focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
