"""Talking in a browser: a conversation of one's own with a character, and what its page shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, expect
from tests.dialects.roleplay.bodies import created
from tests.served import Caller, Served
from tests.studio.browser import DESK, Screen, Watched, new_context
from tests.studio.signing_in import sign_in


class Talking:
    """Somebody at a conversation's page."""

    def __init__(self, watched: Watched, who: Caller, thread_id: str, *, phone: bool) -> None:
        self.phone = phone
        self.page = page = watched.page
        self.bytes = watched.bytes
        self.who = who
        self.thread_id = thread_id
        self.field = page.locator("#text")
        self.turns = page.locator("#turns > .turn")
        self.stop = page.get_by_role("button", name="Stop", exact=True)
        self.told = page.locator("#told")
        self.failure = page.locator("#failure")

    @property
    def last(self) -> Locator:
        """The last message."""
        return self.turns.last

    @property
    def busy(self) -> Locator:
        """What is being written."""
        return self.page.locator(".turn[aria-busy=true]")

    def say(self, text: str) -> None:
        self.field.fill(text)
        if self.phone:  # whose Enter is a new line
            self.page.get_by_role("button", name="Send").tap()
        else:
            self.field.press("Enter")

    def answered(self, text: str) -> None:
        """Say something, and wait for the end of the reply."""
        before = self.turns.count()
        self.say(text)
        expect(self.turns).to_have_count(before + 2)

    def rested(self) -> None:
        """Wait until a reply has ended, and the thread is there as it is now."""
        expect(self.told).not_to_be_empty()

    def texts(self) -> list[str]:
        return [text.strip() for text in self.turns.locator(".text").all_inner_texts()]

    def count(self) -> str:
        """The last character's message: which version of how many."""
        return self.page.locator(".turn.character .count").last.inner_text()

    def focused(self) -> str:
        return str(self.page.evaluate("document.activeElement.id"))


def begun(who: Caller, **character: Any) -> str:
    """The id of a new thread with a new character of theirs."""
    made = created(who, **{"name": "Nora", "greetings": ["Evening.", "You again?"]} | character)
    answer = who.post("/v1/threads", {"character": made["id"], "title": "Nora"})
    assert answer.status_code == 201, answer.text
    identity: str = answer.json()["id"]
    return identity


@contextmanager
def talking(
    browser: Browser, served: Served, who: Caller | None = None, screen: Screen = DESK, **character: Any
) -> Iterator[Talking]:
    """A conversation that was just begun, in a browser that must have nothing to complain about."""
    who = who or served.newcomer()
    thread_id = begun(who, **character)
    with new_context(browser, served.url, screen) as context:
        sign_in(context, served, who)
        page = context.new_page()
        watched = Watched(page, served.url)
        page.goto(f"/chats/{thread_id}")
        expect(page.locator("#talk[data-alive]")).to_have_count(1)
        yield Talking(watched, who, thread_id, phone=screen.phone)
        watched.complaints = [one for one in watched.complaints if "Failed to load resource" not in one]
        watched.assert_clean()
