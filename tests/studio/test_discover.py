"""Discover as people use it: typing, choosing, and going on to the end."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.dialects.roleplay.bodies import created
from tests.served import Served
from tests.studio.browser import Watched, new_context
from tests.studio.samples import SAMPLES, Seeded

MOST_BYTES = 60_000


@pytest.fixture
def opened(stage: Served, seeded: Seeded, browser: Browser) -> Iterator[tuple[Page, Watched]]:
    assert seeded
    with new_context(browser, stage.url) as context:
        page = context.new_page()
        watched = Watched(page, stage.url)
        page.goto("/discover", wait_until="networkidle")
        yield page, watched
        watched.assert_clean()


def down_to(page: Page, count: int) -> None:
    """Scroll on until so many are shown."""
    for _ in range(300):
        page.mouse.wheel(0, 4000)
        page.wait_for_timeout(100)
        if page.locator(".portrait").count() >= count:
            break
    expect(page.locator(".portrait")).to_have_count(count)


def names(page: Page) -> list[str]:
    return page.locator(".portrait h2").all_inner_texts()


def test_the_most_loved_come_first(opened: tuple[Page, Watched]) -> None:
    assert names(opened[0])[:3] == [sample.name for sample in SAMPLES[:3]]


def test_it_searches_while_somebody_types(opened: tuple[Page, Watched]) -> None:
    page, _ = opened
    page.get_by_role("searchbox").press_sequentially("lampl", delay=20)
    expect(page).to_have_url(re.compile(r"/discover\?q=lampl$"))
    expect(page.locator(".portrait h2")).to_have_text(["Tomasz the Lamplighter"])
    assert page.evaluate("document.activeElement.id") == "q"


@pytest.mark.parametrize(
    ("words", "name"), [("黒猫", "黒猫のミナ"), ("شهر", "شهرزاد"), ("OKAFÓR", "Dr. Amara Okafor")]
)
def test_it_finds_in_any_language(words: str, name: str, opened: tuple[Page, Watched]) -> None:
    page, _ = opened
    page.get_by_role("searchbox").fill(words)
    expect(page.locator(".portrait")).to_have_count(1)
    assert names(page) == [name]


def test_a_category_and_an_order_go_together(opened: tuple[Page, Watched]) -> None:
    page, _ = opened
    page.get_by_role("link", name="noir", exact=True).click()
    page.get_by_role("link", name="New", exact=True).click()
    expect(page.locator(".portrait")).to_have_count(2)
    assert page.url.endswith("/discover?category=noir&sort=recent")


def test_it_weighs_little(opened: tuple[Page, Watched]) -> None:
    sizes = {path: size for path, size in opened[1].bytes.items() if not path.startswith("/media/")}
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_it_goes_on_to_the_end_by_itself(sqlite_served: Served, browser: Browser) -> None:
    maker = sqlite_served.newcomer()
    for number in range(50):
        created(maker, name=f"zzyx {number}", visibility="public")
    with new_context(browser, sqlite_served.url) as context:
        page = context.new_page()
        page.goto("/discover?q=zzyx&sort=recent")
        expect(page.locator(".portrait")).not_to_have_count(0)
        down_to(page, 50)
        assert len(set(names(page))) == 50


def test_tab_goes_through_all_of_it(sqlite_served: Served, browser: Browser) -> None:
    maker = sqlite_served.newcomer()
    for number in range(50):
        created(maker, name=f"zzyt {number}", visibility="public")
    with new_context(browser, sqlite_served.url) as context:
        page = context.new_page()
        page.goto("/discover?q=zzyt&sort=recent")
        page.locator(".portrait a").first.focus()
        met = []
        for _ in range(60):
            page.wait_for_function("!document.activeElement.closest('.pager')")
            met.append(page.evaluate("document.activeElement.textContent"))
            if met[-1] == "zzyt 0":
                break
            page.keyboard.press("Tab")
        assert [name for name in met if name.startswith("zzyt")] == [
            f"zzyt {number}" for number in range(49, -1, -1)
        ]


def test_back_leads_to_the_same_place(sqlite_served: Served, browser: Browser) -> None:
    maker = sqlite_served.newcomer()
    for number in range(60):
        created(maker, name=f"zzba {number}", visibility="public")
    with new_context(browser, sqlite_served.url) as context:
        page = context.new_page()
        page.goto("/discover?q=zzba&sort=recent")
        down_to(page, 60)
        page.get_by_role("link", name="zzba 0", exact=True).click()
        page.wait_for_url("**/characters/*")
        page.go_back()
        assert len(names(page)) == 60
        expect(page.get_by_role("link", name="zzba 0", exact=True)).to_be_in_viewport()


def test_it_goes_on_without_a_script(sqlite_served: Served) -> None:
    maker = sqlite_served.newcomer()
    for number in range(30):
        created(maker, name=f"zzwv {number}", visibility="public")
    first = sqlite_served.http.get("/discover?q=zzwv").text
    link = first.partition('class="pager whole" hx-get="')[2].partition('"')[0].replace("&amp;", "&")
    assert sqlite_served.http.get(link).text.count('class="portrait"') == 6
    assert sqlite_served.http.get(link.replace("q=zzwv", "q=zz")).status_code == 400
