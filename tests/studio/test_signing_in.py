"""Arriving and leaving, as people do it: with a browser, on a server that nobody has told anything."""

import re
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.served import Served
from tests.studio.browser import Watched, new_context
from tests.studio.samples import Seeded
from tests.studio.signing_in import session_token

from greenroom.accounts.sessions.cookies import SESSION

PASSWORD = "a lantern in the reeds"


@pytest.fixture
def visitor(stage: Served, seeded: Seeded, browser: Browser) -> Iterator[Page]:
    """Somebody who comes for the first time."""
    assert seeded
    with new_context(browser, stage.url) as context:
        page = context.new_page()
        watched = Watched(page, stage.url)
        yield page
        assert watched.elsewhere == []


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_guest_is_in_with_one_click_and_says_how_to_appear(visitor: Page, stage: Served) -> None:
    visitor.goto("/sign-in?next=/discover")
    press(visitor, "Look around as a guest")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Choose how your account should appear")
    visitor.get_by_label("Display name").fill("Wanda of the Weir")
    press(visitor, "Save")
    visitor.wait_for_url(f"{stage.url}/discover")
    expect(visitor.get_by_role("status").first).to_contain_text("This is how you appear now")
    visitor.goto("/account")
    handle = visitor.get_by_label("Handle").input_value()
    visitor.goto(f"/@{handle}")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Wanda of the Weir")


def test_a_second_tab_goes_on_as_whoever_the_first_one_signed_in(visitor: Page, stage: Served) -> None:
    second = visitor.context.new_page()
    for page in (visitor, second):
        page.goto("/sign-in?next=/discover")
    press(visitor, "Look around as a guest")
    press(second, "Look around as a guest")
    second.wait_for_url(f"{stage.url}/discover")


def test_a_guest_is_asked_before_leaving_for_good(visitor: Page) -> None:
    visitor.goto("/sign-in")
    press(visitor, "Look around as a guest")
    visitor.get_by_role("button", name="Account").click()
    visitor.get_by_role("link", name="Sign out").click()
    expect(visitor.locator("main")).to_contain_text("not even you")
    expect(visitor.get_by_role("link", name="Keep the account")).to_have_attribute("href", "/account/access")
    visitor.locator("main").get_by_role("button", name="Sign out").click()
    expect(visitor.get_by_role("status").first).to_contain_text("signed out")


def test_a_wrong_handle_does_not_forget_where_one_wanted_to_go(visitor: Page, stage: Served) -> None:
    visitor.goto("/sign-in?next=/discover")
    press(visitor, "Look around as a guest")
    visitor.get_by_label("Handle").fill("mira")
    press(visitor, "Save")
    expect(visitor.locator("#handle-fault")).to_contain_text("taken")
    visitor.get_by_label("Handle").fill("mira_the_second")
    press(visitor, "Save")
    visitor.wait_for_url(f"{stage.url}/discover")


def test_a_form_whose_origin_is_no_address_is_refused(stage: Served) -> None:
    answer = stage.http.post("/sign-in/guest", data={"next": "/"}, headers={"origin": "http://["})
    assert answer.status_code == 403


def test_an_account_with_a_password_from_the_keyboard_alone(visitor: Page, stage: Served) -> None:
    visitor.goto("/sign-in/register")
    visitor.get_by_label("Name").focus()
    visitor.keyboard.type("wanda_b")
    visitor.keyboard.press("Tab")
    visitor.keyboard.type(PASSWORD)
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Keep this code")
    code = visitor.locator("code").inner_text()
    visitor.get_by_role("link", name="I have kept it; go on").click()
    visitor.get_by_role("link", name="Not now").click()
    visitor.get_by_role("button", name="Account").click()
    press(visitor, "Sign out")
    expect(visitor.get_by_role("status").first).to_contain_text("signed out")
    for secret in ("wrong", PASSWORD):
        visitor.goto("/sign-in?next=/account")
        visitor.get_by_label("Name").fill("wanda_b")
        visitor.get_by_label("Password").fill(secret)
        visitor.keyboard.press("Enter")
        if secret == "wrong":
            expect(visitor.get_by_role("alert")).to_be_visible()
            assert visitor.get_by_label("Password").input_value() == ""
    visitor.wait_for_url(f"{stage.url}/account")
    visitor.context.clear_cookies()
    visitor.goto("/sign-in/recover")
    for label, text in (("Name", "wanda_b"), ("Recovery code", code), ("New password", PASSWORD[::-1])):
        visitor.get_by_label(label).fill(text)
    press(visitor, "Change it and sign in")
    assert visitor.locator("code").inner_text() != code


