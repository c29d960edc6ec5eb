"""What people wrote stays: whatever is refused, saved by a quicker tab, or sent by one that knows less."""

import re
from collections.abc import Iterator
from pathlib import Path
from random import randrange

import pytest
from tests.attacks.fort import Browser
from tests.conftest import serve
from tests.dialects.roleplay.bodies import created
from tests.issuer import Issuer
from tests.served import Caller, Served, png
from tests.studio.talking import begun

from greenroom.accounts.model import Caller as Who
from greenroom.conversations import personas
from greenroom.database import Transaction

PASSWORD = "a lantern in the reeds"
TOO_SIMPLE = "aaaaaaaaa"


@pytest.fixture(scope="module")
def house(server_data: Path) -> Iterator[Served]:
    """A server that takes guests at once, and others with an invite, also by an issuer."""
    with Issuer() as issuer:
        yield from serve(
            server_data / "house",
            str(server_data / "house.db"),
            oidc_issuers=f"work={issuer.url}",
            oidc_clients="work=us",
            oidc_secrets="work=a secret",
            oidc_names="work=The Works",
            registration="guests",
            trusted_proxies="127.0.0.1",
        )


@pytest.fixture
def who(house: Served) -> Caller:
    return house.newcomer()


@pytest.fixture
def browser(house: Served, who: Caller) -> Browser:
    return Browser(house, who)


def value_of(page: str, name: str) -> str:
    """What stands in a field of a page."""
    field = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    assert field, name
    found = re.search(r'value="([^"]*)"', field[0])
    return found[1] if found else ""


def guest(house: Served) -> Browser:
    """Somebody who came as one, each from an address of their own: newcomers are throttled by it."""
    browser, address = Browser(house), f"203.0.113.{randrange(256)}"
    assert browser.post("/sign-in/guest", {"next": "/"}, x_forwarded_for=address).status_code == 303
    return browser


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/sign-in/register", "invite"),
        ("/sign-in/recover", "code"),
        ("/account/access/password", "invite"),
    ],
)
def test_what_was_shown_once_stays_where_the_password_is_refused(
    path: str, field: str, house: Served
) -> None:
    is_inside = path.startswith("/account")
    browser = guest(house) if is_inside else Browser(house)
    sent = {
        "name": "willow_w",
        "password": TOO_SIMPLE,
        "invite": "as it was typed",
        "code": "as it was typed",
    }
    answer = (browser.send if is_inside else browser.post)(path, sent)
    assert answer.status_code in {400, 401}
    assert value_of(answer.text, field) == "as it was typed"


def test_the_later_of_two_tabs_is_told_of_the_earlier(browser: Browser, who: Caller) -> None:
    rows = (
        ("/personas", "/v1/personas", {"name": "Wren", "description": "before"}, "description"),
        ("/scenes", "/v1/scenes", {"title": "Quay", "description": "before"}, "description"),
    )
    for place, api, fields, field in rows:
        identity = who.post(api, fields).json()["id"]
        assert_told(browser, f"{place}/{identity}", "revision", fields, field)
    assert_told(browser, "/account", "seen", {"handle": who.handle, "about": "before"}, "about")


def assert_told(browser: Browser, path: str, mark: str, fields: dict[str, str], field: str) -> None:
    seen = {**fields, mark: value_of(browser.get(path).text, mark)}
    for _ in range(2):  # as by a double click, which is no conflict of somebody with themselves
        assert browser.send(path, seen | {field: "what the first tab wrote"}).status_code == 303
    refused = browser.send(path, seen | {field: "what the second tab wrote"})
    assert refused.status_code in {400, 409}, path
    assert "what the first tab wrote" in refused.text
    assert "what the second tab wrote" in refused.text
    assert "what the first tab wrote" in browser.get(path).text
    again = seen | {field: "what the second tab wrote", mark: value_of(refused.text, mark)}
    assert browser.send(path, again).status_code == 303
    assert "what the second tab wrote" in browser.get(path).text


