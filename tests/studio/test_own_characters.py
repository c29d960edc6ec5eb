"""One's own characters: from a card that is dropped to a character that others find, share, report and find no more."""

import json
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect
from tests.dialects.roleplay.bodies import created
from tests.served import Caller, Served
from tests.studio.browser import new_context
from tests.studio.samples import Seeded
from tests.studio.signing_in import sign_in

from greenroom.accounts.operators import name_operator
from greenroom.characters.catalogue import Catalogue
from greenroom.community import reports
from greenroom.database import Transaction

DROP = """
([files]) => {
  const data = new DataTransfer();
  for (const [name, text] of files) data.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], name));
  for (const kind of ["dragenter", "dragover", "drop"])
    document.body.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
}
"""


def card(name: str, **fields: Any) -> bytes:
    data = {
        "name": name,
        "description": f"You are {name}.",
        "first_mes": "Ahoy.",
        "mes_example": "",
        **fields,
    }
    return json.dumps({"spec": "chara_card_v2", "spec_version": "2.0", "data": data}).encode()


def file_of(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def drop(page: Page, files: dict[str, bytes]) -> None:
    page.evaluate(DROP, [[[name, b64encode(data).decode()] for name, data in files.items()]])


@pytest.fixture
def maker(stage: Served, seeded: Seeded) -> Caller:
    assert seeded
    return stage.newcomer()


@pytest.fixture
def context(stage: Served, maker: Caller, browser: Browser) -> Iterator[BrowserContext]:
    with new_context(browser, stage.url) as made:
        sign_in(made, stage, maker)
        yield made


def rows(page: Page) -> list[str]:
    return page.locator(".own h2").all_inner_texts()


def test_files_come_in_each_by_itself_and_only_once(context: BrowserContext, maker: Caller) -> None:
    page = context.new_page()
    page.goto("/characters")
    files = {"ada.json": card("Ada"), "broken.png": b"\x89PNG\r\n\x1a\nnot whole", "bo.json": card("Bo")}
    for times, (word, count) in enumerate((("is here", 2), ("was here already", 2)), 1):
        drop(page, files)
        expect(page.locator(f"#results[data-done='{3 * times}']")).to_be_visible()
        expect(page.locator(".results li", has_text=word)).to_have_count(count)
    expect(page.locator(".results li", has_text="could not be taken in")).to_have_count(2)
    expect(page.locator(".results li")).to_have_count(6)
    page.get_by_role("link", name="Show them in the list").click()
    expect(page.locator(".own")).to_have_count(2)
    assert sorted(rows(page)) == ["Ada", "Bo"]
    assert len(maker.get("/v1/characters").json()["items"]) == 2


def test_what_became_of_files_is_told_later_too(
    context: BrowserContext, stage: Served, browser: Browser
) -> None:
    page = context.new_page()
    page.goto("/characters")
    drop(page, {f"{number}.json": card(f"Card {number}") for number in range(30)} | {"x.txt": b"hm"})
    page.get_by_role("link", name="All that is told of this import").click()
    expect(page.locator("#import .badge").first).to_have_text("done")
    expect(page.locator(".results li")).to_have_count(31)
    expect(page.locator(".results li", has_text="is here")).to_have_count(30)
    told = page.url
    page.get_by_role("link", name="All imports").click()
    page.wait_for_url("**/imports")
    cells = page.locator("tbody tr").first.locator("td").all_inner_texts()
    assert cells[1:] == ["done", "31", "30", "1", "0"]
    with new_context(browser, stage.url) as stranger:
        sign_in(stranger, stage, stage.newcomer())
        answer = stranger.new_page().goto(told)
        assert answer
        assert answer.status == 404


@pytest.mark.parametrize("path", ["/", "/discover", "/chats", "/personas", "/docs"])
def test_a_card_is_dropped_anywhere(path: str, context: BrowserContext, maker: Caller) -> None:
    page = context.new_page()
    page.goto(path)
    drop(page, {"eve.json": card("Eve")})
    page.wait_for_url("**/imports/*")
    expect(page.locator(".results li")).to_have_count(1)
    assert [one["character"]["name"] for one in maker.get("/v1/characters").json()["items"]] == ["Eve"]


def test_a_card_that_is_dropped_on_a_form_takes_nothing_away(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/personas/new")
    page.get_by_label("Name", exact=True).fill("Half written")
    drop(page, {"eve.json": card("Eve")})
    page.wait_for_timeout(300)
    expect(page.get_by_label("Name", exact=True)).to_have_value("Half written")


def test_files_that_are_too_large_together_go_in_turn(context: BrowserContext, maker: Caller) -> None:
    page = context.new_page()
    page.goto("/characters")
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          for (const name of ["Ula", "Vic", "Wes"])
            data.items.add(new File([JSON.stringify({spec: "chara_card_v2", spec_version: "2.0",
              data: {name, description: "x", first_mes: "Hi."}}), " ".repeat(13e6)], `${name}.json`));
          document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
        }"""
    )
    expect(page.locator("#results[data-done='3']")).to_be_visible(timeout=120_000)
    expect(page.locator(".results li", has_text="is here")).to_have_count(3)
    expect(page.get_by_role("link", name="All that is told of this import")).to_have_count(3)
    assert len(maker.get("/v1/characters").json()["items"]) == 3


def test_files_are_chosen_without_scripts(context: BrowserContext, stage: Served, browser: Browser) -> None:
    plain = browser.new_context(
        base_url=stage.url, java_script_enabled=False, storage_state=context.storage_state()
    )
    page = plain.new_page()
    page.goto("/characters")
    sent = [file_of(f"{name}.json", card(name)) for name in ("Cy", "Di")]
    page.locator("#files").set_input_files([*sent, file_of("x.txt", b"hm")])
    page.get_by_role("button", name="Bring them in").click()
    for _ in range(600):
        if page.locator("#import .badge").first.inner_text() == "done":
            break
        page.wait_for_timeout(100)
        page.reload()
    expect(page.locator(".results li")).to_have_count(3)
    page.get_by_role("link", name="Your characters").click()
    page.wait_for_url("**/characters")
    assert sorted(rows(page)) == ["Cy", "Di"]
    plain.close()


def test_many_are_changed_and_deleted_at_once(context: BrowserContext, maker: Caller) -> None:
    made = [created(maker, name=name)["id"] for name in ("One", "Two", "Three")]
    page = context.new_page()
    page.goto("/characters")
    for name in ("One", "Two"):
        page.get_by_label(f"Choose {name}").check()
    page.get_by_label("With those chosen").select_option("public")
    page.get_by_role("button", name="Do it").click()
    expect(page.get_by_role("status").first).to_contain_text("Changed: 2.")
    page.get_by_role("link", name="Public", exact=True).click()
    page.wait_for_url("**visibility=public")
    assert sorted(rows(page)) == ["One", "Two"]
    page.get_by_label("Choose all shown").check()
    page.get_by_label("With those chosen").select_option("collect")
    page.get_by_label("Collection", exact=True).fill("harbour")
    page.get_by_role("button", name="Do it").click()
    page.get_by_role("link", name="harbour").click()
    page.wait_for_url("**collection=harbour")
    assert sorted(rows(page)) == ["One", "Two"]
    page.get_by_label("Choose One").check()
    page.get_by_label("With those chosen").select_option("export")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Do it").click()
    assert saved.value.suggested_filename == "characters.zip"
    page.get_by_label("With those chosen").select_option("delete")
    page.get_by_role("button", name="Do it").click()
    assert page.get_by_role("heading").inner_text() == "Delete these for good?"
    assert maker.get(f"/v1/characters/{made[0]}").status_code == 200
    page.get_by_role("button", name="Delete them").click()
    expect(page.get_by_role("status").first).to_contain_text("Deleted: 1.")
    assert [maker.get(f"/v1/characters/{one}").status_code for one in made] == [404, 200, 200]


def test_they_are_searched(context: BrowserContext, maker: Caller) -> None:
    for name in ("Zoë of the Quay", "Wim"):
        created(maker, name=name)
    page = context.new_page()
    page.goto("/characters")
    page.get_by_role("searchbox").fill("zoe quay")
    page.keyboard.press("Enter")
    page.wait_for_url("**/characters?q=zoe+quay")
    assert rows(page) == ["Zoë of the Quay"]


@pytest.mark.parametrize(
    "form", ["png", "chara_card_v3", "chara_card_v2", "charx", "yaml", "original", "native"]
)
def test_a_character_goes_out_in_every_format(form: str, context: BrowserContext, maker: Caller) -> None:
    sent = card("Ema")
    made = maker.send("POST", "/v1/imports?name=ema.json", content=sent).json()
    page = context.new_page()
    page.goto(f"/characters/{made['id']}/export")
    with page.expect_download() as saved:
        page.locator(f"a[href='?format={form}']").click()
    data = saved.value.path().read_bytes()
    assert saved.value.suggested_filename.startswith("Ema.")
    assert b"Ema" in data or form in {"png", "charx"}
    if form == "original":
        assert data == sent


def test_what_goes_out_says_once_that_its_type_is_meant(context: BrowserContext, maker: Caller) -> None:
    character_id = created(maker, name="Ema")["id"]
    answer = context.request.get(f"/characters/{character_id}/export?format=png")
    names = [one["name"].lower() for one in answer.headers_array]
    assert (answer.status, names.count("x-content-type-options")) == (200, 1)


def test_every_api_shows_its_call_and_what_it_can_say(context: BrowserContext, maker: Caller) -> None:
    made = created(maker, name="Fay", subtitle="only some can say this")
    page = context.new_page()
    page.goto(f"/characters/{made['id']}/dialects")
    row = page.get_by_role("row", name="Subtitle")
    expect(row).to_contain_text("exact")
    expect(row).to_contain_text("can’t say")
    shells = page.locator(".call").all()
    for shell in shells:
        line = shell.locator("pre").first.inner_text() if shell.get_attribute("open") is not None else ""
        line = line or str(shell.locator("pre").first.text_content())
        if "completions" in line:
            assert made["id"] in line
            continue
        url = line.split('"')[1].removeprefix(maker.served.url)
        basic = (
            {"authorization": f"Basic {b64encode(f'{maker.key}:'.encode()).decode()}"}
            if " -u " in line
            else {}
        )
        own = {"convai-api-key": maker.key} if "CONVAI" in line else {}
        answer = maker.get(url, headers=basic | own)
        assert answer.status_code == 200, (line, answer.text)
        assert "Fay" in answer.text
    assert len(shells) >= 5


def test_from_a_dropped_card_to_the_public_and_back(
    context: BrowserContext, stage: Served, browser: Browser
) -> None:
    page = context.new_page()
    page.goto("/characters")
    drop(page, {"gil.json": card("Gilqx the Pilot")})
    page.locator(".results").get_by_role("link", name="Gilqx the Pilot").click()
    page.locator("html[data-ready=editor]").wait_for()
    page.get_by_label("Subtitle").fill("Never lost a ship")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-state]")).to_have_text("All saved")
    identity = page.url.split("/")[-2]
    page.get_by_role("link", name="Publishing").click()
    page.get_by_role("radio", name="Public Visible").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Make a share link").click()
    link = page.locator("a.link").inner_text()
    with new_context(browser, stage.url) as other:
        visitor = stage.newcomer()
        sign_in(other, stage, visitor)
        theirs = other.new_page()
        found(theirs, 1)
        theirs.get_by_role("link", name="Gilqx the Pilot").click()
        expect(theirs.get_by_text("Never lost a ship")).to_be_visible()
        theirs.goto(link)
        theirs.get_by_role("link", name="Report").click()
        theirs.get_by_label("Spam or deceit").check()
        theirs.get_by_label("Anything that helps to see it").fill("He sells ships.")
        theirs.get_by_role("button", name="Send the report").click()
        expect(theirs.get_by_role("status").first).to_contain_text("The operator will look at it")
        stage.write(withhold, identity)
        found(theirs, 0)
        assert theirs.goto(link).status == 404  # type: ignore[union-attr]  # it answers
        page.goto(f"/characters/{identity}/publishing")
        expect(page.locator(".notice.bad")).to_contain_text("no ships are sold here")
        stage.write(approve, identity)
        found(theirs, 1)
        page.get_by_role("button", name="Revoke it").click()
        assert theirs.goto(link).status == 404  # type: ignore[union-attr]  # as above
        page.get_by_role("radio", name="Private").check()
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("status").first).to_contain_text("Saved.")
        found(theirs, 0)


def found(page: Page, count: int) -> None:
    page.goto("/discover?q=gilqx")
    expect(page.locator(".portrait")).to_have_count(count)


def operator(db: Transaction) -> str:
    return name_operator(db, "oldquay").account_id


def withhold(db: Transaction, character_id: str) -> None:
    reports.withhold(db, Catalogue(), operator(db), character_id, "no ships are sold here")


def approve(db: Transaction, character_id: str) -> None:
    reports.approve(db, Catalogue(), operator(db), character_id)


def test_an_owner_sees_everywhere_what_is_withheld(
    context: BrowserContext, maker: Caller, stage: Served
) -> None:
    sold = created(maker, name="Sold", visibility="public")["id"]
    stage.write(withhold, sold)
    page = context.new_page()
    page.goto("/characters")
    expect(page.locator(".own")).to_contain_text("Withheld by an operator")
    page.goto(f"/characters/{sold}")
    expect(page.locator("main")).to_contain_text("no ships are sold here")


def test_a_creator_is_blocked_and_seen_no_more(context: BrowserContext, stage: Served) -> None:
    other = stage.newcomer()
    created(other, name="Hexqz", visibility="public")
    page = context.new_page()
    page.goto(f"/@{other.handle}")
    page.get_by_role("button", name=f"Block @{other.handle}").click()
    page.goto("/discover?q=hexqz")
    expect(page.locator(".portrait")).to_have_count(0)
    page.goto(f"/@{other.handle}")
    page.get_by_role("button", name=f"Unblock @{other.handle}").click()
    page.goto("/discover?q=hexqz")
    expect(page.locator(".portrait")).to_have_count(1)


def test_of_a_creator_who_is_blocked_nothing_is_shown_and_pages_stay_full(
    context: BrowserContext, maker: Caller, stage: Served
) -> None:
    loud, other = stage.newcomer(), stage.newcomer()
    for number in range(26):
        created(loud, name=f"Pgqz loud {number}", visibility="public")
        created(other, name=f"Pgqz other {number}", visibility="public")
    met = created(loud, name="Pgqz met", visibility="public")["id"]
    assert maker.post("/v1/threads", {"character": met}).status_code == 201
    page = context.new_page()
    page.goto("/")
    expect(page.locator(".thread", has_text="Pgqz met")).to_have_count(1)
    page.goto(f"/@{loud.handle}")
    page.get_by_role("button", name=f"Block @{loud.handle}").click()
    page.goto("/")
    expect(page.get_by_text("Pgqz met")).to_have_count(0)
    expect(page.get_by_text(f"@{loud.handle}")).to_have_count(0)
    for address in ("/discover?sort=recent", "/discover?q=pgqz&sort=recent"):
        page.goto(address)
        names = page.locator(".portrait h2").all_inner_texts()
        assert len(names) >= 24
        assert not [name for name in names if "loud" in name or "met" in name]
    page.locator(".pager").scroll_into_view_if_needed()
    expect(page.locator(".portrait")).to_have_count(26)


def test_what_is_for_adults_is_shown_to_those_who_asked_for_it(
    context: BrowserContext, maker: Caller, stage: Served, browser: Browser
) -> None:
    bold = created(maker, name="Vqzx the bold", visibility="public")["id"]
    page = context.new_page()
    page.goto(f"/characters/{bold}/publishing")
    page.get_by_label("For adults only").check()
    page.get_by_role("button", name="Save").click()
    reader = stage.newcomer()
    with new_context(browser, stage.url) as first:
        sign_in(first, stage, reader)
        page = first.new_page()
        page.goto("/discover?q=vqzx")
        expect(page.locator(".portrait")).to_have_count(0)
        page.get_by_role("button", name="Show what is for adults").click()
        expect(page.get_by_role("status").first).to_contain_text("You are shown")
        assert page.url.endswith("/discover?q=vqzx")
        expect(page.locator(".portrait")).to_have_count(1)
    with new_context(browser, stage.url) as later:
        page = later.new_page()
        page.goto("/discover?q=vqzx")
        expect(page.locator(".portrait")).to_have_count(0)
        expect(page.get_by_role("button", name="adults")).to_have_count(0)
        sign_in(later, stage, reader)
        page.goto(f"/@{maker.handle}")
        expect(page.locator(".portrait")).to_have_count(1)
        page.goto("/discover?q=vqzx")
        expect(page.locator(".portrait")).to_have_count(1)
        page.get_by_role("button", name="Hide what is for adults").click()
        expect(page.locator(".portrait")).to_have_count(0)


PATHS = ("edit", "publishing", "history", "history/1", "dialects", "export")


@pytest.mark.parametrize("path", PATHS)
def test_somebody_else_s_character_has_none_of_these_pages(
    path: str, context: BrowserContext, stage: Served
) -> None:
    theirs = created(stage.newcomer(), visibility="public")
    answer = context.request.get(f"{stage.url}/characters/{theirs['id']}/{path}")
    assert answer.status in {403, 404}
    assert "Stay in-character" not in answer.text()