def test_a_name_that_is_taken_is_said_beside_it(visitor: Page) -> None:
    visitor.goto("/sign-in/register")
    visitor.get_by_label("Name").fill("mira")
    visitor.get_by_label("Password").fill(PASSWORD)
    press(visitor, "Create an account")
    expect(visitor.locator("#name-fault")).to_have_text("is taken by somebody else")


def ask(stage: Served, method: str, path: str, **options: Any) -> httpx2.Response:
    """What somebody is answered whose browser has no cookie but what it is given here."""
    with httpx2.Client(base_url=stage.url, timeout=60, trust_env=False) as client:
        return client.request(method, path, **options)


def send(stage: Served, path: str, fields: dict[str, str], **headers: str) -> httpx2.Response:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return ask(stage, "POST", path, data=fields, headers=names)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/sign-in/guest", "/sign-in", "/account", "/sign-out"])
def test_forms_of_other_sites_are_refused(
    path: str, headers: dict[str, str], stage: Served, seeded: Seeded
) -> None:
    token = session_token(stage, seeded.makers[1].account_id)
    cookie = f"{SESSION.name(secure=False)}={token}"
    answer = send(stage, path, {"name": "mira", "password": "x"}, cookie=cookie, **headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("csrf", ["", "x", "other"])
def test_a_form_without_the_session_s_token_is_refused(csrf: str, stage: Served, seeded: Seeded) -> None:
    own, other = (session_token(stage, maker.account_id) for maker in seeded.makers)
    sent = csrf_of(stage, other) if csrf == "other" else csrf
    cookie = f"{SESSION.name(secure=False)}={own}"
    assert send(stage, "/account", {"csrf": sent, "handle": "mira"}, cookie=cookie).status_code == 403
    good = send(
        stage,
        "/account",
        {"csrf": csrf_of(stage, own), "handle": "mira", "display_name": "Mira Lindqvist"},
        cookie=cookie,
    )
    assert (good.status_code, good.headers["location"]) == (303, "/account")


def csrf_of(stage: Served, token: str) -> str:
    page = ask(stage, "GET", "/account", headers={"cookie": f"{SESSION.name(secure=False)}={token}"}).text
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "/\\evil.example", "/\t/evil.example"],
)
def test_whoever_signs_in_stays_here(target: str, stage: Served, seeded: Seeded) -> None:
    assert seeded
    answer = send(stage, "/sign-in/guest", {"next": target})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/account?welcome=yes&next=%2F"


@pytest.mark.parametrize("path", ["/account"])
def test_whoever_has_not_signed_in_is_led_there_and_back(path: str, stage: Served) -> None:
    answer = ask(stage, "GET", path)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/sign-in?next={path}")


@pytest.mark.parametrize("key", ["session", "key"])
def test_a_cookie_opens_no_api_and_a_key_no_page(key: str, stage: Served, seeded: Seeded) -> None:
    maker = seeded.makers[0]
    if key == "key":
        answer: Any = ask(stage, "GET", "/account", headers={"authorization": f"Bearer {maker.key}"})
        assert answer.status_code == 303
    else:
        cookie = f"{SESSION.name(secure=False)}={session_token(stage, maker.account_id)}"
        assert ask(stage, "GET", "/v1/account", headers={"cookie": cookie}).status_code == 401


def test_a_page_answers_to_the_server_s_own_names_alone(stage: Served) -> None:
    answer = ask(stage, "GET", "/", headers={"host": "evil.example", "accept": "text/html"})
    assert (answer.status_code, "allowed_hosts" in answer.text) == (400, True)


PICTURES = {
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "html": b"<!doctype html><script>alert(1)</script>",
    "false": b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
}


@pytest.mark.parametrize("kind", PICTURES)
def test_what_is_no_picture_is_none_whatever_it_is_called(kind: str, stage: Served, seeded: Seeded) -> None:
    token = session_token(stage, seeded.makers[1].account_id)
    answer = ask(
        stage,
        "POST",
        "/account",
        data={"csrf": csrf_of(stage, token), "handle": "oldquay"},
        files={"picture": ("me.png", PICTURES[kind], "image/png")},
        headers={"cookie": f"{SESSION.name(secure=False)}={token}"},
    )
    assert (answer.status_code, "picture-fault" in answer.text) == (400, True)