@pytest.mark.parametrize("path", ["/personas", "/account"])
def test_a_picture_stays_where_something_else_is_refused(path: str, browser: Browser) -> None:
    picture = {"picture": ("me.png", png(), "image/png")}
    refused = browser.send(path, {"name": "", "handle": "?"}, picture)
    assert refused.status_code == 400
    kept = value_of(refused.text, "kept")
    assert len(kept) > 20
    sent = {"name": "Wren", "handle": "wren_" + kept[-8:].lower().replace("-", "_"), "kept": kept}
    assert browser.send(path, sent).status_code == 303
    assert kept in browser.get(path).text


def test_a_picture_of_somebody_else_can_t_be_kept(browser: Browser, house: Served) -> None:
    other = Browser(house, house.newcomer())
    picture = {"picture": ("me.png", png(), "image/png")}
    kept = value_of(other.send("/personas", {"name": ""}, picture).text, "kept")
    assert browser.send("/personas", {"name": "Wren", "kept": kept}).status_code == 404
    assert browser.send("/account", {"handle": "wren_theirs", "kept": kept}).status_code == 400


def test_the_oldest_of_many_personas_stays_with_its_conversation(browser: Browser, who: Caller) -> None:
    thread = begun(who)
    chosen = who.post("/v1/personas", {"name": "The Oldest"}).json()["id"]
    scene = who.post("/v1/scenes", {"title": "Quay"}).json()["id"]
    who.send("PATCH", f"/v1/threads/{thread}", json={"persona": chosen, "scene": scene})
    who.served.write(many_personas, who.account_id, 101)
    page = browser.get(f"/chats/{thread}").text
    assert f'<option value="{chosen}" selected>' in page
    assert f'<option value="{scene}" selected>' in page


def test_long_lists_go_on(browser: Browser, who: Caller) -> None:
    who.served.write(many_personas, who.account_id, 201)
    for number in range(61):
        created(who, name=f"Publican {number}", visibility="public")
    for path, last in (("/personas", "Persona 0"), (f"/@{who.handle}", "Publican 0")):
        page = browser.get(path).text
        link = re.search(r'class="pager"><a class="button" href="([^"]+)"', page)
        assert link
        assert f">{last}<" not in page
        more = browser.get(link[1]).text
        assert (f">{last}<" in more, 'class="pager"' in more) == (True, False), path


def many_personas(db: Transaction, account_id: str, count: int) -> None:
    who = Who(account_id=account_id, handle="", plan="", key_id=None, scopes=frozenset())
    for number in range(count):
        personas.create(db, who, f"Persona {number}", "", ())


def test_a_guest_who_ends_all_sessions_is_asked_first(house: Served) -> None:
    browser, path = guest(house), "/account/access/sessions/end-all"
    asked = browser.send(path)
    assert (asked.status_code, f'action="{path}"' in asked.text) == (200, True)
    assert browser.get("/account").status_code == 200
    assert browser.send(path, {"sure": "yes"}).status_code == 303
    assert browser.get("/account").status_code == 303


def test_a_guest_who_follows_a_link_is_told_what_stays_behind(house: Served, browser: Browser) -> None:
    told = "nobody can come back to its characters"
    assert told in guest(house).get("/sign-in/link?ticket=x").text
    assert told not in browser.get("/sign-in/link?ticket=x").text


def test_a_newcomer_whose_handle_is_taken_still_goes_where_they_wanted_to(house: Served, who: Caller) -> None:
    browser = guest(house)
    sent = {"handle": who.handle, "next": "/discover"}
    refused = browser.send("/account", sent)
    assert (refused.status_code, value_of(refused.text, "next")) == (409, "/discover")
    answer = browser.send("/account", sent | {"handle": f"{who.handle[:20]}_new"})
    assert answer.headers["location"] == "/discover"


def test_a_name_is_not_emptied(browser: Browser, who: Caller) -> None:
    character = created(who, name="Ottilie")
    path = f"/characters/{character['id']}/edit"
    refused = browser.send(path, {"name": " ", "revision": value_of(browser.get(path).text, "revision")})
    assert (refused.status_code, "is what a character needs" in refused.text) == (400, True)


def test_where_nobody_new_may_come_no_form_is_filled_in_for_nothing(server_data: Path) -> None:
    for closed in serve(server_data / "closed", str(server_data / "closed.db"), registration="closed"):
        page = Browser(closed).get("/sign-in/register").text
        assert "takes no new accounts" in page
        assert 'name="password"' not in page
