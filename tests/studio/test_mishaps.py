"""Mishaps in a conversation: what can't be done is told with what to do about it, and what was written stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.model_peer import ModelPeer
from tests.served import Served
from tests.studio.signing_in import sign_in
from tests.studio.talking import Talking, talking

from greenroom.accounts.operators import name_operator


@pytest.fixture
def talk(sqlite_served: Served, browser: Browser) -> Iterator[Talking]:
    with talking(browser, sqlite_served) as opened:
        yield opened


def test_an_operator_is_led_to_where_models_are_looked_at(tmp_path: Path, browser: Browser) -> None:
    with Served(tmp_path / "bare", str(tmp_path / "bare.db")) as bare:
        who = bare.newcomer()
        bare.write(name_operator, who.account_id)
        with talking(browser, bare, who) as talk:
            notice = talk.page.locator("#no-model")
            expect(notice.get_by_role("link", name="Model settings")).to_have_attribute("href", "/models")
            talk.say("Anybody?")
            talk.failure.get_by_role("link", name="Model settings").click()
            expect(talk.page.get_by_role("heading", level=1)).to_have_text("Models")
            expect(talk.page.locator("main")).to_contain_text("GREENROOM_MODEL_URL")


@pytest.mark.parametrize(
    ("settings", "said", "again"),
    [
        ({"model_url": "http://127.0.0.1:9"}, "can’t be reached", 1),
        ({"model_window": "300"}, "more than the language model can read", 0),
    ],
    ids=["no server there", "a small window"],
)
def test_what_a_model_can_not_do_is_told_with_what_to_do(
    settings: dict[str, str], said: str, again: int, model_peer: ModelPeer, tmp_path: Path, browser: Browser
) -> None:
    around = {"model_url": model_peer.endpoint.url, **settings}
    with Served(tmp_path / "poor", str(tmp_path / "poor.db"), **around) as poor:
        who = poor.newcomer()
        poor.write(name_operator, who.account_id)
        with talking(browser, poor, who, definition="long " * 400) as talk:
            talk.say("Anybody?")
            expect(talk.failure).to_contain_text(said, timeout=60_000)
            expect(talk.failure.get_by_role("link", name="Model settings")).to_be_visible()
            assert talk.failure.get_by_role("button", name="Try again").count() == again
            expect(talk.turns.locator(".text")).to_have_text(["Evening.", "Anybody?"])


def test_an_edit_that_is_being_written_outlives_the_end_of_a_reply(talk: Talking) -> None:
    endless = "#tokens=60 #then=silence"
    talk.answered("Hello.")
    talk.say(endless)
    expect(talk.busy.locator(".text")).not_to_be_empty()  # nothing is kept of a reply that is stopped before
    talk.field.press("ArrowUp")  # what was just said is no message yet, and another one is not meant
    expect(talk.page.locator(".toast")).to_contain_text("when it has ended")
    talk.page.keyboard.press("Escape")
    expect(talk.turns).to_have_count(5)
    talk.field.press("Control+Enter")
    expect(talk.busy.locator(".text")).not_to_be_empty()
    talk.field.press("ArrowUp")
    talk.page.keyboard.type(" and more")
    written = talk.page.get_by_label("The message’s words")
    talk.page.keyboard.press("Control+Enter")
    expect(talk.page.locator(".toast")).to_have_count(2)
    talk.page.keyboard.press("Escape")
    expect(talk.busy).to_have_count(0)
    expect(talk.turns).to_have_count(5)
    expect(written).to_have_value(f"{endless} and more")
    expect(written).to_be_focused()
    talk.page.keyboard.type(", too")
    talk.page.keyboard.press("Control+Enter")
    expect(written).to_have_count(0)
    assert talk.texts()[3].endswith("and more, too")


def test_without_a_connection_it_says_so_and_nothing_written_is_lost(talk: Talking) -> None:
    talk.answered("Hello.")
    talk.page.context.set_offline(True)
    talk.field.press("ArrowUp")
    written = talk.page.get_by_label("The message’s words")
    written.fill("Good evening.")
    talk.page.keyboard.press("Control+s")
    expect(talk.page.locator(".toast").last).to_contain_text("can’t be reached")
    expect(written).to_have_value("Good evening.")
    talk.page.keyboard.press("Escape")
    talk.say("Are you there?")
    expect(talk.failure).to_contain_text("this was not sent")
    assert talk.field.input_value() == "Are you there?"
    assert talk.texts()[1] == "Hello."
    talk.page.context.set_offline(False)
    talk.failure.get_by_role("button", name="Try again").click()
    expect(talk.turns).to_have_count(5)


def test_who_has_signed_out_elsewhere_is_told_and_goes_on_after_signing_in(
    sqlite_served: Served, talk: Talking
) -> None:
    talk.page.context.clear_cookies()
    talk.say("Still me?")
    expect(talk.failure).to_contain_text("You have signed out here")
    assert talk.field.input_value() == "Still me?"
    sign_in(talk.page.context, sqlite_served, talk.who)
    talk.page.wait_for_timeout(100)
    talk.field.press("Enter")
    expect(talk.failure).to_contain_text("not of your session")
    talk.failure.get_by_role("button", name="Try again").click()
    expect(talk.turns).to_have_count(3)


def test_whoever_is_chosen_among_many_stays_chosen(sqlite_served: Served, browser: Browser) -> None:
    who = sqlite_served.newcomer()
    first, *_ = [who.post("/v1/personas", {"name": f"P{number}"}).json()["id"] for number in range(102)]
    with talking(browser, sqlite_served, who) as talk:
        address = f"/v1/threads/{talk.thread_id}"
        who.send("PATCH", address, json={"persona": first})
        talk.page.reload()
        talk.page.get_by_role("button", name="This conversation").click()
        talk.page.get_by_label("Title").fill("Another title")
        talk.page.get_by_role("button", name="Save").click()
        talk.page.get_by_text("Changed.").wait_for()
        thread = who.get(address).json()
        assert (thread["title"], thread["persona"]) == ("Another title", first)
