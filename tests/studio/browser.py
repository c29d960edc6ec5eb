"""A browser for tests: Debian's Chromium, driven by Playwright; and what every page is held to."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import randrange
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from tests.studio.axe import axe_source

NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)  # a busy machine is slow, not wrong
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")


class Screen(NamedTuple):
    """A window; a phone has a finger for a pointer."""

    name: str
    width: int
    height: int
    phone: bool


DESK = Screen("desk", 1280, 860, phone=False)
PHONE = Screen("phone", 390, 844, phone=True)
SCREENS = (DESK, PHONE)
THEMES = ("light", "dark")


def chromium() -> str | None:
    """Where a Chromium is, if there is one: GREENROOM_CHROMIUM, or whatever is on the path."""
    found = (shutil.which(name) for name in NAMES)
    return os.environ.get("GREENROOM_CHROMIUM") or next((path for path in found if path), None)


@contextmanager
def open_browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield browser
        browser.close()


def new_context(browser: Browser, url: str, screen: Screen = DESK, theme: str = "light") -> BrowserContext:
    """A browser that nobody used before, at an address of its own where the server believes proxies."""
    context = browser.new_context(
        base_url=url,
        viewport={"width": screen.width, "height": screen.height},
        color_scheme="dark" if theme == "dark" else "light",
        is_mobile=screen.phone,
        has_touch=screen.phone,
        device_scale_factor=2 if screen.phone else 1,
        reduced_motion="reduce",
        locale="en-GB",
        extra_http_headers={"x-forwarded-for": f"10.{randrange(256)}.{randrange(256)}.{randrange(256)}"},
    )
    context.set_default_timeout(PATIENCE)
    return context


class Watched:
    """A page with what went wrong on it: policies broken, scripts that failed, requests to other hosts."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self._host = urlsplit(url).netloc
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self.bytes: dict[str, int] = {}
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._asked(request.url))
        page.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text}")

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != self._host:
            self.elsewhere.append(url)

    def _answered(self, response: Any) -> None:
        length = response.headers.get("content-length", "0")
        self.bytes[urlsplit(response.url).path] = int(length)

    def assert_clean(self) -> None:
        """Nothing broke the policy, no script failed, and nobody else was asked for anything."""
        assert self.elsewhere == []
        assert self.complaints == []


_SETTLED = """
() => Promise.all(document.getAnimations().filter(one => one instanceof CSSTransition).map(one => one.finished))
"""


def darken(page: Page) -> None:
    """Let a page have its dark colours, once the last of them has come."""
    page.emulate_media(color_scheme="dark")
    page.evaluate(_SETTLED)


A_AND_AA = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = ("color-contrast", "link-in-text-block")


def violations(page: Page, rules: Sequence[str] = A_AND_AA) -> list[str]:
    """What axe has against a page at levels A and AA of WCAG 2.2, each with where it is; `rules` are tags, or ids."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe_source())
    found = page.evaluate("rules => axe.run({runOnly: rules})", list(rules))
    return [
        f"{one['id']}: {one['help']}: {[' '.join(node['target']) for node in one['nodes']][:5]}"
        for one in found["violations"]
    ]


def sideways(page: Page) -> int:
    """By how many pixels a page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


SMALL = """
() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
  .filter(one => one.checkVisibility({visibilityProperty: true, opacityProperty: true}) && !one.closest(".hidden-visually, .skip"))
  .filter(one => getComputedStyle(one).display !== "inline")
  .map(one => one.matches("[type=checkbox], [type=radio]") ? one.closest("label") ?? one : one) // which one hits, too
  .map(one => (one.type === "checkbox" && one.closest("label")) || one)
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
  .map(([one, box]) => `${one.tagName} ${one.textContent.trim().slice(0, 30)} ${Math.round(box.width)}x${Math.round(box.height)}`)
"""


def small_targets(page: Page) -> list[str]:
    """What is smaller than 44 pixels though one should hit it with a finger; links within sentences may be, and boxes whose label isn't."""
    found: list[str] = page.evaluate(SMALL)
    return found


def save(page: Page, file: Path) -> None:
    """A picture of the whole page."""
    file.parent.mkdir(parents=True, exist_ok=True)
    page.evaluate("document.querySelectorAll('img[loading=lazy]').forEach(one => one.loading = 'eager')")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=str(file), full_page=True, animations="disabled")
