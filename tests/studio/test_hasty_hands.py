"""What a page makes of haste: double clicks, keys that are held, answers that come late, networks that go away."""

import re
from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect
from tests.dialects.roleplay.bodies import created
from tests.served import Caller, Served, png
from tests.studio.browser import new_context
from tests.studio.holding import Held
from tests.studio.signing_in import sign_in
from tests.studio.talking import begun


@pytest.fixture
def who(sqlite_served: Served) -> Caller:
    return sqlite_served.newcomer()


@pytest.fixture
def context(sqlite_served: Served, who: Caller, browser: Browser) -> Iterator[BrowserContext]:
    with new_context(browser, sqlite_served.url) as made:
        sign_in(made, sqlite_served, who)
        yield made


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def editor(page: Page, path: str) -> None:
    page.goto(path)
    page.locator("html[data-ready=editor]").wait_for()


def test_a_double_click_makes_one_character(page: Page, who: Caller) -> None:
    editor(page, "/characters/new")
    page.get_by_label("Name", exact=True).first.fill("Ottilie")
    page.get_by_role("button", name="Create").dblclick()
    page.wait_for_url("**/edit")
    assert len(who.get("/v1/characters").json()["items"]) == 1
    page.go_back()
    assert "/characters/new" not in page.url


def test_whoever_saves_twice_has_no_conflict_with_themselves(page: Page, who: Caller) -> None:
    character = created(who)
    editor(page, f"/characters/{character['id']}/edit")
    waiting = Held(page, f"**/characters/{character['id']}/edit", "POST")
    page.get_by_label("Subtitle").fill("first")
    page.keyboard.press("Control+s")
    first = waiting.until()
    page.get_by_label("Subtitle").fill("second")
    page.keyboard.press("Control+s")
    first.continue_()
    expect(page.locator("[data-state]")).to_have_text("All saved")
    expect(page.locator(".conflict")).to_have_count(0)
    assert who.get(f"/v1/characters/{character['id']}").json()["character"]["subtitle"] == "second"


def test_a_picture_that_is_not_taken_leaves_the_one_before(page: Page, who: Caller) -> None:
    character = created(who)
    editor(page, f"/characters/{character['id']}/edit")
    picture = page.locator("#picture")
    picture.set_input_files({"name": "me.png", "mimeType": "image/png", "buffer": png(side=64)})
    page.get_by_role("button", name="Use it").click()
    expect(page.locator("#likeness img")).to_have_attribute("src", re.compile("^blob:"))
    picture.set_input_files({"name": "other.png", "mimeType": "image/png", "buffer": png(side=32)})
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    assert picture.evaluate("one => one.files[0]?.name") == "me.png"


def test_a_message_that_is_refused_stays_with_what_was_written_since(page: Page, who: Caller) -> None:
    page.goto(f"/chats/{begun(who)}")
    waiting = Held(page, "**/say", "POST")
    field = page.locator("#text")
    field.fill("First.")
    field.press("Enter")
    refused = waiting.until()
    field.fill("Second.")
    refused.fulfill(status=503, json={"said": "Not today.", "again": False})
    expect(page.locator("#failure")).to_contain_text("Not today.")
    expect(field).to_have_value("First.\n\nSecond.")


def test_a_message_that_is_tried_again_leaves_what_was_written_since(page: Page, who: Caller) -> None:
    page.goto(f"/chats/{begun(who)}")
    waiting = Held(page, "**/say", "POST")
    field = page.locator("#text")
    field.fill("First.")
    field.press("Enter")
    refused = waiting.until()
    field.fill("Second.")
    refused.fulfill(status=503, json={"said": "Once more?", "again": True})
    page.get_by_role("button", name="Try again").click()
    expect(field).to_have_value("Second.")


def test_a_message_that_is_refused_says_so_though_the_thread_does_not_come_again(
    page: Page, who: Caller
) -> None:
    page.goto(f"/chats/{begun(who)}")
    waiting = Held(page, "**/say", "POST")
    field = page.locator("#text")
    field.fill("First.")
    field.press("Enter")
    again = Held(page, "**/chats/*")
    waiting.until().fulfill(status=503, json={"said": "Once more?", "again": True})
    hanging = again.until()
    expect(page.locator("#failure")).to_contain_text("Once more?")
    expect(field).to_have_value("First.")
    page.get_by_role("button", name="Try again").click()
    hanging.continue_()
    expect(page.locator(".turn.user .text")).to_have_text("First.")
    expect(page.locator("#told")).to_have_text("Nora replied")


def test_a_message_that_can_t_be_changed_says_so_and_stays_open(context: BrowserContext, who: Caller) -> None:
    page = context.new_page()
    page.goto(f"/chats/{begun(who)}")
    page.get_by_role("button", name="Edit").first.click()
    page.locator(".edit textarea").fill("Other words.")
    context.set_offline(offline=True)
    page.keyboard.press("Control+s")
    expect(page.locator(".toast")).to_contain_text("can’t be reached")
    expect(page.locator(".edit textarea")).to_have_value("Other words.")


def test_the_later_search_wins(page: Page, who: Caller) -> None:
    for name in ("qzx many", "qzx many else"):
        created(who, name=name, visibility="public")
    page.goto("/discover", wait_until="networkidle")
    early = Held(page, "**/discover?q=qzx")
    page.get_by_role("searchbox").fill("qzx")
    first = early.until()
    page.get_by_role("searchbox").fill("qzx many else")
    expect(page.locator(".portrait")).to_have_count(1)
    with suppress(Error):  # that nobody waits for any more
        first.continue_()
    page.wait_for_timeout(500)
    expect(page.locator(".portrait")).to_have_count(1)
    assert page.url.endswith("q=qzx+many+else")


def test_a_search_that_reaches_nobody_says_so(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/discover", wait_until="networkidle")
    context.set_offline(offline=True)
    page.get_by_role("searchbox").fill("qzx")
    expect(page.locator(".toast")).to_contain_text("can’t be reached")
